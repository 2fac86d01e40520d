"""What people do in the window, step by step, as their keys and the engine's news would."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from random import Random

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from benchmarks.mails import SEED, Words
from benchmarks.window_home import INBOX, MAIN, news
from benchmarks.window_letters import LETTERS
from benchmarks.window_turns import OPENING, Turns
from ui.inbox.listings import PLACES, Place
from ui.shell.window import MainWindow
from ui.widgets.sheet import Sheet
from workspace.connector.pages import Page
from workspace.model.accounts import Account
from workspace.store.writer import CacheWriter

ROUNDS = 20
MANY = 600
"""Conversations that are chosen for one deed."""
READ_SECONDS = 0.9


@dataclass
class Session:
    """The window that is measured and the pen that writes news into its cache."""

    window: MainWindow
    writer: CacheWriter
    turns: Turns
    words: Words = field(default_factory=lambda: Words(Random(SEED)))
    came: int = 0

    @property
    def account(self) -> Account:
        found = self.window.context.user.account(MAIN)
        assert found is not None
        return found

    def step(self, name: str, act: Callable[[], object], **more: object) -> None:
        self.turns.step(name, act, **more)  # type: ignore[arg-type]

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Pressed and let go where the focus is."""
        focus: QWidget | None = self.window.focusWidget()
        at = self.window if focus is None else focus
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key, modifiers)

    def run(self, name: str) -> Callable[[], None]:
        return lambda: self.window.commands.run(name)

    def settle(self) -> None:
        self.turns.settle("settle")

    def sheet(self) -> Sheet:
        return next(each for each in self.window.findChildren(Sheet) if each.isVisible())

    def hear(self, name: str) -> None:
        """What was written is told as the engine tells it: the bell rings, and it is read beside the window."""
        told: list[object] = []
        observer = self.window.context.observer
        observer.changed.connect(told.append)
        self.step(name, observer.hear, until=lambda: bool(told))
        observer.changed.disconnect(told.append)

    def deliver(self, count: int) -> None:
        """News in the store, as the engine writes it."""
        mails = news(datetime.now(UTC), self.came, count, self.words)
        self.came += count
        self.writer.apply_page(self.account, INBOX, Page(tuple(mails)))


CONTROL = Qt.KeyboardModifier.ControlModifier


