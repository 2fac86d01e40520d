"""Rows that take long to paint come a few a turn, so that the window hears keys between them, and all of them come."""

from time import perf_counter

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QStringListModel
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.widgets.allowance import TURNS, allowance
from ui.widgets.pictures import Pictures

ROWS, ROW_SECONDS = 12, 0.002


class Rows(QStyledItemDelegate):
    """Each row is a black line that takes two milliseconds; notes which rows were drawn."""

    def __init__(self, kept: int, parent: QListView) -> None:
        super().__init__(parent)
        self.drawn: list[int] = []
        self._pictures = Pictures(self._draw, lambda: "#ffffff", kept)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._pictures.paint_row(painter, option, index.row())

    def _draw(self, painter: QPainter, box: QRectF, row: int) -> None:
        until = perf_counter() + ROW_SECONDS
        while perf_counter() < until:
            pass
        painter.fillRect(box, QColor("#000000"))
        self.drawn.append(row)


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([str(n) for n in range(ROWS)], view))
    view.resize(200, 600)
    return view


def test_what_takes_long_is_spread_over_turns_and_is_there_in_the_end(view: QListView, qtbot: QtBot) -> None:
    rows = Rows(ROWS, view)
    view.setItemDelegate(rows)
    view.show()
    turns = []
    while len(rows.drawn) < ROWS:
        before = len(rows.drawn)
        QApplication.processEvents()
        turns.append(len(rows.drawn) - before)
    assert rows.drawn == list(range(ROWS))
    assert max(turns) < ROWS / 2
    last = view.visualRect(view.model().index(ROWS - 1, 0)).center()
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(last) == QColor("#000000"))


def test_a_view_that_shows_more_than_it_keeps_comes_to_rest(view: QListView, qtbot: QtBot) -> None:
    rows = Rows(2, view)
    view.setItemDelegate(rows)
    view.show()
    qtbot.waitUntil(lambda: ROWS - 1 in rows.drawn)
    before = -1
    for _ in range(3 * TURNS):
        before = len(rows.drawn)
        QApplication.processEvents()
    assert len(rows.drawn) == before


def test_a_view_that_goes_while_its_rows_wait_is_not_painted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = QListView(window)
    view.setModel(QStringListModel([str(n) for n in range(ROWS)], view))
    view.resize(200, 600)
    rows = Rows(ROWS, view)
    view.setItemDelegate(rows)
    window.show()
    qtbot.waitUntil(lambda: bool(rows.drawn))
    assert len(rows.drawn) < ROWS
    delete(view)
    qtbot.waitUntil(lambda: not allowance().is_spent)


def test_a_picture_that_is_taken_of_a_view_is_whole(view: QListView, qtbot: QtBot) -> None:
    rows = Rows(ROWS, view)
    view.setItemDelegate(rows)
    view.show()
    qtbot.waitUntil(lambda: bool(rows.drawn))
    assert len(rows.drawn) < ROWS
    last = view.visualRect(view.model().index(ROWS - 1, 0)).center()
    assert view.grab().toImage().pixelColor(last) == QColor("#000000")
