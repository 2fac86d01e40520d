"""The conditions of a rule, one row each: what is asked for, its value, and a cross that takes it away."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.inbox.tab_words import field_hints, field_names
from ui.models.lines import Names
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import restyle
from workspace.store.tab_rules import IN_CRM, MOST_CONDITIONS, NOT_IN_CRM, Condition, condition

CHOSEN = ("account", "crm")
"""What is chosen and not written."""


class ConditionRow(QWidget):
    """One condition; ``like`` holds the values of the mail that the tab is made of."""

    changed = Signal()
    removed = Signal(object)
    entered = Signal()

    def __init__(self, accounts: Names, like: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._like, self._accounts = like, accounts
        self.field = QComboBox(self)
        self.field.setAccessibleName(self.tr("What is asked for"))
        self.field.setProperty("keeps_return", True)
        for name, words in field_names().items():
            self.field.addItem(words, name)
        self.text = QLineEdit(self)
        self.choice = QComboBox(self)
        self.choice.setProperty("keeps_return", True)
        self.cross = IconButton("close", self.tr("Take this condition away"), self)
        self.cross.clicked.connect(lambda: self.removed.emit(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(t.STEP))
        for wide in (self.text, self.choice):
            wide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.field)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.cross)
        self.field.currentIndexChanged.connect(self._on_field)
        self.text.textEdited.connect(self._on_edited)
        self.text.returnPressed.connect(self.entered)
        self.choice.currentIndexChanged.connect(self.changed)
        self._on_field()

    @property
    def name(self) -> str:
        return str(self.field.currentData())

    def show_condition(self, wanted: Condition) -> None:
        self.field.setCurrentIndex(max(0, self.field.findData(wanted.field)))
        if wanted.field in CHOSEN:
            self._choose(wanted.value)
        else:
            self.text.setText(wanted.value.strip("<>") if wanted.field == "list" else wanted.value)

    def condition(self) -> Condition | None:
        """None while what stands here could never be met."""
        value = self.choice.currentData() if self.name in CHOSEN else self.text.text()
        try:
            return condition(self.name, str(value or ""))
        except ValueError:
            return None

    def mark_wrong(self) -> None:
        """Show that it is not finished."""
        self.text.setProperty("wrong", self.condition() is None)
        restyle(self.text)

    def _on_field(self) -> None:
        is_chosen = self.name in CHOSEN
        self.text.setVisible(not is_chosen)
        self.choice.setVisible(is_chosen)
        words, hint = field_names()[self.name], field_hints().get(self.name, "")
        self.text.setAccessibleName(words)
        self.choice.setAccessibleName(words)
        self.text.setPlaceholderText(hint)
        if is_chosen:
            self._fill()
        elif not self.text.text() or self.text.text() in self._like.values():
            # What the mail at hand says there; what somebody wrote stays.
            self.text.setText(self._like.get(self.name, ""))
        self.changed.emit()

    def _fill(self) -> None:
        self.choice.blockSignals(True)
        self.choice.clear()
        if self.name == "crm":
            self.choice.addItem(self.tr("yes"), IN_CRM)
            self.choice.addItem(self.tr("no"), NOT_IN_CRM)
        else:
            for account_id, called in self._accounts.items():
                self.choice.addItem(called, account_id)
        self.choice.blockSignals(False)
        self._choose(self._like.get(self.name, ""))

    def _choose(self, value: str) -> None:
        self.choice.setCurrentIndex(max(0, self.choice.findData(value)))

    def _on_edited(self) -> None:
        if self.text.property("wrong"):
            self.mark_wrong()
        self.changed.emit()


class Conditions(QWidget):
    """Rows, at least one, and a link for one more."""

    changed = Signal()
    entered = Signal()
    grown = Signal(object)

    def __init__(self, accounts: Names, like: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._accounts, self._like = accounts, like
        self.rows: list[ConditionRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().px(t.STEP))
        self.add = Button(self.tr("Add a condition"), self, kind="link", on_click=self._on_add)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(t.STEP))
        layout.addLayout(self._column)
        layout.addLayout(foot)

    def show_conditions(self, wanted: Sequence[Condition]) -> None:
        for each in wanted:
            self._append().show_condition(each)
        if not wanted:
            self._append()

    def conditions(self) -> list[Condition | None]:
        return [row.condition() for row in self.rows]

    def mark_wrong(self) -> ConditionRow | None:
        """Show which are not finished; returns the first of them."""
        for row in self.rows:
            row.mark_wrong()
        return next((row for row in self.rows if row.condition() is None), None)

    def _append(self) -> ConditionRow:
        row = ConditionRow(self._accounts, self._like, self)
        row.changed.connect(self.changed)
        row.entered.connect(self.entered)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._column.addWidget(row)
        self._dress()
        return row

    def _on_add(self) -> None:
        row = self._append()
        # Another of the same kind is what a list of senders or domains grows by.
        row.field.setCurrentIndex(self.rows[-2].field.currentIndex() if len(self.rows) > 1 else 0)
        if row.name not in CHOSEN:
            row.text.clear()
        row.show()
        self.grown.emit(row)
        (row.choice if row.name in CHOSEN else row.text).setFocus()
        self.changed.emit()

    def _remove(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()
        self._dress()
        self.rows[-1].field.setFocus()
        self.changed.emit()

    def _dress(self) -> None:
        for n, row in enumerate(self.rows, start=1):
            row.cross.setVisible(len(self.rows) > 1)
            row.cross.setAccessibleName(self.tr("Take condition {number} away").format(number=n))
        self.add.setVisible(len(self.rows) < MOST_CONDITIONS)
