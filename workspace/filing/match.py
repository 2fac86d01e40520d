"""Whom an item is about: the records that fit, why they fit, and whether that is one answer or a
choice.

The order is: filed already, conversation filed already, exact address, company by domain, and
from those the company, its open deals and open cases. More than one answer of the same strength
is the user's choice, never the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Protocol

from workspace.filing.reasons import Reason, Refusal
from workspace.filing.rules import Rules, outsiders, refuse
from workspace.mail.address import domain_of, normalise
from workspace.mail.domains import spellings
from workspace.model.actions import RecordRef
from workspace.model.ids import AccountId, RemoteId, ThreadId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, RecordType, Verb
from workspace.store.rows import FiledChip, ItemRow, ReceiptRow, RecordRow

_WORK = {RecordType.DEAL: "open_deal_of", RecordType.CASE: "open_case_of"}
_NOT_FILED = ("failed", "withdrawn")


class Sources(Protocol):
    """What a match asks the cache; ``store.reader.Reader`` answers it."""

    def records_by_email(self, emails: Sequence[str]) -> Sequence[RecordRow]: ...
    def records_by_domain(self, domains: Sequence[str]) -> Sequence[RecordRow]: ...
    def records_by_parent(self, account_id: AccountId, parent_remote_ids: Sequence[str]) -> Sequence[RecordRow]: ...
    def records_by_remote(self, account_id: AccountId, remote_ids: Sequence[str]) -> Sequence[RecordRow]: ...
    def filed_for(self, filing_key: str) -> Sequence[FiledChip]: ...
    def thread_filings(self, thread_id: ThreadId) -> Sequence[ReceiptRow]: ...
    def topic_filings(self, root: ItemKey) -> Sequence[ReceiptRow]: ...


class Strength(IntEnum):
    """How sure a candidate is; the highest present decides."""

    RELATED = 1
    DOMAIN = 2
    EXACT = 3


class Decision(StrEnum):
    """What the candidates of one CRM come to."""

    NONE = "none"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that fits, why, and whether the sheet ticks it."""

    record: RecordRow
    reason: Reason
    strength: Strength
    is_preselected: bool = False

    @property
    def ref(self) -> RecordRef:
        return record_ref(self.record)

    def __str__(self) -> str:
        return str(self.ref)


@dataclass(frozen=True, slots=True)
class Match:
    """What one CRM account has for an item; ``filed`` is the filing under the same key, ours or a
    colleague's.
    """

    account_id: AccountId
    decision: Decision
    candidates: tuple[Candidate, ...] = ()
    filed: FiledChip | None = None

    @property
    def chosen(self) -> tuple[RecordRef, ...]:
        """What filing without a question would use; empty unless the decision is one."""
        if self.decision is not Decision.ONE:
            return ()
        return tuple(each.ref for each in self.candidates if each.is_preselected)

    @property
    def read_only(self) -> tuple[RecordRef, ...]:
        """What would be filed to as well if the user had the right to write there."""
        rows = (each for each in self.candidates if not each.record.can_write)
        return tuple(each.ref for each in rows if self.decision is Decision.ONE)

    @property
    def choices(self) -> tuple[Candidate, ...]:
        """The candidates that a person has to choose between."""
        top = max((each.strength for each in self.candidates), default=Strength.RELATED)
        return tuple(each for each in self.candidates if each.strength is top)


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer of every CRM account; a refusal for good comes without candidates."""

    by_account: Mapping[AccountId, Match]
    refusal: Refusal | None = None

    @property
    def decision(self) -> Decision:
        """One where some CRM is sure and no other one knows the address more than once."""
        found = self.by_account.values()
        is_torn = any(each.decision is Decision.SEVERAL and _strongest(each) is Strength.EXACT for each in found)
        if any(each.decision is Decision.ONE for each in found) and not is_torn:
            return Decision.ONE
        has_any = any(each.decision is not Decision.NONE for each in found)
        return Decision.SEVERAL if has_any else Decision.NONE

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Those of every CRM, for a list to choose from."""
        return tuple(c for each in self.by_account.values() for c in each.candidates)


def record_ref(record: RecordRow) -> RecordRef:
    return RecordRef(record.record_type, RemoteId(record.remote_id), record.name)


def match(item: ItemRow, sources: Sources, rules: Rules) -> Matches:
    """Match one item against every CRM account of the rules."""
    refusal = refuse(item, rules)
    if refusal is not None and not refusal.may_insist:
        return Matches({}, refusal)
    found = _Found(item, sources, rules)
    matches = {account_id: found.match(account_id) for account_id in rules.crm_account_ids}
    return Matches(_weighed(matches), refusal)


