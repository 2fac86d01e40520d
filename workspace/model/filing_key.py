"""The key a filing is known by: the same for every colleague who files the same thing, on any account."""

import hashlib
import re
from datetime import UTC, datetime

_SPACES = re.compile(r"\s+")


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
    """iCalUID, and which of its occurrences."""
    return f"{uid}/{recurrence_id}" if recurrence_id else uid
