"""Whose pull comes next."""

from collections import Counter

from workspace.connector.manifest import manifest
from workspace.engine.duty import Duty
from workspace.engine.health import Condition
from workspace.engine.turns import Turns
from workspace.model.accounts import Account
from workspace.model.ids import AccountId

ROOM = 4


def waiting(*names: str) -> Turns:
    """Accounts called by their connector and a number, as in ``imap 1``."""
    turns = Turns()
    for name in names:
        account_id = AccountId(name)
        connector_id = name.partition(" ")[0]
        account = Account(account_id, connector_id, name, {})
        turns.add(Duty(account, manifest(connector_id), Condition(account_id)))
    return turns


def taken(turns: Turns, shown: tuple[str, ...] = (), most: int = ROOM, each: int = ROOM) -> list[str]:
    """Those who begin while there is room for ``most`` in all and ``each`` of a connector."""
    under_way: Counter[str] = Counter()
    found = []

    def has_room(duty: Duty) -> bool:
        return under_way.total() < most and under_way[duty.manifest.id] < each

    for duty in turns.take(has_room, under_way, tuple(map(AccountId, shown))):
        under_way[duty.manifest.id] += 1
        found.append(str(duty.account_id))
    return found


def test_many_accounts_of_one_kind_leave_room_for_the_others() -> None:
    turns = waiting("imap 1", "imap 2", "imap 3", "imap 4", "slack 1", "demo 1")
    assert sorted(taken(turns)) == ["demo 1", "imap 1", "imap 2", "slack 1"]


def test_a_full_connector_keeps_only_its_own_accounts_waiting() -> None:
    turns = waiting("imap 1", "imap 2", "slack 1")
    assert sorted(taken(turns, each=1)) == ["imap 1", "slack 1"]
    assert taken(turns) == ["imap 2"]
    assert not turns


def test_accounts_on_screen_go_first() -> None:
    turns = waiting("imap 1", "imap 2", "imap 3", "slack 1", "slack 2")
    assert taken(turns, shown=("slack 2", "imap 3"), most=2) == ["imap 3", "slack 2"]


def test_an_account_that_comes_twice_keeps_its_one_turn() -> None:
    assert taken(waiting("imap 1", "imap 2", "imap 1")) == ["imap 1", "imap 2"]
