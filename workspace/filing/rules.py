"""Who we are and what is never filed: what the user, the accounts and the admin say before a match
is made.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from workspace.connector.manifest import manifests
from workspace.filing.reasons import Refusal
from workspace.mail.address import ascii_domain, domain_of, normalise
from workspace.mail.domains import is_free_mail, is_within, organisation
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.model.items import Address
from workspace.model.kinds import Kind
from workspace.profiles.profile import NO_POLICY, FilingPolicy
from workspace.store.rows import ItemRow

_BOUNCERS = ("mailer-daemon", "postmaster", "mail-daemon", "maildaemon")
_MACHINE = re.compile(
    r"^(?:no|do[-_.]?not|never)[-_.]?reply|[-_.+](?:no|do[-_.]?not)[-_.]?reply$"
    r"|^(?:notifications?|alerts?|newsletters?|mailer|automailer|bounces?)(?:[-_.+]|$)"
)
_AUTOMATION = {"bounce": "bounce", "reply": "automatic_reply", "list": "list", "bulk": "bulk", "machine": "automated"}
"""By what :mod:`workspace.mail.automation` calls it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Our own addresses, the CRM accounts to look in, the user's never-file list (addresses or
    domains), and what the admin says.
    """

    own_addresses: frozenset[str] = frozenset()
    own_domains: frozenset[str] = frozenset()
    crm_account_ids: tuple[AccountId, ...] = ()
    never_file: tuple[str, ...] = ()
    policy: FilingPolicy = NO_POLICY

    def is_own(self, email: str) -> bool:
        return normalise(email) in self.own_addresses or self.is_own_domain(domain_of(email))

    def is_own_domain(self, domain: str) -> bool:
        return any(is_within(domain, own) for own in self.own_domains)

    def is_company_domain(self, domain: str) -> bool:
        """Whether a company may be told by this domain."""
        if not organisation(domain) or is_free_mail(domain) or self.is_own_domain(domain):
            return False
        return not any(is_within(domain, ascii_domain(blocked)) for blocked in self.policy.not_companies)


def rules_of(
    accounts: Iterable[Account],
    *,
    never_file: Sequence[str] = (),
    policy: FilingPolicy = NO_POLICY,
    crm_account_ids: Sequence[AccountId] | None = None,
) -> Rules:
    """The rules for a user with these accounts; all enabled CRM accounts unless some are named."""
    known = list(accounts)
    own = {normalise(email) for a in known for email in (a.identity, *a.own_addresses) if "@" in email}
    domains = {organisation(domain_of(email)) for email in own if not is_free_mail(domain_of(email))}
    if crm_account_ids is None:
        crm_account_ids = [a.account_id for a in known if a.is_enabled and _is_crm(a)]
    return Rules(
        frozenset(own),
        frozenset(domains - {""}),
        tuple(crm_account_ids),
        tuple(never_file),
        policy,
    )


def crm_accounts(accounts: Iterable[Account], without_records: Set[AccountId]) -> tuple[AccountId, ...]:
    """The enabled accounts that can be filed to: an account known to hold only mail or chat is none, whatever its
    connector could do.
    """
    return tuple(
        each.account_id
        for each in accounts
        if each.is_enabled and _is_crm(each) and each.account_id not in without_records
    )


def _is_crm(account: Account) -> bool:
    found = manifests().get(account.connector_id)
    return found is not None and found.is_crm


def people(item: ItemRow) -> tuple[Address, ...]:
    """Everybody in From, Reply-To, To, Cc, Bcc and asked to an event, each address once."""
    headers = (item.from_, *item.reply_to, *item.to, *item.cc, *item.bcc)
    everybody = (*headers, *attendees(item))
    found: dict[str, Address] = {}
    for each in everybody:
        if "@" in each.email:
            found.setdefault(normalise(each.email), each)
    return tuple(found.values())


def attendees(item: ItemRow) -> tuple[Address, ...]:
    """Who is asked to an event; nobody for other kinds."""
    known = item.detail.get("attendees")
    rows = known if isinstance(known, (list, tuple)) else ()
    return tuple(Address(str(row[0]), str(row[1])) for row in rows)


def outsiders(item: ItemRow, rules: Rules) -> tuple[Address, ...]:
    """Those of :func:`people` who are not us."""
    return tuple(each for each in people(item) if not rules.is_own(each.email))


def refuse(item: ItemRow, rules: Rules) -> Refusal | None:
    """Why this item is not offered for filing, the admin's list first; None where it may be."""
    everybody = people(item)
    listed = _listed(everybody, rules)
    if listed is not None:
        return listed
    if item.is_draft:
        return Refusal("draft", may_insist=False)
    if item.key.kind is Kind.CHAT:
        # Colleagues talk about customers there, and not every author has an address: the user chooses.
        return None
    if not everybody:
        return Refusal("no_address")
    if item.key.kind is Kind.EMAIL and not item.is_sent:
        machine = _machine(item, rules)
        if machine is not None:
            return machine
    return None if outsiders(item, rules) else Refusal("internal")


def is_header_only(item: ItemRow, rules: Rules) -> bool:
    """Whether the admin lets only from, to and date of this item into a CRM."""
    patterns = rules.policy.header_only
    return "*" in patterns or any(is_listed(each.email, p) for each in people(item) for p in patterns)


def _listed(everybody: Iterable[Address], rules: Rules) -> Refusal | None:
    emails = [normalise(each.email) for each in everybody]
    lists = (("never_file_admin", rules.policy.never_file), ("never_file", rules.never_file))
    for key, patterns in lists:
        for pattern in patterns:
            if any(is_listed(email, pattern) for email in emails):
                return Refusal(key, {"pattern": pattern}, may_insist=False)
    return None


def is_listed(email: str, pattern: str) -> bool:
    """Whether an address falls under ``name@domain``, ``domain``, ``@domain`` or ``*@domain``;
    subdomains too.
    """
    wanted = normalise(pattern.strip().removeprefix("*"))
    if wanted.startswith("@") or "@" not in wanted:
        domain = domain_of(f"x@{wanted.lstrip('@')}")
        return bool(domain) and is_within(domain_of(email), domain)
    return normalise(email) == wanted


def is_pattern(text: str) -> bool:
    """Whether a text is one that :func:`is_listed` understands."""
    name, _, domain = text.strip().removeprefix("*").rpartition("@")
    return "." in domain.strip(".") and "@" not in name and not any(each.isspace() or each == "*" for each in text[1:])


def _machine(item: ItemRow, rules: Rules) -> Refusal | None:
    local = normalise(item.from_.email).rpartition("@")[0]
    if local in _BOUNCERS:
        return Refusal("bounce")
    if key := _AUTOMATION.get(str(item.detail.get("automation") or "")):
        return Refusal(key)
    if item.detail.get("calendar_method"):
        return Refusal("invitation")
    if item.is_automated or _MACHINE.search(local):
        return Refusal("automated")
    sender = str(item.detail.get("sender") or "")
    return Refusal("on_behalf", {"sender": sender}) if _is_stranger(sender, item, rules) else None


def _is_stranger(sender: str, item: ItemRow, rules: Rules) -> bool:
    """Whether another organisation sent it for who is in From; an assistant or an alias of free mail is none."""
    domain = domain_of(sender)
    if not domain or rules.is_own(sender) or is_free_mail(domain):
        return False
    return organisation(domain) != organisation(domain_of(item.from_.email))
