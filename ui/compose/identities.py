"""Who a letter can be from: the sending accounts with their addresses, and which workplace each stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.compose.letter import Letter, own_addresses
from ui.shell.context import Context
from workspace.connector.manifest import manifests
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, WorkplaceId
from workspace.model.kinds import Kind, Verb


@dataclass(frozen=True, slots=True)
class Identity:
    """One address of one account; ``color`` is its workplace's."""

    account: Account
    email: str
    workplace: str
    color: str

    @property
    def words(self) -> str:
        return f"{self.email} · {self.workplace}" if self.workplace else self.email


def identities(context: Context) -> list[Identity]:
    """Every address that a letter can leave from."""
    known = context.user.keep("identities", lambda: list(_each(context)))
    # Before its first sync nobody knows what an account brings.
    without = context.reader.accounts_without(Kind.EMAIL)
    return [each for each in known if each.account.account_id not in without]


def _each(context: Context) -> Iterator[Identity]:
    workplaces = {w.workplace_id: w for w in context.user.workplaces()}
    sending = {each.id for each in manifests().values() if not {Verb.SEND, Verb.REPLY}.isdisjoint(each.actions)}
    for account in context.user.accounts():
        if account.is_enabled and account.connector_id in sending:
            home = workplaces.get(account.home_workplace_id) if account.home_workplace_id else None
            name, color = (home.name, home.color) if home else ("", "")
            yield from (Identity(account, email, name, color) for email in own_addresses(account))


def sends_replies(context: Context, account: Account | None) -> tuple[bool, bool]:
    """Whether its connector answers a mail, and whether it sends one that answers none."""
    manifest = context.manifest_of(account) if account else None
    verbs = manifest.actions if manifest is not None else ()
    return Verb.REPLY in verbs, Verb.SEND in verbs


def crosses(context: Context, letter: Letter) -> str:
    """The question to ask where a letter leaves another workplace than its conversation is in; else empty."""
    if letter.item is None:
        return ""
    here, there = _workplaces(context, letter.item.account_id), _workplaces(context, letter.account_id)
    if here & there or not here:
        return ""
    names = {w.workplace_id: w.name for w in context.user.workplaces()}
    words = QCoreApplication.translate(
        "compose", "This conversation belongs to {here}, but the letter would leave from {there}."
    )
    return words.format(here=_named(here, names), there=_named(there, names) or letter.from_email)


def _workplaces(context: Context, account_id: AccountId) -> frozenset[WorkplaceId]:
    found = context.user.workplace_accounts().items()
    return frozenset(workplace_id for workplace_id, ids in found if account_id in ids)


def _named(ids: frozenset[WorkplaceId], names: dict[WorkplaceId, str]) -> str:
    return ", ".join(sorted(names.get(each, "") for each in ids))
