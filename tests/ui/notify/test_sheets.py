"""The history of notifications, and their settings."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.notify.screens import told
from tests.ui.patience import until_unfolded
from ui.notify.choices import NotifyChoices
from ui.notify.history import HistorySheet
from ui.notify.page import NotifyPage, NotifySheet
from ui.notify.rules import Rules, Tell
from ui.notify.until import focus_words
from ui.shell.window import MainWindow
from ui.shell.workplaces import WorkplaceDeeds
from ui.widgets.sheet import Sheet
from workspace.model.ids import WorkplaceId
from workspace.model.items import ItemKey
from workspace.store.user.focus import OPEN_END


@pytest.fixture
def history(window: MainWindow) -> HistorySheet:
    told(window)
    window.commands.run("notices")
    return window.findChildren(HistorySheet)[-1]


def test_the_history_shows_what_is_unread_and_opens_it(window: MainWindow, history: HistorySheet, qtbot: QtBot) -> None:
    line = history.lines[0]
    assert line.accessibleName().endswith("unread")
    assert line.hasFocus()
    with qtbot.waitSignal(history.picked) as picked:
        QTest.keyClick(line, Qt.Key.Key_Return)
    item = picked.args[0] if picked.args else None
    assert isinstance(item, ItemKey)
    row = window.context.reader.item_by_key(item)
    assert row is not None
    assert window.mail.thread_id == row.thread_id


def test_clearing_keeps_what_is_held(window: MainWindow, qtbot: QtBot) -> None:
    told(window, focus=True)
    window.commands.run("notices")
    sheet = window.findChildren(HistorySheet)[-1]
    sheet.clear.click()
    assert [line.row.is_held for line in sheet.lines] == [True, True]
    assert not sheet.clear.isVisible()


def test_what_was_cleared_comes_back_with_undo_as_it_was(window: MainWindow, history: HistorySheet) -> None:
    before = window.context.user.notices()
    history.clear.click()
    assert window.context.user.notices() == []
    assert history.lines == []
    window.undo()
    window.context.observer.settle()
    assert window.context.user.notices() == before
    assert [line.row for line in history.lines] == before


def test_a_line_whose_mail_is_gone_says_so(window: MainWindow, history: HistorySheet) -> None:
    line = history.lines[0]
    gone = ItemKey(line.row.item.account_id, line.row.item.kind, "nowhere")  # type: ignore[arg-type]
    line.picked.emit(gone)
    assert window.toast.isVisible()


def test_choices_are_kept_for_their_workplace(window: MainWindow) -> None:
    first, second = window.context.user.workplaces()[:2]
    choices = NotifyChoices(window.context.user)
    window.commands.run("notify_settings")
    page = window.findChildren(NotifySheet)[-1].page
    assert page.workplace_box.currentData() == window.scope == first.workplace_id
    page.tell_box.setCurrentIndex(1)
    page.hidden_box.click()
    page.days[5].box.click()
    page.days[5].begin.setTime(QTime(0, 0))
    page.days[5].end.setTime(QTime(0, 0))
    assert choices.rules(first.workplace_id) == Rules(Tell.PEOPLE, True, {5: (0, 0)})
    assert page.days[5].note.text() == "24 hours"
    assert choices.rules(second.workplace_id) == Rules()
    page.workplace_box.setCurrentIndex(1)
    assert (page.hidden_box.isChecked(), page.days[5].box.isChecked()) == (False, False)
    assert choices.rules(first.workplace_id).is_hidden


def test_every_control_of_the_settings_has_a_name(window: MainWindow) -> None:
    window.commands.run("notify_settings")
    page = window.findChildren(NotifySheet)[-1].page
    for day in page.days:
        assert all(part.accessibleName() for part in (day.box, day.begin, day.end))
    assert page.workplace_box.accessibleName()
    assert page.tell_box.accessibleName()


def test_focus_says_how_long() -> None:
    now = datetime.now(UTC).astimezone().replace(hour=8, minute=0)
    assert focus_words(now + timedelta(hours=3), now) == "Focus until 11:00"
    assert focus_words(OPEN_END, now) == "Focus is on"
    assert "09:00" in focus_words(now + timedelta(hours=25), now)
    assert focus_words(now + timedelta(hours=25), now) != "Focus until 09:00"


def test_a_workplace_is_muted_from_its_menu_and_heard_again(window: MainWindow) -> None:
    deeds = window.findChild(WorkplaceDeeds)
    assert isinstance(deeds, WorkplaceDeeds)
    here, choices = WorkplaceId(window.scope), NotifyChoices(window.context.user)
    choices.set_rules(here, Rules(is_hidden=True))

    def mute() -> QAction:
        return next(each for each in deeds.menu(here).actions() if each.text() == "Mute notifications")

    assert not mute().isChecked()
    mute().trigger()
    assert choices.rules(here) == Rules(Tell.NOTHING, is_hidden=True)
    assert mute().isChecked()
    window.toast.press()
    assert choices.rules(here) == Rules(is_hidden=True)


def test_a_workplace_that_is_heard_again_tells_what_it_told_before(window: MainWindow) -> None:
    here, choices = WorkplaceId(window.scope), NotifyChoices(window.context.user)
    choices.set_rules(here, Rules(Tell.PEOPLE))
    window.commands.run("mute_workplace")
    assert choices.rules(here).tell is Tell.NOTHING
    window.commands.run("mute_workplace")
    assert choices.rules(here).tell is Tell.PEOPLE


def test_the_settings_have_a_section_of_notifications(window: MainWindow) -> None:
    window.sheets.show_settings("notices")
    until_unfolded(window.findChildren(Sheet)[-1])
    [page] = window.findChildren(NotifyPage)
    assert page.isVisible()
    assert page.workplace_box.currentData() == window.scope
