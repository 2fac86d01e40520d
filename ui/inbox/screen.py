"""The list column: search field, tabs, the list, and what stands there when it is empty."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from ui.inbox.choosing import ChosenBar
from ui.inbox.emptiness import Emptiness, emptiness
from ui.inbox.filters import Filters, filtered
from ui.inbox.first_sync import FirstSync
from ui.inbox.listings import Place, Where, listing, may_choose
from ui.inbox.listview import LineView
from ui.inbox.split import Counts, Split
from ui.inbox.tabs import Tabs
from ui.inbox.tray import TrayBar
from ui.models.beside import Asking, Beside
from ui.models.observer import EVENTS, HEALTH, RECORDS, THREADS, News
from ui.models.paged import Listing, Part, Renewal, first_part
from ui.search.field import SearchField
from ui.search.mending import Mending
from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label, short
from ui.widgets.later import later
from ui.widgets.notice import Notice
from workspace.model.ids import AccountId, CollectionId, ThreadId
from workspace.store.rows import AttemptRow, ThreadRow

if TYPE_CHECKING:
    from ui.search.results import Results
    from ui.search.server_bar import ServerBar

QUIET_MS, PATIENT_MS = 120, 500
"""After so long a search is said to be under way, and takes the place of the list that it will replace."""


class InboxScreen(QFrame):
    """``picked`` carries the store's row that is current (thread, found item, event, record, attempt or draft).

    ``moved_on``: another row, or None, is current because the one before left the list. ``opened`` carries one to go
    into; ``asked`` carries the name of a step that an empty list offers.
    """

    picked = Signal(object)
    moved_on = Signal()
    opened = Signal(object)
    emptied = Signal()
    filled = Signal(bool)
    asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "column")
        self._context = context
        self.where = Where("*")
        self.is_offline = False
        self.search = SearchField(self)
        self.tabs = Tabs(self)
        self.filters = Filters(self)
        self._split = Split(context, self.tabs, self.filters)
        self._read_now: frozenset[ThreadId] = frozenset()
        self._is_bare = False
        """No tab had anything when the list was shown or asked last: what comes first is shown, in whatever tab."""
        self.coverage = label("", self, kind="secondary", wrap=True)
        self.coverage.setMinimumWidth(1)
        self.mending = Mending(self.search, self)
        words = self.tr("Export the filing record…")
        self.export = Button(words, self, kind="link", on_click=lambda: self.asked.emit("export_filings"))
        self.first_sync = FirstSync(context, self)
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
        self.filters.picked.connect(self.show_filter)
        self.view.picked.connect(self._on_picked)
        self.view.left.connect(self._on_left)
        self.view.opened.connect(self.opened)
        context.observer.changed.connect(self.on_changed)
        self._beside = Beside(self)
        self._asking = Asking(self._beside, self._begin, self._renew)
        self._counted: Counts | None = None
        self._counting = later(self, 0, lambda: self._show_counts(self._counted))
        self._quiet = later(self, QUIET_MS, self._show_counts)
        self._patient = later(self, PATIENT_MS, self._show_searching)

    @cached_property
    def results(self) -> "Results":
        """What a search finds; the first paint does without."""
        from ui.search.results import Results

        made = Results(self._context, self)
        made.found.connect(self._on_found)
        made.grown.connect(self.view.expect_more)
        made.renewed.connect(self._on_renewed)
        return made

    @cached_property
    def server(self) -> "ServerBar":
        """What the services themselves may find."""
        from ui.search.server_bar import ServerBar

        made = ServerBar(self._context, self)
        made.search.found.connect(self.results.add_elsewhere)
        self._below.addWidget(made)
        return made

    def _place_parts(self) -> None:
        px = theme().px
        top = QVBoxLayout()
        top.setContentsMargins(px(12), px(12), px(12), px(10))
        top.setSpacing(px(6))
        top.addWidget(self.search)
        top.addWidget(self.coverage)
        top.addWidget(self.mending, 0, Qt.AlignmentFlag.AlignLeft)
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
        layout.addWidget(self.filters)
        layout.addWidget(self.first_sync)
        layout.addWidget(self._edge)
        layout.addLayout(self._stack, 1)
        self._below = QVBoxLayout()
        layout.addLayout(self._below)
        layout.addWidget(self.tray)
        layout.addWidget(self.chosen)

    def show_place(self, scope: str, place: Place) -> None:
        """Another place or another account: from the top, no search."""
        self.search.clear_quietly()
        tab, full = None, ""
        if place is Place.INBOX:
            self._split.name(Where(scope, place))
            # The first that has anything, so that nobody starts before an empty list.
            full = self._split.full(scope)
            tab = full or next(iter(self.tabs.names))
            self.tabs.show_tab(tab)
        self._show(Where(scope, place, tab))
        self._is_bare = place is Place.INBOX and not full

    def show_folder(self, account_id: AccountId, folder: CollectionId) -> None:
        """What lies in a folder or under a label of an account."""
        self.search.clear_quietly()
        self._show(Where(account_id, Place.FOLDER, folder=folder))

    def reload(self) -> None:
        """Ask again at once, keeping selection and place."""
        if self.where.query:
            self._renew_search()
        else:
            self._renew(self._begin()())

    def settle(self) -> None:
        """Show at once what is being asked for."""
        self.view.come()
        if self._asking.is_under_way:
            self.reload()

    def stop(self) -> None:
        """The stores are about to be closed."""
        self._beside.finish()
        self.first_sync.stop()

    def _begin(self) -> Callable[[], tuple[Where, Renewal, Counts | None]]:
        where, ask, has_tabs = self.where, self.view.asked(), self._has_tabs
        return lambda: (where, ask(), self._split.counts(where.scope) if has_tabs else None)

    def _renew(self, found: tuple[Where, Renewal, Counts | None]) -> None:
        """Put in what was found; the first that comes at all is shown, in whatever tab it is."""
        where, renewal, self._counted = found
        if where != self.where:
            return
        if where.place is Place.INBOX and not self._split.name(where):
            # The tab that was shown is gone: its mail stands in another now.
            self.show_place(where.scope, Place.INBOX)
            return
        if not self.view.lines.apply(renewal):
            self._asking.ask()
            return
        is_empty = self._has_tabs and not self.view.count and not where.filter
        full = self._split.full(where.scope) if is_empty else ""
        if self._is_bare and full:
            self._on_tab_picked(full)
            return
        self._is_bare = is_empty and not full
        self._show_emptiness()
        self._counting.start()

    def _renew_search(self) -> None:
        if self.where.place is Place.INBOX and not self._split.name(self.where):
            self.where = replace(self.where, tab=self.tabs.current)
        self.results.renew()

    def on_changed(self, news: News) -> None:
        """Ask again where this list shows what changed; an empty list also tells how its accounts are."""
        shown = RECORDS if self.where.place is Place.CUSTOMERS else (*THREADS, "drafts")
        if news.touches(*shown) and self.where.query:
            self._renew_search()
        elif news.touches(*shown):
            self._asking.ask()
        elif not self.view.count and not self.view.is_expecting and news.touches(*HEALTH, *shown, *EVENTS, *RECORDS):
            self._show_emptiness()

    def step(self, by: int) -> None:
        self.view.step(by)

    def step_tab(self, by: int) -> None:
        """The tab so many further on, round and round; nothing where there are none."""
        if self._has_tabs and not self.tabs.isHidden():
            self._show_next_tab(self._split.beside(self.tabs.current, by))

    def show_filter(self, name: str) -> None:
        """Narrow the tab; an empty name shows all of it."""
        self._show(replace(self.where, filter=name))

    def toggle_filter(self, name: str) -> None:
        """Put a filter on, or take it off; nothing where there is no inbox to narrow."""
        if self._has_tabs:
            self.show_filter("" if self.where.filter == name else name)

    @property
    def row(self) -> object:
        return self.view.row

    @property
    def _has_tabs(self) -> bool:
        return self.where.place is Place.INBOX and not self.where.query

    def _show(self, where: Where) -> None:
        self.where, self._is_bare = where, False
        self._read_now = frozenset()
        self.tray.show_attempt(None)
        if where.query:
            self._search(where)
            return
        if "results" in vars(self):
            self.results.stop()
            self.server.forget()
        if where.filter and self._has_tabs:
            self._read_beside(where, filtered(self._context, where, lambda: self._read_now))
        else:
            self._show_listing(listing(self._context, where))

    def _read_beside(self, where: Where, rows: Listing) -> None:
        """What passes a filter may lie far apart in the cache."""

        def show(first: Part) -> None:
            if where is self.where and self.view.is_expecting:
                self._show_listing(rows, first)

        self.filters.show_filter(where.filter)
        self.view.expect(lambda: self._show_listing(rows))
        self._beside.run(lambda: first_part(rows), show)

    def _show_listing(self, rows: Listing, first: Part | None = None) -> None:
        for timer in (self._quiet, self._patient, self._counting):
            timer.stop()
        self.view.show_listing(rows, first)
        self._show_counts()
        self._show_emptiness()
        if not self.view.count:
            self.emptied.emit()

    def _search(self, where: Where) -> None:
        """The list stays as it is until something is found for the words: mostly before anybody sees that."""
        self.tabs.hide()
        self.filters.hide()
        self.results.ask(where)
        self.server.forget()
        self._quiet.start()
        self._patient.start()

    def _show_searching(self) -> None:
        text = self.tr("Escape gives the list back.")
        self.notice.say("search", self.tr("Searching…"), text, progress=(0, 0))
        self._turn_to(self.notice)

    def _turn_to(self, part: QWidget) -> None:
        """Show the list or what stands in its place; the keyboard goes along, and not into the next field."""
        focus, before = QApplication.focusWidget(), self.view if part is self.notice else self.notice
        had_focus = focus is not None and (focus is before or before.isAncestorOf(focus))
        if had_focus:
            self.setFocus()  # what is hidden with the focus looks for the next stop in the whole window
        self._stack.setCurrentWidget(part)
        if had_focus:
            self.notice.take_focus() if part is self.notice else part.setFocus()

    def _on_found(self) -> None:
        self._show_listing(self.results.listing())
        self._offer_server()

    def _offer_server(self) -> None:
        found = self.results.coverage
        if found is not None and not self.results.troubles:
            self.server.offer(self.where.query, self.where.scope, is_whole=not found.indexing)

    def search_server(self) -> bool:
        """Have the services look for what is searched for; False where none can, or nothing is."""
        is_mail = bool(self.where.query) and self.where.place is not Place.CUSTOMERS
        return is_mail and self.server.start(self.where.query, self.where.scope)

    def _on_renewed(self) -> None:
        self.view.reload()
        self._show_counts()
        self._show_emptiness()
        self._offer_server()

    def _show_counts(self, counted: Counts | None = None) -> None:
        where = self.where
        # Without a single conversation there is nothing to tell apart.
        is_split = self._has_tabs and bool(self.view.count or where.filter or self._split.full(where.scope))
        self._split.show(where, is_split=is_split, counted=counted)
        self.export.setVisible(where.place is Place.FILED and not where.query)
        is_mail = bool(where.query) and where.place is not Place.CUSTOMERS
        self.coverage.setVisible(is_mail)
        self.mending.follow(where.query if is_mail else "")
        if where.query:
            self.coverage.setText(short(self.results.words))

    def _show_emptiness(self) -> None:
        if self.view.count:
            self._turn_to(self.view)
        self.filled.emit(self.view.count > 0)
        self.first_sync.follow(self.where.scope, self.view.count > 0)
        if self.view.count:
            return
        if self.where.query and self.results.is_searching:
            return
        found: Emptiness = emptiness(self._context, self.where, is_offline=self.is_offline)
        self.notice.say(
            found.icon,
            found.title,
            found.text,
            button=found.button,
            on_click=self._step_of(found.step),
            progress=found.progress,
        )
        self._turn_to(self.notice)

    def _step_of(self, step: str) -> Callable[[], object] | None:
        """What the button of an empty list does: here, or the window does it."""
        if step == "clear_filter":
            return lambda: self.show_filter("")
        if step.startswith("tab:"):
            return lambda: self._show_next_tab(step.removeprefix("tab:"))
        return (lambda: self.asked.emit(step)) if step else None

    def _show_next_tab(self, tab: str) -> None:
        self._on_tab_picked(tab)
        self.view.setFocus()

    def _on_picked(self, row: object) -> None:
        self._keep(row)
        self.tray.show_attempt(row if isinstance(row, AttemptRow) else None)
        self.picked.emit(row)

    def _keep(self, row: object) -> None:
        """A filter must not pull away what is read just now."""
        self._read_now = frozenset({row.thread_id} if isinstance(row, ThreadRow) else ())

    def _on_left(self, row: object) -> None:
        self._keep(row)
        self.tray.show_attempt(row if isinstance(row, AttemptRow) else None)
        self.moved_on.emit()

    def _on_tab_picked(self, tab: str) -> None:
        self.tabs.show_tab(tab)
        self._show(replace(self.where, tab=tab, query=""))

    def _on_searched(self, words: str) -> None:
        if words != self.where.query:
            self._show(replace(self.where, query=words))

    def _on_entered(self) -> None:
        self.view.setFocus()
        if self.view.row is None:
            self.view.step(1)