def walk(s: Session) -> None:
    """Workplaces by key, places, tabs, accounts."""
    for _ in range(3):
        for digit in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
            s.step("workplace by key", partial(s.key, digit, CONTROL))
    for _ in range(4):
        for place in PLACES:
            s.step(f"go to {place.value}", s.run(f"go_{place.value}"))
    s.window.show_place(Place.INBOX)
    for _ in range(ROUNDS // 2):
        for name in ("other", "customers"):
            s.step("tab", s.window.mail.inbox.tabs._buttons[name].click)
    for account in s.window.context.accounts_in(s.window.scope)[:ROUNDS]:
        s.step("account", partial(s.window.show_account, account.account_id))
    s.window.show_place(Place.INBOX)
    for _ in range(ROUNDS // 2):
        s.step("theme", s.window.toggle_theme)


def scroll(s: Session) -> None:
    """Far down, page by page, then line by line."""
    view = s.window.mail.inbox.view
    s.settle()
    bar = view.verticalScrollBar()
    for _ in range(5 * ROUNDS):
        s.step("scroll a page", lambda: bar.setValue(bar.value() + view.viewport().height()), quiet=0.06)
    for _ in range(ROUNDS):
        s.step("scroll back", lambda: bar.setValue(bar.value() - 5 * view.viewport().height()), quiet=0.06)
    view.scrollToTop()
    view.setFocus()
    for _ in range(2 * ROUNDS):
        s.step("next line, which opens it", lambda: s.key("j"), reach=OPENING)


def triage(s: Session) -> None:
    """Each key on one conversation after the other, and back."""
    view = s.window.mail.inbox.view
    s.window.show_place(Place.INBOX)
    s.settle()
    view.setFocus()
    s.key("j")
    s.settle()
    for name, key in (("star", "s"), ("read or unread", "u"), ("pin", "b"), ("mute", "m")):
        for _ in range(ROUNDS // 2):
            s.step(name, partial(s.key, key))
            s.step("undo", s.run("undo"))
            s.key("j")
            s.settle()
    for name, key in (("archive", "e"), ("trash", "#")):
        for _ in range(ROUNDS):
            s.step(name, partial(s.key, key))
        for _ in range(3):
            s.step("undo", s.run("undo"))
    for _ in range(ROUNDS):
        s.step("snooze: menu", lambda: s.key("h"))
        menu = next(each for each in s.window.findChildren(QMenu) if each.isVisible())
        s.step("snooze", menu.actions()[0].trigger)
        menu.close()
        s.settle()
    s.turns.settle("read", quiet=READ_SECONDS)
    for _ in range(ROUNDS):
        s.step("next line, and it is read", lambda: s.key("j"), quiet=READ_SECONDS, reach=OPENING)


def filters(s: Session) -> None:
    s.window.show_place(Place.INBOX)
    s.settle()
    for _ in range(ROUNDS // 4):
        for name in ("unread", "starred", "files", "unfiled"):
            s.step("quick filter on", s.run(f"filter_{name}"))
            s.step("quick filter off", s.run(f"filter_{name}"))


def arrive(s: Session) -> None:
    """Pages of news at the top, seen, and while somebody is far down."""
    s.window.show_place(Place.INBOX)
    s.settle()
    bar = s.window.mail.inbox.view.verticalScrollBar()
    for _ in range(ROUNDS):
        s.deliver(50)
        s.hear("50 mails arrive")
    for _ in range(ROUNDS):
        bar.setValue(bar.maximum())
        s.settle()
        s.deliver(50)
        s.hear("50 arrive, far down")


def find(s: Session) -> None:
    """Search in the list, letter by letter, and the palette."""
    for words in ("order", "계약", "from:person delivery"):
        s.step("search: begin", s.run("search"))
        for letter in words:
            s.step("search: a letter", partial(s.key if letter.isascii() else _say, letter))
        s.step("search: leave", lambda: s.key(Qt.Key.Key_Escape))
    for words in ("arch", "person 12", "order del"):
        s.step("palette: open", s.run("palette"))
        for letter in words:
            s.step("palette: a letter", partial(s.key, letter))
        for _ in range(4):
            s.step("palette: down", lambda: s.key(Qt.Key.Key_Down))
        s.step("palette: leave", lambda: s.key(Qt.Key.Key_Escape))


def _say(letter: str) -> None:
    """What an input method commits."""
    field = QApplication.focusWidget()
    assert field is not None
    field.insert(letter)  # type: ignore[attr-defined]


def accounts(s: Session) -> None:
    page = s.window.pages.accounts
    bar = page.table.verticalScrollBar()
    for _ in range(ROUNDS // 4):
        s.step("accounts: open", s.window.show_accounts)
        for letter in "me77":
            s.step("accounts: a letter", partial(QTest.keyClicks, page.filter, letter))
        s.step("accounts: all again", page.filter.clear)
        for _ in range(5):
            s.step("accounts: scroll", lambda: bar.setValue(bar.value() + bar.pageStep()))
        s.writer.finish_pull(MAIN, INBOX)
        s.hear("accounts: news")
        s.window.show_place(Place.INBOX)
        s.settle()


def sheets(s: Session) -> None:
    """Settings, shortcuts, outbox, and filing one mail of a known customer."""
    view = s.window.mail.inbox.view
    view.setFocus()
    for n in range(ROUNDS // 4):
        for name in ("settings", "shortcuts", "outbox"):
            s.step(f"{name}: open", s.run(name))
            s.step("sheet: close", s.sheet().dismiss)
        view.step(0)
        view.setCurrentIndex(view.lines.index(60 + n))
        s.settle()
        s.step("filing: open", s.run("file"))
        s.step("sheet: close", s.sheet().dismiss)
        s.step("letter: open", s.run("reply"))
        for letter in "hello":
            s.step("letter: a key", partial(s.key, letter))
        s.step("letter: leave", lambda: s.key(Qt.Key.Key_Escape))


def many(s: Session) -> None:
    """Deeds on 600 chosen conversations, and back."""
    window, view = s.window, s.window.mail.inbox.view
    window.show_place(Place.INBOX)
    while view.count < MANY and view.lines.canFetchMore(QModelIndex()):
        view.lines.fetchMore(QModelIndex())
    s.settle()
    for name in ("star", "unread", "pin", "archive", "trash"):
        s.step("600: choose all", view.choose_all)
        window.toast.say("")
        s.step(f"600: {name}", partial(window.bulk.run, name), until=lambda: bool(window.toast.words))
        s.step("600: outbox", s.run("outbox"))
        s.step("600: leave the outbox", s.sheet().dismiss)
        s.step("600: undo", window.undo)
        window.show_place(Place.INBOX)
        while view.count < MANY and view.lines.canFetchMore(QModelIndex()):
            view.lines.fetchMore(QModelIndex())
        s.settle()
    s.step("600: choose all", view.choose_all)
    s.step("600: unchoose", view.end_choosing)


def letters(s: Session) -> None:
    """Open whole mails, one by one, from the line that stands for each."""
    window = s.window
    window.show_account(MAIN)
    s.settle()
    view = window.mail.inbox.view
    rows = [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]
    wanted = [row for row in rows if row.subject.startswith("Letter")]
    assert len(wanted) > LETTERS // 2
    keys = [line.key for row in wanted if (line := view.lines.line_at(view.lines.index(rows.index(row))))]
    for key in (*keys, *keys):
        s.step("open a message", partial(view.pick, key), reach=OPENING)
