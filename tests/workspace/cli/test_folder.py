"""``workspace folder`` queues what a person wants of folders, and shows it before the service knows."""

import json

from tests.workspace.cli.test_mark import Say, listed, say

__all__ = ["say"]
SUPPORT = "support"


def names(say: Say) -> list[str]:
    return [json.loads(line)["name"] for line in say("folder", "list", SUPPORT, "--json").splitlines()]


def test_a_folder_is_made_and_filled_while_nothing_runs(say: Say) -> None:
    say("folder", "new", SUPPORT, " Orders  2026 ", "--no-wait")
    say("folder", "new", SUPPORT, "Open", "--in", "Orders 2026", "--no-wait")
    assert {"Orders 2026", "Orders 2026/Open"} <= set(names(say))
    say("act", listed(say)["one"], "move", "--set", "to=Orders 2026/Open", "--no-wait")
    assert "one" not in listed(say)
    say("folder", "rename", SUPPORT, "Orders 2026", "주문", "--no-wait")
    assert {"주문", "주문/Open"} <= set(names(say))
    say("folder", "delete", SUPPORT, "주문/Open", "--no-wait")
    assert "주문/Open" not in names(say)
    assert "create_folder" in say("outbox", "list", "--json")


def test_what_cannot_be_is_said(say: Say) -> None:
    assert "--in Clients" in say("folder", "new", SUPPORT, "Clients/Small", code=1)
    assert "needs a name" in say("folder", "new", SUPPORT, "  ", code=1)
    assert "no folder Nowhere" in say("folder", "rename", SUPPORT, "Nowhere", "x", code=1)
    assert "no folder Nowhere" in say("folder", "new", SUPPORT, "x", "--in", "Nowhere", code=1)
    assert "cannot make or change folders" in say("folder", "new", "crm", "x", code=1)
