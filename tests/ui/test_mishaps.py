"""What nobody foresaw is said in the window, and a letter that could not be queued stays where it is written."""

import shutil
import sys

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from ui.compose.address_line import AddressLine
from ui.shell.mishaps import Mishaps, is_disk_full, mishap_words
from ui.shell.window import MainWindow
from workspace.store.open import StoreNotReady


def test_what_nobody_expected_is_said(window: MainWindow) -> None:
    mishaps = Mishaps(window.toast.say)
    before = sys.excepthook
    mishaps.begin()
    assert sys.excepthook == mishaps.hear
    mishaps.end()
    assert sys.excepthook == before
    full = OSError(28, "No space left on device")
    mishaps.hear(OSError, full, None)
    assert window.toast.words == mishap_words(full)
    assert "disk of this computer is full" in window.toast.words


def test_a_window_closes_where_the_disk_is_full(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    """Nothing asks the stores any more, and no error goes through Qt: there it cost a method a reference."""
    composer = window.desks.letters.write("astrid@norrland-foods.example")
    assert composer is not None
    composer.editor.setPlainText("A text that finds no room")
    for table in ("draft", "setting"):
        for deed in ("INSERT", "UPDATE"):
            sql = f"CREATE TEMP TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
            home_with_mail.user._db.execute(f"{sql} BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    before = sys.getrefcount(AddressLine.focusOutEvent)
    with qtbot.captureExceptions() as told:
        assert window.close()
    assert sys.getrefcount(AddressLine.focusOutEvent) >= before
    assert told
    assert all(is_disk_full(error) for _, error, _ in told)
    assert window.mail.inbox._beside._has_ended
    assert composer._is_over


def test_a_home_that_vanished_is_called_gone(window: MainWindow, home_with_mail: SampleHome) -> None:
    shutil.rmtree(home_with_mail.home.path)
    with pytest.raises(StoreNotReady) as found:
        home_with_mail.reader.another().data_version()
    assert mishap_words(found.value).startswith("The folder with Workspace's data is gone.")


def test_a_letter_that_finds_no_room_stays_open_and_leaves_once_there_is(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    user, desk = home_with_mail.user, window.desks.letters
    composer = desk.write("astrid@norrland-foods.example")
    assert composer is not None
    composer.subject.setText("Parcel")
    composer.editor.setPlainText("A text that must not be lost")
    user._db.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    with qtbot.captureExceptions() as found:
        composer.send()
    assert "disk of this computer is full" in mishap_words(found[0][1])
    assert desk.composer is composer
    assert composer.letter().text == "A text that must not be lost"
    user._db.execute("DROP TRIGGER full")
    composer.send()
    assert desk.composer is None
    assert len(user.planned()) == 0
