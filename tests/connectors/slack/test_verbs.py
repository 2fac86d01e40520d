"""What a user does: said once, found again, and where a reply goes."""

from typing import Any

import pytest

from tests.connectors.slack.conftest import Make
from tests.fakes.slack import ME, Channel, Fault, Slack
from workspace.connector.contract_remote import moment
from workspace.connector.contract_verbs import action
from workspace.connector.errors import ConnectorError, Rejected, Transient
from workspace.model.actions import Action
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb


def on(channel: Channel, ts: str, verb: Verb, name: str = "", **payload: Any) -> Action:
    thread = channel.messages.get(ts, {}).get("thread_ts", ts)
    place = ts if thread == ts else f"{thread}/{ts}"
    key = ItemKey(AccountId("kit"), Kind.CHAT, RemoteId(f"{channel.id}/{place}"))
    return action(verb, {"collection": channel.id, **payload}, key, name)


def last(channel: Channel) -> dict[str, Any]:
    return channel.messages[max(channel.messages)]


def refused(make: Make, wish: Action) -> ConnectorError:
    with pytest.raises(Rejected) as caught:
        make().perform(wish)
    return caught.value


def test_a_reply_in_a_channel_opens_a_thread(slack: Slack, make: Make) -> None:
    ts = slack.say(slack.general, "question", moment(0))
    receipt = make().perform(on(slack.general, ts, Verb.REPLY, text="answer"))
    said = last(slack.general)
    assert (said["text"], said["thread_ts"], said["user"]) == ("answer", ts, ME)
    assert receipt.remote_id == f"C0GENERAL/{ts}/{said['ts']}"
    path = said["ts"].replace(".", "")
    assert receipt.link == f"https://haneul.slack.com/archives/C0GENERAL/p{path}?thread_ts={ts}&cid=C0GENERAL"


def test_a_reply_to_a_reply_stays_in_its_thread(slack: Slack, make: Make) -> None:
    parent = slack.say(slack.general, "question", moment(0))
    reply = slack.say(slack.general, "answer", moment(1), thread_ts=parent)
    make().perform(on(slack.general, reply, Verb.REPLY, text="and more"))
    assert last(slack.general)["thread_ts"] == parent


@pytest.mark.parametrize(("channel_id", "kind"), [("D0MINA", "im"), ("G0ALL", "mpim")])
def test_a_reply_in_a_direct_conversation_is_its_next_message(
    slack: Slack, make: Make, channel_id: str, kind: str
) -> None:
    direct = slack.add_channel(channel_id, "mpdm-me--mina-1", kind)
    ts = slack.say(direct, "hello", moment(0))
    make().perform(on(direct, ts, Verb.REPLY, text="hi"))
    assert "thread_ts" not in last(direct)


def test_a_post_goes_into_the_thread_that_is_named(slack: Slack, make: Make) -> None:
    ts = slack.say(slack.general, "question", moment(0))
    payload = {"channel": "C0GENERAL", "text": "answer", "thread": f"C0GENERAL/{ts}"}
    wish = action(Verb.POST, payload)
    assert make().find(wish) is None
    receipt = make().perform(wish)
    found = make().find(wish)
    assert found is not None
    assert (found.remote_id, found.link, found.found) == (receipt.remote_id, receipt.link, True)


def test_what_was_typed_arrives_as_typed_and_calls_nobody_by_accident(slack: Slack, make: Make) -> None:
    text = "a < b && <!channel> <@U0MINA> <https://x.example|y>"
    make().perform(action(Verb.POST, {"channel": "C0GENERAL", "text": text, "thread": None}))
    expected = "a &lt; b &amp;&amp; &lt;!channel&gt; <@U0MINA> &lt;https://x.example|y&gt;"
    assert last(slack.general)["text"] == expected


def test_a_post_cut_off_before_its_answer_is_found_and_no_other_is(slack: Slack, make: Make) -> None:
    """The same words said by another action are another message."""
    payload = {"channel": "C0GENERAL", "text": "ok", "thread": None}
    first, second = action(Verb.POST, payload, name="a1"), action(Verb.POST, payload, name="a2")
    make().perform(first)
    assert make().find(first) is not None
    assert make().find(second) is None


def test_a_post_is_found_by_its_words_where_metadata_are_refused(slack: Slack, make: Make) -> None:
    slack.takes_metadata = False
    wish = action(Verb.POST, {"channel": "C0GENERAL", "text": "a < b", "thread": None})
    slack.say(slack.general, "a &lt; b", user="U0MINA")
    assert make().find(wish) is None
    make().perform(wish)
    found = make().find(wish)
    assert found is not None
    assert found.remote_id == f"C0GENERAL/{last(slack.general)['ts']}"


