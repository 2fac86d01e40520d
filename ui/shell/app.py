"""Starts the window: one per home, painted before anything slow is touched, then the engine beside it."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QVBoxLayout, QWidget

from ui.models.observer import Observer
from ui.settings.choices import Choices
from ui.shell.context import Context
from ui.shell.engine_trouble import trouble_words
from ui.shell.garbage import Garbage
from ui.shell.language import use_language
from ui.shell.mishaps import Mishaps
from ui.shell.only_window import OnlyWindow
from ui.shell.window import MainWindow
from ui.theme.resources import icon_path
from ui.theme.theme import start_theme
from ui.widgets.notice import Notice
from workspace.link.state import EngineState, Trouble
from workspace.store.damage import CacheDamaged, is_condemned
from workspace.store.home import Home
from workspace.store.open import StoreNotReady
from workspace.store.reader import Reader
from workspace.store.secrets import Vault
from workspace.store.user import UserStore

if TYPE_CHECKING:
    from ui.notify.watcher import Watcher
    from ui.shell.network import NetworkWatch
    from workspace.link.supervisor import EngineProcess

LOOK_MS = 100
SWITCH_SECONDS = 0.0005
"""So long the window waits at most for Python that runs beside it; by default it would be ten times that."""


class Shell(QObject):
    """The one window of a home and the engine beside it; makes the window anew when all of it must change."""

    painted = Signal()
    """A window was painted for the first time: what is slow to load may begin."""
    warmed = Signal()
    """All that was slow to load is there."""
    _engine_said = Signal(object, object)

    def __init__(self, app: QApplication, home: Home, key: bytes, vault: Vault) -> None:
        super().__init__(app)
        self._app, self._home, self._key, self._vault = app, home, key, vault
        self._user = UserStore(home, key, is_window=True)
        choices = Choices(self._user)
        self._theme = start_theme(app, choices.mode, choices.scale)
        use_language(app, choices.language)
        self.reader: Reader | None = None
        self.window: MainWindow | None = None
        self._observer: Observer | None = None
        self._waiting: WaitingWindow | None = None
        self._engine: EngineProcess | None = None
        self._cache: tuple[int, int] | None = None
        self._is_anew = False
        self.notices: Watcher | None = None
        self._network: NetworkWatch | None = None
        self._engine_state: tuple[EngineState, Trouble | None] = (EngineState.STARTING, None)
        self._engine_said.connect(self._on_engine_said)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.open)

    def open(self) -> None:
        """Show the window, or that the store is being made ready, and look again."""
        try:
            reader = Reader(self._home, self._key)
            reader.data_version()
            self.reader, self._cache = reader, _file_id(self._home.cache_db)
            self._observer = Observer(self.reader, self)
            self._observer.start()
            self._show_window()
        except StoreNotReady:
            self._let_go()
            self._wait()
            return
        except CacheDamaged:
            self._is_anew = True
            self._let_go()
            self._wait()
            return
        self._look.stop()
        self._is_anew = False
        if self._waiting is not None:
            self._waiting.leave()
            self._waiting = None

    def start_engine(self) -> None:
        """In the background; called after the first paint and by the button after the engine gave up."""
        from workspace.link.supervisor import EngineProcess

        if is_condemned(self._home):
            self._make_anew()
        if self._engine is not None:
            self._engine.stop()
        self._engine = EngineProcess(self._home, self._hear_state, on_ring=self._hear_ring)
        self._engine.start()

    def watch_network(self, information: QObject | None = None) -> None:
        """Once, after the first paint: QtNetwork takes time to load."""
        from ui.shell.network import NetworkWatch

        self._network = NetworkWatch(self._on_network_back, self, information)

    def watch_days(self) -> None:
        """Also in another time zone everything that says when is shown anew."""
        from ui.shell.today import Today

        Today(self._app, self).changed.connect(self._on_another_day)

    def _on_another_day(self) -> None:
        if self._observer is not None:
            self._observer.tell("cleared")
        if self.window is not None:
            for each in self.window.findChildren(QAbstractScrollArea):
                each.viewport().update()

    def _on_network_back(self) -> None:
        self._user.ask("network_back", {})
        self._ring()

    def close(self) -> None:
        if self._network is not None:
            self._network.deleteLater()
            self._network = None
        if self._engine is not None:
            self._engine.stop()
        self._let_go()
        self._user.close()
        self.forget_copies()

    def forget_copies(self) -> None:
        """Of attachments that other programs showed; a window that was killed left them to the next."""
        shutil.rmtree(self._home.opened, ignore_errors=True)

    def _let_go(self) -> None:
        """Of the cache, and of everything that reads it."""
        if self.notices is not None:
            self.notices.stop()
        if self._observer is not None:
            self._observer.stop()
        if self.reader is not None:
            self.reader.close()
        self.notices = self._observer = self.reader = None

    def _make_anew(self) -> None:
        """The engine makes another cache: the window comes back when it is there."""
        self._is_anew = True
        if self.reader is None:
            return
        self._wait()  # first: the program ends with its last window
        if self.window is not None:
            self.window.end()
            self.window = None
        self._let_go()

    def come_forward(self) -> None:
        """Also the window that was closed while Workspace stays in the tray."""
        if self.window is None:
            self._show_window()
        if self.window is not None:
            self.window.come_forward()

    def say(self, words: str) -> None:
        """In the window, where there is one."""
        if self.window is not None:
            self.window.toast.say(words)

    def _show_window(self) -> None:
        if self.reader is None or self._observer is None:
            return
        context = Context(self._user, self.reader, self._vault, self._observer, self._ring)
        self.window = MainWindow(context)
        self.window.rebuild_asked.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        self.window.engine_asked.connect(self.start_engine)
        self.window.painted.connect(self.painted)
        self.window.warmed.connect(self.warmed)
        self.window.painted.connect(self._start_notices)
        self.window.status.show_engine(*self._engine_state)
        self.window.show()

    def _start_notices(self) -> None:
        """After the first paint, and once: they outlive a window that is made anew."""
        from ui.notify.shell import start_notices

        if self.notices is None and self.reader is not None and self._observer is not None:
            self.notices = start_notices(self, self._user, self.reader, self._observer)
            self._app.lastWindowClosed.connect(self._on_window_closed)

    def _on_window_closed(self) -> None:
        """Gone to the tray, where the program does not end with its window."""
        if self.window is not None and not self._app.quitOnLastWindowClosed():
            self.window.deleteLater()
            self.window = None

    def _rebuild(self) -> None:
        """Another language or text size: every word and size is new."""
        old, choices = self.window, Choices(self._user)
        if old is None:
            return
        from ui.shell.carried import carried, take_over

        what = carried(old)
        old.keep_places()
        use_language(self._app, choices.language)
        self._theme.set_scale(choices.scale)
        self._show_window()
        new = self.window
        if new is not None and new is not old:
            new.setGeometry(old.geometry())
            new.painted.connect(lambda: take_over(new, what), Qt.ConnectionType.SingleShotConnection)
            old.end()

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = WaitingWindow()
            self._waiting.again.connect(self.start_engine)
            self._waiting.show()
            self._look.start()
            QTimer.singleShot(0, self.painted.emit)
        self._waiting.show_engine(*self._engine_state, is_anew=self._is_anew)

    def _ring(self) -> None:
        if self._engine is not None:
            self._engine.ring()

    def _hear_ring(self) -> None:
        if self._observer is not None:
            self._observer.hear()

    def _hear_state(self, state: EngineState, trouble: Trouble | None) -> None:
        """Called in a thread of the supervisor."""
        self._engine_said.emit(state, trouble)

    def _on_engine_said(self, state: EngineState, trouble: Trouble | None) -> None:
        if state == EngineState.RUNNING and self.reader is not None and self._cache != _file_id(self._home.cache_db):
            self._make_anew()
        if state == EngineState.GIVEN_UP and is_condemned(self._home):
            trouble = Trouble("cache_damaged")
        self._engine_state = (state, trouble)
        if self.window is not None:
            self.window.status.show_engine(*self._engine_state)


class WaitingWindow(QWidget):
    """Shown while the engine makes the cache for the first time or brings it up to date."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "window")
        self.setWindowTitle(self.tr("Workspace"))
        self.resize(1440, 900)
        self.notice = Notice(self)
        QVBoxLayout(self).addWidget(self.notice)
        self._is_done = False

    def show_engine(self, state: EngineState, trouble: Trouble | None, *, is_anew: bool = False) -> None:
        """``is_anew``: not the first start; what was kept is made again."""
        if state in (EngineState.GIVEN_UP, EngineState.NO_ROOM):
            self.notice.say(
                "alert",
                self.tr("Workspace could not get ready"),
                trouble_words(trouble) if trouble else "",
                button=self.tr("Try again"),
                on_click=self.again.emit,
            )
        else:
            self.notice.say(
                "refresh",
                self.tr("Getting ready"),
                self.tr("The mail kept on this computer was damaged. All of it is read again from the services.")
                if is_anew
                else self.tr("The first start makes an encrypted store on this computer."),
                progress=(0, 0),
            )

    def leave(self) -> None:
        self._is_done = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_done:
            QApplication.quit()
        super().closeEvent(event)


