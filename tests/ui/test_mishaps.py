"""What nobody foresaw is said in the window, and a letter that could not be queued stays where it is written."""

import shutil
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from ui.compose.address_line import AddressLine
from ui.compose.composer import Composer
from ui.compose.unsaved import Unsaved
from ui.shell.mishaps import Mishaps, mishap_words
from ui.shell.window import MainWindow
from workspace.store.open import StoreNotReady
from workspace.store.room import is_disk_full


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


def written_without_room(window: MainWindow, sample: SampleHome) -> Composer:
    composer = window.desks.letters.write("astrid@norrland-foods.example")
    assert composer is not None
    composer.subject.setText("Parcel")
    composer.editor.setPlainText("A text that finds no room")
    for table in ("draft", "setting"):
        for deed in ("INSERT", "UPDATE"):
            sql = f"CREATE TEMP TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
            sample.user._db.execute(f"{sql} BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    return composer


def make_room(sample: SampleHome) -> None:
    for table in ("draft", "setting"):
        for deed in ("INSERT", "UPDATE"):
            sample.user._db.execute(f"DROP TRIGGER {table}_{deed}")


def answering(parent: QObject, *answers: Callable[[Unsaved], object]) -> list[str]:
    """Give these answers, one to each question that comes; returns what was asked, which grows."""
    asked: list[str] = []
    left = list(answers)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Unsaved) and left:
            asked.append(f"{box.text()} {box.informativeText()}")
            left.pop(0)(box)

    timer = QTimer(parent)
    timer.timeout.connect(look)
    timer.start(10)
    return asked


def test_a_window_closes_where_the_disk_is_full(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    """Nothing asks the stores any more, and no error goes through Qt: there it cost a method a reference."""
    composer = written_without_room(window, home_with_mail)
    asked = answering(window, lambda box: box.drop.click())
    before = sys.getrefcount(AddressLine.focusOutEvent)
    with qtbot.captureExceptions() as told:
        assert window.close()
    assert len(asked) == 1
    assert sys.getrefcount(AddressLine.focusOutEvent) >= before
    assert told
    assert all(is_disk_full(error) for _, error, _ in told)
    assert window.mail.inbox._beside._has_ended
    assert composer._is_over


def test_a_letter_that_finds_no_room_keeps_its_window_open(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    composer = written_without_room(window, home_with_mail)
    asked = answering(window, lambda box: box.copy.click(), lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    with qtbot.captureExceptions() as told:
        assert not window.close()
    assert all(is_disk_full(error) for _, error, _ in told)
    assert "“Parcel” cannot be saved. The disk of this computer is full" in asked[0]
    assert "Its text was copied" in asked[1]
    assert QGuiApplication.clipboard().text() == "A text that finds no room"
    assert window.isVisible()
    assert composer.letter().text == "A text that finds no room"
    make_room(home_with_mail)
    assert window.close()
    [draft] = home_with_mail.user.drafts()
    assert draft.fields["text"] == "A text that finds no room"


def test_a_letter_is_kept_once_there_is_room_again(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    written_without_room(window, home_with_mail)

    def free(box: Unsaved) -> None:
        make_room(home_with_mail)
        box.again.click()

    answering(window, free)
    with qtbot.captureExceptions():
        assert window.close()
    [draft] = home_with_mail.user.drafts()
    assert draft.fields["text"] == "A text that finds no room"


def test_a_window_that_makes_place_for_another_asks_nothing(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    composer = written_without_room(window, home_with_mail)
    with qtbot.captureExceptions():
        window.end()
    assert composer._is_over


def test_what_a_closed_window_was_about_to_ask_is_not_asked(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    """A home on a stick is taken away after the window: a count that still waited looked there."""
    window.close()
    window.mail.inbox._counting.start()
    home_with_mail.reader.close()
    shutil.rmtree(home_with_mail.home.path)
    timer = window.mail.inbox._counting
    qtbot.waitUntil(lambda: not timer.isActive())


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
