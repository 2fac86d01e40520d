"""The demo service under several processes, kills and changes in the middle of a pull."""

import multiprocessing
import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.demo.connector import DemoConnector
from connectors.demo.service import DemoService
from workspace.connector.contract import KitSession, Mirror
from workspace.connector.contract_filing import BYTES, file_action, sample_filing
from workspace.connector.pages import Flags
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind

SPAWN = multiprocessing.get_context("spawn")
PATIENCE_SECONDS = 40
FILERS = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "service.json"


@pytest.fixture
def connector(path: Path, tmp_path: Path) -> Iterator[DemoConnector]:
    made = connector_at(path, tmp_path)
    yield made
    made.close()


def connector_at(path: Path, folder: Path, address: str = "me@demo.example") -> DemoConnector:
    settings = {"path": str(path), "page_size": "3", "address": address}
    session = KitSession(settings, {}, folder)
    session.blobs.update(BYTES)
    return DemoConnector(session)


def file_many(path: Path, number: int) -> None:
    """What one colleague's process does: file the same mails as the others."""
    connector = connector_at(path, path.parent, f"colleague{number}@demo.example")
    for mail in range(10):
        filing = sample_filing(key=f"<{mail}@haneul.example>")
        connector.perform(file_action(filing, f"{number}-{mail}"))


def deliver_forever(path: Path) -> None:
    service = DemoService(path)
    while True:
        service.add_mail(subject="one more")


def test_colleagues_filing_the_same_mails_file_each_once(path: Path) -> None:
    filers = [SPAWN.Process(target=file_many, args=(path, n)) for n in range(FILERS)]
    for filer in filers:
        filer.start()
    for filer in filers:
        filer.join(PATIENCE_SECONDS)
        assert filer.exitcode == 0
    filings = DemoService(path).filings()
    assert sorted(f["key"] for f in filings.values()) == [f"<{n}@haneul.example>" for n in range(10)]
    assert all(len(filing["parts"]) == 1 for filing in filings.values())


def test_a_killed_writer_leaves_a_whole_state(path: Path, connector: DemoConnector) -> None:
    watch = connector.watch(connector.service.collections()[0])
    assert watch is not None
    writer = SPAWN.Process(target=deliver_forever, args=(path,))
    writer.start()
    heard = 0
    while heard < 5 and writer.is_alive():
        select.select([watch.fileno()], [], [], PATIENCE_SECONDS)
        heard += watch.heard()
    assert writer.pid
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(PATIENCE_SECONDS)
    watch.close()
    before = len(connector.service.items("inbox"))
    assert before >= 5
    connector.service.add_mail(subject="after the kill")
    mirror = Mirror(connector.service.collections()[0])
    mirror.pull(connector)
    assert len(mirror.items) == before + 1


def test_a_mark_in_the_middle_of_a_pull_hides_nothing(connector: DemoConnector) -> None:
    service = connector.service
    ids = [service.add_mail(subject=f"mail {number}") for number in range(7)]
    mirror = Mirror(service.collections()[0])
    mirror.pull(connector, pages=1)
    service.set_flags(ids[0], is_read=True)
    mirror.pull(connector)
    assert mirror.titles() == [f"mail {number}" for number in range(7)]
    assert getattr(mirror.items[ids[0]], "is_read", None) is True


def test_a_changed_mark_is_delivered_without_the_mail(connector: DemoConnector) -> None:
    remote_id = connector.service.add_mail()
    mirror = Mirror(connector.service.collections()[0])
    mirror.pull(connector)
    connector.service.set_flags(remote_id, is_flagged=True)
    [page] = mirror.pull(connector)
    assert page.items == ()
    assert page.flags == (Flags(remote_id, is_read=False, is_flagged=True),)


def test_many_changes_are_one(path: Path) -> None:
    """The lists of a large service are written once, not once a mail."""
    service = DemoService(path)
    with service.change():
        for number in range(200):
            service.add_mail(subject=f"mail {number}")
        assert not path.exists()
        assert len(service.items("inbox")) == 200
    assert len(DemoService(path).items("inbox")) == 200


def fail_half_way(service: DemoService) -> None:
    with service.change() as state:
        state["items"].clear()
        raise KeyError


def test_a_failed_change_leaves_no_trace(path: Path) -> None:
    service = DemoService(path)
    service.add_mail()
    before = path.read_bytes()
    with pytest.raises(KeyError):
        fail_half_way(service)
    assert path.read_bytes() == before


def test_accounts_without_a_file_have_services_of_their_own(tmp_path: Path) -> None:
    def account(name: str) -> DemoConnector:
        session = KitSession({}, {}, tmp_path)
        session.account_id = AccountId(f"{tmp_path}-{name}")
        return DemoConnector(session)

    account("a").service.add_mail(subject="for a")
    again, other = account("a"), account("b")
    assert len(again.service.items("inbox")) == 1
    assert other.service.items("inbox") == {}
    assert {each.kind for each in other.discover()} == set(Kind)
