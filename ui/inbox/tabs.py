"""The split tabs of the inbox: customers, team, and the rest, each with its unread count."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.times import count

TABS = ("customers", "team", "other")


def tab_names() -> dict[str, str]:
    """What the tabs are called, in their order."""
    return {
        "customers": QCoreApplication.translate("Tabs", "Customers"),
        "team": QCoreApplication.translate("Tabs", "Team"),
        "other": QCoreApplication.translate("Tabs", "Other"),
    }


class Tabs(QWidget):
    """``picked`` carries the name of a tab, one of :data:`TABS`."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = tab_names()
        px = theme().px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), 0, px(12), px(8))
        layout.setSpacing(px(t.STEP))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for name in TABS:
            button = Button(self._words[name], self, kind="tab")
            button.setCheckable(True)
            button.clicked.connect(lambda checked=False, name=name: self.picked.emit(name))
            self._group.addButton(button)
            layout.addWidget(button)
            self._buttons[name] = button
        layout.addStretch()
        self._buttons["customers"].setChecked(True)

    def show_counts(self, unread: Mapping[str, int]) -> None:
        for name, button in self._buttons.items():
            number = unread.get(name, 0)
            words = self._words[name]
            button.say(f"{words} {count(number)}" if number else words)

    def show_tab(self, name: str) -> None:
        self._buttons[name].setChecked(True)
