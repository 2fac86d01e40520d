"""Pulls of a conversation: the window, gaps, threads and read marks, and what each costs in calls."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.slack.cursor import LONGEST_THREAD, MOST_FAR
from connectors.slack.pulling import Sizes
from tests.connectors.slack.conftest import Make
from tests.connectors.slack.remote import Hasty, ts_of
from tests.fakes.slack import ME, Fault, Slack
from workspace.connector.contract_remote import Mirror, moment
from workspace.connector.errors import Transient
from workspace.model.ids import RemoteId
from workspace.model.items import ChatMessage, Collection
from workspace.model.kinds import Kind, Role

GENERAL = Collection(RemoteId("C0GENERAL"), "general", Kind.CHAT, Role.CHANNEL)
Pulled = Callable[..., Mirror]


class Usual(Hasty):
    """With the sizes that ship."""

    sizes = Sizes()


class Narrow(Hasty):
    """With a window of four messages and pages of two."""

    sizes = Sizes(page=2, window=4, threads=2)


class Patient(Narrow):
    """Reads one thread below the window every time."""

    sizes = Sizes(page=2, window=4, threads=2, far_seconds=0.0)


class Wide(Narrow):
    """With the window of ``Narrow``, and all threads read at once."""

    sizes = Sizes(page=100, window=4, threads=100)


def pull(make: Make, mirror: Mirror | None = None, kind: type[Hasty] = Hasty, pages: int | None = None) -> Mirror:
    mirror = mirror or Mirror(GENERAL)
    mirror.pull(make(kind), pages)
    return mirror


def chat(mirror: Mirror, ts: str) -> ChatMessage:
    found = next(item for item in mirror.items.values() if ts_of(item) == ts)
    assert isinstance(found, ChatMessage)
    return found


def say_many(slack: Slack, count: int, start: int = 0) -> list[str]:
    return [slack.say(slack.general, f"m{n}", moment(n)) for n in range(start, start + count)]


def test_a_quiet_round_costs_one_call_a_conversation(slack: Slack, make: Make) -> None:
    [*_, last] = say_many(slack, 30)
    slack.general.last_read[ME] = last
    mirror = pull(make, kind=Usual)
    slack.forget_calls()
    assert mirror.pull(make(Usual)) == []
    assert [name for name, _ in slack.asked] == ["conversations.history"]


def test_an_empty_conversation_is_quiet_too(slack: Slack, make: Make) -> None:
    mirror = pull(make)
    slack.forget_calls()
    assert mirror.pull(make()) == []
    assert slack.count("conversations.info") == 0
    say_many(slack, 8)
    assert len(pull(make, mirror).items) == 8


def test_edits_reactions_and_deletions_arrive_inside_the_window(slack: Slack, make: Make) -> None:
    first, second, third, *_ = say_many(slack, 6)
    mirror = pull(make, kind=Usual)
    slack.edit(slack.general, first, "better")
    slack.general.messages[second]["reactions"] = [{"name": "+1", "users": [ME], "count": 1}]
    slack.delete(slack.general, third)
    [page] = mirror.pull(make(Usual))
    assert {ts_of(item) for item in page.items} == {first, second}
    assert chat(mirror, first).text == "better"
    assert chat(mirror, first).extra["is_edited"] is True
    assert chat(mirror, second).reactions == (("👍", 1),)
    assert chat(mirror, second).extra["my_reactions"] == ["👍"]
    assert [each.partition("/")[2] for each in page.gone] == [third]


def test_what_is_below_the_window_is_left_alone(slack: Slack, make: Make) -> None:
    old, *_ = say_many(slack, 9)
    mirror = pull(make, kind=Narrow)
    slack.delete(slack.general, old)
    assert [page for page in mirror.pull(make(Narrow)) if page.items or page.gone] == []
    assert chat(mirror, old).text == "m0"


def test_more_news_than_the_window_arrive_even_when_cut(slack: Slack, make: Make) -> None:
    say_many(slack, 5)
    mirror = pull(make, kind=Narrow)
    say_many(slack, 20, start=5)
    for cut in (1, 2, 3):
        pull(make, mirror, Narrow, pages=cut)
        say_many(slack, 3, start=25 + 3 * cut)
    pull(make, mirror, Narrow)
    assert {ts_of(item) for item in mirror.items.values()} == set(slack.general.messages)


def test_a_first_pull_that_is_overtaken_still_reaches_the_beginning(slack: Slack, make: Make) -> None:
    say_many(slack, 12)
    mirror = pull(make, kind=Narrow, pages=2)
    say_many(slack, 12, start=12)
    pull(make, mirror, Narrow, pages=2)
    pull(make, mirror, Narrow)
    assert {ts_of(item) for item in mirror.items.values()} == set(slack.general.messages)


def test_a_service_without_cursors_is_read_by_time(slack: Slack, make: Make) -> None:
    slack.gives_cursors = False
    say_many(slack, 11)
    assert len(pull(make).items) == 11


@pytest.mark.parametrize("gives_cursors", [True, False])
def test_a_service_that_ignores_times_is_read_to_its_end(slack: Slack, make: Make, gives_cursors: bool) -> None:
    slack.knows_times, slack.gives_cursors = False, gives_cursors
    said = say_many(slack, 12 if gives_cursors else 2)
    slack.general.last_read[ME] = said[0]
    mirror = pull(make, kind=Narrow, pages=1)
    mirror = pull(make, mirror, Narrow)
    assert len(mirror.items) == len(said)
    slack.general.last_read[ME] = said[-1]
    mirror = pull(make, mirror, Narrow)
    assert all(chat(mirror, each).is_read for each in said)


def test_messages_that_a_plan_hides_are_kept(slack: Slack, make: Make) -> None:
    slack.say(slack.general, "old", datetime.now(UTC) - timedelta(days=80))
    mirror = pull(make)
    slack.shows_last_days = 30
    slack.say(slack.general, "new", datetime.now(UTC))
    assert pull(make, mirror).titles() == ["new", "old"]


@pytest.mark.parametrize("cursor", ["same", ""], ids=["the same cursor", "the same time"])
def test_pages_that_repeat_end_the_pull(slack: Slack, make: Make, cursor: str) -> None:
    messages = [{"type": "message", "user": ME, "text": "again", "ts": "1700000000.000100"}]
    answer: dict[str, Any] = {"ok": True, "messages": messages, "has_more": True}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    slack.plant("conversations.history", *[Fault(body=json.dumps(answer).encode())] * 5)
    with pytest.raises(Transient) as caught:
        pull(make)
    assert caught.value.message_key == "bad_answer"
    assert slack.count("conversations.history") <= 3


def test_messages_without_a_sound_ts_are_left_out(slack: Slack, make: Make) -> None:
    odd = [{"text": "no ts"}, {"ts": "NaN", "text": "x"}, "text", None, {"ts": "1700000000.000100", "text": "good"}]
    slack.plant("conversations.history", Fault(body=json.dumps({"ok": True, "messages": odd}).encode()))
    assert pull(make, kind=Usual).titles() == ["good"]


class TestThreads:
    """Replies, which the history of a conversation does not show."""

    @pytest.fixture
    def thread(self, slack: Slack) -> str:
        parent = slack.say(slack.general, "question", moment(0))
        for n in range(1, 8):
            slack.say(slack.general, f"answer {n}", moment(n), thread_ts=parent)
        slack.general.last_read[ME] = slack.general.thread_read[parent] = slack.general.replies(parent)[-1]["ts"]
        return parent

    def test_replies_hang_on_their_parent(self, slack: Slack, make: Make, thread: str) -> None:
        mirror = pull(make)
        assert len(mirror.items) == 8
        assert {chat(mirror, ts).thread_remote_id for ts in slack.general.messages} == {f"C0GENERAL/{thread}"}
        assert chat(mirror, thread).remote_id == f"C0GENERAL/{thread}"
        [reply, *_] = slack.general.replies(thread)
        assert chat(mirror, reply["ts"]).remote_id == f"C0GENERAL/{thread}/{reply['ts']}"

    def test_an_unchanged_thread_is_not_read_again(self, slack: Slack, make: Make, thread: str) -> None:
        mirror = pull(make)
        slack.forget_calls()
        assert mirror.pull(make()) == []
        assert slack.count("conversations.replies") == 0

    def test_a_new_reply_and_a_deleted_one_arrive(self, slack: Slack, make: Make, thread: str) -> None:
        mirror = pull(make)
        victim = slack.general.replies(thread)[2]["ts"]
        slack.delete(slack.general, victim)
        late = slack.say(slack.general, "late", moment(9), thread_ts=thread)
        pull(make, mirror)
        assert victim not in map(ts_of, mirror.items.values())
        assert chat(mirror, late).is_read is False

    def test_an_edit_in_a_young_thread_arrives(self, slack: Slack, make: Make, thread: str) -> None:
        late = slack.say(slack.general, "tpyo", thread_ts=thread)
        mirror = pull(make)
        slack.edit(slack.general, late, "typo")
        pull(make, mirror)
        assert chat(mirror, late).text == "typo"

    def test_an_edit_arrives_where_the_last_reply_is_not_told(self, slack: Slack, make: Make, thread: str) -> None:
        slack.knows_times = False
        reply = slack.say(slack.general, "fresh", datetime.now(UTC), thread_ts=thread)
        mirror = pull(make)
        slack.edit(slack.general, reply, "fresher")
        assert chat(pull(make, mirror), reply).text == "fresher"

    def test_a_thread_read_elsewhere_is_read_here(self, slack: Slack, make: Make, thread: str) -> None:
        late = slack.say(slack.general, "late", thread_ts=thread)
        mirror = pull(make)
        assert not chat(mirror, late).is_read
        slack.general.thread_read[thread] = late
        pull(make, mirror)
        assert chat(mirror, late).is_read

    def test_what_was_sent_to_the_channel_too_is_one_item(self, slack: Slack, make: Make, thread: str) -> None:
        both = slack.say(slack.general, "both", moment(20), thread_ts=thread, subtype="thread_broadcast")
        mirror = pull(make)
        assert mirror.titles().count("both") == 1
        assert chat(mirror, both).thread_remote_id == f"C0GENERAL/{thread}"

    def test_the_stump_of_a_deleted_parent_is_not_shown(self, slack: Slack, make: Make, thread: str) -> None:
        mirror = pull(make)
        slack.delete(slack.general, thread)
        pull(make, mirror)
        assert mirror.titles() == [f"answer {n}" for n in range(1, 8)]

    def test_a_thread_that_vanished_takes_its_replies_along(self, slack: Slack, make: Make, thread: str) -> None:
        mirror = pull(make)
        slack.say(slack.general, "late", moment(30), thread_ts=thread)
        slack.plant("conversations.replies", Fault(error="thread_not_found"))
        pull(make, mirror)
        assert mirror.titles() == ["question"]

    def test_of_a_long_thread_only_its_end_is_read_again(self, slack: Slack, make: Make, thread: str) -> None:
        for n in range(10, 10 + LONGEST_THREAD):
            slack.say(slack.general, f"answer {n}", moment(n), thread_ts=thread)
        mirror = pull(make, kind=Usual)
        late = slack.say(slack.general, "late", moment(90), thread_ts=thread)
        slack.delete(slack.general, slack.general.replies(thread)[-2]["ts"])
        slack.forget_calls()
        pages = mirror.pull(make(Usual))
        assert {ts_of(item) for page in pages for item in page.items} == {late}
        assert len(mirror.items) == 8 + LONGEST_THREAD
        assert slack.count("conversations.replies") == 1

    def test_many_threads_are_read_a_few_a_pull(self, slack: Slack, make: Make) -> None:
        for n in range(5):
            parent = slack.say(slack.general, f"q{n}", moment(n))
            slack.say(slack.general, f"a{n}", moment(50 + n), thread_ts=parent)
        mirror = pull(make, kind=Narrow)
        assert len(mirror.items) == 7
        for _ in range(2):
            pull(make, mirror, Narrow)
        assert len(mirror.items) == 10


class TestThreadsBelowTheWindow:
    """Nothing tells that they have news: those of the user's are read in turn."""

    @pytest.fixture
    def mine(self, slack: Slack) -> list[str]:
        """Three threads below a window of four: we wrote in the first, were mentioned in the second."""
        made = [slack.say(slack.general, f"q{n}", moment(n)) for n in range(3)]
        slack.say(slack.general, "I know", moment(10), thread_ts=made[0], user=ME)
        slack.say(slack.general, f"ask <@{ME}>", moment(11), thread_ts=made[1])
        slack.say(slack.general, "nobody knows", moment(12), thread_ts=made[2])
        say_many(slack, 6, start=20)
        return made

    @pytest.fixture
    def mirror(self, slack: Slack, make: Make, mine: list[str]) -> Mirror:
        mirror = pull(make, kind=Narrow)
        pull(make, mirror, Narrow)
        return mirror

    def test_news_in_threads_of_ours_arrive_when_we_look(
        self, slack: Slack, make: Make, mine: list[str], mirror: Mirror
    ) -> None:
        late = [slack.say(slack.general, f"late {n}", moment(40 + n), thread_ts=ts) for n, ts in enumerate(mine)]
        slack.forget_calls()
        mirror.pull(make(Narrow))
        known = set(map(ts_of, mirror.items.values()))
        assert [ts in known for ts in late] == [True, True, False]
        assert slack.count("conversations.replies") == 2
        assert chat(mirror, late[0]).thread_remote_id == f"C0GENERAL/{mine[0]}"

    def test_a_quiet_round_reads_none_of_them(self, slack: Slack, make: Make, mine: list[str], mirror: Mirror) -> None:
        slack.forget_calls()
        assert mirror.pull(unseen(make, Narrow)) == []
        assert slack.count("conversations.replies") == 0

    def test_when_nobody_looks_they_are_read_one_after_the_other(
        self, slack: Slack, make: Make, mine: list[str], mirror: Mirror
    ) -> None:
        late = [slack.say(slack.general, f"late {n}", moment(40 + n), thread_ts=ts) for n, ts in enumerate(mine[:2])]
        found = []
        for _ in late:
            slack.forget_calls()
            mirror.pull(unseen(make, Patient))
            assert slack.count("conversations.replies") == 1
            found.append([ts in set(map(ts_of, mirror.items.values())) for ts in late])
        assert sorted(map(sum, found)) == [1, 2]

    def test_one_that_vanished_is_not_asked_for_again(
        self, slack: Slack, make: Make, mine: list[str], mirror: Mirror
    ) -> None:
        slack.plant("conversations.replies", Fault(error="thread_not_found"))
        mirror.pull(make(Narrow))
        slack.forget_calls()
        mirror.pull(make(Narrow))
        assert slack.count("conversations.replies") == 1

    def test_only_those_answered_last_are_remembered(self, slack: Slack, make: Make, mirror: Mirror) -> None:
        for n in range(MOST_FAR + 5):
            parent = slack.say(slack.general, f"old {n}", moment(-100 + n), user=ME)
            slack.say(slack.general, f"answer {n}", moment(100 + n), thread_ts=parent)
        mirror = pull(make, kind=Wide)
        for _ in range(20):
            pull(make, mirror, Wide)
        assert len(json.loads(str(mirror.cursor))["far"]) == MOST_FAR


