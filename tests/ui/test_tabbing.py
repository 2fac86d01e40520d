"""Tab goes as a window is read, whatever stands in it."""

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.tabbing import tab_on


def test_tab_passes_a_part_that_has_no_height_yet(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, flat, last = QLineEdit(window), QWidget(window), QLineEdit(window)
    first.setGeometry(0, 0, 100, 20)
    flat.setGeometry(0, 30, 100, 0)
    last.setGeometry(0, 40, 100, 20)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)  # another window may have had it
    assert tab_on(window, forward=True)
    assert window.focusWidget() is last
