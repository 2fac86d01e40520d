"""What is said to the notification daemon over the real wire."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.notification_daemon import FakeNotificationDaemon
from ui.notify.bus import BusVoice
from ui.notify.spoken import Spoken

BUTTONS = (("default", "Open"), ("reply", "Reply"))


@pytest.fixture
def voice(app: QApplication, daemon: FakeNotificationDaemon) -> Iterator[BusVoice]:
    made = BusVoice("/icons/app.svg", None)
    yield made
    made.stop()
    assert daemon.refused == []


def test_a_notice_is_shown_with_its_buttons_and_plain_words(
    voice: BusVoice, daemon: FakeNotificationDaemon, qtbot: QtBot
) -> None:
    voice.say(Spoken("k", "Mira <Holm>", "1 < 2 & <b>bold</b>", BUTTONS))
    qtbot.waitUntil(lambda: bool(daemon.shown))
    shown = daemon.shown[1]
    assert (shown.app, shown.icon, shown.title) == ("Workspace", "/icons/app.svg", "Mira <Holm>")
    assert shown.text == "1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;"
    assert shown.actions == dict(BUTTONS)
    assert shown.hints["desktop-entry"] == ("s", "workspace")
    assert shown.hints["urgency"] == ("y", 1)


def test_the_same_key_replaces_and_taking_back_removes(
    voice: BusVoice, daemon: FakeNotificationDaemon, qtbot: QtBot
) -> None:
    voice.say(Spoken("k", "first", ""))
    voice.say(Spoken("other", "other", ""))
    voice.say(Spoken("k", "second", ""))
    qtbot.waitUntil(lambda: daemon.titles() == ["second", "other"])
    voice.take_back("k")
    qtbot.waitUntil(lambda: daemon.titles() == ["other"])


def test_a_button_comes_back_with_its_key_and_token(
    voice: BusVoice, daemon: FakeNotificationDaemon, qtbot: QtBot
) -> None:
    voice.say(Spoken("k", "title", "", BUTTONS))
    qtbot.waitUntil(lambda: bool(daemon.shown))
    with qtbot.waitSignal(voice.acted) as acted:
        daemon.press("title", "reply", token="t-1")
    assert acted.args == ["k", "reply", "t-1"]


def test_what_the_user_puts_away_is_said(voice: BusVoice, daemon: FakeNotificationDaemon, qtbot: QtBot) -> None:
    voice.say(Spoken("k", "title", ""))
    qtbot.waitUntil(lambda: bool(daemon.shown))
    with qtbot.waitSignal(voice.closed) as closed:
        daemon.put_away("title")
    assert closed.args == ["k"]


def test_leaving_takes_back_everything(app: QApplication, daemon: FakeNotificationDaemon, qtbot: QtBot) -> None:
    voice = BusVoice("", None)
    voice.say(Spoken("a", "a", ""))
    voice.say(Spoken("b", "b", ""))
    qtbot.waitUntil(lambda: len(daemon.shown) == 2)
    voice.stop()
    qtbot.waitUntil(lambda: not daemon.shown)


def test_a_daemon_without_buttons_or_markup_gets_none(app: QApplication, bus: str, qtbot: QtBot) -> None:
    daemon = FakeNotificationDaemon(bus, capabilities=("body",))
    voice = BusVoice("", None, bus)
    voice.say(Spoken("k", "title", "1 < 2", BUTTONS))
    qtbot.waitUntil(lambda: bool(daemon.shown))
    assert (daemon.shown[1].text, daemon.shown[1].actions) == ("1 < 2", {})
    voice.stop()
    daemon.close()


@pytest.mark.parametrize("where", ["bus without a daemon", "no bus", "nothing known"])
def test_what_cannot_be_told_is_given_back(
    app: QApplication, bus: str, qtbot: QtBot, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    address = {"bus without a daemon": bus, "no bus": "unix:path=/nowhere/bus"}.get(where, "")
    voice = BusVoice("", None, address)
    spoken = Spoken("k", "title", "")
    with qtbot.waitSignal(voice.failed) as failed:
        voice.say(spoken)
    assert failed.args == [spoken]
    voice.stop()
