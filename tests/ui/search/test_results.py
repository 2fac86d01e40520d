"""The list search: looked for beside the window, page by page, the newest words only, in step with the store."""

from threading import Event

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from ui.inbox.listings import Place
from ui.models.lines import Line
from ui.search.asking import Asker
from ui.shell.window import MainWindow
from workspace.store.reader import Reader

MANY = 150


def deliver(home: SampleHome, numbers: range, subject: str = "Walnut") -> None:
    rows = [(SUPPORT, n, "Ann", "ann@x.example", f"{subject} {n}", "", False, False, 0) for n in numbers]
    home.deliver(SUPPORT, [home.mail(1000 + n, row) for n, row in zip(numbers, rows, strict=True)])


def subjects(window: MainWindow) -> list[str]:
    lines = window.mail.inbox.view.lines
    found = (lines.line_at(lines.index(row)) for row in range(lines.rowCount()))
    return [line.subject for line in found if isinstance(line, Line)]


def test_results_come_page_by_page_as_far_as_somebody_scrolls(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    deliver(home_with_mail, range(1, MANY + 1))
    window.mail.inbox.search.setText("walnut")
    qtbot.waitUntil(lambda: subjects(window)[:1] == ["Walnut 1"])
    assert window.mail.inbox.view.count < MANY
    bar = window.mail.inbox.view.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return window.mail.inbox.view.count == MANY

    qtbot.waitUntil(at_the_end)
    assert subjects(window) == [f"Walnut {n}" for n in range(1, MANY + 1)]


def test_what_comes_while_results_are_shown_is_among_them(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    deliver(home_with_mail, range(2, 4))
    window.mail.inbox.search.setText("walnut")
    qtbot.waitUntil(lambda: subjects(window) == ["Walnut 2", "Walnut 3"])
    window.mail.inbox.step(1)
    deliver(home_with_mail, range(1, 2))
    qtbot.waitUntil(lambda: subjects(window) == ["Walnut 1", "Walnut 2", "Walnut 3"])
    assert getattr(window.mail.inbox.row, "subject", "") == "Walnut 2"


def test_a_place_that_is_opened_meanwhile_is_not_replaced(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    asked: list[str] = []

    def leave(words: str) -> None:
        asked.append(inbox.where.query)
        window.show_place(Place.SENT)

    inbox.search.searched.connect(leave)
    with qtbot.assertNotEmitted(inbox.results.found, wait=300):
        inbox.search.setText("invoice")
    assert asked == ["invoice"]
    assert inbox.where.query == inbox.search.text() == ""


def test_escape_gives_up_a_search_that_is_under_way(window: MainWindow, qtbot: QtBot) -> None:
    inbox = window.mail.inbox
    before = inbox.view.count
    inbox.search.begin()
    inbox.search.setText("invoice")
    qtbot.waitUntil(lambda: inbox.where.query == "invoice")
    QTest.keyClick(inbox.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: inbox.where.query == "" and inbox.view.count == before)
    assert not inbox.results.is_searching


def test_only_the_newest_question_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    may_go_on, is_asked, answers = Event(), Event(), list[object]()

    def answer(reader: Reader, question: str) -> str:
        is_asked.set()
        assert may_go_on.wait(5)
        return question.upper()

    parent = QObject()
    asker = Asker(parent, answer)
    asker.answered.connect(lambda question, found: answers.append(found))
    asker.begin(window.context.reader)
    asker.ask("first")
    assert is_asked.wait(5)
    for words in ("second", "third"):
        asker.ask(words)
    may_go_on.set()
    qtbot.waitUntil(lambda: answers == ["THIRD"])
    asker.ask("fourth")
    asker.drop()
    asker.leave()
    qtbot.wait(50)
    assert answers == ["THIRD"]
