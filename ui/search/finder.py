"""What the palette finds in the store, asked beside the window: only the last words that were typed count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.search.asking import Asker
from workspace.mail.query import Trouble
from workspace.model.items import Address
from workspace.model.kinds import Kind
from workspace.store.reader import Reader
from workspace.store.rows import HitRow, RecordRow

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


@dataclass(frozen=True, slots=True)
class _Typed:
    text: str
    scope: str


class Finder(QObject):
    """``found`` carries :class:`Found`. It has a reader of its own, so that the window's is never kept waiting."""

    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asker = Asker(self, lambda reader, typed: find(reader, typed.text, typed.scope))
        self._asker.answered.connect(lambda typed, found: self.found.emit(found))

    def begin(self, reader: Reader) -> None:
        """Open what is needed, before the first letter is typed."""
        self._asker.begin(reader, _Typed("a", "*"))

    def ask(self, text: str, scope: str) -> None:
        """``begin`` comes first."""
        self._asker.ask(_Typed(text, scope))

    def drop(self) -> None:
        """What was asked is not wanted any more."""
        self._asker.drop()

    def leave(self) -> None:
        """Nothing is found any more."""
        self._asker.leave()
