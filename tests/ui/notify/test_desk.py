"""The desk of notifications on a real home."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.notify.conftest import Arrive
from tests.ui.sample_home import CHANNEL, DIRECT, SALES, SLACK, SUPPORT, VIP, SampleHome
from ui.notify.choices import NotifyChoices
from ui.notify.desk import BURST, DIGEST, Desk, Outcome
from ui.notify.rules import Rules, Tell
from workspace.connector.pages import Page
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.mark_rows import changed
from workspace.store.times import to_ms
from workspace.store.user.notices import KEPT, NewNotice


@pytest.fixture
def desk(home_with_mail: SampleHome) -> Desk:
    """One that knows what is there."""
    made = Desk(home_with_mail.user, home_with_mail.reader)
    made.look()
    return made


def told(outcome: Outcome) -> list[list[str]]:
    return [[line.who for line in said.lines] for said in outcome.say]


def read(sample: SampleHome, key: ItemKey) -> None:
    sample.user.queue(action(Verb.READ, key))


def action(verb: Verb, key: ItemKey) -> Action:
    return Action(ActionId(str(uuid.uuid4())), key.account_id, verb, {}, key)


def key_of(account: str, number: int) -> ItemKey:
    return ItemKey(account, Kind.EMAIL, str(number))  # type: ignore[arg-type]


def test_what_was_there_is_known_and_what_arrives_is_told_once(desk: Desk, arrive: Arrive) -> None:
    arrive(SUPPORT, 501, "Mira Holm", "Late parcel")
    found = desk.look([SUPPORT])
    assert told(found) == [["Mira Holm"]]
    assert found.say[0].lines[0].what.startswith("Late parcel\n")
    assert desk.look([SUPPORT]) == Outcome()


def test_old_mail_of_a_first_sync_is_not_told(desk: Desk, arrive: Arrive, home_with_mail: SampleHome) -> None:
    arrive(SUPPORT, 502)
    late = Desk(home_with_mail.user, home_with_mail.reader)
    later = datetime.now(UTC) + timedelta(hours=1)
    assert late.look(now=later).say == ()
    assert late.look(now=later).say == ()


def test_what_is_read_elsewhere_is_taken_back(desk: Desk, arrive: Arrive, home_with_mail: SampleHome) -> None:
    arrive(SUPPORT, 503)
    said = desk.look().say[0]
    read(home_with_mail, key_of(SUPPORT, 503))
    assert desk.look().back == (said.key,)
    assert home_with_mail.user.notices()[0].read_at is not None
    assert desk.look().back == ()


def test_focus_holds_and_releases_one_digest_of_what_is_still_unread(
    desk: Desk, arrive: Arrive, home_with_mail: SampleHome
) -> None:
    now = datetime.now(UTC)
    NotifyChoices(home_with_mail.user).focus(now + timedelta(hours=1))
    for number, account in ((504, SUPPORT), (505, VIP), (506, SALES)):
        arrive(account, number, f"Sender {number}")
    found = desk.look()
    assert (found.say, found.held) == ((), 3)
    assert found.until is not None
    assert abs(found.until - now - timedelta(hours=1)) < timedelta(seconds=1)
    read(home_with_mail, key_of(VIP, 505))
    assert desk.look().held == 2
    found = desk.look(now=now + timedelta(hours=1, seconds=1))
    assert told(found) == [["Sender 504", "Sender 506"]]
    assert (found.say[0].key, found.held, found.until) == (DIGEST, 0, None)
    assert {line.workplace for line in found.say[0].lines} == {w.name for w in home_with_mail.user.workplaces()}
    assert desk.look(now=now + timedelta(hours=1, seconds=2)).say == ()


def test_what_was_held_when_the_program_ended_is_told_at_the_next_start(
    desk: Desk, arrive: Arrive, home_with_mail: SampleHome
) -> None:
    choices = NotifyChoices(home_with_mail.user)
    choices.focus(datetime.now(UTC) + timedelta(hours=1))
    arrive(SUPPORT, 507, "Mira Holm")
    desk.look()
    choices.focus(None)
    again = Desk(home_with_mail.user, home_with_mail.reader)
    assert told(again.look()) == [["Mira Holm"]]


def test_a_mute_workplace_leaves_no_trace(desk: Desk, arrive: Arrive, home_with_mail: SampleHome) -> None:
    home = home_with_mail.user.account(SALES).home_workplace_id  # type: ignore[union-attr]
    NotifyChoices(home_with_mail.user).set_rules(home, Rules(tell=Tell.NOTHING))
    arrive(SALES, 508)
    arrive(SUPPORT, 509, "Mira Holm")
    assert told(desk.look()) == [["Mira Holm"]]
    assert [row.title for row in home_with_mail.user.notices()] == ["Mira Holm"]


def test_hidden_lines_say_so(desk: Desk, arrive: Arrive, home_with_mail: SampleHome) -> None:
    home = home_with_mail.user.account(SUPPORT).home_workplace_id  # type: ignore[union-attr]
    NotifyChoices(home_with_mail.user).set_rules(home, Rules(is_hidden=True))
    arrive(SUPPORT, 510)
    assert [line.is_hidden for line in desk.look().say[0].lines] == [True]


def test_a_flood_is_one_notice(desk: Desk, arrive: Arrive) -> None:
    for number in range(520, 526):
        arrive(SUPPORT, number, f"Sender {number}")
    found = desk.look()
    assert [said.key for said in found.say] == [BURST]
    assert len(found.say[0].lines) == 6


def snooze(sample: SampleHome, key: ItemKey, until: datetime) -> None:
    item = sample.reader.item_by_key(key)
    assert item is not None
    assert item.thread_id is not None
    rows, seen_at = sample.reader.thread_marks(item.thread_id)
    sample.user.mark(changed(rows, seen_at, is_in_inbox=True, snoozed_until=to_ms(until)))


def test_a_snoozed_conversation_that_returns_is_told_though_it_was_read(
    desk: Desk, arrive: Arrive, home_with_mail: SampleHome
) -> None:
    arrive(SUPPORT, 540, "Mira Holm", "Late parcel")
    key, now = key_of(SUPPORT, 540), datetime.now(UTC)
    read(home_with_mail, key)
    desk.look()
    snooze(home_with_mail, key, now + timedelta(hours=1))
    assert desk.look(now=now + timedelta(minutes=59)).say == ()
    home_with_mail.user.mark(
        [replace(row, mark=replace(row.mark, snoozed_until=to_ms(now))) for row in home_with_mail.user.marks()]
    )
    # The clock of the store is the computer's: what is due there is back in the list.
    back = Desk(home_with_mail.user, home_with_mail.reader)
    back.look(now=now - timedelta(minutes=1))
    [said] = back.look(now=now + timedelta(seconds=1)).say
    assert [(line.who, line.what, line.is_back) for line in said.lines] == [("Back: Late parcel", "Mira Holm", True)]
    assert home_with_mail.user.notices()[0].text == "Back: Late parcel"
    assert back.look(now=now + timedelta(seconds=2)) == Outcome()
    snooze(home_with_mail, key, now + timedelta(days=1))
    assert back.look(now=now + timedelta(seconds=3)).back == (said.key,)


def test_what_new_mail_brought_back_is_told_as_that_mail_only(
    desk: Desk, arrive: Arrive, home_with_mail: SampleHome
) -> None:
    first = arrive(SUPPORT, 541, "Mira Holm", "Late parcel")
    now = datetime.now(UTC)
    back = Desk(home_with_mail.user, home_with_mail.reader)
    back.look(now=now - timedelta(minutes=1))
    snooze(home_with_mail, key_of(SUPPORT, 541), now)
    arrive(SUPPORT, 542, "Mira Holm", "Re: Late parcel", in_reply_to=first.message_id)
    [said] = back.look(now=now + timedelta(seconds=1)).say
    assert [line.is_back for line in said.lines] == [False]


def test_undoing_an_archive_tells_nothing(desk: Desk, arrive: Arrive, home_with_mail: SampleHome) -> None:
    arrive(SUPPORT, 530)
    desk.look()
    archive = action(Verb.ARCHIVE, key_of(SUPPORT, 530))
    home_with_mail.user.queue(archive, undo_seconds=10)
    assert desk.look().say == ()
    assert home_with_mail.user.withdraw(archive.action_id)
    assert desk.look().say == ()


def test_a_chat_message_for_the_user_is_told_and_one_for_nobody_is_not(desk: Desk, home_with_mail: SampleHome) -> None:
    for place, name, text in ((CHANNEL, "Mina Park", "Anybody?"), (DIRECT, "Ingrid Berg", "Can you look?")):
        said = home_with_mail._chat((f"new-{name}", 0, name, text, {"is_read": False}))
        home_with_mail.writer.apply_page(home_with_mail.account(SLACK), place, Page(items=(said,), cursor="9"))
    found = desk.look([SLACK])
    assert [(line.who, line.what) for said in found.say for line in said.lines] == [("Ingrid Berg", "Can you look?")]
    assert [(row.title, row.text) for row in home_with_mail.user.notices()] == [("Ingrid Berg", "Can you look?")]


def test_the_history_keeps_a_month(home_with_mail: SampleHome, desk: Desk, arrive: Arrive) -> None:
    old = datetime.now(UTC) - KEPT - timedelta(days=1)
    key = key_of(SUPPORT, 1)
    home_with_mail.user.add_notices([NewNotice(None, key, "old", "", old), NewNotice(None, key, "new", "", old + KEPT)])
    assert [row.title for row in home_with_mail.user.notices()] == ["new"]
    home_with_mail.user.clear_notices()
    assert home_with_mail.user.notices() == []


def test_mail_is_told_after_the_clock_was_put_back(home_with_mail: SampleHome, arrive: Arrive) -> None:
    desk, now = Desk(home_with_mail.user, home_with_mail.reader), datetime.now(UTC)
    desk.look(now=now + timedelta(hours=2))
    assert desk.look(now=now).say == ()
    arrive(SUPPORT, 901, "Mira Holm", "Late parcel")
    assert [line.who for said in desk.look([SUPPORT], now=now).say for line in said.lines] == ["Mira Holm"]
