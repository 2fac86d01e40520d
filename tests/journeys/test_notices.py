"""New mail is told by the desktop's own daemon; its buttons work, and quiet hours and focus hold what comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.dovecot import Dovecot
from tests.fakes.notification_daemon import FakeNotificationDaemon, PrivateBus
from tests.journeys.conftest import SitDown, seats
from tests.journeys.mailbox import USER, arrive
from tests.journeys.office import Office
from tests.journeys.program import Program

pytestmark = [pytest.mark.display, pytest.mark.timeout(240)]


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNotificationDaemon]:
    bus = PrivateBus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    made = FakeNotificationDaemon(bus.address)
    yield made
    made.close()
    bus.close()


@pytest.fixture
def sit_down_there(
    daemon: FakeNotificationDaemon,
    program: Program,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SitDown]:
    """The window on a desktop with a notification daemon."""
    yield from seats(program, tmp_path, qapp, qtbot, monkeypatch)


def test_new_mail_is_told_answered_snoozed_and_held(
    office: Office, dovecot: Dovecot, daemon: FakeNotificationDaemon, sit_down_there: SitDown
) -> None:
    arrive(dovecot, USER, "Known before", ago=timedelta(hours=1))
    office.mailbox(dovecot, USER, office.workplace("Support"))
    person = sit_down_there()
    person.sees_line("Known before")
    arrive(dovecot, USER, "First parcel")
    person.sees(lambda: any("Ingrid" in title for title in daemon.titles()), "a notice on the desktop")
    (shown,) = daemon.shown.values()
    assert "First parcel" in shown.text
    assert set(shown.actions) >= {"default", "reply", "snooze"}
    daemon.press(shown.title, "reply")
    person.sees(lambda: person.window.desks.letters.composer is not None, "a reply")
    person.reads("What about First parcel?")
    assert person.window.desks.letters.composer is not None
    assert person.window.desks.letters.composer.to.text() == "Ingrid Berg <ingrid@norrland.example>"
    person.shot("notice-reply")
    person.click("Discard")
    arrive(dovecot, USER, "Second parcel")
    person.sees(lambda: bool(daemon.shown), "the next notice")
    daemon.press(daemon.titles()[0], "snooze")
    person.choose("Tomorrow")
    person.misses_line("Second parcel")
    person.press("d")
    person.sheet("Focus")
    person.click("Until I end it")
    person.sees_no_sheet()
    arrive(dovecot, USER, "Third parcel")
    arrive(dovecot, USER, "Fourth parcel")
    person.sees_line("Third parcel")
    person.sees_line("Fourth parcel")
    person.sees(lambda: len(office.user.held_notices()) == 2, "both are held")
    assert daemon.titles() == []
    person.shot("focus")
    person.press("d")
    person.click("End focus")
    person.sees(lambda: len(daemon.shown) == 1, "one digest")
    (digest,) = daemon.shown.values()
    assert "Third parcel" in digest.text
    assert "Fourth parcel" in digest.text
    assert daemon.refused == []


def test_quiet_hours_hold_what_comes(
    office: Office, dovecot: Dovecot, daemon: FakeNotificationDaemon, sit_down_there: SitDown
) -> None:
    arrive(dovecot, USER, "Known before", ago=timedelta(hours=1))
    office.mailbox(dovecot, USER, office.workplace("Support"))
    person = sit_down_there()
    person.sees_line("Known before")
    person.press("Ctrl+K")
    person.sheet("Search or do")
    person.type("notification settings")
    person.press("Return")
    person.sheet("Notifications")
    today = f"Quiet on {QLocale().dayName(datetime.now(UTC).astimezone().isoweekday())}"
    person.click(today)
    person.press("Tab", *"0000", "Tab", *"0000")
    person.reads("24 hours")
    person.shot("quiet-hours")
    arrive(dovecot, USER, "In the night")
    person.sees(lambda: len(office.user.held_notices()) == 1, "it is held")
    assert daemon.titles() == []
    person.click(today)
    person.sees(lambda: len(daemon.shown) == 1, "it is told once it is not quiet any more")
    (digest,) = daemon.shown.values()
    assert "In the night" in digest.text
