"""Homes whose accounts are signed in, and nothing pulled yet."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.stand_ins import Served
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.user import UserStore


def signed_in_home(path: Path, accounts: Iterable[Served]) -> Home:
    """A home with one workplace that all the accounts are in."""
    home = Home(path)
    vault, key, _ = unlock(home)
    user = UserStore(home, key)
    ids = [AccountId(each.name) for each in accounts]
    for account_id, each in zip(ids, accounts, strict=True):
        for name, secret in each.secrets.items():
            vault.set(secret_name(account_id, name), secret)
        own = (each.identity,) if "@" in each.identity else ()
        user.add_account(
            Account(account_id, each.connector_id, each.name, each.settings, identity=each.identity, own_addresses=own)
        )
    user.assign(user.add_workplace("Bench").workplace_id, ids)
    user.close()
    return home
