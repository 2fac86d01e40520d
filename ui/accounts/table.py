"""The table of accounts: its rows, how they are read from the store, and how they are painted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.navigation import health_token, health_words
from ui.models.paged import LINE
from ui.shell.context import Context
from ui.shell.places import account_state, first_syncs
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.chips import Chip, paint_chip
from ui.widgets.messages import message
from ui.widgets.painted import paint_words, words_width
from ui.widgets.pictures import Pictures
from ui.widgets.times import age, count, short_time
from workspace.model.ids import AccountId
from workspace.model.kinds import HealthState, Kind
from workspace.store.rows import HealthRow

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest

Index = QModelIndex | QPersistentModelIndex
DOT, NAME, BRINGS, WORKPLACES, HEALTH, ACTION = range(6)
PAUSED = "paused"
REPAIRS: Mapping[str, str] = {
    HealthState.NEEDS_SIGNIN: "signin",
    HealthState.HELD_BACK: "look",
    HealthState.UNREACHABLE: "retry",
    HealthState.BROKEN: "retry",
    PAUSED: "resume",
}
OF_SETTINGS = ("setting_missing", "setting_wrong", "certificate")
"""What trying again does not mend: a value is asked for, or whom to trust."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the table shows it."""

    account_id: AccountId
    name: str
    brings: str
    workplaces: str
    token: str
    health: Chip
    reason: str
    repair: str = ""
    """What puts it right: ``signin``, ``look``, ``retry``, ``settings`` or ``resume``; empty where it is well."""

    @property
    def words(self) -> str:
        """What it is found by."""
        return f"{self.name} {self.brings} {self.workplaces} {self.health.text}".casefold()


def tr(text: str) -> str:
    return QCoreApplication.translate("accounts", text)


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the page shows: a row an account, and how far each first sync is. ``paused`` are switched off."""

    rows: tuple[AccountRow, ...] = ()
    syncs: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    names: Mapping[AccountId, str] = field(default_factory=dict)
    paused: frozenset[AccountId] = frozenset()


def accounts_of(context: Context) -> Accounts:
    """Takes 0.1 ms an account and more: ask it beside the window."""
    health, accounts = context.reader.health(), context.user.accounts()
    collections = context.reader.collections()
    syncs = first_syncs(collections)
    kinds: dict[AccountId, set[Kind]] = defaultdict(set)
    for collection in collections:
        kinds[collection.account_id].add(collection.kind)
    homes: dict[AccountId, list[str]] = defaultdict(list)
    members = context.user.workplace_accounts()
    for workplace in context.user.workplaces():
        for account_id in members.get(workplace.workplace_id, ()):
            homes[account_id].append(workplace.name)
    rows, coming = [], dict(syncs)
    for account in accounts:
        own = account.account_id
        row = health.get(own)
        state = account_state(row, own in syncs) if account.is_enabled else PAUSED
        if state not in ("syncing", PAUSED):
            coming.pop(own, None)  # its line says why nothing comes, and what to do
        rows.append(
            AccountRow(
                own,
                account.name,
                brings(context.manifest_of(account), kinds[own]),
                ", ".join(homes[own]),
                health_token(state),
                _health_chip(state, row, syncs.get(own, (0, 0))),
                message(row.message_key, row.params) if row and row.message_key else "",
                _repair(state, row),
            )
        )
    paused = frozenset(account.account_id for account in accounts if not account.is_enabled)
    return Accounts(tuple(rows), coming, {a.account_id: a.name for a in accounts}, paused)


def account_rows(context: Context) -> list[AccountRow]:
    return list(accounts_of(context).rows)


def brings(manifest: "Manifest | None", found: Collection[Kind] = ()) -> str:
    """What kinds of things an account brings, in words; what its connector may bring while nothing was found yet."""
    if manifest is None:
        return tr("connector missing")
    words = {
        Kind.EMAIL: tr("Mail"),
        Kind.CHAT: tr("Chat"),
        Kind.EVENT: tr("Calendar"),
        Kind.CONTACT: tr("Contacts"),
        Kind.RECORD: tr("CRM"),
    }
    promised = {*manifest.kinds, *((Kind.RECORD,) if manifest.is_crm else ())}
    return ", ".join(said for kind, said in words.items() if kind in (found or promised))


def _repair(state: str, row: HealthRow | None) -> str:
    if state in (HealthState.BROKEN, HealthState.UNREACHABLE) and row is not None and row.message_key in OF_SETTINGS:
        return "settings"
    return REPAIRS.get(state, "")


def repair_words(repair: str) -> str:
    """The button of a row; the menu's where nothing is to be put right."""
    return {
        "signin": tr("Sign in"),
        "look": tr("Look again"),
        "retry": tr("Try again"),
        "settings": tr("Settings…"),
        "resume": tr("Resume"),
    }.get(repair, tr("More"))


