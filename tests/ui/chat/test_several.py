"""Several messages of a chat are chosen and filed at once, with a result for each."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.chat.test_chat import made, row_of
from tests.ui.sample_home import CRM, DIRECT, PARTNER, SLACK, SampleHome
from ui.chat.view import ChatView
from ui.filing.several import SeveralSheet
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.model.kinds import Verb
from workspace.store.times import to_ms
from workspace.store.writing.filed_marks import FiledMark

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chat(window: MainWindow, qtbot: QtBot) -> ChatView:
    """The conversation with a customer: two messages of hers, one of ours between them."""
    window.show_place(Place.CHATS)
    window.mail.inbox.step(1)
    window.mail.inbox.step(1)
    assert window.mail.chat.head.title.text() == "Ingrid Berg"
    made(window.mail.chat, qtbot)
    return window.mail.chat


def click(view: ChatView, remote_id: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    row = row_of(view, remote_id)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, modifiers, row.rect().bottomLeft())


def chosen(view: ChatView) -> list[str]:
    return [row.item.key.remote_id for row in view.column.rows if row.property("chosen")]


def several(window: MainWindow) -> SeveralSheet:
    [sheet] = window.findChildren(SeveralSheet)
    return sheet


def test_messages_are_chosen_with_the_mouse(chat: ChatView) -> None:
    click(chat, "d0")
    assert chosen(chat) == []
    click(chat, "d2", SHIFT)
    assert chosen(chat) == ["d0", "d1", "d2"]
    click(chat, "d1", CONTROL)
    assert chosen(chat) == ["d0", "d2"]
    click(chat, "d1")
    assert chosen(chat) == []


def test_messages_are_chosen_with_the_keyboard(chat: ChatView, qtbot: QtBot) -> None:
    row_of(chat, "d0").setFocus()
    qtbot.keyClick(row_of(chat, "d0"), Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(row_of(chat, "d1"), Qt.Key.Key_Down, SHIFT)
    assert chosen(chat) == ["d0", "d1", "d2"]
    qtbot.keyClick(row_of(chat, "d2"), Qt.Key.Key_Space)
    assert chosen(chat) == ["d0", "d1"]


def test_chosen_messages_are_filed_at_once_with_a_result_each(
    window: MainWindow, chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    click(chat, "d0")
    click(chat, "d2", CONTROL)
    qtbot.keyClick(row_of(chat, "d2"), Qt.Key.Key_F)
    sheet = several(window)
    qtbot.waitUntil(sheet.file_button.isEnabled, timeout=3000)
    assert [line.state for line in sheet.lines] == ["ready", "ready"]
    sheet.file()
    sheet.file()
    qtbot.waitUntil(lambda: len(home_with_mail.queued(Verb.FILE)) == 2, timeout=3000)
    assert (sheet.bar.value(), sheet.bar.maximum()) == (0, 2)
    key = sheet.lines[0].item.filing_key
    assert key is not None
    home_with_mail.writer.mirror_filed([FiledMark(key, CRM, "done", to_ms(home_with_mail.now), "r9", "Ingrid Berg")])
    window.context.observer.look()
    qtbot.waitUntil(lambda: sheet.bar.value() == 1, timeout=3000)
    assert [line.state for line in sheet.lines] == ["done", "queued"]
    qtbot.waitUntil(window.toast.isVisible, timeout=3000)
    window.undo()
    qtbot.waitUntil(lambda: home_with_mail.queued(Verb.FILE) == [], timeout=3000)


def test_what_nobody_is_sure_of_is_left_for_a_person(
    window: MainWindow, chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    stranger = replace(home_with_mail._chat(PARTNER[2]), remote_id="d3", global_id="T/D1/d3")
    stranger = replace(stranger, from_=replace(stranger.from_, email="who@nowhere.example"))
    home_with_mail.writer.apply_page(home_with_mail.account(SLACK), DIRECT, Page(items=(stranger,), cursor="2"))
    window.context.observer.look()
    qtbot.waitUntil(lambda: any(row.item.key.remote_id == "d3" for row in chat.column.rows), timeout=3000)
    click(chat, "d0")
    click(chat, "d3", CONTROL)
    qtbot.keyClick(row_of(chat, "d3"), Qt.Key.Key_F)
    sheet = several(window)
    qtbot.waitUntil(sheet.file_button.isEnabled, timeout=3000)
    assert [line.choose.isHidden() for line in sheet.lines] == [True, False]
    sheet.file()
    assert len(home_with_mail.queued(Verb.FILE)) == 1
