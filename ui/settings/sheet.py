"""The settings: sections at the left, each made when it is first shown; everything takes effect at once."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ui.settings.rows import Section
    from ui.shell.window import MainWindow

HEIGHT = 430
Maker = Callable[["SettingsSheet", QWidget], QWidget]


def tr(text: str) -> str:
    return QCoreApplication.translate("settings", text)


def sections() -> dict[str, tuple[str, Maker]]:
    """The sections by name, with their titles. What a part of the window adds is one more line."""
    return {
        "general": (tr("General"), _general),
        "look": (tr("Look"), _look),
        "notices": (tr("Notifications"), _notices),
        "keys": (tr("Keys"), _keys),
        "privacy": (tr("Privacy"), _privacy),
        "about": (tr("About"), _about),
    }


class SettingsSheet(Sheet):
    """``rebuild_asked`` says that the window has to be made anew: language or text size changed."""

    rebuild_asked = Signal()

    def __init__(self, window: "MainWindow", section: str = "general") -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self.window_ = window
        self.choices = window.choices
        self.call(tr("Settings"))
        self.stack = QStackedWidget(self.body)
        self.stack.setMinimumHeight(theme().px(HEIGHT))
        self.made: dict[str, QWidget] = {}
        self.tabs: dict[str, Button] = {}
        self._makers = sections()
        self._group = QButtonGroup(self)
        flow = FlowLayout(spacing=theme().px(t.STEP))
        for name, (title, _) in self._makers.items():
            tab = Button(title, self.body, kind="tab", on_click=partial(self.show_section, name))
            tab.setCheckable(True)
            self._group.addButton(tab)
            flow.addWidget(tab)
            self.tabs[name] = tab
        self.layout_.addLayout(flow)
        self.layout_.addSpacing(theme().px(t.STEP))
        self.layout_.addWidget(self.stack, 1)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self.tabs[section].setChecked(True)

    def _make(self) -> Iterator[None]:
        self._add(self.section)
        yield
        self.show_section(self.section)

    def _focus_first(self) -> None:
        """On the section's tab."""
        self.tabs[self.section].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def section(self) -> str:
        """The name of the one that is shown."""
        return next(name for name, tab in self.tabs.items() if tab.isChecked())

    def go_on(self) -> None:
        """The window was made anew by a choice here: with the keyboard where it was chosen."""
        made = self.made[self.section]
        chosen = {"general": "language_box", "look": "scale_box"}.get(self.section, "")
        box = getattr(made, chosen, None)
        if isinstance(box, QWidget):
            box.setFocus(Qt.FocusReason.TabFocusReason)

    def show_section(self, name: str) -> None:
        self._add(name)
        self.tabs[name].setChecked(True)
        self.stack.setCurrentWidget(self.made[name])

    def _add(self, name: str) -> None:
        if name not in self.made:
            self.made[name] = self._makers[name][1](self, self.stack)
            self.stack.addWidget(self.made[name])

    def add_links(self, section: "Section", **words: tuple[str, str]) -> None:
        """A link for each command that is there, with a sentence about it; it closes the settings and runs."""
        for name, (text, about) in words.items():
            if name in self.window_.commands:
                section.link(text, about, partial(self._leave_for, name))

    def _leave_for(self, name: str) -> None:
        self.done()
        self.window_.commands.run(name)


def _general(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.settings.general import GeneralSection

    return GeneralSection(sheet, parent)


def _look(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.settings.general import LookSection

    return LookSection(sheet, parent)


def _notices(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.notify.page import NotifyPage

    window = sheet.window_
    return NotifyPage(window.context, parent, workplace_id=window.scope)


def _keys(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.settings.keys import KeysSection

    return KeysSection(sheet.window_.commands, sheet.window_.context.user, parent)


def _privacy(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.settings.privacy import PrivacySection

    return PrivacySection(sheet, parent)


def _about(sheet: SettingsSheet, parent: QWidget) -> QWidget:
    from ui.settings.general import AboutSection

    return AboutSection(sheet, parent)
