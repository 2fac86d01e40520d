"""Invitations in mails: what they ask, what is answered, and what hostile ones cost."""

import time
from datetime import UTC, date, datetime

import pytest

from workspace.connector.invitation import Invitation, invitation_in, reply
from workspace.mail.compose import build
from workspace.mail.parse import parse
from workspace.model.items import Address

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
REQUEST = """BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
UID:kick@x.example
SUMMARY:Kick
 off\\, part 2
DTSTART;TZID=Asia/Seoul:20261203T100000
DTEND;TZID=Asia/Seoul:20261203T113000
LOCATION:서울
ORGANIZER;CN=Tom Marlow:mailto:tom@marlow.example
ATTENDEE;CN="Us, all";PARTSTAT=NEEDS-ACTION:mailto:support@ours.example
SEQUENCE:2
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:not this
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def read(text: str, method: str | None = None) -> Invitation:
    found = invitation_in(text, method)
    assert found is not None
    return found


def test_a_request_says_what_when_where_and_who() -> None:
    found = read(REQUEST)
    event = found.event
    assert (found.method, found.sequence, found.is_question) == ("REQUEST", 2, True)
    assert (event.uid, event.summary, event.location, event.description) == (
        "kick@x.example", "Kickoff, part 2", "서울", "",
    )  # fmt: skip
    assert (event.starts_at, event.tzid) == (datetime(2026, 12, 3, 1, tzinfo=UTC), "Asia/Seoul")
    assert event.organizer == Address("Tom Marlow", "tom@marlow.example")
    assert event.attendees[0].address == Address("Us, all", "support@ours.example")


def test_a_cancellation_is_no_question() -> None:
    assert not read(REQUEST, "CANCEL").is_question
    assert not read(REQUEST.replace("SEQUENCE:2", "STATUS:CANCELLED")).is_question


def test_one_of_a_series_keeps_its_recurrence_id() -> None:
    one = read(REQUEST.replace("SEQUENCE:2", "RECURRENCE-ID;TZID=Asia/Seoul:20261203T090000"))
    assert one.event.recurrence_id == "20261203T000000Z"
    assert "RECURRENCE-ID:20261203T000000Z" in reply(one, "support@ours.example", "", "ACCEPTED", NOW)


def test_the_answer_names_who_answers_and_to_which_version() -> None:
    answered = read(reply(read(REQUEST), "support@ours.example", 'Us "all"', "TENTATIVE", NOW))
    [guest] = answered.event.attendees
    assert (answered.method, answered.sequence, answered.event.uid) == ("REPLY", 2, "kick@x.example")
    assert (guest.partstat, guest.address) == ("TENTATIVE", Address("Us all", "support@ours.example"))
    assert answered.event.organizer == Address("", "tom@marlow.example")


def test_whole_days_are_answered_as_days() -> None:
    days = REQUEST.replace("DTSTART;TZID=Asia/Seoul:20261203T100000", "DTSTART;VALUE=DATE:20261203")
    found = read(days.replace("DTEND;TZID=Asia/Seoul:20261203T113000\n", ""))
    assert found.event.starts_on == date(2026, 12, 3)
    assert "DTSTART;VALUE=DATE:20261203" in reply(found, "a@ours.example", "", "ACCEPTED", NOW)


def test_the_answer_travels_as_a_form_of_the_mails_text() -> None:
    raw = build(
        from_=Address("", "support@ours.example"),
        to=[Address("", "tom@marlow.example")],
        subject="수락: Kickoff",
        text="수락\n",
        calendar=reply(read(REQUEST), "support@ours.example", "지원", "ACCEPTED", NOW),
        message_id="<1@ours.example>",
        sent_at=NOW,
    )
    mail = parse(raw)
    assert (mail.calendar_method, mail.attachments, mail.text.strip()) == ("REPLY", (), "수락")
    assert read(mail.calendar or "", mail.calendar_method).event.attendees[0].partstat == "ACCEPTED"
    assert b'method="REPLY"' in raw


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCALENDAR\n" * 50_000,
        "BEGIN:VEVENT\n" * 50_000 + "END:VEVENT\n" * 50_000,
        REQUEST.replace("DTSTART", "DTSTART;TZID=" + "A" * 90_000),
        REQUEST.replace("DTSTART;TZID=Asia/Seoul:20261203T100000", "DTSTART:99999999T999999Z"),
        REQUEST.replace("SEQUENCE:2", "SEQUENCE:" + "9" * 10_000),
        REQUEST.replace("SEQUENCE:2", "ATTENDEE:mailto:a@b.example\n" * 20_000),
        REQUEST.replace("SEQUENCE:2", "RRULE:FREQ=SECONDLY;COUNT=999999999"),
        REQUEST.replace("Kick", "K" * 900_000),
        "\x00" * 100_000,
    ],
    ids=range(10),
)
def test_a_hostile_calendar_costs_next_to_nothing(text: str) -> None:
    began = time.process_time()
    found = invitation_in(text)
    assert time.process_time() - began < 2
    assert found is None or len(found.event.attendees) <= 500