def _weighed(matches: dict[AccountId, Match]) -> dict[AccountId, Match]:
    """Untick guesses by domain in one CRM where another knows the address itself."""
    known = any(_strongest(each) is Strength.EXACT for each in matches.values())
    if not known:
        return matches
    return {
        account_id: each if _strongest(each) is Strength.EXACT else _unticked(each)
        for account_id, each in matches.items()
    }


def _strongest(found: Match) -> Strength:
    return max((each.strength for each in found.candidates), default=Strength.RELATED)


def _unticked(found: Match) -> Match:
    plain = tuple(replace(each, is_preselected=False) for each in found.candidates)
    decision = Decision.SEVERAL if plain else Decision.NONE
    return replace(found, candidates=plain, decision=decision)


class _Found:
    """The answers of the cache for one item, asked once for all CRM accounts."""

    def __init__(self, item: ItemRow, sources: Sources, rules: Rules) -> None:
        emails = [normalise(each.email) for each in outsiders(item, rules)]
        domains = {domain_of(email) for email in emails}
        self.domains = tuple(sorted(d for d in domains if rules.is_company_domain(d)))
        wanted = tuple(dict.fromkeys(s for domain in self.domains for s in spellings(domain)))
        self.sources = sources
        self.emails = frozenset(emails)
        everybody = sources.records_by_email(emails) if emails else ()
        self.by_email = _usable(everybody)
        self.converted = [row for row in everybody if row.record_type == RecordType.LEAD and not row.is_open]
        self.by_domain = _usable(sources.records_by_domain(wanted)) if wanted else []
        self.chips = sources.filed_for(item.filing_key) if item.filing_key else ()
        self.receipts = _conversation(item, sources)
        self.key = item.filing_key

    def match(self, account_id: AccountId) -> Match:
        chip = next((c for c in self.chips if _is_filed(c, account_id)), None)
        exact = self._exact(account_id)
        thread, is_agreed = self._thread(account_id)
        domain = self._domain(account_id, [each.record for each in exact])
        if thread:
            decision = Decision.ONE if is_agreed else Decision.SEVERAL
            main = [*thread, *_unticked_all(exact), *_unticked_all(domain)]
        else:
            main, decision = _decided(exact, domain)
        related = self._related(account_id, exact or domain, tick=not thread and decision is Decision.ONE)
        return Match(account_id, decision, _unique([*main, *related]), chip)

    def _thread(self, account_id: AccountId) -> tuple[list[Candidate], bool]:
        """The records that the conversation is filed to, and whether all its filings agree."""
        live = [
            r
            for r in self.receipts
            if r.account_id == account_id and r.verb == Verb.FILE and not r.undone_at and r.records
        ]
        sets = [frozenset(remote_id for _, remote_id, _ in r.records) for r in live]
        ids = list(dict.fromkeys(remote_id for r in live for _, remote_id, _ in r.records))
        rows = self.sources.records_by_remote(account_id, ids) if ids else ()
        own = {i for r, s in zip(live, sets, strict=True) if r.filing_key == self.key for i in s}
        in_all = frozenset.intersection(*sets) if sets else frozenset()
        found = [
            Candidate(
                row,
                Reason("already_filed" if row.remote_id in own else "thread"),
                Strength.EXACT,
                row.remote_id in in_all and row.can_write,
            )
            for row in rows
        ]
        return found, len(set(sets)) == 1 and any(each.is_preselected for each in found)

    def _exact(self, account_id: AccountId) -> list[Candidate]:
        rows = [row for row in self.by_email if row.account_id == account_id]
        known = rows or self._converted(account_id)
        parents = {parent for row in known for parent in row.parent_ids}
        return [
            Candidate(row, self._exact_reason(row), Strength.EXACT)
            for row in known
            if row.record_type not in _WORK and row.remote_id not in parents
        ]

    def _converted(self, account_id: AccountId) -> list[RecordRow]:
        """What leads that nobody else's address stands for were converted to: a contact, else a company."""
        ids = dict.fromkeys(p for row in self.converted if row.account_id == account_id for p in row.parent_ids)
        rows = self.sources.records_by_remote(account_id, list(ids)) if ids else ()
        return [row for row in rows if row.record_type in (RecordType.CONTACT, RecordType.COMPANY)]

    def _exact_reason(self, row: RecordRow) -> Reason:
        lead = next((each for each in self.converted if row.remote_id in each.parent_ids), None)
        if lead is None or self.emails & {normalise(email) for email in row.emails}:
            return Reason("same_address", {"name": row.name})
        return Reason("converted_from", {"name": lead.name})

    def _domain(self, account_id: AccountId, known: Sequence[RecordRow]) -> list[Candidate]:
        """Companies by their own domain, and those whose contacts write from it."""
        ids = {row.remote_id for row in known} | {p for row in known for p in row.parent_ids}
        hits = [row for row in self.by_domain if row.account_id == account_id]
        people = [row for row in hits if row.record_type != RecordType.COMPANY]
        parents = list(dict.fromkeys(p for row in people for p in row.parent_ids))
        rows = [row for row in hits if row.record_type == RecordType.COMPANY]
        if parents:
            rows += self.sources.records_by_remote(account_id, parents)
        companies = {row.remote_id: row for row in rows if row.record_type == RecordType.COMPANY}
        return [
            Candidate(row, self._domain_reason(row), Strength.DOMAIN)
            for row in companies.values()
            if row.remote_id not in ids
        ]

    def _domain_reason(self, company: RecordRow) -> Reason:
        below = self.sources.records_by_parent(company.account_id, [company.remote_id])
        contacts = [row for row in below if row.record_type == RecordType.CONTACT]
        at = [d for row in contacts if (d := self._shared_domain(row.emails))]
        if at:
            return Reason("same_domain", {"domain": at[0], "count": str(len(at))})
        return Reason("company_domain", {"domain": self._shared_domain(company.domains)})

    def _shared_domain(self, names: Iterable[str]) -> str:
        """The domain of the item that one of these addresses or domains shares."""
        roots = {spellings(domain)[-1]: domain for domain in self.domains}
        for name in names:
            below = spellings(domain_of(name if "@" in name else f"x@{name}"))
            if below and below[-1] in roots:
                return roots[below[-1]]
        return ""

    def _related(self, account_id: AccountId, main: Sequence[Candidate], *, tick: bool) -> list[Candidate]:
        """The companies of the people found, then the open deals and cases of both."""
        names = {each.record.remote_id: each.record.name for each in main}
        owners = {p: each.record.name for each in main for p in each.record.parent_ids}
        rows = self.sources.records_by_remote(account_id, list(owners)) if owners else ()
        companies = [row for row in rows if row.record_type == RecordType.COMPANY]
        names.update({row.remote_id: row.name for row in companies})
        below = self.sources.records_by_parent(account_id, list(names)) if names else ()
        work = [row for row in below if row.record_type in _WORK and row.is_open]
        out = [_related(row, "company_of", owners[row.remote_id], tick) for row in companies]
        for record_type, key in _WORK.items():
            same = {row.remote_id: row for row in work if row.record_type == record_type}
            for row in same.values():
                name = next(names[p] for p in row.parent_ids if p in names)
                # Of several open deals none is ticked: that would be a guess.
                out.append(_related(row, key, name, tick and len(same) == 1))
        return out