def unseen(make: Make, kind: type[Hasty]) -> Hasty:
    """While nobody looks at the conversation."""
    made = make(kind)
    made.session.is_asked = False
    return made


class TestReadMarks:
    """``last_read`` of the conversation, which no message carries."""

    def test_unread_begins_after_the_mark(self, slack: Slack, make: Make) -> None:
        first, second, third = say_many(slack, 3)
        slack.general.last_read[ME] = second
        mirror = pull(make)
        assert [chat(mirror, ts).is_read for ts in (first, second, third)] == [True, True, False]

    def test_a_mark_that_moves_takes_known_messages_along(self, slack: Slack, make: Make) -> None:
        first, second, third = say_many(slack, 3)
        mirror = pull(make, kind=Usual)
        for mark, expected in ((third, [True] * 3), (first, [True, False, False])):
            slack.general.last_read[ME] = mark
            slack.say(slack.general, "more", moment(50))
            [page] = mirror.pull(make(Usual))
            assert len(page.items) == 1
            assert [chat(mirror, ts).is_read for ts in (first, second, third)] == expected

    def test_a_mark_that_moves_reaches_below_the_window(self, slack: Slack, make: Make) -> None:
        *_, last = say_many(slack, 12)
        mirror = pull(make, kind=Narrow)
        slack.general.last_read[ME] = last
        pull(make, mirror, Narrow)
        assert all(chat(mirror, ts).is_read for ts in slack.general.messages)

    def test_our_own_and_the_service_s_lines_are_never_unread(self, slack: Slack, make: Make) -> None:
        own = slack.say(slack.general, "mine", moment(1), user=ME)
        joined = slack.say(slack.general, "<@U0MINA> has joined", moment(2), subtype="channel_join")
        mirror = pull(make)
        assert (chat(mirror, own).is_sent, chat(mirror, own).is_read) == (True, True)
        assert (chat(mirror, joined).extra["is_system"], chat(mirror, joined).is_read) == (True, True)

    def test_without_a_mark_everything_counts_as_read(self, slack: Slack, make: Make) -> None:
        [ts] = say_many(slack, 1)
        slack.scopes.discard("channels:read")
        assert chat(pull(make), ts).is_read
