"""What is chosen in the filing sheet, and what that would write to each CRM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ui.shell.context import Context
from workspace.filing.action import file_action
from workspace.filing.match import Candidate, Decision, Match, Matches, Strength, match
from workspace.filing.preview import Preview, preview
from workspace.filing.rules import Rules, is_header_only, rules_of
from workspace.model.accounts import Account
from workspace.model.actions import Action, RecordRef
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind
from workspace.profiles.current import shared
from workspace.store.rows import ItemRow

WORK = ("deal", "case")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item with what every CRM has for it."""

    item: ItemRow
    accounts: tuple[Account, ...]
    rules: Rules
    matches: Matches
    limits: Mapping[AccountId, Mapping[str, int]]

    def name(self, account_id: AccountId) -> str:
        return next((a.name for a in self.accounts if a.account_id == account_id), "")

    def found(self, account_id: AccountId) -> Match:
        return self.matches.by_account.get(account_id) or Match(account_id, Decision.NONE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a match stands on, the same for every item."""

    accounts: tuple[Account, ...]
    rules: Rules
    limits: Mapping[AccountId, Mapping[str, int]]


def rules_now(context: Context) -> Rules:
    """Who we are and where could be filed, kept until an account changes, with what the user and the admin say."""
    known = context.user.keep("rules", lambda: rules_of(context.user.accounts()))
    return replace(known, never_file=tuple(context.user.never_file()), policy=shared().found().filing)


def ground_of(context: Context) -> Ground:
    """As it is now; asks only the stores."""
    known = rules_now(context)
    crms = set(known.crm_account_ids) - context.reader.accounts_without(Kind.RECORD)
    accounts = tuple(a for a in context.user.accounts() if a.account_id in crms)
    rules = replace(known, crm_account_ids=tuple(a.account_id for a in accounts))
    found = {a.account_id: context.manifest_of(a) for a in accounts}
    return Ground(accounts, rules, {account_id: m.limits if m else {} for account_id, m in found.items()})


def proposal_of(context: Context, item: ItemRow, ground: Ground | None = None) -> Proposal:
    """Match an item against the enabled CRM accounts; asks only the cache."""
    ground = ground or ground_of(context)
    found = match(item, context.reader, ground.rules)
    return Proposal(item, ground.accounts, ground.rules, found, ground.limits)


@dataclass(slots=True)
class Selection:
    """``ticked`` and ``create`` by CRM account; ``parts`` None means: what goes by itself."""

    proposal: Proposal
    ticked: dict[AccountId, dict[str, RecordRef]] = field(default_factory=dict)
    create: dict[AccountId, list[NewRecord]] = field(default_factory=dict)
    add_to: dict[AccountId, str] = field(default_factory=dict)
    parts: set[str] | None = None
    follow: bool = False
    header_only: bool = False
    demanded: Mapping[AccountId, Mapping[str, Sequence[RecordField]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.header_only = self.is_kept_short

    @property
    def is_kept_short(self) -> bool:
        """Whether the admin lets no more than from, to and date into a CRM."""
        return is_header_only(self.proposal.item, self.proposal.rules)

    def tick_first(self) -> None:
        """What the match is sure of; nothing where a person has to choose, or where it is filed."""
        for found in self.proposal.matches.by_account.values():
            if found.decision is Decision.ONE and found.filed is None:
                for candidate in found.candidates:
                    if candidate.is_preselected:
                        self.tick(candidate, True)

    def tick(self, candidate: Candidate, is_ticked: bool) -> None:
        rows = self.ticked.setdefault(candidate.record.account_id, {})
        if is_ticked:
            rows[candidate.record.remote_id] = candidate.ref
        else:
            rows.pop(candidate.record.remote_id, None)

    def has(self, candidate: Candidate) -> bool:
        record = candidate.record
        return record.remote_id in self.ticked.get(record.account_id, {})

    def chosen(self) -> list[Account]:
        """The CRM accounts that would be written to."""
        return [
            account
            for account in self.proposal.accounts
            if self.ticked.get(account.account_id) or self.create.get(account.account_id)
        ]

    def preview(self, account_id: AccountId) -> Preview:
        return preview(
            self.proposal.item,
            list(self.ticked.get(account_id, {}).values()),
            create=self.create.get(account_id, []),
            limits=self.proposal.limits.get(account_id, {}),
            attachments=self.parts,
            follow=self.follow,
            header_only=self.header_only,
            demanded=self.demanded.get(account_id, {}),
        )

    def previews(self) -> list[Preview]:
        """What would be written to each chosen CRM."""
        return [self.preview(account.account_id) for account in self.chosen()]

    def is_ready(self) -> bool:
        """Whether filing now would write something, all of it here and nothing demanded left out."""
        chosen = self.chosen()
        if not chosen or not self.proposal.item.filing_key:
            return False
        return all(seen.is_complete and not seen.missing for seen in self.previews())

    def actions(self) -> list[Action]:
        """One action per chosen CRM."""
        item = self.proposal.item
        return [
            file_action(
                self.preview(account.account_id).filing,
                account.account_id,
                item.key,
                add_to=self.add_to.get(account.account_id),
            )
            for account in self.chosen()
        ]

    def words(self) -> str:
        """The first record's name and the CRMs, for the toast."""
        chosen = self.chosen()
        ids = [account.account_id for account in chosen]
        known = [ref.name for i in ids for ref in self.ticked.get(i, {}).values()]
        made = [dict(new.fields).get("name", "") for i in ids for new in self.create.get(i, [])]
        crms = ", ".join(account.name for account in chosen)
        return " · ".join(part for part in ([*known, *made][0], crms) if part)


def everybody(proposal: Proposal, extra: Sequence[Candidate]) -> list[Candidate]:
    """Whom it may be about: those of the surest CRM first; what was looked up last."""
    groups = [about(proposal.found(account.account_id)) for account in proposal.accounts]
    groups.sort(key=lambda group: -max((c.strength for c in group), default=0))
    known = [candidate for group in groups for candidate in group]
    return [*known, *(c for c in extra if c.record.record_type not in WORK)]


def all_work(proposal: Proposal, extra: Sequence[Candidate]) -> list[Candidate]:
    """What it can be related to in every CRM; what was looked up last."""
    known = [c for account in proposal.accounts for c in work(proposal.found(account.account_id))]
    return [*known, *(c for c in extra if c.record.record_type in WORK)]


def about(found: Match) -> list[Candidate]:
    """People and companies: whom it is about."""
    return [c for c in found.candidates if c.record.record_type not in WORK]


def work(found: Match) -> list[Candidate]:
    """Deals and cases it can be related to, those it is filed to included."""
    return [c for c in found.candidates if c.record.record_type in WORK]


def picked(candidate: Candidate) -> bool:
    """Whether the user looked it up."""
    return candidate.strength is Strength.EXACT and candidate.reason.key == "picked"
