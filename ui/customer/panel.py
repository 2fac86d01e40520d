"""The customer panel: who it is, the relationship in each CRM, and one timeline over every channel."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.customer.cards import RelationshipCard, TimelineCard, Who
from ui.customer.facts import Customer, customers
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import label
from ui.widgets.later import later
from workspace.mail.address import domain_of

NEWS_MS = 25
"""News is shown in the list first."""
TIMELINE = 20


class CustomerPanel(QFrame):
    """Shows whoever has one of the given addresses.

    ``opened`` carries a :class:`TimelineRow`, ``create_asked`` the addresses nobody knows, ``folded`` is the button.
    """

    opened = Signal(object)
    create_asked = Signal(object)
    folded = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(self.tr("Customer"))
        self._context = context
        self.emails: tuple[str, ...] = ()
        self.customers: list[Customer] = []
        self.timeline: TimelineCard | None = None
        self._shown: object = None
        self._body: QWidget | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 0, 0, 0)
        self._layout.addWidget(self._scroll)
        self._news = later(self, NEWS_MS, self._refresh)
        context.observer.changed.connect(self._on_changed)
        self.show_for([])

    @property
    def words(self) -> str:
        """All that is said, for tests."""
        if self._body is None:
            return ""
        found = [self._body, *self._body.findChildren(QWidget)]
        texts = [w.text() if hasattr(w, "text") and callable(w.text) else "" for w in found]
        return "\n".join(text for text in texts if text)

    def show_for(self, emails: Sequence[str]) -> None:
        """Show who has these addresses; the same addresses again draw only what is news."""
        self.emails = tuple(emails)
        self._refresh()

    def _on_changed(self, news: object) -> None:
        self._news.start()

    def stop(self) -> None:
        """The window closes; news may come until the store is closed."""
        self._news.blockSignals(True)

    def _refresh(self) -> None:
        found = customers(self._context, self.emails)
        rows = self._context.reader.timeline(list(self.emails), TIMELINE) if self.emails else []
        if self._shown == (self.emails, found, rows):
            return
        self._shown = (self.emails, found, rows)
        self.customers = found
        body, column = self._new_body()
        if not self.emails:
            column.addWidget(
                label(self.tr("Open a conversation to see whom it is with."), body, tone="muted", wrap=True)
            )
        elif found:
            self._add_known(column, body)
        else:
            self._add_unknown(column, body)
        if self.emails:
            self.timeline = TimelineCard(rows, body)
            self.timeline.opened.connect(self.opened)
            column.addWidget(self.timeline)
        column.addStretch(1)
        self._body = body
        self._scroll.setWidget(body)

    def _new_body(self) -> tuple[QWidget, QVBoxLayout]:
        px = theme().px
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(3 * t.STEP))
        return body, column

    def _add_known(self, column: QVBoxLayout, body: QWidget) -> None:
        first, names = self.customers[0], self._context.names()
        owner = self.tr("owner {name}").format(name=first.owner) if first.owner else ""
        line = " · ".join(part for part in (first.line, owner) if part)
        column.addLayout(self._head(Who(first.head.name, line, body, key=self.emails[0]), body))
        for customer in self.customers:
            is_alone = len(self.customers) == 1
            crm = names.get(customer.account_id, "")
            caption = self.tr("Relationship") if is_alone else crm
            column.addWidget(RelationshipCard(customer, caption, body))

    def _add_unknown(self, column: QVBoxLayout, body: QWidget) -> None:
        email = self.emails[0]
        column.addLayout(self._head(Who(email, self.tr("Not known in any CRM"), body, key=email), body))
        from workspace.mail.domains import is_free_mail

        if is_free_mail(domain_of(email)):
            words = self.tr("{domain} is free mail: it says nothing about a company.")
            column.addWidget(label(words.format(domain=domain_of(email)), body, kind="secondary", wrap=True))
        create = Button(self.tr("Create contact…"), body, on_click=lambda: self.create_asked.emit(self.emails))
        column.addWidget(create, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, who: Who, body: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(who, 1)
        fold = IconButton("chevron-right", self.tr("Hide customer"), body, on_click=self._fold)
        row.addWidget(fold, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _fold(self) -> None:
        self.hide()
        self.folded.emit()
