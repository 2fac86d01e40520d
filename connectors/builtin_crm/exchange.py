"""Customers in and out as files: which kind of file it is, and how each entry finds its place in
the CRM.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from connectors.builtin_crm import archive, records, tables, vcards
from connectors.builtin_crm.fields import Draft
from connectors.builtin_crm.file import Connection, CrmFile
from connectors.builtin_crm.filings import find_same
from workspace.connector.errors import Rejected
from workspace.mail.address import domain_of
from workspace.mail.domains import is_free_mail, organisation
from workspace.model.kinds import RecordType

EXPORT_ORDER = (
    RecordType.COMPANY,
    RecordType.CONTACT,
    RecordType.LEAD,
    RecordType.DEAL,
    RecordType.CASE,
)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: entries that became new records, were merged into known ones, or changed
    nothing.
    """

    added: int = 0
    merged: int = 0
    unchanged: int = 0
    problems: tuple[str, ...] = ()
    """What was not taken, each with the line it starts on, counted from 1."""

    @property
    def count(self) -> int:
        return self.added + self.merged + self.unchanged


Entry = tuple[int, Draft | str]
"""A line number with the record that starts there, or what is wrong with it."""
_READERS: dict[str, Callable[[Path], Iterator[Entry]]] = {
    ".csv": tables.read,
    ".tsv": tables.read,
    ".txt": tables.read,
    ".vcf": vcards.read,
    ".vcard": vcards.read,
}


def import_file(file: CrmFile, path: str) -> Imported:
    """Take every good entry of a file and report the others; safe to repeat.

    Raises ``Rejected`` where the file cannot be read at all.
    """
    source = Path(path)
    reader = _READERS.get(source.suffix.lower())
    if reader is None:
        raise Rejected("setting_wrong", field="file", reason="it must end in .csv or .vcf")
    taken = _Taken(file)
    try:
        entries = reader(source)
        while batch := _next(entries):
            taken.take(batch)
    except OSError as error:
        raise Rejected("setting_wrong", field="file", reason=error.strerror or "unreadable") from error
    return taken.result()


def _next(entries: Iterator[Entry]) -> list[Entry]:
    return list(islice(entries, _BATCH))


class _Taken:
    """Writes entries batch by batch and counts what came of them."""

    def __init__(self, file: CrmFile) -> None:
        self.file = file
        self.counts = {"added": 0, "merged": 0, "unchanged": 0}
        self.problems: list[str] = []

    def take(self, batch: Iterable[Entry]) -> None:
        with self.file.write() as connection:
            for line, entry in batch:
                if isinstance(entry, str):
                    self.problems.append(f"line {line}: {entry}")
                else:
                    self._place(connection, line, entry)

    def _place(self, connection: Connection, line: int, draft: Draft) -> None:
        _make_company(connection, draft)
        for name in records.link_parents(connection, draft):
            self.problems.append(f"line {line}: “{name}” is no single contact; kept without")
        known = _same(connection, draft)
        if known is None:
            records.add(connection, draft)
            self.counts["added"] += 1
        else:
            is_changed = records.merge(connection, known, draft)
            self.counts["merged" if is_changed else "unchanged"] += 1

    def result(self) -> Imported:
        return Imported(**self.counts, problems=tuple(self.problems))


def _make_company(connection: Connection, draft: Draft) -> None:
    """The company an entry names becomes a record of its own, with the domain its people write from."""
    name = draft.company
    if name and not records.by_name(connection, RecordType.COMPANY, name):
        domains = {domain_of(email) for email in draft.emails} - {""}
        own = sorted(each for each in domains if organisation(each) and not is_free_mail(each))
        records.add(connection, Draft(str(RecordType.COMPANY), name, domains=own))


def _same(connection: Connection, draft: Draft) -> int | None:
    """The record an entry is about already: people by address, companies by name, work by name and
    parents.
    """
    found = find_same(connection, draft)
    if found is not None:
        return found
    same_name = records.by_name(connection, draft.record_type, draft.name)
    if draft.record_type in (RecordType.DEAL, RecordType.CASE):
        wanted = set(draft.parent_ids)
        same_name = [i for i in same_name if set(records.parents(connection, i)) == wanted]
    elif draft.emails or draft.record_type == RecordType.COMPANY:
        return None
    else:
        # Without an address a name alone may be another person: only an equal entry is the same.
        drafts = {i: records.read(connection, i) for i in same_name}
        same_name = [i for i, d in drafts.items() if d.phones == draft.phones and not d.emails]
    return same_name[0] if len(same_name) == 1 else None


def export_file(file: CrmFile, path: str) -> int:
    """Write all customers to a ``.csv`` file, all contacts to a ``.vcf`` file, or everything with the filed mails and
    their attachments to a ``.zip`` file; returns how many entries.

    The file appears whole or not at all. Raises ``Rejected`` where it cannot be written.
    """
    target = Path(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise Rejected("setting_wrong", field="file", reason="it must end in .csv, .vcf or .zip")
    part = target.with_name(f".{target.name}.part")
    try:
        with file.read() as connection:
            count = writer(part, connection)
        part.replace(target)
    except OSError as error:
        raise Rejected("setting_wrong", field="file", reason=error.strerror or "unwritable") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_archive(path: Path, connection: Connection) -> int:
    return archive.write(path, connection, _all(connection, EXPORT_ORDER))


def _write_table(path: Path, connection: Connection) -> int:
    return tables.write(path, _all(connection, EXPORT_ORDER))


def _write_cards(path: Path, connection: Connection) -> int:
    return vcards.write(path, _all(connection, (RecordType.CONTACT,)))


_WRITERS: dict[str, Callable[[Path, Connection], int]] = {
    ".csv": _write_table,
    ".vcf": _write_cards,
    ".zip": _write_archive,
}


def _all(connection: Connection, types: Iterable[RecordType]) -> Iterator[Draft]:
    for record_type in types:
        sql = "SELECT record_id FROM record WHERE record_type = ? ORDER BY record_id"
        for (record_id,) in connection.execute(sql, (str(record_type),)):
            yield _with_names(connection, records.read(connection, record_id))


def _with_names(connection: Connection, draft: Draft) -> Draft:
    """Parents by name or address, as another file knows them."""
    above = [records.read(connection, i) for i in draft.parent_ids]
    companies = [each.name for each in above if each.record_type == RecordType.COMPANY]
    people = [each for each in above if each.record_type == RecordType.CONTACT]
    contacts = [each.emails[0] if each.emails else each.name for each in people]
    return replace(draft, company=draft.company or "".join(companies[:1]), contacts=contacts)
