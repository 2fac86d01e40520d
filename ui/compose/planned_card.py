"""A letter that leaves later, as the outbox shows it: when, to whom, and what can still be done about it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.compose.later import leaving_words
from ui.compose.planned import send_now, take_back
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.labels import CutLabel
from workspace.connector.payloads import Outgoing
from workspace.store.user.planned import PlannedRow


class PlannedCard(QFrame):
    """``performed`` carries a :class:`Deed`, ``draft_asked`` the id of the draft it became, ``refused`` a sentence.

    ``time_asked`` carries the letter's row and where a menu of times can open: who shows the card may show a new one
    while the user thinks.
    """

    performed = Signal(object)
    draft_asked = Signal(object)
    refused = Signal(object)
    time_asked = Signal(object, object)

    def __init__(self, context: Context, row: PlannedRow, account: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context, self._row = context, row
        mail = Outgoing.from_json(row.payload)
        subject = mail.subject or self.tr("(no subject)")
        people = ", ".join(each.name or each.email for each in (*mail.to, *mail.cc, *mail.bcc))
        px = theme().px
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(CutLabel(subject, self, kind="strong"))
        words.addWidget(CutLabel(f"{people} · {account}", self, kind="secondary"))
        head = QHBoxLayout()
        head.setSpacing(px(2 * t.STEP))
        head.addLayout(words, 1)
        head.addWidget(ChipLabel(Chip(leaving_words(row.leaves_at), "accent"), self))
        deeds = QHBoxLayout()
        deeds.setSpacing(px(4 * t.STEP))
        self.change = Button(self.tr("Change time…"), self, kind="link", on_click=self.ask_time)
        for button in (
            Button(self.tr("Send now"), self, kind="link", on_click=self.send),
            self.change,
            Button(self.tr("Edit"), self, kind="link", on_click=self.edit),
            Button(self.tr("Do not send"), self, kind="link", on_click=self.keep_back),
        ):
            button.setAccessibleName(f"{button.text()}: {subject}")
            deeds.addWidget(button)
        deeds.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        column.setSpacing(px(t.STEP))
        column.addLayout(head)
        column.addLayout(deeds)

    def send(self) -> None:
        self._done(send_now(self._context, self._row))

    def ask_time(self) -> None:
        self.time_asked.emit(self._row, self.change.mapToGlobal(QPoint(0, self.change.height())))

    def edit(self) -> None:
        """It is a draft again, and opens."""
        found = take_back(self._context, self._row)
        if found is None:
            self._done(None)
        else:
            self.draft_asked.emit(found[0])

    def keep_back(self) -> None:
        found = take_back(self._context, self._row)
        self._done(found[1] if found else None)

    def _done(self, deed: Deed | None) -> None:
        if deed is None:
            self.refused.emit(self.tr("Too late: it has left."))
        else:
            self.performed.emit(deed)
