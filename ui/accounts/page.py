"""The accounts page: what each brings, where it belongs, how it is, and the one thing that puts it right."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLineEdit, QSizePolicy, QTableView, QVBoxLayout, QWidget

from ui.accounts.deeds import AccountDeeds
from ui.accounts.progress import SyncCard
from ui.accounts.table import (
    ACTION,
    BRINGS,
    DOT,
    HEALTH,
    WORKPLACES,
    AccountDelegate,
    AccountRow,
    Accounts,
    AccountTable,
    accounts_of,
    repair_words,
)
from ui.models.beside import Asking, Beside
from ui.models.observer import HEALTH as HEALTH_NEWS
from ui.models.observer import News
from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel, chip_width
from ui.widgets.labels import frame, label
from ui.widgets.later import later
from ui.widgets.painted import words_width
from ui.widgets.times import count
from workspace.model.ids import AccountId

SYNCS_SHOWN = 3
FILTER_WIDTH = 260
ROW, ACTION_WIDTH, DOT_WIDTH = 49, 140, 44
NARROW_EDGE = 12
WITH_WORKPLACES, WITH_BRINGS = 620, 760
EDGES = 6
"""Pixels of the card's and the table's borders, above and below."""


class AccountsPage(QFrame):
    """``signin_asked`` and ``move_asked`` carry an account id, ``performed`` a deed that was done.

    ``loaded`` says that it shows what the stores say now.
    """

    add_asked = Signal()
    loaded = Signal()
    signin_asked = Signal(object)
    move_asked = Signal(object)
    performed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setMinimumWidth(theme().px(300))
        self._context = context
        px = theme().px
        self.deeds = AccountDeeds(context, self)
        for name in ("signin_asked", "move_asked", "performed"):
            getattr(self.deeds, name).connect(getattr(self, name))
        self.deeds.emptied.connect(self.add_asked)
        self._beside = Beside(self)
        self._asking = Asking(self._beside, lambda: partial(accounts_of, context), self._on_found)
        self._accounts = Accounts()
        self._number = ChipLabel(Chip(""), self)
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.model = AccountTable(self)
        self._cells = AccountDelegate(self.model, self)
        self.table = self._made_table()
        self._cells_soon = later(self, 0, self._show_cells)
        self._syncs = QVBoxLayout()
        self._syncs.setSpacing(px(12))
        self._cards: dict[AccountId, SyncCard] = {}
        body = self._column = QVBoxLayout()
        body.setSpacing(px(18))
        card = frame("card", self)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        self._nothing = label(self.tr("No account is called so."), self, tone="muted")
        self._nothing.hide()
        body.addWidget(self._nothing)
        body.addWidget(card, 1)
        body.addLayout(self._syncs)
        body.addStretch(0)
        self._room = card
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top())
        layout.addLayout(body, 1)
        context.observer.changed.connect(self.on_changed)

    def _top(self) -> QWidget:
        px = theme().px
        top = frame("top", self)
        top.setFixedHeight(px(52))
        row = QHBoxLayout(top)
        row.setContentsMargins(px(18), 0, px(18), 0)
        row.setSpacing(px(10))
        row.addWidget(label(self.tr("Accounts"), top, kind="heading"))
        row.addWidget(self._number)
        row.addStretch()
        self.filter = QLineEdit(top)
        self.filter.setPlaceholderText(self.tr("Find an account"))
        self.filter.setAccessibleName(self.tr("Find an account"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(px(FILTER_WIDTH))
        self.filter.textChanged.connect(self._show_rows)
        row.addWidget(self.filter, 1)
        row.addWidget(Button(self.tr("Add account"), top, kind="primary", icon="plus", on_click=self.add_asked.emit))
        return top

    def _made_table(self) -> QTableView:
        px = theme().px
        table = QTableView(self)
        table.setModel(self.model)
        table.setItemDelegate(self._cells)
        table.setAccessibleName(self.tr("Accounts"))
        table.setProperty("keeps_return", True)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in ((DOT, DOT_WIDTH), (ACTION, ACTION_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, px(width))
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self.act)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu_asked)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cells.is_blank = True
        self._cells_soon.start()

    def _show_cells(self) -> None:
        self._cells.is_blank = False
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """What an account brings and where it belongs give way to its name and its health."""
        px, header = theme().px, self.table.horizontalHeader()
        for column, least in ((BRINGS, WITH_BRINGS), (WORKPLACES, WITH_WORKPLACES)):
            self.table.setColumnHidden(column, self.width() < px(least))
        health = round(max(map(chip_width, {row.health for row in self._accounts.rows}), default=0)) + px(17)
        self.table.setColumnHidden(HEALTH, health > self.width() / 3)  # the dot and the button say it too
        is_narrow = self.width() < px(WITH_WORKPLACES)
        edge = px(NARROW_EDGE if is_narrow else 28)
        self._column.setContentsMargins(edge, px(22), edge, px(22))
        kept = QHeaderView.ResizeMode.Fixed if is_narrow else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(HEALTH, kept)
        header.resizeSection(HEALTH, health)
        repairs = {row.repair for row in self._accounts.rows}
        button = max((words_width(repair_words(each), weight=500) for each in repairs), default=0)
        header.resizeSection(ACTION, round(button) + px(40) if is_narrow else px(ACTION_WIDTH))

    def on_changed(self, news: News) -> None:
        if self.isVisible() and news.touches(*HEALTH_NEWS):
            self.reload()

    def reload(self) -> None:
        """Look beside the window; what is asked for meanwhile is looked for once more."""
        self._asking.ask()

    @property
    def is_looking(self) -> bool:
        return self._asking.is_under_way

    def stop(self) -> None:
        """The window closes; nothing is asked of the stores any more."""
        self._beside.finish()

    def _on_found(self, found: Accounts) -> None:
        self._accounts = found
        self._show_rows()
        self._fold()
        self._show_syncs()
        self.loaded.emit()

    def _show_rows(self) -> None:
        """Those in which every word that was typed is found; all of them where none was."""
        words = self.filter.text().casefold().split()
        rows = self._accounts.rows
        found = [row for row in rows if all(word in row.words for word in words)]
        self.model.show_rows(found)
        number = count(len(rows))
        self._number.show_chip(Chip(f"{count(len(found))} / {number}" if words else number))
        header = self.table.horizontalHeader().sizeHint().height()
        self._nothing.setVisible(bool(rows) and not found)
        self._room.setVisible(bool(found))
        self._room.setMaximumHeight(len(found) * theme().px(ROW) + header + EDGES)

    def current(self) -> AccountId | None:
        """The account whose line is current."""
        row = self.model.row_at(self.table.currentIndex())
        return row.account_id if row else None

    def act(self, index: QModelIndex) -> None:
        """What puts a row right, else its menu."""
        row = self.model.row_at(index)
        if row is None:
            return
        if row.repair:
            self.deeds.repair(row)
        else:
            self._open_menu(row, index)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self.model.columnCount() - 1:
            self.act(index)

    def _open_menu(self, row: AccountRow, index: QModelIndex) -> None:
        self.table.setCurrentIndex(index)
        menu = self.deeds.menu(row)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def _on_menu_asked(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        index = index if index.isValid() else self.table.currentIndex()
        row = self.model.row_at(index)
        if row is not None:
            self._open_menu(row, index)

    def _show_syncs(self) -> None:
        names, paused = self._accounts.names, self._accounts.paused
        shown = {AccountId(key): value for key, value in list(self._accounts.syncs.items())[:SYNCS_SHOWN]}
        for account_id in self._cards.keys() - shown.keys():
            self._cards.pop(account_id).deleteLater()
        for account_id, (pulled, total) in shown.items():
            if account_id not in self._cards:
                card = SyncCard(names.get(account_id, ""), self)
                card.pause_asked.connect(lambda is_paused, own=account_id: self.deeds.pause(own, is_paused))
                self._syncs.addWidget(card)
                self._cards[account_id] = card
            self._cards[account_id].show_progress(pulled, total, is_paused=account_id in paused)
