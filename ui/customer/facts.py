"""What the CRMs know about somebody: the records behind an address, put together by CRM."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.shell.context import Context
from workspace.model.ids import AccountId
from workspace.store.rows import RecordRow


@dataclass(frozen=True, slots=True)
class Customer:
    """One CRM's picture: ``person`` is the contact or lead, ``company`` theirs; either may be missing."""

    account_id: AccountId
    head: RecordRow
    """Whose name stands on top: the company's, else the person's."""
    person: RecordRow | None
    company: RecordRow | None
    deals: tuple[RecordRow, ...] = ()
    cases: tuple[RecordRow, ...] = ()

    @property
    def line(self) -> str:
        """What it is, where, and whose."""
        rows = [row for row in (self.company, self.person) if row is not None]
        parts = [next((getattr(r, name) for r in rows if getattr(r, name)), "") for name in ("title", "city")]
        return " · ".join(part for part in parts if part)

    @property
    def owner(self) -> str:
        rows = [row for row in (self.company, self.person) if row is not None]
        return next((row.owner for row in rows if row.owner), "")


def customers(context: Context, emails: Sequence[str]) -> list[Customer]:
    """One for each CRM account that has a record with any of these addresses."""
    rows = context.reader.records_by_email(list(emails)) if emails else []
    accounts = dict.fromkeys(row.account_id for row in rows)
    return [_customer(context, a, [r for r in rows if r.account_id == a]) for a in accounts]


def _customer(context: Context, account_id: AccountId, rows: Sequence[RecordRow]) -> Customer:
    people = [row for row in rows if row.record_type in ("contact", "lead")]
    companies = [row for row in rows if row.record_type == "company"]
    person = people[0] if people else None
    if person is not None and not companies and person.parent_ids:
        parents = context.reader.records_by_remote(account_id, list(person.parent_ids))
        companies = [row for row in parents if row.record_type == "company"]
    company = companies[0] if companies else None
    ids = [row.remote_id for row in (person, company) if row is not None]
    below = {row.remote_id: row for row in context.reader.records_by_parent(account_id, ids)}
    still = [row for row in below.values() if row.is_open]
    return Customer(
        account_id,
        company or person or rows[0],
        person,
        company,
        tuple(row for row in still if row.record_type == "deal"),
        tuple(row for row in still if row.record_type == "case"),
    )
