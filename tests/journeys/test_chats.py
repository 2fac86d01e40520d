"""Chats on the command line, through the real engine, on the demo service."""

from pathlib import Path

import pytest

from connectors.demo.service import DemoService
from tests.journeys.program import Program
from tests.journeys.test_command_line import refused
from workspace.model.items import ChatMessage

pytestmark = pytest.mark.timeout(240)


def test_what_is_said_and_done_in_a_chat_is_there_once(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "service" / "state.json"
    path.parent.mkdir()
    service = DemoService(path)
    first = service.post_chat("general", "Ready?")
    service.post_chat("general", "Anybody?")
    account = program.run("account", "add", "demo", "--set", f"path={path}").strip()
    program.run("sync", "--once")
    ids = {row["remote_id"]: row["item_id"] for row in program.json("list", "chat")}
    (tmp_path / "text").write_text("Good morning\n안녕하세요", "utf-8")

    program.run("post", "--account", account, "--channel", "#general", "--text", f"@{tmp_path / 'text'}")
    program.run("act", ids[first], "reply", "--set", "body=Yes.")
    program.run("act", ids[first], "react", "--set", "emoji=👍")
    program.run("act", ids[first], "react", "--set", "emoji=👍")
    program.run("act", max(ids.values(), key=int), "read")
    program.run("sync", "--once")

    said = [each for each in service.items("general").values() if isinstance(each, ChatMessage)]
    assert sorted(each.text for each in said) == ["Anybody?", "Good morning\n안녕하세요", "Ready?", "Yes."]
    [reply] = [each for each in said if each.text == "Yes."]
    assert reply.thread_remote_id == first
    rows = {row["remote_id"]: row for row in program.json("list", "chat")}
    assert all(row["is_read"] for row in rows.values())
    assert rows[first]["reactions"] == [["👍", 1]]
    assert "Ready?" in program.run("show", ids[first])

    assert "👍" in refused(program, "act", ids[first], "react")
    assert "body=" in refused(program, "act", ids[first], "reply")
    assert "general" in refused(program, "post", "--account", account, "--channel", "nowhere", "--text", "x")
    assert "empty" in refused(program, "post", "--account", account, "--channel", "general", "--text", " ")
