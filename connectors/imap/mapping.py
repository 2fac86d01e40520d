"""One FETCH answer as an :class:`Email`: the header fields a list needs, read by the same parser as whole mails."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from connectors.imap.answers import Fetched, Value, number
from workspace.connector.listed import listed
from workspace.mail.parse import parse
from workspace.model.ids import RemoteId
from workspace.model.items import Email
from workspace.model.kinds import Role

HEADERS = (
    b"(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM SENDER TO CC BCC REPLY-TO"
    b" SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID AUTO-SUBMITTED PRECEDENCE RETURN-PATH"
    b" X-AUTO-RESPONSE-SUPPRESS CONTENT-TYPE)])"
)
HEADERS_KEY = b"BODY[HEADER.FIELDS]"
MARKS = b"(UID FLAGS INTERNALDATE RFC822.SIZE)"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = {name: index for index, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MIXED = re.compile(rb"^content-type:\s*multipart/mixed", re.IGNORECASE | re.MULTILINE)
_UNTOLD = ("headers_only", "no_message_id", "bad_mime")
"""Defects that every mail shows whose body was not asked for."""


def email(remote_id: RemoteId, found: Fetched, role: Role, own_addresses: frozenset[str]) -> Email:
    """The mail as far as the answer tells; ``extra["defects"]`` names what could not be read."""
    given = found.get(HEADERS_KEY)
    header = given if isinstance(given, bytes) else b""
    mail = parse(header)
    defects = ["unreadable"] if given is None else []
    defects += [name for name in mail.defects if name not in _UNTOLD]
    received_at = internal_date(found.get(b"INTERNALDATE"))
    if received_at is None:
        defects.append("bad_date")
    flags = flags_of(found)
    senders = {address.email.lower() for address in mail.from_}
    extra: dict[str, object] = {"defects": defects} if defects else {}
    if _MIXED.search(header):
        extra["may_have_attachments"] = True
    return listed(
        mail,
        remote_id,
        received_at or mail.sent_at or EPOCH,
        is_read=b"\\SEEN" in flags,
        is_flagged=b"\\FLAGGED" in flags,
        is_draft=b"\\DRAFT" in flags or role is Role.DRAFTS,
        is_sent=role is Role.SENT or (role is not Role.INBOX and bool(senders & own_addresses)),
        size=_size(found.get(b"RFC822.SIZE")),
        extra=extra,
    )


def flags_of(found: Fetched) -> frozenset[bytes]:
    """The upper-case flags; empty where the answer has none."""
    flags = found.get(b"FLAGS")
    if not isinstance(flags, list):
        return frozenset()
    return frozenset(flag.upper() for flag in flags if isinstance(flag, bytes))


def _size(value: Value) -> int:
    try:
        return number(value)
    except ValueError:
        return 0


def internal_date(value: Value) -> datetime | None:
    """``17-Jul-1996 02:44:25 -0700`` (RFC 3501 section 9) in UTC; None for anything else.

    By hand, because ``strptime`` follows the user's locale.
    """
    if not isinstance(value, bytes) or len(value) != 26:
        return None
    try:
        zone = _zone(value[21:26])
        year, month, day = int(value[7:11]), _MONTHS[value[3:6].lower()], int(value[:2])
        hour, minute, second = (int(part) for part in value[12:20].split(b":"))
        local = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


@lru_cache(maxsize=128)
def _zone(text: bytes) -> timezone:
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    return timezone(-offset if text[:1] == b"-" else offset)
