"""Who is told what, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.notify.choices import rules_of, tomorrow_morning
from ui.notify.rules import AT_ONCE, DAY, TOGETHER, Pace, Rules, Tell, decide, held_until, quiet_until
from workspace.model.ids import AccountId, ItemId, RemoteId, ThreadId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.reading.arrivals import ArrivalRow

A, B = AccountId("a"), AccountId("b")
WORK, CLUB = WorkplaceId("work"), WorkplaceId("club")
HOMES = {A: WORK, B: CLUB}
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
FRIDAY = datetime(2026, 11, 20, tzinfo=UTC).replace(tzinfo=None)
NIGHT, ALL_DAY = (18 * 60, 9 * 60), (0, 0)
minutes = st.integers(0, DAY - 1)


def row(number: int, account: AccountId = A, *, thread: int = 0, key: str = "", tab: str = "customers",
        kind: Kind = Kind.EMAIL) -> ArrivalRow:  # fmt: skip
    return ArrivalRow(
        ItemId(number), ItemKey(account, kind, RemoteId(str(number))), ThreadId(thread or number), key or None,
        f"Sender {number}", "", f"Subject {number}", "", tab, NOW,
    )  # fmt: skip


def numbers(rows: tuple[ArrivalRow, ...]) -> list[int]:
    return [int(each.item_id) for each in rows]


@pytest.mark.parametrize(
    ("quiet", "hour", "ends"),
    [
        ({4: NIGHT}, 17.5, None),
        ({4: NIGHT}, 18, 33),
        ({4: NIGHT}, 23, 33),
        ({3: NIGHT}, 8.5, 9),
        ({3: NIGHT}, 9, None),
        ({4: (12 * 60, 13 * 60)}, 12.5, 13),
        ({4: NIGHT, 5: ALL_DAY, 6: (0, 23 * 60)}, 20, 24 + 24 + 23),
        ({}, 3, None),
    ],
    ids=["before", "at its begin", "over midnight", "of the day before", "at its end", "noon", "weekend", "never"],
)
def test_quiet_hours_end(quiet: dict[int, tuple[int, int]], hour: float, ends: float | None) -> None:
    found = quiet_until(quiet, FRIDAY + timedelta(hours=hour))
    assert found == (None if ends is None else FRIDAY + timedelta(hours=ends))


def test_a_week_that_is_always_quiet_comes_to_an_end() -> None:
    assert quiet_until(dict.fromkeys(range(7), ALL_DAY), FRIDAY) == FRIDAY + timedelta(days=7)


@given(st.dictionaries(st.integers(0, 6), st.tuples(minutes, minutes)), st.integers(0, 7 * DAY - 1))
def test_the_end_of_quiet_hours_is_not_quiet_and_all_before_it_is(
    quiet: dict[int, tuple[int, int]], minute: int
) -> None:
    now = FRIDAY + timedelta(minutes=minute)
    end = quiet_until(quiet, now)
    if end is not None and end < now + timedelta(days=7):
        assert quiet_until(quiet, end) is None
        for part in (0.1, 0.5, 0.9):
            assert quiet_until(quiet, now + (end - now) * part) is not None


def test_focus_that_ends_in_quiet_hours_holds_until_they_end() -> None:
    here = NOW.astimezone()
    begin = here.hour * 60 + here.minute + 30
    rules = Rules(quiet={here.weekday(): (begin, begin + 60)})
    assert held_until(rules, None, NOW) is None
    assert held_until(rules, NOW + timedelta(minutes=45), NOW) == NOW + timedelta(minutes=90)
    assert held_until(Rules(), NOW + timedelta(minutes=45), NOW) == NOW + timedelta(minutes=45)
    assert held_until(Rules(), NOW - timedelta(minutes=1), NOW) is None


def test_a_conversation_is_told_once_by_its_newest_message() -> None:
    rows = [row(1, thread=7), row(3, thread=7), row(2)]
    found = decide(rows, homes=HOMES, rules={}, focus_until=None, now=NOW)
    assert numbers(found.tell) == [2, 3]
    assert found.hold == ()


def test_what_is_mute_on_screen_or_a_copy_is_not_told() -> None:
    rules = {WORK: Rules(), CLUB: Rules(tell=Tell.NOTHING)}
    rows = [row(1), row(2, B), row(3, thread=9), row(4, key="<m>"), row(5, key="<m>")]
    found = decide(rows, homes=HOMES, rules=rules, focus_until=None, now=NOW, shown=ThreadId(9))
    assert numbers(found.tell) == [1, 4]


def test_people_means_customers_team_and_chats() -> None:
    rules = {WORK: Rules(tell=Tell.PEOPLE)}
    rows = [row(1), row(2, tab="other"), row(3, tab="team"), row(4, tab="other", kind=Kind.CHAT)]
    found = decide(rows, homes=HOMES, rules=rules, focus_until=None, now=NOW)
    assert numbers(found.tell) == [1, 3, 4]


def test_quiet_hours_hold_their_workplace_and_focus_holds_all() -> None:
    quiet = dict.fromkeys(range(7), ALL_DAY)
    rules = {WORK: Rules(quiet=quiet), CLUB: Rules()}
    found = decide([row(1), row(2, B)], homes=HOMES, rules=rules, focus_until=None, now=NOW)
    assert (numbers(found.tell), numbers(found.hold)) == ([2], [1])
    found = decide([row(1), row(2, B)], homes=HOMES, rules=rules, focus_until=NOW + timedelta(hours=1), now=NOW)
    assert (numbers(found.tell), numbers(found.hold)) == ([], [1, 2])


def test_many_at_once_become_one_which_grows() -> None:
    pace = Pace()
    rows = [row(n) for n in range(1, 30)]
    singles, together = pace.share(rows[:AT_ONCE], NOW)
    assert (len(singles), together) == (AT_ONCE, ())
    assert pace.share(rows[3:5], NOW + timedelta(seconds=1)) == ((), tuple(rows[3:5]))
    assert pace.share(rows[4:9], NOW + timedelta(seconds=2)) == ((), tuple(rows[3:9]))
    later = NOW + TOGETHER + timedelta(seconds=3)
    assert pace.share(rows[9:10], later) == ((rows[9],), ())
    assert pace.share(rows[10:20], later) == ((), tuple(rows[10:20]))


@pytest.mark.parametrize(
    "stored", [None, [], {"tell": 3, "quiet": 4}, {"quiet": {"7": [1, 2], "x": 1, "0": [1, 9999]}}]
)
def test_wrong_choices_count_as_not_chosen(stored: object) -> None:
    assert rules_of(stored) == Rules()


def test_tomorrow_is_nine_oclock_here() -> None:
    until = tomorrow_morning(NOW).astimezone()
    assert (until.hour, until.minute) == (9, 0)
    assert until.date() == NOW.astimezone().date() + timedelta(days=1)
