"""The accounts page: what each brings, where it belongs, how it is, and the one thing to do about it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from ui.accounts.progress import SyncCard
from ui.accounts.table import AccountDelegate, AccountRow, AccountTable, account_rows
from ui.models.observer import HEALTH, News
from ui.shell.context import Context
from ui.shell.places import first_syncs
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.labels import frame, label
from ui.widgets.times import count
from workspace.model.ids import AccountId

SYNCS_SHOWN = 3
ROW, ACTION_WIDTH, DOT_WIDTH = 49, 140, 44


class AccountsPage(QFrame):
    """``signin_asked`` carries an account id."""

    add_asked = Signal()
    signin_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setMinimumWidth(theme().px(300))
        self._context = context
        px = theme().px
        self._number = ChipLabel(Chip(""), self)
        self.model = AccountTable(self)
        self.table = self._made_table()
        self._syncs = QVBoxLayout()
        self._syncs.setSpacing(px(12))
        self._cards: dict[AccountId, SyncCard] = {}
        body = QVBoxLayout()
        body.setContentsMargins(px(28), px(22), px(28), px(22))
        body.setSpacing(px(18))
        card = frame("card", self)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
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
        row.addWidget(Button(self.tr("Add account"), top, kind="primary", icon="plus", on_click=self.add_asked.emit))
        return top

    def _made_table(self) -> QTableView:
        px = theme().px
        table = QTableView(self)
        table.setModel(self.model)
        table.setItemDelegate(AccountDelegate(table))
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
        for column, width in ((0, DOT_WIDTH), (5, ACTION_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, px(width))
        table.clicked.connect(self._on_clicked)
        table.activated.connect(self.act)
        return table

    def on_changed(self, news: News) -> None:
        if self.isVisible() and news.touches(*HEALTH):
            self.reload()

    def reload(self) -> None:
        self.model.show_rows(account_rows(self._context))
        rows = self.model.rowCount()
        self._number.show_chip(Chip(count(rows)))
        header = self.table.horizontalHeader().sizeHint().height()
        self._room.setMaximumHeight(rows * theme().px(ROW) + header + 4)
        self._show_syncs()

    def current(self) -> AccountId | None:
        """The account whose line is current."""
        row = self.model.row_at(self.table.currentIndex())
        return row.account_id if row else None

    def act(self, index: QModelIndex) -> None:
        """The one action of a row: sign in where that is needed, else its menu."""
        row = self.model.row_at(index)
        if row is None:
            return
        if row.needs_signin:
            self.signin_asked.emit(row.account_id)
        else:
            self._menu(row, index)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self.model.columnCount() - 1:
            self.act(index)

    def _menu(self, row: AccountRow, index: QModelIndex) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Get new mail now"), lambda: self._ask("sync", row))
        menu.addAction(self.tr("Sign in again"), lambda: self.signin_asked.emit(row.account_id))
        menu.addAction(self.tr("Read everything anew"), lambda: self._ask("rebuild", row))
        menu.addSeparator()
        menu.addMenu(self._workplaces_menu(row, menu))
        place = self.table.visualRect(index).bottomLeft()
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _workplaces_menu(self, row: AccountRow, parent: QMenu) -> QMenu:
        menu = QMenu(self.tr("Workplaces"), parent)
        members = self._context.user.workplace_accounts()
        for workplace in self._context.user.workplaces():
            action = menu.addAction(workplace.name)
            action.setCheckable(True)
            action.setChecked(row.account_id in members.get(workplace.workplace_id, ()))
            action.toggled.connect(lambda on, place=workplace.workplace_id: self._assign(row.account_id, place, on))
        return menu

    def _assign(self, account_id: AccountId, workplace_id: object, is_in: bool) -> None:
        user = self._context.user
        if is_in:
            user.assign(workplace_id, [account_id])  # type: ignore[arg-type]
        else:
            user.unassign(workplace_id, account_id)  # type: ignore[arg-type]
        self._context.ring()
        self._context.observer.tell("accounts")

    def _ask(self, verb: str, row: AccountRow) -> None:
        payload: dict[str, object] = {"account_id": row.account_id}
        self._context.user.ask(verb, payload | ({"once": True} if verb == "sync" else {}))
        self._context.ring()

    def _show_syncs(self) -> None:
        running = first_syncs(self._context.reader.collections())
        names = self._context.names()
        shown = {AccountId(key): value for key, value in list(running.items())[:SYNCS_SHOWN]}
        for account_id in self._cards.keys() - shown.keys():
            self._cards.pop(account_id).deleteLater()
        for account_id, (pulled, total) in shown.items():
            if account_id not in self._cards:
                card = SyncCard(names.get(account_id, ""), self)
                self._syncs.addWidget(card)
                self._cards[account_id] = card
            self._cards[account_id].show_progress(pulled, total)
