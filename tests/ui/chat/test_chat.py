"""The chat reader on the sample home: what is shown, what is said and done, and that a large channel opens at once."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import CHANNEL, SLACK, SampleHome
from ui.chat.column import OPENING
from ui.chat.emojis import COMMON, found
from ui.chat.message import MessageRow
from ui.chat.saying import SayingCard
from ui.chat.talk import PAGE
from ui.chat.text import rich_text
from ui.chat.view import ChatView
from ui.filing.sheet import FilingSheet
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from ui.theme.tokens import DARK, FOLD_READER, LIGHT
from workspace.connector.pages import Page
from workspace.model.actions import Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Address, ChatMessage, Collection
from workspace.model.kinds import ActionState, Kind, Role, Verb
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chat(window: MainWindow, qtbot: QtBot) -> ChatView:
    """The channel, opened from the list."""
    window.show_place(Place.CHATS)
    window.mail.inbox.step(1)
    made(window.mail.chat, qtbot)
    return window.mail.chat


def said(view: ChatView) -> list[str]:
    return [row.item.text or "" for row in view.column.rows]


def made(view: ChatView, qtbot: QtBot) -> None:
    """What is not seen at once has come too."""
    qtbot.waitUntil(lambda: view.column.is_whole, timeout=10_000)


def row_of(view: ChatView, remote_id: str) -> MessageRow:
    return next(row for row in view.column.rows if row.item.key.remote_id == remote_id)


def words_of(row: MessageRow) -> str:
    return "\n".join(each.text() for each in row.findChildren(QLabel))


def cards(view: ChatView) -> list[SayingCard]:
    found_ = view.column.findChildren(SayingCard)
    return [card for card in found_ if card.isVisible()]


def queued(sample: SampleHome, *, reads: bool = False) -> list[tuple[str, dict[str, object], str | None]]:
    """What waits in the outbox; that a conversation on screen was read only where it is asked for."""
    rows = sample.user._all("SELECT verb, payload, item_remote_id FROM outbox WHERE withdrawn_at IS NULL ORDER BY seq")
    return [(verb, json.loads(payload), key) for verb, payload, key in rows if (verb == "read") is reads]


def settle(view: ChatView, sample: SampleHome, state: ActionState, error_key: str = "", remote_id: str = "") -> None:
    """The engine has tried what was queued last."""
    action = sample.queued(Verb.POST)[-1]
    ledger = Ledger(open_writer(sample.home.ledger_db, sample.key))
    ledger.begin(action)
    receipt = Receipt(ReceiptId("r"), action.action_id, RemoteId(remote_id)) if remote_id else None
    ledger.finish(action, state, receipt, error_key=error_key, error_params={"host": "slack", "reason": "archived"})
    ledger.close()
    view._context.observer.look()


def test_a_channel_is_one_line_that_opens_in_the_chat_reader(window: MainWindow, chat: ChatView) -> None:
    assert chat.isVisible()
    assert not window.mail.reader.isVisible()
    assert chat.head.title.text() == "#cx-escalations"
    assert [row.item.key.remote_id for row in chat.column.rows] == ["m0", "m2", "m3", "m4", "m5", "m6"]
    assert [row.block.has_head for row in chat.column.rows] == [True, True, False, True, True, True]
    assert row_of(chat, "m6").property("mention") == "true"
    assert "(edited)" in words_of(row_of(chat, "m3"))
    window.show_place(Place.INBOX)
    window.mail.inbox.step(1)
    assert window.mail.reader.isVisible()
    assert not chat.isVisible()


def test_a_mention_has_the_colours_of_the_theme_that_was_changed_while_it_is_open(
    window: MainWindow, chat: ChatView
) -> None:
    words = row_of(chat, "m6").findChild(QLabel)
    assert words is not None
    assert LIGHT.accent_soft in words.text()
    window.toggle_theme()
    assert DARK.accent_soft in words.text()
    assert LIGHT.accent_soft not in words.text()


def test_replies_unfold_beneath_their_message(chat: ChatView, qtbot: QtBot) -> None:
    row = row_of(chat, "m0")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert [each.item.key.remote_id for each in chat.column.rows][:3] == ["m0", "m1", "m2"]
    assert row_of(chat, "m1").block.is_reply
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert "m1" not in [each.item.key.remote_id for each in chat.column.rows]


def test_opening_marks_all_of_it_read_with_one_action(
    window: MainWindow, chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(queued(home_with_mail, reads=True)), timeout=3000)
    assert queued(home_with_mail, reads=True) == [("read", {"collection": "C1"}, "m6")]
    assert window.context.reader.unread(window.scope, "chats") == 1


def test_return_sends_once_and_shift_return_breaks_the_line(
    chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    field = chat.box.field
    qtbot.keyClicks(field, "one")
    qtbot.keyClick(field, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert queued(home_with_mail) == [("post", {"channel": "C1", "thread": None, "text": "one\ntwo"}, None)]
    [card] = cards(chat)
    assert (card.row.text, card.words) == ("one\ntwo", "Sending…")
    assert field.toPlainText() == ""


def test_a_message_that_was_refused_can_be_sent_again_or_dropped(
    chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    chat.box.field.setPlainText("hello")
    chat.box.send()
    settle(chat, home_with_mail, ActionState.FAILED, "refused")
    qtbot.waitUntil(lambda: [card.words for card in cards(chat)] == ["slack refused: archived"], timeout=3000)
    [card] = cards(chat)
    card.retried.emit(card.row.action_id)
    qtbot.waitUntil(lambda: cards(chat)[0].words == "Sending…", timeout=3000)
    cards(chat)[0].dropped.emit(card.row.action_id)
    qtbot.waitUntil(lambda: not cards(chat), timeout=3000)
    assert chat.box.text == "hello"
    assert queued(home_with_mail) == []


def test_what_was_sent_stays_until_the_service_shows_it(
    window: MainWindow, chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    # Once it is seen for the first time a window sweeps away what is done.
    qtbot.waitUntil(lambda: window._warming.isRunning() or window._warming.isFinished(), timeout=3000)
    chat.box.field.setPlainText("hello")
    chat.box.send()
    settle(chat, home_with_mail, ActionState.DONE, remote_id="m9")
    qtbot.waitUntil(lambda: [card.words for card in cards(chat)] == ["Sent"], timeout=3000)
    message = ChatMessage(RemoteId("m9"), home_with_mail.now, Address("Jane", ""), "hello", "T/C1/m9", is_sent=True)
    home_with_mail.writer.apply_page(home_with_mail.account(SLACK), CHANNEL, Page(items=(message,), cursor="2"))
    chat._context.observer.look()
    qtbot.waitUntil(lambda: not cards(chat) and said(chat).count("hello") == 1, timeout=3000)


def test_a_reply_goes_under_the_message_that_is_meant(
    window: MainWindow, chat: ChatView, home_with_mail: SampleHome
) -> None:
    row_of(chat, "m2").setFocus()
    window.commands.for_key("r").run()  # type: ignore[union-attr]
    assert chat.box.answered is not None
    chat.box.field.setPlainText("On it")
    chat.box.send()
    assert queued(home_with_mail) == [("reply", {"text": "On it"}, "m2")]
    assert chat.box.answered is None
    [card] = cards(chat)
    assert chat.column.widget() is not None
    assert row_of(chat, "m2").y() < card.y() < row_of(chat, "m4").y()


def test_what_is_written_is_kept_per_conversation(window: MainWindow, chat: ChatView) -> None:
    chat.box.field.setPlainText("half a sen")
    window.mail.inbox.step(1)
    assert (chat.head.title.text(), chat.box.text) == ("Ingrid Berg", "")
    window.mail.inbox.step(-1)
    assert chat.box.text == "half a sen"
    window.show_place(Place.DRAFTS)
    [draft] = [row for row in window.context.user.drafts() if row.fields["mode"] == "chat"]
    window.draft_asked.emit(draft.draft_id)
    assert window.mail.is_chat
    assert chat.box.text == "half a sen"
    chat.box.send()
    assert window.context.user.drafts() == []


def test_names_are_offered_after_an_at_sign(chat: ChatView, qtbot: QtBot) -> None:
    field = chat.box.field
    field.setFocus()
    qtbot.keyClicks(field, "Thanks @tom")
    assert field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == "Thanks @Tomas Lind "
    assert cards(chat) == []
    qtbot.keyClicks(field, "a@b")
    assert not field.popup.isVisible()


def test_a_reaction_is_toggled_at_once(chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot) -> None:
    def chips() -> list[tuple[str, str]]:
        row = row_of(chat, "m0")
        buttons = [b for b in row.findChildren(type(chat.box.button)) if b.property("kind") in ("reaction", "reacted")]
        return [(button.text(), button.property("kind")) for button in buttons if button.isVisible()]

    assert chips() == [("👍 3", "reacted"), ("👀 1", "reaction")]
    row_of(chat, "m0").reacted.emit(row_of(chat, "m0").item, "👍", False)
    qtbot.waitUntil(lambda: chips() == [("👍 2", "reaction"), ("👀 1", "reaction")], timeout=3000)
    picker = chat._pick_emoji(row_of(chat, "m0").item)
    picker.search.setText("party popper")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("🎉 1", "reacted") in chips(), timeout=3000)
    done = [(verb, payload["emoji"]) for verb, payload, _ in queued(home_with_mail)]
    assert done == [
        ("unreact", "👍"),
        ("react", "🎉"),
    ]


def test_emoji_are_found_by_name_in_both_languages() -> None:
    assert found("") == list(COMMON)
    assert found("thumbs up")[0] == "👍"
    assert found("좋아요") == ["👍"]
    assert "🦊" in found("fox")
    assert found("no such emoji") == []


def test_a_search_opens_the_conversation_at_the_message(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    fill(home_with_mail, 300)
    window.mail.inbox.search.setText("needle")
    inbox = window.mail.inbox
    qtbot.waitUntil(lambda: inbox.where.query == "needle" and not inbox.results.is_searching, timeout=3000)
    window.mail.inbox.step(1)
    chat = window.mail.chat
    assert chat.answered_item().text == "needle 100"
    assert row_of(chat, "x100").property("current") is True
    made(chat, qtbot)
    texts = said(chat)
    assert (texts[0], texts[-1]) == ("said 90", "said 123")
    top = row_of(chat, "x100").y() - chat.column.verticalScrollBar().value()
    assert 0 <= top < chat.column.viewport().height()


def test_scrolling_up_brings_older_messages_and_keeps_the_place(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    fill(home_with_mail, 300)
    chat = open_big(window)
    made(chat, qtbot)
    assert len(chat.column.rows) == PAGE
    assert chat.column.is_at_end
    first = chat.column.rows[0]
    chat.column.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: len(chat.column.rows) == 2 * PAGE, timeout=3000)
    assert first.item.item_id == chat.column.rows[PAGE].item.item_id
    seen = first.y() - chat.column.verticalScrollBar().value()
    assert 0 <= seen < chat.column.viewport().height()


def test_a_window_made_narrower_lays_all_messages_out_anew_and_stays_at_the_end(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    fill(home_with_mail, 60)
    chat = open_big(window)
    made(chat, qtbot)
    window.resize(1180, 700)
    width = chat.column.viewport().width
    qtbot.waitUntil(lambda: {row.width() for row in chat.column.rows} == {width()}, timeout=3000)
    tops = [row.y() for row in chat.column.rows]
    assert tops == sorted(tops)
    assert chat.column.is_at_end
    for above, below in pairwise(chat.column.rows):
        assert below.y() >= above.y() + above.height()
        assert above.height() >= above.layout().totalHeightForWidth(width())


def test_a_chat_opened_in_a_narrow_window_as_soon_as_it_is_chosen_is_as_wide_as_its_column(
    window: MainWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    fill(home_with_mail, 60)
    window.resize(FOLD_READER - 10, 700)
    chat = open_big(window)
    window.mail.go_in()
    made(chat, qtbot)
    column = chat.column
    parts = column.widget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    width = column.viewport().width
    qtbot.waitUntil(lambda: {part.width() for part in parts if part.isVisible()} == {width()}, timeout=3000)


def test_a_channel_of_20000_messages_opens_with_its_newest_and_gets_the_others_after(
    open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    fill(home_with_mail, 20_000)
    window = open_window(home_with_mail)
    window.show_place(Place.CHATS)
    chat = open_big(window)
    assert 0 < len(chat.column.rows) <= OPENING
    made(chat, qtbot)
    assert len(chat.column.rows) == PAGE


def test_age_is_said_and_refresh_asks_for_that_account(
    chat: ChatView, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):
        chat.head.say_age()
    assert chat.head.age.text().startswith("as of ")
    qtbot.waitUntil(lambda: bool(requests(home_with_mail, "showing")), timeout=3000)
    assert requests(home_with_mail, "showing")[-1]["looked_at"] == [[SLACK, "C1"]]
    chat.refresh()
    chat.refresh()
    assert requests(home_with_mail, "sync") == [{"account_id": SLACK}]
    assert chat.head.age.text() == "Reading…"


def requests(sample: SampleHome, verb: str) -> list[dict[str, object]]:
    rows = sample.user._all("SELECT payload FROM request WHERE verb = ? ORDER BY seq", verb)
    return [json.loads(row[0]) for row in rows]


def test_f_files_the_message_that_is_picked(window: MainWindow, chat: ChatView, qtbot: QtBot) -> None:
    row_of(chat, "m4").setFocus()
    window.commands.for_key("f").run()  # type: ignore[union-attr]
    [sheet] = window.findChildren(FilingSheet)
    assert sheet.item.key.remote_id == "m4"
    assert sheet.item.filing_key == "T/C1/m4"


def test_the_panel_shows_the_other_side_of_a_direct_conversation(
    window: MainWindow, chat: ChatView, qtbot: QtBot
) -> None:
    panel = window.mail.customer
    qtbot.waitUntil(lambda: panel.emails == ("mina@team.example",), timeout=3000)
    row_of(chat, "m4").setFocus()
    qtbot.waitUntil(lambda: panel.emails == ("이하나@team.example",), timeout=3000)
    window.mail.inbox.step(1)
    qtbot.waitUntil(lambda: panel.emails == ("ap@norrland.example",), timeout=3000)
    qtbot.waitUntil(lambda: "Ingrid Berg" in panel.words, timeout=3000)


def test_nothing_in_a_message_is_loaded_and_code_stays_code(chat: ChatView) -> None:
    item = row_of(chat, "m4").item
    html = '<p>Hi <img src="https://t.example/x.png"><script>alert(1)</script><code>a&lt;b</code> @Jane</p>'
    shown = rich_text(replace(item, html=html), ["Jane"])
    assert "t.example" not in shown
    assert "alert" not in shown
    assert "<code" in shown
    assert ">@Jane</span>" in shown
    assert "@Jane Doe" in rich_text(replace(item, html="<p>@Jane Doe</p>"), ["Jane Doe"]).replace("</span>", "")


BIG = Collection(RemoteId("BIG"), "big", Kind.CHAT, Role.CHANNEL)


def fill(sample: SampleHome, count: int) -> None:
    """A channel with so many messages, half a minute apart."""
    account = sample.account(SLACK)
    for first in range(0, count, 2_000):
        items = tuple(
            ChatMessage(
                RemoteId(f"x{n}"),
                sample.now - timedelta(seconds=30 * (count - n)),
                Address(f"Person {n % 7}", f"p{n % 7}@team.example"),
                f"needle {n}" if n == 100 and count < 1_000 else f"said {n}",
                f"T/BIG/{n}",
            )
            for n in reversed(range(first, min(first + 2_000, count)))
        )
        sample.writer.apply_page(account, BIG, Page(items=items, cursor="1"))


def open_big(window: MainWindow) -> ChatView:
    row = next(row for row in window.context.reader.threads(scope="*", view="chats") if row.subject == "#big")
    window.mail.show_row(row)
    return window.mail.chat
