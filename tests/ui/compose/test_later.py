"""Letters that leave later, the time to take one back, and a letter that the end of the program cut off."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of, outgoing, replying
from tests.ui.conftest import OpenWindow
from tests.ui.reader.sample import MAIL, SampleHome, mail
from tests.ui.sample_home import SampleHome as FullHome
from ui.compose.composer import Composer
from ui.compose.desk import ComposeDesk
from ui.compose.later import LaterSheet, leaving_times
from ui.compose.planned import letter_of, move, send_now, take_back
from ui.compose.undo_time import set_undo_seconds
from ui.shell.deeds import Deed
from workspace.store.times import from_ms

SOON = timedelta(hours=2)


def planned(home: SampleHome, window: QWidget) -> tuple[ComposeDesk, datetime]:
    desk, composer = replying(home, window, mail("When?"))
    composer.editor.toggle_bold()
    composer.editor.insertPlainText("Tomorrow.")
    at = datetime.now(UTC).replace(microsecond=0) + SOON
    composer.send(at)
    return desk, at


def test_a_planned_answer_waits_for_its_time_and_holds_nothing_back(home: SampleHome, window: QWidget) -> None:
    _, at = planned(home, window)
    [row] = home.user.planned()
    assert row.leaves_at == at
    [(account_id, verb, letter)] = outgoing(home)
    assert (account_id, verb, letter.date, letter.in_reply_to) == (MAIL, "send", at, "<one@haneul.example>")
    [(item,)] = home.user._all("SELECT item_remote_id FROM outbox")
    assert item is None


def test_undo_of_a_planned_letter_opens_it_again(home: SampleHome, window: QWidget) -> None:
    desk, composer = replying(home, window, mail())
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    composer.editor.setPlainText("Later")
    composer.send(datetime.now(UTC) + SOON)
    assert "Leaves" in deeds[0].words
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert home.user.planned() == []
    assert desk.composer is not None
    assert desk.composer.editor.text() == "Later"


def test_a_planned_letter_gets_another_time_once(home: SampleHome, window: QWidget) -> None:
    _, at = planned(home, window)
    [row] = home.user.planned()
    later = at + timedelta(days=3)
    deed = move(home.context, row, later)
    assert deed is not None
    assert [each.leaves_at for each in home.user.planned()] == [later]
    assert len({letter.message_id for _, _, letter in outgoing(home)}) == 1
    assert move(home.context, row, later) is None  # the row that was shown stands for nothing any more
    assert deed.undo is not None
    assert deed.undo()
    assert [each.leaves_at for each in home.user.planned()] == [at]


def test_a_planned_letter_is_sent_now_with_time_to_think(home: SampleHome, window: QWidget) -> None:
    _, at = planned(home, window)
    deed = send_now(home.context, home.user.planned()[0])
    assert deed is not None
    assert home.user.planned() == []
    [(not_before,)] = home.user._all("SELECT not_before FROM outbox WHERE withdrawn_at IS NULL")
    assert from_ms(not_before) - datetime.now(UTC) < timedelta(seconds=11)
    assert deed.undo is not None
    assert deed.undo()
    assert [each.leaves_at for each in home.user.planned()] == [at]


def test_a_planned_letter_taken_back_is_the_draft_it_was(home: SampleHome, window: QWidget) -> None:
    home.user.set_signature(MAIL, "support@shop.example", "<div>Minsu</div>")
    desk, at = planned(home, window)
    row = home.user.planned()[0]
    letter = letter_of(home.context, row)
    assert (letter.html, letter.text, letter.signature) == (
        "<div><b>Tomorrow.</b></div>",
        "Tomorrow.",
        "<div>Minsu</div>",
    )
    assert letter.item is not None
    assert "When?" in letter.quoted_html
    assert letter.quoted_text.endswith("> When?")
    found = take_back(home.context, row)
    assert found is not None
    assert home.user.planned() == []
    composer = desk.open_draft(found[0])
    assert composer is not None
    assert composer.editor.toPlainText() == "Tomorrow.\n\nMinsu"
    desk.leave()
    assert found[1].undo is not None
    assert found[1].undo()
    assert [each.leaves_at for each in home.user.planned()] == [at]
    assert home.user.drafts() == []


def test_a_plain_letter_that_waits_is_the_same_when_taken_back(home: SampleHome, window: QWidget) -> None:
    home.user.set_signature(MAIL, "support@shop.example", "<div>Minsu</div>")
    _, composer = replying(home, window, mail("When?"))
    composer.editor.insertPlainText("Tomorrow.")
    composer.set_plain(True)
    composer.send(datetime.now(UTC) + SOON)
    letter = letter_of(home.context, home.user.planned()[0])
    assert (letter.is_plain, letter.text, letter.signature_text) == (True, "Tomorrow.", "Minsu")
    assert letter.quoted_text.endswith("> When?")


def test_the_time_for_undo_is_no_plan(home: SampleHome, window: QWidget) -> None:
    set_undo_seconds(home.context, 60)
    _, composer = replying(home, window, mail())
    composer.editor.setPlainText("Now")
    composer.send()
    assert home.user.planned() == []
    [(not_before,)] = home.user._all("SELECT not_before FROM outbox WHERE verb = 'reply'")
    assert timedelta(seconds=50) < from_ms(not_before) - datetime.now(UTC) <= timedelta(seconds=60)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-18 10:20", ["18 13:00", "19 09:00", "23 09:00"]),  # a Wednesday
        ("2026-11-18 16:20", ["18 18:00", "19 09:00", "23 09:00"]),
        ("2026-11-18 17:59", ["19 09:00", "23 09:00"]),
        ("2026-11-22 23:00", ["23 09:00"]),  # a Sunday: tomorrow is Monday
        ("2026-11-23 08:00", ["23 11:00", "24 09:00", "30 09:00"]),
    ],
)
def test_what_is_offered_is_to_come_and_offered_once(now: str, wanted: list[str]) -> None:
    here = datetime.strptime(now, "%Y-%m-%d %H:%M").astimezone()
    assert [f"{at:%d %H:%M}" for _, at in leaving_times(here)] == wanted


def test_a_past_time_cannot_be_picked(home: SampleHome, window: QWidget) -> None:
    sheet = LaterSheet(window)
    picked: list[object] = []
    sheet.picked.connect(picked.append)
    sheet.day.setDate(sheet.day.minimumDate())
    sheet.hour.setTime(sheet.hour.minimumTime())
    assert not sheet.button.isEnabled()
    sheet.pick()
    assert picked == []


def test_send_stays_in_sight_below_a_long_letter(open_window: OpenWindow, home_with_mail: FullHome) -> None:
    window = open_window(home_with_mail)
    composer = window.desks.letters.write("lia@ferreira.example")
    assert composer is not None
    composer.editor.setPlainText("line\n" * 200)
    QApplication.processEvents()
    foot = composer.send_button.mapTo(window, composer.send_button.rect().bottomRight())
    assert window.rect().contains(foot)
    assert window.childAt(foot - QPoint(6, 6)) is composer.send_button


def test_the_outbox_shows_what_leaves_later_and_moves_it(
    open_window: OpenWindow, home_with_mail: FullHome, qtbot: QtBot
) -> None:
    from ui.shell.outbox import OutboxSheet

    window = open_window(home_with_mail)
    composer = window.desks.letters.write("lia@ferreira.example")
    assert composer is not None
    composer.subject.setText("Later")
    composer.editor.setPlainText("Hello")
    composer.send(datetime.now(UTC) + SOON)
    queued = window.status.outbox.text()
    window.status.reload()
    qtbot.waitUntil(lambda: window.status.later.text() == "1 leaves later")
    assert window.status.outbox.text() == queued
    window.status.later.click()
    sheet = window.findChildren(OutboxSheet)[-1]
    qtbot.waitUntil(lambda: bool(sheet.cards))
    [row] = home_with_mail.user.planned()
    monday = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)
    sheet.put_off(row, monday)
    assert [each.leaves_at for each in home_with_mail.user.planned()] == [monday]
    qtbot.waitUntil(lambda: not sheet.is_looking)
    [card] = sheet.cards
    card.edit()
    assert home_with_mail.user.planned() == []
    assert window.desks.letters.composer is not None
    assert window.desks.letters.composer.editor.text() == "Hello"


def test_a_letter_that_was_cut_off_opens_at_the_next_start(open_window: OpenWindow, home_with_mail: FullHome) -> None:
    home = home_with_mail
    first = open_window(home)
    composer = first.desks.letters.write("lia@ferreira.example")
    assert composer is not None
    composer.editor.setPlainText("Half a thought")
    composer.save()
    second = open_window(home)  # the first never closed, as after a crash
    second.painted.emit()
    assert second.desks.letters.composer is not None
    assert second.desks.letters.composer.editor.text() == "Half a thought"
    second.desks.letters.leave()
    third = open_window(home)
    third.painted.emit()
    assert "desks" not in vars(third)  # put away in order: nothing to open


def test_the_cut_off_letter_is_one_that_was_written_here(home: SampleHome, window: QWidget) -> None:
    desk, _ = desk_of(home, window)
    composer: Composer | None = desk.write("a@b.example")
    assert composer is not None
    composer.editor.setPlainText("x")
    composer.save()
    assert home.user.setting("compose.open") == composer.draft_id
    composer.discard()
    assert home.user.setting("compose.open") == ""
