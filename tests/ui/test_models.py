"""The windowed model under Qt's own tester: pages, reloads that move only what changed, and the observer."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

import pytest
from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.models.lines import Line
from ui.models.navigation import NavModel, NavRow
from ui.models.observer import News, Observer
from ui.models.paged import FAR, FIRST, LINE, PAGE, SHOWN, Listing, PagedModel
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


def test_the_end_of_a_long_list_is_reached_in_few_pages(qtbot: QtBot) -> None:
    model, numbers = model_of(20_000)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert keys(model) == list(range(19_999, -1, -1))
    assert len(numbers.asked) < 80


def test_only_what_is_seen_is_read_until_the_view_asks(qtbot: QtBot) -> None:
    model, numbers = model_of(1_000)
    assert model.rowCount() == FIRST
    assert numbers.asked == [FIRST]
    model.fetchMore(QModelIndex())
    assert keys(model) == list(range(999, 999 - FIRST - PAGE, -1))
    assert max(numbers.asked) == PAGE


def test_the_last_page_ends_the_list(qtbot: QtBot) -> None:
    model, _ = model_of(PAGE + 5)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE + 5


def test_a_store_that_fails_ends_the_list_and_no_error_goes_through_qt(qtbot: QtBot) -> None:
    def fetch(after: object, limit: int) -> list[int]:
        if after is not None:
            raise OSError("the file is damaged")
        return list(range(limit))

    def finish(row: object, line: Line) -> Line:
        raise OSError("the file is damaged")

    model = PagedModel(QApplication.instance())
    model.show_listing(Listing(fetch, lambda row, before: Line(row, str(row), "", ""), finish=finish))
    with qtbot.captureExceptions() as told:
        model.fetchMore(QModelIndex())
        assert model.index(0).data(SHOWN).title == "0"
    assert [str(error) for _, error, _ in told] == ["the file is damaged"] * 2
    assert model.rowCount() == FIRST
    assert not model.canFetchMore(QModelIndex())


def test_a_reload_moves_only_what_changed(qtbot: QtBot) -> None:
    model, numbers = model_of(30)
    model.fetchMore(QModelIndex())
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


@dataclass
class Moving:
    """Rows with a name that move to the top or away, as conversations do; ``asked`` counts the rows given out."""

    places: dict[int, int]
    asked: int = 0

    def rows(self) -> list[tuple[int, int]]:
        return sorted(((place, name) for name, place in self.places.items()), reverse=True)

    def fetch(self, after: tuple[int, int] | None, limit: int) -> Sequence[tuple[int, int]]:
        found = [row for row in self.rows() if after is None or row[0] < after[0]][:limit]
        self.asked += len(found)
        return found

    @staticmethod
    def say(row: tuple[int, int], before: object) -> Line:
        return Line(row[1], f"{row[1]} at {row[0]}", "", "subject")

    def change(self, random: Random) -> None:
        """A few arrive, a few get news, a few go."""
        newest = max(self.places.values())
        for n in range(random.randint(0, 80 if random.random() < 0.2 else 4)):
            self.places[len(self.places) + newest] = newest + 1 + n
        names = random.sample(sorted(self.places), 6)
        for n, name in enumerate(names[:3]):
            self.places[name] = max(self.places.values()) + 1 + n
        for name in names[3:]:
            del self.places[name]


@pytest.mark.parametrize("seed", range(4))
def test_a_deep_list_is_right_where_it_is_seen_and_reads_no_more_than_that(qtbot: QtBot, seed: int) -> None:
    random = Random(seed)
    model = PagedModel(QApplication.instance())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    tester.setUseFetchMore(False)
    moving = Moving({n: n for n in range(600)})
    model.show_listing(Listing(moving.fetch, moving.say, place=lambda row: row[0]))
    for _ in range(6):
        model.fetchMore(QModelIndex())
    for _ in range(6):
        first = random.randrange(model.rowCount() - 20)
        seen = model.row_at(model.index(first))
        moving.change(random)
        moving.asked = 0
        model.reload(first, first + 12)
        assert moving.asked <= 2 * PAGE
        names, truth = keys(model), [name for _, name in moving.rows()]
        assert len(names) == len(set(names))
        assert first >= FAR or names[:PAGE] == truth[:PAGE]
        at = next((n for n in range(model.rowCount()) if model.row_at(model.index(n))[0] <= seen[0]), 0)
        there = next((n for n, row in enumerate(moving.rows()) if row[0] <= seen[0]), 0)
        assert names[at : at + 13] == truth[there : there + 13]
    first = 0
    while first < model.rowCount():
        model.freshen(first, first + 40)
        first += 30
    assert keys(model) == [name for _, name in moving.rows()][: model.rowCount()]


def test_a_reload_keeps_every_page_that_was_read(qtbot: QtBot) -> None:
    model, _ = model_of(300)
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.reload()
    assert model.rowCount() == FIRST + 2 * PAGE
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


def test_a_first_sync_is_told_of_four_times_a_second(
    qtbot: QtBot, observer: Observer, home_with_mail: SampleHome
) -> None:
    heard: list[News] = []
    observer.changed.connect(heard.append)
    writing = QTimer()
    states = cycle((HealthState.UNREACHABLE, HealthState.BROKEN))
    writing.timeout.connect(lambda: home_with_mail.say_health(SUPPORT, next(states)))
    writing.timeout.connect(observer.hear)
    writing.start(10)
    began = time.monotonic()
    qtbot.waitUntil(lambda: len(heard) >= 4, timeout=10_000)
    writing.stop()
    assert time.monotonic() - began >= 0.75


def test_a_lost_bell_is_made_up_for(qtbot: QtBot, observer: Observer, home_with_mail: SampleHome) -> None:
    with qtbot.waitSignal(observer.changed, timeout=5_000):
        home_with_mail.say_health(SUPPORT, HealthState.BROKEN)


def test_what_the_command_line_queues_is_news_too(qtbot: QtBot, observer: Observer, home_with_mail: SampleHome) -> None:
    with qtbot.waitSignal(observer.changed, timeout=5_000) as heard:
        home_with_mail.user.set_setting("anything", 1)
    assert heard.args is not None
    assert heard.args[0].touches("actions")
