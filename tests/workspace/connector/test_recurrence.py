"""Masters and instances out of iCalendar text: zones, exceptions, moved instances, and rules that would never end."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace.connector.recurrence import MOST_INSTANCES, Origin, Unreadable, Window, expand, read
from workspace.model.ids import RemoteId
from workspace.model.items import Event

WINDOW = Window.around(datetime(2026, 3, 15, tzinfo=UTC))
SECONDS = 3.0
"""What any text may cost, with room for a slow machine."""


def text(*lines: str, zone: str = "") -> bytes:
    parts = "\r\n".join(lines).split("\r\n--\r\n")
    events = "".join(f"BEGIN:VEVENT\r\nUID:u1\r\n{part}\r\nEND:VEVENT\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}{events}END:VCALENDAR\r\n".encode()


def events(*lines: str, zone: str = "", origin: Origin | None = None) -> tuple[Event, ...]:
    return expand(read(text(*lines, zone=zone)), WINDOW, origin or Origin(RemoteId("r"), zone=UTC))


def instances(*lines: str) -> list[Event]:
    return [each for each in events(*lines) if each.recurrence_id]


def ids(*lines: str) -> list[str]:
    return [each.recurrence_id or "" for each in instances(*lines)]


def test_the_window_is_a_year_back_and_two_ahead_in_whole_months() -> None:
    assert (WINDOW.start, WINDOW.end) == (datetime(2025, 3, 1, tzinfo=UTC), datetime(2028, 4, 1, tzinfo=UTC))
    assert Window.around(datetime(2026, 12, 31, 23, tzinfo=UTC)).end == datetime(2029, 1, 1, tzinfo=UTC)
    assert Window.around(datetime(2024, 2, 29, tzinfo=UTC)).month == "2023-02"


def test_a_single_event_is_one_event_even_outside_the_window() -> None:
    guests = ("ORGANIZER;CN=Mina:MAILTO:mina@demo.example", "ATTENDEE;PARTSTAT=accepted:mailto:Me@demo.example")
    [event] = events(
        "DTSTART;TZID=Asia/Seoul:20100302T090000",
        "DURATION:PT90M",
        "SUMMARY:회의\\, 점심",
        *guests,
        origin=Origin(RemoteId("r"), "v1", frozenset({"me@demo.example"})),
    )
    assert (event.remote_id, event.uid, event.summary, event.version) == ("r", "u1", "회의, 점심", "v1")
    assert event.starts_at == datetime(2010, 3, 2, tzinfo=UTC)
    assert event.ends_at == datetime(2010, 3, 2, 1, 30, tzinfo=UTC)
    assert (event.tzid, event.recurrence_id, event.rrule, event.partstat) == ("Asia/Seoul", None, None, "ACCEPTED")
    assert event.organizer is not None
    assert event.organizer.email == "mina@demo.example"


def test_a_series_keeps_its_local_time_over_daylight_saving() -> None:
    found = instances("DTSTART;TZID=Europe/Berlin:20260323T090000", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert [each.starts_at for each in found] == [
        datetime(2026, 3, 23, 8, tzinfo=UTC),
        datetime(2026, 3, 30, 7, tzinfo=UTC),
    ]
    assert {each.tzid for each in found} == {"Europe/Berlin"}
    assert [each.remote_id for each in found] == ["r#20260323T080000Z", "r#20260330T070000Z"]


def test_exceptions_additions_and_moved_instances() -> None:
    found = instances(
        "DTSTART:20260302T090000Z",
        "SUMMARY:weekly",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20260309T090000Z",
        "RDATE:20260401T120000Z",
        "--",
        "DTSTART:20260318T150000Z",
        "SUMMARY:moved",
        "RECURRENCE-ID:20260316T090000Z",
        "--",
        "DTSTART:20260323T090000Z",
        "SUMMARY:off",
        "STATUS:CANCELLED",
        "RECURRENCE-ID:20260323T090000Z",
    )
    assert [(each.recurrence_id, each.summary, each.is_cancelled) for each in found] == [
        ("20260302T090000Z", "weekly", False),
        ("20260316T090000Z", "moved", False),
        ("20260323T090000Z", "off", True),
        ("20260401T120000Z", "weekly", False),
    ]
    assert found[1].starts_at == datetime(2026, 3, 18, 15, tzinfo=UTC)


def test_this_and_future_moves_the_rest_and_keeps_their_names() -> None:
    found = instances(
        "DTSTART;TZID=Asia/Seoul:20260302T090000",
        "SUMMARY:a",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "--",
        "DTSTART;TZID=Asia/Seoul:20260317T110000",
        "SUMMARY:b",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Seoul:20260316T090000",
    )
    assert [(each.recurrence_id, each.summary) for each in found] == [
        ("20260302T000000Z", "a"),
        ("20260309T000000Z", "a"),
        ("20260316T000000Z", "b"),
        ("20260323T000000Z", "b"),
    ]
    assert found[3].starts_at == datetime(2026, 3, 24, 2, tzinfo=UTC)


def test_days_are_days() -> None:
    master, first, second = events("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=2")
    assert (master.starts_on, master.ends_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert master.rrule == "FREQ=DAILY;COUNT=2"
    assert [first.recurrence_id, second.recurrence_id] == ["20260302", "20260303"]
    assert second.ends_on == date(2026, 3, 4)


def test_one_instance_that_was_shared_alone_has_no_master() -> None:
    [event] = events("DTSTART:20260317T110000Z", "RECURRENCE-ID:20260316T090000Z")
    assert (event.remote_id, event.recurrence_id) == ("r#20260316T090000Z", "20260316T090000Z")


def test_floating_times_happen_where_the_reader_is() -> None:
    origin = Origin(RemoteId("r"), zone=ZoneInfo("Asia/Seoul"))
    [event] = events("DTSTART:20260302T090000", origin=origin)
    assert event.starts_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert (event.tzid, event.extra["is_floating"]) == (None, True)


@pytest.mark.parametrize(
    ("zone", "name", "hour"),
    [
        ("", "Korea Standard Time", 0),
        ("", "Nowhere/Land", 9),
        ("BEGIN:VTIMEZONE\r\nTZID:Own\r\nEND:VTIMEZONE\r\n", "Own", 9),
        ("BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n", "Own", 9),
        (
            "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0900\r\n"
            "TZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
            "Own",
            0,
        ),
    ],
)
def test_zones_of_windows_own_ones_and_broken_ones(zone: str, name: str, hour: int) -> None:
    found = events(f"DTSTART;TZID={name}:20260302T090000", "RRULE:FREQ=DAILY;COUNT=2", zone=zone)
    assert [each.starts_at and each.starts_at.hour for each in found] == [hour] * 3
    assert {each.tzid for each in found} <= {name, "Asia/Seoul"}


def test_an_endless_rule_ends_with_the_window() -> None:
    found = ids("DTSTART:19900101T090000Z", "RRULE:FREQ=MONTHLY")
    assert (found[0], found[-1]) == ("20250301T090000Z", "20280301T090000Z")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=3",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
        "FREQ=MINUTELY;COUNT=999999999",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=NEVER;COUNT=x",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
    ],
)
def test_a_hostile_rule_costs_a_moment_and_the_event_is_still_shown(rule: str) -> None:
    began = perf_counter()
    found = events("DTSTART:20260302T090000Z", "SUMMARY:here", f"RRULE:{rule}")
    assert perf_counter() - began < SECONDS
    assert {each.summary for each in found} == {"here"}
    assert len(found) <= 2


def test_what_is_frequent_but_finite_is_expanded() -> None:
    found = ids("DTSTART:20260302T090000Z", "RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=6")
    assert (len(found), found[-1]) == (6, "20260302T101500Z")
    hourly = instances("DTSTART:20260302T090000Z", "RRULE:FREQ=HOURLY")
    assert MOST_INSTANCES * 0.4 < len(hourly) <= MOST_INSTANCES
    office = "FREQ=MINUTELY;INTERVAL=20;BYHOUR=" + ",".join(map(str, range(9, 17)))
    assert MOST_INSTANCES * 0.4 < len(instances("DTSTART:20260302T090000Z", f"RRULE:{office}")) <= MOST_INSTANCES
    rdates = ",".join(f"{datetime(2026, 3, 1) + timedelta(minutes=n):%Y%m%dT%H%M%SZ}" for n in range(8000))  # noqa: DTZ001
    assert len(instances("DTSTART:20260302T090000Z", f"RDATE:{rdates}")) == MOST_INSTANCES


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"<html></html>",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        text("SUMMARY:no start"),
        text("DTSTART:nonsense"),
        b"BEGIN:VEVENT\r\nDTSTART:20260302T090000Z\r\nEND:VEVENT\r\n",
    ],
)
def test_what_holds_no_event_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        expand(read(raw), WINDOW, Origin(RemoteId("r")))


def test_broken_parts_cost_only_themselves() -> None:
    [event] = events("DTSTART:20260302T090000Z", "DTEND:20260301T090000Z", "DURATION:soon", "SUMMARY:x")
    assert event.starts_at == event.ends_at
    [event] = events("DTSTART:20260302T090000Z", "SUMMARY:good", "--", "SUMMARY:no start")
    assert event.summary == "good"
    master, *rest = events("DTSTART:20260302T090000Z", "RDATE;VALUE=DATE:20260303", "RRULE:FREQ=DAILY;COUNT=2")
    assert master.rrule
    assert rest or master.extra["defects"]


@given(
    days=st.integers(0, 700),
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 5),
    number=st.integers(1, 20),
    zone=st.sampled_from(["Asia/Seoul", "America/New_York", "UTC"]),
)
@settings(max_examples=40, deadline=None)
def test_every_instance_is_named_by_its_start(days: int, freq: str, interval: int, number: int, zone: str) -> None:
    start = datetime(2025, 3, 2, 9) + timedelta(days=days)  # noqa: DTZ001
    found = instances(
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", f"RRULE:FREQ={freq};INTERVAL={interval};COUNT={number}"
    )
    assert len({each.remote_id for each in found}) == len(found) <= number
    assert found[0].starts_at == start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for each in found:
        assert each.starts_at is not None
        assert each.recurrence_id == f"{each.starts_at:%Y%m%dT%H%M%SZ}"
        assert each.starts_at.astimezone(ZoneInfo(zone)).hour == 9
