"""Another day, another time zone, another clock: what the window shows and holds back follows."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.shell.app import Shell
from ui.shell.today import Today
from ui.widgets.times import age, short_time
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Verb

MOMENT = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Sets ``TZ``; the zone is the old one afterwards."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "UTC")
        time.tzset()
        yield changed
    time.tzset()


def test_a_journey_to_another_time_zone_is_noticed(app: QApplication, qtbot: QtBot, zone: pytest.MonkeyPatch) -> None:
    today = Today(app, app)
    today.look()
    before = short_time(MOMENT, MOMENT)
    zone.setenv("TZ", "Asia/Seoul")
    with qtbot.waitSignal(today.changed, timeout=1000):
        today.look()
    assert MOMENT.astimezone().utcoffset() == timedelta(hours=9)
    assert short_time(MOMENT, MOMENT) != before
    with qtbot.assertNotEmitted(today.changed):
        today.look()
    today.deleteLater()


def test_midnight_is_noticed(app: QApplication, qtbot: QtBot, zone: pytest.MonkeyPatch) -> None:
    with time_machine.travel(MOMENT, tick=False) as clock:
        today = Today(app, app)
        clock.shift(timedelta(hours=3))
        with qtbot.assertNotEmitted(today.changed):
            today.look()
        clock.shift(timedelta(hours=2))
        with qtbot.waitSignal(today.changed, timeout=1000):
            today.look()
    today.deleteLater()


def test_another_day_reads_anew_what_is_shown(app: QApplication, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    shell = Shell(app, home_with_mail.home, home_with_mail.key, home_with_mail.vault)
    shell.open()
    shell.watch_days()
    today = shell.findChild(Today)
    assert today is not None
    assert shell.window is not None
    with qtbot.waitSignal(shell.window.context.observer.changed, check_params_cb=lambda news: news.touches("cleared")):
        today.changed.emit()
    shell.window.close()
    shell.close()


def test_what_was_queued_before_the_clock_was_put_back_is_too_late_to_withdraw(home_with_mail: SampleHome) -> None:
    now, user = datetime.now(UTC), home_with_mail.user
    with time_machine.travel(now, tick=False) as clock:
        user.queue(Action(ActionId("undo"), SUPPORT, Verb.SEND, {}), undo_seconds=10)
        user.plan(Action(ActionId("planned"), SUPPORT, Verb.SEND, {}), now + timedelta(hours=5))
        clock.shift(timedelta(hours=-1))
        assert not user.withdraw(ActionId("undo"))
        assert user.withdraw(ActionId("planned"))
        user.queue(Action(ActionId("again"), SUPPORT, Verb.SEND, {}), undo_seconds=10)
        assert user.withdraw(ActionId("again"))


def test_news_from_the_future_is_no_seconds_old() -> None:
    assert age(-3600) == age(0)
