"""Answering, making, changing and deleting events: what the server has afterwards, and who was faster."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.connectors.caldav.conftest import Connect
from tests.connectors.caldav.remote import CaldavRemote, event_lines
from workspace.connector.contract_remote import Mirror, key_of, moment
from workspace.connector.contract_verbs import action
from workspace.connector.errors import Conflict, Rejected
from workspace.connector.payloads import EventFields
from workspace.model.actions import Receipt
from workspace.model.items import Address, Event
from workspace.model.kinds import Kind, Verb

TODAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
SEOUL = "Asia/Seoul"


class Desk:
    """What the tests do with one calendar."""

    def __init__(self, connect: Connect, remote: CaldavRemote) -> None:
        self.connect, self.remote = connect, remote
        self.mirror = Mirror(next(iter(connect(remote).discover())))

    def pulled(self) -> Mirror:
        self.mirror.pull(self.connect(self.remote))
        return self.mirror

    def event(self, summary: str) -> Event:
        found = self.pulled().titled(summary)
        assert isinstance(found, Event)
        return found

    def instances(self) -> list[Event]:
        items = [each for each in self.pulled().items.values() if isinstance(each, Event) and each.recurrence_id]
        return sorted(items, key=lambda each: each.recurrence_id or "")

    def do(self, verb: Verb, item: Event | None = None, **payload: Any) -> Receipt:
        wish = action(verb, payload, key_of(item) if item else None, f"kit-{verb}-{sorted(payload)}")
        return self.connect(self.remote).perform(wish)

    def create(self, **fields: Any) -> Receipt:
        event = EventFields(**{"collection": self.remote.calendar, "uid": "new@workspace", **fields})
        return self.do(Verb.CREATE_EVENT, **event.to_json())


@pytest.fixture
def desk(connect: Connect, remote: CaldavRemote) -> Desk:
    return Desk(connect, remote)


def series(remote: CaldavRemote, *more: str) -> None:
    local = f"{TODAY:%Y%m%d}T180000"
    lines = ("UID:weekly", "DTSTAMP:20260101T000000Z", f"DTSTART;TZID={SEOUL}:{local}", "DURATION:PT1H")
    remote.put("weekly", *lines, "SUMMARY:weekly", "RRULE:FREQ=WEEKLY;COUNT=4", *more)


def test_an_event_is_made_once_and_found(desk: Desk, connect: Connect, remote: CaldavRemote) -> None:
    guest = Address("Mina", "mina@demo.example")
    fields = {"summary": "점심 회의", "starts_at": TODAY, "ends_at": TODAY + timedelta(hours=1), "tzid": SEOUL}
    payload = EventFields(remote.calendar, "new@workspace", **fields, attendees=(guest,)).to_json()  # type: ignore[arg-type]
    wish = action(Verb.CREATE_EVENT, payload)
    assert connect(remote).find(wish) is None
    receipt = connect(remote).perform(wish)
    again = connect(remote).perform(wish)
    found = connect(remote).find(wish)
    assert found is not None
    assert receipt.remote_id == again.remote_id == found.remote_id
    assert (receipt.found, again.found, found.found) == (False, True, True)
    event = desk.event("점심 회의")
    assert event.remote_id == receipt.remote_id
    assert (event.starts_at, event.ends_at, event.tzid) == (TODAY, TODAY + timedelta(hours=1), SEOUL)
    assert [(each.address.email, each.partstat) for each in event.attendees] == [(guest.email, "NEEDS-ACTION")]
    assert event.organizer is not None
    assert event.organizer.email == remote.user
    assert [zone["TZID"] for zone in remote.read(event.remote_id).walk("VTIMEZONE")] == [SEOUL]


def test_an_all_day_series_is_made(desk: Desk) -> None:
    day = TODAY.date()
    desk.create(summary="holiday", starts_on=day, ends_on=day + timedelta(days=2), rrule="FREQ=YEARLY;COUNT=2")
    first, _ = desk.instances()
    assert (first.starts_on, first.ends_on) == (day, day + timedelta(days=2))
    assert first.recurrence_id == f"{day:%Y%m%d}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": None},
        {"starts_at": TODAY, "ends_at": TODAY - timedelta(hours=1)},
        {"starts_at": TODAY, "tzid": "Mars/Olympus"},
        {"starts_at": TODAY, "rrule": "FREQ=SOMETIMES"},
        {"starts_at": TODAY, "uid": ""},
    ],
)
def test_what_makes_no_event_is_refused_before_anything_is_sent(desk: Desk, wrong: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        desk.create(summary="wrong", **wrong)
    assert desk.pulled().items == {}


def test_a_change_keeps_what_it_does_not_name(desk: Desk, remote: CaldavRemote) -> None:
    remote.put("one", *event_lines("one", "one", TODAY, "LOCATION:Room 1", "X-KEEP:me", *remote.guests()))
    event = desk.event("one")
    later = (TODAY + timedelta(hours=2)).isoformat()
    for _ in range(2):
        desk.do(Verb.CHANGE_EVENT, event, summary="renamed", starts_at=later, version=event.version)
    changed = desk.event("renamed")
    assert changed.remote_id == event.remote_id
    assert changed.location == "Room 1"
    assert (changed.starts_at, changed.ends_at) == (TODAY + timedelta(hours=2), TODAY + timedelta(hours=3))
    [stored] = remote.read(event.remote_id).walk("VEVENT")
    assert (str(stored["X-KEEP"]), int(stored["SEQUENCE"])) == ("me", 1)
    assert len(changed.attendees) == 2


def test_who_was_slower_is_told(desk: Desk, remote: CaldavRemote) -> None:
    remote.add(Kind.EVENT, "one", TODAY)
    event = desk.event("one")
    remote.change(event, "theirs")
    with pytest.raises(Conflict):
        desk.do(Verb.CHANGE_EVENT, event, summary="ours", version=event.version)
    with pytest.raises(Conflict):
        desk.do(Verb.DELETE_EVENT, event, version=event.version)
    assert desk.event("theirs").remote_id == event.remote_id


def test_one_instance_is_changed_and_the_others_stay(desk: Desk, remote: CaldavRemote) -> None:
    series(remote)
    second = desk.instances()[1]
    assert second.starts_at is not None
    for _ in range(2):
        moved = (second.starts_at + timedelta(hours=3)).isoformat()
        desk.do(Verb.CHANGE_EVENT, second, summary="moved", starts_at=moved, version=second.version)
    found = desk.instances()
    assert [each.summary for each in found] == ["weekly", "moved", "weekly", "weekly"]
    assert found[1].remote_id == second.remote_id
    assert found[1].starts_at == second.starts_at + timedelta(hours=3)
    assert found[1].tzid == SEOUL
    assert len(remote.read(second.remote_id).walk("VEVENT")) == 2


def test_a_moved_series_takes_its_exceptions_along(desk: Desk, remote: CaldavRemote) -> None:
    series(remote)
    _, second, third, _ = desk.instances()
    desk.do(Verb.DELETE_EVENT, second)
    desk.do(Verb.CHANGE_EVENT, third, summary="special")
    master = next(each for each in desk.pulled().items.values() if isinstance(each, Event) and each.rrule)
    assert master.starts_at is not None
    later = (master.starts_at + timedelta(days=1)).isoformat()
    desk.do(Verb.CHANGE_EVENT, master, starts_at=later, version=master.version)
    found = desk.instances()
    assert [each.summary for each in found] == ["weekly", "special", "weekly"]
    assert found[0].starts_at == master.starts_at + timedelta(days=1)


def test_one_instance_is_deleted_once(desk: Desk, remote: CaldavRemote) -> None:
    series(remote)
    first, second, *_ = desk.instances()
    desk.do(Verb.CHANGE_EVENT, second, summary="moved")
    for item in (first, first, second):
        desk.do(Verb.DELETE_EVENT, item)
    assert len(desk.instances()) == 2
    [stored] = remote.read(first.remote_id).walk("VEVENT")
    assert [moment.dt.hour for each in stored["EXDATE"] for moment in each.dts] == [18, 18]
    with pytest.raises(Rejected):
        desk.do(Verb.CHANGE_EVENT, first, summary="too late")


def test_a_deleted_event_is_gone_and_deleting_again_is_harmless(desk: Desk, remote: CaldavRemote) -> None:
    remote.add(Kind.EVENT, "one", TODAY)
    event = desk.event("one")
    desk.do(Verb.DELETE_EVENT, event, version=event.version)
    assert desk.do(Verb.DELETE_EVENT, event, version=event.version).found
    assert desk.pulled().items == {}


def test_one_instance_of_an_invitation_is_answered(desk: Desk, remote: CaldavRemote) -> None:
    series(remote, *remote.guests())
    first, second, *_ = desk.instances()
    for partstat in ("TENTATIVE", "DECLINED", "DECLINED"):
        desk.do(Verb.ANSWER, second, partstat=partstat, comment="on leave")
    assert [each.partstat for each in desk.instances()] == ["NEEDS-ACTION", "DECLINED", "NEEDS-ACTION", "NEEDS-ACTION"]
    desk.do(Verb.ANSWER, first, partstat="ACCEPTED", comment="", recurrence_id=None)
    assert {each.partstat for each in desk.instances()} == {"ACCEPTED"}


def test_who_is_not_asked_cannot_answer(desk: Desk, remote: CaldavRemote) -> None:
    remote.add(Kind.EVENT, "one", moment(0))
    with pytest.raises(Rejected) as caught:
        desk.do(Verb.ANSWER, desk.event("one"), partstat="ACCEPTED", comment="")
    assert "not among the guests" in caught.value.sentence


def test_days_become_hours(desk: Desk, remote: CaldavRemote) -> None:
    desk.create(summary="day", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))
    desk.do(Verb.CHANGE_EVENT, desk.event("day"), starts_at="2026-03-02T09:00:00+09:00", tzid=SEOUL)
    event = desk.event("day")
    assert (event.starts_on, event.starts_at) == (None, datetime(2026, 3, 2, tzinfo=UTC))
    assert event.ends_at == datetime(2026, 3, 2, 1, tzinfo=UTC)
