"""The section of keys: pick a command, press its new key; who had it before is said first, and everything goes back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from ui.settings.bindings import MOST, keep_bindings, refusal, rivals, shadows, shown, with_key, without_choice
from ui.settings.key_field import KeyField
from ui.settings.key_table import KEYS, ROW_HEIGHT, WORDS, KeyDelegate, KeyTable
from ui.shell.commands import Commands, WindowCommand
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.store.user import UserStore

TABLE_HEIGHT = 200


class KeysSection(QWidget):
    """What is changed holds at once."""

    def __init__(self, commands: Commands, user: UserStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands, self._user = commands, user
        self._pending = ""
        self.filter = QLineEdit(self)
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(self.tr("Find a command or a key"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self.table = KeyTable(commands, self)
        self.view = KeyView(self.table, self)
        self.view.selectionModel().currentRowChanged.connect(self._on_picked)
        self.view.change_asked.connect(self.begin)
        self.view.clear_asked.connect(self.remove_keys)
        self.field = KeyField(self)
        self.field.pressed_key.connect(self.take)
        self.field.given_up.connect(self._give_up)
        self.said = label("", self, kind="secondary", wrap=True)
        self.change = Button(self.tr("Change"), self, small=True, on_click=self.begin)
        self.confirm = Button(self.tr("Use it here"), self, kind="primary", small=True, on_click=self.confirm_key)
        self.none = Button(self.tr("No key"), self, small=True, on_click=self.remove_keys)
        self.own = Button(self.tr("As it was"), self, small=True, on_click=self.restore)
        self.all_own = Button(self.tr("Reset all keys"), self, kind="link", on_click=self.restore_all)
        self._place()
        self.view.selectRow(0)

    def _place(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2 * t.STEP))
        column.addWidget(self.filter)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(px(2 * t.STEP))
        row.addWidget(self.field, 1)
        for button in (self.confirm, self.change, self.none, self.own):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.all_own, 0, Qt.AlignmentFlag.AlignLeft)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search into what it found."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            if event.type() == QEvent.Type.KeyPress:
                self.view.setFocus()
            return True
        return super().eventFilter(watched, event)

    @property
    def command(self) -> WindowCommand | None:
        """The one that is picked."""
        return self.table.command(self.view.currentIndex().row())

    def pick(self, name: str) -> None:
        self.view.selectRow(self.table.row_of(name))

    def begin(self) -> None:
        """Wait for the new key of what is picked."""
        if self.command is not None:
            self.field.setFocus()
            self._say(self.tr("Press the new key for “{name}”, or Esc.").format(name=self.command.text))

    def take(self, key: str) -> None:
        """A key was pressed: it holds, unless it means something else, which is said and asked first."""
        command = self.command
        if command is None:
            return
        self.field.setText(shown(key))
        why = refusal(key)
        had = rivals(self._commands, command.name, key)
        self._pending = key if had and not why else ""
        self.field.mark(bool(why or had))
        if why:
            self._say(why)
        elif had:
            words = self.tr("{key} means “{name}” now, which would lose it.")
            self._say(words.format(key=shown(key), name=had[0].text))
            self.confirm.setFocus()
        else:
            self._bind(command, key)
        self._enable()

    def confirm_key(self) -> None:
        """Take the key from whom has it."""
        if self._pending and self.command is not None:
            self._bind(self.command, self._pending)

    def remove_keys(self) -> None:
        if self.command is not None:
            self._keep(with_key(self._commands, self.command.name, ()))
            self._say(self.tr("“{name}” has no key.").format(name=self.command.text))

    def restore(self) -> None:
        """Give what is picked its own keys back, and say who has lost them."""
        command = self.command
        if command is None:
            return
        own = self._commands.own_keys(command.name)
        lost = [(key, each.text) for key in own for each in rivals(self._commands, command.name, key)]
        self._keep(without_choice(self._commands, command.name))
        words = self.tr("{key} does not mean “{name}” any more.")
        self._say(" ".join(words.format(key=shown(key), name=name) for key, name in lost))

    def restore_all(self) -> None:
        self._keep({})
        self._say(self.tr("All keys are as they were."))

    def _bind(self, command: WindowCommand, key: str) -> None:
        """The new key goes before the others of the same command, which it keeps if they are not its first."""
        kept = tuple(each for each in command.keys[1:] if each != key)[: MOST - 1]
        elsewhere = shadows(self._commands, command.name, key)
        self._keep(with_key(self._commands, command.name, (key, *kept)))
        words = self.tr("{key} means “{name}” now.").format(key=shown(key), name=command.text)
        if elsewhere:
            also = self.tr("In “{group}” it goes on to mean “{name}”.")
            words += " " + also.format(group=elsewhere[0].group, name=elsewhere[0].text)
        self.view.setFocus()
        self._say(words)

    def _keep(self, bindings: dict[str, tuple[str, ...]]) -> None:
        self._pending = ""
        keep_bindings(self._user, bindings)
        self._commands.bind(bindings)
        self.table.reload()
        self._enable()

    def _give_up(self) -> None:
        self._pending = ""
        self._say("")
        self._enable()
        self.view.setFocus()

    def _on_filter(self, words: str) -> None:
        self.table.show(words)
        self.view.selectRow(0)
        self._on_picked()

    def _on_picked(self, *_: object) -> None:
        self._pending = ""
        self._say("" if self.command else self.tr("No command is called so."))
        self._enable()

    def _enable(self) -> None:
        command = self.command
        for button in (self.change, self.none, self.field):
            button.setEnabled(command is not None)
        self.none.setEnabled(bool(command and command.keys))
        self.own.setEnabled(bool(command and self.table.is_changed(command)))
        self.all_own.setVisible(bool(self._commands.bindings))
        self.confirm.setVisible(bool(self._pending))
        self.change.setVisible(not self._pending)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)


class KeyView(QTableView):
    """Return or a double click changes the key of a line, Delete takes it away."""

    change_asked = Signal()
    clear_asked = Signal()

    def __init__(self, table: KeyTable, section: KeysSection) -> None:
        super().__init__(section)
        self.setModel(table)
        self.setItemDelegate(KeyDelegate(table, self))
        self.setAccessibleName(self.tr("Commands and their keys"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setProperty("keeps_return", True)
        self.setMinimumHeight(theme().px(TABLE_HEIGHT))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(KEYS, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(KEYS, theme().px(170))
        self.doubleClicked.connect(lambda index: self.change_asked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.change_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_asked.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
