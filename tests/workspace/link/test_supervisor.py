"""A supervisor with real child processes: small engines that answer the bell, crash, or refuse."""

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.small_disk import fill, small_disk
from tests.journeys.program import until
from workspace.link.bell import BellFile, BellServer
from workspace.link.client import EngineFailed, Link
from workspace.link.state import EngineState, Trouble
from workspace.link.supervisor import STOP_SECONDS, EngineProcess
from workspace.store.home import Home

PATIENCE = 20.0

ANSWERING = """
import sys, threading
from workspace.link.bell import BellServer
from workspace.store.home import Home
over = threading.Event()
server = BellServer(Home(sys.argv[1]), on_ring=lambda: server.ring(),
                    on_parent=lambda there: there or over.set())
over.wait(30)
server.close()
"""
STARTING = """
import pathlib, sys, threading
pathlib.Path(sys.argv[1], "began").touch()
threading.Event().wait(30)
"""
CRASHING = "import os; os._exit(3)"
FULL = "import sys; sys.exit(75)"
REFUSING = "import sys; print('no_keyring: There is no keyring.', file=sys.stderr); sys.exit(78)"


class States:
    """Every state that the supervisor reported, to be waited for in order."""

    def __init__(self) -> None:
        self._said: queue.Queue[tuple[EngineState, Trouble | None]] = queue.Queue()
        self.seen: list[EngineState] = []

    def __call__(self, state: EngineState, trouble: Trouble | None) -> None:
        self._said.put((state, trouble))

    def until(self, wanted: EngineState) -> Trouble | None:
        while True:
            state, trouble = self._said.get(timeout=PATIENCE)
            self.seen.append(state)
            if state == wanted:
                return trouble


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def states() -> States:
    return States()


@pytest.fixture
def supervise(home: Home, states: States) -> Iterator[object]:
    running: list[EngineProcess] = []

    def start(program: str) -> EngineProcess:
        command = [sys.executable, "-c", program, str(home.path)]
        running.append(EngineProcess(home, states, command=command))
        running[-1].start()
        return running[-1]

    yield start
    for process in running:
        process.stop()


def test_a_killed_engine_is_started_again(home, states, supervise) -> None:  # type: ignore[no-untyped-def]
    supervise(ANSWERING)
    states.until(EngineState.RUNNING)
    first = BellFile.read(home.bell).pid
    os.kill(first, signal.SIGKILL)
    states.until(EngineState.RESTARTING)
    states.until(EngineState.RUNNING)
    assert BellFile.read(home.bell).pid != first


def test_five_crashes_are_enough_and_it_says_so(states, supervise) -> None:  # type: ignore[no-untyped-def]
    supervise(CRASHING)
    assert states.until(EngineState.GIVEN_UP) == Trouble("keeps_stopping", {"times": "5", "code": "3"})
    assert states.seen.count(EngineState.RESTARTING) == 4


def test_an_engine_that_says_why_it_cannot_work_is_not_started_again(home, states, supervise) -> None:  # type: ignore[no-untyped-def]
    supervise(REFUSING)
    why = {"home": str(home.path), "sentence": "There is no keyring."}
    assert states.until(EngineState.GIVEN_UP) == Trouble("no_keyring", why)
    assert states.seen == [EngineState.GIVEN_UP]


def test_an_engine_without_room_is_neither_given_up_nor_started_again_at_once(home, states, supervise) -> None:  # type: ignore[no-untyped-def]
    process = supervise(FULL)
    assert states.until(EngineState.NO_ROOM) == Trouble("limit_reached", {"home": str(home.path)})
    assert not process.wait_connected(PATIENCE)
    process.stop()
    assert states.seen == [EngineState.NO_ROOM]


def test_an_engine_begins_by_itself_when_there_is_room_again(tmp_path: Path, states: States) -> None:
    with small_disk(tmp_path / "disk", 160 << 20) as disk:
        home = Home(disk / "home")
        fill(disk / "ballast", leaving=3 << 20)
        process = EngineProcess(home, states, command=[sys.executable, "-c", ANSWERING, str(home.path)])
        process.start()
        trouble = states.until(EngineState.NO_ROOM)
        assert trouble == Trouble("no_room", {"home": str(home.path), "free": "3", "needed": "128"})
        (disk / "ballast").unlink()
        states.until(EngineState.RUNNING)
        assert process.trouble is None
        process.stop()


def test_a_link_reports_what_the_engine_said(home: Home) -> None:
    link = Link(home, command=[sys.executable, "-c", REFUSING])
    with pytest.raises(EngineFailed, match="no keyring"):
        link.ensure_engine()
    link.close()


def test_a_link_starts_an_engine_that_ends_with_it_and_wakes_on_its_bell(home: Home) -> None:
    rung = threading.Event()
    command = [sys.executable, "-c", ANSWERING, str(home.path)]
    link = Link(home, on_ring=rung.set, command=command)
    link.ensure_engine()
    pid = BellFile.read(home.bell).pid
    link.ring()
    assert link.wait_for(rung.is_set, PATIENCE)
    link.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_running_engine_is_used_and_left_running(home: Home, states: States) -> None:
    rung = threading.Event()
    server = BellServer(home, on_ring=rung.set)
    link = Link(home, command=[sys.executable, "-c", CRASHING])
    link.ensure_engine()
    link.ring()
    assert rung.wait(PATIENCE)
    link.close()
    assert BellFile.read(home.bell).pid == os.getpid()
    server.close()


def test_leaving_while_the_engine_still_starts_is_quick(home, states, supervise) -> None:  # type: ignore[no-untyped-def]
    process = supervise(STARTING)
    until((home.path / "began").exists, PATIENCE, "the child began")
    asked_at = time.monotonic()
    process.stop()
    assert time.monotonic() - asked_at < STOP_SECONDS / 2
    states.until(EngineState.STOPPED)


def test_an_engine_that_cannot_be_started_says_why(home, states, supervise) -> None:  # type: ignore[no-untyped-def]
    home.log.parent.rmdir()
    supervise(ANSWERING)
    assert states.until(EngineState.GIVEN_UP) == Trouble("not_started", {"reason": "No such file or directory"})


def test_the_engine_itself_says_which_trouble_it_is(home, states, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("WORKSPACE_HOME_KEY", "no key")
    process = EngineProcess(home, states)
    process.start()
    trouble = states.until(EngineState.GIVEN_UP)
    process.stop()
    assert trouble.key == "locked"
    assert trouble.sentence == "WORKSPACE_HOME_KEY must be 64 hexadecimal digits."
