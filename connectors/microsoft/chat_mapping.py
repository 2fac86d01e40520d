"""A message of Teams as our ``ChatMessage`` (https://learn.microsoft.com/graph/api/resources/chatmessage)."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from connectors.microsoft import times
from connectors.microsoft.mail_mapping import EPOCH
from connectors.microsoft.remote_ids import Talk
from connectors.microsoft.talks import Talks
from workspace.mail.text import html_to_text
from workspace.model.items import Address, ChatMessage

Json = dict[str, Any]
# The six reactions that had names before any emoji could be one.
_REACTIONS = {"like": "👍", "angry": "😠", "sad": "😢", "laugh": "😆", "heart": "❤️", "surprised": "😮"}
_PLACEHOLDER = re.compile(r"<attachment\b[^>]*>\s*(?:</attachment>)?", re.IGNORECASE)
_EVERYBODY = frozenset({"channel", "team", "everyone", "chat"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose eyes see the message, where it was said, and up to when that was read."""

    talk: Talk
    talks: Talks
    read_at: datetime | None = None

    def message(self, found: Json, reply_to: str | None = None) -> ChatMessage:
        """One message that :func:`is_said` is true of."""
        here = self.talk.of(str(found["id"]), reply_to or found.get("replyToId"))
        body = found.get("body") or {}
        is_html = str(body.get("contentType") or "").lower() == "html"
        content = str(body.get("content") or "")
        files = links(found)
        shown = _PLACEHOLDER.sub("", content) if is_html else f"<p>{escape(content)}</p>" if files else ""
        said_at = times.moment(found.get("createdDateTime")) or EPOCH
        user_id, name = said_by(found)
        is_mine = bool(user_id) and user_id == self.talks.me
        return ChatMessage(
            remote_id=here.remote_id,
            received_at=said_at,
            from_=self.talks.address(user_id, name) if user_id else Address(name, ""),
            text=_text(content, files, is_html=is_html),
            global_id=here.remote_id,
            thread_remote_id=Talk(here.team, here.channel, here.root).remote_id if here.team else None,
            html=shown + "".join(f'<p><a href="{escape(u)}">{escape(n)}</a></p>' for n, u in files) or None,
            is_read=is_mine or self.read_at is None or said_at <= self.read_at,
            is_mention=any(_means(each, self.talks.me) for each in found.get("mentions") or ()),
            is_sent=is_mine,
            reactions=_reactions(found),
            link=found.get("webUrl"),
            version=found.get("etag") or found.get("lastModifiedDateTime"),
            extra={"files": [{"name": n, "url": u} for n, u in files]} if files else {},
        )


def is_said(found: Json) -> bool:
    """Whether somebody said it; system events and what a newer service may send are none."""
    return found.get("messageType", "message") == "message" and bool(found.get("from"))


def said_by(found: Json) -> tuple[str, str]:
    """Id and name of the user; of an app or a bot only the name."""
    sender = found.get("from") or {}
    user = sender.get("user")
    if isinstance(user, dict):
        return str(user.get("id") or ""), str(user.get("displayName") or "")
    other = next((each for each in sender.values() if isinstance(each, dict)), {})
    return "", str(other.get("displayName") or "")


def links(found: Json) -> list[tuple[str, str]]:
    """Name and address of each file: Teams keeps them in SharePoint, so they are opened there."""
    attached = [each for each in found.get("attachments") or () if isinstance(each, dict)]
    urls = (
        (str(each.get("name") or each["contentUrl"]), str(each["contentUrl"])) for each in attached if _is_file(each)
    )
    return [(name, url) for name, url in urls if url.startswith("https://")]


def _is_file(each: Json) -> bool:
    return each.get("contentType") == "reference" and bool(each.get("contentUrl"))


def _text(content: str, files: list[tuple[str, str]], *, is_html: bool) -> str:
    text = html_to_text(_PLACEHOLDER.sub("", content)).strip() if is_html else content
    return "\n".join(each for each in (text, *(f"{name} {url}" for name, url in files)) if each)


def _means(mention: Any, me: str) -> bool:
    mentioned = mention.get("mentioned") if isinstance(mention, dict) else None
    if not isinstance(mentioned, dict):
        return False
    conversation = mentioned.get("conversation") or {}
    is_all = str(conversation.get("conversationIdentityType") or "").lower() in _EVERYBODY
    return is_all or (bool(me) and (mentioned.get("user") or {}).get("id") == me)


def _reactions(found: Json) -> tuple[tuple[str, int], ...]:
    kinds = (str(each.get("reactionType") or "") for each in found.get("reactions") or () if isinstance(each, dict))
    return tuple(Counter(_REACTIONS.get(each, each) for each in kinds if each).items())
