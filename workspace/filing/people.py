"""Who else a CRM links to a filing by itself: people on the mail whom it knows by their addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from workspace.connector.manifest import Manifest
from workspace.mail.address import normalise
from workspace.model.actions import RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import AccountId, RemoteId
from workspace.store.rows import RecordRow


class Records(Protocol):
    """What is asked of the store's reader."""

    def records_by_email(self, emails: Sequence[str]) -> list[RecordRow]: ...


@dataclass(frozen=True, slots=True)
class Linked:
    """Who an address is in the CRM. Of several the CRM takes one, or none because it cannot tell."""

    email: str
    records: tuple[RecordRef, ...]


def linked(filing: Filing, crm_account_id: AccountId, manifest: Manifest, reader: Records) -> tuple[Linked, ...]:
    """The people whom this CRM links though nobody chose them, as the cache knows them, in the mail's order.

    An address of somebody who is chosen is theirs. Which types a CRM links, and which first, is in its manifest.
    """
    types = manifest.links_people.get(filing.kind, ())
    people = (filing.from_, *filing.to, *filing.cc, *filing.bcc)
    emails = list(dict.fromkeys(normalise(each.email) for each in people if "@" in each.email))
    if not types or not emails:
        return ()
    known = [row for row in reader.records_by_email(emails) if row.account_id == crm_account_id]
    chosen = {ref.remote_id for ref in filing.records}
    found = []
    for email in emails:
        rows = [row for row in known if row.record_type in types and email in map(normalise, row.emails)]
        if rows and not any(row.remote_id in chosen for row in rows):
            found.append(Linked(email, tuple(_first(rows, types))))
    return _once(found)


def _first(rows: Sequence[RecordRow], types: Sequence[str]) -> Iterable[RecordRef]:
    best = min(types.index(row.record_type) for row in rows)
    return (
        RecordRef(row.record_type, RemoteId(row.remote_id), row.name)
        for row in rows
        if types.index(row.record_type) == best
    )


def _once(found: Iterable[Linked]) -> tuple[Linked, ...]:
    """Somebody who is on the mail with two addresses is one person."""
    seen: dict[tuple[RecordRef, ...], Linked] = {}
    for each in found:
        seen.setdefault(each.records, each)
    return tuple(seen.values())
