"""Whose mail is never filed: said in the reader's menu, in the filing sheet and on a list of its own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.patience import until_unfolded
from tests.ui.reader.sample import CRM, KEY, MAIL, SampleHome, haneul, mail
from ui.filing.desk import FilingDesk
from ui.reader.view import ReaderView
from ui.shell.deeds import Deed
from workspace.profiles.current import shared
from workspace.store.user import UserStore

ADMIN = '[filing]\nnever_file = ["hr.example"]\nheader_only = ["board@haneul.example"]\n'


@pytest.fixture
def admin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules.toml").write_text(ADMIN, "utf-8")
    monkeypatch.setenv("WORKSPACE_PROFILES", str(tmp_path / "rules.toml"))
    shared().refresh()


def reading(home: SampleHome, window: QWidget, raw: bytes) -> tuple[ReaderView, list[Deed]]:
    reader = ReaderView(home.context, window)
    deeds: list[Deed] = []
    reader.performed.connect(deeds.append)
    reader.show_thread(home.thread_of(home.put(raw)))
    return reader, deeds


def words(reader: ReaderView) -> list[str]:
    return [each for each, _ in reader.offers()]


def test_the_menu_offers_the_address_and_its_domain_and_undo_takes_it_back(home: SampleHome, window: QWidget) -> None:
    reader, deeds = reading(home, window, mail())
    assert words(reader) == [
        "Never file mail of orders@haneul.example",
        "Never file mail of @haneul.example",
        "Never-file list…",
    ]
    reader.offers()[1][1]()
    assert home.user.never_file() == ["@haneul.example"]
    assert words(reader) == ["Allow filing mail of @haneul.example again", "Never-file list…"]
    [deed] = deeds
    assert deed.words == "Mail of @haneul.example is never filed"
    assert deed.undo is not None
    assert deed.undo()
    assert home.user.never_file() == []


def test_nobody_who_became_one_of_us_is_offered(home: SampleHome, window: QWidget) -> None:
    reader, _ = reading(home, window, mail())
    assert len(words(reader)) == 3
    elsewhere = UserStore(home.home, KEY)
    elsewhere.update_account(MAIL, own_addresses=("orders@haneul.example",))
    elsewhere.close()
    assert words(reader) == ["Never-file list…"]


def test_all_of_a_free_mail_service_is_not_offered(home: SampleHome, window: QWidget) -> None:
    reader, _ = reading(home, window, mail(sender="Kim <kim@gmail.com>"))
    assert words(reader) == ["Never file mail of kim@gmail.com", "Never-file list…"]


def test_what_the_admin_decided_is_not_offered(admin: None, home: SampleHome, window: QWidget) -> None:
    reader, _ = reading(home, window, mail(sender="HR <jobs@hr.example>"))
    assert words(reader) == ["Never-file list…"]


def test_the_users_own_rule_is_lifted_in_the_sheet(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    home.user.add_never_file("haneul.example")
    sheet = FilingDesk(home.context, window).open(home.put(mail()))
    assert sheet is not None
    until_unfolded(sheet)
    qtbot.mouseClick(sheet.strips[0].links[0], Qt.MouseButton.LeftButton)
    assert home.user.never_file() == []
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert len(home.queued("file")) == 1


def test_the_admins_rule_is_not_lifted_in_the_sheet(admin: None, home: SampleHome, window: QWidget) -> None:
    sheet = FilingDesk(home.context, window).open(home.put(mail(sender="HR <jobs@hr.example>")))
    assert sheet is not None
    until_unfolded(sheet)
    assert sheet.strips[0].links == []


def test_the_list_shows_the_admins_locked_and_changes_the_users(
    admin: None, home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.user.add_never_file("lawyer.example")
    desk = FilingDesk(home.context, window)
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    sheet = desk.show_never_file()
    assert [(name, button is None) for name, button in sheet.rows.items()] == [
        ("hr.example", True),
        ("board@haneul.example", True),
        ("lawyer.example", False),
    ]
    QTest.keyClicks(sheet.field, "Kim@Daon.example")
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert home.user.never_file() == ["kim@daon.example", "lawyer.example"]
    remove = sheet.rows["lawyer.example"]
    assert remove is not None
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert "lawyer.example" not in sheet.rows
    assert deeds[-1].undo is not None
    assert deeds[-1].undo()
    assert "lawyer.example" in sheet.rows


def test_what_is_no_address_is_not_put_on_the_list(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    sheet = FilingDesk(home.context, window).show_never_file()
    QTest.keyClicks(sheet.field, "not an address")
    qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert home.user.never_file() == []
    assert sheet.wrong.isVisible()
