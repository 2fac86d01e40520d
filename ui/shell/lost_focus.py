"""Where the keyboard goes when what had it is gone: a screen reader has to be somewhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.later import later
from ui.widgets.tabbing import DIRECT, tab_on

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

LOST_MS = 60
"""Whoever takes a part away mostly says where to go: only then it is lost."""


class LostFocus(QObject):
    """To the first stop of what lies over the window, else to the list of mail, to what stands in its place, or to the
    first stop of another page.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._lost = later(self, LOST_MS, self._regain)
        QApplication.instance().focusChanged.connect(self._on_changed)  # type: ignore[union-attr]

    def _on_changed(self, old: object, new: object) -> None:
        if new is None:
            self._lost.start()

    def _regain(self) -> None:
        window = self._window
        is_here = window.isActiveWindow() and QApplication.activePopupWidget() is None
        if QApplication.focusWidget() is not None or not is_here:
            return
        over = [each for each in window.findChildren(QWidget, options=DIRECT) if self._lies_over(each)]
        if any(tab_on(each, forward=True) for each in reversed(over)):
            return
        inbox = window.mail.inbox
        if window.pages.currentWidget() is not window.mail or not inbox.isVisible():
            tab_on(window.pages, forward=True)
        elif inbox.view.isVisible():
            inbox.view.setFocus()
        else:
            inbox.notice.take_focus()

    def _lies_over(self, part: QWidget) -> bool:
        """Sheets, and the screen of a locked window."""
        return part.isVisible() and part.size() == self._window.size()
