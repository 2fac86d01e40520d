"""What the CRMs know about somebody: the records behind addresses, put together by person and by CRM."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ui.shell.context import Context
from workspace.mail.address import domain_of, normalise
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState, Kind
from workspace.store.reading.timeline import TimelinePage
from workspace.store.rows import HealthRow, RecordRow

MOST_PEOPLE = 40
"""Who else was written to in a mail to everybody is not looked up."""
TROUBLES = frozenset((HealthState.NEEDS_SIGNIN, HealthState.UNREACHABLE, HealthState.BROKEN))


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


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody with all addresses that are theirs; ``is_colleague`` has one of our own domains."""

    emails: tuple[str, ...]
    name: str
    is_colleague: bool = False
    rows: tuple[RecordRow, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Crm:
    """A connected CRM and how old what is known of it is; ``trouble`` is its health where that is not well."""

    account_id: AccountId
    name: str
    pulled_at: datetime | None = None
    trouble: HealthRow | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the panel shows of the people of a message, one of them at length."""

    people: tuple[Somebody, ...] = ()
    shown: Somebody | None = None
    customers: tuple[Customer, ...] = ()
    crms: tuple[Crm, ...] = ()
    page: TimelinePage = field(default_factory=TimelinePage)


def picture(context: Context, emails: Sequence[str], names: Mapping[str, str], chosen: str, limit: int) -> Picture:
    """Who has these addresses; the one with the chosen address at length, else the one that matters most.

    Takes some milliseconds: ask it beside the window.
    """
    accounts = context.user.accounts()
    people = _people(context, emails, names)
    shown = _shown(people, chosen)
    page = context.reader.timeline_page(shown.emails, limit) if shown else TimelinePage()
    found = customers_of(context, shown.rows) if shown else []
    return Picture(tuple(people), shown, tuple(found), tuple(_crms(context, accounts)), page)


def customers(context: Context, emails: Sequence[str]) -> list[Customer]:
    """One for each CRM account that has a record with any of these addresses."""
    return customers_of(context, context.reader.records_by_email(list(emails)) if emails else [])


def customers_of(context: Context, rows: Sequence[RecordRow]) -> list[Customer]:
    """One for each CRM account that one of these records is in."""
    accounts = dict.fromkeys(row.account_id for row in rows)
    return [_customer(context, a, [r for r in rows if r.account_id == a]) for a in accounts]


def _people(context: Context, emails: Sequence[str], names: Mapping[str, str]) -> list[Somebody]:
    """Addresses that the same records have are the same person's."""
    wanted = [normalise(email) for email in emails[:MOST_PEOPLE]]
    rows = context.reader.records_by_email(wanted) if wanted else []
    own = _own_domains(context.user.own_emails())
    grouped: dict[object, list[str]] = {}
    for email in wanted:
        ids = frozenset(row.item_id for row in rows if email in row.emails)
        grouped.setdefault(ids or email, []).append(email)
    return [
        Somebody(
            tuple(same),
            _name(same, [row for row in rows if same[0] in row.emails], names),
            domain_of(same[0]) in own,
            tuple(row for row in rows if same[0] in row.emails),
        )
        for same in grouped.values()
    ]


def _name(emails: Sequence[str], rows: Sequence[RecordRow], names: Mapping[str, str]) -> str:
    people = [row.name for row in rows if row.record_type in ("contact", "lead")]
    said = [names[email] for email in emails if names.get(email)]
    return next(iter((*people, *said, *(row.name for row in rows))), emails[0])


def _own_domains(emails: Iterable[str]) -> frozenset[str]:
    """The domains that only colleagues have addresses in."""
    from workspace.mail.domains import is_free_mail

    return frozenset(domain for domain in map(domain_of, emails) if domain and not is_free_mail(domain))


def _shown(people: Sequence[Somebody], chosen: str) -> Somebody | None:
    """Who was chosen, else the first customer, else the first stranger, else a colleague."""
    for person in people:
        if chosen in person.emails:
            return person
    ranked = sorted(people, key=lambda each: (each.is_colleague, not each.is_known))
    return ranked[0] if ranked else None


def _crms(context: Context, accounts: Iterable[Account]) -> list[Crm]:
    """The connected CRMs, in the order of their names."""
    health = context.reader.health()
    found = []
    for account in accounts:
        if _is_crm(context, account):
            row = health.get(account.account_id)
            is_well = row is None or row.state == HealthState.OK
            found.append(
                Crm(account.account_id, account.name, row.pulled_at if row else None, None if is_well else row)
            )
    return sorted(found, key=lambda crm: crm.name)


def _is_crm(context: Context, account: Account) -> bool:
    """By what it brings, once something was found."""
    manifest = context.manifest_of(account)
    if manifest is None or not manifest.is_crm:
        return False
    found = context.reader.collections(account.account_id)
    return not found or any(collection.kind is Kind.RECORD for collection in found)


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
