"""The icon in the system's tray: how much is unread, a menu, and notices where there is no daemon to show them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.notify.spoken import Spoken
from ui.theme.resources import icon_path
from ui.theme.theme import theme
from workspace.model.accounts import Workplace

SIZE = 64
MOST = 99


class Tray(QObject):
    """``opened`` carries a workplace id, or None for the window as it is; ``acted`` a notice's key and ``default``."""

    opened = Signal(object)
    ran = Signal(str)
    quit_asked = Signal()
    acted = Signal(str, str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self._on_clicked)
        self._last = ""
        self._focus = ""
        self._shown: tuple[object, ...] = ()
        self.unread = -1
        self.show_unread([], {}, {})

    @property
    def is_there(self) -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        self.icon.setVisible(self.is_there)

    def stop(self) -> None:
        self.blockSignals(True)
        self.icon.hide()

    def show_unread(self, workplaces: Sequence[Workplace], unread: dict[str, int], chats: dict[str, int]) -> None:
        """Unread conversations by workplace, as in the rail, and under ``*`` all of them once."""
        total = unread.get("*", 0)
        words = self.tr("Workspace · %n unread", "", total) if total else self.tr("Workspace")
        lines = [f"{each.name}: {unread[each.workplace_id]}" for each in workplaces if unread.get(each.workplace_id)]
        if chats.get("*"):
            lines.append(self.tr("%n chats for you", "", chats["*"]))
        self.icon.setToolTip("\n".join((words, *lines)))
        self._counts = [
            (
                each.workplace_id,
                f"{each.name} ({unread[each.workplace_id]})" if unread.get(each.workplace_id) else each.name,
            )
            for each in workplaces
        ]
        self._fill_menu()
        if total != self.unread:
            self.unread = total
            self.icon.setIcon(icon_of(total))

    def show_focus(self, words: str) -> None:
        """``words`` are empty where focus is not on."""
        self._focus = words
        self._fill_menu()

    def say(self, spoken: Spoken) -> None:
        """As a balloon of the tray: a click opens the last one; there are no other actions."""
        if self.icon.isVisible():
            self._last = spoken.key
            self.icon.showMessage(spoken.title, spoken.text, self.icon.icon())

    def _fill_menu(self) -> None:
        """Only where it says something new: it may be open."""
        shown = (*self._counts, self._focus, self.tr("Quit"))
        if shown == self._shown:
            return
        self._shown = shown
        self.menu.clear()
        self.menu.addAction(self.tr("Open Workspace")).triggered.connect(lambda: self.opened.emit(None))
        for workplace_id, words in self._counts:
            action = self.menu.addAction(words)
            action.triggered.connect(lambda checked=False, i=workplace_id: self.opened.emit(i))
        self.menu.addSeparator()
        self.menu.addAction(self._focus or self.tr("Focus…")).triggered.connect(lambda: self.ran.emit("focus"))
        self.menu.addAction(self.tr("Notifications…")).triggered.connect(lambda: self.ran.emit("notices"))
        self.menu.addAction(self.tr("Get new mail now")).triggered.connect(lambda: self.ran.emit("sync"))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit")).triggered.connect(self.quit_asked)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit(None)

    def _on_clicked(self) -> None:
        if self._last:
            self.acted.emit(self._last, "default", "")


def icon_of(unread: int) -> QIcon:
    """The program's icon with a badge, as on the rail's tiles."""
    picture = QIcon(str(icon_path("app"))).pixmap(SIZE, SIZE)
    if unread:
        _paint_badge(picture, f"{MOST}+" if unread > MOST else str(unread))
    return QIcon(picture)


def _paint_badge(picture: QPixmap, words: str) -> None:
    high = picture.height() * 0.56
    wide = high * (1, 1, 1.25, 1.6)[min(3, len(words))]
    box = QRectF(picture.width() - wide, picture.height() - high, wide, high)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().colors.badge))
    painter.drawRoundedRect(box, high / 2, high / 2)
    font = QFont(painter.font())
    font.setPixelSize(round(high * 0.72))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme().colors.on_badge))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
