"""The user's rules for the tabs of a workplace's inbox: what each takes. The first whose rule is met takes it.

What no rule takes stands in one of the fixed tabs: customers, team, or other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from workspace.mail.address import ascii_domain, domain_of, normalise
from workspace.mail.tokens import fold

CUSTOMERS, TEAM, OTHER = FIXED = ("customers", "team", "other")
FIELDS = ("sender", "domain", "list", "to", "subject", "account", "crm")
IN_CRM, NOT_IN_CRM = "in", "out"
ANY_LIST = "<>"
"""The value of ``list`` for every mailing list, and the name of one that does not tell its own."""
MOST_CONDITIONS = 100
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Condition:
    """One of :data:`FIELDS` with its value, in the form that it is compared in; make it by :func:`condition`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Met where one of its conditions is, or ``needs_all`` of them; never where it has none."""

    conditions: tuple[Condition, ...] = ()
    needs_all: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"all": self.needs_all, "when": [[each.field, each.value] for each in self.conditions]}


@dataclass(frozen=True, slots=True)
class TabRule:
    """A tab that the user made; ``rule_id`` is its name in the cache."""

    rule_id: str
    workplace_id: str
    name: str
    rule: Rule
    position: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules ask of a conversation. ``tab`` is the fixed one; ``met`` holds the conditions on recipients and lists
    that are met, which only a look at its mails can tell."""

    thread_id: int
    account_id: str
    email: str
    subject: str
    tab: str
    met: frozenset[Condition] = field(default_factory=frozenset)


def condition(name: str, value: str) -> Condition:
    """A condition from what a person typed. Raises ``ValueError`` where it could never be met."""
    text = " ".join(value.split())[:LONGEST]
    if name in ("sender", "to"):
        text = normalise(text)
        if not text.rpartition("@")[0]:
            raise ValueError(value)
    elif name == "domain":
        text = ascii_domain(text.rpartition("@")[2].removeprefix("*").lstrip("."))
    elif name == "list":
        text = list_name(text)
    elif name == "subject":
        text = fold(text)
    elif name not in FIELDS or (name == "crm" and text not in (IN_CRM, NOT_IN_CRM)):
        raise ValueError(value)
    if not text or (name == "domain" and " " in text):
        raise ValueError(value)
    return Condition(name, text)


def list_name(list_id: str) -> str:
    """A List-Id (RFC 2919) as it is compared: in brackets, so that nobody takes it for somebody's address."""
    return f"<{list_id.strip().strip('<>').strip().lower()}>"


def rule_from_json(value: Mapping[str, Any]) -> Rule:
    """What cannot be understood is left out: a newer program may have written it."""
    found = []
    for pair in value.get("when", ()):
        if isinstance(pair, list | tuple) and len(pair) == 2 and pair[0] in FIELDS:
            found.append(Condition(str(pair[0]), str(pair[1])))
    is_known = len(found) == len(value.get("when", ()))
    # Of several that must all be met, those that are left would take too much.
    return Rule(tuple(found) if is_known or not value.get("all") else (), bool(value.get("all")))


def is_met(rule: Rule, facts: Facts) -> bool:
    """Whether the rule takes the conversation."""
    if not rule.conditions:
        return False
    met = (_meets(each, facts) for each in rule.conditions)
    return all(met) if rule.needs_all else any(met)


def first_met(rules: Iterable[TabRule], facts: Facts) -> str:
    """The tab that takes the conversation: that of the first rule which is met, else the fixed one."""
    return next((each.rule_id for each in rules if is_met(each.rule, facts)), facts.tab)


def _meets(wanted: Condition, facts: Facts) -> bool:
    if wanted.field == "sender":
        return facts.email == wanted.value
    if wanted.field == "domain":
        domain = domain_of(facts.email)
        return domain == wanted.value or domain.endswith(f".{wanted.value}")
    if wanted.field == "subject":
        subject = _folded(facts.subject)
        return all(word in subject for word in wanted.value.split())
    if wanted.field == "account":
        return facts.account_id == wanted.value
    if wanted.field == "crm":
        return (facts.tab == CUSTOMERS) == (wanted.value == IN_CRM)
    return wanted in facts.met


@lru_cache(maxsize=256)
def _folded(subject: str) -> str:
    return fold(subject)


def looked_up(rules: Iterable[TabRule]) -> frozenset[Condition]:
    """The conditions that only a look at the mails can tell."""
    return frozenset(each for rule in rules for each in rule.rule.conditions if each.field in ("to", "list"))


def by_workplace(rules: Sequence[TabRule]) -> dict[str, tuple[TabRule, ...]]:
    """In the order they are asked; workplaces without a rule are left out."""
    found: dict[str, tuple[TabRule, ...]] = {}
    for each in sorted(rules, key=lambda rule: (rule.position, rule.rule_id)):
        found[each.workplace_id] = (*found.get(each.workplace_id, ()), each)
    return found


def dumped(rule: Rule) -> str:
    """As ``user.db`` and the cache keep it."""
    return json.dumps(rule.to_json(), ensure_ascii=False)


def loaded(text: str) -> Rule:
    """From :func:`dumped`."""
    value = json.loads(text)
    return rule_from_json(value) if isinstance(value, dict) else Rule()
