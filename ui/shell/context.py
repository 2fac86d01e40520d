"""What every screen is given: the stores, the observer, and a way to wake the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.models.observer import Observer
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.store.reader import Reader
from workspace.store.secrets import Vault
from workspace.store.user import UserStore

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Context:
    """One open home. ``ring`` wakes the engine after something was queued or asked."""

    user: UserStore
    reader: Reader
    vault: Vault
    observer: Observer
    ring: Callable[[], None]

    def names(self) -> dict[AccountId, str]:
        """What each account is called."""
        return {account.account_id: account.name for account in self.user.accounts()}

    def accounts_in(self, scope: str) -> list[Account]:
        """The accounts of a workplace, or the one account, or all (``*``)."""
        by_workplace = self.user.workplace_accounts()
        members = next((set(ids) for workplace, ids in by_workplace.items() if workplace == scope), set())
        accounts = self.user.accounts()
        return [a for a in accounts if scope in ("*", a.account_id) or a.account_id in members]

    def manifest_of(self, account: Account) -> "Manifest | None":
        """None where the connector was taken out of the program."""
        from workspace.connector.manifest import manifests  # after the first paint: it costs 0.1 s

        return manifests().get(account.connector_id)
