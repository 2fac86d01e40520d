"""The list column: search field, tabs, the list, and what stands there when it is empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from ui.inbox.choosing import ChosenBar
from ui.inbox.emptiness import Emptiness, emptiness
from ui.inbox.listings import Place, Where, listing, may_choose
from ui.inbox.listview import LineView
from ui.inbox.tabs import TABS, Tabs
from ui.inbox.tray import TrayBar
from ui.models.observer import EVENTS, HEALTH, RECORDS, THREADS, News
from ui.search.field import SearchField
from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel
from ui.widgets.notice import Notice
from ui.widgets.times import count
from workspace.store.rows import AttemptRow


class InboxScreen(QFrame):
    """``picked`` carries the store's row that is current (thread, found item, event, record, attempt or draft).

    ``moved_on`` carries the row that is current because the one before left the list, or None. ``opened`` carries one
    to go into; ``asked`` carries the name of a step that an empty list offers.
    """

    picked = Signal(object)
    moved_on = Signal(object)
    opened = Signal(object)
    emptied = Signal()
    asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "column")
        self._context = context
        self.where = Where("*")
        self.is_offline = False
        self.search = SearchField(self)
        self.tabs = Tabs(self)
        self.coverage = CutLabel("", self, kind="secondary")
        words = self.tr("Export the filing record…")
        self.export = Button(words, self, kind="link", on_click=lambda: self.asked.emit("export_filings"))
        self.view = LineView(self.tr("Conversations"), self)
        self.notice = Notice(self)
        self.tray = TrayBar(self)
        self.chosen = ChosenBar(self)
        self.view.may_choose = lambda row: may_choose(self.where.place, row)
        self._place_parts()
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.view.setFocus)
        self.search.entered.connect(self._on_entered)
        self.tabs.picked.connect(self._on_tab_picked)
        self.view.picked.connect(self._on_picked)
        self.view.left.connect(self._on_left)
        self.view.opened.connect(self.opened)
        context.observer.changed.connect(self.on_changed)

    def _place_parts(self) -> None:
        px = theme().px
        top = QVBoxLayout()
        top.setContentsMargins(px(12), px(12), px(12), px(10))
        top.setSpacing(px(6))
        top.addWidget(self.search)
        top.addWidget(self.coverage)
        top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.notice)
        self._edge = QFrame(self)
        self._edge.setProperty("kind", "top")
        self._edge.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.tabs)
        layout.addWidget(self._edge)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.tray)
        layout.addWidget(self.chosen)

    def show_place(self, scope: str, place: Place) -> None:
        """Another place or another account: from the top, no search."""
        self.search.clear_quietly()
        tab = TABS[0] if place is Place.INBOX else None
        if tab is not None:
            tab = self._fullest_tab(scope)
            self.tabs.show_tab(tab)
        self._show(Where(scope, place, tab))

    def reload(self) -> None:
        """Ask again, keeping selection and place."""
        self.view.reload()
        self._show_counts()
        self._show_emptiness()

    def on_changed(self, news: News) -> None:
        """Ask again where this list shows what changed; an empty list also tells how its accounts are."""
        kinds = {Place.CUSTOMERS: RECORDS, Place.DRAFTS: (*THREADS, "drafts")}
        shown = kinds.get(self.where.place, THREADS)
        if news.touches(*shown):
            self.reload()
        elif not self.view.count and news.touches(*HEALTH, *shown, *EVENTS, *RECORDS):
            self._show_emptiness()

    def step(self, by: int) -> None:
        self.view.step(by)

    @property
    def row(self) -> object:
        return self.view.row

    def _fullest_tab(self, scope: str) -> str:
        """The first tab that has anything, so that nobody starts before an empty list."""
        for tab in TABS:
            if self._context.reader.threads(scope=scope, view="inbox", tab=tab, limit=1):
                return tab
        return TABS[0]

    def _show(self, where: Where) -> None:
        self.where = where
        self.tray.show_attempt(None)
        self.view.show_listing(listing(self._context, where))
        self._show_counts()
        self._show_emptiness()
        if not self.view.count:
            self.emptied.emit()

    def _show_counts(self) -> None:
        where = self.where
        self.tabs.setVisible(where.place is Place.INBOX and not where.query)
        if where.place is Place.INBOX and not where.query:
            self.tabs.show_counts(self._context.reader.tab_counts(where.scope))
        self.export.setVisible(where.place is Place.FILED and not where.query)
        self.coverage.setVisible(bool(where.query) and where.place is not Place.CUSTOMERS)
        if where.query:
            self.coverage.setText(self._coverage_words())

    def _coverage_words(self) -> str:
        have, total = self._context.reader.coverage()
        if have >= total:
            return self.tr("All {total} mails are searchable").format(total=count(total))
        return self.tr("Bodies of {have} of {total} mails are searchable").format(have=count(have), total=count(total))

    def _show_emptiness(self) -> None:
        if self.view.count:
            self._stack.setCurrentWidget(self.view)
            return
        found: Emptiness = emptiness(self._context, self.where, is_offline=self.is_offline)
        step = found.step
        self.notice.say(
            found.icon,
            found.title,
            found.text,
            button=found.button,
            on_click=(lambda: self._take_step(step)) if step else None,
            progress=found.progress,
        )
        self._stack.setCurrentWidget(self.notice)

    def _take_step(self, step: str) -> None:
        """Another tab is shown here; the window knows the rest."""
        kind, _, tab = step.partition(":")
        if kind == "tab":
            self.tabs.show_tab(tab)
            self._on_tab_picked(tab)
            self.view.setFocus()
        else:
            self.asked.emit(step)

    def _on_picked(self, row: object) -> None:
        self.tray.show_attempt(row if isinstance(row, AttemptRow) else None)
        self.picked.emit(row)

    def _on_left(self, row: object) -> None:
        self.tray.show_attempt(row if isinstance(row, AttemptRow) else None)
        self.moved_on.emit(row)

    def _on_tab_picked(self, tab: str) -> None:
        self._show(Where(self.where.scope, self.where.place, tab))

    def _on_searched(self, words: str) -> None:
        if words != self.where.query:
            self._show(Where(self.where.scope, self.where.place, self.where.tab, words))

    def _on_entered(self) -> None:
        self.view.setFocus()
        if self.view.row is None:
            self.view.step(1)