def _conversation(item: ItemRow, sources: Sources) -> Sequence[ReceiptRow]:
    """What stands of the item's conversation; of a chat only of its own thread: a channel is about many things."""
    if item.key.kind is not Kind.CHAT:
        return sources.thread_filings(item.thread_id) if item.thread_id else ()
    root = str(item.detail.get("thread_remote_id") or item.key.remote_id)
    return sources.topic_filings(replace(item.key, remote_id=RemoteId(root)))


def _related(row: RecordRow, key: str, name: str, tick: bool) -> Candidate:
    return Candidate(row, Reason(key, {"name": name}), Strength.RELATED, tick and row.can_write)


def _is_filed(chip: FiledChip, account_id: AccountId) -> bool:
    return chip.crm_account_id == account_id and chip.state not in _NOT_FILED


def _usable(rows: Iterable[RecordRow]) -> list[RecordRow]:
    """Without leads that were closed or converted: their contact stands for them."""
    return [row for row in rows if row.is_open or row.record_type != RecordType.LEAD]


def _decided(exact: Sequence[Candidate], domain: Sequence[Candidate]) -> tuple[list[Candidate], Decision]:
    """Tick the only candidate of the strongest kind; several, or one we may not write, are a
    choice.
    """
    top, rest = (exact, domain) if exact else (domain, ())
    if not top:
        return [], Decision.NONE
    if len(top) > 1 or not top[0].record.can_write:
        return [*top, *rest], Decision.SEVERAL
    return [replace(top[0], is_preselected=True), *rest], Decision.ONE


def _unticked_all(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [replace(each, is_preselected=False) for each in candidates]


def _unique(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each record once, under its first and strongest reason."""
    found: dict[str, Candidate] = {}
    for each in candidates:
        found.setdefault(each.record.remote_id, each)
    return tuple(found.values())
