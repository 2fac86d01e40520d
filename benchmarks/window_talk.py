"""What people do in chats and in the calendar, step by step."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.window_home import BIG, CHAT, message
from benchmarks.window_journeys import ROUNDS, Session
from ui.calendar.span import Mode
from ui.inbox.listings import Place
from workspace.connector.pages import Page

LATE = 10_000_000
"""The number of the first message that comes while the window is open."""


def chat(s: Session) -> None:
    """A channel of 20,000 messages: opened, read upwards, unfolded, walked through, written in, with news."""
    window, mail, reader = s.window, s.window.mail, s.window.context.reader
    window.show_place(Place.CHATS)
    s.settle()
    rows = reader.threads(scope="*", view="chats")
    big = next(row for row in rows if row.subject == "#big")
    small = next(row for row in rows if row.subject != "#big")
    mail.show_row(big)
    s.settle()
    view = mail.chat
    account = window.context.user.account(CHAT)
    assert account is not None
    for n in range(ROUNDS // 2):
        mail.show_row(small)
        s.settle()
        s.step("chat: open", lambda: mail.show_row(big))
        for _ in range(3):
            s.step("chat: older page", view._on_older)
        s.step("chat: fold or unfold", lambda: fold(s))
        s.step("chat: fold or unfold", lambda: fold(s))
        walk(s)
        view.box.field.setFocus()
        for letter in "hello":
            s.step("chat: a letter", partial(QTest.keyClicks, view.box.field, letter))
        view.box.field.clear()
        news = message(LATE + n, LATE + n, datetime.now(UTC))
        s.writer.apply_page(account, BIG, Page((news,)))
        s.hear("chat: news")
    some = [item.item_id for item in reader.chat_page(big.thread_id, limit=400)]
    for n in range(ROUNDS):
        s.step("chat: open at a message", partial(mail.show_thread, big.thread_id, some[5 * n]))
        s.step("chat: newer page", view._on_newer)
    mail.show_row(small)
    s.settle()


def fold(s: Session) -> None:
    view = s.window.mail.chat
    row = next(each for each in view.column.rows if each.block.replies)
    view._on_asked(row.item, "fold")


def walk(s: Session) -> None:
    s.window.mail.chat.column.rows[-8].setFocus()
    for _ in range(5):
        s.step("chat: arrow key", lambda: s.key(Qt.Key.Key_Up))


def calendar(s: Session) -> None:
    s.window.show_place(Place.CALENDAR)
    page = s.window.pages.calendar
    s.settle()
    for _ in range(ROUNDS // 4):
        for mode in Mode:
            s.step("calendar: another view", partial(page.show_mode, mode))
            s.step("calendar: again", page.reload)
    page.show_mode(Mode.WEEK)
    s.settle()
    for _ in range(ROUNDS):
        s.step("calendar: next week", lambda: page.go(1))
        s.step("calendar: week before", lambda: page.go(-1))
        s.step("calendar: next event", lambda: page.step(1))
        s.step("calendar: details", page.open_picked)
        s.step("calendar: close details", page.close_details)
