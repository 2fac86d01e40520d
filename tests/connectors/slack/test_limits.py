"""No limit of Slack's is exceeded, and nearly all of what it allows is used."""

import random
from collections import deque

import pytest

from connectors.slack.limits import METHODS, Limits, Window
from tests.connectors.slack.conftest import Make
from tests.connectors.slack.remote import Hasty
from tests.fakes.slack import ME, Slack
from tests.fakes.slack_table import METHODS as TABLE
from workspace.connector.contract_remote import moment
from workspace.connector.contract_verbs import action
from workspace.model.kinds import Verb


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_no_span_holds_more_calls_than_allowed(clock: Clock) -> None:
    window, turns, rng = Window(5, 10, clock=clock, sleep=clock.sleep), deque[float](), random.Random(7)
    for _ in range(200):
        clock.now += rng.choice((0, 0, 0, 0.5, 3))
        assert window.take() == 0
        turns.append(clock.now)
    assert all(later - earlier >= 10 for earlier, later in zip(turns, list(turns)[5:], strict=False))


def test_a_burst_goes_at_once_and_too_long_a_wait_is_not_begun(clock: Clock) -> None:
    window = Window(2, 10, clock=clock, sleep=clock.sleep)
    assert (window.take(), window.take(), clock.now) == (0, 0, 1000)
    assert window.take(longest_seconds=4) == 10
    assert window.take(longest_seconds=10) == 0
    assert clock.now == 1010


def test_a_hold_stops_everybody(clock: Clock) -> None:
    window = Window(9, 10, clock=clock, sleep=clock.sleep)
    window.hold(30)
    window.hold(5)
    assert window.take(longest_seconds=29) == 30
    assert (window.take(), clock.now) == (0, 1030)


def test_our_tiers_are_slack_s() -> None:
    assert {name: TABLE[name].tier for name in METHODS} == dict(METHODS)


def test_a_long_pull_is_never_refused_and_uses_what_is_allowed(slack: Slack, make: Make, clock: Clock) -> None:
    class Limited(Hasty):
        limits = Limits(lambda calls, seconds: Window(calls, seconds, clock=clock, sleep=clock.sleep))

    slack.has_limits, slack.clock = True, clock
    for n in range(3 * 100):
        slack.say(slack.general, f"m{n}", moment(n), user=ME)
    began = clock.now
    connectors = [make(Limited), make(Limited)]
    for connector in connectors:
        list(connector.pull(next(iter(connector.discover())), None))
    assert slack.refused_429 == 0
    calls = slack.count("conversations.history")
    assert calls == 200
    # The first and the last minute's calls go in a burst each.
    assert calls / (clock.now - began + 61) >= 0.9 * 50 / 60


def test_posts_to_one_channel_keep_a_second_between_them(slack: Slack, make: Make, clock: Clock) -> None:
    class Limited(Hasty):
        limits = Limits(lambda calls, seconds: Window(calls, seconds, clock=clock, sleep=clock.sleep))

    slack.add_channel("C0OTHER", "other")
    connector, began = make(Limited), clock.now
    for channel in ("C0GENERAL", "C0OTHER") * 3:
        connector.perform(action(Verb.POST, {"channel": channel, "text": "x", "thread": None}))
    assert clock.now - began == pytest.approx(2)