def _health_chip(state: str, row: HealthRow | None, progress: tuple[int, int]) -> Chip:
    words = tr("paused") if state == PAUSED else health_words(state)
    if state == HealthState.OK and row and row.message_key:
        return Chip(tr("not readable: {collection}").format(collection=row.params.get("collection", "")), "warn")
    if state == HealthState.OK and row and row.pulled_at:
        words = f"{words} · {age((datetime.now(UTC) - row.pulled_at).total_seconds())}"
    elif state == "syncing" and progress[1]:
        words = f"{words} {count(progress[0])} / {count(progress[1])}"
    elif state == HealthState.UNREACHABLE and row:
        words = tr("not reachable since {time}").format(time=short_time(row.since))
    tone = health_token(state)
    return Chip(words, "plain" if tone == "faint" else tone)


class AccountTable(QAbstractTableModel):
    """One row an account."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[AccountRow] = []
        self._heads = ["", tr("Account"), tr("Brings"), tr("Workplaces"), tr("Health"), ""]

    def show_rows(self, rows: Sequence[AccountRow]) -> None:
        if [row.account_id for row in rows] != [row.account_id for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        elif self._rows != list(rows):
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, ACTION))

    def row_at(self, index: Index) -> AccountRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == LINE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())
        return None

    def _words(self, row: AccountRow, column: int) -> str:
        if column == ACTION:
            return repair_words(row.repair)
        return ("", row.name, row.brings, row.workplaces, row.health.text)[column]


Cell = tuple[int, str | Chip]
"""A column without words of its own, and what stands there: many accounts have the same."""
CELLS = 200


class AccountDelegate(QStyledItemDelegate):
    """Paints a cell: dot, words, chip or button. A screen has a hundred: what a cell need not ask, it does not."""

    is_blank = False
    """The page is shown first and its cells in the next turn: both at once would hold the window up."""

    def __init__(self, table: AccountTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._pictures = Pictures(self._draw, lambda: theme().colors.surface, CELLS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, column = self._table.row_at(index), option.rect, index.column()
        if row is None or self.is_blank:
            return
        colors = theme().colors
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, QColor(colors.accent_soft))
        if column in (NAME, BRINGS, WORKPLACES):
            self._words(painter, (row.name, row.brings, row.workplaces)[column - NAME], QRectF(rect), column)
        else:
            cell = column, row.token if column == DOT else row.health if column == HEALTH else row.repair
            if is_selected:
                self._draw(painter, QRectF(rect), cell)
            else:
                self._pictures.paint_row(painter, option, cell)
        if index.row() < self._table.rowCount() - 1:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colors.line))

    def _draw(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        px, (column, shown), middle = theme().px, cell, box.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(shown, Chip):
            paint_chip(painter, shown, box.left() + px(8), middle - px(10), box.width() - px(16))
        elif column == DOT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(theme().colors, shown)))
            dot = px(t.DOT)
            painter.drawEllipse(QRectF(box.left() + px(14), middle - dot / 2, dot, dot))
        else:
            self._button(painter, shown, box)
        painter.restore()

    def _words(self, painter: QPainter, words: str, box: QRectF, column: int) -> None:
        if words:
            px, colors = theme().px, theme().colors
            room = box.adjusted(px(8), 0, -px(8), 0)
            ink = colors.muted if column == BRINGS else colors.text
            paint_words(painter, words, room, ink, weight=600 if column == NAME else 400)

    def _button(self, painter: QPainter, repair: str, box: QRectF) -> None:
        colors, px = theme().colors, theme().px
        button = QRectF(0, 0, box.width() - px(24), px(t.SMALL_BUTTON))
        button.moveCenter(box.center())
        if not repair:
            theme().icon("more").paint(painter, button.toRect())
            return
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(button.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        words, room = repair_words(repair), button.width() - px(8)
        width = min(words_width(words, weight=500) + 1, room)
        place = QRectF(button.center().x() - width / 2, button.top(), width, button.height())
        paint_words(painter, words, place, colors.text, weight=500)
