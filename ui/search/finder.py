"""What the palette finds in the store, asked beside the window: only the last words that were typed count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workspace.mail.query import Trouble
from workspace.model.items import Address
from workspace.model.kinds import Kind
from workspace.store.reader import Reader
from workspace.store.rows import HitRow, RecordRow

if TYPE_CHECKING:
    from concurrent.futures import Future

SHOWN_PEOPLE, SHOWN_HITS, SHOWN_RECORDS = 4, 6, 5
LOOKED_AT = 40
"""Items that are looked at for conversations: several are often of one."""


@dataclass(frozen=True, slots=True)
class Found:
    """The newest message of each conversation, people, and records, for these words in this scope."""

    text: str
    scope: str
    hits: Sequence[HitRow] = ()
    people: Sequence[Address] = ()
    records: Sequence[RecordRow] = ()
    troubles: Sequence[Trouble] = ()


def find(reader: Reader, text: str, scope: str) -> Found:
    """All that the words mean; takes some milliseconds."""
    records = reader.records_named(text, scope, SHOWN_RECORDS)
    known = {email.lower() for record in records for email in record.emails}
    people = [each for each in reader.people(text, scope, SHOWN_PEOPLE + len(known)) if each.email.lower() not in known]
    hits: dict[object, HitRow] = {}
    for hit in reader.search(text, scope, LOOKED_AT):
        if hit.key.kind in (Kind.EMAIL, Kind.CHAT, Kind.EVENT):
            hits.setdefault(hit.thread_id or hit.key, hit)
    return Found(
        text, scope, list(hits.values())[:SHOWN_HITS], people[:SHOWN_PEOPLE], records, reader.search_troubles(text)
    )


class _Asking:
    """A reader of its own in a thread of its own, from the opening of the palette to its end."""

    def __init__(self, reader: Reader) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._thread: ThreadPoolExecutor = ThreadPoolExecutor(1, "palette")
        self._reader = reader
        self._thread.submit(self._open)

    def find(self, text: str, scope: str) -> "Future[Found]":
        return self._thread.submit(lambda: find(self._reader, text, scope))

    def end(self) -> None:
        """Nobody waits: it closes what it opened when it has answered."""
        self._thread.submit(lambda: self._reader.close())
        self._thread.shutdown(wait=False)

    def _open(self) -> None:
        self._reader = self._reader.another()
        find(self._reader, "a", "*")


class Finder(QObject):
    """``found`` carries :class:`Found`. It has a reader of its own, so that the window's is never kept waiting."""

    found = Signal(object)
    _ready = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asking: _Asking | None = None
        self._is_busy = False
        self._wanted: tuple[str, str] | None = None
        self._ready.connect(self._on_ready)

    def begin(self, reader: Reader) -> None:
        """Open what is needed, before the first letter is typed."""
        self._asking = self._asking or _Asking(reader)

    def ask(self, text: str, scope: str) -> None:
        """``begin`` comes first."""
        self._wanted = text, scope
        if not self._is_busy:
            self._next()

    def drop(self) -> None:
        """What was asked is not wanted any more."""
        self._wanted = None

    def leave(self) -> None:
        """Nothing is found any more."""
        if self._asking is not None:
            self._asking.end()
        self._asking, self._wanted, self._is_busy = None, None, False

    def _next(self) -> None:
        asking = self._asking
        if self._wanted is None or asking is None:
            return
        (text, scope), self._wanted, self._is_busy = self._wanted, None, True
        asking.find(text, scope).add_done_callback(lambda done: self._ready.emit(asking, done))

    def _on_ready(self, asking: _Asking, done: "Future[Found]") -> None:
        if asking is not self._asking:
            return
        self._is_busy = False
        if self._wanted is None:
            self.found.emit(done.result())
        self._next()
