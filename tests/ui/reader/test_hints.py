"""What the reader says of a mail that is not from whom it seems to be."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import CRM, SampleHome, haneul, mail
from tests.ui.reader.test_view import last_card, shown
from ui.reader.message import MessageText
from ui.reader.view import ReaderView


def text_of(view: ReaderView) -> MessageText:
    text = last_card(view).text
    assert text is not None
    return text


def said(text: MessageText) -> str:
    return text.hints.accessibleName() if text.hints is not None else ""


def test_an_imitation_of_a_customer_is_noted_above_the_text(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    html = '<p>Pay <a href="https://evil.test/x">www.haneul.example</a></p>'
    raw = mail(html, sender="Orders <orders@haneu1.example>", kind="text/html", extra="Reply-To: x@mailbox.test\r\n")
    text = text_of(shown(home, window, home.put(raw)))
    qtbot.waitUntil(lambda: text.hints is not None)
    for words in ("haneu1.example", "haneul.example, which you know", "x@mailbox.test", "leads to evil.test"):
        assert words in said(text)
    assert text.hints is not None
    assert len(text.hints.findChildren(QLabel)) == 4
    layout = text.layout()
    assert layout is not None
    assert layout.indexOf(text.hints) == 0


def test_whoever_was_written_to_is_known(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put_records(CRM, haneul())
    plain = text_of(shown(home, window, home.put(mail("Hello"))))
    other = home.put(mail("Hi", sender="me@sh0p.example", message_id="<2@x>", subject="Other"))
    view = shown(home, window, other)
    qtbot.waitUntil(lambda: text_of(view).hints is not None)
    assert "shop.example" in said(text_of(view))  # the own domain
    assert plain.hints is None
