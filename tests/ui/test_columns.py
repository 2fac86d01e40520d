"""Columns fold, unfold and keep their widths as the window gets narrower."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.settings.choices import Choices
from ui.shell.context import Context
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from ui.theme.tokens import FOLD_CUSTOMER, FOLD_READER
from workspace.model.kinds import Verb


def test_columns_fold_as_the_window_narrows(window: MainWindow, qtbot: QtBot) -> None:
    mail = window.mail
    assert mail.customer.isVisible()
    window.resize(FOLD_CUSTOMER - 10, 700)
    qtbot.waitUntil(lambda: not mail.customer.isVisible())
    window.resize(FOLD_READER - 10, 700)
    qtbot.waitUntil(lambda: not mail.reader.isVisible())
    mail.inbox.step(1)
    window.commands.run("open")
    assert mail.reader.isVisible()
    assert not mail.inbox.isVisible()
    window.commands.run("back")
    assert mail.inbox.isVisible()


def test_an_answer_is_written_where_it_is_seen_however_narrow_the_window(window: MainWindow, qtbot: QtBot) -> None:
    mail = window.mail
    window.resize(FOLD_READER - 10, 700)
    qtbot.waitUntil(lambda: not mail.reader.isVisible())
    mail.inbox.step(1)
    window.commands.run("reply")
    qtbot.waitUntil(lambda: mail.reader.composer is not None)
    assert mail.reader.composer is not None
    assert mail.reader.composer.isVisible()
    assert not mail.inbox.isVisible()


def test_a_window_that_gets_narrow_shows_the_column_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    mail = window.mail
    mail.inbox.step(1)
    window.commands.run("reply")
    qtbot.waitUntil(lambda: mail.reader.composer is not None)
    window.resize(FOLD_READER - 10, 700)
    qtbot.waitUntil(lambda: not mail.inbox.isVisible())
    assert mail.reader.composer is not None
    assert mail.reader.composer.isVisible()


def test_a_window_that_was_on_a_larger_screen_fits_this_one(
    home_with_mail: SampleHome, context_of: Callable[[SampleHome], Context], qtbot: QtBot
) -> None:
    Choices(home_with_mail.user).size = (7680, 4320)
    window = MainWindow(context_of(home_with_mail))
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert (window.width(), window.height()) == (room.width(), room.height())


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_columns_never_widen_the_window(
    app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome, scale: float
) -> None:
    start_theme(app, Mode.LIGHT, scale)
    window = open_window(home_with_mail)
    window.mail.inbox.step(1)
    columns = window.mail.columns
    for width in (1100, 1099, 820, 800, 520):
        wanted = round(width * scale)
        window.resize(wanted, 700)
        QApplication.processEvents()
        assert window.width() == wanted
        shown = [part for part in columns.findChildren(QWidget) if part.parent() is columns]
        right = max(part.geometry().right() for part in shown if part.isVisible())
        assert right < window.mail.width(), width


def test_a_narrow_window_shows_the_customer_in_place_of_the_rest(window: MainWindow) -> None:
    mail = window.mail
    mail.inbox.step(1)
    window.resize(FOLD_CUSTOMER - 10, 700)
    window.commands.run("customer")
    assert [mail.inbox.isVisible(), mail.reader.isVisible(), mail.customer.isVisible()] == [True, False, True]
    window.commands.run("back")
    assert [mail.inbox.isVisible(), mail.reader.isVisible(), mail.customer.isVisible()] == [True, True, False]
    window.resize(FOLD_READER - 10, 700)
    window.commands.run("customer")
    assert [mail.inbox.isVisible(), mail.reader.isVisible(), mail.customer.isVisible()] == [False, False, True]
    window.commands.run("customer")
    assert [mail.inbox.isVisible(), mail.reader.isVisible(), mail.customer.isVisible()] == [True, False, False]


def test_walking_through_a_narrow_list_reads_nothing_and_going_in_does(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    mail = window.mail
    window.resize(FOLD_READER - 10, 700)
    qtbot.waitUntil(lambda: not mail.reader.isVisible())
    mail.inbox.step(1)
    mail._read.setInterval(0)
    mail._read.start()
    qtbot.waitUntil(lambda: not mail._read.isActive())
    assert home_with_mail.queued(Verb.READ) == []
    window.commands.run("open")
    qtbot.waitUntil(lambda: len(home_with_mail.queued(Verb.READ)) == 1)


@pytest.mark.parametrize("width", [FOLD_CUSTOMER - 10, FOLD_READER - 10])
def test_a_line_of_the_customers_history_is_seen_where_the_history_covers_it(
    window: MainWindow, qtbot: QtBot, width: int
) -> None:
    mail = window.mail
    rows = mail.customer.timeline.list
    assert window.desks
    mail.inbox.step(1)
    qtbot.waitUntil(lambda: len(mail.customer.timeline.rows) > 0)
    window.resize(width, 700)
    window.commands.run("customer")
    rows.setFocus()
    qtbot.waitUntil(lambda: rows.currentIndex().isValid() and not mail.customer.is_looking)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert mail.reader.isVisible()
    assert not mail.customer.isVisible()
    assert QApplication.focusWidget() is not None
    assert mail.isAncestorOf(QApplication.focusWidget())


def test_a_hidden_customer_panel_stays_hidden_at_any_width(window: MainWindow) -> None:
    window.commands.run("customer")
    assert not window.mail.customer.isVisible()
    window.resize(FOLD_CUSTOMER - 10, 700)
    window.resize(FOLD_CUSTOMER + 200, 700)
    assert not window.mail.customer.isVisible()
    window.commands.run("customer")
    assert window.mail.customer.isVisible()


def test_columns_keep_their_widths(open_window: OpenWindow, home_with_mail: SampleHome) -> None:
    first = open_window(home_with_mail)
    first.columns.setSizes([300, 1080])
    kept = first.columns.sizes()
    first.close()
    assert open_window(home_with_mail).columns.sizes() == kept


def test_columns_keep_their_widths_in_letters_when_the_text_size_changes(
    app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome
) -> None:
    first = open_window(home_with_mail)
    first.columns.setSizes([260, 1120])
    assert first.columns.sizes()[0] == 260
    first.keep_places()
    start_theme(app, Mode.LIGHT, 1.5)
    second = open_window(home_with_mail)
    assert second.columns.sizes()[0] == 390
    first.close()
    second.close()
    start_theme(app, Mode.LIGHT, 1.0)
    assert open_window(home_with_mail).columns.sizes()[0] == 260
