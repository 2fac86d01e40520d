"""The cards of the customer panel: who it is, the relationship in one CRM, and how it is with a CRM."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.customer.facts import Crm, Customer, Somebody
from ui.reader.links import open_link
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.icon import LetterTile, letters_of, person_color
from ui.widgets.labels import CutLabel, label, short
from ui.widgets.messages import message
from ui.widgets.times import count, short_time
from workspace.model.kinds import HealthState
from workspace.store.rows import RecordRow

SHOWN_OPEN = 5
SHOWN_PEOPLE = 8


class Who(QWidget):
    """The tile with letters, the name, and a line about it. ``key`` gives the colour: an address, as in the reader."""

    def __init__(self, name: str, line: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.color = person_color(key or name)
        tile = LetterTile(letters_of(name), self.color, 40, self, radius=t.RADIUS_CARD)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(CutLabel(name, self, kind="heading"))
        if line:
            words.addWidget(label(line, self, tone="muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{name}. {line}")


class PeopleRow(QWidget):
    """The people of a message, one button each; ``picked`` carries an address of whoever is to be shown."""

    picked = Signal(str)

    def __init__(self, people: Sequence[Somebody], shown: Somebody | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("People in this conversation"))
        flow = FlowLayout(spacing=theme().px(t.STEP))
        self.setLayout(flow)
        first = list(people[:SHOWN_PEOPLE])
        if shown is not None and shown not in first:
            first = [*first[:-1], shown]
        self.buttons = [self._button(person, person is shown) for person in first]
        for button in self.buttons:
            flow.addWidget(button)
        if len(people) > len(first):
            flow.addWidget(label(self.tr("and %n more", "", len(people) - len(first)), self, kind="secondary"))

    def _button(self, person: Somebody, is_shown: bool) -> Button:
        email = person.emails[0]
        made = Button(short(person.name)[:28], self, kind="tab", small=True, on_click=lambda: self.picked.emit(email))
        made.setObjectName(f"person_{email}")
        made.setCheckable(True)
        made.setChecked(is_shown)
        made.setToolTip(", ".join(person.emails))
        kind = self.tr("colleague") if person.is_colleague else "" if person.is_known else self.tr("not in a CRM")
        made.setAccessibleDescription(" · ".join(part for part in (email, kind) if part))
        return made


class Card(QFrame):
    """A caption with rows under it."""

    def __init__(self, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(caption)
        px = theme().px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(12), px(10), px(12), px(12))
        self.column.setSpacing(px(t.STEP))
        head = QHBoxLayout()
        head.addWidget(label(caption, self, kind="caption"), 1)
        self.head = head
        self.column.addLayout(head)

    def add_pair(self, name: str, value: str, link: str = "") -> None:
        """``link`` is opened in the browser by the value."""
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(label(name, self, tone="muted"))
        row.addStretch()
        shown = CutLabel(value, self, kind="strong")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setSizePolicy(shown.sizePolicy().Policy.Maximum, shown.sizePolicy().Policy.Preferred)
        row.addWidget(shown)
        if link:
            opener = Button("↗", self, kind="link", on_click=lambda: open_link(link))
            opener.setAccessibleName(self.tr("Open {name} in the browser").format(name=value))
            opener.setToolTip(opener.accessibleName())
            row.addWidget(opener)
        self.column.addLayout(row)

    def add_link(self, words: str, press: Callable[[], object]) -> Button:
        made = Button(words, self, kind="link", on_click=press)
        self.head.addWidget(made)
        return made


class RelationshipCard(Card):
    """What one CRM knows; only what it does know is said."""

    def __init__(self, customer: Customer, caption: str, crm: Crm | None, parent: QWidget) -> None:
        super().__init__(caption, parent)
        stage = next((row.stage for row in customer.deals if row.stage), customer.head.stage)
        if customer.person is not None and customer.person is not customer.head:
            self.add_pair(self.tr("Contact"), customer.person.name, _link(customer.person))
        if stage:
            self.add_pair(self.tr("Stage"), stage)
        self._add_open(self.tr("Open deal"), customer.deals)
        self.add_pair(self.tr("Open cases"), count(len(customer.cases)))
        self._add_open(self.tr("Case"), customer.cases)
        if crm is not None and crm.trouble is not None:
            self.column.addWidget(trouble_label(crm, self))
        link = _link(customer.head) or _link(customer.person)
        if link:
            opener = self.add_link(self.tr("Open"), lambda: open_link(link))
            opener.setAccessibleName(self.tr("Open {name} in the browser").format(name=customer.head.name))

    def _add_open(self, name: str, rows: Sequence[RecordRow]) -> None:
        for row in rows[:SHOWN_OPEN]:
            words = " · ".join(part for part in (row.amount, row.name) if part)
            self.add_pair(name, words, _link(row))
        if len(rows) > SHOWN_OPEN:
            more = self.tr("and %n more", "", len(rows) - SHOWN_OPEN)
            self.column.addWidget(label(more, self, kind="secondary"), 0, Qt.AlignmentFlag.AlignRight)


def trouble_words(crm: Crm) -> str:
    """Which CRM, what is wrong with it, how old what is shown is, and what to do."""
    row = crm.trouble
    if row is None:
        return ""
    said = message(row.message_key, row.params) if row.message_key else ""
    words = f"{crm.name}: {said}" if said else tr("{crm} is not in step.").format(crm=crm.name)
    if crm.pulled_at is not None:
        said = tr("Shown as it was at {time}.").format(time=short_time(crm.pulled_at))
        words = f"{words} {said}"
    if row.state == HealthState.NEEDS_SIGNIN:
        said = tr("Sign in again on the accounts page.")
        words = f"{words} {said}"
    elif row.state == HealthState.UNREACHABLE:
        said = tr("It goes on by itself.")
        words = f"{words} {said}"
    return words


def trouble_label(crm: Crm, parent: QWidget) -> QLabel:
    """Named at the card of a CRM, or alone where it shows nothing and may know more."""
    made = label(trouble_words(crm), parent, kind="secondary", tone="warn", wrap=True)
    made.setObjectName(f"crm_trouble_{crm.account_id}")
    return made


def tr(text: str) -> str:
    return QCoreApplication.translate("crm_state", text)


def _link(record: RecordRow | None) -> str:
    link = record.link if record is not None and record.link else ""
    return link if link.startswith(("http://", "https://")) else ""
