"""The sheet of shortcuts: every command with its keys, filtered as one types."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.compose.keys import writing_keys
from ui.settings.bindings import shown
from ui.shell.commands import Commands, WindowCommand
from ui.shell.shortcut_list import ShortcutList
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
        self._lists: list[ShortcutList] = []
        self.foot.addWidget(Button(self.tr("Change keys…"), self.body, kind="link", on_click=self._on_change))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._fill()
        self.layout_.addStretch(1)

    @property
    def words(self) -> list[str]:
        """What is listed, for tests."""
        rows = [row for part in self._lists for row in part.shortcuts.rows]
        found = [row.text for row in rows if isinstance(row, WindowCommand)]
        return found or [each.text() for each in self._groups.findChildren(QLabel)] if self._groups else []

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
        self._lists = [self._made(groups, self._groups) for groups in _columns(found, number)]
        for part in self._lists:
            columns.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        if not found:
            columns.addWidget(label(self.tr("No command is called so."), self._groups, tone="muted"))
        self._holder.addWidget(self._groups)

    def _made(self, groups: list[list[WindowCommand]], parent: QWidget) -> ShortcutList:
        part = ShortcutList(", ".join(group[0].group for group in groups), groups, parent)
        part.shown_at.connect(lambda place: self.show_part(part, place))
        return part


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
