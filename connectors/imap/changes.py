"""What changed in one mailbox since a cursor, by the best way the server has.

QRESYNC (RFC 7162) tells changed marks and vanished mails; CONDSTORE tells the marks, and the UIDs alive are listed when
the count does not add up; any other server is asked for all marks, of which only blocks that differ are delivered.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from connectors.imap import answers
from connectors.imap.cursor import Cursor, remote_id
from connectors.imap.fetching import PatientFetch
from connectors.imap.line import Line, Selected
from connectors.imap.mapping import HEADERS, HEADERS_KEY, MARKS, email, flags_of
from workspace.connector.errors import CursorExpired, Transient
from workspace.connector.pages import Flags, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email

FIRST_PAGE = 100
PAGE = 500
MAX_GONE = 20_000
"""Beyond this many vanished UIDs the complete list is the shorter answer."""
BLOCK = 4096
_SEEN, _FLAGGED = 1, 2


class Changes:
    """One pull of one mailbox; ``select`` gives its open connection, reopened where it broke."""

    def __init__(
        self,
        select: Callable[[], Line],
        collection: Collection,
        own_addresses: frozenset[str],
        page_sizes: tuple[int, int] = (FIRST_PAGE, PAGE),
    ) -> None:
        self._opened = select
        self._uidvalidity = 0
        self._collection = collection
        self._own_addresses = own_addresses
        self._first_page, self._page = page_sizes
        self._patient = PatientFetch(self._select)
        self._delivered = 0
        self._must_list = False
        self._digests: dict[str, int] = {}

    def pages(self, text: str | None) -> Iterator[Page]:
        """The pages since the cursor; raises ``CursorExpired`` where the mailbox was renumbered."""
        line = self._select()
        state = line.selected
        if state is None:
            raise Transient("connection_closed", host=line.host)
        cursor = self._start(text, state)
        is_delta = text is not None
        if is_delta and state.modseq and cursor.modseq:
            if state.modseq > cursor.modseq:
                yield from self._changed_since(cursor)
            cursor = replace(cursor, modseq=state.modseq)
        known = cursor
        cursor = cursor.grown_to(self._uidnext(state))
        for page in self._missing_mails(cursor):
            cursor = Cursor.from_text(page.cursor or "", self._collection.name)
            yield page
        cursor = replace(cursor, missing=())
        if is_delta and not (state.modseq and known.modseq):
            for page in self._compared(known):
                cursor = replace(cursor, digests={**cursor.digests, **self._digests})
                yield replace(page, cursor=cursor.to_text())
            cursor = replace(cursor, modseq=state.modseq, digests=self._digests)
        last = self._last_page(cursor, known, state, is_delta)
        if last.alive is not None or last.cursor != text:
            yield last

    def _select(self) -> Line:
        """The open mailbox, as long as it is the one that the pull began with."""
        line = self._opened()
        uidvalidity = line.selected.uidvalidity if line.selected else 0
        self._uidvalidity = self._uidvalidity or uidvalidity
        if uidvalidity != self._uidvalidity:
            raise CursorExpired(collection=self._collection.name)
        return line

    def _start(self, text: str | None, state: Selected) -> Cursor:
        if text is None:
            return Cursor(state.uidvalidity, uidnext=1, modseq=state.modseq, count=0)
        cursor = Cursor.from_text(text, self._collection.name)
        uidnext = self._uidnext(state)
        is_older = (state.modseq and state.modseq < cursor.modseq) or uidnext < cursor.uidnext
        if cursor.uidvalidity != state.uidvalidity or is_older:
            raise CursorExpired(collection=self._collection.name)
        return cursor

    def _uidnext(self, state: Selected) -> int:
        if state.uidnext:
            return state.uidnext
        alive = self._select().search(b"ALL")
        return alive[-1] + 1 if alive else 1

    def _id(self, cursor: Cursor, uid: int) -> RemoteId:
        return remote_id(cursor.uidvalidity, uid, self._collection.remote_id)

    def _changed_since(self, cursor: Cursor) -> Iterator[Page]:
        """Marks and vanished mails among those delivered; the cursor moves only when the last page is stored."""
        line = self._select()
        way = b"CHANGEDSINCE %d VANISHED" if line.has_qresync else b"CHANGEDSINCE %d"
        known = b"1:%d" % max(cursor.uidnext - 1, 1)
        command = b"UID FETCH " + known + b" (FLAGS) (" + way % cursor.modseq + b")"
        flags: list[Flags] = []
        gone: list[int] = []
        for pieces in line.run(command):
            gone += self._vanished(pieces[0], cursor)
            flags += self._flags(pieces, cursor)
        if len(gone) > MAX_GONE:
            self._must_list, gone = True, []
        ids = tuple(self._id(cursor, uid) for uid in gone)
        for at in range(0, max(len(flags), 1), self._page):
            page = Page(flags=tuple(flags[at : at + self._page]), gone=ids if at == 0 else ())
            if page.flags or page.gone:
                yield page

    def _vanished(self, text: bytes, cursor: Cursor) -> list[int]:
        if text[:10].upper() != b"* VANISHED" or self._must_list:
            return []
        try:
            spans = answers.ranges(text.rpartition(b" ")[2])
        except ValueError:
            self._must_list = True
            return []
        spans = [(low, min(high, cursor.uidnext - 1)) for low, high in spans]
        if sum(high - low + 1 for low, high in spans if low <= high) > MAX_GONE:
            self._must_list = True
            return []
        uids = (uid for low, high in spans for uid in range(low, high + 1))
        return [uid for uid in uids if not cursor.is_missing(uid)]

    def _flags(self, pieces: list[bytes], cursor: Cursor) -> list[Flags]:
        try:
            found = answers.fetched(pieces)
            uid = answers.number(found.get(b"UID")) if found else 0
        except ValueError:
            return []
        is_known = 0 < uid < cursor.uidnext and not cursor.is_missing(uid)
        if found is None or not is_known or b"FLAGS" not in found:
            return []
        marks = flags_of(found)
        return [Flags(self._id(cursor, uid), b"\\SEEN" in marks, b"\\FLAGGED" in marks)]

    def _missing_mails(self, cursor: Cursor) -> Iterator[Page]:
        spans = [b"%d:%d" % span for span in cursor.missing]
        uids = self._select().search(b"UID " + b",".join(spans)) if spans else []
        uids = cursor.missing_of(uids)
        total = len(uids)
        size = self._first_page
        while uids:
            uids, part = uids[:-size], uids[-size:]
            size = self._page
            cursor = replace(cursor.without_from(part[0]), count=None)
            items = [self._email(cursor, uid, found) for uid, found in self._headers(part)]
            self._delivered += len(items)
            yield Page(items=tuple(reversed(items)), cursor=cursor.to_text(), total=total)

    def _headers(self, uids: list[int]) -> Iterator[tuple[int, answers.Fetched]]:
        for uid, found in self._patient.fetch(uids, HEADERS, HEADERS_KEY):
            if found is not None:
                yield uid, found
                continue
            # What it is marked with and when it came may still be told.
            for _, marks in self._patient.fetch([uid], MARKS, b"FLAGS"):
                yield uid, marks or {}

    def _email(self, cursor: Cursor, uid: int, found: answers.Fetched) -> Email:
        role = self._collection.role
        return email(self._id(cursor, uid), found, role, self._own_addresses)

    def _compared(self, known: Cursor) -> Iterator[Page]:
        """The marks of every block of UIDs whose checksum differs, newest first."""
        uids = self._select().search(b"UID 1:%d" % max(known.uidnext - 1, 1))
        blocks = [list(block) for _, block in groupby(known_uids(uids, known), key=_block)]
        for block in reversed(blocks):
            marks = {
                uid: flags_of(found)
                for uid, found in self._patient.fetch(block, b"(UID FLAGS)", b"FLAGS")
                if found is not None
            }
            name = str(_block(block[0]))
            self._digests[name] = _digest(marks)
            if self._digests[name] != known.digests.get(name):
                yield Page(
                    flags=tuple(
                        Flags(self._id(known, uid), b"\\SEEN" in each, b"\\FLAGGED" in each)
                        for uid, each in marks.items()
                    )
                )

    def _last_page(self, cursor: Cursor, known: Cursor, state: Selected, is_delta: bool) -> Page:
        """Everything alive, where mails may have gone without a word."""
        line = self._select()
        count = None if known.count is None else known.count + self._delivered
        if not is_delta:
            return Page(cursor=replace(cursor, count=self._delivered).to_text())
        tells = line.has_qresync and state.modseq and known.modseq
        if not self._must_list and (tells or count == state.exists):
            count = state.exists if tells else count
            return Page(cursor=replace(cursor, count=count).to_text())
        uids = line.search(b"UID 1:%d" % max(cursor.uidnext - 1, 1))
        uids = [uid for uid in uids if uid < cursor.uidnext]
        alive = frozenset(self._id(cursor, uid) for uid in uids)
        return Page(alive=alive, cursor=replace(cursor, count=len(alive)).to_text())


def known_uids(uids: list[int], cursor: Cursor) -> list[int]:
    """Those delivered before; UIDs arrive ascending and stay so."""
    return [uid for uid in uids if uid < cursor.uidnext and not cursor.is_missing(uid)]


def _block(uid: int) -> int:
    return uid // BLOCK


def _digest(marks: dict[int, frozenset[bytes]]) -> int:
    lines = (
        b"%d %d" % (uid, (b"\\SEEN" in each) * _SEEN + (b"\\FLAGGED" in each) * _FLAGGED)
        for uid, each in sorted(marks.items())
    )
    return zlib.crc32(b",".join(lines))
