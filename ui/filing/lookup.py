"""The search field of the filing sheet: any record of any CRM, from the cache at once, from the CRM when it answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.filing.words import type_words
from ui.models.lines import RECORD_ICONS
from ui.reader.question import Question
from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.model.accounts import Account
from workspace.store.rows import RecordRow

SHOWN = 6
PAUSE_MS = 250
ANSWER_SECONDS = 15


class LookUp(QWidget):
    """``picked`` carries the :class:`RecordRow` that the user chose."""

    picked = Signal(object)

    def __init__(self, context: Context, accounts: Sequence[Account], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._accounts = context, accounts
        self.field = _Field(self)
        self.field.setPlaceholderText(self.tr("Look up any contact, company, deal or case"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.entered.connect(self._on_entered)
        self.field.textChanged.connect(self._on_changed)
        self.rows: list[RecordRow] = []
        self._results: QWidget | None = None
        self._words = label("", self, kind="secondary")
        self._words.hide()
        self._questions: list[Question] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_crms)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(4))
        self._layout.addWidget(self.field)
        self._layout.addWidget(self._words)

    def _on_changed(self, text: str) -> None:
        self._find()
        self._pause.start()

    def _find(self) -> None:
        """What the cache has."""
        text = self.field.text().strip()
        known = {account.account_id for account in self._accounts}
        found = self._context.reader.find_records(text, SHOWN * 3) if text else []
        self.rows = [row for row in found if row.account_id in known and row.can_write][:SHOWN]
        self._show_rows()

    def _show_rows(self) -> None:
        if self._results is not None:
            self._results.hide()
            self._results.deleteLater()
        self._results = QWidget(self)
        inside = QVBoxLayout(self._results)
        inside.setContentsMargins(theme().px(4), 0, 0, 0)
        inside.setSpacing(0)
        names = self._context.names()
        for row in self.rows:
            kind, crm = type_words(row.record_type), names.get(row.account_id, "")
            press = lambda row=row: self._pick(row)  # noqa: E731
            icon = RECORD_ICONS.get(row.record_type, "")
            words = f"{row.name} · {kind} · {crm}"
            inside.addWidget(Button(words, self._results, kind="row", icon=icon, on_click=press))
        self._layout.addWidget(self._results)

    def _ask_crms(self) -> None:
        """The CRMs themselves may know more than the cache."""
        text = self.field.text().strip()
        for question in self._questions:
            question.stop()
        self._questions = []
        for account in self._accounts if text else ():
            manifest = self._context.manifest_of(account)
            if manifest is not None and manifest.look_up:
                self._questions.append(self._question(account, text))
        self._say()

    def _question(self, account: Account, text: str) -> Question:
        payload = {"crm_account_id": account.account_id, "emails": [], "domains": [], "text": text}
        made = Question(self._context, "look_up", payload, self, seconds=ANSWER_SECONDS)
        made.answered.connect(lambda _: self._on_answered())
        made.failed.connect(lambda _: self._say())
        return made

    def _on_answered(self) -> None:
        self._find()
        self._say()

    def _say(self) -> None:
        text = self.field.text().strip()
        words = self.tr("Nothing found here.") if text and not self.rows else ""
        if text and any(question.is_open for question in self._questions):
            words = self.tr("Asking the CRM too…")
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _on_entered(self) -> None:
        if self.rows:
            self._pick(self.rows[0])

    def _pick(self, row: RecordRow) -> None:
        self.field.clear()
        self._say()
        self.picked.emit(row)


class _Field(QLineEdit):
    """Return takes the first hit instead of filing."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
