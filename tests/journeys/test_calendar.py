"""A calendar on a real CalDAV server, from the command line: put in, changed, answered, taken out, read back there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.connectors.caldav.remote import CaldavRemote
from tests.fakes.radicale import running
from tests.journeys.program import Program

pytestmark = pytest.mark.timeout(240)
TODAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def remote() -> Iterator[CaldavRemote]:
    with running() as server:
        remote = CaldavRemote(server)
        yield remote
        remote.close()


def sync(program: Program, account: str) -> dict[str, dict[str, object]]:
    """Every event of the account by its summary."""
    program.run("sync", "--once", "--account", account)
    return {row["subject"]: row for row in program.json("list", "event", "--account", account)}


def test_an_event_is_made_changed_answered_and_deleted(tmp_path: Path, remote: CaldavRemote) -> None:
    program = Program(tmp_path / "home")
    pairs = [word for key, value in remote.settings.items() for word in ("--set", f"{key}={value}")]
    account = program.run("account", "add", "caldav", *pairs, "--secret", "password=-", text="pw\n").strip()
    remote.invite("invited")
    program.run("sync", "--once", "--account", account)
    starts = f"{TODAY + timedelta(days=1):%Y-%m-%dT09:00}"
    words = ("--account", account, "--calendar", "업무", "--summary", "점심 회의", "--starts", starts)
    [receipt] = program.json("event", "add", *words, "--timezone", "Asia/Seoul")
    [made] = remote.read(str(receipt["remote_id"])).walk("VEVENT")
    assert str(made["SUMMARY"]) == "점심 회의"
    rows = sync(program, account)
    item = str(rows["점심 회의"]["item_id"])
    program.run("act", item, "change_event", "--set", "summary=저녁 회의")
    [changed] = remote.read(str(receipt["remote_id"])).walk("VEVENT")
    assert str(changed["SUMMARY"]) == "저녁 회의"
    program.run("act", str(rows["invited"]["item_id"]), "answer", "--set", "partstat=accepted")
    [invited] = remote.read(f"{remote.calendar}invited.ics").walk("VEVENT")
    assert {str(guest.params["PARTSTAT"]) for guest in invited["ATTENDEE"]} == {"ACCEPTED"}
    program.run("act", item, "delete_event")
    assert set(sync(program, account)) == {"invited"}
    program.run("event", "add", *words[:-1], "yesterday", expect=1)
    program.run("event", "add", "--account", account, "--summary", "x", expect=2)
