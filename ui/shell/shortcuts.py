"""The sheet of shortcuts: every command with its keys."""

from itertools import groupby

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.shell.commands import Commands
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet


class ShortcutsSheet(Sheet):
    """Closes with Escape."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, "", width=t.SHEET_WIDTH)
        self.title.setText(self.tr("Keyboard shortcuts"))
        self.body.setAccessibleName(self.title.text())
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        row = 0
        shown = sorted(commands, key=lambda command: command.group)
        for group, members in groupby(shown, key=lambda command: command.group):
            grid.addWidget(label(group, self.body, kind="caption"), row, 0, 1, 2)
            for command in members:
                row += 1
                grid.addWidget(label(command.text, self.body), row, 0)
                grid.addWidget(self._keys(command.keys), row, 1)
            row += 1
            grid.setRowMinimumHeight(row, px(8))
            row += 1
        grid.setColumnStretch(0, 1)
        self.layout_.addLayout(grid)

    def _keys(self, keys: tuple[str, ...]) -> QWidget:
        holder = QWidget(self.body)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addStretch()
        for key in keys:
            shown = key.upper() if len(key) == 1 else key.replace("Return", "⏎")
            layout.addWidget(label(shown, holder, kind="key"))
        return holder
