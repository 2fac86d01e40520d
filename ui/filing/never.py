"""Whose mail is never filed: what the user puts on the list, takes off it, and what the reader's menu offers for it."""

from collections.abc import Callable, Iterable

from ui.filing.selection import rules_now
from ui.filing.words import tr
from ui.shell.context import Context
from ui.shell.deeds import Deed
from workspace.filing.rules import is_listed, outsiders
from workspace.mail.address import domain_of, normalise
from workspace.store.rows import ItemRow

Offer = tuple[str, Callable[[], Deed]]


def never_file(context: Context, patterns: Iterable[str]) -> Deed:
    """From now on nothing of these addresses or domains is filed; what is filed stays."""
    wanted = [pattern.strip().lower() for pattern in patterns]
    new = [pattern for pattern in wanted if pattern not in context.user.never_file()]
    for pattern in new:
        context.user.add_never_file(pattern)
    words = tr("Mail of {who} is never filed").format(who=", ".join(wanted))
    return Deed(words, lambda: _take_off(context, new))


def allow_again(context: Context, patterns: Iterable[str]) -> Deed:
    gone = list(patterns)
    _take_off(context, gone)
    words = tr("Mail of {who} can be filed again").format(who=", ".join(gone))
    return Deed(words, lambda: _put_back(context, gone))


def offers(context: Context, item: ItemRow) -> list[Offer]:
    """What a menu says about the first person on a mail who is not us; nothing where the admin has decided."""
    rules = rules_now(context)
    email = next((normalise(each.email) for each in outsiders(item, rules)), "")
    if not email or any(is_listed(email, pattern) for pattern in rules.policy.never_file):
        return []
    own = [pattern for pattern in context.user.never_file() if is_listed(email, pattern)]
    if own:
        words = tr("Allow filing mail of {who} again").format(who=", ".join(own))
        return [(words, lambda: allow_again(context, own))]
    domain = domain_of(email)
    patterns = [email, f"@{domain}"] if rules.is_company_domain(domain) else [email]
    return [(tr("Never file mail of {who}").format(who=each), _adding(context, each)) for each in patterns]


def _adding(context: Context, pattern: str) -> Callable[[], Deed]:
    return lambda: never_file(context, [pattern])


def _take_off(context: Context, patterns: Iterable[str]) -> bool:
    for pattern in patterns:
        context.user.remove_never_file(pattern)
    return True


def _put_back(context: Context, patterns: Iterable[str]) -> bool:
    for pattern in patterns:
        context.user.add_never_file(pattern)
    return True
