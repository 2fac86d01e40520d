"""A meeting as a card: when, where, who comes, and one's own answer."""

import uuid
from collections.abc import Collection
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.models.lines import event_day, event_time
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import breakable, label
from ui.widgets.times import day_heading
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Verb
from workspace.store.rows import ItemRow


class EventCard(QFrame):
    """Holds one :class:`ItemRow` of an event; has the signals of a message card."""

    said = Signal(object)
    link_hovered = Signal(object, bool)
    link_picked = Signal(object, bool)

    def __init__(self, context: Context, item: ItemRow, own: Collection[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context = context
        self.item = item
        self.is_expanded = True
        self._inside: QWidget | None = None
        px = theme().px
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(16), px(14), px(16), px(14))
        self._fill()

    def expand(self, is_expanded: bool = True) -> None:
        """An event is always open."""

    def show_item(self, item: ItemRow) -> None:
        self.item = item
        self._fill()

    def answer(self, partstat: str) -> None:
        """Queue one's own answer (RFC 5545 PARTSTAT)."""
        action = Action(
            ActionId(uuid.uuid4().hex),
            self.item.key.account_id,
            Verb.ANSWER,
            {"partstat": partstat, "comment": ""},
            self.item.key,
            datetime.now(UTC),
        )
        self._context.user.queue(action)
        self._context.ring()
        self._context.observer.tell("actions")
        self.said.emit(self.tr("Your answer is on its way."))

    def _fill(self) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        px = theme().px
        self._inside = QWidget(self)
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(4 * t.STEP))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        rows = [(name, words) for name, words in self._facts() if words]
        for n, (name, words) in enumerate(rows):
            grid.addWidget(label(name, self._inside, tone="muted"), n, 0)
            grid.addWidget(label(breakable(words), self._inside, wrap=True), n, 1)
        if self._may_answer():
            grid.addLayout(self._answers(self._inside), len(rows), 0, 1, 2)
        self._layout.addWidget(self._inside)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        item = self.item
        today = datetime.now(UTC).astimezone().date()
        day = day_heading(event_day(item), today)
        return (
            (self.tr("When"), f"{day} · {event_time(item)}"),
            (self.tr("Where"), str(item.detail.get("location") or "")),
            (self.tr("Organizer"), item.from_.name or item.from_.email),
            (self.tr("Attendees"), self._attendees()),
            (self.tr("Notes"), item.text or ""),
        )

    def _attendees(self) -> str:
        words = {
            "ACCEPTED": self.tr("comes"),
            "DECLINED": self.tr("does not come"),
            "TENTATIVE": self.tr("perhaps"),
        }
        found = self.item.detail.get("attendees")
        rows = found if isinstance(found, list) else []
        none = self.tr("no answer")
        return ", ".join(f"{name or email} ({words.get(partstat, none)})" for name, email, partstat in rows)

    def _may_answer(self) -> bool:
        account = self._context.user.account(self.item.key.account_id)
        manifest = self._context.manifest_of(account) if account else None
        return bool(manifest and Verb.ANSWER in manifest.actions and self.item.detail.get("partstat"))

    def _answers(self, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        for words, partstat in (
            (self.tr("Accept"), "ACCEPTED"),
            (self.tr("Perhaps"), "TENTATIVE"),
            (self.tr("Decline"), "DECLINED"),
        ):
            kind = "primary" if self.item.detail.get("partstat") == partstat else "plain"
            press = lambda partstat=partstat: self.answer(partstat)  # noqa: E731
            row.addWidget(Button(words, inside, kind=kind, small=True, on_click=press))
        row.addStretch()
        return row
