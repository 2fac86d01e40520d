"""What the CRMs demand in new records: their last answer at once, also offline, and a fresh one when it comes."""

from PySide6.QtCore import QObject, Signal

from ui.reader.question import Question
from ui.shell.context import Context
from workspace.model.filings import RecordField
from workspace.model.ids import AccountId

ANSWER_SECONDS = 15


class Demands(QObject):
    """``changed``: a CRM has answered. Each is asked once as long as this lives."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: set[tuple[AccountId, str]] = set()

    def of(self, account_id: AccountId, record_type: str) -> tuple[RecordField, ...]:
        """What a new record of that type needs there, as far as it is known."""
        if (account_id, record_type) not in self._asked:
            self._asked.add((account_id, record_type))
            payload = {"crm_account_id": account_id, "record_type": record_type}
            question = Question(self._context, "demanded_fields", payload, self, seconds=ANSWER_SECONDS)
            question.answered.connect(lambda _: self.changed.emit())
        return self._context.reader.demanded_fields(account_id, record_type) or ()
