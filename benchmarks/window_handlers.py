"""``python -m benchmarks.window_handlers [COUNT]``: how long the window's own handlers take on a channel of so many
messages and a busy calendar, each with the layout and paint that follow it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.homes import use_throwaway_key
from benchmarks.programs import percentile
from tests.ui.calendar.sample import fill_week, timed
from tests.ui.sample_home import CRM, RECORDS, SLACK, SUPPORT, VIP, SampleHome
from ui.calendar.span import Mode as View
from ui.filing.several import SeveralSheet
from ui.inbox.listings import Place
from ui.models.observer import Observer
from ui.shell.context import Context
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme
from workspace.connector.pages import Page
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import Address, ChatMessage, Collection, Email, Record
from workspace.model.kinds import Kind, RecordType, Role

BIG = Collection(RemoteId("BIG"), "big", Kind.CHAT, Role.CHANNEL)
ROUNDS = 20
STORED_AT_ONCE = 2_000
LONGEST_SECONDS = 60
SAID = (
    "Carrier confirms that the depot backlog clears on Friday, at six in the evening at the latest.",
    "하늘무역 주문 48213 건은 오늘 17시 전에 다시 연락드리기로 했습니다. @Jane 확인 부탁드려요.",
    "See https://status.carrier.example/incidents/7712\n```\nERROR depot.sync: 502 from carrier\n```",
    "ok",
)


MANY = 600
"""Conversations that are chosen for one deed."""


class Times:
    """Milliseconds by what was done: in the handler itself, and in the layout and paint after it."""

    def __init__(self) -> None:
        self.handlers: dict[str, list[float]] = {}
        self.after: dict[str, list[float]] = {}
        self.busy: dict[str, list[float]] = {}

    @contextmanager
    def taken(self, name: str) -> Iterator[None]:
        clock = QElapsedTimer()
        clock.start()
        began = time.thread_time()
        yield
        self.handlers.setdefault(name, []).append(clock.nsecsElapsed() / 1e6)
        self.busy.setdefault(name, []).append((time.thread_time() - began) * 1000)
        clock.restart()
        settle()
        self.after.setdefault(name, []).append(clock.nsecsElapsed() / 1e6)

    def turns(self, name: str, is_done: Callable[[], bool]) -> None:
        """Every turn of the event loop until it is done, each for itself."""
        began = time.monotonic()
        while not is_done() and time.monotonic() - began < LONGEST_SECONDS:
            clock = QElapsedTimer()
            clock.start()
            settle()
            self.handlers.setdefault(name, []).append(clock.nsecsElapsed() / 1e6)
            self.busy.setdefault(name, []).append(0.0)
            self.after.setdefault(name, []).append(0.0)
            time.sleep(0.001)
        if not is_done():
            raise TimeoutError(name)

    def show(self) -> None:
        print(f"{'ms':28}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'cpu p99':>9}{'after p95':>10}{'n':>6}")
        for name, taken in self.handlers.items():
            told = [*(percentile(taken, percent) for percent in (50, 95, 99)), max(taken)]
            after = percentile(self.after[name], 95)
            busy = percentile(self.busy[name], 99)
            print(f"{name:28}{''.join(f'{each:8.1f}' for each in told)}{busy:9.1f}{after:10.1f}{len(taken):6}")


def settle() -> None:
    """Let the window lay out and paint what has changed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def fill_channel(sample: SampleHome, count: int) -> None:
    """Every tenth message has replies, every seventh a reaction."""
    account = sample.account(SLACK)
    for first in range(0, count, STORED_AT_ONCE):
        numbers = reversed(range(first, min(first + STORED_AT_ONCE, count)))
        sample.writer.apply_page(account, BIG, Page(items=tuple(_message(sample, n, count) for n in numbers)))


def _message(sample: SampleHome, n: int, count: int) -> ChatMessage:
    who = Address(f"Person {n % 7}", f"p{n % 7}@team.example")
    at = sample.now - timedelta(seconds=30 * (count - n))
    root = RemoteId(f"x{n - n % 10}") if n % 10 in (3, 6) else None
    reactions = (("👍", n % 3 + 1),) if n % 7 == 0 else ()
    return ChatMessage(
        RemoteId(f"x{n}"), at, who, SAID[n % len(SAID)], f"T/BIG/{n}", thread_remote_id=root, reactions=reactions
    )


def fill_calendar(sample: SampleHome) -> None:
    """Sixty more meetings, a dozen a day."""
    for account_id in (SUPPORT, VIP):
        events = [timed(f"{account_id}{n}", f"Meeting {n}", n % 5, 7 + n % 11, 0.75) for n in range(30)]
        sample.plan(*events, account_id=account_id)


