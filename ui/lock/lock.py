"""Locks a window: by hand, after a while without a key or click, and at start; everything is hidden until it opens.

Other parts ask :func:`ui.shell.keys.is_locked`, or hear :attr:`Lock.changed`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from ui.lock.opened import note_opened, was_opened
from ui.lock.secret import keep_setting, opens, stored_setting, wait_seconds
from ui.models.beside import Beside
from ui.shell.keys import is_locked
from workspace.store.clocks import steady

if TYPE_CHECKING:
    from ui.lock.screen import LockScreen
    from ui.shell.window import MainWindow

LOOK_MS = 5_000
TRAY = "QSystemTrayIconSys"
"""The window that Qt puts an icon into a tray with, on X11: hidden, the icon would be gone."""
ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Lock(QObject):
    """Of one window. ``changed`` carries whether it is locked now. ``clock`` in seconds goes on while the computer
    sleeps, so that one that wakes up is locked, and where the one on the wall is put back.

    Keys and clicks are heard where the platform brings them, at the windows of this program: a filter on the
    application would be asked about each of the thousands of events that follow one. It is there while it is locked.
    """

    changed = Signal(bool)

    def __init__(self, window: "MainWindow", clock: Callable[[], float] = steady) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._user = window.context.user
        self._beside = Beside(self)
        self._active_at = clock()
        self._hidden: list[QWidget] = []
        self._title = ""
        self._focus: QWidget | None = None
        self.screen: LockScreen | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.windowTitleChanged.connect(self._on_title)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._on_written)
        self._setting = stored_setting(self._user)
        self._is_starting = self._setting is not None and not was_opened(self._user, clock())
        self.reload()

    @property
    def is_on(self) -> bool:
        return is_locked(self._window)

    def reload(self) -> None:
        """The setting changed. Whoever changed it is here."""
        if not self._is_starting:
            self._active_at = self._clock()
            self._note_opened(True)
        self._setting = stored_setting(self._user)
        self._window.removeEventFilter(self)
        if self._setting is not None:
            self._window.installEventFilter(self)
            self._watch_windows()
            self._timer.start()
        else:
            self._unwatch_windows()
            self._timer.stop()

    def _watch_windows(self) -> None:
        """Menus and dialogs that have come meanwhile are watched too; what is watched already stays so."""
        for each in QGuiApplication.topLevelWindows():
            each.installEventFilter(self)

    def _unwatch_windows(self) -> None:
        for each in QGuiApplication.topLevelWindows():
            each.removeEventFilter(self)

    def look(self) -> None:
        """Lock if nobody was here for long enough. A lock that was taken off elsewhere opens."""
        self._watch_windows()
        setting = self._setting = stored_setting(self._user)
        if setting is None:
            self._come_off()
        elif setting.minutes and self._clock() - self._active_at >= setting.minutes * 60:
            self.lock()
        elif not self.is_on:
            self._note_opened(True)

    def lock(self) -> None:
        """Hide everything; without a PIN or passphrase the settings ask for one."""
        if self._setting is None:
            self._window.sheets.show_settings("privacy")
            return
        if self.is_on:
            return
        from ui.lock.screen import LockScreen

        window = self._window
        self._note_opened(False)
        self._focus = QApplication.focusWidget()
        self._title = window.windowTitle()
        window.setProperty("locked", True)
        self.screen = LockScreen(window)
        self.screen.tried.connect(self._try)
        self._hide_all()
        self._watch_all(True)
        window.setWindowTitle(self.tr("Workspace"))
        self.screen.cover()
        if wait := wait_seconds(self._setting.tries):
            self.screen.refuse(wait)
        self.changed.emit(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in ACTIVE:
            self._active_at = self._clock()
        elif kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self._on_show(watched)
        elif kind == QEvent.Type.Close and watched is self._window:
            self._stop()
        return False

    def _on_written(self) -> None:
        """What an input method commits is no key press at any window."""
        self._active_at = self._clock()

    def _watch_all(self, is_watched: bool) -> None:
        """Everything in the program: what comes up while it is locked is hidden."""
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)
            if is_watched:
                app.installEventFilter(self)

    def _on_show(self, widget: QWidget) -> None:
        if self._is_starting and widget is self._window:
            self._is_starting = False
            self._watch_windows()
            self.lock()
        elif widget is self._window:
            self._watch_windows()
        elif self.is_on:
            self._keep_hidden(widget)

    def _stop(self) -> None:
        """The window closes; the program may stay, and knows then since when nobody is here."""
        self._note_opened(not self.is_on and not self._is_starting)
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._unwatch_windows()
        self._watch_all(False)
        self._beside.finish()

    def _note_opened(self, is_open: bool) -> None:
        note_opened(self._user, is_open, self._active_at)

    def _hide_all(self) -> None:
        """What lies in the window, and other windows of this program; menus and questions are given up."""
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            continue
        here = [each for each in self._window.children() if isinstance(each, QWidget) and not each.isWindow()]
        others = [each for each in QApplication.topLevelWidgets() if each is not self._window]
        for each in (*here, *others):
            if each is self.screen or not each.isVisible() or each.inherits(TRAY):
                continue
            if isinstance(each, QDialog):
                each.reject()
            else:
                each.hide()
                self._hidden.append(each)

    def _keep_hidden(self, widget: QWidget) -> None:
        """What comes up while it is locked waits; a short notice is told to nobody."""
        is_part = widget.parentWidget() is self._window and not widget.isWindow()
        if widget is self.screen or not is_part:
            return
        if widget not in self._hidden and widget is not self._window.toast:
            self._hidden.append(widget)
        QTimer.singleShot(0, widget, lambda: widget.hide() if self.is_on else None)
        if self.screen is not None:
            self.screen.raise_()

    def _on_title(self, title: str) -> None:
        """Counts and names go on changing beneath."""
        if self.is_on and title != self.tr("Workspace"):
            self._title = title
            self._window.setWindowTitle(self.tr("Workspace"))

    def _come_off(self) -> None:
        if self.screen is not None:
            self._open()
        self.reload()

    def _try(self, secret: str) -> None:
        setting = stored_setting(self._user)
        if setting is None:
            self._come_off()
        else:
            self._beside.run(lambda: opens(setting, secret), self._on_tried)

    def _on_tried(self, is_right: bool) -> None:
        # Not the one that was kept here: it may be off meanwhile, and must not come back with its count of tries.
        self._setting = stored_setting(self._user)
        if self._setting is None:
            self._come_off()
            return
        if self.screen is None:
            return
        tries = 0 if is_right else self._setting.tries + 1
        if tries != self._setting.tries:
            self._setting = replace(self._setting, tries=tries)
            keep_setting(self._user, self._setting)
        if is_right:
            self._open()
        else:
            self.screen.refuse(wait_seconds(tries))

    def _open(self) -> None:
        self._window.setProperty("locked", False)
        self._watch_all(False)
        self._active_at = self._clock()
        self._note_opened(True)
        for each in self._hidden:
            if isValid(each):
                each.show()
        self._hidden = []
        if self.screen is not None:
            self.screen.hide()
            self.screen.deleteLater()
            self.screen = None
        self._window.setWindowTitle(self._title)
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self.changed.emit(False)
