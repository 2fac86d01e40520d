"""Records since the last look: by id the first time, by ``SystemModstamp`` later, with what was deleted.

Deleted rows stay 15 days in the recycle bin, where queryAll shows them:
https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_queryall.htm
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from connectors.salesforce.failures import Refused
from connectors.salesforce.line import Line
from connectors.salesforce.objects import Kept, asked_fields, email_fields, record
from connectors.salesforce.soql import Row, Select, Where, chunks, moment, parsed_moment, text_of
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

OVERLAP = timedelta(minutes=10)
"""A row gets its stamp before its transaction ends, which takes ten minutes at most."""
_ROLE = "OpportunityContactRole"
BIN = timedelta(days=14)
"""Beyond that deletions may be missed, so everything is read anew."""


@dataclass(frozen=True, slots=True)
class Since:
    """A cursor: whose org, from when changes count, and the last id of a first pull that is under way."""

    org: str
    at: datetime
    after: str = ""

    def __str__(self) -> str:
        return f"{self.org}|{moment(self.at)}|{self.after}"


def read(cursor: str, org: str, now: datetime, name: str) -> Since:
    """Raises ``CursorExpired`` for another org (a sandbox that was refreshed), an old cursor, and what is none."""
    parts = cursor.split("|")
    at = parsed_moment(parts[1]) if len(parts) == 3 else None
    if at is None or parts[0] != org or now - at > BIN:
        raise CursorExpired(collection=name)
    return Since(org, at.astimezone(UTC), parts[2])


class Pull:
    """The pages of one object."""

    def __init__(self, line: Line, kept: Kept, page_size: int) -> None:
        self._line = line
        self._kept = kept
        self._size = page_size
        self._emails = email_fields(line, kept)
        self._has_roles = kept.record_type is RecordType.DEAL and line.schema.has(_ROLE)
        asked = (each for each in asked_fields(line, kept) if self._has_roles or not each.startswith("("))
        self._asked = Select(kept.name, tuple(asked))
        self._can_write = line.schema.has("EmailMessage", may_create=True) or line.schema.has("Task", may_create=True)

    def first(self, since: Since, *, is_resumed: bool) -> Iterator[Page]:
        """Everything, in the order of ids; a pull that was cut then looks for what changed meanwhile."""
        while True:
            rows = self._rows_after(since.after)
            whole = len(rows) > self._size
            for at in range(0, len(rows), self._size):
                page = rows[at : at + self._size]
                since = replace(since, after=str(page[-1]["Id"]))
                yield Page(self._records(page), cursor=str(since))
            if whole or len(rows) < self._size:
                break
        since = replace(since, after="")
        if is_resumed:
            yield from self.changes(since)
        else:
            yield Page(cursor=str(since))

    def changes(self, since: Since) -> Iterator[Page]:
        """What changed, and what is gone: told by queryAll, else by comparing with all ids."""
        later = Since(since.org, max(since.at, self._line.now()))
        stamp = Where("SystemModstamp", ">=", since.at - OVERLAP)
        asked = replace(self._asked, all_of=(stamp,), order=("SystemModstamp", "Id"))
        try:
            for rows in self._line.pages(asked, with_deleted=True):
                gone = tuple(RemoteId(str(row["Id"])) for row in rows if row.get("IsDeleted"))
                yield Page(self._records([row for row in rows if not row.get("IsDeleted")]), gone=gone)
        except Refused as refused:
            if not (refused.is_missing or "MALFORMED_QUERY" in refused.codes):
                raise refused.meaning(self._line.host, self._kept.name) from None
            yield from self._compared(asked)
        yield Page(cursor=str(later))

    def _compared(self, asked: Select) -> Iterator[Page]:
        for rows in self._line.pages(asked):
            yield Page(self._records(rows))
        ids = self._line.select(Select(self._kept.name, ("Id",)))
        yield Page(alive=frozenset(RemoteId(str(row["Id"])) for row in ids))

    def _rows_after(self, after: str) -> list[Row]:
        condition = (Where("Id", ">", after),) if after else ()
        # A server that knows the limit but not the condition would give the first ones for ever.
        limit = 0 if self._line.is_plain else self._size
        rows = self._line.select(replace(self._asked, all_of=condition, order=("Id",), limit=limit))
        return sorted(rows, key=lambda row: str(row["Id"]))

    def _records(self, rows: list[Row]) -> tuple[Record, ...]:
        if self._has_roles and self._line.is_plain:
            self._add_roles(rows)
        return tuple(record(row, self._kept, self._emails, self._line, can_write=self._can_write) for row in rows)

    def _add_roles(self, rows: list[Row]) -> None:
        """Whom the deals are about, asked apart where a question within a question is not understood."""
        by_deal: dict[str, list[Row]] = {}
        for some in chunks(str(row["Id"]) for row in rows):
            asked = Select(_ROLE, ("Id", "OpportunityId", "ContactId"), (Where("OpportunityId", "IN", some),))
            for role in self._line.select(asked):
                by_deal.setdefault(text_of(role, "OpportunityId"), []).append(role)
        for row in rows:
            row["OpportunityContactRoles"] = {"records": by_deal.get(str(row["Id"]), [])}