def _file_id(path: Path) -> tuple[int, int] | None:
    """The same for as long as it is the same file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def application() -> QApplication:
    """The one application of this process, with its name and icon."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  a QCoreApplication cannot draw
    app.setApplicationName("workspace")
    app.setApplicationDisplayName("Workspace")
    app.setDesktopFileName("workspace")
    app.setWindowIcon(QIcon(str(icon_path("app"))))
    return app


def run(home: Home, key: bytes, vault: Vault, *, demo: bool = False, screenshot: Path | None = None) -> int:
    """Open the window on a home and return the exit code when it is closed.

    A second start on the same home raises the first window and returns 0. ``screenshot`` saves a picture once mail
    is shown, and quits. What raises here has opened nothing: see :func:`workspace.store.unopened.unopened`.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    app = application()
    only = OnlyWindow(home)
    if not only.is_first:
        if only.raise_first():
            return 0
        from workspace.store.unopened import OtherWindow

        raise OtherWindow(f"Another window has {home.path} open and does not answer.")
    try:
        shell = Shell(app, home, key, vault)
    except Exception:
        only.close()
        raise
    try:
        return _live(app, shell, only, screenshot)
    finally:
        only.close()  # first: who starts the program again now must not be sent to a window that is gone
        shell.close()


def _live(app: QApplication, shell: Shell, only: OnlyWindow, screenshot: Path | None) -> int:
    only.asked.connect(shell.come_forward)
    once = Qt.ConnectionType.SingleShotConnection
    garbage = Garbage(shell)
    shell.painted.connect(garbage.begin, once)
    shell.warmed.connect(garbage.begin, once)
    shell.painted.connect(only.listen, once)
    shell.painted.connect(shell.start_engine, once)
    shell.painted.connect(lambda: shell.watch_network(), once)
    shell.painted.connect(shell.watch_days, once)
    shell.painted.connect(shell.forget_copies, once)
    shell.open()
    if screenshot is not None:
        from ui.shell.picture import Picture

        Picture(lambda: shell.window, screenshot, shell)
    mishaps = Mishaps(shell.say)
    mishaps.begin()
    code = app.exec()
    mishaps.end()
    return code
