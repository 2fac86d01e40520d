"""The sheet of shortcuts: every command with its keys, filtered as one types."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.compose.keys import writing_keys
from ui.settings.bindings import shown
from ui.shell.commands import Commands, WindowCommand
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet

NARROW = 520
"""Below this width of the sheet, at 100 %, the groups stand in one column."""


class ShortcutsSheet(Sheet):
    """Closes with Escape. ``change_asked`` says that the keys are to be changed."""

    change_asked = Signal()

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self.call(self.tr("Keyboard shortcuts"))
        registered = [command for command in commands if command.keys and not is_repeat(command)]
        self._shown = [*registered, *writing_keys()]
        self.field = QLineEdit(self.body)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Find a command or a key"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._fill)
        self.layout_.addWidget(self.field)
        self._holder = QVBoxLayout()
        self.layout_.addLayout(self._holder)
        self._groups: QWidget | None = None
        self.foot.addWidget(Button(self.tr("Change keys…"), self.body, kind="link", on_click=self._on_change))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._fill()
        self.layout_.addStretch(1)

    @property
    def words(self) -> list[str]:
        """What is listed, for tests."""
        groups = self._groups.findChildren(QLabel) if self._groups else []
        return [each.text() for each in groups if each.property("kind") == ""]

    def _on_change(self) -> None:
        self.done()
        self.change_asked.emit()

    def _fill(self) -> None:
        if self._groups is not None:
            self._groups.hide()
            self._groups.deleteLater()
        self._groups = QWidget(self.body)
        columns = QHBoxLayout(self._groups)
        columns.setContentsMargins(0, theme().px(t.STEP), 0, 0)
        columns.setSpacing(theme().px(32))
        found = [command for command in self._shown if matches(command, self.field.text())]
        number = 1 if self._window.width() - theme().px(72) < theme().px(NARROW) else 2
        for column in _columns(found, number):
            columns.addLayout(self._column(column), 1)
        if not found:
            columns.addWidget(label(self.tr("No command is called so."), self._groups, tone="muted"))
        self._holder.addWidget(self._groups)

    def _column(self, groups: list[list[WindowCommand]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(0, 1)
        row = 0
        for group in groups:
            if row:
                grid.setRowMinimumHeight(row, theme().px(8))
                row += 1
            grid.addWidget(label(group[0].group, self._groups or self.body, kind="caption"), row, 0, 1, 2)
            for row, command in enumerate(group, row + 1):  # noqa: B020  goes on counting
                grid.addWidget(label(command.text, self._groups or self.body, wrap=True), row, 0)
                grid.addLayout(self._keys(command), row, 1)
            row += 1
        grid.setRowStretch(row, 1)
        return grid

    def _keys(self, command: WindowCommand) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(theme().px(4))
        layout.addStretch()
        for key in command.keys:
            words = f"{shown(key)}…9" if command.name == "workplace_1" else shown(key)
            made = label(words, self._groups or self.body, kind="key")
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return layout


def matches(command: WindowCommand, words: str) -> bool:
    """Whether all words are in what it does or its group, or the whole is one of its keys."""
    wanted = words.strip().casefold()
    keys = [each.casefold() for key in command.keys for each in (key, shown(key))]
    text = f"{command.text} {command.group}".casefold()
    return wanted in keys or all(word in text for word in wanted.split())


def is_repeat(command: WindowCommand) -> bool:
    """Workplaces two to nine: the first one's line speaks for all."""
    return command.name.startswith("workplace_") and command.name[-1:].isdigit() and command.name != "workplace_1"


def _columns(commands: Iterable[WindowCommand], number: int) -> list[list[list[WindowCommand]]]:
    """Whole groups, the longest first, each in the column that is the shortest so far."""
    groups: dict[str, list[WindowCommand]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    columns: list[list[list[WindowCommand]]] = [[] for _ in range(number)]
    for group in sorted(groups.values(), key=len, reverse=True):
        min(columns, key=lambda column: sum(len(each) + 2 for each in column)).append(group)
    order = list(groups.values())
    for column in columns:
        column.sort(key=order.index)
    return sorted(filter(None, columns), key=lambda column: order.index(column[0]))
