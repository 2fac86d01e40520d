"""Events as they will be: what is queued is seen at once, until the cache says the same or the service says no."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workspace.store.building import ACCOUNT, START, Store, subjects
from tests.workspace.store.test_series import CALENDAR, ONE
from workspace.connector.payloads import EventFields
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ActionId, ReceiptId, RemoteId
from workspace.model.items import Event, ItemKey
from workspace.model.kinds import ActionState, Kind, Verb

HOUR = timedelta(hours=1)
KEY = ItemKey(ACCOUNT.account_id, Kind.EVENT, RemoteId("e1"))
NEW = EventFields(
    "cal", "new-uid", "made here", starts_at=START + 2 * HOUR, ends_at=START + 3 * HOUR, location="Room 4"
)


def seen(store: Store, from_hour: float = 0, to_hour: float = 24, scope: str = "w1") -> list[str]:
    return subjects(store.reader.events(scope, START + from_hour * HOUR, START + to_hour * HOUR))


def queued(store: Store, verb: Verb, payload: dict[str, object], item: ItemKey | None = KEY) -> Action:
    action = Action(ActionId(f"a-{verb}"), ACCOUNT.account_id, verb, payload, item)
    store.user.queue(action)
    return action


@pytest.fixture
def event(store: Store) -> Event:
    made = replace(ONE, version="1", location="Room 1", description="Bring it.")
    store.pull(made, into=CALENDAR)
    return made


def test_a_new_event_is_seen_until_the_cache_has_it(store: Store) -> None:
    action = queued(store, Verb.CREATE_EVENT, NEW.to_json(), None)
    assert seen(store) == ["made here"]
    assert seen(store, scope="elsewhere") == []
    assert seen(store, 4) == []
    [row] = store.reader.events("*", START, START + 4 * HOUR)
    assert (store.reader.event(row.key), row.detail["pending"]) == (row, "create_event")
    store.ledger.finish(action, ActionState.DONE, Receipt(ReceiptId("r"), action.action_id, RemoteId("e9")))
    assert seen(store) == ["made here"]
    store.pull(Event(RemoteId("e9"), "new-uid", "made here", START + 2 * HOUR, START + 3 * HOUR), into=CALENDAR)
    assert [each.key.remote_id for each in store.reader.events("*", START, START + 4 * HOUR)] == ["e9"]


def test_what_the_service_refused_is_not_seen_any_more(store: Store, event: Event) -> None:
    change = queued(store, Verb.CHANGE_EVENT, {"summary": "other", "version": "1"})
    assert seen(store) == ["other"]
    store.ledger.finish(change, ActionState.FAILED, error_key="conflict")
    assert seen(store) == ["weekly"]


def test_a_moved_event_is_seen_where_it_goes_and_not_where_it_was(store: Store, event: Event) -> None:
    later = {"starts_at": (START + 30 * HOUR).isoformat(), "ends_at": (START + 31 * HOUR).isoformat(), "version": "1"}
    change = queued(store, Verb.CHANGE_EVENT, later)
    assert (seen(store), seen(store, 29, 32)) == ([], ["weekly"])
    store.ledger.finish(change, ActionState.DONE, Receipt(ReceiptId("r"), change.action_id))
    assert (seen(store), seen(store, 29, 32)) == ([], ["weekly"])
    newer = replace(event, version="3", starts_at=START + 5 * HOUR, ends_at=START + 6 * HOUR)
    store.pull(newer, into=CALENDAR)
    assert (seen(store), seen(store, 29, 32)) == (["weekly"], [])


def test_a_deleted_event_is_gone_at_once_and_comes_back_with_undo(store: Store, event: Event) -> None:
    action = Action(ActionId("d"), ACCOUNT.account_id, Verb.DELETE_EVENT, {"version": "1"}, KEY)
    store.user.queue(action, undo_seconds=60)
    assert seen(store) == []
    assert store.reader.event(KEY) is None
    assert store.user.withdraw(action.action_id)
    assert seen(store) == ["weekly"]


def test_a_changed_place_keeps_the_notes(store: Store, event: Event) -> None:
    queued(store, Verb.CHANGE_EVENT, {"location": "Room 2", "version": "1"})
    row = store.reader.event(KEY)
    assert row is not None
    assert (row.detail["location"], row.text) == ("Room 2", "Room 2\nBring it.")
