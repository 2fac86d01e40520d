"""Calendars beyond the kit: series and exceptions, the rolling window, what the user makes, changes and deletes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from connectors.microsoft import calendars
from connectors.microsoft.recurrence import patterned, rrule
from tests.connectors.microsoft.remote import GraphRemote, event
from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect
from workspace.connector.contract_remote import Mirror, key_of, moment
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Conflict, CursorExpired, Rejected
from workspace.connector.payloads import EventFields
from workspace.model.items import Event
from workspace.model.kinds import Kind, Verb

STARTS_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def calendar(connector: Connector, name: str = "Calendar") -> Mirror:
    return Mirror(next(each for each in connector.discover() if each.kind is Kind.EVENT and each.name == name))


def weekly(number: int) -> Mapping[str, Any]:
    pattern = {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "monday"}
    span = {"type": "numbered", "numberOfOccurrences": number, "startDate": "2026-11-02"}
    return {"recurrence": {"pattern": pattern, "range": span}}


def events(mirror: Mirror) -> list[Event]:
    found = [each for each in mirror.items.values() if isinstance(each, Event)]
    return sorted(found, key=lambda each: each.starts_at or STARTS_AT)


def wish(**fields: Any) -> dict[str, Any]:
    made = EventFields("calendar", "uid-1@demo.example", "Kit meeting", STARTS_AT, STARTS_AT + timedelta(hours=1))
    return {**made.to_json(), **fields}


def test_a_series_comes_as_its_instances(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.calendars.add({**event("Weekly", STARTS_AT), **weekly(4), "location": {"displayName": "Room 3"}})
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    found = events(mirror)
    assert [each.starts_at for each in found] == [STARTS_AT + timedelta(weeks=n) for n in range(4)]
    assert {each.tzid for each in found} == {"UTC"}
    assert {(each.summary, each.location, each.rrule) for each in found} == {
        ("Weekly", "Room 3", "FREQ=WEEKLY;BYDAY=MO;COUNT=4")
    }
    assert len({each.uid for each in found}) == 1
    assert found[1].recurrence_id == "20261109T090000Z"


def test_one_moved_instance_stays_in_its_series(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.calendars.add({**event("Weekly", STARTS_AT), **weekly(3)})
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    second = events(mirror)[1]
    later = {"dateTime": "2026-11-09T15:00:00", "timeZone": "UTC"}
    remote.fake.calendars.update(second.remote_id, {"start": later, "subject": "Weekly, late"})
    mirror.pull(connector)
    moved = mirror.items[second.remote_id]
    assert isinstance(moved, Event)
    assert (moved.summary, moved.recurrence_id) == ("Weekly, late", "20261109T090000Z")
    assert moved.starts_at == datetime(2026, 11, 9, 15, 0, tzinfo=UTC)
    assert moved.uid == events(mirror)[0].uid


def test_a_renamed_series_renames_its_instances(remote: GraphRemote, connect: Connect) -> None:
    """The service tells of the series alone; its instances are asked for."""
    master = remote.fake.calendars.add({**event("Weekly", STARTS_AT), **weekly(3)})
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    remote.fake.calendars.update(master, {"subject": "Fortnightly"})
    mirror.pull(connect())
    assert [each.summary for each in events(mirror)] == ["Fortnightly"] * 3
    remote.fake.calendars.delete(master)
    mirror.pull(connect())
    assert mirror.items == {}


def test_times_of_all_zones_are_understood(remote: GraphRemote, connect: Connect) -> None:
    seoul = {"dateTime": "2026-11-02T09:00:00.0000000", "timeZone": "Asia/Seoul"}
    given = {**event("Seoul", STARTS_AT), "start": seoul, "end": seoul, "originalStartTimeZone": "Korea Standard Time"}
    remote.fake.calendars.add(given)
    days = {
        key: {"dateTime": f"2026-12-{n}T00:00:00.0000000", "timeZone": "UTC"} for key, n in (("start", 24), ("end", 26))
    }
    remote.fake.calendars.add({**event("Holiday", STARTS_AT), **days, "isAllDay": True})
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    timed, holiday = mirror.titled("Seoul"), mirror.titled("Holiday")
    assert isinstance(timed, Event)
    assert isinstance(holiday, Event)
    assert (timed.starts_at, timed.tzid) == (datetime(2026, 11, 2, tzinfo=UTC), "Asia/Seoul")
    assert (holiday.starts_on, holiday.ends_on) == (date(2026, 12, 24), date(2026, 12, 26))


def test_a_new_month_reads_the_window_anew_and_lets_the_past_go(remote: GraphRemote, connect: Connect) -> None:
    for number in range(5):
        remote.fake.calendars.add(event(f"kit {number}", STARTS_AT + timedelta(days=number)))
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    assert mirror.cursor
    gone = mirror.titled("kit 1")
    # As if the last pull had been in another month, and the service had forgotten to tell of a deletion since.
    month, _, link = mirror.cursor.partition(" ")
    mirror.cursor = f"2026-01 {link}"
    remote.fake.calendars.delete(gone.remote_id)
    pages = mirror.pull(connector)
    assert [page.alive is None for page in pages] == [True] * (len(pages) - 1) + [False]
    assert [page.cursor is None for page in pages] == [True] * (len(pages) - 1) + [False]
    assert mirror.titles("kit ") == ["kit 0", "kit 2", "kit 3", "kit 4"]
    assert (mirror.cursor or "").startswith(month)
    with pytest.raises(CursorExpired):
        list(connector.pull(mirror.collection, f"never {link}"))


def test_the_window_reaches_a_year_back_and_two_ahead() -> None:
    assert calendars.span("2026-11") == {
        "startDateTime": "2025-11-01T00:00:00Z",
        "endDateTime": "2028-11-01T00:00:00Z",
    }


def test_an_event_is_made_once(remote: GraphRemote, connect: Connect) -> None:
    payload = wish(attendees=[{"name": "Mina", "email": "mina@demo.example"}], location="Room 3", tzid="Asia/Seoul")
    made = action(Verb.CREATE_EVENT, payload)
    connector = connect()
    assert connector.find(made) is None
    receipt = connector.perform(made)
    found = connector.find(made)
    assert found is not None
    assert found.remote_id == receipt.remote_id == connector.perform(made).remote_id
    mirror = calendar(connector)
    mirror.pull(connector)
    [kept] = events(mirror)
    assert (kept.starts_at, kept.tzid, kept.location) == (STARTS_AT, "Asia/Seoul", "Room 3")
    assert [each.address.email for each in kept.attendees] == ["mina@demo.example"]


def test_a_service_that_lost_the_answer_makes_no_second_event(remote: GraphRemote, connect: Connect) -> None:
    """The uid goes along as ``transactionId``, so even a repeat that finds nothing is answered with the first."""
    connector = connect()
    first = connector.perform(action(Verb.CREATE_EVENT, wish()))
    remote.fake.plant("GET /me/calendarView$", 200, {"value": []})
    assert connector.perform(action(Verb.CREATE_EVENT, wish())).remote_id == first.remote_id


def test_a_series_is_made_in_another_calendar(remote: GraphRemote, connect: Connect) -> None:
    connector = connect()
    mirror = calendar(connector, "Team")
    payload = wish(collection=mirror.collection.remote_id, rrule="FREQ=WEEKLY;BYDAY=MO;COUNT=3")
    receipt = connector.perform(action(Verb.CREATE_EVENT, payload))
    mirror.pull(connector)
    assert len(events(mirror)) == 3
    found = connector.find(action(Verb.CREATE_EVENT, payload))
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_a_change_is_made_and_a_stale_one_is_a_conflict(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.calendars.add(event("kit event", STARTS_AT))
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    item = events(mirror)[0]
    changed = action(Verb.CHANGE_EVENT, {"summary": "kit changed", "version": item.version}, key_of(item))
    connector.perform(changed)
    connector.perform(changed)
    assert remote.fake.calendars.whole(item.remote_id)["subject"] == "kit changed"
    stale = action(Verb.CHANGE_EVENT, {"summary": "kit stale", "version": item.version}, key_of(item))
    with pytest.raises(Conflict):
        connector.perform(stale)
    assert remote.fake.calendars.whole(item.remote_id)["subject"] == "kit changed"
    with pytest.raises(Conflict):
        connector.perform(action(Verb.DELETE_EVENT, {"version": item.version}, key_of(item)))
    mirror.pull(connector)
    gone = action(Verb.DELETE_EVENT, {"version": events(mirror)[0].version}, key_of(item))
    connector.perform(gone)
    connector.perform(gone)
    mirror.pull(connector)
    assert mirror.items == {}


def test_a_moved_series_moves_as_a_whole_and_one_instance_alone(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.calendars.add({**event("Weekly", STARTS_AT), **weekly(3)})
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    second = events(mirror)[1]
    assert second.starts_at
    new = {"starts_at": (second.starts_at + timedelta(hours=2)).isoformat(), "version": second.version}
    one = {**new, "recurrence_id": second.recurrence_id}
    connector.perform(action(Verb.CHANGE_EVENT, one, key_of(second)))
    mirror.pull(connector)
    assert [each.starts_at.hour for each in events(mirror) if each.starts_at] == [9, 11, 9]
    third = events(mirror)[2]
    assert third.starts_at
    all_of_it = {"starts_at": (third.starts_at + timedelta(hours=1)).isoformat(), "version": third.version}
    connector.perform(action(Verb.CHANGE_EVENT, all_of_it, key_of(third)))
    mirror.pull(connector)
    assert [each.starts_at.hour for each in events(mirror) if each.starts_at] == [10, 10, 10]


def test_the_organizer_cannot_answer(remote: GraphRemote, connect: Connect) -> None:
    remote.add(Kind.EVENT, "kit own", moment(0))
    connector = connect()
    mirror = calendar(connector)
    mirror.pull(connector)
    with pytest.raises(Rejected):
        connector.perform(action(Verb.ANSWER, {"partstat": "ACCEPTED"}, key_of(mirror.titled("kit own"))))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3;COUNT=5",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20271231",
        "FREQ=WEEKLY;BYDAY=MO;WKST=SU",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    ],
)
def test_a_repetition_survives_both_ways(rule: str) -> None:
    assert rrule(patterned(rule, date(2026, 3, 2), "UTC")) == rule


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=1MO,2TU", "FREQ=DAILY;BYHOUR=9", "nonsense"])
def test_a_repetition_that_graph_has_no_words_for_is_refused(rule: str) -> None:
    with pytest.raises(Rejected):
        patterned(rule, date(2026, 3, 2), None)
