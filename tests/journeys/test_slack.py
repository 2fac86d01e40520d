"""Slack through the command line: signed in by the browser, read, answered, and changed behind our back."""

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator

import pytest

from tests.fakes.slack import ME, Slack
from tests.fakes.slack_web import SlackWeb, running
from tests.journeys.program import Program
from workspace.connector.contract_remote import moment


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def web(slack: Slack) -> Iterator[SlackWeb]:
    with running(slack) as web:
        yield web
    assert slack.violations == []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def add(program: Program, web: SlackWeb) -> str:
    root = web.base_url.removesuffix("api/")
    settings = {
        "client_id": web.client_id,
        "base_url": web.base_url,
        "authorize_url": f"{root}oauth/v2/authorize",
        "token_url": f"{web.base_url}oauth.v2.access",
        "redirect_port": str(free_port()),
    }
    pairs = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
    process = program.start("account", "add", "slack", *pairs, "--print-url")
    found: list[str] = []
    assert process.stdout is not None
    reading = threading.Thread(target=lambda: found.append(process.stdout.readline()), daemon=True)
    reading.start()
    reading.join(60)
    with urllib.request.urlopen(found[0].strip(), timeout=20) as page:
        assert b"close this window" in page.read()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def chats(program: Program) -> dict[str, str]:
    """Item ids by what is said."""
    return {row["snippet"]: row["item_id"] for row in program.json("list", "chat")}


def test_a_workspace_is_read_answered_and_followed(program: Program, slack: Slack, web: SlackWeb) -> None:
    question = slack.say(slack.general, f"<@{ME}> where is order 48213?", moment(1))
    slack.say(slack.general, "안녕하세요 :wave:", moment(2))
    account_id = add(program, web)
    assert "@" in program.json("account", "list")[0]["name"]
    assert program.json("sync", "--once")[0]["health"] == "ok"
    known = chats(program)
    assert set(known) == {"@Me Myself where is order 48213?", "안녕하세요 👋"}
    item = known["@Me Myself where is order 48213?"]

    program.run("act", item, "reply", "--set", "body=On its way & paid")
    program.run("act", item, "react", "--set", "emoji=👍")
    program.run("act", item, "read")
    program.run("act", item, "post", "--set", "channel=general", "--set", "text=posted")
    program.run("act", item, "react", expect=1)
    program.run("act", item, "post", "--set", "channel=elsewhere", "--set", "text=lost", expect=1)
    assert [raw["text"] for raw in slack.general.replies(question)] == ["On its way &amp; paid"]
    assert slack.general.messages[question]["reactions"] == [{"name": "+1", "users": [ME], "count": 1}]
    assert slack.general.last_read[ME] == question

    slack.edit(slack.general, question, "where is order 48214?")
    slack.delete(slack.general, next(ts for ts, raw in slack.general.messages.items() if ":wave:" in raw["text"]))
    program.run("sync", "--once")
    assert set(chats(program)) == {"where is order 48214?", "On its way & paid", "posted"}

    program.run("account", "remove", add(program, web))
    assert "token_revoked" in slack.revoked.values()

    slack.tokens.clear()
    web.refresh_tokens.clear()
    assert json.loads(program.run("sync", "--once", "--json", expect=3))["health"] == "needs_signin"
    assert program.json("account", "list")[0]["account_id"] == account_id
    assert len(chats(program)) == 3


def test_a_sync_looks_at_every_conversation_once(program: Program, slack: Slack, web: SlackWeb) -> None:
    add(program, web)
    program.run("sync", "--once")
    slack.forget_calls()
    program.run("sync", "--once")
    assert slack.count("conversations.list") == 1
    assert slack.count("conversations.history") == len(slack.channels)
