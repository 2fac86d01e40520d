"""The form of a record to create with the filing, filled in from what the mail says of its sender."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.filing.words import field_words, type_words
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import label, restyle
from workspace.filing.new_record import FIELDS, prefill
from workspace.filing.rules import Rules
from workspace.model.accounts import Account
from workspace.model.filings import NewRecord
from workspace.model.ids import AccountId
from workspace.store.rows import ItemRow

LISTS = ("emails", "phones", "domains")


class CreateForm(QFrame):
    """``changed`` after every edit, ``removed`` when it is taken out."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self,
        item: ItemRow,
        record_type: str,
        rules: Rules,
        accounts: Sequence[Account],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chosen")
        self.record_type = record_type
        self.crm = QComboBox(self)
        self.crm.setAccessibleName(self.tr("CRM"))
        for account in accounts:
            self.crm.addItem(account.name, account.account_id)
        self.crm.setVisible(len(accounts) > 1)
        self.crm.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.fields: dict[str, QLineEdit] = {}
        px = theme().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(10), px(12))
        layout.setSpacing(px(6))
        layout.addLayout(self._head())
        self._grid = QGridLayout()
        layout.addLayout(self._grid)
        self._fill(prefill(item, record_type, rules))

    @property
    def account_id(self) -> AccountId:
        return AccountId(self.crm.currentData())

    def choose_crm(self, account_id: AccountId) -> None:
        at = self.crm.findData(account_id)
        if at >= 0:
            self.crm.setCurrentIndex(at)

    def ask_for(self, key: str, name: str, words: str) -> None:
        """Mark a field that the CRM asked for, with its sentence; one that only this CRM has is added."""
        if key not in self.fields:
            self._add_field(key, name, "")
        edit = self.fields[key]
        edit.setProperty("wrong", True)
        restyle(edit)
        edit.setAccessibleDescription(words)
        self._grid.addWidget(label(words, self, tone="warn", wrap=True), self._grid.rowCount(), 1)
        edit.setFocus()

    def new_record(self) -> NewRecord | None:
        """What the form says; None without a name, which is marked."""
        name = self.fields["name"]
        is_nameless = not name.text().strip()
        if bool(name.property("wrong")) != is_nameless:
            name.setProperty("wrong", is_nameless)
            restyle(name)
        if is_nameless:
            return None
        pairs = [(k, value) for k, edit in self.fields.items() for value in _values(k, edit.text())]
        return NewRecord(self.record_type, tuple(pairs))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme().px(2 * t.STEP))
        title = self.tr("New: {type}").format(type=type_words(self.record_type).lower())
        head.addWidget(label(title, self, kind="strong"), 1)
        head.addWidget(self.crm)
        close = IconButton("close", self.tr("Do not create"), self, on_click=self.removed.emit)
        head.addWidget(close)
        return head

    def _fill(self, filled: NewRecord) -> None:
        px = theme().px
        self._grid.setHorizontalSpacing(px(3 * t.STEP))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        for key in FIELDS[self.record_type]:
            self._add_field(key, field_words(key), ", ".join(v for k, v in filled.fields if k == key))

    def _add_field(self, key: str, name: str, value: str) -> None:
        edit = QLineEdit(value, self)
        edit.setCursorPosition(0)
        edit.setAccessibleName(name)
        edit.textEdited.connect(lambda _: self.changed.emit())
        n = self._grid.rowCount()
        self._grid.addWidget(label(name, self, tone="muted"), n, 0)
        self._grid.addWidget(edit, n, 1)
        self.fields[key] = edit


def _values(key: str, text: str) -> list[str]:
    parts = text.split(",") if key in LISTS else [text]
    return [part.strip() for part in parts if part.strip()]
