"""Moving on servers without MOVE (RFC 6851): COPY, then EXPUNGE, and a crash between the two makes no second copy.

Before COPY it is noted where the target mailbox ends. Whoever tries again looks beyond that for the same mail.
"""

import re

from connectors.imap import answers
from connectors.imap.answers import Fetched
from connectors.imap.line import Line, Refused

_TRAITS = b"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
_END = re.compile(rb"\b(UIDVALIDITY|UIDNEXT) (\d{1,10})", re.IGNORECASE)
_CHANGING = frozenset({b"UID", b"FLAGS", b"MODSEQ"})
Traits = dict[bytes, object]


def end_of(line: Line, mailbox: bytes) -> str:
    """Where a mailbox that is not selected ends, as text to note; empty where the server does not say."""
    try:
        found, _ = line.ask(b"STATUS " + answers.quoted(mailbox.decode("ascii")) + b" (UIDVALIDITY UIDNEXT)")
    except Refused:
        return ""  # COPY says it better
    ends = {name.upper(): number.decode() for pieces in found for name, number in _END.findall(pieces[-1])}
    return f"{ends[b'UIDVALIDITY']} {ends[b'UIDNEXT']}" if len(ends) == 2 else ""


def traits(line: Line, uid: int) -> Traits:
    """What a mail of the selected mailbox and its copies have in common."""
    return next((_lasting(found) for _, found in line.fetch([uid], _TRAITS)), {})


def copy_beyond(line: Line, end: str, mail: Traits) -> int | None:
    """The UID of a mail's copy in the selected mailbox, if it came there after ``end`` was noted."""
    uidvalidity, _, uidnext = end.partition(" ")
    if line.selected is None or not uidnext or line.selected.uidvalidity != int(uidvalidity):
        return None
    # The last mail of all matches any range that ends with a star (RFC 3501 section 6.4.8).
    uids = [uid for uid in line.search(b"UID " + uidnext.encode() + b":*") if uid >= int(uidnext)]
    if not uids or not mail:
        return None
    return next((uid for uid, found in line.fetch(uids, _TRAITS) if _are_same(_lasting(found), mail)), None)


def _lasting(found: Fetched) -> Traits:
    return {name: value for name, value in found.items() if name not in _CHANGING}


def _are_same(one: Traits, other: Traits) -> bool:
    """A server should keep the date of arrival, but need not; where there is a Message-ID it is not needed."""
    has_id = any(isinstance(value, bytes) and b":" in value for key, value in one.items() if key.startswith(b"BODY["))
    skipped = {b"INTERNALDATE"} if has_id else set[bytes]()
    return {k: v for k, v in one.items() if k not in skipped} == {k: v for k, v in other.items() if k not in skipped}
