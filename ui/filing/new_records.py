"""The forms of the records that a filing creates, each with what the chosen CRM demands."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.filing.create import CreateForm
from ui.filing.demands import Demands
from ui.filing.selection import Proposal
from ui.shell.context import Context
from ui.theme.theme import theme
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import AccountId


class NewRecords(QWidget):
    """``changed`` after every edit of a form, and when one comes or goes."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.forms: list[CreateForm] = []
        self._demands = Demands(context, self)
        self._demands.changed.connect(self._on_demands)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(6))
        self.hide()

    def add(self, record_type: str, proposal: Proposal, account_id: AccountId | None) -> CreateForm:
        """A form for a record to create; a second of the same type is not needed."""
        for form in self.forms:
            if form.record_type == record_type:
                return form
        form = CreateForm(proposal.item, record_type, proposal.rules, proposal.accounts, self)
        if account_id is not None:
            form.choose_crm(account_id)
        form.changed.connect(self.changed)
        form.moved.connect(self._on_demands)
        form.removed.connect(lambda: self._remove(form))
        self.forms.append(form)
        self._layout.addWidget(form)
        self.show()
        self._on_demands()
        return form

    @property
    def has_nameless(self) -> bool:
        """Whether a form has no name, which is marked."""
        return None in [form.new_record() for form in self.forms]

    def records(self) -> dict[AccountId, list[NewRecord]]:
        """What is created at each CRM."""
        found: dict[AccountId, list[NewRecord]] = {}
        for form in self.forms:
            new = form.new_record()
            if new is not None:
                found.setdefault(form.account_id, []).append(new)
        return found

    def demanded(self) -> Mapping[AccountId, Mapping[str, tuple[RecordField, ...]]]:
        """What each CRM asks for, by the type of record."""
        found: dict[AccountId, dict[str, tuple[RecordField, ...]]] = {}
        for form in self.forms:
            found.setdefault(form.account_id, {})[form.record_type] = form.demanded
        return found

    def _on_demands(self) -> None:
        for form in self.forms:
            form.show_demanded(self._demands.of(form.account_id, form.record_type))
        self.changed.emit()

    def _remove(self, form: CreateForm) -> None:
        self.forms.remove(form)
        form.hide()
        form.deleteLater()
        self.setVisible(bool(self.forms))
        self.changed.emit()
