"""Graph's message as our ``Email`` and our ``Outgoing`` as Graph's message.

https://learn.microsoft.com/graph/api/resources/message
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.microsoft import times
from connectors.microsoft.remote_ids import named
from workspace.connector.pages import Flags
from workspace.connector.payloads import Outgoing
from workspace.model.items import Address, Email
from workspace.model.kinds import Role

Json = dict[str, Any]
SELECT = (
    "id,subject,from,sender,toRecipients,ccRecipients,bccRecipients,replyTo,receivedDateTime,sentDateTime,"
    "internetMessageId,conversationId,isRead,isDraft,flag,hasAttachments,bodyPreview,changeKey"
)
_MARKS = frozenset({"id", "isRead", "flag", "changeKey"})
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# MAPI properties that Exchange makes In-Reply-To and References of, [MS-OXCMAIL] section 2.1.3.2.3.
_IN_REPLY_TO, _REFERENCES = "String 0x1042", "String 0x1039"


def is_whole(found: Mapping[str, Any]) -> bool:
    """Whether a delta entry says everything: of a changed item only what changed is sure to be told."""
    return "receivedDateTime" in found and "internetMessageId" in found


def is_marks(found: Mapping[str, Any]) -> bool:
    return all(key in _MARKS or key.startswith("@") for key in found)


def flags(found: Mapping[str, Any], mailbox: str) -> Flags:
    return Flags(
        named(mailbox, str(found["id"])),
        is_read=bool(found["isRead"]) if "isRead" in found else None,
        is_flagged=_is_flagged(found) if "flag" in found else None,
        version=found.get("changeKey"),
    )


def email(found: Mapping[str, Any], mailbox: str, role: Role) -> Email:
    """A whole message as a list shows it."""
    received_at = times.moment(found.get("receivedDateTime"))
    sent_at = times.moment(found.get("sentDateTime"))
    extra: dict[str, object] = {"may_have_attachments": True} if found.get("hasAttachments") else {}
    if received_at is None:
        extra["defects"] = ["bad_date"]
    sender = _people([found.get("from")]) or _people([found.get("sender")])
    is_draft = bool(found.get("isDraft"))
    return Email(
        remote_id=named(mailbox, str(found["id"])),
        received_at=received_at or sent_at or EPOCH,
        subject=str(found.get("subject") or ""),
        from_=sender,
        to=_people(found.get("toRecipients")),
        cc=_people(found.get("ccRecipients")),
        bcc=_people(found.get("bccRecipients")),
        reply_to=_people(found.get("replyTo")),
        sent_at=sent_at,
        message_id=found.get("internetMessageId") or None,
        thread_remote_id=found.get("conversationId") or None,
        is_read=bool(found.get("isRead")),
        is_flagged=_is_flagged(found),
        is_draft=is_draft or role is Role.DRAFTS,
        is_sent=role is Role.SENT,
        snippet=str(found.get("bodyPreview") or ""),
        version=found.get("changeKey"),
        extra=extra,
    )


def _is_flagged(found: Mapping[str, Any]) -> bool:
    flag = found.get("flag")
    return isinstance(flag, dict) and flag.get("flagStatus") == "flagged"


def _people(found: Any) -> tuple[Address, ...]:
    people = [each.get("emailAddress") for each in found or () if isinstance(each, dict)]
    return tuple(
        Address(str(each.get("name") or ""), str(each.get("address") or ""))
        for each in people
        if isinstance(each, dict)
    )


def recipients(people: Iterable[Address]) -> list[Json]:
    return [{"emailAddress": {"name": each.name or each.email, "address": each.email}} for each in people]


def message(outgoing: Outgoing) -> Json:
    """What a draft is made of or changed to. ``internetMessageId`` may be set while it is a draft."""
    is_html = outgoing.html is not None
    return {
        "subject": outgoing.subject,
        "body": {"contentType": "html" if is_html else "text", "content": outgoing.html or outgoing.text},
        "from": recipients([outgoing.from_])[0],
        "toRecipients": recipients(outgoing.to),
        "ccRecipients": recipients(outgoing.cc),
        "bccRecipients": recipients(outgoing.bcc),
        "internetMessageId": outgoing.message_id,
    }


def links(outgoing: Outgoing) -> Json:
    """What makes a new draft an answer, where the answered mail itself is not there to be answered."""
    found = [(_IN_REPLY_TO, outgoing.in_reply_to), (_REFERENCES, " ".join(outgoing.references))]
    properties = [{"id": name, "value": value} for name, value in found if value]
    return {"singleValueExtendedProperties": properties} if properties else {}
