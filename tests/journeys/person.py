"""A person at the window: presses keys, clicks on what is seen, and waits for what is to be seen."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as NotInTime
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.compose.recipients import AddressField
from ui.models.lines import Line
from ui.models.paged import LINE
from ui.shell.app import Shell
from ui.shell.window import MainWindow
from ui.widgets.sheet import Sheet

PATIENCE = 30
"""Seconds that something may take on a loaded machine."""
CLICK_APART_MS = 500
"""Two clicks at one place within that are a double click."""


class Person:
    """Works with the window that a shell shows. Keys go where the system would send them: to an open menu first."""

    def __init__(self, shell: Shell, qtbot: QtBot, pictures: Path) -> None:
        self.shell = shell
        self._qtbot = qtbot
        self._pictures = pictures
        self.strokes = 0
        self.sees(lambda: self.shell.window is not None and self.shell.window.isVisible(), "the window")
        self.window.resize(1440, 900)
        self._turn_to()

    @property
    def window(self) -> MainWindow:
        assert self.shell.window is not None
        return self.shell.window

    # The keyboard

    def press(self, *keys: str) -> None:
        """Keys by their names (``j``, ``Ctrl+K``, ``Return``), one after the other."""
        self._turn_to()
        for key in keys:
            self.strokes += 1
            code = QKeySequence(key)[0]
            for act in (QTest.keyPress, QTest.keyRelease):
                # What is pressed may close the menu that it goes to.
                if len(key) == 1:
                    act(self._top(), key)
                else:
                    act(self._top(), code.key(), code.keyboardModifiers())

    def type(self, text: str) -> None:
        """Text, letter by letter, where the cursor is."""
        for line, words in enumerate(text.split("\n")):
            if line:
                self.press("Return")
            self.press(*words)

    def write(self, name: str, text: str) -> None:
        """Click into a field and put a text in the place of what is there."""
        self.click(self.field(name))
        self.press("Ctrl+A", "Delete")
        self.type(text)

    # The mouse

    def click(self, target: QWidget | str, at: QPoint | None = None) -> None:
        """Click on a part, or on the button with these words."""
        part = self.button(target) if isinstance(target, str) else target
        self._turn_to()
        self.sees(lambda: part.isVisible() and part.isEnabled(), f"{part} to be clicked")
        _scroll_to(part)
        place = at or part.rect().center()
        hit = QApplication.widgetAt(part.mapToGlobal(place))
        assert hit is not None, f"{part} is not in sight"
        assert hit is part or part.isAncestorOf(hit), f"{part} is covered by {hit}"
        top = part.window()
        QTest.mouseClick(
            top.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, part.mapTo(top, place)
        )

    def click_line(self, words: str) -> None:
        """A line of the list by words in it."""
        self.sees_line(words)
        view = self.window.mail.inbox.view
        row = next(n for n, line in enumerate(self.lines()) if words in line.spoken)
        index = view.lines.index(row)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def go(self, place: str) -> None:
        """A place or an account in the sidebar, by its name."""
        self.sees(lambda: place in self._places(), f"{place} in the sidebar")
        view = self.window.sidebar.view
        index = view.model().index(self._places().index(place), 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center() - QPoint(view.visualRect(index).width() // 4, 0))

    def choose(self, words: str) -> None:
        """An entry of the menu that is open, by how it begins."""
        self.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"a menu with {words}")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = [action for action in menu.actions() if action.text().startswith(words)]
        assert found, f"{words} is not in {[action.text() for action in menu.actions()]}"
        self.click(menu, menu.actionGeometry(found[0]).center())

    def answer_file_dialog(self, path: Path) -> None:
        """Type a path into the file dialog that opens next, as soon as it has the keyboard."""
        waiting = QTimer(self.window)
        opened: list[QFileDialog] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                if opened:
                    waiting.stop()
                return
            opened.append(dialog)
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            if name is None or not name.hasFocus():
                dialog.activateWindow()
            elif name.text() == str(path):
                QTest.keyClick(dialog, Qt.Key.Key_Return)
            else:
                name.selectAll()
                QTest.keyClicks(name, str(path))

        waiting.timeout.connect(look)
        waiting.start(100)

    def pick(self, name: str, words: str) -> None:
        """One of the choices of a box, by how it begins, as who came to it with Tab picks it."""
        box = self.field(name)
        assert isinstance(box, QComboBox)
        wanted = next((n for n in range(box.count()) if box.itemText(n).startswith(words)), -1)
        assert wanted >= 0, f"{words} is not offered"
        by = wanted - box.currentIndex()
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.press(*["Down" if by > 0 else "Up"] * abs(by))
        self.sees(lambda: box.currentIndex() == wanted, f"{words} to be chosen")

    # What is seen

    def sees(self, holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Wait until something holds; else the test fails, with a picture of what was seen."""
        try:
            self._qtbot.waitUntil(lambda: bool(holds()), timeout=round(seconds * 1000))
        except NotInTime:
            picture = self.shot(f"not-seen-{os.getpid()}") if self.shell.window is not None else "no window"
            raise AssertionError(f"not within {seconds} s: {what} ({picture})") from None

    def reads(self, words: str, seconds: float = PATIENCE) -> None:
        """Wait until words can be read anywhere in the window."""
        self.sees(lambda: any(words in each for each in self.texts()), f"“{words}”", seconds)

    def sees_line(self, words: str, seconds: float = PATIENCE) -> Line:
        self.sees(lambda: self._line(words) is not None, f"a line with “{words}”", seconds)
        line = self._line(words)
        assert line is not None
        return line

    def misses_line(self, words: str, seconds: float = PATIENCE) -> None:
        self.sees(lambda: self._line(words) is None, f"no line with “{words}”", seconds)

    def lines(self) -> list[Line]:
        """The lines of the list, as far as it has them."""
        inbox = self.window.mail.inbox
        if not inbox.view.isVisible():
            return []
        model = inbox.view.lines
        return [model.index(row).data(LINE) for row in range(model.rowCount())]

    def _line(self, words: str) -> Line | None:
        return next((line for line in self.lines() if words in line.spoken), None)

    def texts(self) -> Iterator[str]:
        """All words in sight: of labels, buttons, fields and texts."""
        for part in self.window.findChildren(QWidget):
            if not part.isVisible():
                continue
            if isinstance(part, QLabel | QAbstractButton | QLineEdit | AddressField):
                yield part.text()
            elif isinstance(part, QTextEdit):
                yield part.toPlainText()
            elif isinstance(part, QComboBox):
                yield part.currentText()
            yield part.accessibleName()

    def button(self, words: str) -> QAbstractButton:
        """The one in front with these words, or this name for a screen reader."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [
                each
                for each in self._in_front().findChildren(QAbstractButton)
                if each.isVisible() and words in (each.text(), each.accessibleName())
            ]
            return bool(found)

        self.sees(look, f"a button “{words}”")
        return found[-1]

    def field(self, name: str) -> QWidget:
        """A field by its name for a screen reader, or what stands in it while it is empty."""
        found: list[QWidget] = []

        def look() -> bool:
            kinds = (QLineEdit, QTextEdit, QComboBox)
            fields: Sequence[QWidget] = [f for kind in kinds for f in self._in_front().findChildren(kind)]
            found[:] = [each for each in fields if each.isVisible() and each.accessibleName() == name]
            return bool(found)

        self.sees(look, f"a field “{name}”")
        return found[0]

    def type_moment(self, sheet: Sheet, at: datetime) -> None:
        """A day and an hour into their fields: the day as this computer's locale orders it, each part going on to the
        next.
        """
        order = re.findall(r"[dMy]+", sheet.findChild(QDateEdit).displayFormat())
        typed = "".join(at.strftime({"d": "%d", "M": "%m", "y": "%Y"}[each[0]]) for each in order)
        self.press(*typed, "Tab", *f"{at:%H%M}")

    def sheet(self, title: str) -> Sheet:
        """The sheet with that title, once it is open."""
        found: list[Sheet] = []

        def look() -> bool:
            found[:] = [each for each in self._sheets() if each.accessibleName() == title]
            return bool(found)

        self.sees(look, f"the sheet “{title}”")
        return found[-1]

    def sees_no_sheet(self) -> None:
        self.sees(lambda: not self._sheets(), "no sheet")

    def shot(self, name: str) -> Path:
        """Keep a picture of the window."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{name}.png"
        assert self.window.grab().save(str(path)), f"no picture at {path}"
        return path

    def _sheets(self) -> list[Sheet]:
        return [each for each in self.window.findChildren(Sheet) if each.isVisible()]

    def _in_front(self) -> QWidget:
        return next(iter(self._sheets()[-1:]), self.window)

    def _turn_to(self) -> None:
        """Without a window manager nobody gives the keyboard back after a dialog."""
        if QApplication.activePopupWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            self.sees(self.window.isActiveWindow, "the window with the keyboard")

    def _top(self) -> QWindow:
        popup = QApplication.activePopupWidget()
        handle = popup.windowHandle() if popup is not None and popup.isVisible() else None
        return handle if handle is not None and isValid(handle) else self.window.windowHandle()

    def _places(self) -> list[str]:
        model = self.window.sidebar.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _scroll_to(part: QWidget) -> None:
    """As the wheel does."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def pictures_in(fallback: Path) -> Path:
    """Where the pictures of the journeys go: the folder that ``JOURNEY_PICTURES`` names, else the test's own."""
    asked = os.environ.get("JOURNEY_PICTURES")
    return Path(asked) if asked else fallback / "pictures"
