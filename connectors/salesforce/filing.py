"""Filing, adding to what is there, taking back: what each needs to know and in which order it is written.

Whatever a crash left is found by the key, and finished by the action that began it or added to by another.
"""

from collections.abc import Collection, Sequence
from typing import Any

from connectors.salesforce import files, letters
from connectors.salesforce.activities import Activities
from connectors.salesforce.creating import Creating
from connectors.salesforce.entries import Book, Entry
from connectors.salesforce.letters import Letters
from connectors.salesforce.line import Line
from connectors.salesforce.links import Target, Targets, accounts_of, named, targets
from connectors.salesforce.objects import PEOPLE, type_of
from connectors.salesforce.people import resolve
from connectors.salesforce.soql import text_of
from workspace.connector.base import Session
from workspace.connector.errors import Conflict, ConnectorError, PartlyWritten, Rejected
from workspace.connector.journal import Journal
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import Kind, RecordType

_BOOKS = {"00T": "Task", "00U": "Event"}


class Filings:
    """The CRM side of one account for one run."""

    def __init__(self, line: Line, session: Session) -> None:
        self._line = line
        self._session = session
        self._attached: list[files.Attached] = []

    def find(self, action: Action) -> Receipt | None:
        """What is under the action's key, whoever wrote it."""
        filing = _filing(action)
        entries = self._there(self._book(filing), filing, self._journal(action.action_id))
        return self._receipt(action, filing, entries) if entries else None

    def file(self, action: Action) -> Receipt:
        """All of it or nothing: what was written before a refusal is taken back, or told where that is refused too."""
        filing = _filing(action)
        book, journal = self._book(filing), self._journal(action.action_id)
        try:
            return self._filed(action, filing, book, journal)
        except PartlyWritten:
            raise
        except (Rejected, Conflict) as refused:
            self._leave_nothing(action, filing, book, journal, refused)
            raise

    def _filed(self, action: Action, filing: Filing, book: Book, journal: Journal) -> Receipt:
        wanted = targets(self._line, filing.records)
        made = Creating(self._line, journal).make_all(filing.create, filing.records)
        everything = targets(self._line, (*filing.records, *made)) if made else wanted
        if not everything.all:
            raise Rejected("setting_missing", field="records")
        journal.note("book", book.name)
        there, is_new = self._write(action, filing, book, everything, journal)
        if not there:
            raise Rejected("not_written")
        place = there[0].record_id
        known = [] if is_new else files.attached(self._line, place)
        missing = files.missing(filing.attachments, known)
        if missing and not files.are_kept(self._line):
            receipt = self._receipt(action, filing, there, everything)
            names = ", ".join(each.name for each in missing)
            raise _partly(receipt, names, f"{self._line.host} keeps no files.")
        sums = [files.attach(self._line, place, action.action_id, each, self._session.blob) for each in missing]
        receipt = self._receipt(action, filing, there, everything)
        files.refuse_spoiled(self._line, self._attached, sums)
        return receipt

    def _leave_nothing(
        self, action: Action, filing: Filing, book: Book, journal: Journal, refused: ConnectorError
    ) -> None:
        """Raises ``PartlyWritten`` with what stands where the user may not take it back."""
        there: list[Entry] = []
        try:
            there = book.group(filing)
            self._take_all_back(book, there, action.action_id, journal)
            journal.forget()
        except Rejected:
            ours = [each for each in there if self._is_ours(each, action.action_id, journal)]
            if ours:
                receipt = self._receipt(action, filing, there)
                missing = refused.params.get("what") or refused.params.get("name") or "all of it"
                raise _partly(receipt, missing, refused.sentence) from refused

    def _there(self, book: Book, filing: Filing, journal: Journal) -> list[Entry]:
        """What is under the key, or at least what this action noted, for servers that search badly."""
        noted = journal.all("entries")
        return book.group(filing) or (book.again(noted) if noted else [])

    def unfile(self, action: Action) -> Receipt:
        """Take back what the action of the receipt wrote; doing it again does nothing more."""
        receipt: Any = action.payload["receipt"]
        action_id, remote_id = str(receipt["action_id"]), str(receipt.get("remote_id") or "")
        journal = self._journal(action_id)
        book = self._book_named((journal.all("book") or [_BOOKS.get(remote_id[:3], letters.NAME)])[0])
        ids = dict.fromkeys([*([remote_id] if remote_id else ()), *journal.all("entries")])
        entries = book.again(list(ids))
        self._take_all_back(book, entries, action_id, journal)
        journal.forget()
        return self._plain_receipt(action, remote_id)

    def create(self, action: Action) -> Receipt:
        creating = Creating(self._line, self._journal(action.action_id))
        made = creating.make_all([_new(action)], ())
        return self._created(action, made[0], creating)

    def find_created(self, action: Action) -> Receipt | None:
        creating = Creating(self._line, self._journal(action.action_id))
        found = creating.found(_new(action))
        return self._created(action, found, creating) if found else None

    def _write(
        self, action: Action, filing: Filing, book: Book, wanted: Targets, journal: Journal
    ) -> tuple[list[Entry], bool]:
        """What is there then, oldest first, and whether all of it was written now."""
        entries = self._there(book, filing, journal)
        addresses = [each.email for each in (filing.from_, *filing.to, *filing.cc, *filing.bcc)]
        chosen = {each.record_id for each in wanted.all}
        people = resolve(self._line, addresses, chosen) if book.name == letters.NAME else {}
        is_new = not entries
        if is_new:
            book.write(filing, wanted, people, action.action_id, journal)
            entries = self._there(book, filing, journal)
        ours = [each for each in entries if self._is_ours(each, action.action_id, journal)]
        is_changed = [book.finish(each, filing, people) for each in ours]
        linked = {each for entry in entries for each in entry.people | entry.things}
        linked |= {each for entry in ours for each in entry.own_people & {p.record_id for p in people.values()}}
        missing = self._missing(wanted, linked)
        if missing and entries:
            book.add(filing, Targets(missing), people, entries, action.action_id, journal)
        return (self._there(book, filing, journal) if missing or any(is_changed) else entries), is_new

    def _missing(self, wanted: Targets, linked: Collection[str]) -> list[Target]:
        covered = set(wanted.covered(linked, self._accounts(wanted, linked)))
        return [each for each in wanted.all if each.ref not in covered]

    def _accounts(self, wanted: Targets, linked: Collection[str]) -> set[str]:
        """Those of the linked opportunities and cases, where a chosen account may be one."""
        is_open = any(each.record_id not in linked for each in wanted.all if each.record_type == RecordType.COMPANY)
        types = {each.record_id: each.record_type for each in wanted.all}
        return accounts_of(self._line, linked, types) if is_open else set()

    def _take_all_back(self, book: Book, entries: Sequence[Entry], action_id: str, journal: Journal) -> None:
        # The first one goes last: the others are found through it.
        for entry in reversed(entries):
            self._take_back(book, entry, action_id, journal)
        for name, record_id in journal.all("hanging"):
            self._line.delete(name, record_id)
            journal.drop("hanging", [name, record_id])
        Creating(self._line, journal).take_back()

    def _take_back(self, book: Book, entry: Entry, action_id: str, journal: Journal) -> None:
        is_ours = self._is_ours(entry, action_id, journal)
        there = files.attached(self._line, entry.record_id)
        ours = [each for each in there if each.action == action_id]
        if is_ours and not self._is_others(entry, journal, len(there) - len(ours)):
            for each in ours:
                files.detach(self._line, entry.record_id, each)
            book.remove(entry, journal)
            return
        for each in ours:
            files.detach(self._line, entry.record_id, each)
        book.unlink(entry, journal, is_ours=is_ours)
        left = book.again([entry.record_id])
        # What the last of several took back would else stay behind, linked to nobody.
        if (
            entry.action
            and len(there) == len(ours)
            and any(_is_bare(e) for e in left if e.record_id == entry.record_id)
        ):
            book.remove(entry, journal)

    def _is_others(self, entry: Entry, journal: Journal, files_of_others: int) -> bool:
        """Whether somebody hung something else on an entry that this action made."""
        added = {person for mail, person in journal.all("relations") if mail == entry.record_id}
        people = {each for each in entry.people if type_of(each) in PEOPLE}
        return bool(files_of_others or people - entry.own_people - added)

    def _is_ours(self, entry: Entry, action_id: str, journal: Journal) -> bool:
        return entry.action == action_id or (not entry.action and entry.record_id in journal.all("entries"))

    def _receipt(
        self, action: Action, filing: Filing, entries: Sequence[Entry], wanted: Targets | None = None
    ) -> Receipt:
        first = entries[0]
        journal = self._journal(action.action_id)
        created = Creating(self._line, journal).made()
        linked = [each for entry in entries for each in (*sorted(entry.things), *sorted(entry.people))]
        if wanted is None:
            wanted = self._wanted((*filing.records, *created), linked)
        covered = wanted.covered(linked, self._accounts(wanted, linked))
        known = {str(each.ref.remote_id): each.ref for each in wanted.all}
        # A converted lead stands for its contact, which is linked but was not chosen.
        stand_ins = {each.record_id for each in wanted.all if each.record_id != each.ref.remote_id}
        more = named(self._line, [each for each in linked if each not in stand_ins], known)
        is_ours = self._is_ours(first, action.action_id, journal)
        self._attached = files.attached(self._line, first.record_id)
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=RemoteId(first.record_id),
            link=self._line.link(first.record_id),
            records=tuple(dict.fromkeys((*covered, *more))),
            created=tuple(created),
            attachments=tuple((each.name, each.size, each.digest) for each in self._attached),
            found=not is_ours,
            filed_by=None if is_ours else first.filed_by or None,
        )

    def _wanted(self, refs: Sequence[RecordRef], linked: Collection[str]) -> Targets:
        """The chosen records; those that are linked themselves need not be asked for."""
        plain = [
            Target(each, each.remote_id, each.record_type) for each in refs if each.remote_id in linked and each.name
        ]
        others = [each for each in refs if each not in {target.ref for target in plain}]
        found = {each.ref.remote_id: each for each in (*plain, *targets(self._line, others, tolerant=True).all)}
        return Targets([found[each.remote_id] for each in refs if each.remote_id in found])

    def _created(self, action: Action, ref: RecordRef, creating: Creating) -> Receipt:
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=ref.remote_id,
            link=self._line.link(ref.remote_id),
            records=(ref,),
            created=tuple(creating.made()),
            found=ref not in creating.made(),
        )

    def _plain_receipt(self, action: Action, remote_id: str) -> Receipt:
        return Receipt(ReceiptId(action.action_id), action.action_id, RemoteId(remote_id) if remote_id else None)

    def _book(self, filing: Filing) -> Book:
        if filing.kind == Kind.EVENT:
            return self._book_named("Event")
        if filing.kind == Kind.EMAIL and letters.is_kept(self._line):
            return self._book_named(letters.NAME)
        return self._book_named("Task")

    def _book_named(self, name: str) -> Book:
        if name == letters.NAME:
            return Letters(self._line)
        return Activities(self._line, name, self._session.settings.get("key_field", "").strip())

    def _journal(self, action_id: str) -> Journal:
        return Journal(self._session.data_path, action_id)


def _is_bare(entry: Entry) -> bool:
    return not entry.things and not any(type_of(each) in PEOPLE for each in entry.people)


def _partly(receipt: Receipt, missing: str, reason: str) -> PartlyWritten:
    written = ", ".join(each.name or str(each) for each in receipt.records)
    return PartlyWritten(receipt, written=written, missing=missing, reason=reason)


def _filing(action: Action) -> Filing:
    return Filing.from_json({key: value for key, value in action.payload.items() if key != "add_to"})


def _new(action: Action) -> NewRecord:
    fields: Any = action.payload["fields"]
    return NewRecord(text_of(action.payload, "record_type"), tuple(fields.items()))
