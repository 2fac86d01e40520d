"""Quota units: never more than Google allows in any minute, hardly less, and each user apart."""

from collections import deque

import pytest

from connectors.google.quota import UNITS, Units
from tests.connectors.google.remote import GoogleRemote, SmallPages
from tests.fakes.google import units_of
from tests.fakes.google_methods import OTHER_UNITS, methods
from workspace.connector.contract_parts import Connect, KitParts
from workspace.connector.errors import Transient
from workspace.model.kinds import Kind


class Clock:
    """Time that only passes when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_the_allowed_rate_is_used_and_never_exceeded() -> None:
    clock = Clock()
    share = Units(15_000, clock=clock, sleep=clock.wait)
    spent: deque[tuple[float, int]] = deque()
    most = total = 0
    while clock.now < 600:
        share.take(250)
        total += 250
        spent.append((clock.now, 250))
        while spent[0][0] <= clock.now - 60:
            spent.popleft()
        most = max(most, sum(units for _, units in spent))
    assert most <= 15_000
    assert total >= 0.9 * 15_000 * clock.now / 60


def test_a_long_wait_is_left_to_the_engine() -> None:
    clock = Clock()
    share = Units(100, clock=clock, sleep=clock.wait)
    share.take(5)
    with pytest.raises(Transient) as caught:
        share.take(90)
    assert caught.value.retry_after is not None
    clock.now += caught.value.retry_after
    share.take(5)


def test_no_limit_is_no_wait() -> None:
    clock = Clock()
    Units(0, clock=clock, sleep=clock.wait).take(1e9)
    assert clock.now == 0


def test_the_units_are_those_of_the_service() -> None:
    gmail = [each for each in methods() if each.name.startswith("gmail.")]
    ours = {each.name: UNITS[".".join(each.name.split(".")[-2:])] for each in gmail if "getProfile" not in each.name}
    assert ours == {each.name: each.units for each in gmail if "getProfile" not in each.name}
    assert UNITS["messages.get"] == OTHER_UNITS


class TestLimits(KitParts):
    connector_id = "google"
    connector_class = SmallPages

    def test_a_pull_stays_below_its_limit(self, connect: Connect, remote: GoogleRemote) -> None:
        """600 units of a first pull at 60,000 a minute are spent in a burst; the service counts the same."""
        self.fill(remote, Kind.EMAIL)
        remote.google.user_units = 60_000
        connector = connect(user_units_per_minute="60000", app_units_per_minute="60000")
        list(connector.pull(self.first(connector, Kind.EMAIL), None))
        assert 0 < units_of(remote.account) <= 60_000

    def test_a_limit_that_is_passed_is_said(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        remote.google.user_units, remote.google.retry_after = 20, "12"
        connector = connect()
        inbox = self.first(connector, Kind.EMAIL)
        with pytest.raises(Transient) as caught:
            list(connector.pull(inbox, None))
        assert caught.value.retry_after == 12