def test_too_long_a_message_is_refused_before_slack_cuts_it(slack: Slack, make: Make) -> None:
    wish = action(Verb.POST, {"channel": "C0GENERAL", "text": "x" * 40_001, "thread": None})
    assert "40,000" in refused(make, wish).sentence
    assert slack.count("chat.postMessage") == 0


def test_an_archived_channel_says_so(slack: Slack, make: Make) -> None:
    slack.general.is_archived = True
    wish = action(Verb.POST, {"channel": "C0GENERAL", "text": "x", "thread": None})
    assert "archived" in refused(make, wish).sentence


def test_a_message_that_vanished_cannot_be_answered(slack: Slack, make: Make) -> None:
    for verb, payload in ((Verb.REPLY, {"text": "x"}), (Verb.REACT, {"emoji": "👍"})):
        wish = on(slack.general, "1700000000.000100", verb, **payload)
        assert refused(make, wish).message_key == "not_found"


def test_a_refused_answer_to_a_post_is_no_answer(slack: Slack, make: Make) -> None:
    slack.plant("chat.postMessage", Fault(500, body=b"<html>"))
    wish = action(Verb.POST, {"channel": "C0GENERAL", "text": "x", "thread": None})
    with pytest.raises(Transient):
        make().perform(wish)
    assert slack.count("chat.postMessage") == 1


@pytest.mark.parametrize(
    ("emoji", "name"),
    [
        ("🎉", "tada"),
        ("❤️", "heart"),
        ("👍🏽", "thumbsup::skin-tone-4"),
        ("🇰🇷", "flag-kr"),
        (":haneul-logo:", "haneul-logo"),
        ("heart", "heart"),
    ],
)
def test_a_reaction_goes_out_by_slack_s_name(slack: Slack, make: Make, emoji: str, name: str) -> None:
    ts = slack.say(slack.general, "x", moment(0))
    make().perform(on(slack.general, ts, Verb.REACT, emoji=emoji))
    assert [each["name"] for each in slack.general.messages[ts]["reactions"]] == [name]


def test_a_reaction_that_is_none_is_refused(slack: Slack, make: Make) -> None:
    ts = slack.say(slack.general, "x", moment(0))
    assert refused(make, on(slack.general, ts, Verb.REACT, emoji="word")).message_key == "not_found"


def test_reading_moves_the_mark_forward_only(slack: Slack, make: Make) -> None:
    first, second, third = (slack.say(slack.general, f"m{n}", moment(n)) for n in range(3))
    connector = make()
    for ts in (second, first):
        connector.perform(on(slack.general, ts, Verb.READ))
    assert slack.general.last_read[ME] == second
    assert slack.count("conversations.mark") == 1
    connector.perform(on(slack.general, third, Verb.UNREAD))
    assert slack.general.last_read[ME] == second
    connector.perform(on(slack.general, first, Verb.UNREAD))
    assert slack.general.last_read[ME] == "0.000000"


def test_what_is_unread_begins_at_the_message_where_times_are_ignored_too(slack: Slack, make: Make) -> None:
    slack.knows_times = False
    said = [slack.say(slack.general, f"m{n}", moment(n)) for n in range(4)]
    make().perform(on(slack.general, said[2], Verb.UNREAD))
    assert slack.general.last_read[ME] == said[1]
    make().perform(on(slack.general, said[0], Verb.UNREAD))
    assert float(slack.general.last_read[ME]) == 0


def test_reading_a_reply_leaves_the_channel_s_mark_alone(slack: Slack, make: Make) -> None:
    parent = slack.say(slack.general, "question", moment(0))
    reply = slack.say(slack.general, "answer", moment(9), thread_ts=parent)
    for verb in (Verb.READ, Verb.UNREAD):
        assert make().perform(on(slack.general, reply, verb)).remote_id == f"C0GENERAL/{parent}/{reply}"
    assert slack.general.last_read == {}


def test_a_reaction_to_a_reply_finds_it(slack: Slack, make: Make) -> None:
    parent = slack.say(slack.general, "question", moment(0))
    reply = slack.say(slack.general, "answer", moment(9), thread_ts=parent)
    make().perform(on(slack.general, reply, Verb.REACT, emoji="👍"))
    assert slack.general.messages[reply]["reactions"][0]["name"] == "+1"
