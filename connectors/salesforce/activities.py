"""Chats and mails as completed tasks, meetings as events: for what Salesforce keeps as activities.

https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm
An activity has one person and one thing; a lead goes alone. More records make more activities under the same key, which
stands in the last lines of the description, or in the text field of activities that the settings name.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import zip_longest

from connectors.salesforce.entries import Entry, note, read_note
from connectors.salesforce.letters import stored
from connectors.salesforce.line import Line
from connectors.salesforce.links import Target, Targets
from connectors.salesforce.people import Known
from connectors.salesforce.soql import Row, Select, Where, moment, text_of
from workspace.connector.journal import Journal
from workspace.model.filings import Filing
from workspace.model.kinds import Kind, RecordType

KEY_LINE = "X-Workspace-Key: "
LONGEST_TEXT = 32_000
LONGEST_NOTE = 1_000
DEFAULT_MINUTES = 60
NO_SUBJECT = "-"


class Activities:
    """Tasks, or events, of the org."""

    def __init__(self, line: Line, name: str, key_field: str = "") -> None:
        self._line = line
        self.name = name
        known = line.schema.fields(name)
        self._key_field = key_field if key_field and (known is None or key_field in known) else ""
        fields: tuple[str, ...] = ("Id", "Subject", "Description", "WhoId", "WhatId", "CreatedDate", "CreatedBy.Name")
        fields += (("ActivityDate",) if name == "Task" else ("StartDateTime",)) + (
            (self._key_field,) if self._key_field else ()
        )
        self._fields = line.schema.present(name, fields)

    def group(self, filing: Filing) -> list[Entry]:
        key = stored(filing.key)
        if self._key_field:
            return self._of_key(key, (Where(self._key_field, "=", key),))
        subject = Where("Subject", "=", _subject(filing))
        if self.name == "Event":
            return self._of_key(key, (Where("StartDateTime", "=", filing.sent_at), subject))
        # The day in the user's own zone may differ from that of a colleague.
        days = [filing.sent_at.date() + timedelta(days=n) for n in (-1, 0, 1)]
        return self._of_key(key, (Where("ActivityDate", "on", days), subject))

    def again(self, record_ids: Collection[str]) -> list[Entry]:
        fields = tuple(each for each in self._fields if "." not in each)
        rows = [row for i in record_ids if (row := self._line.get(self.name, i, fields)) is not None]
        found = {each.record_id: each for each in self._entries(rows)}
        for row in rows:
            same = Where("Subject", "=", text_of(row, "Subject"))
            if self._key_field:
                same = Where(self._key_field, "=", text_of(row, self._key_field))
            found.update({each.record_id: each for each in self._of_key(self._key(row), (same,))})
        return list(found.values())

    def _of_key(self, key: str, conditions: tuple[Where, ...]) -> list[Entry]:
        rows = self._line.select(Select(self.name, self._fields, conditions))
        return self._entries(row for row in rows if key and self._key(row) == key)

    def _key(self, row: Row) -> str:
        if self._key_field:
            return text_of(row, self._key_field)
        lines = text_of(row, "Description").splitlines()
        return next((each.removeprefix(KEY_LINE).strip() for each in reversed(lines) if each.startswith(KEY_LINE)), "")

    def _entries(self, rows: Iterable[Row]) -> list[Entry]:
        ordered = sorted(rows, key=lambda row: (text_of(row, "CreatedDate"), str(row["Id"])))
        return [self._entry(row) for row in ordered]

    def _entry(self, row: Row) -> Entry:
        action, own = read_note(text_of(row, "Description"))
        people, things = ({text_of(row, each)} - {""} for each in ("WhoId", "WhatId"))
        by = text_of(row, "CreatedBy.Name")
        return Entry(self.name, str(row["Id"]), action, frozenset(people), frozenset(things), own, by)

    def write(
        self, filing: Filing, targets: Targets, people: Mapping[str, Known], action_id: str, journal: Journal
    ) -> None:
        pairs = _pairs(targets)
        calls = [(f"activity{n}", self.name, self._body(filing, *pair, action_id)) for n, pair in enumerate(pairs)]
        made = self._line.create_named(calls, {f"activity{n}": _name(pair) for n, pair in enumerate(pairs)})
        journal.note("entries", *made.values())

    def add(
        self,
        filing: Filing,
        missing: Targets,
        people: Mapping[str, Known],
        entries: Sequence[Entry],
        action_id: str,
        journal: Journal,
    ) -> None:
        if missing.people or missing.things:
            self.write(filing, missing, people, action_id, journal)

    def finish(self, entry: Entry, filing: Filing, people: Mapping[str, Known]) -> bool:
        """Nothing: an activity is written with its links."""
        return False

    def unlink(self, entry: Entry, journal: Journal, *, is_ours: bool) -> None:
        """Nothing: what was added is an activity of its own."""

    def remove(self, entry: Entry, journal: Journal) -> None:
        self._line.delete(self.name, entry.record_id)

    def _body(self, filing: Filing, who: Target | None, what: Target | None, action_id: str) -> Row:
        key = stored(filing.key)
        lines = "" if self._key_field else f"{KEY_LINE}{key}\n"
        lines += note(action_id, [who.record_id] if who else [])
        head = "" if filing.kind == Kind.EVENT else _head(filing)
        text = f"{head}{filing.text}"[: LONGEST_TEXT - LONGEST_NOTE]
        body: Row = {
            "Subject": _subject(filing),
            "Description": f"{text}\n\n{lines}",
            "WhoId": who.record_id if who else None,
            "WhatId": what.record_id if what else None,
            **(self._times(filing) if self.name == "Event" else self._done(filing)),
        }
        if self._key_field:
            body[self._key_field] = key
        return {k: v for k, v in body.items() if v is not None and self._line.schema.creatable(self.name, k)}

    def _done(self, filing: Filing) -> Row:
        kind = "Email" if filing.kind == Kind.EMAIL else "Task"
        offered = [str(each.get("value")) for each in self._line.schema.choices("Task", "Status")]
        # An org may have renamed the status; the last one is the closed one then.
        status = "Completed" if "Completed" in offered or not offered else offered[-1]
        return {"Status": status, "TaskSubtype": kind, "ActivityDate": filing.sent_at.astimezone().date().isoformat()}

    def _times(self, filing: Filing) -> Row:
        return {"StartDateTime": moment(filing.sent_at), "DurationInMinutes": DEFAULT_MINUTES}


def _subject(filing: Filing) -> str:
    """As Salesforce keeps it, which is without blanks around it."""
    return filing.subject.strip() or NO_SUBJECT


def _head(filing: Filing) -> str:
    """Who wrote to whom, which a task has no fields for."""
    lines = [("From", (filing.from_,)), ("To", filing.to), ("Cc", filing.cc), ("Bcc", filing.bcc)]
    return "".join(
        f"{name}: {', '.join(f'{a.name} <{a.email}>'.strip() for a in addresses)}\n"
        for name, addresses in lines
        if addresses
    ) + ("\n" if filing.from_.email else "")


def _pairs(targets: Targets) -> list[tuple[Target | None, Target | None]]:
    """Person and thing of each activity; Salesforce takes no thing beside a lead."""
    contacts = [each for each in targets.people if each.record_type == RecordType.CONTACT]
    leads = [each for each in targets.people if each.record_type == RecordType.LEAD]
    return [*zip_longest(contacts, targets.things), *((each, None) for each in leads)] or [(None, None)]


def _name(pair: tuple[Target | None, Target | None]) -> str:
    return ", ".join(each.ref.name for each in pair if each)
