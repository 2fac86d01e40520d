"""A mail as an EmailMessage: people by id, one record that it relates to, found again by its Message-ID.

https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_emailmessage.htm
An email cannot be edited once it is filed; ``IsClientManaged`` lets its files and what it relates to be set later.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from connectors.salesforce.entries import Entry, note, read_note
from connectors.salesforce.failures import Refused
from connectors.salesforce.line import Line
from connectors.salesforce.links import Target, Targets
from connectors.salesforce.people import Known
from connectors.salesforce.soql import Row, Select, Where, moment, text_of
from workspace.connector.journal import Journal
from workspace.model.filings import Filing
from workspace.model.items import Address
from workspace.model.kinds import RecordType

NAME = "EmailMessage"
LONGEST_KEY = 255
LONGEST_ADDRESSES = 4000
FIELDS = (
    *("Id", "MessageIdentifier", "RelatedToId", "ParentId", "Headers", "CreatedBy.Name", "CreatedDate", "ActivityId"),
    "IsClientManaged",
)
_LINK = "EmailMessageRelation"
_RELATION = ("Id", "EmailMessageId", "RelationId", "RelationType")
READ, SENT = "1", "3"
"""Of the picklist Status; a mail that is not about a case is always "sent"."""


def is_kept(line: Line) -> bool:
    """Whether the org files mail as emails: enhanced email is on, and the user may make them and link people."""
    schema = line.schema
    takes = all(schema.creatable(NAME, each) for each in ("RelatedToId", "MessageIdentifier"))
    return schema.has(NAME, may_create=True) and takes and schema.has(_LINK)


def stored(key: str) -> str:
    """The key as the org keeps it."""
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


class Letters:
    """Emails of the org."""

    name = NAME

    def __init__(self, line: Line) -> None:
        self._line = line
        self._fields = line.schema.present(NAME, FIELDS)

    def group(self, filing: Filing) -> list[Entry]:
        return self._entries(self._by_key(stored(filing.key)))

    def again(self, record_ids: Collection[str]) -> list[Entry]:
        rows = [row for i in record_ids if (row := self._line.get(NAME, i, self._plain_fields)) is not None]
        for key in {text_of(row, "MessageIdentifier") for row in rows}:
            known = {row["Id"] for row in rows}
            rows += [row for row in self._by_key(key) if row["Id"] not in known]
        return self._entries(rows)

    @property
    def _plain_fields(self) -> tuple[str, ...]:
        return tuple(each for each in self._fields if "." not in each)

    def _by_key(self, key: str) -> list[Row]:
        """Other clients may have left the angle brackets out; letters are compared with their case here."""
        forms = (key, key.strip("<>"))
        rows = self._line.select(Select(NAME, self._fields, (Where("MessageIdentifier", "IN", forms),)))
        return [row for row in rows if text_of(row, "MessageIdentifier") in forms]

    def _entries(self, rows: Iterable[Row]) -> list[Entry]:
        return [self._entry(row) for row in sorted(rows, key=lambda row: (text_of(row, "CreatedDate"), str(row["Id"])))]

    def _entry(self, row: Row) -> Entry:
        action, own = read_note(text_of(row, "Headers"))
        return Entry(
            NAME,
            str(row["Id"]),
            action,
            frozenset(text_of(each, "RelationId") for each in self._relations(str(row["Id"]))) - {""},
            frozenset(text_of(row, each) for each in ("RelatedToId", "ParentId")) - {""},
            own,
            text_of(row, "CreatedBy.Name"),
            text_of(row, "ActivityId"),
            bool(row.get("IsClientManaged")),
        )

    def _relations(self, record_id: str) -> list[Row]:
        return self._line.select(Select(_LINK, _RELATION, (Where("EmailMessageId", "=", record_id),)))

    def write(
        self, filing: Filing, targets: Targets, people: Mapping[str, Known], action_id: str, journal: Journal
    ) -> None:
        ids = {each.record_id for each in people.values()} | {each.record_id for each in targets.people}
        first = targets.things[0] if targets.things else None
        calls = [("mail", NAME, self._body(filing, first, people, note(action_id, ids)))]
        names = {"mail": first.ref.name if first else ""}
        on_mail = {each.record_id for each in people.values()}
        if sender := people.get(filing.from_.email.lower()):
            calls.append(("sender", _LINK, self._relation("@{mail.id}", sender.record_id, "FromAddress")))
        for n, each in enumerate(t for t in targets.people if t.record_id not in on_mail):
            calls.append((f"person{n}", _LINK, self._relation("@{mail.id}", each.record_id, self._other)))
            names[f"person{n}"] = each.ref.name
        for n, thing in enumerate(targets.things[1:]):
            calls.append((f"mail{n}", NAME, self._body(filing, thing, {}, note(action_id, ()))))
            names[f"mail{n}"] = thing.ref.name
        made = self._create(calls, names, journal)
        journal.note("relations", *([made["mail"], each] for each in sorted(ids)))

    def add(
        self,
        filing: Filing,
        missing: Targets,
        people: Mapping[str, Known],
        entries: Sequence[Entry],
        action_id: str,
        journal: Journal,
    ) -> None:
        first = entries[0]
        things = list(missing.things)
        if things and not first.things and first.can_move and self._move(first, things[0], journal):
            things = things[1:]
        calls = [
            (f"mail{n}", NAME, self._body(filing, thing, {}, note(action_id, ()))) for n, thing in enumerate(things)
        ]
        names = {f"mail{n}": each.ref.name for n, each in enumerate(things)}
        kinds = _kinds(filing, people)
        for n, each in enumerate(missing.people):
            kind = kinds.get(each.record_id, self._other)
            journal.note("relations", [first.record_id, each.record_id])
            calls.append((f"person{n}", _LINK, self._relation(first.record_id, each.record_id, kind)))
            names[f"person{n}"] = each.ref.name
        if calls:
            self._create(calls, names, journal)

    def finish(self, entry: Entry, filing: Filing, people: Mapping[str, Known]) -> bool:
        lacking = [
            (record_id, kind)
            for record_id, kind in _kinds(filing, people).items()
            if record_id in entry.own_people and record_id not in entry.people
        ]
        for record_id, kind in lacking:
            self._line.create(_LINK, self._relation(entry.record_id, record_id, kind))
        return bool(lacking)

    def unlink(self, entry: Entry, journal: Journal, *, is_ours: bool) -> None:
        ours = {person for mail, person in journal.all("relations") if mail == entry.record_id}
        ours |= entry.own_people if is_ours else set()
        for each in self._relations(entry.record_id):
            if text_of(each, "RelationId") in ours:
                self._line.delete(_LINK, str(each["Id"]))
        moved = {thing for mail, thing in journal.all("related") if mail == entry.record_id}
        if (is_ours or moved & entry.things) and entry.things:
            self._detach(entry)

    def remove(self, entry: Entry, journal: Journal) -> None:
        """Salesforce deletes the rows of people along; of the task that it made with the email nothing is promised."""
        relations = self._relations(entry.record_id) if self._line.is_plain else ()
        hanging = [[_LINK, str(each["Id"])] for each in relations]
        journal.note("hanging", *hanging, *([["Task", entry.activity_id]] if entry.activity_id else ()))
        self._line.delete(NAME, entry.record_id)

    def _detach(self, entry: Entry) -> None:
        """Where Salesforce refuses that, the email stays related: others hang on it."""
        try:
            self._line.attempt("PATCH", f"sobjects/{NAME}/{entry.record_id}", json={"RelatedToId": None})
        except Refused as refused:
            if refused.status >= 500 or refused.status == 401:
                raise refused.meaning(self._line.host, "The email") from None

    def _move(self, entry: Entry, thing: Target, journal: Journal) -> bool:
        journal.note("related", [entry.record_id, thing.record_id])
        body = {"RelatedToId": thing.record_id}
        try:
            self._line.attempt("PATCH", f"sobjects/{NAME}/{entry.record_id}", json=body)
        except Refused as refused:
            if refused.status >= 500 or refused.status == 401:
                raise refused.meaning(self._line.host, thing.ref.name) from None
            journal.drop("related", [entry.record_id, thing.record_id])
            return False
        return True

    def _create(
        self, calls: Sequence[tuple[str, str, Row]], names: Mapping[str, str], journal: Journal
    ) -> dict[str, str]:
        made = self._line.create_named(calls, names)
        journal.note("entries", *(made[reference] for reference, name, _ in calls if name == NAME))
        return made

    def _body(self, filing: Filing, thing: Target | None, people: Mapping[str, Known], notes: str) -> Row:
        is_case = thing is not None and thing.record_type == RecordType.CASE
        body: Row = {
            "Subject": filing.subject,
            "TextBody": filing.text,
            "HtmlBody": filing.html,
            "MessageDate": moment(filing.sent_at),
            "Incoming": filing.is_incoming,
            "Status": READ if is_case and filing.is_incoming else SENT,
            "FromAddress": filing.from_.email,
            "FromName": filing.from_.name,
            "MessageIdentifier": stored(filing.key),
            "ThreadIdentifier": stored(filing.thread_key),
            "Headers": f"Message-ID: {filing.key}\n{notes}",
            "IsClientManaged": True,
            "RelatedToId": thing.record_id if thing else None,
            "ParentId": thing.record_id if thing and is_case else None,
        }
        for field, addresses in (("To", filing.to), ("Cc", filing.cc), ("Bcc", filing.bcc)):
            body[f"{field}Ids"] = _ids(addresses, people)
            body[f"{field}Address"] = _others(addresses, people)
        return {k: v for k, v in body.items() if v not in (None, "", []) and self._takes(k)}

    def _takes(self, field: str) -> bool:
        # Lists of ids are no columns to every describe of Salesforce's.
        is_list = field.endswith("Ids") and not self._line.is_plain
        return is_list or self._line.schema.creatable(NAME, field)

    @property
    def _other(self) -> str:
        """How somebody is linked who is on none of the address lines."""
        offered = {str(each.get("value")) for each in self._line.schema.choices(_LINK, "RelationType")}
        return "OtherAddress" if "OtherAddress" in offered else "BccAddress"

    @staticmethod
    def _relation(mail_id: str, record_id: str, kind: str) -> Row:
        return {"EmailMessageId": mail_id, "RelationId": record_id, "RelationType": kind}


def _kinds(filing: Filing, people: Mapping[str, Known]) -> dict[str, str]:
    """How each person is on the mail; the sender first."""
    found: dict[str, str] = {}
    lines = (("FromAddress", (filing.from_,)), ("ToAddress", filing.to), ("CcAddress", filing.cc))
    for kind, addresses in (*lines, ("BccAddress", filing.bcc)):
        for each in addresses:
            if known := people.get(each.email.lower()):
                found.setdefault(known.record_id, kind)
    return found


def _ids(addresses: Iterable[Address], people: Mapping[str, Known]) -> list[str]:
    return list(dict.fromkeys(known.record_id for a in addresses if (known := people.get(a.email.lower()))))


def _others(addresses: Iterable[Address], people: Mapping[str, Known]) -> str:
    """The addresses that nobody of the org has, as many as the field takes."""
    found = ""
    for each in dict.fromkeys(a.email for a in addresses if a.email and a.email.lower() not in people):
        longer = f"{found}, {each}" if found else each
        if len(longer) > LONGEST_ADDRESSES:
            break
        found = longer
    return found
