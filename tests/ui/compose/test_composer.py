"""Writing, keeping, sending and calling back a letter."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import KEY, MAIL, OPS, SampleHome, mail
from tests.ui.reader.test_view import png, related
from ui.compose.composer import Composer
from ui.compose.desk import ComposeDesk
from ui.compose.extras import FORM_SHOWN
from ui.compose.identities import identities
from ui.reader.view import ReaderView
from ui.shell.deeds import Deed
from ui.theme.theme import Mode, start_theme
from workspace.connector.payloads import Outgoing
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role
from workspace.store.user import UserStore


def desk_of(home: SampleHome, window: QWidget) -> tuple[ComposeDesk, ReaderView]:
    reader = ReaderView(home.context, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(reader)
    return ComposeDesk(home.context, reader, window), reader


def replying(home: SampleHome, window: QWidget, raw: bytes) -> tuple[ComposeDesk, Composer]:
    desk, reader = desk_of(home, window)
    item_id = home.put(raw)
    reader.show_thread(home.thread_of(item_id))
    composer = desk.answer(item_id, "reply")
    assert composer is not None
    return desk, composer


def outgoing(home: SampleHome) -> list[tuple[str, str, Outgoing]]:
    """Account, verb and letter of everything that waits to be sent."""
    sql = "SELECT account_id, verb, payload FROM outbox WHERE verb IN ('send', 'reply') AND withdrawn_at IS NULL"
    return [(a, v, Outgoing.from_json(json.loads(p))) for a, v, p in home.user._all(sql)]


def test_a_reply_leaves_from_the_account_and_address_that_received(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    home.user.update_account(MAIL, own_addresses=("support@shop.example", "vip@shop.example"))
    _, composer = replying(home, window, mail("When?", to="vip@shop.example"))
    composer.editor.setPlainText("Today.")
    qtbot.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [(account_id, verb, letter)] = outgoing(home)
    assert (account_id, verb, letter.from_.email) == (MAIL, "reply", "vip@shop.example")
    assert [a.email for a in letter.to] == ["orders@haneul.example"]
    assert letter.in_reply_to == "<one@haneul.example>"
    assert letter.text.startswith("Today.")
    assert "> When?" in letter.text


def test_sending_from_another_workplace_asks_first(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, composer = replying(home, window, mail())
    at = next(i for i, each in enumerate(composer.head.identities) if each.account.account_id == OPS)
    composer.from_.setCurrentIndex(at)
    composer.send()
    assert "Customer service" in composer.second_look.words
    assert "Ops" in composer.second_look.words
    assert outgoing(home) == []
    composer._send_across()
    assert [account_id for account_id, _, _ in outgoing(home)] == [OPS]


def test_a_draft_survives_the_end_of_the_program(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, composer = replying(home, window, mail())
    qtbot.keyClicks(composer.editor, "We found your parcel")
    qtbot.waitUntil(lambda: bool(home.user.drafts()), timeout=4_000)
    other, reader = desk_of(home, window)
    reader.show_thread(home.thread_of(home.reader.items(Kind.EMAIL)[0].item_id))
    assert other.composer is not None
    assert other.composer.editor.text() == "We found your parcel"
    assert other.composer.letter().in_reply_to == "<one@haneul.example>"


def test_undo_after_sending_opens_the_letter_again(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, composer = replying(home, window, mail())
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    composer.editor.setPlainText("Half a thought")
    composer.send()
    assert home.user.drafts() == []
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert outgoing(home) == []
    assert desk.composer is not None
    assert desk.composer.editor.text() == "Half a thought"


@pytest.mark.parametrize("typed", ["", "nobody", "a@b.example, @x"])
def test_a_letter_to_nobody_or_to_a_bad_address_is_not_sent(
    home: SampleHome, window: QWidget, qtbot: QtBot, typed: str
) -> None:
    desk, _ = desk_of(home, window)
    composer = desk.write(typed)
    assert composer is not None
    composer.subject.setText("Hello")
    composer.send()
    assert composer.to.property("wrong")
    assert outgoing(home) == []


def test_an_empty_subject_asks_once(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, _ = desk_of(home, window)
    composer = desk.write("a@b.example")
    assert composer is not None
    composer.send()
    assert outgoing(home) == []
    composer.send()
    assert len(outgoing(home)) == 1


def test_attached_files_and_formatting_are_sent(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, _ = desk_of(home, window)
    composer = desk.write("a@b.example")
    assert composer is not None
    (tmp_path / "견적.pdf").write_bytes(b"x" * 3000)
    composer.files.add_path(tmp_path / "견적.pdf")
    composer.subject.setText("Offer")
    composer.editor.toggle_bold()
    qtbot.keyClicks(composer.editor, "Deal")
    composer.send()
    [(_, verb, letter)] = outgoing(home)
    assert verb == "send"
    assert letter.html == "<div><b>Deal</b></div>"
    assert letter.text == "Deal"
    assert b"".join(home.user.blob(letter.attachments[0].blob_id)) == b"x" * 3000


def test_a_discarded_draft_comes_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, composer = replying(home, window, mail())
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    composer.editor.setPlainText("Never mind")
    composer.save()
    composer.discard()
    assert home.user.drafts() == []
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert home.user.drafts()[0].fields["text"] == "Never mind"


def test_known_people_are_suggested(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    home.put(mail(sender="김민수 <minsu@hanbit.example>"))
    desk, _ = desk_of(home, window)
    composer = desk.write()
    assert composer is not None
    assert composer.to._book.suggestions("민수") == ["김민수 <minsu@hanbit.example>"]


def test_a_forward_takes_the_attachments_along_and_waits_for_missing_ones(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    desk, reader = desk_of(home, window)
    item_id = home.put(related("<p>See</p>", png()))
    reader.show_thread(home.thread_of(item_id))
    composer = desk.answer(item_id, "forward")
    assert composer is not None
    composer.to.setText("a@b.example")
    composer.send()
    assert outgoing(home) == []
    [(request_id, verb)] = home.open_requests()
    assert verb == "fetch_attachment"
    part = home.row(item_id).attachments[0]
    home.writer.add_attachment(item_id, part.part_id, [png()])
    home.writer.answer(request_id, {})
    home.observer.look()
    composer.send()
    [(_, _, letter)] = outgoing(home)
    assert [each.name for each in letter.attachments] == ["p.png"]
    assert letter.subject == "Fwd: Order 48213"


def test_the_composer_fits_the_narrow_reader_also_when_the_draft_is_kept(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    _, composer = replying(home, window, mail())
    composer.saved.setText("Draft saved")
    assert composer.minimumSizeHint().width() <= 400


def test_a_draft_that_comes_back_with_its_conversation_does_not_take_the_keys(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    desk, reader = desk_of(home, window)
    first, second = home.put(mail()), home.put(mail(message_id="<two@haneul.example>"))
    reader.show_thread(home.thread_of(first))
    begun = desk.answer(first, "reply")
    assert begun is not None
    begun.editor.setPlainText("We ship it today.")
    reader.show_thread(home.thread_of(second))
    reader.show_thread(home.thread_of(first))
    assert desk.composer is not None
    assert "We ship it today." in desk.composer.letter().text
    assert not desk.composer.editor.hasFocus()


def test_what_was_begun_in_a_chat_is_no_letter(home: SampleHome, window: QWidget) -> None:
    home.user.save_draft(None, OPS, {"mode": "chat", "to": ["#general"], "text": "Half", "answered": "1.5"})
    desk, composer = replying(home, window, mail())
    composer.editor.setPlainText("We found it.")
    desk.leave()
    other, reader = desk_of(home, window)
    reader.show_thread(home.thread_of(home.reader.items(Kind.EMAIL)[0].item_id))
    assert other.composer is not None
    assert other.composer.editor.toPlainText() == "We found it."


def test_escape_puts_the_answer_away_as_a_draft(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, composer = replying(home, window, mail())
    qtbot.keyClicks(composer.editor, "Half a thought")
    told: list[str] = []
    desk.told.connect(told.append)
    with qtbot.waitSignal(desk.left, timeout=1_000):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Escape)
    assert told == ["Kept under Drafts"]
    assert desk.composer is None
    assert [row.fields["text"] for row in home.user.drafts()] == ["Half a thought"]


def test_letters_put_away_do_not_pile_up(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, reader = desk_of(home, window)
    first, second = home.put(mail()), home.put(mail(message_id="<two@haneul.example>"))
    for item_id in (first, second, first, second):
        reader.show_thread(home.thread_of(item_id))
        assert desk.answer(item_id, "reply")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(window.findChildren(Composer)) == 1


def test_the_keyboard_is_in_the_conversation_after_an_answer_is_sent(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    desk, composer = replying(home, window, mail())
    qtbot.keyClicks(composer.editor, "Today.")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk._reader.column.hasFocus()


def test_a_letter_in_large_text_is_as_tall_as_its_folded_buttons_need(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    start_theme(app, Mode.LIGHT, 1.75)
    try:
        window.resize(500, 900)
        _, composer = replying(home, window, mail("When?"))
        foot = composer.foot
        assert foot.heightForWidth(foot.width()) > foot.sizeHint().height()
        qtbot.waitUntil(lambda: foot.height() >= foot.heightForWidth(foot.width()))
    finally:
        start_theme(app, Mode.LIGHT)


def test_a_chat_account_does_not_send_mail(home: SampleHome, window: QWidget) -> None:
    channel = Collection(RemoteId("C1"), "cx", Kind.CHAT, Role.CHANNEL)
    talking = Account(AccountId("talk"), "demo", "talk", {}, None, "talk@shop.example", ("talk@shop.example",))
    home.user.add_account(talking)
    assert "talk@shop.example" in [each.email for each in identities(home.context)]
    home.writer.discover(talking, [channel])
    assert "talk@shop.example" not in [each.email for each in identities(home.context)]


def test_the_addresses_to_write_from_follow_what_anybody_changes(home: SampleHome) -> None:
    def words() -> list[str]:
        return [each.words for each in identities(home.context)]

    assert "support@shop.example · Customer service" in words()
    place = home.user.workplaces()[0]
    home.user.rename_workplace(place.workplace_id, "Help desk")
    home.user.update_account(MAIL, own_addresses=("vip@shop.example",))
    assert {"support@shop.example · Help desk", "vip@shop.example · Help desk"} <= set(words())
    elsewhere = UserStore(home.home, KEY)
    elsewhere.update_account(MAIL, is_enabled=False)
    elsewhere.close()
    assert not [each for each in words() if "Help desk" in each]


def test_a_letter_is_written_in_what_was_made_ahead(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, reader = desk_of(home, window)
    item_id = home.put(mail())
    reader.show_thread(home.thread_of(item_id))
    qtbot.waitUntil(lambda: desk._next is not None and not desk._making.is_busy)
    ahead = desk._next
    assert ahead is not None
    assert ahead.isHidden()
    home.user.set_setting(FORM_SHOWN, False)
    composer = desk.answer(item_id, "reply")
    assert composer is ahead
    assert not composer.isHidden()
    assert composer.toolbar.isHidden()
    assert composer.to.text() == "Orders desk <orders@haneul.example>"
    qtbot.waitUntil(lambda: desk._next is not None and not desk._making.is_busy)
    assert desk._next is not composer


def test_who_is_faster_than_what_is_made_ahead_gets_all_of_it(home: SampleHome, window: QWidget) -> None:
    desk, reader = desk_of(home, window)
    item_id = home.put(mail())
    reader.show_thread(home.thread_of(item_id))
    desk._making.stop()
    steps = desk._made_ahead()
    next(steps)
    del steps
    half = desk._next
    composer = desk.answer(item_id, "reply")
    assert composer is half
    assert composer is not None
    assert composer.letter().subject == "Re: Order 48213"
    assert not composer.extras.isHidden()


def test_a_new_mail_leaves_from_the_workplace_that_is_shown(home: SampleHome, window: QWidget) -> None:
    desk, _ = desk_of(home, window)
    for workplace, account_id in zip(home.user.workplaces(), (MAIL, OPS), strict=True):
        composer = desk.write(scope=workplace.workplace_id)
        assert composer is not None
        assert composer.letter().account_id == account_id


def test_a_subject_that_is_too_long_shows_dots(home: SampleHome, window: QWidget) -> None:
    composer = desk_of(home, window)[0].write()
    assert composer is not None
    composer.subject.setText("A long story " * 20)
    assert composer.subject.shown.endswith("…")
    composer.subject.setText("Short")
    assert composer.subject.shown == "Short"
