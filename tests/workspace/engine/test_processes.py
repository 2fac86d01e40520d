"""The engine as a process: killed at any moment it loses nothing and does nothing twice."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from connectors.demo.service import DemoService
from workspace.filing.action import file_action
from workspace.filing.preview import preview
from workspace.link.bell import BellClient, BellFile, NoEngine
from workspace.link.client import Link
from workspace.link.supervisor import ALREADY_RUNNING
from workspace.model.accounts import Account
from workspace.model.actions import RecordRef
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import Record
from workspace.model.kinds import Kind, RecordType
from workspace.store.home import Home
from workspace.store.open import StoreNotReady, unlock
from workspace.store.reader import Reader
from workspace.store.user import UserStore

PATIENCE = 40.0
CONTACT = RecordRef("contact", RemoteId("c1"), "Customer")
PROGRAM = [sys.executable, "-m", "tests.workspace.engine.program"]


class Desk:
    """A home whose engine is a process, with a mail account and a CRM."""

    def __init__(self, path: Path) -> None:
        self.home = Home(path / "home")
        _, self.key, _ = unlock(self.home)
        self.user = UserStore(self.home, self.key)
        self.services = {}
        for name in ("mail", "crm"):
            place = str(path / f"{name}.json")
            settings = {"path": place, "page_size": "5", "address": f"{name}@demo.example"}
            self.user.add_account(Account(AccountId(name), "faulty", name, settings, identity=settings["address"]))
            self.services[name] = DemoService(place)
        self.services["crm"].add_record(
            Record(RemoteId("c1"), RecordType.CONTACT, "Customer", emails=("c@haneul.example",))
        )
        self.processes: list[subprocess.Popen[bytes]] = []

    def engine(self, *, faults: str = "", child: bool = False) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "FAULTS": faults}
        command = [*PROGRAM, str(self.home.path), *(["--child"] if child else [])]
        self.processes.append(subprocess.Popen(command, env=environ, stderr=subprocess.PIPE))
        return self.processes[-1]

    def reader(self) -> Reader:
        return Reader(self.home, self.key)

    def wait(self, is_so: Callable[[Reader], bool]) -> bool:
        """Look again and again, because it happens in another process; raises with what that one said."""
        deadline = time.monotonic() + PATIENCE
        reader: Reader | None = None
        while time.monotonic() < deadline:
            try:
                reader = reader or self.reader()
                if is_so(reader):
                    return True
            except StoreNotReady:
                reader = None
            self.pause(0.05)
        raise AssertionError(self._last_words(reader))

    def _last_words(self, reader: Reader | None) -> str:
        ends = [process.poll() for process in self.processes]
        self.kill()
        said = self.processes[-1].stderr
        health = reader.health() if reader else "no cache"
        return f"engines ended with {ends}, the last said {said.read() if said else b''!r}; accounts: {health}"

    def pause(self, seconds: float) -> None:
        """Let the other process work; ends early with it."""
        try:
            self.processes[-1].wait(seconds)
        except subprocess.TimeoutExpired:
            return

    def kill(self) -> None:
        self.processes[-1].kill()
        self.processes[-1].wait()

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()
        self.user.close()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("WORKSPACE_HOME_KEY", secrets.token_hex(32))
    made = Desk(tmp_path)
    yield made
    made.close()


def queue_filing(desk: Desk, reader: Reader, subject: str) -> ActionId:
    found = next(r for r in reader.items(Kind.EMAIL, AccountId("mail"), 1000) if r.subject == subject)
    item = reader.item(found.item_id)
    assert item is not None
    filing = preview(item, (CONTACT,), limits={}).filing
    action = file_action(filing, AccountId("crm"), item.key)
    desk.user.queue(action)
    return action.action_id


def add_mails(desk: Desk, numbers: range) -> None:
    for n in numbers:
        desk.services["mail"].add_mail(
            subject=f"mail {n}",
            message_id=f"<{n}@haneul.example>",
            attachments=[("a.bin", "application/octet-stream", bytes([n]) * 3000)],
        )


def all_here(count: int) -> Callable[[Reader], bool]:
    def is_so(reader: Reader) -> bool:
        rows = reader.items(Kind.EMAIL, AccountId("mail"), 1000)
        return len(rows) == count and all(row.body_state == "here" for row in rows)

    return is_so


@pytest.mark.timeout(180)
def test_ten_kills_lose_nothing_and_file_everything_once(desk: Desk) -> None:
    random = Random(4)
    add_mails(desk, range(30))
    for round_ in range(5):
        desk.engine()
        desk.pause(random.uniform(0.6, 1.6))
        desk.kill()
        add_mails(desk, range(30 + round_, 31 + round_))
    desk.engine()
    assert desk.wait(all_here(35))
    reader = desk.reader()
    actions = [queue_filing(desk, reader, f"mail {n}") for n in range(20)]
    for _ in range(5):
        desk.kill()
        desk.engine()
        desk.pause(random.uniform(0.8, 1.8))
    done = {"done"}
    assert desk.wait(lambda r: {a.state for x in actions if (a := r.attempt(x))} == done)
    filings = desk.services["crm"].filings()
    assert sorted(str(each["key"]) for each in filings.values()) == sorted(f"<{n}@haneul.example>" for n in range(20))
    for filing_id, filing in filings.items():
        number = int(str(filing["key"])[1:].partition("@")[0])
        assert desk.services["crm"].filed_bytes(filing_id) == {"a.bin": bytes([number]) * 3000}
    assert not any(problem for _, problem in reader.integrity())


@pytest.mark.parametrize("where", ["perform:before:1:exit", "perform:after:1:exit", "find:before:2:exit"])
def test_a_death_around_the_call_files_once(desk: Desk, where: str) -> None:
    add_mails(desk, range(1))
    desk.engine()
    assert desk.wait(all_here(1))
    desk.kill()
    action_id = queue_filing(desk, desk.reader(), "mail 0")
    dying = desk.engine(faults=where)
    assert dying.wait(PATIENCE) == 9
    desk.engine()
    assert desk.wait(lambda r: (a := r.attempt(action_id)) is not None and a.state == "done")
    assert len(desk.services["crm"].filings()) == 1


def test_a_second_engine_of_a_home_refuses(desk: Desk) -> None:
    desk.engine()
    assert desk.wait(lambda reader: bool(reader.health()))
    second = desk.engine()
    _, said = second.communicate(timeout=PATIENCE)
    assert second.returncode == ALREADY_RUNNING
    assert b"Another engine" in said


def test_an_engine_ends_with_its_parent_and_on_request(desk: Desk) -> None:
    child = desk.engine(child=True)
    assert desk.wait(lambda reader: bool(reader.health()))
    parent = BellClient(desk.home, on_ring=lambda: None, parent="")
    parent.close()
    assert child.wait(PATIENCE) == 0
    with pytest.raises(NoEngine):
        BellFile.read(desk.home.bell)
    asked = desk.engine()
    assert desk.wait(lambda _: desk.home.bell.exists())
    asked.send_signal(signal.SIGTERM)
    assert asked.wait(PATIENCE) == 0


def test_a_link_starts_the_engine_asks_it_and_ends_it(desk: Desk) -> None:
    add_mails(desk, range(1))
    link = Link(desk.home, command=[*PROGRAM, str(desk.home.path), "--child"])
    link.ensure_engine()
    pid = BellFile.read(desk.home.bell).pid
    request_id = desk.user.ask("sync", {"once": True}, 40)
    link.ring()
    reader = desk.reader()
    answer = link.wait_for(lambda: reader.answer(request_id), PATIENCE)
    assert answer is not None
    assert [line["health"] for line in answer.payload["accounts"]] == ["ok", "ok"]  # type: ignore[attr-defined]
    assert all_here(1)(reader)
    link.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_log_names_accounts_but_nothing_of_their_mail(desk: Desk) -> None:
    desk.services["mail"].cut_network()
    add_mails(desk, range(1))
    desk.engine()
    assert desk.wait(lambda r: any(h.state == "unreachable" for h in r.health().values()))
    desk.kill()
    text = desk.home.log.read_text("utf-8")
    assert "Account mail: unreachable" in text
    assert "@" not in text
