"""Leaving a mailing list from the reader."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, shown
from ui.reader.left import left_at
from ui.reader.message import MessageText
from ui.reader.unsubscribe import UnsubscribeSheet
from ui.reader.view import ReaderView
from ui.shell.deeds import Deed
from ui.widgets.buttons import Button
from workspace.store.rows import ItemRow

ONE_CLICK = (
    "List-Unsubscribe: <mailto:off@lists.example?subject=stop>, <https://lists.example/off?u=1>\r\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
)


def opened(home: SampleHome, window: QWidget, extra: str) -> tuple[ReaderView, ItemRow]:
    item_id = home.put(mail("News", sender="Shop news <news@lists.example>", extra=extra))
    return shown(home, window, item_id), home.row(item_id)


def text_of(view: ReaderView) -> MessageText:
    text = last_card(view).text
    assert text is not None
    return text


def words_of(widget: QWidget | None) -> list[str]:
    assert widget is not None
    return [button.text() for button in widget.findChildren(Button)]


def asked(view: ReaderView) -> tuple[UnsubscribeSheet, list[Deed]]:
    view.run("unsubscribe")
    [sheet] = view.window().findChildren(UnsubscribeSheet)
    deeds: list[Deed] = []
    view.performed.connect(deeds.append)
    return sheet, deeds


def test_one_click_is_asked_about_done_by_the_engine_and_remembered(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    view, item = opened(home, window, ONE_CLICK)
    assert words_of(text_of(view).list_line) == ["Unsubscribe…"]
    sheet, deeds = asked(view)
    assert "lists.example" in sheet.words.text()
    assert "support@shop.example" in sheet.words.text()
    assert home.open_requests() == []
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    [(request_id, verb)] = home.open_requests()
    assert verb == "unsubscribe"
    home.writer.answer(request_id, {"host": "lists.example"})
    home.observer.look()
    assert [deed.undo for deed in deeds] == [None]
    assert left_at(home.context, item) is not None
    assert words_of(text_of(view).list_line) == []


def test_a_refusal_is_said_and_leaves_the_other_ways(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view, item = opened(home, window, ONE_CLICK)
    sheet, deeds = asked(view)
    assert [way[0] for way in sheet.ways] == ["post", "mail"]
    sheet.go("post")
    [(request_id, _)] = home.open_requests()
    params = {"host": "lists.example", "reason": "HTTP 404"}
    home.writer.answer(request_id, error_key="refused", error_params=params)
    home.observer.look()
    assert "HTTP 404" in sheet.words.text()
    assert all(button.isEnabled() for button in sheet.findChildren(Button))
    assert (deeds, left_at(home.context, item)) == ([], None)


def test_a_mail_that_unsubscribes_can_be_taken_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view, item = opened(home, window, "List-Unsubscribe: <mailto:off@lists.example?subject=stop>\r\n")
    sheet, deeds = asked(view)
    sheet.go("mail")
    [(_, account_id)] = home.queued("send")
    assert account_id == item.key.account_id
    assert left_at(home.context, item) is not None
    undo = deeds[0].undo
    assert undo is not None
    assert undo()
    assert home.queued("send") == []
    assert left_at(home.context, item) is None


def test_a_mail_without_a_list_offers_nothing(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view, _ = opened(home, window, "")
    assert text_of(view).list_line is None
    assert "unsubscribe" not in view.bar.menu_names()
    view.run("unsubscribe")
    assert view.window().findChildren(UnsubscribeSheet) == []
