"""The action bar above a conversation: filing first, then answering, then everything else."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton

MENU = (
    "archive", "reply_all", "forward", "star", "unread", "snooze", "pin", "mute", "label", "move", "trash",
    "find", "print", "original", "preview", "save_files", "unsubscribe", "source", "export",
)  # fmt: skip
BREAKS = ("find", "source")
"""A line stands before these."""


class ActionBar(QFrame):
    """``asked`` carries what was pressed: file, reply, reply_all, forward, archive, snooze, star, or the menu's."""

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.setProperty("kind", "top")
        self.setFixedHeight(px(t.TOP))
        self.file = self._button("file", self.tr("File to CRM"), kind="primary", key="F")
        self.reply = self._button("reply", self.tr("Reply"))
        self.reply_all = self._button("reply_all", self.tr("Reply all"))
        self.forward = self._button("forward", self.tr("Forward"))
        self.archive = self._icon("archive", "archive", self.tr("Archive"))
        self.snooze = self._icon("snooze", "clock", self.tr("Snooze"))
        self.star = self._icon("star", "star", self.tr("Star"))
        self.more = self._icon("more", "more", self.tr("More"))
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("More"))
        self._words = {
            "archive": self.tr("Archive"),
            "reply_all": self.tr("Reply all"),
            "forward": self.tr("Forward"),
            "star": self.tr("Star"),
            "unread": self.tr("Mark unread"),
            "snooze": self.tr("Snooze…"),
            "pin": self.tr("Pin"),
            "mute": self.tr("Mute"),
            "label": self.tr("Labels…"),
            "find": self.tr("Find in this conversation…"),
            "print": self.tr("Print…"),
            "original": self.tr("Original layout"),
            "preview": self.tr("Preview attachments"),
            "save_files": self.tr("Save all attachments…"),
            "unsubscribe": self.tr("Unsubscribe…"),
            "trash": self.tr("Move to trash"),
            "move": self.tr("Move…"),
            "source": self.tr("View source"),
            "export": self.tr("Save as .eml…"),
        }
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), 0, px(14), 0)
        layout.setSpacing(px(2 * t.STEP))
        for button in (self.file, self.reply, self.reply_all, self.forward):
            layout.addWidget(button)
        layout.addStretch()
        for icon in (self.archive, self.snooze, self.star, self.more):
            layout.addWidget(icon)
        self._able: frozenset[str] = frozenset()
        self.offers: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = tuple
        """What else the menu has when it is opened: words, and what they do."""

    def show_able(self, able: Collection[str], *, is_starred: bool) -> None:
        """What the conversation's account can do; the rest is not drawn."""
        self._able = frozenset(able)
        self.star.set_icon("star-filled" if is_starred else "star")
        name = self.tr("Remove star") if is_starred else self.tr("Star")
        self.star.setAccessibleName(name)
        self.star.setToolTip(name)
        self._words["star"] = name
        self._fold()

    def resizeEvent(self, event: object) -> None:
        self._fold()

    def open_menu(self) -> None:
        self._fill_menu()
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu_names(self) -> list[str]:
        """What the menu offers now: also what did not fit into the bar."""
        shown = {name: button.isVisible() for name, button in self._foldable()}
        return [name for name in MENU if name in self._able and not shown.get(name)]

    def _fold(self) -> None:
        """What does not fit goes into the menu, the last of these first."""
        gap = theme().px(2 * t.STEP)
        room = self.width() - theme().px(18 + 14) - self.more.width()
        for name, button in self._foldable():
            if name in self._able:
                room -= gap + (button.width() if isinstance(button, IconButton) else button.sizeHint().width())
            button.setVisible(name in self._able and (room >= 0 or name in ("file", "reply")))

    def _foldable(self) -> tuple[tuple[str, Button | IconButton], ...]:
        return (
            ("file", self.file),
            ("reply", self.reply),
            ("archive", self.archive),
            ("snooze", self.snooze),
            ("star", self.star),
            ("reply_all", self.reply_all),
            ("forward", self.forward),
        )

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in self.menu_names():
            if name in BREAKS and not self._menu.isEmpty():
                self._menu.addSeparator()
            action = self._menu.addAction(self._words[name])
            action.triggered.connect(lambda checked=False, name=name: self.asked.emit(name))
        self._menu.addSeparator()
        for words, run in self.offers():
            self._menu.addAction(words).triggered.connect(lambda checked=False, run=run: run())

    def _button(self, name: str, words: str, *, kind: str = "plain", key: str = "") -> Button:
        return Button(words, self, kind=kind, key=key, on_click=lambda: self.asked.emit(name))

    def _icon(self, name: str, icon: str, words: str) -> IconButton:
        press = self.open_menu if name == "more" else lambda: self.asked.emit(name)
        made = IconButton(icon, words, self, on_click=press)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
