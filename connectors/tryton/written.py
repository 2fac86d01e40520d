"""The notes and attachments of filings as they are in Tryton, found by what their heads say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.tryton import notes
from connectors.tryton.failures import UserError
from connectors.tryton.models import ATTACHMENT, NOTE, in_parts, like
from connectors.tryton.records import Records
from connectors.tryton.rpc import Domain, Row, Rpc

Content = tuple[str, int, str]
"""An attachment's name, size and SHA-256."""


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """``action_id`` wrote it for ``user``, as Tryton names the one who did."""

    number: int
    resource: str
    key: str
    action_id: str
    user: str


@dataclass(frozen=True, slots=True)
class WrittenAttachment:
    """``action_id`` wrote it."""

    number: int
    resource: str
    key: str
    action_id: str
    content: Content


@dataclass(frozen=True, slots=True)
class There:
    """What is there of one filing; notes and attachments by their age."""

    notes: tuple[WrittenNote, ...] = ()
    attachments: tuple[WrittenAttachment, ...] = ()

    @property
    def resources(self) -> tuple[str, ...]:
        """The records that have a note."""
        return tuple(dict.fromkeys(note.resource for note in self.notes))

    def contents(self, resource: str) -> list[Content]:
        return [each.content for each in self.attachments if each.resource == resource]

    def notes_on(self, resource: str) -> list[WrittenNote]:
        return [each for each in self.notes if each.resource == resource]


class Written:
    """Looks for them as one user."""

    def __init__(self, rpc: Rpc, records: Records) -> None:
        self._rpc = rpc
        self._records = records
        self._places: dict[str, tuple[str, ...]] = {}

    def under(self, key: str, resources: Iterable[str]) -> There:
        """What is filed under a key on these records."""
        there = self._found(notes.key_line(key), resources)
        return There(
            tuple(each for each in there.notes if each.key == key),
            tuple(each for each in there.attachments if each.key == key),
        )

    def by(self, action_id: str, resources: Iterable[str]) -> There:
        """What an action wrote on these records."""
        there = self._found(notes.mark_line(action_id), resources)
        return There(
            tuple(each for each in there.notes if each.action_id == action_id),
            tuple(each for each in there.attachments if each.action_id == action_id),
        )

    def places(self, key: str) -> tuple[str, ...]:
        """Every record with a note under the key that the user may read; asked once a run.

        Tryton lets administrators alone search notes as such, others only those of records that they name.
        """
        if key not in self._places:
            words: Domain = [["message", "like", f"%{like(notes.key_line(key))}%"]]
            if self._rpc.preferences.get("administrator"):
                rows = self._rpc.rows(NOTE, words, _NOTE)
            else:
                rows = self._rows(NOTE, self._records.all_ids(), words, _NOTE)
            found = (each for row in rows if (each := _note(row)) and each.key == key)
            self._places[key] = tuple(dict.fromkeys(each.resource for each in found))
        return self._places[key]

    def place_of(self, note: str) -> tuple[str, ...]:
        """The record of a note."""
        if not note.isdecimal():
            return ()
        rows: list[Row] = self._rpc.ask(NOTE, "read", [int(note)], ["resource"])
        return tuple(str(row["resource"]) for row in rows if row.get("resource"))

    def _found(self, words: str, resources: Iterable[str]) -> There:
        some, words = list(dict.fromkeys(resources)), f"%{like(words)}%"
        if not some:
            return There()
        notes_ = [_note(row) for row in self._rows(NOTE, some, [["message", "like", words]], _NOTE)]
        rows = self._rows(ATTACHMENT, some, [["description", "like", words], ["type", "=", "data"]], _ATTACHMENT)
        attachments = [_attachment(row) for row in rows]
        return There(tuple(filter(None, notes_)), tuple(filter(None, attachments)))

    def _rows(self, model: str, resources: Sequence[str], words: Domain, fields: Sequence[str]) -> list[Row]:
        parts = in_parts(list(resources))
        rows = [row for some in parts for row in self._present(model, [["resource", "in", some], *words], fields)]
        return sorted(rows, key=lambda row: int(row["id"]))

    def _present(self, model: str, domain: Domain, fields: Sequence[str]) -> list[Row]:
        """Asked once more when refused: a colleague's attempt may remove a row between its being found and read."""
        try:
            return self._rpc.rows(model, domain, fields)
        except UserError:
            return self._rpc.rows(model, domain, fields)


_NOTE = ("resource", "message", "last_user")
_ATTACHMENT = ("resource", "description", "name", "data_size")


def _note(row: Mapping[str, Any]) -> WrittenNote | None:
    marks = notes.read(str(row.get("message") or ""))
    if marks is None or not row.get("resource"):
        return None
    user = str(row.get("last_user") or "")
    return WrittenNote(int(row["id"]), str(row["resource"]), marks.key, marks.action_id, user)


def _attachment(row: Mapping[str, Any]) -> WrittenAttachment | None:
    marks = notes.read(str(row.get("description") or ""))
    if marks is None or not row.get("resource"):
        return None
    content = (str(row.get("name") or ""), int(row.get("data_size") or 0), marks.sha256)
    return WrittenAttachment(int(row["id"]), str(row["resource"]), marks.key, marks.action_id, content)
