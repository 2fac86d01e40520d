"""Messages of every shape as text, safe HTML and marks."""

import json
from typing import Any

import pytest

from connectors.slack import mrkdwn
from connectors.slack.emojis import character
from connectors.slack.mapping import block_texts
from tests.connectors.slack.conftest import Make
from tests.fakes.slack import ME, Fault, Slack
from workspace.connector.contract_remote import Mirror, moment
from workspace.model.items import ChatMessage


class Names:
    """Two people and one channel."""

    def user(self, user_id: str) -> str:
        return {"U1": "Mina & Co"}.get(user_id, "")

    def channel(self, channel_id: str) -> str:
        return {"C1": "general"}.get(channel_id, "")


NAMES = Names()


@pytest.mark.parametrize(
    ("text", "plain", "html"),
    [
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;", "a &lt;b&gt; &amp;amp;"),
        ("<@U1> <@U9|old> <@U8>", "@Mina & Co @old @U8", "<b>@Mina &amp; Co</b> <b>@old</b> <b>@U8</b>"),
        ("<#C1> <#C9|plans>", "#general #plans", "<b>#general</b> <b>#plans</b>"),
        ("<!here> <!subteam^S1|@sales>", "@here @sales", "<b>@here</b> <b>@sales</b>"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb", "<b>18 Feb</b>"),
        ("*b* _i_ ~s~ 2*3*4 a_b_c", "*b* _i_ ~s~ 2*3*4 a_b_c", "<b>b</b> <i>i</i> <s>s</s> 2*3*4 a_b_c"),
        ("<https://x.example/?a=1&amp;b=_2_|the *shop*>", "the *shop*",
         '<a href="https://x.example/?a=1&amp;b=_2_">the *shop*</a>'),
        ("<javascript:alert(1)|x>", "<javascript:alert(1)|x>", "<b>&lt;javascript:alert(1)|x&gt;</b>"),
        ('<https://x.example/"onclick=y|z>', "z", '<a href="https://x.example/&quot;onclick=y">z</a>'),
        ("`<@U1> *x*` :tada:", "`@Mina & Co *x*` 🎉", "<code>@Mina &amp; Co *x*</code> 🎉"),
        ("```\nif a &lt; b:\n```", "```\nif a < b:\n```", "<pre>if a &lt; b:</pre>"),
        ("&gt; said\nand", "> said\nand", "<blockquote>said</blockquote>and"),
        ("one\ntwo", "one\ntwo", "one<br>two"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example", '<a href="mailto:a@x.example">a@x.example</a>'),
        (":+1::skin-tone-3: :haneul: 10:30:45", "👍🏼 :haneul: 10:30:45", "👍🏼 :haneul: 10:30:45"),
        ("\x000\x00 <b>", "\x000\x00 <b>", "0 <b>&lt;b&gt;</b>"),
    ],
)  # fmt: skip
def test_slack_s_format_is_read(text: str, plain: str, html: str) -> None:
    assert mrkdwn.plain(text, NAMES) == plain
    assert mrkdwn.html(text, NAMES) == html


@pytest.mark.parametrize(
    ("name", "shown"),
    [("thumbsup", "👍"), ("+1", "👍"), ("wave::skin-tone-6", "👋🏿"), ("flag-kr", "🇰🇷"), ("haneul", ":haneul:")],
)
def test_names_become_characters(name: str, shown: str) -> None:
    assert character(name) == shown


class TestMessages:
    """Whole messages, through a pull."""

    @pytest.fixture
    def shown(self, slack: Slack, make: Make) -> Any:
        def show(text: str = "", **fields: Any) -> ChatMessage:
            ts = slack.say(slack.general, text, moment(1), **fields)
            connector = make()
            mirror = Mirror(next(iter(connector.discover())))
            mirror.pull(connector)
            item = next(each for each in mirror.items.values() if each.remote_id == f"C0GENERAL/{ts}")
            assert isinstance(item, ChatMessage)
            return item

        return show

    def test_a_message_has_its_ids_and_link(self, shown: Any) -> None:
        item = shown("hello", ts="1772442060.000100")
        assert item.remote_id == "C0GENERAL/1772442060.000100"
        assert item.global_id == "T0TEAM/C0GENERAL/1772442060.000100"
        assert item.link == "https://haneul.slack.com/archives/C0GENERAL/p1772442060000100"
        assert item.received_at.timestamp() == pytest.approx(1772442060.0001)

    @pytest.mark.parametrize(
        ("text", "user", "is_mention"),
        [
            (f"<@{ME}> look", "U0MINA", True),
            ("<!here> look", "U0MINA", True),
            ("<!channel|channel>", "U0MINA", True),
            ("<@U0MINA> look", "U0MINA", False),
            (f"<@{ME}> myself", ME, False),
        ],
    )
    def test_a_mention_is_of_us_or_of_everybody(self, shown: Any, text: str, user: str, is_mention: bool) -> None:
        assert shown(text, user=user).is_mention is is_mention

    def test_a_bot_has_its_own_name(self, shown: Any) -> None:
        item = shown("deployed", user=None, subtype="bot_message", username="Deploys", bot_id="B1")
        assert (item.from_.name, item.from_.email, item.extra["is_bot"]) == ("Deploys", "", True)
        through_an_app = {"bot_id": "B2", "bot_profile": {"name": "Builds"}}
        assert shown("built", user="U0MINA", **through_an_app).from_.email == "mina@haneul.example"
        assert shown("built", user="U0BOT", **through_an_app).from_.name == "Builds"

    def test_blocks_and_attachments_are_read_where_there_is_no_text(self, shown: Any) -> None:
        blocks = [
            {"type": "header", "text": {"type": "plain_text", "text": "Order 48213"}},
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Late*"}, {"type": "mrkdwn", "text": "3 days"}]},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "by"}, {"type": "image", "alt_text": "x"}]},
        ]
        attachments = [{"title": "Shop", "title_link": "https://x.example/", "text": "two\nlines", "fields": [None]}]
        item = shown("", blocks=blocks, attachments=attachments)
        assert item.text.splitlines() == ["Order 48213", "*Late*", "3 days", "by", "> Shop", "> two", "> lines"]
        assert '<blockquote><a href="https://x.example/">Shop</a></blockquote>' in item.html

    def test_files_at_slack_are_attachments_and_others_links(self, shown: Any) -> None:
        files = [
            {"id": "F1", "name": "주문서.pdf", "mimetype": "application/pdf", "size": 12},
            {"id": "F2", "title": "Plan", "is_external": True, "url_private": "https://docs.example/plan"},
            {"id": "F3", "mode": "tombstone"},
            {"id": "F4", "mode": "hidden_by_limit"},
        ]
        item = shown("here", files=files)
        assert [(each.part_id, each.name, each.size) for each in item.attachments] == [("F1", "주문서.pdf", 12)]
        assert '<a href="https://docs.example/plan">Plan</a>' in item.html

    def test_a_change_shows_in_its_version(self, slack: Slack, shown: Any) -> None:
        assert shown("once").version is None
        assert shown("twice", edited={"user": "U0MINA", "ts": "1772442061.000000"}).version == "1772442061.000000"

    def test_a_hidden_message_is_not_shown(self, slack: Slack, make: Make) -> None:
        slack.say(slack.general, "ghost", moment(1), hidden=True)
        connector = make()
        mirror = Mirror(next(iter(connector.discover())))
        mirror.pull(connector)
        assert mirror.items == {}


def test_rich_text_keeps_mentions_and_depth_is_bounded() -> None:
    words = [{"type": "text", "text": "ask "}, {"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "tada"}]
    line: dict[str, Any] = {"type": "rich_text_section", "elements": words}
    assert list(block_texts([{"type": "rich_text", "elements": [line]}])) == ["ask <@U1>:tada:"]
    for _ in range(5000):
        line = {"type": "rich_text_list", "elements": [line]}
    assert list(block_texts([line])) == []


WHOLE: dict[str, Any] = {
    "user": "U0MINA",
    "text": "hello",
    "subtype": "bot_message",
    "thread_ts": "1700000000.000001",
    "username": "x",
    "bot_profile": {"name": "x"},
    "edited": {"ts": "1700000000.000001"},
    "reactions": [{"name": "+1", "users": [ME], "count": 1}],
    "files": [{"id": "F1", "name": "a", "size": 1, "is_external": True, "url_private": "https://x.example"}],
    "attachments": [{"title": "x", "title_link": "https://x.example", "fields": [{"title": "x"}], "blocks": []}],
    "blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]}],
    "reply_count": 1,
    "latest_reply": "1700000000.000001",
    "hidden": False,
}
ODD: list[Any] = [None, 7, -1.5, "x", "", True, [], [None, 7, "x", []], {}, {"a": 1}, [{}], [{"name": [], "id": {}}]]


def test_no_shape_of_a_message_stops_the_others(slack: Slack, make: Make) -> None:
    """Each field in turn holds what it never should."""
    number = 0
    for key in WHOLE:
        for odd in ODD:
            number += 1
            slack.general.messages[f"x{number}"] = {
                **WHOLE, "text": f"n{number}", key: odd, "ts": f"1700000{number:03}.000000",
            }  # fmt: skip
    answers = [{"ok": True, "messages": list(slack.general.messages.values())}]
    answers += [{"ok": True, "messages": odd} for odd in ODD]
    slack.general.messages.clear()
    connector = make()
    general = next(iter(connector.discover()))
    for answer in answers:
        slack.plant("conversations.history", Fault(body=json.dumps(answer).encode()))
        mirror = Mirror(general)
        mirror.pull(make())
        if answer is answers[0]:
            hidden = sum(bool(odd) for odd in ODD)
            assert len(mirror.items) == number - hidden
