"""A file's chip shows its whole name where there is room, and loses the middle of it where there is none."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import CutButton


def chip(words: str, parent: QWidget) -> CutButton:
    made = CutButton(words, parent, kind="attachment", icon="document", on_click=lambda: None)
    made.ensurePolished()
    made.setGeometry(QRect(0, 0, made.sizeHint().width(), made.sizeHint().height()))
    return made


def test_a_name_that_has_the_room_it_asked_for_is_whole(qtbot: QtBot, app: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    names = [
        f"{name}-{number}.pdf · {number} KB"
        for name in ("order", "call-notes", "견적서", "WAVE")
        for number in range(50)
    ]
    assert [chip(name, window).shown_words() for name in names] == names


def test_a_name_without_room_keeps_its_ending(qtbot: QtBot, app: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    long = chip("the minutes of the meeting in which everything was decided.pdf · 84 KB", window)
    long.resize(long.width() // 2, long.height())
    assert "…" in long.shown_words()
    assert long.shown_words().startswith("the minutes")
    assert long.shown_words().endswith(".pdf · 84 KB")
