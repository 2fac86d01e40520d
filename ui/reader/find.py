"""The bar in which words are typed that are to be found in a conversation, or in a letter that is written."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.reader.finder import Finder
from ui.reader.view import ReaderView
from ui.shell.keys import key_name
from ui.shell.reader_commands import FIND_BAR
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import label, restyle
from ui.widgets.times import count

FIELD = 320
"""How wide the field may get, at 100 %."""


Keys = tuple[str, ...]
"""Those that mean the bar while it has the focus, and not the window."""


class Finds(Protocol):
    """Who finds: :class:`~ui.reader.finder.Finder` says what each of these does."""

    is_under_way: bool

    @property
    def changed(self) -> SignalInstance: ...
    def start(self) -> None: ...
    def stop(self) -> QWidget | None: ...
    def look_for(self, words: str) -> None: ...
    def step(self, by: int) -> None: ...
    def counted(self) -> tuple[int, int]: ...
    def selected(self) -> str: ...


def find_bar(view: ReaderView) -> "FindBar":
    """That of a reader, made when it is first asked for."""
    found = view.findChild(FindBar, FIND_BAR)
    if isinstance(found, FindBar):
        return found
    name = QCoreApplication.translate("FindBar", "Find in this conversation")
    made = FindBar(name, Finder(view, view), view, home=view)
    made.setObjectName(FIND_BAR)
    layout = view.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(layout.indexOf(view.column), made)
    view.thread_shown.connect(made.end)
    return made


class FindBar(QFrame):
    """``close()`` takes the marks away and gives the focus to what was found, to whoever had it, or to ``home``."""

    def __init__(self, name: str, finder: Finds, parent: QWidget, *, home: QWidget, keeps: Keys = ()) -> None:
        super().__init__(parent)
        self._home, self._keeps = home, keeps
        self._before: QWidget | None = None
        self.finder = finder
        self.finder.changed.connect(self._say)
        self.setProperty("kind", "top")
        self.setAccessibleName(name)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setProperty("keeps", keeps)
        self.field.setMaximumWidth(theme().px(FIELD))
        self.field.textChanged.connect(self.finder.look_for)
        self.said = label("", self, kind="secondary")
        self.previous = self._button("chevron-up", self.tr("Previous place"), lambda: self.finder.step(-1))
        self.next = self._button("chevron-down", self.tr("Next place"), lambda: self.finder.step(1))
        self._end = self._button("close", self.tr("Close"), self.close)
        self._place_parts()
        self.hide()

    def run(self, name: str) -> None:
        """``find`` opens it; ``find_next`` and ``find_previous`` go on, with the words of last time where itclosed."""
        if name == "find" or self.isHidden():
            self.begin()
        if name != "find":
            self.finder.step(1 if name == "find_next" else -1)

    def begin(self) -> None:
        """With what is selected in a message, else the words of last time."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        if self.isHidden():
            self.show()
            self.finder.start()
            self.field.setText(self.finder.selected() or self.field.text())
            self.finder.look_for(self.field.text())
        elif words := self.finder.selected():
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()

    def end(self) -> None:
        """What was searched is not there any more."""
        if not self.isHidden():
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._home)
        to, self._before = self.finder.stop() or self._before, None
        if had_focus:
            is_there = to is not None and isValid(to) and to.isVisible()
            (to if is_there and to is not None else self._home).setFocus()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever of the bar has the focus; the field leaves these keys to it."""
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif key_name(event) == "Ctrl+F":
            self.begin()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            at = QApplication.focusWidget()
            if isinstance(at, IconButton) and event.key() != Qt.Key.Key_F3:
                at.click()
            else:
                self.finder.step(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)

    def _button(self, icon: str, name: str, press: Callable[[], object]) -> IconButton:
        made = IconButton(icon, name, self, on_click=press)
        made.setProperty("keeps", ("Escape", "Return", *self._keeps))
        return made

    def _place_parts(self) -> None:
        px = theme().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(2 * t.STEP), px(14), px(2 * t.STEP))
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.field, 1)
        row.addWidget(self.said)
        row.addStretch()
        for button in (self.previous, self.next, self._end):
            row.addWidget(button)

    def _say(self) -> None:
        n, total = self.finder.counted()
        if not self.field.text().strip():
            words = ""
        elif total:
            words = self.tr("{n} of {count}").format(n=count(n), count=count(total)) if n else count(total)
        else:
            words = "" if self.finder.is_under_way else self.tr("Nothing found")
        is_wrong = words != "" and not total
        if is_wrong != bool(self.field.property("wrong")):
            self.field.setProperty("wrong", is_wrong)
            restyle(self.field)
        for button in (self.previous, self.next):
            button.setEnabled(bool(total))
        if words != self.said.text():
            self.said.setText(words)
            self.field.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged))
