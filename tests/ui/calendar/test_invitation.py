"""An invitation is answered inside its mail: in the calendar that has the event, else by mail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.calendar.conftest import until
from tests.ui.calendar.sample import STARTS, calendar_text, invited, timed
from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SUPPORT, VIP, SampleHome
from ui.inbox.listings import Place
from ui.reader.invitation import InvitationCard, invitation_card
from ui.shell.context import Context
from workspace.connector.invitation import invitation_in
from workspace.model.ids import RemoteId
from workspace.model.items import Email
from workspace.model.kinds import Verb
from workspace.store.rows import ItemRow


@pytest.fixture
def card_of(
    home_with_mail: SampleHome, context_of: Callable[[SampleHome], Context], qtbot: QtBot
) -> Callable[[ItemRow], InvitationCard]:
    context = context_of(home_with_mail)
    holders: list[QWidget] = []

    def make(item: ItemRow) -> InvitationCard:
        holder = QWidget()
        qtbot.addWidget(holder)
        holders.append(holder)
        card = invitation_card(context, item, holder)
        assert card is not None
        return card

    return make


CardOf = Callable[[ItemRow], InvitationCard]


def test_the_card_says_what_when_where_and_what_it_overlaps(home_with_mail: SampleHome, card_of: CardOf) -> None:
    clash = timed("c", "Standup", 0, 0)
    at = {"starts_at": STARTS + timedelta(minutes=30), "ends_at": STARTS + timedelta(hours=2)}
    home_with_mail.plan(replace(clash, **at))
    said = " | ".join(card_of(invited(home_with_mail, calendar_text())).words)
    local = STARTS.astimezone()
    assert "Site visit" in said
    assert "North gate" in said
    assert f"{local:%H:%M}" in said
    assert f"Overlaps “Standup” {local + timedelta(minutes=30):%H:%M}" in said


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("y", "ACCEPTED"), ("p", "TENTATIVE"), ("z", "DECLINED"),
        ("ㅛ", "ACCEPTED"), ("ㅔ", "TENTATIVE"), ("ㅋ", "DECLINED"),
    ],
    ids=["y", "p", "z", "y-korean", "p-korean", "z-korean"],
)  # fmt: skip
def test_a_key_answers_the_invitation_that_is_open(
    typed: str, answer: str, home_with_mail: SampleHome, open_window: OpenWindow, qtbot: QtBot
) -> None:
    invited(home_with_mail, calendar_text())
    window = open_window(home_with_mail)
    window.mail.inbox.show_place(SUPPORT, Place.INBOX)
    window.mail.inbox.step(1)
    until(qtbot, lambda: any(card.buttons for card in window.mail.reader.findChildren(InvitationCard)))
    until(qtbot, lambda: window.isActiveWindow() and window.isAncestorOf(QApplication.focusWidget() or window))
    # As the window system tells of it: a key of a Korean layout has no code of its own.
    code = Qt.Key(ord(typed.upper())) if typed.isascii() else Qt.Key.Key_unknown
    QTest.sendKeyEvent(QTest.KeyAction.Click, window.windowHandle(), code, typed, Qt.KeyboardModifier.NoModifier)
    until(qtbot, lambda: bool(home_with_mail.queued(Verb.REPLY)))
    [action] = home_with_mail.queued(Verb.REPLY)
    assert f"PARTSTAT={answer}" in str(action.payload["calendar"])


def test_a_key_answers_an_invitation_that_is_folded_below_what_came_after_it(
    home_with_mail: SampleHome, open_window: OpenWindow, qtbot: QtBot
) -> None:
    asked = invited(home_with_mail, calendar_text(), is_read=True)
    mine = Email(
        RemoteId("mine"), home_with_mail.now + timedelta(minutes=1), "Re: Site visit", (asked.to[0],), asked.reply_to,
        message_id="<mine@ours.example>", references=("<invite@marlow.example>",), is_read=True, is_sent=True,
        text="Where do we meet?",
    )  # fmt: skip
    home_with_mail.deliver(SUPPORT, [mine])
    window = open_window(home_with_mail)
    window.mail.inbox.show_place(SUPPORT, Place.INBOX)
    window.mail.inbox.step(1)
    until(qtbot, lambda: len(window.mail.reader.cards) == 2)
    assert window.mail.reader.findChildren(InvitationCard) == []
    window.commands["accepted"].run()
    [action] = home_with_mail.queued(Verb.REPLY)
    assert "PARTSTAT=ACCEPTED" in str(action.payload["calendar"])


def test_where_nobody_invited_the_key_says_so(
    home_with_mail: SampleHome, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(home_with_mail)
    window.mail.inbox.step(1)
    until(qtbot, lambda: bool(window.mail.reader.cards))
    window.commands["accepted"].run()
    assert window.toast.words == "There is no invitation here to answer."


def test_without_the_event_in_a_calendar_the_answer_goes_by_mail(home_with_mail: SampleHome, card_of: CardOf) -> None:
    card = card_of(invited(home_with_mail, calendar_text()))
    card.buttons["ACCEPTED"].click()
    [action] = home_with_mail.queued(Verb.REPLY)
    assert action.account_id == SUPPORT
    assert action.payload["to"] == [{"name": "Tom Marlow", "email": "tom@marlow.example"}]
    assert action.payload["in_reply_to"] == "<invite@marlow.example>"
    answered = invitation_in(str(action.payload["calendar"]))
    assert answered is not None
    assert (answered.method, answered.event.attendees[0].partstat) == ("REPLY", "ACCEPTED")
    assert answered.event.attendees[0].address.email == "support@ours.example"
    assert card.buttons["ACCEPTED"].property("kind") == "primary"


def test_the_calendar_that_has_the_event_is_answered(home_with_mail: SampleHome, card_of: CardOf, qtbot: QtBot) -> None:
    at = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=1)}
    event = replace(timed("asked", "Site visit", 0, 0, partstat="NEEDS-ACTION", attendees=()), **at)
    home_with_mail.plan(event, account_id=VIP)
    card = card_of(invited(home_with_mail, calendar_text(uid=event.uid)))
    card.buttons["DECLINED"].click()
    [action] = home_with_mail.queued(Verb.ANSWER)
    assert (action.account_id, action.payload["partstat"]) == (VIP, "DECLINED")
    assert home_with_mail.queued(Verb.REPLY) == []
    until(qtbot, lambda: card.buttons["DECLINED"].property("kind") == "primary")


def test_a_cancelled_meeting_is_taken_out_of_the_calendar(home_with_mail: SampleHome, card_of: CardOf) -> None:
    event = timed("asked", "Site visit", 0, 0)
    home_with_mail.plan(event)
    card = card_of(invited(home_with_mail, calendar_text("CANCEL", event.uid), "CANCEL"))
    assert list(card.buttons) == ["remove"]
    card.buttons["remove"].click()
    [action] = home_with_mail.queued(Verb.DELETE_EVENT)
    assert action.item is not None
    assert action.item.remote_id == "asked"


def test_an_answer_of_somebody_else_is_only_shown(home_with_mail: SampleHome, card_of: CardOf) -> None:
    text = calendar_text("REPLY").replace("NEEDS-ACTION", "ACCEPTED")
    assert card_of(invited(home_with_mail, text, "REPLY")).buttons == {}
