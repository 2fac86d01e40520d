"""The timeline of the customer panel: mail, chat, meetings and filings in one column, as far back as somebody asks."""

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.customer.cards import Card
from ui.customer.timeline_rows import ROW, Index, TimelineDelegate, TimelineModel, leads_somewhere
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.store.reading.timeline import TimelinePage
from workspace.store.rows import TimelineRow

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TimelineCard(Card):
    """``opened`` carries the :class:`TimelineRow` that was picked, ``more_asked`` what the next page begins before,
    ``reached`` the place in the card that the keys came to.
    """

    opened = Signal(object)
    more_asked = Signal(object)
    reached = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("TimelineCard", "Timeline, every channel"), parent)
        self._first = TimelinePage()
        self.before: int | None = None
        """What the next page begins before, None where there is none."""
        self._nothing = label(self.tr("Nothing yet."), self, tone="muted")
        self.column.addWidget(self._nothing)
        self.list = TimelineList(self)
        self.list.setAccessibleName(self.accessibleName())
        self.list.picked.connect(self.opened)
        self.list.reached.connect(lambda box: self.reached.emit(box.translated(self.list.pos())))
        self.column.addWidget(self.list)
        self.more = Button(self.tr("More"), self, kind="link", on_click=self._on_more)
        self.more.setObjectName("timeline_more")
        self.more.setAccessibleName(self.tr("Older entries of the timeline"))
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit()

    @property
    def rows(self) -> list[TimelineRow]:
        return self.list.entries.rows

    def show_page(self, page: TimelinePage) -> None:
        """Somebody's newest; what was there before is gone."""
        self._first, self.before = page, page.before
        self.list.entries.show_rows(page.rows)
        self._fit()

    def take(self, page: TimelinePage) -> None:
        """The page that was asked for, below what is there."""
        focused, at = self.more.hasFocus(), len(self.rows)
        self.before = page.before
        self.list.entries.put(at, page.rows)
        self._fit()
        if focused and len(self.rows) > at:
            self.list.setFocus()
            self.list.setCurrentIndex(self.list.entries.index(at))

    def renew(self, page: TimelinePage) -> bool:
        """Put what is new on top; False where more than that changed, so that it has to be shown anew."""
        if page == self._first:
            return True
        old = self._first.rows
        fresh = [row for row in page.rows if row not in old]
        kept = [row for row in page.rows if row in old]
        if kept != list(old[: len(kept)]) or list(page.rows) != [*fresh, *kept]:
            return False
        self._first = page
        self.list.entries.put(0, fresh)
        self._fit()
        return True

    def _fit(self) -> None:
        self.list.fit()
        self._nothing.setVisible(not self.rows)
        self.more.setVisible(self.before is not None)
        self.more.setEnabled(True)

    def _on_more(self) -> None:
        self.more.setEnabled(False)
        self.more_asked.emit(self.before)


class TimelineList(QListView):
    """As high as its rows: the panel scrolls. ``picked`` carries a row that leads somewhere."""

    picked = Signal(object)
    reached = Signal(QRect)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "palette")
        self.setProperty("keeps_return", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.entries = TimelineModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(self))

    def fit(self) -> None:
        self.setFixedHeight(len(self.entries.rows) * theme().px(ROW))
        self.setVisible(bool(self.entries.rows))

    def pick(self, at: int) -> None:
        row = self.entries.row(self.entries.index(at))
        if row is not None and leads_somewhere(row):
            self.picked.emit(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.entries.index(0))
        self.reached.emit(self.visualRect(self.currentIndex()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.reached.emit(self.visualRect(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.pick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.entries.row(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if row and leads_somewhere(row) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(QCursor(shape))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.pick(self.indexAt(event.position().toPoint()).row())
