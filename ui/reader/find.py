"""The bar over a conversation in which words to be found in it are typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.reader.finder import Finder
from ui.reader.view import ReaderView
from ui.shell.reader_commands import FIND_BAR
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import label, restyle
from ui.widgets.times import count

FIELD = 320
"""How wide the field may get, at 100 %."""


def find_bar(view: ReaderView) -> "FindBar":
    """That of a reader, made when it is first asked for."""
    return view.findChild(FindBar) or FindBar(view)


class FindBar(QFrame):
    """``close()`` takes the marks away and gives the focus back to whoever had it."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._before: QWidget | None = None
        self.finder = Finder(view, self)
        self.finder.changed.connect(self._say)
        self.setObjectName(FIND_BAR)
        self.setProperty("kind", "top")
        self.setAccessibleName(self.tr("Find in this conversation"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.field.setMaximumWidth(theme().px(FIELD))
        self.field.textChanged.connect(self.finder.look_for)
        self.said = label("", self, kind="secondary")
        self.previous = self._button("chevron-up", self.tr("Previous place"), lambda: self.finder.step(-1))
        self.next = self._button("chevron-down", self.tr("Next place"), lambda: self.finder.step(1))
        self._end = self._button("close", self.tr("Close"), self.close)
        self._place_parts()
        view.thread_shown.connect(self._on_other_thread)
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

    def closeEvent(self, event: QCloseEvent) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._view)
        self.finder.stop()
        before, self._before = self._before, None
        if had_focus:
            is_there = before is not None and isValid(before) and before.isVisible()
            (before if is_there and before is not None else self._view).setFocus()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever of the bar has the focus; the field leaves these keys to it."""
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
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
        made.setProperty("keeps", ("Escape", "Return"))
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
        layout = self._view.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self._view.column), self)

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

    def _on_other_thread(self) -> None:
        if not self.isHidden():
            self.close()