def measure_chat(window: MainWindow, sample: SampleHome, times: Times, count: int) -> None:
    window.show_place(Place.CHATS)
    reader, mail = window.context.reader, window.mail
    rows = reader.threads(scope="*", view="chats")
    big = next(row for row in rows if row.subject == "#big")
    small = next(row for row in rows if row.subject != "#big")
    mail.show_row(big)
    settle()
    for _ in range(ROUNDS):
        mail.show_row(small)
        settle()
        with times.taken("chat: open"):
            mail.show_row(big)
        with times.taken("chat: customer beside it"):
            mail._about.stop()
            mail._show_customer(mail.chat.about())
    chat = mail.chat
    for n in range(ROUNDS):
        mail.show_row(small)
        mail.show_row(big)
        settle()
        for _ in range(5):
            with times.taken("chat: older page"):
                chat._on_older()
        with times.taken("chat: fold or unfold"):
            row = next(each for each in chat.column.rows if each.block.replies)
            chat._on_asked(row.item, "fold")
        chat.column.rows[0].setFocus()
        for _ in range(5):
            with times.taken("chat: arrow key"):
                QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Down)
        chat.box.field.setFocus()
        for letter in "hello":
            with times.taken("chat: a letter typed"):
                QTest.keyClicks(chat.box.field, letter)
        chat.box.field.clear()
        sample.writer.apply_page(sample.account(SLACK), BIG, Page(items=(_message(sample, count + n, count),)))
        with times.taken("chat: news arrives"):
            window.context.observer.look()
        with times.taken("chat: news shown"):
            window.mail.chat.show_chat(reader.chat(big.thread_id))  # type: ignore[arg-type]
    some = [item.item_id for item in reader.chat_page(big.thread_id, limit=400)]
    for n in range(ROUNDS):
        with times.taken("chat: open at a message"):
            mail.show_thread(big.thread_id, ItemId(some[n * 5]))
        with times.taken("chat: newer page"):
            chat._on_newer()


def fill_inbox(sample: SampleHome) -> None:
    """As many conversations as are chosen at once, each from somebody whom the CRM knows."""
    mails = []
    for n in range(MANY):
        at = sample.now - timedelta(minutes=n + 1)
        who = Address(f"Customer {n}", f"c{n}@customer{n}.example")
        mail = Email(
            RemoteId(f"many{n}"),
            at,
            subject=f"Order {n}",
            from_=(who,),
            to=(Address("", "support@ours.example"),),
            sent_at=at,
            message_id=f"<many{n}@customer.example>",
            snippet=SAID[n % 2],
            text=SAID[n % 2] * 10,
        )
        mails.append(mail)
    people = tuple(
        Record(RemoteId(f"many{n}"), RecordType.CONTACT, f"Customer {n}", emails=(f"c{n}@customer{n}.example",))
        for n in range(MANY)
    )
    sample.writer.apply_page(sample.account(CRM), RECORDS, Page(items=people, cursor="2"))
    sample.deliver(SUPPORT, mails)


def soon() -> Callable[[], bool]:
    """True in a second."""
    until = time.monotonic() + 1
    return lambda: time.monotonic() > until


def measure_many(window: MainWindow, times: Times) -> None:
    """Deeds on all chosen conversations: the handler, and every turn of the loop until all is seen."""
    window.show_place(Place.INBOX)
    view = window.mail.inbox.view
    while view.lines.canFetchMore(QModelIndex()):
        view.lines.fetchMore(QModelIndex())
        settle()
    for name in ("star", "unread", "archive", "trash"):
        with times.taken("many: choose all"):
            view.choose_all()
        window.toast.say("")
        with times.taken(f"many: {name}"):
            window.bulk.run(name)
        times.turns(f"many: {name}, turns", lambda: bool(window.toast.words))
        times.turns(f"many: {name}, shown", soon())
        with times.taken("many: undo"):
            window.undo()
        times.turns("many: undo, turns", lambda: not window.context.reader.attempts())
        times.turns("many: undo, shown", soon())
    view.choose_all()
    with times.taken("many: file"):
        window.bulk.run("file")
    [sheet] = window.findChildren(SeveralSheet)
    times.turns("many: looked up", sheet.file_button.isEnabled)
    with times.taken("many: file all"):
        sheet.file()
    times.turns("many: queued", lambda: not sheet.is_filing)
    with times.taken("many: stop"):
        sheet.stop()
    # No engine is here that would take what is past its seconds of undoing.
    times.turns("many: stopped", soon())
    sheet.done()


def measure_calendar(window: MainWindow, times: Times) -> None:
    window.show_place(Place.CALENDAR)
    calendar = window.pages.calendar
    settle()
    for view in View:
        calendar.show_mode(view)
        settle()
        for _ in range(ROUNDS // 2):
            with times.taken(f"calendar: {view.value} again"):
                calendar.reload()
    calendar.show_mode(View.WEEK)
    settle()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("calendar: next week", lambda: calendar.go(1)),
        ("calendar: week before", lambda: calendar.go(-1)),
        ("calendar: next event", lambda: calendar.step(1)),
        ("calendar: details", calendar.open_picked),
        ("calendar: close details", calendar.close_details),
    )
    for _ in range(ROUNDS):
        for name, run in steps:
            with times.taken(name):
                run()


def main(count: int = 20_000) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    use_throwaway_key()
    app = QApplication(sys.argv[:1])
    start_theme(app, Mode.LIGHT, 1.0)
    times = Times()
    with tempfile.TemporaryDirectory() as folder:
        sample = fill_week(SampleHome(Path(folder) / "home").fill())
        fill_channel(sample, count)
        fill_calendar(sample)
        fill_inbox(sample)
        observer = Observer(sample.reader, app)
        observer.start()
        window = MainWindow(Context(sample.user, sample.reader, sample.vault, observer, lambda: None))
        window.resize(1440, 900)
        window.show()
        settle()
        measure_many(window, times)
        measure_chat(window, sample, times, count)
        measure_calendar(window, times)
        observer.stop()
        window.close()
        sample.close()
    times.show()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
