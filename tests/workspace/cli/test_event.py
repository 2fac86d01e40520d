"""The times of an event as a person types them."""

from datetime import UTC, date, datetime

import pytest

from workspace.cli.event import hour_of, times
from workspace.cli.failed import Failed


def test_hours_happen_in_the_zone_that_is_named() -> None:
    found = times("2026-03-02T09:00", "2026-03-02T10:30", "Asia/Seoul")
    assert (found["starts_at"], found["ends_at"]) == (
        datetime(2026, 3, 2, tzinfo=UTC),
        datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    )
    assert found["tzid"] == "Asia/Seoul"


def test_an_offset_wins_and_without_an_end_it_is_an_hour() -> None:
    found = times("2026-03-02T09:00+02:00", None, None)
    assert (found["starts_at"], found["ends_at"]) == (
        datetime(2026, 3, 2, 7, tzinfo=UTC),
        datetime(2026, 3, 2, 8, tzinfo=UTC),
    )
    assert times("2026-03-02T09:00", None, None)["starts_at"].tzinfo is not None


def test_days_have_an_end_that_is_not_part_of_them() -> None:
    assert times("2026-03-02", None, None) == {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}


@pytest.mark.parametrize(
    ("starts", "ends", "timezone"),
    [
        ("tomorrow", None, None),
        ("2026-03-02T09:00", "2026-03-02", None),
        ("2026-03-02T09:00", "2026-03-02T08:00", None),
        ("2026-03-02T09:00", None, "Mars/Olympus"),
        ("2026-03-02", None, "Asia/Seoul"),
        ("2026-02-30", None, None),
    ],
)
def test_what_is_no_time_is_said(starts: str, ends: str | None, timezone: str | None) -> None:
    with pytest.raises(Failed):
        times(starts, ends, timezone)


def test_a_changed_time_without_an_offset_is_meant_in_its_zone() -> None:
    assert hour_of("2026-03-02T09:00", "--set starts_at", "Asia/Seoul") == datetime(2026, 3, 2, tzinfo=UTC)
    assert hour_of("2026-03-02T09:00+02:00", "--set starts_at", "Asia/Seoul") == datetime(2026, 3, 2, 7, tzinfo=UTC)
    with pytest.raises(Failed):
        hour_of("2026-03-02", "--set starts_at", None)
