"""The customer panel: who it is, the relationship in each CRM, and one timeline over every channel."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.customer.cards import PeopleRow, RelationshipCard, Who, trouble_label
from ui.customer.facts import Customer, Picture, Somebody, picture
from ui.customer.timeline import TimelineCard
from ui.customer.timeline_rows import title_of
from ui.models.beside import Asking, Beside
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import label
from ui.widgets.later import later
from workspace.mail.address import domain_of
from workspace.store.reading.timeline import TimelinePage

NEWS_MS = 25
"""News is shown in the list first."""
PATIENCE_MS = 150
"""What takes longer is said to be looked for; what is faster does not flicker."""
TIMELINE = 20


class CustomerPanel(QFrame):
    """Shows whoever has one of the given addresses; everything is looked up beside the window.

    ``opened`` carries a :class:`TimelineRow`, ``create_asked`` the addresses of somebody nobody knows, ``folded`` is
    the button, ``crm_asked`` wants a CRM connected, ``shown`` says that it shows who was asked for.
    """

    opened = Signal(object)
    create_asked = Signal(object)
    folded = Signal()
    crm_asked = Signal()
    shown = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(self.tr("Customer"))
        self._context = context
        self._beside = Beside(self)
        self.emails: tuple[str, ...] = ()
        self._names: Mapping[str, str] = {}
        self._chosen = ""
        self._picture: Picture | None = None
        self._asking = Asking(self._beside, self._begin, self._on_found)
        self.people: PeopleRow | None = None
        self._make_body()
        self._news = later(self, NEWS_MS, self._refresh)
        self._patience = later(self, PATIENCE_MS, self._say_looking)
        context.observer.changed.connect(self._on_changed)
        self.show_for([])

    def _make_body(self) -> None:
        px = theme().px
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(3 * t.STEP))
        self._top = QWidget(self._body)
        self._column.addWidget(self._top)
        self.timeline = TimelineCard(self._body)
        self.timeline.opened.connect(self.opened)
        self.timeline.more_asked.connect(self._on_more)
        self.timeline.reached.connect(self._on_reached)
        self._column.addWidget(self.timeline)
        self._column.addStretch(1)
        self._scroll.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self._scroll)

    @property
    def words(self) -> str:
        """All that is said, for tests."""
        found = [each for each in self._body.findChildren(QWidget) if each.isVisibleTo(self._body)]
        texts = [w.text() if hasattr(w, "text") and callable(w.text) else "" for w in found]
        texts += [title_of(row) for row in self.timeline.rows if self.timeline.isVisibleTo(self._body)]
        return "\n".join(text for text in texts if text)

    @property
    def customers(self) -> tuple[Customer, ...]:
        """What each CRM has of the one who is shown."""
        return self._picture.customers if self._picture else ()

    @property
    def is_looking(self) -> bool:
        return self._asking.is_under_way

    def show_for(self, emails: Sequence[str], names: Mapping[str, str] | None = None) -> None:
        """Show who has these addresses, by the names given for them; the same addresses again draw only news."""
        if tuple(emails) != self.emails or self._picture is None:
            self._chosen = ""
            self._patience.start()
        self.emails, self._names = tuple(emails), names or {}
        if self.emails:
            self._refresh()
        else:
            self._show(Picture())

    def choose(self, email: str) -> None:
        """Another of the people."""
        self._chosen = email
        self._refresh()

    def stop(self) -> None:
        """The window closes; nothing is asked of the store any more."""
        self._news.blockSignals(True)
        self._patience.stop()
        self._beside.finish()

    def _on_changed(self, news: object) -> None:
        self._news.start()

    # What is looked up

    def _refresh(self) -> None:
        if self.emails:
            self._asking.ask()

    def _begin(self) -> Callable[[], Picture]:
        return partial(picture, self._context, self.emails, self._names, self._chosen, TIMELINE)

    def _on_found(self, found: Picture) -> None:
        if self.emails:  # somebody is still asked for
            self._show(found)
            self.shown.emit()

    def _on_more(self, before: int | None) -> None:
        person = self._picture.shown if self._picture else None
        if person is None:
            return
        reader = self._context.reader

        def then(page: TimelinePage) -> None:
            if _who(self._picture) == person.emails and self.timeline.before == before:
                self.timeline.take(page)

        self._beside.run(lambda: reader.timeline_page(person.emails, TIMELINE, before), then)

    # What is shown

    def _show(self, found: Picture) -> None:
        self._patience.stop()
        before, self._picture = self._picture, found
        if before is None or _head(before) != _head(found):
            self._show_top(found)
            self._top.show()
        self._show_timeline(found, before)

    def _show_timeline(self, found: Picture, before: Picture | None) -> None:
        is_same = _who(before) == _who(found) != ()
        if not (is_same and self.timeline.renew(found.page)):
            self.timeline.show_page(found.page)
        self.timeline.setVisible(found.shown is not None)

    def _new_top(self) -> tuple[QWidget, QVBoxLayout]:
        old = self._top
        self._top = QWidget(self._body)
        column = QVBoxLayout(self._top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(3 * t.STEP))
        self._column.replaceWidget(old, self._top)
        old.hide()
        old.deleteLater()
        self.people = None
        return self._top, column

    def _show_top(self, found: Picture) -> None:
        top, column = self._new_top()
        person = found.shown
        if person is None:
            words = self.tr("Open a conversation to see whom it is with.")
            column.addWidget(label(words, top, tone="muted", wrap=True))
            return
        if len(found.people) > 1:
            self.people = PeopleRow(found.people, person, top)
            self.people.picked.connect(self.choose)
            column.addWidget(self.people)
        if found.customers:
            self._add_known(found, person, column, top)
        elif person.is_colleague:
            self._add_colleague(person, column, top)
        else:
            self._add_unknown(found, person, column, top)
        known = {customer.account_id for customer in found.customers}
        for crm in found.crms:
            if crm.trouble is not None and crm.account_id not in known and not person.is_colleague:
                column.addWidget(trouble_label(crm, top))

    def _say_looking(self) -> None:
        """It takes a while: whoever was shown before is not them."""
        if not self.emails or not self.is_looking:
            return
        self._picture = None
        self.timeline.hide()
        top, column = self._new_top()
        email = self.emails[0]
        who = Who(self._names.get(email) or email, self.tr("Looking in your CRMs…"), email, top)
        column.addLayout(self._head(who, top))
        top.show()

    def _add_known(self, found: Picture, person: Somebody, column: QVBoxLayout, top: QWidget) -> None:
        first = found.customers[0]
        owner = self.tr("owner {name}").format(name=first.owner) if first.owner else ""
        line = " · ".join(part for part in (first.line, owner) if part)
        column.addLayout(self._head(Who(first.head.name, line, person.emails[0], top), top))
        crms = {crm.account_id: crm for crm in found.crms}
        names = {crm.account_id: crm.name for crm in found.crms} or self._context.names()
        for customer in found.customers:
            is_alone = len(found.customers) == 1 and len(found.crms) < 2
            caption = self.tr("Relationship") if is_alone else names.get(customer.account_id, "")
            column.addWidget(RelationshipCard(customer, caption, crms.get(customer.account_id), top))

    def _add_colleague(self, person: Somebody, column: QVBoxLayout, top: QWidget) -> None:
        words = self.tr("Colleague at {domain}").format(domain=domain_of(person.emails[0]))
        column.addLayout(self._head(Who(person.name, words, person.emails[0], top), top))

    def _add_unknown(self, found: Picture, person: Somebody, column: QVBoxLayout, top: QWidget) -> None:
        email = person.emails[0]
        said = self.tr("Not known in any CRM") if found.crms else self.tr("No CRM is connected")
        line = said if person.name == email else f"{email} · {said}"
        column.addLayout(self._head(Who(person.name, line, email, top), top))
        from workspace.mail.domains import is_free_mail

        if is_free_mail(domain_of(email)):
            words = self.tr("{domain} is free mail: it says nothing about a company.")
            column.addWidget(label(words.format(domain=domain_of(email)), top, kind="secondary", wrap=True))
        if found.crms:
            create = Button(self.tr("Create contact…"), top, on_click=lambda: self.create_asked.emit(person.emails))
            create.setObjectName("create_contact")
        else:
            words = self.tr("Connect one to see who writes to you, with open deals and cases.")
            column.addWidget(label(words, top, kind="secondary", wrap=True))
            create = Button(self.tr("Connect a CRM…"), top, on_click=self.crm_asked.emit)
            create.setObjectName("connect_crm")
        column.addWidget(create, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, who: Who, top: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(who, 1)
        fold = IconButton("chevron-right", self.tr("Hide customer"), top, on_click=self._fold)
        row.addWidget(fold, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_reached(self, box: QRect) -> None:
        """The keys came to a row of the timeline: it is scrolled into sight."""
        at = box.translated(self.timeline.pos()).center()
        self._scroll.ensureVisible(at.x(), at.y(), 0, box.height())

    def _fold(self) -> None:
        self.hide()
        self.folded.emit()


def _who(found: Picture | None) -> tuple[str, ...]:
    return found.shown.emails if found is not None and found.shown is not None else ()


def _head(found: Picture) -> object:
    """All but the timeline."""
    return found.people, found.shown, found.customers, found.crms
