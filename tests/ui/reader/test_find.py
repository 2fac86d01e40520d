"""Words are found in the conversation that is read: in every message, folded or not, and in what is put in late."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, shown
from ui.reader.body import MailBody
from ui.reader.find import FindBar, find_bar
from ui.reader.places import places, searchable
from ui.reader.view import ReaderView
from ui.theme.theme import Mode, start_theme
from ui.theme.tokens import DARK, LIGHT, Tokens, contrast

SHIFT = Qt.KeyboardModifier.ShiftModifier
PATIENCE_MS = 20_000
"""A long text is put in slowly where the machine has much else to do."""
QUOTE = "\r\n\r\nOn Friday Jane wrote:\r\n" + "".join(f"> Line {n} about the hidden crane.\r\n" for n in range(3))


def conversation(home: SampleHome, *texts: str, kind: str = "text/plain") -> int:
    """Mails that answer each other, the newest last; returns the id of that one."""
    found = 0
    for n, text in enumerate(texts):
        extra = f"References: <m0@x> <m{n - 1}@x>\r\n" if n else ""
        raw = mail(text, message_id=f"<m{n}@x>", extra=extra, minutes_ago=60 - n, kind=kind)
        found = home.put(raw)
    return found


def finding(view: ReaderView, words: str) -> FindBar:
    bar = find_bar(view)
    bar.begin()
    bar.field.setText(words)
    return bar


def marked(bar: FindBar, body: MailBody | None) -> tuple[list[str], list[str]]:
    """The words that stand out, and those that have a box behind them."""
    assert body is not None
    chosen = [each.cursor.selectedText() for each in body.extraSelections()]
    boxed = []
    for box in bar.finder.marks.boxes(body):
        cursor = body.cursorForPosition(QPointF(box.left() + 2, box.center().y()).toPoint())
        cursor.setPosition(
            body.cursorForPosition(QPointF(box.right() - 1, box.center().y()).toPoint()).position(),
            QTextCursor.MoveMode.KeepAnchor,
        )
        boxed.append(cursor.selectedText())
    return chosen, boxed


def says(qtbot: QtBot, bar: FindBar, words: str) -> None:
    qtbot.waitUntil(lambda: bar.said.text() == words and not bar.finder.is_under_way, timeout=PATIENCE_MS)


def is_seen(view: ReaderView, body: MailBody, words: str) -> bool:
    place = body.document().toRawText().lower().index(words)
    cursor = QTextCursor(body.document())
    cursor.setPosition(place)
    at = body.viewport().mapTo(view.column.viewport(), body.cursorRect(cursor).topLeft())
    return view.column.viewport().rect().contains(at)


def test_places_are_those_of_the_document_whatever_stands_before() -> None:
    text = "\U0001f600 M\u00fcller \u0130 und\u2028Sohn, MULLER"
    [found] = places(searchable(text), searchable("m\u00fcller"))
    units = text.encode("utf-16-le")
    assert [units[2 * at : 2 * at + 12].decode("utf-16-le") for at in found] == ["M\u00fcller", "MULLER"]
    assert list(places(searchable(text), searchable("und Sohn"))) == [[text.index("und") + 1]]


def test_each_place_is_marked_and_enter_goes_round(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("Pallets here, pallets there.\r\n\r\nNo more PALLETS.")))
    bar = finding(view, "pallets")
    says(qtbot, bar, "1 of 3")
    body = last_card(view).text.body  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: marked(bar, body) == (["Pallets"], ["pallets", "PALLETS"]))
    for key, modifiers, words in (
        (Qt.Key.Key_Return, SHIFT, "3 of 3"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "1 of 3"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "2 of 3"),
        (Qt.Key.Key_F3, SHIFT, "1 of 3"),
    ):
        QTest.keyClick(bar.field, key, modifiers)
        says(qtbot, bar, words)
    assert bar.field.accessibleDescription() == "1 of 3"


def test_return_presses_the_button_that_has_the_focus(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("One crane, two cranes, three cranes.")))
    window.activateWindow()
    bar = finding(view, "crane")
    says(qtbot, bar, "1 of 3")
    bar.previous.setFocus()
    qtbot.waitUntil(bar.previous.hasFocus)
    QTest.keyClick(bar.previous, Qt.Key.Key_Return)
    says(qtbot, bar, "3 of 3")
    QTest.keyClick(bar.previous, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_nothing_found_is_said(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("Hello")))
    bar = finding(view, "zeppelin")
    says(qtbot, bar, "Nothing found")
    assert not bar.next.isEnabled()
    bar.field.clear()
    says(qtbot, bar, "")


def test_escape_takes_the_marks_away_and_gives_the_focus_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("Where are the pallets?")))
    field = QLineEdit(window)
    window.layout().addWidget(field)  # type: ignore[union-attr]
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    bar = finding(view, "pallets")
    body = last_card(view).text.body  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: marked(bar, body) == (["pallets"], []))
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert marked(bar, body) == ([], [])
    assert field.hasFocus()


def test_a_folded_message_is_unfolded_once_the_words_are_found_there(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    item = conversation(home, "The crane is broken.", "A crane comes.", "Thank you for the crane.")
    view = shown(home, window, item)
    assert [card.is_expanded for card in view.message_cards()] == [False, False, True]
    bar = finding(view, "crane")
    says(qtbot, bar, "3 of 3")
    assert [card.is_expanded for card in view.message_cards()] == [False, False, True]
    bar.finder.step(1)
    says(qtbot, bar, "1 of 3")
    assert [card.is_expanded for card in view.message_cards()] == [True, False, True]
    first = view.message_cards()[0].text.body  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: marked(bar, first) == (["crane"], []))


def test_quoted_history_is_unfolded_once_the_words_are_found_there(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    view = shown(home, window, home.put(mail("I see." + QUOTE)))
    text = last_card(view).text
    assert text is not None
    was_open = text.quoted is not None
    bar = finding(view, "hidden crane")
    says(qtbot, bar, "1 of 3")
    assert not was_open
    assert text.quoted is not None
    assert text.quoted.isVisible()
    qtbot.waitUntil(lambda: marked(bar, text.quoted) == (["hidden crane"], 2 * ["hidden crane"]))


def test_messages_behind_the_button_of_earlier_ones_are_searched(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    texts = [f"Answer number {n}." for n in range(14)]
    view = shown(home, window, conversation(home, "It began with a lighthouse.", *texts))
    assert len(view.cards) < 15
    bar = finding(view, "lighthouse")
    says(qtbot, bar, "1 of 1")
    qtbot.waitUntil(lambda: view.cards[0].is_expanded)
    oldest = view.message_cards()[0].text.body  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: marked(bar, oldest) == (["lighthouse"], []))


def test_what_is_put_in_later_is_counted_and_shown(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    long = "".join(f"<p>Line {n}: the depot clears on Friday.</p>" for n in range(1_500)) + "<p>A lighthouse.</p>"
    view = shown(home, window, home.put(mail(long, kind="text/html")))
    body = last_card(view).text.body  # type: ignore[union-attr]
    assert body is not None
    assert not body.is_filled
    bar = finding(view, "lighthouse")
    says(qtbot, bar, "1 of 1")
    qtbot.waitUntil(lambda: is_seen(view, body, "lighthouse"), timeout=PATIENCE_MS)
    bar.field.setText("depot")
    says(qtbot, bar, "1 of 1,500")
    qtbot.waitUntil(lambda: marked(bar, body)[0] == ["depot"])
    boxed = marked(bar, body)[1]
    assert 10 < len(boxed) < 200  # those on the screen, and some around it
    assert set(boxed) == {"depot"}
    start_theme(QApplication.instance(), Mode.DARK)  # type: ignore[arg-type]
    assert not body.is_filled
    qtbot.waitUntil(lambda: body.is_filled and marked(bar, body) == (["depot"], boxed), timeout=PATIENCE_MS)
    says(qtbot, bar, "1 of 1,500")


def test_a_text_that_is_put_in_anew_while_it_is_searched_is_searched_again(
    home: SampleHome, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.reader.finder.TURN_SECONDS", 0.0)
    view = shown(home, window, home.put(mail("One crane, two cranes.")))
    body = last_card(view).text.body  # type: ignore[union-attr]
    assert body is not None
    bar = finding(view, "crane")
    bar.finder.changed.connect(body.show_again, Qt.ConnectionType.SingleShotConnection)
    says(qtbot, bar, "1 of 2")
    qtbot.waitUntil(lambda: marked(bar, body) == (["crane"], ["crane"]))


def test_boxes_follow_their_words_when_the_width_changes(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("word " * 60 + "crane " + "word " * 60 + "crane")))
    bar = finding(view, "crane")
    body = last_card(view).text.body  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: marked(bar, body) == (["crane"], ["crane"]))
    window.resize(480, 860)
    qtbot.waitUntil(lambda: marked(bar, body) == (["crane"], ["crane"]))


def test_words_on_white_paper_are_marked_in_colours_that_can_be_read(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    start_theme(QApplication.instance(), Mode.DARK)  # type: ignore[arg-type]
    html = "<table><tr><td bgcolor='#102030' style='color:#ffffff'>crane</td><td>crane</td></tr></table>"
    view = shown(home, window, home.put(mail(html, kind="text/html")))
    body = last_card(view).text.body  # type: ignore[union-attr]
    assert body is not None
    assert body.is_paper
    bar = finding(view, "crane")
    qtbot.waitUntil(lambda: marked(bar, body) == (["crane", "crane"], []))
    for each in body.extraSelections():
        ink, ground = each.format.foreground().color().name(), each.format.background().color().name()
        assert contrast(ink, ground) >= 4.5


def test_a_user_who_scrolls_away_is_not_brought_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    long = "<p>A lighthouse.</p>" + "".join(f"<p>Line {n} of many.</p>" for n in range(900))
    view = shown(home, window, home.put(mail(long, kind="text/html")))
    body = last_card(view).text.body  # type: ignore[union-attr]
    assert body is not None
    qtbot.waitUntil(lambda: body.is_filled)
    bar = finding(view, "lighthouse")
    says(qtbot, bar, "1 of 1")
    view.column.verticalScrollBar().setValue(4_000)
    body.show_again()
    qtbot.waitUntil(lambda: body.is_filled)
    says(qtbot, bar, "1 of 1")
    qtbot.wait(100)
    assert view.column.verticalScrollBar().value() > 3_000


def test_what_is_selected_is_looked_for(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("One crane, two cranes.")))
    body = last_card(view).text.body  # type: ignore[union-attr]
    assert body is not None
    window.activateWindow()
    body.setFocus()
    qtbot.waitUntil(body.hasFocus)
    cursor = QTextCursor(body.document())
    cursor.setPosition(4)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    bar = find_bar(view)
    bar.begin()
    assert bar.field.text() == "crane"
    says(qtbot, bar, "1 of 2")


def test_another_conversation_ends_it(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    first, second = home.put(mail("A crane.")), home.put(mail("No.", message_id="<two@x>", subject="Other"))
    view = shown(home, window, first)
    bar = finding(view, "crane")
    says(qtbot, bar, "1 of 1")
    view.show_thread(home.thread_of(second))
    assert bar.isHidden()
    bar.run("find_next")
    assert bar.isVisible()
    says(qtbot, bar, "Nothing found")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_one_that_is_meant_differs_from_the_others_without_its_hue(tokens: Tokens) -> None:
    assert contrast(tokens.accent, tokens.found) >= 3
    assert contrast(tokens.warn, tokens.surface) >= 3  # the frame around each
