"""A series in the cache: its instances are in the calendar, its master is kept beside them."""

from dataclasses import replace
from datetime import timedelta

from tests.workspace.store.building import INBOX, START, Store
from workspace.model.ids import RemoteId
from workspace.model.items import Event
from workspace.model.kinds import Kind

CALENDAR = replace(INBOX, remote_id=RemoteId("cal"), name="Calendar", kind=Kind.EVENT, role=INBOX.role.CALENDAR)
ONE = Event(RemoteId("e1"), "uid-1", "weekly", START, START + timedelta(hours=1))
INSTANCE = replace(ONE, remote_id=RemoteId("e1#1"), recurrence_id="20260302T090000Z")


def shown(store: Store) -> list[str]:
    rows = store.reader.events("w1", START - timedelta(days=1), START + timedelta(days=1))
    return [row.key.remote_id for row in rows]


def test_a_master_is_no_line_of_the_calendar(store: Store) -> None:
    store.pull(ONE, into=CALENDAR)
    assert shown(store) == ["e1"]
    store.pull(replace(ONE, rrule="FREQ=WEEKLY", version="2"), INSTANCE, into=CALENDAR)
    assert shown(store) == ["e1#1"]
    store.pull(replace(ONE, version="3"), into=CALENDAR)
    assert sorted(shown(store)) == ["e1", "e1#1"]
