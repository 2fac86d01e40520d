"""Each model of the window under Qt's own tester, through what the window does to it. A model without a case fails."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

import ui
from tests.ui.sample_home import SUPPORT, SampleHome
from ui.accounts.table import AccountTable, account_rows
from ui.compose.addresses import recipients
from ui.compose.chip_model import ChipModel
from ui.customer.timeline_rows import TimelineModel
from ui.inbox.listings import Place, Where, listing
from ui.models.navigation import NavModel
from ui.models.paged import PagedModel
from ui.reader.file_view import Rows
from ui.search.entries import Entry, EntryModel
from ui.settings.key_table import KeyTable
from ui.settings.log_table import LogTable
from ui.shell.outbox_list import Waiting, WaitingModel
from ui.shell.places import sidebar_rows
from ui.shell.shortcut_list import Shortcuts
from ui.shell.window import MainWindow
from ui.widgets.chips import Chip
from workspace.model.departures import Departure
from workspace.model.ids import ActionId, ItemId, ThreadId
from workspace.store.rows import AttemptRow, TimelineRow

Case = Callable[[MainWindow], Iterator[QAbstractItemModel]]
"""Yields the model, empty, for the tester to be put on it; what follows is done to it under the tester."""


def lines(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model, context = PagedModel(window), window.context
    yield model
    for where in (Where("*"), Where("*", Place.SENT), Where("*", query="no such words"), Where("*", Place.CUSTOMERS)):
        model.show_listing(listing(context, where))
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        model.show_chosen(model.keys(lambda row: True))
        context.user.set_setting("something", where.query)
        model.reload()
        model.freshen(0, model.rowCount() - 1)


def places(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model, context = NavModel(window), window.context
    yield model
    rows = sidebar_rows(context, window.scope, context.reader.unread_counts())
    for shown in (rows, [replace(row, number="7") for row in rows], rows[:3], [], rows):
        model.show_rows(shown)


def accounts(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = AccountTable(window)
    yield model
    rows = account_rows(window.context)
    for shown in (rows, [replace(row, name="another") for row in rows], rows[1:], [], rows):
        model.show_rows(shown)


def offers(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = EntryModel(window)
    yield model
    entries = [Entry(n, f"section {n // 2}", "star", f"entry {n}", print) for n in range(5)]
    for shown in (entries, entries[2:], [], entries):
        model.show_entries(shown)


def keys(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = KeyTable(window.commands, window)
    yield model
    for words in ("mail", "no command is called so", ""):
        model.show(words)
    window.commands.bind({"archive": ("F7",)})
    model.reload()


def departures(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = LogTable(window)
    yield model
    rows = [Departure("2026-03-02", SUPPORT, "imap.example", "receive", n, 100 * n, 0) for n in range(4)]
    for shown in (rows, rows[:1], [], rows):
        model.show_rows(shown, {SUPPORT: "support@"})


def shortcuts(window: MainWindow) -> Iterator[QAbstractItemModel]:
    found = [each for each in window.commands if each.keys][:6]
    yield Shortcuts([found[:4], found[4:]], window)


def outbox(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = WaitingModel(window)
    yield model
    now = datetime.now(UTC)
    attempts = [AttemptRow(ActionId(f"a{n}"), SUPPORT, "star", "queued", "Berth", None, now, 0) for n in range(4)]
    rows = [Waiting(each, "Star · Berth", "waits", Chip("queued")) for each in attempts]
    for shown in (rows, [replace(row, why="later") for row in rows], rows[2:], [], rows):
        model.show_rows(shown)


def table(window: MainWindow) -> Iterator[QAbstractItemModel]:
    yield Rows((("항구", "name"), ("부산", "Busan"), ("인천",)), window)


def history(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = TimelineModel(window)
    yield model
    rows = [TimelineRow("email", f"Mail {n}", datetime.now(UTC), ItemId(n), ThreadId(n), SUPPORT) for n in range(4)]
    model.show_rows(rows)
    model.put(4, rows[:2])
    model.put(0, rows[2:])
    model.show_rows([])
    model.put(0, rows)


def chips(window: MainWindow) -> Iterator[QAbstractItemModel]:
    model = ChipModel(window)
    yield model
    model.add(recipients("a@b.example, nobody, A@B.example"))
    model.add(recipients("Ingrid <i@norrland.example>, nobody"))
    for gone in ([1], [0, 1], []):
        model.remove(gone)
    model.show(recipients("a@b.example"))


CASES: dict[type[QAbstractItemModel], Case] = {
    PagedModel: lines,
    NavModel: places,
    AccountTable: accounts,
    EntryModel: offers,
    KeyTable: keys,
    LogTable: departures,
    Rows: table,
    TimelineModel: history,
    ChipModel: chips,
    Shortcuts: shortcuts,
    WaitingModel: outbox,
}


def models_of_the_window() -> set[type[QObject]]:
    """Every class of a model that is written in ``ui``."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            assert "WebEngine" in str(error)  # noqa: PT017  the original layout does without it
    found: set[type[QObject]] = set()
    waiting: list[type[QObject]] = [QAbstractItemModel]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        waiting += subclasses
        found.update(each for each in subclasses if each.__module__.startswith("ui."))
    return found


def test_every_model_has_a_case_here() -> None:
    assert models_of_the_window() == set(CASES)


@pytest.mark.parametrize("case", CASES.values(), ids=[model.__name__ for model in CASES])
def test_a_model_keeps_what_it_promises_to_views(case: Case, window: MainWindow, home_with_mail: SampleHome) -> None:
    doing = case(window)
    model = next(doing)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)
    assert list(doing) == []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        assert index.isValid()
        assert model.flags(index) == Qt.ItemFlag.NoItemFlags or model.data(index) is not None
    tester.deleteLater()
