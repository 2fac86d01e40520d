"""A long message is put in piece by piece: its beginning at once, the rest without holding anything up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import HOSTILE, last_card, listening, shown
from ui.reader.body import SETTLE_MS, MailBody
from ui.reader.sizes import file_size
from ui.reader.thumbs import Thumbs
from ui.theme.theme import Mode, start_theme, theme
from ui.widgets.buttons import Button
from workspace.mail.html import sanitise
from workspace.mail.pieces import Piece

WORDS = "The carrier confirms that the depot backlog clears on Friday. "
REPORT = (
    "<table border=1 cellpadding=4>"
    + "".join(
        f"<tr><td>{n}</td><td>{WORDS * (1 + n % 3)}</td><td style='color:#a00'>{10 ** (n % 9)}</td></tr>"
        for n in range(600)
    )
    + "</table>"
)


@pytest.fixture(autouse=True)
def light(app: QApplication) -> Iterator[None]:
    start_theme(app, Mode.LIGHT, 1.0)
    yield
    start_theme(app, Mode.LIGHT, 1.0)


def body_in(window: QWidget, html: str) -> MailBody:
    """Shown as the reader does, in a column that scrolls."""
    column = QScrollArea(window)
    column.setWidgetResizable(True)
    made = MailBody(column)
    column.setWidget(made)
    column.resize(QSize(700, 600))
    column.show()
    safe = sanitise(html, limit=5_000_000)
    made.show_html(safe.html, is_paper=safe.has_author_colours)
    return made


def squashed(text: str) -> str:
    return " ".join(text.split())


def test_the_beginning_is_there_at_once_and_the_rest_follows(window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    assert not body.is_filled
    assert body.document().size().height() > 600
    with qtbot.waitSignal(body.filled):
        pass
    assert squashed(body.toPlainText()).count("carrier confirms") == REPORT.count("carrier confirms")
    assert body.height() >= body.document().size().height()
    body.selectAll()
    assert body.textCursor().selectedText().count("carrier confirms") == REPORT.count("carrier confirms")


def test_pieces_look_like_the_whole(window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    with qtbot.waitSignal(body.filled):
        pass
    qtbot.wait(2 * SETTLE_MS)  # a scroll bar came
    qtbot.waitUntil(lambda: body.is_filled)
    text, high = body.toPlainText(), body.document().size().height()
    body._pieces = (Piece(body._html),)
    body.show_again()
    assert body.is_filled
    assert squashed(body.toPlainText()) == squashed(text)
    assert abs(body.document().size().height() / high - 1) < 0.02


def test_columns_stay_as_wide_as_they_begin_but_for_longer_words(window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    qtbot.waitUntil(lambda: body.is_filled)
    layout = body.document().documentLayout()
    tables = [each for each in body.document().rootFrame().childFrames() if isinstance(each, QTextTable)]
    assert len(tables) > 3
    firsts = [
        [layout.blockBoundingRect(table.cellAt(0, at).firstCursorPosition().block()) for at in range(3)]
        for table in tables
    ]
    lefts = [[box.left() for box in each] for each in firsts]
    assert all(abs(one - other) <= 12 for each in lefts for one, other in zip(each, lefts[0], strict=True))
    assert {each[0].height() for each in firsts} == {firsts[0][0].height()}


def test_a_new_width_lays_it_out_anew(window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    qtbot.waitUntil(lambda: body.is_filled)
    before = body.height()
    column = window.findChild(QScrollArea)
    assert column is not None
    column.resize(450, 600)
    qtbot.waitUntil(lambda: body.is_filled and body.height() > before)
    assert body.document().size().width() <= body.viewport().width()


def test_a_width_that_comes_back_lays_nothing_out_anew(window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    qtbot.waitUntil(lambda: body.is_filled and not body._widened.isActive())
    column = window.findChild(QScrollArea)
    assert column is not None
    filled: list[bool] = []
    body.filled.connect(lambda: filled.append(True))
    size = column.size()
    column.resize(450, 600)
    column.resize(size)
    assert body._widened.isActive()
    qtbot.waitUntil(lambda: not body._widened.isActive())
    assert body.is_filled
    assert filled == []


def test_what_is_below_stays_where_it_is_when_the_theme_changes(
    app: QApplication, window: QWidget, qtbot: QtBot
) -> None:
    body = body_in(window, "".join(f"<p>{n} <a href='https://a.test'>{WORDS}</a></p>" for n in range(900)))
    # The column's scroll bar comes with the text, and takes some of its width.
    qtbot.waitUntil(lambda: body.is_filled and not body._widened.isActive())
    high = body.height()
    start_theme(app, Mode.DARK)
    assert not body.is_filled
    assert body.height() == high
    qtbot.waitUntil(lambda: body.is_filled)
    assert body.height() == high
    assert theme().colors.accent.lower() in body.toHtml()


def test_a_white_sheet_is_not_made_again_for_another_theme(app: QApplication, window: QWidget, qtbot: QtBot) -> None:
    body = body_in(window, REPORT)
    qtbot.waitUntil(lambda: body.is_filled)
    start_theme(app, Mode.DARK)
    assert body.is_filled
    start_theme(app, Mode.DARK, 1.3)
    assert not body.is_filled


def test_a_long_hostile_mail_loads_nothing(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    with listening() as (port, hits):
        url = f"http://127.0.0.1:{port}"
        html = f"<p>{WORDS * 200}</p>{HOSTILE.format(url=url, port=port, file='/etc/hostname')}<p>{WORDS * 3}</p>" * 6
        view = shown(home, window, home.put(mail(html, kind="text/html")))
        text = last_card(view).text
        assert text is not None
        body = text.body
        assert body is not None
        qtbot.waitUntil(lambda: body.is_filled)
        assert body.toPlainText().count("Pay now") == 6
        qtbot.wait(100)
    assert hits == []


def test_what_is_too_long_to_be_kept_is_shown_whole_when_asked_for(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    raw = mail("".join(f"<p>{n}. {WORDS}</p>" for n in range(6_000)), kind="text/html")
    item_id = home.put(raw)
    view = shown(home, window, item_id)
    text = last_card(view).text
    assert text is not None
    assert text.goes_on is not None
    [offer] = text.goes_on.findChildren(Button)
    assert offer.text() == f"Show all ({file_size(len(raw))})"
    offer.click()
    assert not text.goes_on.isEnabled()
    [(request_id, verb)] = home.open_requests()
    assert verb == "fetch_raw"
    home.writer.add_attachment(item_id, "raw", [raw])
    home.writer.answer(request_id, {"size": len(raw)})
    home.observer.look()
    qtbot.waitUntil(lambda: text.goes_on is None)
    body = text.body
    assert body is not None
    qtbot.waitUntil(lambda: body.is_filled, timeout=20_000)
    assert "5999. The carrier" in body.toPlainText()


def test_a_message_that_is_left_while_its_whole_is_read_harms_nobody(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    raw = mail("".join(f"<p>{n}. {WORDS}</p>" for n in range(6_000)), kind="text/html")
    item_id, other_id = home.put(raw), home.put(mail("<p>Short</p>", kind="text/html", message_id="<two@x>"))
    home.writer.add_attachment(item_id, "raw", [raw])
    view = shown(home, window, item_id)
    text = last_card(view).text
    assert text is not None
    text.show_all()
    beside = Thumbs.of(window).beside
    view.show_thread(home.thread_of(other_id))  # type: ignore[arg-type]
    del text
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    heard: list[bool] = []
    beside.run(lambda: True, heard.append)
    qtbot.waitUntil(lambda: heard == [True], timeout=20_000)
