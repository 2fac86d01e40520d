"""The palette: opened and worked by keys, commands at once, what the store holds as it is found."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.inbox.listings import Place
from ui.search.entries import Entry
from ui.search.offers import rank
from ui.search.palette import Palette
from ui.search.words import coverage_words
from ui.shell.window import MainWindow

STRANGER = (SUPPORT, 3, "Sample Person", "sample@person.example", "Hello", "A first word.", False, False, 0)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot) -> Palette:
    home_with_mail.deliver(SUPPORT, [home_with_mail.mail(90, STRANGER)])
    window.mail.inbox.view.setFocus()
    qtbot.waitUntil(window.mail.inbox.view.hasFocus)
    QTest.keyClick(window.mail.inbox.view, Qt.Key.Key_K, CONTROL)
    return newest(window, qtbot)


def newest(window: MainWindow, qtbot: QtBot) -> Palette:
    """With what it offers before anything was typed."""
    palette = window.findChildren(Palette)[-1]
    qtbot.waitUntil(palette.view.isVisible)
    return palette


def entries(palette: Palette) -> list[Entry]:
    found = (palette.entries.entry(row) for row in range(palette.entries.rowCount()))
    return [each for each in found if each is not None]


def titles(palette: Palette, section: str) -> list[str]:
    return [each.title for each in entries(palette) if each.section == section]


def type_in(palette: Palette, text: str, qtbot: QtBot) -> None:
    """And wait for what is found."""
    palette.field.setText(text)
    qtbot.waitUntil(lambda: palette._found.text == text)


def press(palette: Palette, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(palette.field, key, modifiers)


def test_control_k_opens_it_with_every_command_and_its_keys(palette: Palette, window: MainWindow) -> None:
    assert QApplication.focusWidget() is palette.field
    marks = {entry.title: entry.mark for entry in entries(palette)}
    wanted = [each for each in window.commands if not each.page and not each.name.startswith("workplace_")]
    assert {each.text for each in wanted} - {"Search or do…"} <= set(marks)
    assert (marks["Star or remove star"], marks["Settings"], marks["Switch to 영업"]) == ("S", "Ctrl ,", "Ctrl 2")


def test_a_command_is_run_as_if_its_key_was_pressed(palette: Palette, window: MainWindow) -> None:
    QTest.keyClicks(palette.field, "go to trash")
    press(palette, Qt.Key.Key_Return)
    assert window.place is Place.TRASH
    assert not palette.isVisible()


def test_escape_and_the_same_key_close_it_and_give_the_focus_back(palette: Palette, window: MainWindow) -> None:
    press(palette, Qt.Key.Key_K, CONTROL)
    assert not palette.isVisible()
    window.commands.run("palette")
    again = window.findChildren(Palette)[-1]
    press(again, Qt.Key.Key_Escape)
    assert not again.isVisible()
    assert QApplication.focusWidget() is window.mail.inbox.view


def test_a_key_in_the_moment_it_opens_is_for_what_it_offers(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("palette")
    early = window.findChildren(Palette)[-1]
    assert not early.view.isVisible()
    press(early, Qt.Key.Key_Down)
    assert early.view.currentIndex().row() == 1
    press(early, Qt.Key.Key_Escape)
    window.commands.run("palette")
    early = window.findChildren(Palette)[-1]
    QTest.keyClicks(early.field, "go to trash")
    press(early, Qt.Key.Key_Return)
    assert window.place is Place.TRASH


def test_one_that_is_closed_at_once_asks_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.run("palette")
    early = window.findChildren(Palette)[-1]
    early.done()
    window.commands.run("palette")
    assert titles(newest(window, qtbot), "Commands")


def test_a_conversation_is_found_and_opened(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    type_in(palette, "wrong vat", qtbot)
    assert titles(palette, "Conversations")[0] == "Invoice 2291 shows the wrong VAT id"
    press(palette, Qt.Key.Key_Return)
    assert window.mail.reader.items[0].subject == "Invoice 2291 shows the wrong VAT id"


def test_customers_and_people_are_found_by_a_part_of_their_name(palette: Palette, qtbot: QtBot) -> None:
    type_in(palette, "ferr", qtbot)
    assert "Lia Ferreira" in titles(palette, "Customers")
    type_in(palette, "sample person", qtbot)
    assert titles(palette, "People") == ["Sample Person"]


def test_a_person_lists_what_was_said_with_them(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    type_in(palette, "sample person", qtbot)
    palette.run(next(each for each in entries(palette) if each.section == "People"))
    qtbot.waitUntil(lambda: window.mail.inbox.where.query != "")
    qtbot.waitUntil(lambda: window.mail.inbox.view.count == 1)


def test_another_workplace_is_searched_when_asked(palette: Palette, qtbot: QtBot, home_with_mail: SampleHome) -> None:
    elsewhere = home_with_mail.reader.search("*", "sales") or home_with_mail.reader.threads(scope="sales")
    word = elsewhere[0].subject.split()[0]
    type_in(palette, word, qtbot)
    before = titles(palette, "Conversations")
    palette.run(next(each for each in entries(palette) if each.key == "widen"))
    qtbot.waitUntil(lambda: palette._found.scope == "*")
    assert palette.isVisible()
    assert len(titles(palette, "Conversations")) >= len(before)
    assert elsewhere[0].subject in titles(palette, "Conversations")


def test_only_what_was_typed_last_is_shown(palette: Palette, qtbot: QtBot) -> None:
    shown: list[str] = []
    palette._finder.found.connect(lambda found: shown.append(found.text))
    for text in ("i", "in", "inv", "invo", "kestrel"):
        palette.field.setText(text)
    qtbot.waitUntil(lambda: "kestrel" in shown)
    assert shown[-1] == "kestrel"
    assert "inv" not in shown


def test_the_arrows_go_round_and_the_field_keeps_the_focus(palette: Palette) -> None:
    press(palette, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == palette.entries.rowCount() - 1
    press(palette, Qt.Key.Key_Down)
    assert palette.view.currentIndex().row() == 0
    assert QApplication.focusWidget() is palette.field
    assert palette.field.accessibleDescription() == entries(palette)[0].spoken


def test_the_model_is_sound(palette: Palette, qtbot: QtBot) -> None:
    QAbstractItemModelTester(palette.entries, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_in(palette, "contract", qtbot)
    palette.field.setText("")


def test_a_command_that_begins_with_the_words_stands_first() -> None:
    assert rank(["arch"], "Archive", "Conversation") == 0
    assert rank(["to", "go"], "Trash", "Go to") == 1
    assert rank(["보관"], "전체보관", "대화") == 2
    assert rank(["nothing"], "Archive", "Conversation") == -1


def test_a_search_is_saved_found_again_and_its_removal_undone(
    palette: Palette, window: MainWindow, qtbot: QtBot
) -> None:
    type_in(palette, "is:starred", qtbot)
    palette.run(next(each for each in entries(palette) if each.key == "save"))
    window.commands.run("palette")
    again = newest(window, qtbot)
    assert titles(again, "Saved searches") == ["is:starred"]
    press(again, Qt.Key.Key_Delete)
    assert titles(again, "Saved searches") == []
    press(again, Qt.Key.Key_Escape)
    window.undo()
    (saved,) = window.context.user.saved_searches(window.scope)
    assert saved.query == "is:starred"


def test_what_is_not_understood_is_said(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    type_in(palette, "before:soon order", qtbot)
    (said,) = [each.title for each in entries(palette) if each.icon == "info"]
    assert said == "before: needs a date, such as 2026-03-01, 2026-03 or 2w (two weeks ago)"
    press(palette, Qt.Key.Key_Escape)
    window.mail.inbox.search.setText("is:odd")
    qtbot.waitUntil(lambda: window.mail.inbox.coverage.text().startswith("is:odd is not known"))


def test_a_mistyped_operator_is_mended_with_enter(palette: Palette, qtbot: QtBot) -> None:
    type_in(palette, "form:norrland invoice", qtbot)
    assert entries(palette)[0].title == "No operator form: – did you mean from:?"
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert palette.field.text() == "from:norrland invoice"
    qtbot.waitUntil(lambda: not any(each.key == "guess" for each in entries(palette)))
    assert any(each.icon == "mail" for each in entries(palette))


def test_the_list_goes_on_showing_what_the_words_find_where_an_operator_is_mistyped(
    window: MainWindow, qtbot: QtBot
) -> None:
    inbox = window.mail.inbox
    inbox.search.setFocus()
    inbox.search.setText("invoice subjct:2291")
    qtbot.waitUntil(lambda: inbox.where.query == "invoice subjct:2291" and not inbox.results.is_searching)
    assert inbox.mending.isVisible()
    assert inbox.view.count == 1
    assert inbox.mending.text().startswith("No operator subjct: – did you mean subject:?")
    qtbot.keyClick(inbox.search, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: inbox.where.query == "invoice subject:2291" and not inbox.mending.isVisible())
    assert inbox.view.count == 1
    inbox.search.setText("order")
    qtbot.keyClick(inbox.search, Qt.Key.Key_Right)
    assert inbox.search.text() == "order"


def test_the_line_under_the_field_says_how_much_is_searched(window: MainWindow, qtbot: QtBot) -> None:
    window.mail.inbox.search.setText("order")
    said = coverage_words(window.context.reader.coverage_of(window.scope))
    qtbot.waitUntil(lambda: window.mail.inbox.coverage.text() == said != "")
