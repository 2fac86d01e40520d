"""A home that does not open is explained to somebody who sees no console."""

import errno
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from tests.fakes.small_disk import fill, small_disk
from tests.ui.sample_home import SampleHome
from ui.shell.language import use_language
from ui.shell.only_window import OnlyWindow
from ui.shell.unopened import Answer, UnopenedDialog, ask, words
from ui.widgets.buttons import Button
from workspace.cli.window import has_screen, open_window
from workspace.store.home import Home
from workspace.store.open import StoreNewer, connect
from workspace.store.secrets import KeyLost, NoKeyring, VaultLocked
from workspace.store.unopened import OtherWindow, Unopened, Why, unopened
from workspace.store.user import UserStore

AFTER_ERRORS = [
    (NoKeyring("none"), Why.NO_KEYRING),
    (VaultLocked("locked"), Why.LOCKED),
    (KeyLost("lost"), Why.KEY_LOST),
    (StoreNewer("newer"), Why.NEWER),
    (OtherWindow("silent"), Why.OTHER_WINDOW),
    (PermissionError(errno.EACCES, "Permission denied"), Why.READ_ONLY),
    (OSError(errno.EROFS, "Read-only file system"), Why.READ_ONLY),
    (dbapi2.OperationalError("attempt to write a readonly database"), Why.READ_ONLY),
    (OSError(errno.ENOSPC, "No space left on device"), Why.DISK_FULL),
    (dbapi2.OperationalError("database or disk is full"), Why.DISK_FULL),
    (NotADirectoryError(errno.ENOTDIR, "Not a directory"), Why.UNUSABLE),
]


def shown(why: Why) -> UnopenedDialog:
    return UnopenedDialog(Unopened(why, "/home/kim/workspace", "What it was.", ("/home/kim/workspace/user.db",)))


def press(dialog: UnopenedDialog, words: str) -> None:
    next(each for each in dialog.findChildren(Button) if each.text() == words).click()


@pytest.mark.parametrize(("error", "why"), AFTER_ERRORS)
def test_what_kept_it_closed_is_told_apart(error: Exception, why: Why) -> None:
    found = unopened(error, "/home/kim/workspace")
    assert found is not None
    assert found.why is why


def test_a_disk_without_any_room_is_told_from_damage(tmp_path: Path) -> None:
    key = b"\x07" * 32
    with small_disk(tmp_path / "disk", 8 << 20) as disk:
        home = Home(disk / "home")
        UserStore(home, key).close()
        fill(disk / "ballast")
        with pytest.raises(dbapi2.OperationalError) as raised:
            UserStore(home, key)
        found = unopened(raised.value, str(home.path), home, key)
        assert found is not None
        assert found.why is Why.DISK_FULL


def test_a_fault_of_the_program_is_none_of_the_homes() -> None:
    assert unopened(ZeroDivisionError(), "/home/kim/workspace") is None


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("why", Why)
def test_each_says_what_happened_what_was_kept_and_what_is_next(
    app: QApplication, qtbot: QtBot, why: Why, language: str
) -> None:
    use_language(app, language)
    dialog = shown(why)
    qtbot.addWidget(dialog)
    said = [each.text() for each in dialog.findChildren(QLabel)]
    assert len(said) == len(set(said)) == 4
    assert all(said)
    assert not any("{" in each for each in said)
    assert dialog.accessibleName() == " ".join(said[:3])
    is_korean = any("가" <= letter <= "힣" for letter in said[0])
    assert is_korean is (language == "ko")
    use_language(app, "en")


def test_the_buttons_answer_and_closing_quits(app: QApplication, qtbot: QtBot) -> None:
    answers = []
    for button in ("Try again", "Start anew", "Quit"):
        dialog = shown(Why.KEY_LOST)
        qtbot.addWidget(dialog)
        press(dialog, button)
        answers.append(dialog.answer)
    assert answers == [Answer.AGAIN, Answer.ANEW, Answer.QUIT]
    newer = shown(Why.NEWER)
    qtbot.addWidget(newer)
    assert [each.text() for each in newer.findChildren(Button)] == ["Copy details", "Quit"]


def test_the_details_go_to_the_clipboard(app: QApplication, qtbot: QtBot) -> None:
    dialog = shown(Why.DAMAGED)
    qtbot.addWidget(dialog)
    press(dialog, "Copy details")
    copied = QApplication.clipboard().text()
    assert copied.startswith("Workspace ")
    assert copied.endswith("damaged: /home/kim/workspace\nWhat it was.")


def test_asking_waits_for_the_answer(app: QApplication) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, UnopenedDialog)
        press(dialog, "Try again")

    QTimer.singleShot(0, choose)
    assert ask(Unopened(Why.LOCKED, "/home/kim/workspace", "Locked.")) is Answer.AGAIN


@pytest.fixture
def screenless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.usefixtures("screenless")
def test_nobody_is_asked_where_nobody_sees_it(
    app: QApplication, home_with_mail: SampleHome, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not has_screen()
    for name in ("user", "cache"):
        with connect(home_with_mail.home.database(name), home_with_mail.key) as connection:
            connection.execute("PRAGMA user_version = 99")
    assert open_window(str(home_with_mail.home.path)) == 1
    assert "written by a newer version" in capsys.readouterr().err
    # The lock of the window is free again.
    only = OnlyWindow(home_with_mail.home)
    assert only.is_first
    only.close()


def test_a_home_that_is_no_more_is_not_taken_for_an_open_window(app: QApplication, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.rmtree(home.path)
    with pytest.raises(OSError, match="cannot be written"):
        OnlyWindow(home)


@pytest.mark.usefixtures("screenless")
def test_a_window_that_does_not_answer_is_said(
    app: QApplication, home_with_mail: SampleHome, capsys: pytest.CaptureFixture[str]
) -> None:
    only = OnlyWindow(home_with_mail.home)
    assert open_window(str(home_with_mail.home.path)) == 1
    assert "does not answer" in capsys.readouterr().err
    only.close()


@pytest.mark.usefixtures("screenless")
def test_a_damaged_file_of_the_user_is_named(
    app: QApplication, home_with_mail: SampleHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home_with_mail.close()
    home_with_mail.home.user_db.write_bytes(b"\x00" * 8192)
    found = unopened(sqlite3.DatabaseError(), "x")
    assert found is None
    assert open_window(str(home_with_mail.home.path)) == 1
    assert f"{home_with_mail.home.user_db}: damaged" in capsys.readouterr().err


def test_words_name_the_home_and_the_damaged_file(app: QApplication) -> None:
    damaged = Unopened(Why.DAMAGED, "/h", "x", (str(Path("/h/user.db")),))
    assert "/h/user.db" in words(damaged)[0]
    assert "/h" in words(Unopened(Why.READ_ONLY, "/h", "x"))[0]
