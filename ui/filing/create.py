"""The form of a record to create with the filing, filled in from what the mail says of its sender."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.filing.words import field_words, type_words
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import label, restyle
from workspace.filing.new_record import FIELDS, prefill
from workspace.filing.rules import Rules
from workspace.model.accounts import Account
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import AccountId
from workspace.store.rows import ItemRow

LISTS = ("emails", "phones", "domains")


class Choice(QComboBox):
    """One of the values that a CRM takes; it begins with none. ``edited`` when the user chose."""

    edited = Signal()

    def __init__(self, choices: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("keeps_return", True)
        self.addItems(list(choices))
        self.setCurrentIndex(-1)
        self.activated.connect(lambda _: self.edited.emit())

    def text(self) -> str:
        return self.currentText()

    def setText(self, value: str) -> None:
        """Nothing where it is none of the choices."""
        self.setCurrentIndex(self.findText(value))


Control = QLineEdit | Choice


class CreateForm(QFrame):
    """``changed`` after every edit, ``moved`` when it goes to another CRM, ``removed`` when it is taken out."""

    changed = Signal()
    moved = Signal()
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
        self.demanded: tuple[RecordField, ...] = ()
        self.crm = QComboBox(self)
        self.crm.setAccessibleName(self.tr("CRM"))
        for account in accounts:
            self.crm.addItem(account.name, account.account_id)
        self.crm.setVisible(len(accounts) > 1)
        self.crm.currentIndexChanged.connect(lambda _: self.moved.emit())
        self.fields: dict[str, Control] = {}
        self._names: dict[str, QLabel] = {}
        px = theme().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(12), px(8), px(10), px(12))
        self._column.setSpacing(px(6))
        self._column.addLayout(self._head())
        self._grid = QGridLayout()
        self._column.addLayout(self._grid)
        self._fill(prefill(item, record_type, rules))

    @property
    def account_id(self) -> AccountId:
        return AccountId(self.crm.currentData())

    def choose_crm(self, account_id: AccountId) -> None:
        at = self.crm.findData(account_id)
        if at >= 0:
            self.crm.setCurrentIndex(at)

    def show_demanded(self, demanded: Sequence[RecordField]) -> None:
        """Mark what the chosen CRM demands; a field that only it has is added, and goes with it."""
        before, self.demanded = self.demanded, tuple(demanded)
        if before == self.demanded:
            return
        wanted = {each.name: each for each in demanded}
        for old in before:
            if old.name not in wanted:
                self._release(old.name)
        for field in demanded:
            self._demand(field)

    def ask_for(self, key: str, name: str, words: str) -> None:
        """Mark a field that the CRM asked for, with its sentence; one that only this CRM has is added."""
        if key not in self.fields:
            self._add_field(key, name, "")
        edit = self.fields[key]
        edit.setProperty("wrong", True)
        restyle(edit)
        edit.setAccessibleDescription(words)
        self._column.addWidget(label(words, self, tone="warn", wrap=True))
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

    def _add_field(self, key: str, name: str, value: str, choices: Sequence[str] = ()) -> None:
        n = self._grid.rowCount()
        self._names[key] = label(name, self, tone="muted")
        self._grid.addWidget(self._names[key], n, 0)
        self._grid.addWidget(self._control(key, name, value, choices), n, 1)

    def _control(self, key: str, name: str, value: str, choices: Sequence[str]) -> Control:
        """A field to write in, or a list of what can be chosen."""
        made: Control
        if choices:
            made = Choice(choices, self)
            made.setText(value)
            made.edited.connect(self.changed)
        else:
            made = QLineEdit(value, self)
            made.setCursorPosition(0)
            made.textEdited.connect(lambda _: self.changed.emit())
        made.setAccessibleName(name)
        self.fields[key] = made
        return made

    def _demand(self, field: RecordField) -> None:
        is_own = field.name in FIELDS[self.record_type]
        name = field_words(field.name) if is_own else field.label
        if field.name not in self.fields:
            self._add_field(field.name, name, "", field.choices)
        elif _choices(self.fields[field.name]) != field.choices:
            self._exchange(field.name, name, field.choices)
        self._names[field.name].setText(f"{name} *")
        control = self.fields[field.name]
        control.setAccessibleName(self.tr("{field}, required").format(field=name))
        control.setPlaceholderText(self.tr("Required"))

    def _release(self, key: str) -> None:
        """The CRM that is chosen now does not ask for it."""
        if key not in FIELDS[self.record_type]:
            for gone in (self.fields.pop(key), self._names.pop(key)):
                self._grid.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            return
        name = field_words(key)
        if isinstance(self.fields[key], Choice):
            self._exchange(key, name, ())
        self._names[key].setText(name)
        self.fields[key].setAccessibleName(name)
        self.fields[key].setPlaceholderText("")

    def _exchange(self, key: str, name: str, choices: Sequence[str]) -> None:
        """Another control in the same place, with the value where it can be kept."""
        old = self.fields[key]
        made = self._control(key, name, old.text(), choices)
        made.setProperty("wrong", old.property("wrong"))
        made.setAccessibleDescription(old.accessibleDescription())
        self._grid.replaceWidget(old, made)
        QWidget.setTabOrder(old, made)
        old.hide()
        old.deleteLater()


def _choices(control: Control) -> tuple[str, ...]:
    if isinstance(control, Choice):
        return tuple(control.itemText(n) for n in range(control.count()))
    return ()


def _values(key: str, text: str) -> list[str]:
    parts = text.split(",") if key in LISTS else [text]
    return [part.strip() for part in parts if part.strip()]
