"""The bar under the list while lines are chosen: how many, and what can be done with all of them at once."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import frame, label

ICONS = {"archive": "archive", "star": "star", "unread": "mail", "move": "folder", "label": "label", "trash": "trash"}


class ChosenBar(QWidget):
    """``asked`` carries what was pressed: file, one of :data:`ICONS`, or end."""

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        strip = frame("strip", self)
        self.words = label("", strip, kind="strong")
        names = {
            "archive": self.tr("Archive"),
            "star": self.tr("Star"),
            "unread": self.tr("Mark read or unread"),
            "move": self.tr("Move…"),
            "label": self.tr("Label…"),
            "trash": self.tr("Move to trash"),
        }
        ask = self.asked.emit
        self.file = Button(
            self.tr("File to CRM"), strip, kind="primary", key="F", small=True, on_click=lambda: ask("file")
        )
        self.icons = {
            name: IconButton(icon, names[name], strip, on_click=partial(ask, name)) for name, icon in ICONS.items()
        }
        self.end = IconButton("close", self.tr("Choose nothing"), strip, on_click=lambda: ask("end"))
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.end)
        deeds = FlowLayout(spacing=px(t.STEP))
        for button in (self.file, *self.icons.values()):
            deeds.addWidget(button)
        inner = QVBoxLayout(strip)
        inner.setContentsMargins(px(14), px(6), px(10), px(10))
        inner.setSpacing(px(t.STEP))
        inner.addLayout(head)
        inner.addLayout(deeds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(strip)
        self.hide()

    def show_number(self, number: int, able: Collection[str], *, is_starred: bool, is_unread: bool) -> None:
        """How many are chosen, and what their accounts can do; gone where it is none.

        ``is_starred``: all of them have a star. ``is_unread``: one of them is unread.
        """
        self.setVisible(number > 0)
        if not number:
            return
        self.words.setText(self.tr("%n chosen", "", number))
        self.setAccessibleName(self.words.text())
        for name, icon in self.icons.items():
            icon.setVisible(name in able)
        self._rename("star", self.tr("Remove star") if is_starred else self.tr("Star"))
        self.icons["star"].set_icon("star-filled" if is_starred else "star")
        self._rename("unread", self.tr("Mark read") if is_unread else self.tr("Mark unread"))

    def _rename(self, name: str, words: str) -> None:
        self.icons[name].setAccessibleName(words)
        self.icons[name].setToolTip(words)
