"""The windowed model under Qt's own tester: pages, reloads that move only what changed, and the observer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.models.lines import Line
from ui.models.navigation import NavModel, NavRow
from ui.models.observer import News, Observer
from ui.models.paged import LINE, PAGE, Listing, PagedModel
from workspace.model.kinds import HealthState


@dataclass
class Numbers:
    """Rows that are numbers, newest first, as the store pages them."""

    rows: list[int]
    asked: list[int]

    def fetch(self, after: int | None, limit: int) -> Sequence[int]:
        self.asked.append(limit)
        return [row for row in sorted(self.rows, reverse=True) if after is None or row < after][:limit]

    @staticmethod
    def say(row: int, before: int | None) -> Line:
        return Line(row, f"title {row}", "", "subject", heading="" if before else "first")


def model_of(count: int) -> tuple[PagedModel, Numbers]:
    model = PagedModel(QApplication.instance())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    tester.setUseFetchMore(False)  # it would read every page
    numbers = Numbers(list(range(count)), [])
    model.show_listing(Listing(numbers.fetch, numbers.say))
    return model, numbers


def keys(model: PagedModel) -> list[object]:
    return [model.index(row).data(LINE).key for row in range(model.rowCount())]


def test_only_a_page_is_read_until_the_view_asks(qtbot: QtBot) -> None:
    model, numbers = model_of(1_000)
    assert model.rowCount() == PAGE
    assert numbers.asked == [PAGE]
    model.fetchMore(QModelIndex())
    assert keys(model) == list(range(999, 999 - 2 * PAGE, -1))
    assert max(numbers.asked) == PAGE


def test_the_last_page_ends_the_list(qtbot: QtBot) -> None:
    model, _ = model_of(PAGE + 5)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE + 5


def test_a_reload_moves_only_what_changed(qtbot: QtBot) -> None:
    model, numbers = model_of(30)
    removed: list[tuple[int, int]] = []
    inserted: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda parent, first, last: removed.append((first, last)))
    model.rowsInserted.connect(lambda parent, first, last: inserted.append((first, last)))
    numbers.rows.remove(12)
    numbers.rows += [100, 101]
    model.reload()
    assert keys(model) == [101, 100, *[n for n in range(29, -1, -1) if n != 12]]
    assert removed == [(17, 17)]
    assert inserted == [(0, 1)]


def test_a_reload_keeps_every_page_that_was_read(qtbot: QtBot) -> None:
    model, _ = model_of(300)
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.reload()
    assert model.rowCount() == 3 * PAGE
    assert model.canFetchMore(QModelIndex())


def test_a_list_may_become_empty_and_fill_again(qtbot: QtBot) -> None:
    model, numbers = model_of(10)
    rows, numbers.rows = numbers.rows, []
    model.reload()
    assert model.rowCount() == 0
    numbers.rows = rows
    model.reload()
    assert model.rowCount() == 10


def test_the_sidebars_model_is_sound(qtbot: QtBot) -> None:
    parent = QObject()
    model = NavModel(parent)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_rows([NavRow("place", "inbox", "Inbox"), NavRow("heading", "h", "Accounts")])
    model.show_rows([NavRow("place", "inbox", "Inbox", number="3"), NavRow("heading", "h", "Accounts")])
    assert model.index_of("place", "inbox").data(LINE).number == "3"
    assert not model.index_of("account", "x").isValid()


@pytest.fixture
def observer(home_with_mail: SampleHome) -> Iterator[Observer]:
    """An observer of a home with mail, started."""
    parent = QObject()
    made = Observer(home_with_mail.reader, parent)
    made.start()
    yield made
    made.stop()


def test_the_observer_says_what_changed_once(qtbot: QtBot, observer: Observer, home_with_mail: SampleHome) -> None:
    heard: list[News] = []
    observer.changed.connect(heard.append)
    for _ in range(20):
        home_with_mail.say_health(SUPPORT, HealthState.UNREACHABLE)
        observer.hear()
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    assert len(heard) == 1
    assert heard[0].kinds == {"health"}
    assert heard[0].accounts == {SUPPORT}


def test_a_lost_bell_is_made_up_for(qtbot: QtBot, observer: Observer, home_with_mail: SampleHome) -> None:
    with qtbot.waitSignal(observer.changed, timeout=5_000):
        home_with_mail.say_health(SUPPORT, HealthState.BROKEN)


def test_what_the_command_line_queues_is_news_too(qtbot: QtBot, observer: Observer, home_with_mail: SampleHome) -> None:
    with qtbot.waitSignal(observer.changed, timeout=5_000) as heard:
        home_with_mail.user.set_setting("anything", 1)
    assert heard.args is not None
    assert heard.args[0].touches("actions")
