"""The quick filters above the inbox: chips that narrow the tab to what is unread, starred, with files or not filed."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.inbox.listings import Where
from ui.models.lines import thread_line
from ui.models.paged import Listing
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import restyle
from workspace.model.ids import ThreadId
from workspace.store.reading.filters import FILTERS
from workspace.store.rows import ThreadRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

KEYS = ("Alt+U", "Alt+S", "Alt+F", "Alt+N")


def tr(text: str) -> str:
    return QCoreApplication.translate("filters", text)


def filter_name(name: str) -> str:
    return {
        "unread": tr("Unread"),
        "starred": tr("Starred"),
        "files": tr("With files"),
        "unfiled": tr("Not filed"),
    }[name]


def add_commands(window: "MainWindow") -> None:
    """Register a key for each filter; the same key takes it off."""
    words = {
        "unread": tr("Only unread, or all"),
        "starred": tr("Only starred, or all"),
        "files": tr("Only with files, or all"),
        "unfiled": tr("Only not filed, or all"),
    }
    group = QCoreApplication.translate("commands", "Move")
    for name, key in zip(FILTERS, KEYS, strict=True):
        window.commands.add(f"filter_{name}", words[name], group, (key,), partial(_toggle, window, name))


def _toggle(window: "MainWindow", name: str) -> None:
    if window.pages.currentWidget() is window.mail:
        window.mail.inbox.toggle_filter(name)


class Filters(QWidget):
    """``picked`` carries one of :data:`FILTERS`, or an empty string where the pressed one was on."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.setAccessibleName(tr("Filters"))
        layout = FlowLayout(spacing=px(t.STEP))
        self.buttons: dict[str, Button] = {}
        for name, key in zip(FILTERS, KEYS, strict=True):
            button = Button(filter_name(name), self, kind="reaction")
            button.setCheckable(True)
            button.setToolTip(key)
            button.clicked.connect(lambda checked, name=name: self.picked.emit(name if checked else ""))
            layout.addWidget(button)
            self.buttons[name] = button
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), 0, px(12), px(8))
        outer.addLayout(layout)

    def show_filter(self, wanted: str) -> None:
        """Which one is on; none where it is empty."""
        for name, button in self.buttons.items():
            button.setChecked(name == wanted)
            kind = "reacted" if name == wanted else "reaction"
            if button.property("kind") != kind:
                button.setProperty("kind", kind)
                restyle(button)


def filtered(context: Context, where: Where, kept: Callable[[], Collection[ThreadId]]) -> Listing:
    """The rows of a tab that pass its filter, and what is ``kept`` in it: who reads keeps the line under their hand."""
    names = context.names()

    def fetch(after: ThreadRow | None, limit: int) -> Sequence[ThreadRow]:
        before = None if after is None else after.order
        return context.reader.filtered(
            where.filter, scope=where.scope, tab=where.tab or "", kept=kept(), before=before, limit=limit
        )  # fmt: skip

    return Listing(fetch, lambda row, before: thread_line(row, names), place=lambda row: row.order)
