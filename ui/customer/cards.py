"""The cards of the customer panel: who it is, the relationship in one CRM, and the timeline over every channel."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QAccessible, QDesktopServices, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.customer.facts import Customer
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import IconLabel, LetterTile, letters_of, person_color
from ui.widgets.labels import CutLabel, label
from ui.widgets.roles import plays
from ui.widgets.times import count, short_time
from workspace.store.rows import RecordRow, TimelineRow

ICONS = {"email": "mail", "chat": "chat", "event": "calendar", "filing": "check", "record": "deal"}


class Who(QWidget):
    """The tile with letters in the colour of ``key``, as the messages have it; the name, and a line about it."""

    def __init__(self, name: str, line: str, parent: QWidget, *, key: str) -> None:
        super().__init__(parent)
        px = theme().px
        tile = LetterTile(letters_of(name), person_color(key), 40, self, radius=t.RADIUS_CARD)
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

    def add_pair(self, name: str, value: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(label(name, self, tone="muted"))
        row.addStretch()
        shown = CutLabel(value, self, kind="strong")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setSizePolicy(shown.sizePolicy().Policy.Maximum, shown.sizePolicy().Policy.Preferred)
        row.addWidget(shown)
        self.column.addLayout(row)

    def add_link(self, words: str, press: Callable[[], object]) -> None:
        self.head.addWidget(Button(words, self, kind="link", on_click=press))


class RelationshipCard(Card):
    """What one CRM knows; only what it does know is said."""

    def __init__(self, customer: Customer, crm: str, parent: QWidget) -> None:
        super().__init__(crm, parent)
        stage = next((row.stage for row in customer.deals if row.stage), customer.head.stage)
        if customer.person is not None and customer.person is not customer.head:
            self.add_pair(self.tr("Contact"), customer.person.name)
        if stage:
            self.add_pair(self.tr("Stage"), stage)
        for deal in customer.deals[:3]:
            words = " · ".join(part for part in (deal.amount, deal.name) if part)
            self.add_pair(self.tr("Open deal"), words)
        self.add_pair(self.tr("Open cases"), count(len(customer.cases)))
        link = _link(customer.head) or _link(customer.person)
        if link:
            self.add_link(self.tr("Open"), lambda: QDesktopServices.openUrl(QUrl(link)))


class TimelineCard(Card):
    """``opened`` carries the :class:`TimelineRow` that was picked."""

    opened = Signal(object)

    def __init__(self, rows: Sequence[TimelineRow], parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("TimelineCard", "Timeline, every channel"), parent)
        self.lines = [_Line(row, self) for row in rows]
        for line in self.lines:
            line.picked.connect(self.opened)
            self.column.addWidget(line)
        if not rows:
            self.column.addWidget(label(self.tr("Nothing yet."), self, tone="muted"))


class _Line(QWidget):
    """One line: icon, title, time."""

    picked = Signal(object)

    def __init__(self, row: TimelineRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        px = theme().px
        when = short_time(row.at)
        title = row.title or self.tr("No subject")
        if row.kind == "filing":
            title = self.tr("Filed: {title}").format(title=title)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, px(3), 0, px(3))
        layout.setSpacing(px(2 * t.STEP))
        layout.addWidget(IconLabel(ICONS.get(row.kind, "mail"), t.ICON, self, token="muted"))
        layout.addWidget(CutLabel(title, self), 1)
        layout.addWidget(label(when, self, kind="secondary"))
        self.setAccessibleName(f"{title}. {when}")
        self.setProperty("kind", "entry")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if row.thread_id is not None or row.item_id is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setProperty("keeps_return", True)
            plays(self, QAccessible.Role.Link)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        if self._row.thread_id is not None or self._row.item_id is not None:
            self.picked.emit(self._row)


def _link(record: RecordRow | None) -> str:
    link = record.link if record is not None and record.link else ""
    return link if link.startswith(("http://", "https://")) else ""
