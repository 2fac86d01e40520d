"""The key a filing is known by: the same for every colleague who files the same thing, on any account."""

import hashlib
import re
from datetime import UTC, datetime

_SPACES = re.compile(r"\s+")
_EXCHANGE = re.compile(r"040000008200E00074C5B7101A82E008(?:[0-9A-F]{2}){24,}", re.IGNORECASE)
_PACKED = b"vCal-Uid\x01\x00\x00\x00"


def of_email(message_id: str | None) -> str | None:
    """The Message-ID with its angle brackets and case; None where the mail has none."""
    text = _SPACES.sub("", message_id or "")
    return text or None


def of_nameless_email(sent_at: datetime | None, from_email: str, subject: str, text: str) -> str:
    """What stands for a missing Message-ID: a hash of Date, From, Subject and body text.

    White space does not count, because servers fold and re-wrap it differently.
    """
    date = sent_at.astimezone(UTC).isoformat(timespec="seconds") if sent_at else ""
    parts = (date, from_email.strip().lower(), subject, text)
    plain = "\x00".join(_SPACES.sub(" ", part).strip() for part in parts)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def of_event(uid: str, recurrence_id: str | None) -> str:
    """iCalUID, and which of its occurrences; the same from Exchange, which packs the UID of others, and elsewhere."""
    uid = _unpacked(uid)
    return f"{uid}/{recurrence_id}" if recurrence_id else uid


def _unpacked(uid: str) -> str:
    """A UID out of Exchange's global object id, or that id as the whole series has it.

    Which occurrence is in bytes 17 to 20; a UID that was made elsewhere follows ``vCal-Uid`` ([MS-OXOCAL] 2.2.1.27,
    [MS-OXCICAL] 2.1.3.1.1.20.26).
    """
    if not _EXCHANGE.fullmatch(uid):
        return uid
    data = bytes.fromhex(uid)
    if data[40:52] == _PACKED:
        return data[52:].rstrip(b"\0").decode("utf-8", "replace")
    return f"{uid[:32]}{'0' * 8}{uid[40:]}".upper()
