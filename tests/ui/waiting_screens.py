"""Pictures of what is waited for: a first start, a sign-in in the browser, an export; and of the picker of emoji."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from tests.ui.reader.screens import wait
from ui.accounts.add_sheet import AddAccountSheet
from ui.filing.export import ExportSheet
from ui.inbox.listings import Place
from ui.models.beside import Beside
from ui.shell.app import WaitingWindow
from ui.shell.window import MainWindow
from workspace.connector.manifest import manifests
from workspace.link.state import EngineState, Trouble

ADDRESS = "https://accounts.example/authorize?client_id=workspace&state=5a5a"


class _Over(QObject):
    """A window of its own in the place of the one of which a picture is taken."""

    def __init__(self, over: WaitingWindow, window: MainWindow) -> None:
        super().__init__(window)
        self._over, self._window = over, window
        for part in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.hide()
        over.setParent(window)
        over.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        over.resize(window.size())
        over.show()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._over.resize(self._window.size())
        return False


def starting(
    state: EngineState, trouble: Trouble | None = None, *, is_anew: bool = False
) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        waiting = WaitingWindow()
        waiting.show_engine(state, trouble, is_anew=is_anew)
        _Over(waiting, window)

    return show


class _Browser(QObject):
    """Stands where the system's browser would, and opens nothing."""

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Nobody is asked for a password in a picture."""


def signing_in(**more: str) -> Callable[[MainWindow], None]:
    """A sign-in that goes on in the browser, or where a code is typed."""

    def show(window: MainWindow) -> None:
        window.sheets.add_account_of(manifests()["google"])
        sheet = window.findChildren(AddAccountSheet)[-1]
        sheet.form.fill("client_id", "48213.apps.example")
        sheet._begin({}, {}, "device" if more else "browser")
        browser = _Browser(sheet)
        QDesktopServices.setUrlHandler("https", browser, "open")
        sheet.waiting.show_opened({"url": ADDRESS, **more})
        QDesktopServices.unsetUrlHandler("https")

    return show


def exporting(window: MainWindow) -> None:
    sheet = ExportSheet(window.context, Path("filings.csv"), Beside(window), window)
    sheet._number, sheet._through = 12_480, 5_200
    sheet._show_progress()
    sheet.open()


def picking_emoji(window: MainWindow) -> None:
    window.show_place(Place.CHATS)
    window.mail.inbox.step(1)
    chat = window.mail.chat
    wait(200)  # until its messages have their places
    chat._pick_emoji(chat.column.rows[0].item)


screens: dict[str, Callable[[MainWindow], None]] = {
    "start-waiting": starting(EngineState.STARTING),
    "start-anew": starting(EngineState.STARTING, is_anew=True),
    "start-failed": starting(EngineState.GIVEN_UP, Trouble("not_started", {"reason": "Permission denied"})),
    "sign-in-browser": signing_in(),
    "sign-in-code": signing_in(user_code="WDJB-MJHT"),
    "export-filings": exporting,
    "emoji": picking_emoji,
}
