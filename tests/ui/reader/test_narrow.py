"""Nothing in a message makes it wider than its column: what is long is cut or goes on in the next line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, shown
from ui.widgets.labels import Selectable

LINK = "https://meet.example/l/join/" + "19%3ameeting" * 30
FILE = "주문서 48213 (최종_수정본) 2026년 11월 아주 긴 이름의 파일입니다 " * 3 + ".pdf"
INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T090000Z\r\n"
    f"DTSTART:20260301T090000Z\r\nDTEND:20260301T100000Z\r\nSUMMARY:{LINK}\r\nLOCATION:{LINK}\r\n"
    "ORGANIZER:mailto:park@haneul.example\r\nATTENDEE:mailto:support@shop.example\r\nEND:VEVENT\r\nEND:VCALENDAR"
)


def attached(name: str) -> bytes:
    part = f'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n1\r\n'
    body = f"--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n--x\r\n{part}--x--\r\n"
    return mail(body, kind="multipart/mixed; boundary=x")


LONG = {
    "subject": mail(subject=LINK[:300]),
    "file": attached(FILE),
    "invitation": mail(INVITATION, kind="text/calendar; method=REQUEST"),
}


@pytest.mark.parametrize("raw", LONG.values(), ids=LONG)
def test_what_is_long_does_not_widen_the_message(home: SampleHome, window: QWidget, qtbot: QtBot, raw: bytes) -> None:
    window.resize(480, 700)
    view = shown(home, window, home.put(raw))
    column = view.findChild(QScrollArea)
    assert column is not None
    qtbot.waitUntil(lambda: last_card(view).height() > 60)
    inside = column.widget()
    assert inside.minimumSizeHint().width() <= column.viewport().width()
    assert inside.width() == column.viewport().width()


def test_a_cut_name_of_a_file_is_said_whole(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(attached(FILE)))
    text = last_card(view).text
    assert text is not None
    assert text.row is not None
    chip = text.row.chips[0]
    assert FILE in chip.toolTip()
    assert chip.accessibleName().startswith(FILE)


def test_what_is_copied_of_a_broken_word_is_whole(window: QWidget) -> None:
    subject = Selectable(LINK, window)
    subject.setSelection(0, len(subject.text()))
    assert subject.selectedText() != LINK
    QTest.keyClick(subject, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == LINK
