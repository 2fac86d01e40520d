"""What one is likely to open next is ready before it is opened."""

from itertools import pairwise

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.inbox.listings import Place
from ui.inbox.listview import LineView
from ui.reader import content
from ui.shell.window import MainWindow
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow, ThreadRow


def test_while_one_conversation_is_read_the_next_is_made_ready(window: MainWindow, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    at = next(n for n, pair in enumerate(pairwise(map(is_mail, rows(view)))) if all(pair))
    following = newest(window, at + 1)
    content._kept.clear()
    view.setCurrentIndex(view.lines.index(at))
    assert content.kept(following) is None
    qtbot.waitUntil(lambda: content.kept(following) is not None)
    ready = content.kept(following)
    window.commands.run("next")
    card = window.mail.reader.message_cards()[-1]
    assert card.text is not None
    assert card.text.content is ready


def test_the_first_line_of_a_list_is_made_ready_before_anything_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    _ = window.mail.reader
    first = newest(window, 0)
    window.show_place(Place.CHATS)
    content._kept.clear()
    window.show_place(Place.INBOX)
    assert not view.currentIndex().isValid()
    qtbot.waitUntil(lambda: content.kept(first) is not None)


def test_the_line_under_the_mouse_is_made_ready(window: MainWindow, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    _ = window.mail.reader
    at = max(n for n, row in enumerate(rows(view)) if is_mail(row))
    index = view.lines.index(at)
    view.scrollTo(index)
    content._kept.clear()
    QTest.mouseMove(view.viewport(), view.visualRect(index).center())
    qtbot.waitUntil(lambda: content.kept(newest(window, at)) is not None)


def rows(view: LineView) -> list[object]:
    return [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]


def is_mail(row: object) -> bool:
    return isinstance(row, ThreadRow) and row.kind is Kind.EMAIL


def newest(window: MainWindow, at: int) -> ItemRow:
    row = rows(window.mail.inbox.view)[at]
    assert isinstance(row, ThreadRow)
    item = window.context.reader.item(row.last_item_id)
    assert item is not None
    return item
