"""The outbox: every action that waits or is stuck, why, and Retry and Drop."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.lines import reason, state_chip, verb_words
from ui.models.observer import News
from ui.shell.context import Context
from ui.shell.deeds import Deeds
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.labels import CutLabel, frame, label
from ui.widgets.sheet import Sheet
from workspace.store.rows import AttemptRow

MOST_SHOWN = 50


class OutboxSheet(Sheet):
    """Follows the outbox while it is open."""

    def __init__(self, context: Context, deeds: Deeds, window: QWidget) -> None:
        super().__init__(window, "", width=t.SHEET_WIDTH)
        self.title.setText(self.tr("Outbox"))
        self.body.setAccessibleName(self.title.text())
        self._context, self._deeds = context, deeds
        self.layout_.addWidget(
            label(self.tr("What you did that the services have not confirmed yet."), self.body, tone="muted")
        )
        self._rows: QWidget | None = None
        self._list = QVBoxLayout()
        self.layout_.addLayout(self._list)
        context.observer.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        if self._rows is not None:
            self._rows.deleteLater()
        self._rows = QWidget(self.body)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, theme().px(8), 0, 0)
        column.setSpacing(theme().px(2 * t.STEP))
        attempts = self._context.reader.attempts()
        names = self._context.names()
        for attempt in attempts[:MOST_SHOWN]:
            column.addWidget(self._row(attempt, names.get(attempt.account_id, ""), self._rows))
        if not attempts:
            column.addWidget(label(self.tr("Everything is done."), self._rows, kind="strong"))
        self._list.addWidget(self._rows)

    def _on_changed(self, news: News) -> None:
        self.reload()

    def _row(self, attempt: AttemptRow, account: str, parent: QWidget) -> QWidget:
        px = theme().px
        card = frame("card", parent)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        what = f"{verb_words(attempt.verb)} · {attempt.subject}".rstrip(" ·")
        words.addWidget(CutLabel(what, card, kind="strong"))
        words.addWidget(CutLabel(f"{account} · {reason(attempt)}", card, kind="secondary"))
        row = QHBoxLayout(card)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(2 * t.STEP))
        row.addLayout(words, 1)
        row.addWidget(ChipLabel(state_chip(attempt.state), card), 0, Qt.AlignmentFlag.AlignVCenter)
        if attempt.state in ("failed", "unsure"):
            row.addWidget(Button(self.tr("Retry"), card, small=True, on_click=lambda: self._retry(attempt)))
        row.addWidget(Button(self.tr("Drop"), card, kind="danger", small=True, on_click=lambda: self._drop(attempt)))
        return card

    def _retry(self, attempt: AttemptRow) -> None:
        self._deeds.retry(attempt.action_id)

    def _drop(self, attempt: AttemptRow) -> None:
        self._deeds.drop(attempt.action_id)
