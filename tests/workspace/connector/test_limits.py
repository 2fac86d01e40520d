"""The token bucket gives out no more than its rate, in the order of arrival, and waits no longer than it may."""

import threading

import pytest

from workspace.connector.limits import Bucket


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.guard = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self.guard:
            self.now += seconds


def test_a_burst_is_free_and_then_the_rate_is_kept() -> None:
    clock = Clock()
    bucket = Bucket(2.0, 4, clock=clock, sleep=clock.sleep)
    assert [bucket.take() for _ in range(4)] == [0.0] * 4
    assert clock.now == 100.0
    for _ in range(6):
        assert bucket.take() == 0.0
    assert clock.now == pytest.approx(103.0)


def test_it_fills_no_higher_than_its_burst() -> None:
    clock = Clock()
    bucket = Bucket(1.0, 3, clock=clock, sleep=clock.sleep)
    clock.sleep(1000)
    bucket.take(3)
    bucket.take(2)
    assert clock.now == pytest.approx(1102.0)


def test_what_would_take_too_long_takes_nothing() -> None:
    clock = Clock()
    bucket = Bucket(1.0, 1, clock=clock, sleep=clock.sleep)
    assert bucket.take(31, longest_seconds=20) == pytest.approx(30.0)
    assert bucket.take() == 0.0
    assert clock.now == 100.0


def test_threads_together_get_no_more_than_one_would() -> None:
    clock = Clock()
    bucket = Bucket(10.0, 5, clock=clock, sleep=clock.sleep)
    taken = [threading.Thread(target=lambda: [bucket.take() for _ in range(20)]) for _ in range(4)]
    for thread in taken:
        thread.start()
    for thread in taken:
        thread.join(10)
    assert clock.now >= 100.0 + (80 - 5) / 10.0 - 1e-6
