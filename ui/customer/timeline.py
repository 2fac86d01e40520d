"""The timeline of the customer panel: mail, chat, meetings and filings in one column, as far back as somebody asks."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.customer.cards import Card
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import IconLabel
from ui.widgets.labels import CutLabel, label
from ui.widgets.roles import plays
from ui.widgets.times import short_time
from workspace.store.rows import TimelineRow
from workspace.store.timeline import TimelinePage

ICONS = {"email": "mail", "chat": "chat", "event": "calendar", "filing": "check", "record": "deal"}


class TimelineCard(Card):
    """``opened`` carries the :class:`TimelineRow` that was picked, ``more_asked`` what the next page begins before."""

    opened = Signal(object)
    more_asked = Signal(object)

    def __init__(self, page: TimelinePage, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("TimelineCard", "Timeline, every channel"), parent)
        self.lines: list[TimelineLine] = []
        self._first = page
        self._before = page.before
        self._nothing = label(self.tr("Nothing yet."), self, tone="muted")
        self.column.addWidget(self._nothing)
        self.more = Button(self.tr("More"), self, kind="link", on_click=self._on_more)
        self.more.setObjectName("timeline_more")
        self.more.setAccessibleName(self.tr("Older entries of the timeline"))
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(page)

    @property
    def rows(self) -> list[TimelineRow]:
        return [line.row for line in self.lines]

    def take(self, page: TimelinePage) -> None:
        """The page that was asked for, below what is there."""
        focused = self.more.hasFocus()
        at = len(self.lines)
        self._before = page.before
        self._add(page)
        if focused and len(self.lines) > at:
            self.lines[at].setFocus()

    def renew(self, page: TimelinePage) -> bool:
        """Put what is new on top; False where more than that changed, so that it has to be made anew."""
        if page == self._first:
            return True
        old = self._first.rows
        fresh = [row for row in page.rows if row not in old]
        kept = [row for row in page.rows if row in old]
        if kept != list(old[: len(kept)]) or list(page.rows) != [*fresh, *kept]:
            return False
        self._first = page
        for row in reversed(fresh):
            self._insert(0, row)
        return True

    def _add(self, page: TimelinePage) -> None:
        for row in page.rows:
            self._insert(len(self.lines), row)
        self._nothing.setVisible(not self.lines)
        self.more.setVisible(self._before is not None)
        self.more.setEnabled(True)

    def _insert(self, at: int, row: TimelineRow) -> None:
        line = TimelineLine(row, self)
        line.picked.connect(self.opened)
        self.lines.insert(at, line)
        self.column.insertWidget(at + 1, line)
        self._nothing.hide()

    def _on_more(self) -> None:
        self.more.setEnabled(False)
        self.more_asked.emit(self._before)


class TimelineLine(QWidget):
    """One line: icon, title, time."""

    picked = Signal(object)

    def __init__(self, row: TimelineRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
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
        if self._leads_somewhere:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            plays(self, QAccessible.Role.Link)
            self.setProperty("keeps_return", True)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def _leads_somewhere(self) -> bool:
        return self.row.thread_id is not None or self.row.item_id is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pick()
        else:
            super().keyPressEvent(event)

    def pick(self) -> None:
        if self._leads_somewhere:
            self.picked.emit(self.row)
