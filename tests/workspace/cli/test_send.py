"""The time at which a mail leaves, as a person types it."""

from datetime import UTC, datetime, timedelta

import pytest

from workspace.cli.failed import Failed
from workspace.cli.send import time_of


def test_a_time_without_an_offset_is_meant_here() -> None:
    here = (datetime.now(UTC).astimezone() + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    assert time_of(f"{here:%Y-%m-%dT%H:%M}") == here
    assert time_of(f"{here:%Y-%m-%dT%H:%M}+02:00").hour == 7


@pytest.mark.parametrize("words", ["tomorrow", "2020-01-01T09:00", "2026-02-30T09:00"])
def test_what_is_no_time_to_come_is_said(words: str) -> None:
    with pytest.raises(Failed):
        time_of(words)


def test_a_time_that_is_too_near_is_refused() -> None:
    with pytest.raises(Failed):
        time_of((datetime.now(UTC) + timedelta(seconds=30)).isoformat())
