"""The main window: places rail, sidebar, pages and status line, and connects what one asks of another."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.inbox.listings import Place
from ui.models.observer import HEALTH, THREADS, News
from ui.settings.choices import Choices
from ui.shell.bulk import Bulk
from ui.shell.commands import Commands
from ui.shell.context import Context
from ui.shell.deeds import Deed, Deeds
from ui.shell.first_focus import FirstFocus
from ui.shell.folders import Folders
from ui.shell.keys import KeyFilter
from ui.shell.lost_focus import LostFocus
from ui.shell.mishaps import attempt
from ui.shell.overview import Overview
from ui.shell.pages import Pages
from ui.shell.rail import Rail
from ui.shell.sheets import Sheets
from ui.shell.showing import SHOWN_MS, Showing
from ui.shell.sidebar import Sidebar
from ui.shell.statusline import StatusLine
from ui.shell.warming import READING, Warming, imports
from ui.shell.window_commands import add_commands
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.later import later
from ui.widgets.tabbing import tab_on
from ui.widgets.toast import Toast
from ui.widgets.turns import Turns
from workspace.model.ids import AccountId, CollectionId, WorkplaceId
from workspace.model.kinds import Role
from workspace.store.rows import AttemptRow, CollectionRow

if TYPE_CHECKING:
    from ui.customer.panel import CustomerPanel
    from ui.shell.desks import Desks

ALL = "*"
NARROWEST = t.RAIL + 150 + 1 + 300
"""Rail, sidebar and one column, in pixels at 100 % text size."""
LOWEST = 320
"""In pixels at 100 % text size: less than what stands above another would take."""


class MainWindow(QWidget):
    """One window on one home.

    ``compose_asked`` carries an item id and ``reply``, ``reply_all`` or ``forward``, ``draft_asked`` a draft id,
    ``filing_asked`` an item id, ``unfiling_asked`` a :class:`FiledChip`. ``rebuild_asked`` says that language or
    text size changed, ``engine_asked`` that the engine is to start, ``painted`` that it was seen for the first time.
    What the first paint does without is imported and made after it, until ``warmed``.
    """

    compose_asked = Signal(object, str)
    draft_asked = Signal(object)
    filing_asked = Signal(object)
    unfiling_asked = Signal(object)
    rebuild_asked = Signal()
    engine_asked = Signal()
    painted = Signal()
    warmed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "window")
        self.context = context
        self._is_painted = self._is_ending = False
        self._warming = Warming(self)
        self._shown = later(self, SHOWN_MS, self._on_painted)
        self._completing = Turns(self)
        self._showing = Showing(context, self)
        self.overview = Overview(self)
        self._last: Callable[[], bool] | None = None
        self.choices = Choices(context.user)
        self.commands = Commands()
        self.deeds = Deeds(context, self)
        self.sheets = Sheets(self)
        self.scope = ALL
        self.place = Place.INBOX
        self.account_id: AccountId | None = None
        self.folder: CollectionRow | None = None
        self._scale = theme().scale
        self.rail = Rail(self)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.folders = Folders(context, self)
        self.sidebar = Sidebar(self.folders, self.columns)
        self.pages = Pages(self)
        self._warming.finished.connect(self.pages.warm)
        self.mail = self.pages.mail
        self.status = StatusLine(context, self)
        self._place_parts()
        self.toast = Toast(self)
        self._connect()
        self.bulk = Bulk(self)
        add_commands(self)
        self.rail.focus.setVisible("focus" in self.commands)
        self._keys = KeyFilter(self, self.commands, self.pages.name)
        self.resize(QSize(*self.choices.size).boundedTo(self.screen().availableSize()))
        self._show_columns()
        self.show_workplaces()
        self._focus = FirstFocus(self)
        LostFocus(self)

    def _place_parts(self) -> None:
        self.columns.setChildrenCollapsible(False)
        self.columns.setHandleWidth(1)
        self.columns.addWidget(self.sidebar)
        self.columns.addWidget(self.pages)
        self.columns.setStretchFactor(1, 1)
        # Said here, or what stands side by side would keep the window from becoming narrow enough to fold it.
        self.setMinimumSize(theme().px(NARROWEST), theme().px(LOWEST))
        self.sidebar.setMinimumWidth(theme().px(150))
        self.sidebar.setMaximumWidth(theme().px(360))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.columns, 1)
        right.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.picked.connect(self.show_workplace)
        self.rail.add_asked.connect(self.sheets.add_workplace)
        self.rail.focus_asked.connect(lambda: self.commands.run("focus"))
        self.rail.theme_toggled.connect(self.toggle_theme)
        self.rail.settings_asked.connect(self.sheets.show_settings)
        self.sidebar.place_picked.connect(self.show_place)
        self.sidebar.account_picked.connect(self.show_account)
        self.sidebar.folder_picked.connect(self.show_folder)
        self.sidebar.signin_asked.connect(self.sheets.sign_in)
        self.sidebar.page_picked.connect(lambda key: self.show_accounts())
        self.mail.inbox.asked.connect(self.take_step)
        self.mail.inbox.tray.retried.connect(lambda row: self.deeds.retry(row.action_id))
        self.mail.inbox.tray.dropped.connect(lambda row: self.deeds.drop(row.action_id))
        self.mail.inbox.tray.filed.connect(self._on_tray_filed)
        self.mail.reply_asked.connect(self.compose_asked)
        self.mail.file_asked.connect(self.filing_asked)
        self.mail.undo_asked.connect(self.unfiling_asked)
        self.mail.performed.connect(self._on_performed)
        self.mail.refused.connect(lambda words: self.toast.say(words))
        self.mail.draft_asked.connect(self.draft_asked)
        self.mail.looked_at.connect(self._showing.look)
        self.mail.customer_made.connect(self._connect_customer)
        self.status.signin_asked.connect(self.sheets.sign_in_first)
        self.status.outbox_asked.connect(self.sheets.show_outbox)
        self.status.accounts_asked.connect(self.show_accounts)
        self.status.engine_asked.connect(self.engine_asked)
        self.compose_asked.connect(lambda item_id, how: self.desks.letters.answer(item_id, how))
        self.draft_asked.connect(lambda draft_id: self.desks.letters.open_draft(draft_id))
        self.mail.copy_asked.connect(lambda item_id: self.desks.letters.open_copy(item_id))
        self.filing_asked.connect(lambda item_id: self.desks.file(item_id))
        self.unfiling_asked.connect(lambda chip: self.desks.filing.take_back(chip))
        self.deeds.performed.connect(self._on_performed)
        self.deeds.refused.connect(lambda words: self.toast.say(words))
        self.context.observer.changed.connect(self.on_changed)

    def _connect_customer(self, panel: "CustomerPanel") -> None:
        """What is clicked before the desks are made makes them."""
        panel.opened.connect(lambda row: self.desks.show_line(row))
        panel.create_asked.connect(lambda emails: self.desks.create_contact(emails))
        panel.crm_asked.connect(self.sheets.add_account)

    @cached_property
    def desks(self) -> "Desks":
        """Letters and filings. What they import takes longer than the first paint may."""
        from ui.shell.desks import Desks

        return Desks(self)

    def _on_painted(self) -> None:
        """What conversations, letters and filings need, before anybody asks for them: a piece a turn."""
        self._completing.start(self._completed())

    def _completed(self) -> Iterator[None]:
        yield from imports(READING)
        _ = self.mail.reader
        yield
        _ = self.mail.customer
        yield
        self.context.user.sweep(self.context.reader.finished_actions())
        yield
        self.painted.emit()
        self._warming.start(QThread.Priority.LowPriority)

    # Where the window is

    def show_workplaces(self) -> None:
        """The rail, and the workplace that was shown last; the first run where there is no account."""
        workplaces = self.context.user.workplaces()
        self.rail.show_workplaces(workplaces)
        ids = [workplace.workplace_id for workplace in workplaces]
        last = WorkplaceId(self.choices.workplace)
        self.show_workplace(last if last in ids else ids[0] if ids else None)

    def show_workplace(self, workplace_id: WorkplaceId | None) -> None:
        if workplace_id is not None and workplace_id != self.choices.workplace:
            self.choices.workplace = workplace_id
        self.scope = workplace_id or ALL
        self.rail.show_current(workplace_id)
        self._showing.show(workplace_id)
        self.show_place(Place.INBOX)

    def show_place(self, place: Place) -> None:
        """A place of the workplace; the first run as long as there is no account at all."""
        self.place, self.account_id, self.folder = place, None, None
        self._show_names()
        if not self.context.user.accounts():
            self.pages.setCurrentWidget(self.pages.first_run)
            self.pages.first_run.reload()
        else:
            self.pages.show_place(self.scope, place)
        self.overview.show_where()

    def show_account(self, account_id: AccountId) -> None:
        """The inbox of one account."""
        self.place, self.account_id, self.folder = Place.INBOX, account_id, None
        self.pages.setCurrentWidget(self.mail)
        self.mail.clear()
        self.mail.inbox.show_place(account_id, Place.INBOX)
        self.overview.show_where()

    def show_folder(self, folder: CollectionId) -> None:
        """A folder or label of mail; of drafts also what is written here. Nothing where it is gone."""
        found = self.context.reader.folder(folder)
        if found is None:
            return
        self.place = Place.DRAFTS if found.role == Role.DRAFTS else Place.FOLDER
        self.account_id, self.folder = found.account_id, found
        self.pages.setCurrentWidget(self.mail)
        self.mail.clear()
        if self.place is Place.DRAFTS:
            self.mail.inbox.show_place(found.account_id, Place.DRAFTS)
        else:
            self.mail.inbox.show_folder(found.account_id, folder)
        self.overview.show_where()

    def show_accounts(self) -> None:
        self.pages.setCurrentWidget(self.pages.accounts)
        self.pages.accounts.reload()
        self.overview.show_where()

    def on_changed(self, news: News) -> None:
        if news.touches(*THREADS, *HEALTH):
            self.overview.count_soon()
        if self.pages.shows("first_run") and self.pages.first_run.is_first and self.context.user.accounts():
            self.show_workplaces()

    def renew_folder(self) -> None:
        """The folder that is shown may have got its name or its id since; where it is gone its account is shown."""
        if self.folder is None:
            return
        found = self.context.reader.folder(self.folder.collection_id)
        if found is None:
            self.show_account(self.folder.account_id)
        else:
            self.folder = found

    def _show_names(self) -> None:
        self.sidebar.title.setText(self.workplace_name)

    @property
    def workplace_name(self) -> str:
        for workplace in self.context.user.workplaces():
            if workplace.workplace_id == self.scope:
                return workplace.name
        return self.tr("Workspace")

    def toggle_theme(self) -> None:
        self.choices.mode = theme().toggle()

    # What was done

    def undo(self) -> None:
        """Take back what was done last, also when its toast is gone."""
        if self.toast.isVisible():
            self.toast.press()
        elif self._last is not None:
            self._undo(self._last)

    def _on_performed(self, deed: Deed) -> None:
        self._last = undo = deed.undo
        self.toast.say(
            deed.words,
            button=self.tr("Undo") if undo else "",
            on_click=(lambda: self._undo(undo)) if undo else None,
            seconds=deed.seconds,
        )

    def _undo(self, undo: object) -> None:
        self._last = None
        taken_back = undo() if callable(undo) else False
        self.toast.say(self.tr("Taken back") if taken_back else self.tr("Too late: the service has it already"))

    def _on_tray_filed(self, attempt: AttemptRow) -> None:
        item = self.context.reader.item_by_key(attempt.item) if attempt.item else None
        if item is not None:
            self.filing_asked.emit(item.item_id)

    def take_step(self, step: str) -> None:
        """The one next step of an empty list."""
        {
            "clear_search": self.mail.inbox.search.clear,
            "add_account": self.sheets.add_account,
            "sign_in": self.sheets.sign_in_first,
            "accounts": self.show_accounts,
            "sync": self.sync_now,
            "export_filings": self._export_filings,
        }[step]()

    def _export_filings(self) -> None:
        self.desks.filing.export_record()

    def sync_now(self) -> None:
        self.context.user.ask("sync", {"once": True})
        self.context.ring()

    # Columns

    def _show_columns(self) -> None:
        widths = self.choices.columns
        self.columns.setSizes([theme().px(each) for each in widths.get("sidebar") or (t.SIDEBAR, 1160)])
        self.mail.columns.show_widths(widths.get("mail") or (t.LIST, t.LIST, t.CUSTOMER))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Also where the disk is full: nothing may ask stores that are about to be closed."""
        if not self._may_close():
            event.ignore()
            return
        if "desks" in vars(self):
            self.desks.letters.stop()
        for part in (self.pages, self.status, self.folders, self.overview):
            attempt(part.stop)
        for timer in self.findChildren(QTimer):
            timer.blockSignals(True)
        self._warming.blockSignals(True)
        self._warming.wait()
        attempt(self.keep_places)
        super().closeEvent(event)

    def _may_close(self) -> bool:
        if self._is_ending or "desks" not in vars(self):
            return True
        from ui.compose.unsaved import may_close

        return may_close(self.desks.letters, self)

    def end(self) -> None:
        """Close without a question, because another window takes this one's place."""
        self._is_ending = True
        self.close()
        self.deleteLater()

    def keep_places(self) -> None:
        """Where the columns and the window are, for the next one; widths as at 100 % text size."""
        shown = {"sidebar": self.columns}
        if self.mail.columns.customer.isVisible():
            shown["mail"] = self.mail.columns
        self.choices.columns = {
            name: [round(width / self._scale) for width in each.sizes()] for name, each in shown.items()
        }
        if not self.isMaximized():
            self.choices.size = (self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self._shown.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.mail.fold(self.width())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_on(self, forward=forward)

    def come_forward(self) -> None:
        """What a second start does: show the window that is there."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
