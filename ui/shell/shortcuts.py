"""The sheet of shortcuts: every command with its keys."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.shell.commands import Commands, WindowCommand
from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet


class ShortcutsSheet(Sheet):
    """Closes with Escape."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, "", width=640)
        self.title.setText(self.tr("Keyboard shortcuts"))
        self.body.setAccessibleName(self.title.text())
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        shown = [command for command in commands if command.keys and not is_repeat(command)]
        for column, group in enumerate(dict.fromkeys(command.group for command in shown)):
            members = [command for command in shown if command.group == group]
            left, top = (column % 2) * 3, (column // 2) * 20
            grid.addWidget(label(group, self.body, kind="caption"), top, left, 1, 2)
            for row, command in enumerate(members, top + 1):
                grid.addWidget(label(command.text, self.body), row, left)
                grid.addWidget(self._keys(command.keys), row, left + 1)
        grid.setColumnMinimumWidth(2, px(16))
        for stretched in (0, 3):
            grid.setColumnStretch(stretched, 1)
        self.layout_.addLayout(grid)

    def _keys(self, keys: tuple[str, ...]) -> QWidget:
        holder = QWidget(self.body)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addStretch()
        for key in keys:
            shown = key.upper() if len(key) == 1 else key.replace("Return", "⏎")
            layout.addWidget(label(shown.replace("Ctrl+1", "Ctrl+1…9"), holder, kind="key"))
        return holder


def is_repeat(command: WindowCommand) -> bool:
    """Workplaces two to nine: the first one's line speaks for all."""
    return command.name.startswith("workplace_") and command.name != "workplace_1"
