"""The outbox: letters that leave later, and every action that waits or is stuck, why, and Retry and Drop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.compose.later import later_menu, sleeping_words
from ui.compose.planned import move
from ui.compose.planned_card import PlannedCard
from ui.models.beside import Asking
from ui.models.lines import reason, state_chip, verb_words
from ui.models.observer import News
from ui.shell.context import Context
from ui.shell.deeds import Deed, Deeds
from ui.shell.outbox_list import Waiting, WaitingList
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.model.ids import AccountId
from workspace.store.rows import AttemptRow
from workspace.store.user.planned import PlannedRow

MOST_PLANNED = 50
LIST_HIGH = 434
"""Pixels that the list takes before it scrolls, at 100 % text size."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the stores say of it."""

    planned: Sequence[PlannedRow]
    waiting: Sequence[Waiting]
    names: dict[AccountId, str]


def outbox_of(context: Context) -> Outbox:
    """Takes 0.2 ms an action and more: ask it beside the window."""
    names, planned = context.names(), context.user.planned()
    later = {row.action_id for row in planned}
    attempts = [row for row in context.reader.attempts() if row.action_id not in later]
    return Outbox(planned, [_waiting(context, row, names.get(row.account_id, "")) for row in attempts], names)


def _waiting(context: Context, attempt: AttemptRow, account: str) -> Waiting:
    """What it is done to is looked up: a mark or a move does not carry it along."""
    item = context.reader.item_by_key(attempt.item) if attempt.item and not attempt.subject else None
    subject = item.subject if item is not None else attempt.subject
    what = f"{verb_words(attempt.verb)} · {subject}".rstrip(" ·")
    return Waiting(attempt, what, f"{account} · {reason(attempt)}", state_chip(attempt.state))


class OutboxSheet(Sheet):
    """Follows the outbox while it is open. ``draft_asked`` carries the id of a draft to go on with; ``loaded`` says
    that it shows what the stores say now.
    """

    draft_asked = Signal(object)
    loaded = Signal()

    def __init__(self, context: Context, deeds: Deeds, window: QWidget) -> None:
        super().__init__(window, "", width=t.SHEET_WIDTH)
        self.call(self.tr("Outbox"))
        self._context, self._deeds = context, deeds
        self._asking = Asking(deeds.beside, lambda: partial(outbox_of, context), self._on_found)
        self._planned: Sequence[PlannedRow] | None = None
        self.cards: list[PlannedCard] = []
        self._letters = QVBoxLayout()
        self._letters.setSpacing(theme().px(2 * t.STEP))
        self.layout_.addLayout(self._letters)
        self._words = label(self.tr("What you did that the services have not confirmed yet."), self.body, tone="muted")
        self._done_words = label(self.tr("Everything is done."), self.body, kind="strong")
        self.list = WaitingList(self.body)
        self.list.retried.connect(deeds.retry)
        self.list.dropped.connect(deeds.drop)
        for part in (self._words, self._done_words, self.list):
            self.layout_.addWidget(part)
        self.now = Button(self.tr("Try now"), self, on_click=self.try_now)
        self.now.setToolTip(self.tr("Ask the services that gave no answer again at once, instead of after a pause"))
        self.foot.addWidget(self.now)
        self.foot.addStretch()
        self._close = Button(self.tr("Close"), self, on_click=self.done)
        self.foot.addWidget(self._close)
        context.observer.changed.connect(self._on_changed)
        later = len(context.user.planned())
        self._show_waiting(max(0, context.reader.attempt_number() - later), has_planned=bool(later))
        self.reload()

    def open(self) -> None:
        """Not with the focus on what drops the first action."""
        super().open()
        self._close.setFocus()

    def try_now(self) -> None:
        """As when the network comes back. A service that asked for a pause itself is left alone."""
        self._context.user.ask("network_back", {})
        self._context.ring()
        self._deeds.refused.emit(self.tr("The services are asked again."))

    @property
    def is_looking(self) -> bool:
        return self._asking.is_under_way

    def reload(self) -> None:
        """Look beside the window; what is asked for meanwhile is looked for once more."""
        self._asking.ask()

    def _on_found(self, found: Outbox) -> None:
        if not isValid(self):
            return
        if found.planned != self._planned:
            self._planned = found.planned
            self._show_planned(found)
        self.list.show_rows(found.waiting)
        self._show_waiting(len(found.waiting), has_planned=bool(found.planned))
        self.loaded.emit()

    def _show_waiting(self, number: int, *, has_planned: bool) -> None:
        self._words.setVisible(bool(number) or not has_planned)
        self._done_words.setVisible(not number and not has_planned)
        self.list.setVisible(bool(number))
        self.now.setVisible(bool(number))
        self.list.fit(number, theme().px(LIST_HIGH))

    def _show_planned(self, found: Outbox) -> None:
        """The letters that leave later, with what is said about them."""
        while (item := self._letters.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [self._card(row, found.names) for row in found.planned[:MOST_PLANNED]]
        if self.cards:
            self._letters.addWidget(label(self.tr("Leaves later"), self.body, kind="strong"))
            for card in self.cards:
                self._letters.addWidget(card)
            self._letters.addWidget(label(sleeping_words(), self.body, kind="secondary", tone="muted", wrap=True))

    def _card(self, row: PlannedRow, names: dict[AccountId, str]) -> PlannedCard:
        card = PlannedCard(self._context, row, names.get(row.account_id, ""), self.body)
        card.performed.connect(self._on_performed)
        card.draft_asked.connect(self._on_draft_asked)
        card.time_asked.connect(self._open_times)
        card.refused.connect(self._deeds.refused)
        return card

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
