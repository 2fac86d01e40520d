"""Recipients as chips: made of what is typed, chosen, moved, edited and taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of, outgoing
from tests.ui.reader.sample import SampleHome, mail
from ui.compose.address_book import AddressBook
from ui.compose.addresses import pieces, recipients, written_one
from ui.compose.composer import Composer
from ui.compose.recipients import AddressField
from ui.widgets.buttons import Button

Key, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
HELD = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def composer(home: SampleHome, window: QWidget) -> Composer:
    home.put(mail(sender="Ingrid Berg <ingrid@norrland.example>"))
    made = desk_of(home, window)[0].write()
    assert made is not None
    made.activateWindow()
    made.to.line.setFocus()
    return made


@pytest.fixture
def to(composer: Composer) -> AddressField:
    return composer.to


def shown(field: AddressField) -> list[str]:
    return [each.shown for each in field.chips.people]


@pytest.mark.parametrize("key", [Key.Key_Comma, Key.Key_Semicolon, Key.Key_Return, Key.Key_Tab])
def test_an_address_becomes_a_chip(to: AddressField, qtbot: QtBot, key: Key) -> None:
    qtbot.keyClicks(to.line, "kim@shop.example")
    assert shown(to) == []
    qtbot.keyClick(to.line, key)
    assert (shown(to), to.line.text(), to.text()) == (["kim@shop.example"], "", "kim@shop.example")


def test_leaving_the_field_makes_chips_and_a_menu_does_not(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.to.line, "kim@shop.example")
    composer.to.line.clearFocus()
    assert shown(composer.to) == ["kim@shop.example"]
    composer.to.line.setFocus()
    qtbot.keyClicks(composer.to.line, "lee@shop.example")
    composer.to.line.setFocus(Qt.FocusReason.PopupFocusReason)
    assert composer.to.line.text() == "lee@shop.example"


def test_a_name_in_quotes_keeps_its_comma(to: AddressField, qtbot: QtBot) -> None:
    qtbot.keyClicks(to.line, '"Berg, Ingrid" <i@norrland.example>,')
    assert shown(to) == ["Berg, Ingrid"]
    assert written_one('Say "a, b"', "a@b.example") == '"Say \\"a, b\\"" <a@b.example>'
    assert recipients(written_one('Say "a, b"', "a@b.example"))[0].email == "a@b.example"


def test_a_pasted_list_becomes_several(to: AddressField, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("a@b.example\nC D <c@d.example>; nobody\r\nA@B.example, e@f.example")
    to.line.paste()
    assert shown(to) == ["a@b.example", "C D", "nobody", "e@f.example"]
    assert to.line.text() == ""
    assert pieces("a@b.example c@d.example") == ["a@b.example", "c@d.example"]


def test_no_chip_is_made_of_a_syllable_that_is_still_composed(to: AddressField, qtbot: QtBot) -> None:
    to.setText("a@b.example")
    composing = QInputMethodEvent("김", [])
    QApplication.sendEvent(to.line, composing)
    qtbot.keyClick(to.line, Key.Key_Return)
    to.take_typed()
    assert (shown(to), to.chosen()) == (["a@b.example"], [])
    done = QInputMethodEvent()
    done.setCommitString("김")
    QApplication.sendEvent(to.line, done)
    assert to.line.text() == "김"
    qtbot.keyClick(to.line, Key.Key_Comma)
    assert shown(to) == ["a@b.example", "김"]


def test_what_is_no_address_is_marked_in_words_and_not_sent(composer: Composer, home: SampleHome, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.to.line, "a@b.example, nobody,")
    told = QAccessible.queryAccessibleInterface(composer.to)
    assert told.role() == QAccessible.Role.List
    names = [told.child(n).text(QAccessible.Text.Name) for n in range(told.childCount())]
    assert names == ["a@b.example", "“nobody” is not an address"]
    composer.send()
    assert composer.to.property("wrong")
    assert outgoing(home) == []


def test_backspace_chooses_the_last_chip_and_then_removes_it(to: AddressField, qtbot: QtBot) -> None:
    to.setText("a@b.example, c@d.example")
    qtbot.keyClick(to.line, Key.Key_Backspace)
    assert (shown(to), to.chosen()) == (["a@b.example", "c@d.example"], [1])
    qtbot.keyClick(to.line, Key.Key_Backspace)
    assert (shown(to), to.chosen()) == (["a@b.example"], [])
    qtbot.keyClick(to.line, Key.Key_Z, HELD)
    assert shown(to) == ["a@b.example", "c@d.example"]


def test_the_arrows_walk_chips_and_delete_removes_the_chosen(to: AddressField, qtbot: QtBot) -> None:
    to.setText("a@b.example, c@d.example, e@f.example")
    for _ in range(2):
        qtbot.keyClick(to.line, Key.Key_Left)
    assert to.chosen() == [1]
    qtbot.keyClick(to.line, Key.Key_C, HELD)
    assert QGuiApplication.clipboard().text() == "c@d.example"
    qtbot.keyClick(to.line, Key.Key_Delete)
    assert (shown(to), to.chosen()) == (["a@b.example", "e@f.example"], [1])
    qtbot.keyClick(to.line, Key.Key_Right)
    assert to.chosen() == []
    qtbot.keyClicks(to.line, "x")
    assert to.line.text() == "x"


def test_enter_and_a_double_click_make_it_text_again(to: AddressField, qtbot: QtBot) -> None:
    to.setText("Ingrid <a@b.example>, c@d.example")
    qtbot.keyClick(to.line, Key.Key_Left)
    qtbot.keyClick(to.line, Key.Key_Return)
    assert (shown(to), to.line.text()) == (["Ingrid"], "c@d.example")
    place = to.visualRect(to.chips.index(0)).center() - QPoint(10, 0)
    qtbot.mouseDClick(to.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (shown(to), to.line.text()) == (["c@d.example"], "Ingrid <a@b.example>")


def test_the_cross_of_a_chip_removes_it(to: AddressField, qtbot: QtBot) -> None:
    to.setText("a@b.example, c@d.example")
    box = to.visualRect(to.chips.index(0))
    qtbot.mouseClick(to.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 8, box.center().y()))
    assert shown(to) == ["c@d.example"]


def drop(field: AddressField, data: QMimeData, source: AddressField) -> None:
    class Dropped(QDropEvent):
        def source(self) -> AddressField:
            return source

    copy = Qt.DropAction.MoveAction
    field.dropEvent(Dropped(QPointF(1, 1), copy, data, Qt.MouseButton.LeftButton, NONE))


def test_a_chip_dropped_on_another_field_moves_there(composer: Composer) -> None:
    composer.to.setText("Ingrid <a@b.example>, c@d.example")
    composer.to.choose(0)
    composer.to.dragged.emit()
    assert composer.bcc.isVisibleTo(composer)
    assert composer.bcc.viewport().acceptDrops()
    drop(composer.bcc, composer.to.carried(), composer.to)
    assert (composer.to.text(), composer.bcc.text()) == ("c@d.example", "Ingrid <a@b.example>")


def menu_of(field: AddressField) -> dict[str, Callable[[], None]]:
    return {action.text(): action.trigger for action in field.chip_menu().actions() if action.text()}


def test_the_menu_moves_to_a_folded_field(composer: Composer) -> None:
    composer.to.setText("a@b.example, c@d.example")
    composer.to.choose(1)
    entries = menu_of(composer.to)
    assert list(entries) == ["Edit", "Copy address", "Move to Cc", "Move to Bcc", "Remove"]
    entries["Move to Cc"]()
    assert (composer.to.text(), composer.cc.text()) == ("a@b.example", "c@d.example")
    assert composer.cc.isVisibleTo(composer)


def test_the_menu_key_opens_the_menu_of_the_chosen_chip(to: AddressField) -> None:
    to.setText("a@b.example")
    to.choose(0)
    place = to.line.mapToGlobal(QPoint(1, 1))
    QApplication.sendEvent(to.line, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), place))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.accessibleName() == "Recipient"
    menu.close()


def test_words_that_ask_for_somebody_go_when_there_is_one(to: AddressField) -> None:
    to.setPlaceholderText("Guests")
    to.setText("a@b.example")
    assert to.line.placeholderText() == ""
    to.remove([0])
    assert to.line.placeholderText() == "Guests"


def test_half_a_name_is_completed_by_tab_and_a_whole_address_goes_on(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.to.line, "ingr")
    assert composer.to.completer_.popup().isVisible()
    qtbot.keyClick(composer.to.line, Key.Key_Tab)
    assert (composer.to.text(), composer.to.hasFocus()) == ("Ingrid Berg <ingrid@norrland.example>", True)
    composer.to.setText("")
    qtbot.keyClicks(composer.to.line, "ingrid@norrland.example")
    assert composer.to.completer_.popup().isVisible()
    qtbot.keyClick(composer.to.line, Key.Key_Tab)
    assert (composer.to.text(), composer.subject.hasFocus()) == ("Ingrid Berg <ingrid@norrland.example>", True)


def test_enter_takes_the_suggestion_that_the_arrows_went_to(composer: Composer, home: SampleHome, qtbot: QtBot) -> None:
    home.put(mail(sender="Ingrid Lund <lund@norrland.example>", message_id="<two@x.example>"))
    composer.to._book = AddressBook(home.context)
    qtbot.keyClicks(composer.to.line, "ingrid")
    popup = composer.to.completer_.popup()
    offered = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    for key in (Key.Key_Down, Key.Key_Return):
        qtbot.keyClick(popup, key)
    assert len(offered) == 2
    assert (composer.to.text(), popup.isVisible()) == (offered[1], False)


def test_tab_goes_from_to_to_the_subject_and_back_to_what_opens_cc(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClick(composer.to.line, Key.Key_Tab)
    assert composer.subject.hasFocus()
    qtbot.keyClick(composer.subject, Key.Key_Backtab)
    qtbot.keyClick(composer.to.line, Key.Key_Backtab)
    opener = QApplication.focusWidget()
    assert opener is not None
    assert opener.accessibleName() == "Cc Bcc"
    qtbot.keyClick(opener, Key.Key_Space)
    passed = []
    composer.to.line.setFocus()
    for _ in range(5):
        here = QApplication.focusWidget()
        assert here is not None
        passed.append(here.accessibleName())
        qtbot.keyClick(here, Key.Key_Tab)
    assert passed == ["To", "Cc", "Bcc", "Subject", "Text"]


def test_in_a_narrow_letter_the_address_has_the_room_and_what_opens_cc_stands_below(composer: Composer) -> None:
    composer.to.setText("Haneul Trading <orders@haneul.example>")
    opener = next(each for each in composer.findChildren(Button) if each.accessibleName() == "Cc Bcc")
    for width, is_below in ((700, False), (300, True), (700, False)):
        composer.setFixedWidth(width)
        QApplication.processEvents()
        assert opener.isVisible()
        to, cc = (QRect(part.mapTo(composer, QPoint()), part.size()) for part in (composer.to, opener))
        assert (cc.top() > to.bottom()) == is_below, (to, cc)
        chip = composer.to.visualRect(composer.to.chips.index(0))
        assert chip.width() == composer.to._chip_width(composer.to.chips.people[0])


def test_the_keys_of_gmail_open_cc_and_bcc(composer: Composer, qtbot: QtBot) -> None:
    held = HELD | Qt.KeyboardModifier.ShiftModifier
    for key, field in ((Key.Key_C, composer.cc), (Key.Key_B, composer.bcc)):
        composer.editor.setFocus()
        qtbot.keyClick(composer.editor, key, held)
        assert field.hasFocus()


def test_two_hundred_recipients_are_pasted_and_each_is_still_at_hand(composer: Composer, qtbot: QtBot) -> None:
    to = composer.to
    QGuiApplication.clipboard().setText(", ".join(f"Somebody {n} <somebody{n}@example.org>" for n in range(200)))
    to.line.paste()
    assert len(to.chips.people) == 200
    for key in (Key.Key_Left, Key.Key_Home, Key.Key_Delete):
        qtbot.keyClick(to.line, key)
    assert len(to.chips.people) == 199
    assert "somebody0@" not in to.text()
    qtbot.keyClick(to.line, Key.Key_Z, HELD)
    assert len(to.chips.people) == 200
    assert to.is_right()


def test_what_the_field_does_not_take_is_the_letters(composer: Composer, home: SampleHome, qtbot: QtBot) -> None:
    composer.to.setText("a@b.example, c@d.example")
    composer.subject.setText("Hello")
    for key in (Key.Key_Up, Key.Key_Down):
        qtbot.keyClick(composer.to.line, key)
    assert composer.to.chosen() == []
    qtbot.keyClick(composer.to.line, Key.Key_Return, HELD)
    assert len(outgoing(home)) == 1


def test_a_click_beside_the_chips_goes_to_the_line(composer: Composer, qtbot: QtBot) -> None:
    composer.to.setText("a@b.example")
    composer.editor.setFocus()
    box = composer.to.visualRect(composer.to.chips.index(0))
    qtbot.mouseClick(composer.to.viewport(), Qt.MouseButton.LeftButton, pos=box.topRight() + QPoint(2, -2))
    assert composer.to.line.hasFocus()


def test_nobody_is_suggested_twice(to: AddressField, qtbot: QtBot) -> None:
    qtbot.keyClicks(to.line, "ingr")
    qtbot.keyClick(to.line, Key.Key_Return)
    assert to.text() == "Ingrid Berg <ingrid@norrland.example>"
    qtbot.keyClicks(to.line, "ingr")
    assert to._words.stringList() == []
