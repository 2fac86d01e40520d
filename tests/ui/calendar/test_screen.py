"""The calendar screen: what it shows, the keyboard, the mouse, and what becomes of it in the outbox."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.calendar.conftest import Titled, renewed, settled, sheet_of, until
from tests.ui.calendar.sample import monday, series, timed
from tests.ui.sample_home import SALES, SUPPORT, SampleHome
from ui.calendar.canvas import Canvas
from ui.calendar.editor import EventSheet
from ui.calendar.entries import Entry
from ui.calendar.screen import CalendarScreen, today
from ui.calendar.series import SeriesSheet
from ui.calendar.span import Mode, midnight
from ui.filing.sheet import FilingSheet
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.model.items import Address, Attendee, Event
from workspace.model.kinds import HealthState, Verb


def titles(calendar: CalendarScreen) -> list[str]:
    return [each.title for each in calendar.entries]


def middle(canvas: Canvas, entry: Entry) -> QPoint:
    return next(box.area for box in canvas.boxes if box.entry.key == entry.key).center().toPoint()


def drag(canvas: Canvas, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(8, 8))
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def test_one_calendar_shows_all_workplaces_in_their_colours(calendar: CalendarScreen, titled: Titled) -> None:
    assert titled("Weekly queue review").color == "#3B5BDB"
    assert titled("Pipeline").color == "#0B8F6A"
    assert len(calendar.bar.workplaces.chips) == 2


def test_a_workplace_can_be_hidden(calendar: CalendarScreen) -> None:
    assert "Pipeline" in titles(calendar)
    calendar.bar.workplaces.chips[1].click()
    settled(calendar)
    assert "Pipeline" not in titles(calendar)
    assert "Carrier desk sync" in titles(calendar)


def test_what_happens_at_once_in_two_accounts_is_marked_and_stands_side_by_side(
    calendar: CalendarScreen, titled: Titled
) -> None:
    lunch, review = titled("다온건설 점심"), next(e for e in calendar.entries if e.key.remote_id == "private")
    assert (lunch.overlaps, review.overlaps) == (("Quarterly review",), ("다온건설 점심",))
    first, second = (next(b.area for b in calendar.hours.grid.boxes if b.entry == each) for each in (lunch, review))
    assert not first.intersects(second)
    assert titled("Carrier desk sync").overlaps == ()


def test_a_clash_with_a_hidden_workplace_is_still_marked(calendar: CalendarScreen, titled: Titled) -> None:
    calendar.bar.workplaces.chips[0].click()
    settled(calendar)
    assert titled("다온건설 점심").overlaps == ("Quarterly review",)


def in_two_accounts(week_home: SampleHome, **fields: object) -> tuple[Event, Event]:
    """A meeting in accounts of two workplaces; sales was invited before support."""
    guests = tuple(Attendee(Address("", f"{each}@ours.example")) for each in (SALES, SUPPORT))
    mine, theirs = (
        timed(name, "Town hall", 2, 14, attendees=guests, partstat="NEEDS-ACTION", **fields) for name in ("th1", "th2")
    )
    theirs = replace(theirs, uid=mine.uid)
    week_home.plan(mine)
    week_home.plan(theirs, account_id=SALES)
    return mine, theirs


def test_a_meeting_in_two_accounts_is_shown_once_and_does_not_clash_with_itself(
    calendar: CalendarScreen, week_home: SampleHome, titled: Titled
) -> None:
    in_two_accounts(week_home)
    renewed(calendar)
    assert titles(calendar).count("Town hall") == 1
    entry = titled("Town hall")
    assert entry.overlaps == ()
    assert set(entry.colors) == {"#3B5BDB", "#0B8F6A"}
    week_home.plan(timed("dentist", "Dentist", 2, 14.5))
    renewed(calendar)
    assert titled("Town hall").overlaps == ("Dentist",)
    assert titled("Dentist").overlaps == ("Town hall",)


def test_a_meeting_in_two_accounts_is_answered_by_the_one_invited_first(
    calendar: CalendarScreen, week_home: SampleHome, titled: Titled, qtbot: QtBot
) -> None:
    in_two_accounts(week_home)
    calendar.bar.workplaces.chips[1].click()
    settled(calendar)
    entry = titled("Town hall")
    assert (entry.key.account_id, entry.colors) == (SUPPORT, ("#3B5BDB",))
    calendar.pick(entry, is_open=True)
    assert "sales@ · IMAP answers." in calendar.details.words()
    calendar.details.buttons["ACCEPTED"].click()
    [action] = week_home.queued(Verb.ANSWER)
    assert (action.account_id, action.item and action.item.remote_id) == (SALES, "th2")
    until(qtbot, lambda: titled("Town hall").answer == "ACCEPTED")
    calendar.bar.workplaces.chips[1].click()
    settled(calendar)
    assert calendar.entry is not None
    assert calendar.entry.key.account_id == SALES


def test_an_invitation_is_answered_by_a_key(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, titled: Titled
) -> None:
    in_two_accounts(week_home)
    renewed(calendar)
    calendar.pick(titled("Town hall"))
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "z")
    [action] = week_home.queued(Verb.ANSWER)
    assert action.payload["partstat"] == "DECLINED"


def test_who_organizes_a_meeting_changes_it_and_the_invited_account_answers(
    calendar: CalendarScreen, week_home: SampleHome, titled: Titled
) -> None:
    in_two_accounts(week_home, organizer=Address("", f"{SUPPORT}@ours.example"))
    renewed(calendar)
    calendar.pick(titled("Town hall"), is_open=True)
    calendar.run("delete")
    assert [each.account_id for each in week_home.queued(Verb.DELETE_EVENT)] == [SUPPORT]
    renewed(calendar)
    calendar.pick(titled("Town hall"), is_open=True)
    calendar.run("DECLINED")
    assert [each.account_id for each in week_home.queued(Verb.ANSWER)] == [SALES]


def test_instances_of_a_series_are_not_copies_of_each_other(calendar: CalendarScreen, week_home: SampleHome) -> None:
    copies = [replace(each, partstat="ACCEPTED") for each in series("standup", "Stand-up", 8.5, (0, 1, 2, 3, 4))]
    week_home.plan(*copies, account_id=SALES)
    renewed(calendar)
    found = [each for each in calendar.entries if each.title == "Stand-up"]
    assert [len(each.everywhere) for each in found] == [2] * 5


def test_keys_change_the_view_and_the_day(window: MainWindow, calendar: CalendarScreen, qtbot: QtBot) -> None:
    for key, mode in (("m", Mode.MONTH), ("a", Mode.AGENDA), ("d", Mode.DAY), ("w", Mode.WEEK)):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert calendar.isAncestorOf(focus) or focus is calendar
        qtbot.keyClicks(focus, key)
        assert calendar.mode is mode
    before = calendar.span.first
    qtbot.keyClick(calendar.hours.grid, Qt.Key.Key_Right)
    assert calendar.span.first == before + timedelta(days=7)
    qtbot.keyClicks(calendar.hours.grid, "[[")
    assert calendar.span.first == before - timedelta(days=7)
    qtbot.keyClicks(calendar.hours.grid, "t")
    assert today() in calendar.span.dates()


def test_keys_of_the_calendar_mean_mail_again_elsewhere(window: MainWindow, calendar: CalendarScreen) -> None:
    key_of = window.commands.for_key
    assert (key_of("a", window.pages.name()).name, key_of("c", window.pages.name()).name) == (  # type: ignore[union-attr]
        "calendar_agenda",
        "compose",
    )
    window.show_place(Place.INBOX)
    assert key_of("a", window.pages.name()).name == "reply_all"  # type: ignore[union-attr]


def test_the_keyboard_opens_an_event_and_leaves_it(calendar: CalendarScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(calendar.hours.grid, Qt.Key.Key_Down)
    assert calendar.entry is not None
    assert calendar.details.isHidden()
    assert calendar.entry.title in calendar.hours.grid.accessibleDescription()
    qtbot.keyClick(calendar.hours.grid, Qt.Key.Key_Return)
    assert calendar.details.isVisible()
    qtbot.keyClick(calendar.hours.grid, Qt.Key.Key_Escape)
    assert calendar.details.isHidden()


def test_details_name_the_other_zone_and_the_answers(calendar: CalendarScreen, titled: Titled) -> None:
    entry = titled("Contract call")
    invited = next(each for each in calendar.entries if each.key.remote_id == "call")
    calendar.pick(invited, is_open=True)
    there = invited.starts.astimezone(ZoneInfo("America/New_York"))
    said = calendar.details.words()
    assert f"{there:%H:%M}" in said
    assert "America/New_York" in said
    assert "Tom Marlow · perhaps" in said
    assert entry.title in said


def test_an_answer_is_queued_and_seen_at_once(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot
) -> None:
    calendar.pick(next(each for each in calendar.entries if each.key.remote_id == "call"), is_open=True)
    calendar.details.buttons["ACCEPTED"].click()
    [action] = week_home.queued(Verb.ANSWER)
    assert action.payload == {"partstat": "ACCEPTED", "comment": ""}
    until(qtbot, lambda: calendar.entry is not None and calendar.entry.answer == "ACCEPTED")
    window.undo()
    until(qtbot, lambda: calendar.entry is not None and calendar.entry.answer == "NEEDS-ACTION")
    assert week_home.queued(Verb.ANSWER) == []


def test_an_event_is_made_and_seen_before_its_service_has_it(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot
) -> None:
    starts = midnight(monday() + timedelta(days=2)) + timedelta(hours=16)
    calendar.create_at(starts, starts + timedelta(hours=1), False)
    sheet = sheet_of(window, EventSheet)
    assert not sheet.save_button.isEnabled()
    qtbot.keyClicks(sheet.summary, "Plan the move")
    sheet.place.setText("Room 9")
    sheet.guests.setText("Tom <tom@marlow.example>")
    qtbot.keyClick(sheet.summary, Qt.Key.Key_Return)
    [action] = week_home.queued(Verb.CREATE_EVENT)
    assert action.account_id == SUPPORT
    assert (action.payload["collection"], action.payload["location"]) == ("cal", "Room 9")
    assert action.payload["attendees"] == [{"name": "Tom", "email": "tom@marlow.example"}]
    until(qtbot, lambda: "Plan the move" in titles(calendar))
    made = next(each for each in calendar.entries if each.title == "Plan the move")
    assert (made.starts, made.is_pending) == (starts, True)
    window.undo()
    until(qtbot, lambda: "Plan the move" not in titles(calendar))


def test_dragging_moves_an_event_to_another_day_and_hour(
    calendar: CalendarScreen, week_home: SampleHome, titled: Titled, qtbot: QtBot
) -> None:
    entry, grid = titled("Carrier desk sync"), calendar.hours.grid
    other = next(each for each in calendar.entries if each.key.remote_id == "call")
    width = (middle(grid, other).x() - middle(grid, entry).x()) / 2
    start = middle(grid, entry)
    drag(grid, start, start + QPoint(round(width), 64))
    [action] = week_home.queued(Verb.CHANGE_EVENT)
    wanted = entry.starts.replace(tzinfo=None) + timedelta(days=1, hours=1)
    assert datetime.fromisoformat(str(action.payload["starts_at"])).replace(tzinfo=None) == wanted
    assert action.payload["version"] == "1"
    until(qtbot, lambda: titled("Carrier desk sync").starts.replace(tzinfo=None) == wanted)
    drag(grid, middle(grid, titled("Carrier desk sync")), start)
    [again] = week_home.queued(Verb.CHANGE_EVENT)
    assert again.payload["version"] == "1"
    assert datetime.fromisoformat(str(again.payload["starts_at"])) == entry.starts


def test_an_event_of_a_series_asks_which_are_meant(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, titled: Titled, qtbot: QtBot
) -> None:
    count = titles(calendar).count("Stand-up")
    calendar.pick(titled("Stand-up"), is_open=True)
    calendar.run("delete")
    sheet_of(window, SeriesSheet).one.click()
    [action] = week_home.queued(Verb.DELETE_EVENT)
    assert "recurrence_id" not in action.payload
    until(qtbot, lambda: titles(calendar).count("Stand-up") == count - 1)
    calendar.pick(titled("Stand-up"), is_open=True)
    calendar.run("delete")
    sheet_of(window, SeriesSheet).all.click()
    action = week_home.queued(Verb.DELETE_EVENT)[-1]
    assert action.payload["recurrence_id"] is None
    assert action.item is not None
    assert action.item.remote_id == "standup"
    until(qtbot, lambda: "Stand-up" not in titles(calendar))


def test_a_whole_series_moves_by_its_master(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, titled: Titled, qtbot: QtBot
) -> None:
    before = [each.starts for each in calendar.entries if each.title == "Stand-up"]
    second = [each for each in calendar.entries if each.title == "Stand-up"][1]
    calendar.drag(second, second.starts + timedelta(hours=2), second.ends + timedelta(hours=2))
    sheet_of(window, SeriesSheet).all.click()
    [action] = week_home.queued(Verb.CHANGE_EVENT)
    assert datetime.fromisoformat(str(action.payload["starts_at"])) == before[0] + timedelta(hours=2)
    wanted = [each + timedelta(hours=2) for each in before]
    until(qtbot, lambda: [each.starts for each in calendar.entries if each.title == "Stand-up"] == wanted)


def test_editing_sends_only_what_is_different(
    window: MainWindow, calendar: CalendarScreen, week_home: SampleHome, titled: Titled, qtbot: QtBot
) -> None:
    calendar.pick(titled("Carrier desk sync"), is_open=True)
    calendar.run("edit")
    sheet = sheet_of(window, EventSheet)
    assert sheet.notes.toPlainText() == "Bring the list of late parcels."
    sheet.summary.setText("Carrier desk")
    sheet.save()
    [action] = week_home.queued(Verb.CHANGE_EVENT)
    assert dict(action.payload) == {"summary": "Carrier desk", "version": "1"}
    until(qtbot, lambda: "Carrier desk" in titles(calendar))


def test_an_event_is_filed_like_a_mail(
    window: MainWindow, calendar: CalendarScreen, titled: Titled, qtbot: QtBot
) -> None:
    entry = titled("Carrier desk sync")
    calendar.pick(entry, is_open=True)
    calendar.details.buttons["file"].click()
    sheet = sheet_of(window, FilingSheet)
    assert sheet.item.filing_key == "sync@cal.example"
    sheet.done()


def test_a_month_says_how_many_more_there_are_and_shows_that_day(
    calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot
) -> None:
    week_home.plan(*(timed(f"more{n}", f"more {n}", 2, 8 + n) for n in range(12)))
    calendar.show_mode(Mode.MONTH)
    settled(calendar)
    more = next(each for each in calendar.month.more if each.day == monday() + timedelta(days=2))
    fitting = sum(1 for box in calendar.month.boxes if box.entry.first <= more.day <= box.entry.last)
    assert fitting + more.count == len([e for e in calendar.entries if e.first <= more.day <= e.last])
    QTest.mouseClick(calendar.month, Qt.MouseButton.LeftButton, pos=more.area.center().toPoint())
    assert (calendar.mode, calendar.day) == (Mode.DAY, more.day)


def test_what_is_told_again_without_news_is_not_drawn_again(
    calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot
) -> None:
    grid = calendar.hours.grid
    qtbot.waitUntil(lambda: not calendar.is_looking and not grid._picture.isNull())
    drawn = grid._picture.cacheKey()
    calendar.reload()
    settled(calendar)
    assert not grid._is_stale
    assert grid._picture.cacheKey() == drawn
    week_home.plan(timed("late", "Late call", 2, 20))
    renewed(calendar)
    qtbot.waitUntil(lambda: grid._picture.cacheKey() != drawn)


def test_the_agenda_goes_day_by_day_with_whole_days_first(calendar: CalendarScreen) -> None:
    calendar.day = monday() + timedelta(days=1)
    calendar.show_mode(Mode.AGENDA)
    settled(calendar)
    lines = calendar.list.lines
    found = [lines.line_at(lines.index(n)) for n in range(lines.rowCount())]
    shown = [each for each in found if each is not None]
    assert [each.title for each in shown[:3]] == ["Trade fair Seoul", "Stand-up", "하늘무역 갱신 미팅"]
    heads = [each.heading for each in shown if each.heading]
    assert len(heads) == len(set(heads)) >= 4
    assert [bool(each.heading) for each in shown[:3]] == [True, False, False]


def test_a_calendar_that_cannot_be_reached_says_how_old_it_is(
    calendar: CalendarScreen, week_home: SampleHome, qtbot: QtBot
) -> None:
    assert calendar._strip.isHidden()
    week_home.say_health(SALES, HealthState.UNREACHABLE, "unreachable", {"host": "x.example"})
    until(qtbot, lambda: "sales@ · IMAP cannot be reached" in calendar._strip_words.text())
    assert "Pipeline" in titles(calendar)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_view_paints_at_any_size(calendar: CalendarScreen, mode: Mode, qtbot: QtBot) -> None:
    calendar.show_mode(mode)
    settled(calendar)
    for width, height in ((1400, 900), (500, 400), (120, 90)):
        calendar.resize(width, height)
        assert not calendar.grab().isNull()
