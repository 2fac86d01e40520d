"""Saved searches in the window: from the field's drop-down, renamed, put in order, removed and got back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.search.saved_menu import saved_menu
from ui.search.saved_sheet import SavedSheet
from ui.shell.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(window: MainWindow) -> SavedSheet:
    for name, query in (("Orders", "order"), ("Starred", "is:starred"), ("Fresh", "is:unread")):
        window.context.user.save_search(window.scope, name, query)
    window.commands.run("saved_searches")
    return window.findChildren(SavedSheet)[-1]


def names(window: MainWindow) -> list[str]:
    return [each.name for each in window.context.user.saved_searches(window.scope)]


def press(sheet: SavedSheet, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(sheet.names, key, modifiers)


def test_they_are_put_in_order_by_keys_and_removed_with_undo(sheet: SavedSheet, window: MainWindow) -> None:
    press(sheet, Qt.Key.Key_Down, ALT)
    assert names(window) == ["Starred", "Orders", "Fresh"]
    press(sheet, Qt.Key.Key_Delete)
    assert names(window) == ["Starred", "Fresh"]
    press(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == ["Starred", "Orders", "Fresh"]
    assert [sheet.names.item(n).text() for n in range(3)] == names(window)
    assert sheet.saved is not None
    assert sheet.saved.name == "Orders"


def test_one_is_renamed_in_its_place_but_not_to_a_name_that_is_taken(
    sheet: SavedSheet, window: MainWindow, qtbot: QtBot
) -> None:
    for typed, wanted in (("Bestellungen", "Bestellungen"), ("Fresh", "Bestellungen")):
        press(sheet, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.setText(typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(sheet.names.hasFocus)
        assert names(window)[0] == sheet.names.item(0).text() == wanted
        assert sheet.isVisible()
    assert "Fresh" in sheet.said.text()


def test_enter_searches_and_the_field_offers_them_and_to_keep_what_stands_in_it(
    sheet: SavedSheet, window: MainWindow, qtbot: QtBot
) -> None:
    press(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.mail.inbox.where.query == "order")
    window.mail.inbox.search.setText("invoice")
    menu = saved_menu(window)
    words = {action.text(): action for action in menu.actions() if action.text()}
    assert list(words) == ["Orders", "Starred", "Fresh", "Save this search", "Saved searches…"]
    words["Save this search"].trigger()
    assert names(window)[-1] == "invoice"
    words["Starred"].trigger()
    qtbot.waitUntil(lambda: window.mail.inbox.where.query == "is:starred")
    menu.deleteLater()
