"""The sheet that asks for a folder or label: found by typing, and made where no other has the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.shell.places import FOLDER_ICONS, folder_name
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet
from workspace.model.folders import plain_name
from workspace.model.ids import AccountId
from workspace.model.kinds import Role
from workspace.store.rows import CollectionRow

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
MOST = 80
"""Rows that are shown at once; typing finds the others."""
ROW, ROWS = 32, 9


@dataclass(frozen=True, slots=True)
class Choices:
    """What one account offers: its ``places``, those ``carried`` already (None where nothing is ticked), and all
    ``names`` that are taken there. ``refusal`` says why nothing new can be made, empty where it can.
    """

    account_id: AccountId
    name: str
    places: Sequence[CollectionRow]
    names: Sequence[str]
    carried: frozenset[str] | None = None
    has_labels: bool = False
    refusal: str = ""


class PlaceField(QLineEdit):
    """Keeps the focus; the keys that move in the list go to the sheet."""

    def __init__(self, sheet: "PlaceSheet") -> None:
        super().__init__(sheet.body)
        self._sheet = sheet
        self.setProperty("keeps_return", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._sheet.take(event):
            super().keyPressEvent(event)


class PlaceSheet(Sheet):
    """``picked`` carries a :class:`CollectionRow`, ``named`` an account id and the name of what is to be made there."""

    picked = Signal(object)
    named = Signal(object, str)

    def __init__(self, title: str, choices: Sequence[Choices], window: QWidget) -> None:
        super().__init__(window, "", width=420)
        self.call(title)
        self._choices = choices
        self._named = {
            each.account_id: [(folder_name(row).casefold(), row.name.casefold(), row) for row in each.places]
            for each in choices
        }
        self.field = PlaceField(self)
        self.field.setPlaceholderText(self.tr("Type to find a name, or to make a new one"))
        self.field.setAccessibleName(title)
        self.list = QListWidget(self.body)
        self.list.setAccessibleName(self.tr("Folders and labels"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(theme().px(ROW) * ROWS + 4)
        self.list.setIconSize(QSize(theme().px(t.ICON), theme().px(t.ICON)))
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(self._tell)
        self.field.textChanged.connect(self._show)
        self.layout_.addWidget(self.field)
        self.layout_.addWidget(self.list)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self._show()

    def open(self) -> None:
        super().open()
        self.field.setFocus()

    @property
    def words(self) -> list[str]:
        """What the rows say."""
        return [self.list.item(n).text() for n in range(self.list.count())]

    def take(self, event: QKeyEvent) -> bool:
        """A key that was pressed in the field; whether it was for the list."""
        key = Qt.Key(event.key())
        if key in MOVES:
            self._step(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        else:
            return False
        return True

    def pick(self, words: str) -> None:
        """The row that says this. Raises ``ValueError`` where there is none."""
        self._run(self.list.item(self.words.index(words)))

    def _step(self, by: int) -> None:
        at = min(max(self.list.currentRow() + by, 0), self.list.count() - 1)
        self.list.setCurrentRow(at)

    def _tell(self) -> None:
        """The focus stays in the field: what is current is its description."""
        row = self.list.currentRow()
        item = self.list.item(row) if row >= 0 else None
        words = item.text() if item else self.tr("Nothing has this name")
        is_ticked = item is not None and item.checkState() is Qt.CheckState.Checked
        self.field.setAccessibleDescription(self.tr("{label}, carried").format(label=words) if is_ticked else words)
        QAccessible.updateAccessibility(QAccessibleEvent(self.field, QAccessible.Event.DescriptionChanged))

    def _show(self) -> None:
        self.list.clear()
        typed = plain_name(self.field.text())
        for each in self._choices:
            for place in self._found(each, typed):
                self._add(each, place)
        for each in self._choices:
            if typed and typed.casefold() not in {name.casefold() for name in each.names}:
                self._add_new(each, typed)
        first = next((n for n in range(self.list.count()) if self.list.item(n).flags()), -1)
        self.list.setCurrentRow(first)

    def _found(self, choices: Choices, typed: str) -> list[CollectionRow]:
        """Those whose name begins so first."""
        words = typed.casefold()
        named = self._named[choices.account_id]
        found = [(not name.startswith(words), row) for name, own, row in named if words in name or words in own]
        return [row for _, row in sorted(found, key=itemgetter(0))[:MOST]]

    def _row(self, words: str, icon: str, is_on: bool = True) -> QListWidgetItem:
        colors = theme().colors
        item = QListWidgetItem(words, self.list)
        item.setIcon(theme().icons.icon(icon, colors.muted if is_on else colors.faint, theme().px(t.ICON)))
        item.setSizeHint(QSize(0, theme().px(ROW)))
        item.setToolTip(words)
        return item

    def _add(self, choices: Choices, place: CollectionRow) -> None:
        icon = FOLDER_ICONS.get(Role(place.role), "label" if choices.has_labels else "folder")
        item = self._row(self._said(choices, folder_name(place)), icon)
        item.setData(Qt.ItemDataRole.UserRole, place)
        if choices.carried is not None:
            is_carried = place.remote_id in choices.carried
            item.setCheckState(Qt.CheckState.Checked if is_carried else Qt.CheckState.Unchecked)

    def _add_new(self, choices: Choices, typed: str) -> None:
        """What makes it, or why it cannot be made."""
        words = self.tr("New label “{name}”") if choices.has_labels else self.tr("New folder “{name}”")
        said = choices.refusal or self._said(choices, words.format(name=typed))
        item = self._row(said, "plus", not choices.refusal)
        item.setData(Qt.ItemDataRole.UserRole, (choices.account_id, typed))
        if choices.refusal:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _said(self, choices: Choices, words: str) -> str:
        return f"{words} · {choices.name}" if len(self._choices) > 1 else words

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        found = item.data(Qt.ItemDataRole.UserRole)
        self.done()
        if isinstance(found, CollectionRow):
            self.picked.emit(found)
        else:
            self.named.emit(*found)
