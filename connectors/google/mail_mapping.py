"""One Gmail message as an :class:`Email`: its header fields are read by the same parser as whole mails."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.google.labels import DRAFT, SENT, places
from workspace.connector.listed import listed
from workspace.mail.parse import parse
from workspace.model.ids import RemoteId
from workspace.model.items import Email

HEADERS = (
    "Date From Sender To Cc Bcc Reply-To Subject Message-ID In-Reply-To References List-Id Auto-Submitted Precedence"
    " Return-Path X-Auto-Response-Suppress"
).split()
FIELDS = "id,threadId,labelIds,snippet,internalDate,sizeEstimate,payload(mimeType,headers)"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNTOLD = ("headers_only", "no_message_id", "bad_mime")
"""Defects that every mail shows whose body was not asked for."""
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|#39);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}


def email(message: Mapping[str, Any]) -> Email:
    """From ``users.messages.get`` with ``format=metadata``."""
    payload = message.get("payload") or {}
    mail = parse(_block(payload.get("headers") or ()))
    labels = message.get("labelIds") or ()
    received_at = _received_at(message.get("internalDate"))
    defects = [name for name in mail.defects if name not in _UNTOLD]
    extra: dict[str, object] = {"defects": defects} if defects else {}
    if payload.get("mimeType") == "multipart/mixed":
        extra["may_have_attachments"] = True
    if sorting := [each for each in labels if each == "IMPORTANT" or each.startswith("CATEGORY_")]:
        extra["gmail"] = sorted(sorting)
    return listed(
        mail,
        RemoteId(message["id"]),
        received_at or mail.sent_at or EPOCH,
        thread_remote_id=message.get("threadId"),
        is_read="UNREAD" not in labels,
        is_flagged="STARRED" in labels,
        is_draft=DRAFT in labels,
        is_sent=SENT in labels,
        size=int(message.get("sizeEstimate") or 0),
        snippet=_plain(message.get("snippet") or ""),
        labels=places(labels),
        extra=extra,
    )


def _block(headers: Any) -> bytes:
    """Header fields as they stood in the mail; Gmail gives some of them decoded."""
    lines = [f"{each['name']}: {_BREAK.sub(' ', each.get('value') or '')}\r\n" for each in headers]
    return "".join(lines).encode("utf-8", "surrogateescape") + b"\r\n"


def _received_at(milliseconds: str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds or "") / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _plain(snippet: str) -> str:
    """Gmail escapes the snippet for HTML."""
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], snippet)
