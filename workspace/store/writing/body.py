"""A body as it is stored: plain text, sanitised HTML, what is attached; made from a parsed mail or a chat message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from workspace.mail.parse import Mail
from workspace.mail.tokens import index_text
from workspace.model.items import Attachment
from workspace.store.unpacking import pack

SNIPPET = 200
LONGEST_INDEXED = 200_000
"""Characters of a body that are searchable; the rest of a log file or a mailing list digest is not."""


@dataclass(frozen=True, slots=True)
class Body:
    """``html`` must be sanitised by whoever makes this; ``attachments`` is None where nothing new is known.

    ``extra`` is JSON-ready and handed to the reader as part of ``ItemRow.detail`` (remote images, invitation, defects).
    """

    text: str | None
    html: str | None = None
    attachments: tuple[Attachment, ...] | None = None
    snippet: str = ""
    is_automated: bool = False
    is_broken: bool = False
    """True where only a part could be read."""
    message_id: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    packed: "Packed | None" = field(default=None, compare=False)
    """Made ahead by :func:`packed`, where another process can do that."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A body's columns as the cache takes them; ``words`` is what is indexed of its text."""

    text: bytes | None
    html: bytes | None
    extra: str
    words: str


def packed(body: Body) -> Packed:
    return body.packed or Packed(
        pack(body.text),
        pack(body.html),
        json.dumps(body.extra, ensure_ascii=False),
        index_text((body.text or "")[:LONGEST_INDEXED]),
    )


def of_mail(mail: Mail, html: str | None, extra: Mapping[str, object] | None = None) -> Body:
    """The body of a parsed mail with its HTML already sanitised."""
    facts: dict[str, object] = {
        "defects": list(mail.defects),
        "calendar": mail.calendar,
        "calendar_method": mail.calendar_method,
        "list_unsubscribe": mail.list_unsubscribe,
        "list_unsubscribe_post": mail.list_unsubscribe_post,
        "automation": mail.automation,
        "list_id": mail.list_id,
        "sender": mail.sender_beside,
    }
    return Body(
        text=mail.text,
        html=html,
        attachments=tuple(
            Attachment(p.part_id, p.name, p.content_type, p.size, p.content_id, p.is_inline) for p in mail.attachments
        ),
        snippet=snippet(mail.text),
        is_automated=mail.is_automated,
        is_broken="too_deep" in mail.defects,
        message_id=mail.message_id,
        extra={**{name: fact for name, fact in facts.items() if fact}, **(extra or {})},
    )


def snippet(text: str | None) -> str:
    """The first words on one line."""
    return " ".join((text or "")[: SNIPPET * 4].split())[:SNIPPET]
