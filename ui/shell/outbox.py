"""The outbox: letters that leave later, and every action that waits or is stuck, why, and Retry and Drop."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.compose.later import later_menu, sleeping_words
from ui.compose.planned import move
from ui.compose.planned_card import PlannedCard
from ui.models.lines import reason, state_chip, verb_words
from ui.models.observer import News
from ui.shell.context import Context
from ui.shell.deeds import Deed, Deeds
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.labels import CutLabel, frame, label
from ui.widgets.sheet import Sheet
from workspace.store.rows import AttemptRow
from workspace.store.user_planned import PlannedRow

MOST_SHOWN = 50


class OutboxSheet(Sheet):
    """Follows the outbox while it is open. ``draft_asked`` carries the id of a draft to go on with."""

    draft_asked = Signal(object)

    def __init__(self, context: Context, deeds: Deeds, window: QWidget) -> None:
        super().__init__(window, "", width=t.SHEET_WIDTH)
        self.call(self.tr("Outbox"))
        self._context, self._deeds = context, deeds
        self._rows: QWidget | None = None
        self._list = QVBoxLayout()
        self.layout_.addLayout(self._list)
        self.foot.addStretch()
        self._close = Button(self.tr("Close"), self, on_click=self.done)
        self.foot.addWidget(self._close)
        context.observer.changed.connect(self._on_changed)
        self.reload()

    def open(self) -> None:
        """Not with the focus on what drops the first action."""
        super().open()
        self._close.setFocus()

    def reload(self) -> None:
        if self._rows is not None:
            self._rows.deleteLater()
        self._rows = QWidget(self.body)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, theme().px(8), 0, 0)
        column.setSpacing(theme().px(2 * t.STEP))
        names = self._context.names()
        planned = self._context.user.planned()
        later = {row.action_id for row in planned}
        attempts = [row for row in self._context.reader.attempts() if row.action_id not in later]
        if planned:
            column.addWidget(label(self.tr("Leaves later"), self._rows, kind="strong"))
            for row in planned[:MOST_SHOWN]:
                card = PlannedCard(self._context, row, names.get(row.account_id, ""), self._rows)
                card.performed.connect(self._on_performed)
                card.draft_asked.connect(self._on_draft_asked)
                card.time_asked.connect(self._open_times)
                card.refused.connect(self._deeds.refused)
                column.addWidget(card)
            column.addWidget(label(sleeping_words(), self._rows, kind="secondary", tone="muted", wrap=True))
        if attempts or not planned:
            words = self.tr("What you did that the services have not confirmed yet.")
            column.addWidget(label(words, self._rows, tone="muted"))
        for attempt in attempts[:MOST_SHOWN]:
            column.addWidget(self._row(attempt, names.get(attempt.account_id, ""), self._rows))
        if not attempts and not planned:
            column.addWidget(label(self.tr("Everything is done."), self._rows, kind="strong"))
        self._list.addWidget(self._rows)
        self.order_tabs()

    def _on_changed(self, news: News) -> None:
        self.reload()

    def _open_times(self, row: PlannedRow, place: QPoint) -> None:
        later_menu(lambda at: self.put_off(row, at), self).popup(place)

    def put_off(self, row: PlannedRow, at: datetime) -> None:
        """Another time for a letter."""
        deed = move(self._context, row, at)
        if deed is None:
            self._deeds.refused.emit(self.tr("Too late: it has left."))
        else:
            self._on_performed(deed)

    def _on_performed(self, deed: Deed) -> None:
        self._tell()
        undo = deed.undo
        self._deeds.performed.emit(Deed(deed.words, lambda: self._undo(undo)) if undo else deed)

    def _on_draft_asked(self, draft_id: object) -> None:
        self._tell()
        self.done()
        self.draft_asked.emit(draft_id)

    def _undo(self, undo: Callable[[], bool]) -> bool:
        is_done = undo()
        if isValid(self):
            self._tell()
        return is_done

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions", "drafts")
        self.reload()

    def _subject(self, attempt: AttemptRow) -> str:
        """What it is done to; a mark or a move does not carry it along."""
        item = self._context.reader.item_by_key(attempt.item) if attempt.item and not attempt.subject else None
        return item.subject if item is not None else attempt.subject

    def _row(self, attempt: AttemptRow, account: str, parent: QWidget) -> QWidget:
        px = theme().px
        card = frame("card", parent)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        what = f"{verb_words(attempt.verb)} · {self._subject(attempt)}".rstrip(" ·")
        words.addWidget(CutLabel(what, card, kind="strong"))
        words.addWidget(CutLabel(f"{account} · {reason(attempt)}", card, kind="secondary"))
        row = QHBoxLayout(card)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(2 * t.STEP))
        row.addLayout(words, 1)
        row.addWidget(ChipLabel(state_chip(attempt.state), card), 0, Qt.AlignmentFlag.AlignVCenter)
        if attempt.state in ("failed", "unsure"):
            retry = Button(self.tr("Retry"), card, small=True, on_click=lambda: self._retry(attempt))
            retry.setAccessibleName(self.tr("Retry: {what}").format(what=what))
            row.addWidget(retry)
        drop = Button(self.tr("Drop"), card, kind="danger", small=True, on_click=lambda: self._drop(attempt))
        drop.setAccessibleName(self.tr("Drop: {what}").format(what=what))
        row.addWidget(drop)
        return card

    def _retry(self, attempt: AttemptRow) -> None:
        self._deeds.retry(attempt.action_id)

    def _drop(self, attempt: AttemptRow) -> None:
        self._deeds.drop(attempt.action_id)
