"""What the reader shows of a conversation."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from ui.reader.card import MessageCard
from ui.reader.view import ReaderView


def shown(home: SampleHome, window: QWidget, item_id: int) -> ReaderView:
    view = ReaderView(home.context, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(view)
    view.show_thread(home.thread_of(item_id))  # type: ignore[arg-type]
    return view


def last_card(view: ReaderView) -> MessageCard:
    card = view.cards[-1]
    assert isinstance(card, MessageCard)
    return card


def body_words(view: ReaderView) -> str:
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    return text.body.toPlainText()


def test_korean_mail_is_shown(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    raw = mail("안녕하세요, 어제 도착 예정이던 주문이 아직 도착하지 않았습니다.", subject="배송 지연 관련 문의")
    view = shown(home, window, home.put(raw))
    assert "도착하지 않았습니다" in body_words(view)
    assert view.header.subject.text() == "배송 지연 관련 문의"
