"""The doorbell between two ends that both do not read in time."""

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workspace.link.bell import BellClient, BellFile, BellServer, NoEngine
from workspace.link.lock import Taken, held, is_taken
from workspace.store.home import Home

PATIENCE = 10.0


class Heard:
    """Counts calls, and lets a test wait for them."""

    def __init__(self, *, slow_until: threading.Event | None = None) -> None:
        self.count = 0
        self._slow_until = slow_until
        self._changed = threading.Condition()

    def __call__(self, *_: object) -> None:
        if self._slow_until:
            assert self._slow_until.wait(PATIENCE)
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def reach(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, PATIENCE)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / ("a-long-folder-name-" * 8))


@pytest.fixture
def serve(home: Home) -> Iterator[Callable[..., BellServer]]:
    servers: list[BellServer] = []

    def start(**callbacks: Callable[..., None]) -> BellServer:
        servers.append(BellServer(home, **{"on_ring": Heard(), **callbacks}))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def test_a_bell_is_heard_in_both_directions(home: Home, serve: Callable[..., BellServer]) -> None:
    at_engine, at_window = Heard(), Heard()
    server = serve(on_ring=at_engine)
    window = BellClient(home, on_ring=at_window)
    window.ring()
    assert at_engine.reach(1)
    server.ring()
    assert at_window.reach(1)
    window.close()


def test_a_thousand_rings_at_a_busy_engine_never_block_and_become_few(
    home: Home, serve: Callable[..., BellServer]
) -> None:
    free = threading.Event()
    busy = Heard(slow_until=free)
    serve(on_ring=busy)
    window = BellClient(home, on_ring=Heard())
    began = time.monotonic()
    for _ in range(1000):
        window.ring()
    assert time.monotonic() - began < 1
    free.set()
    assert busy.reach(1)
    window.ring()
    assert busy.reach(2)
    assert busy.count <= 4
    window.close()


def test_the_engine_learns_that_its_parent_is_gone_but_not_of_others(
    home: Home, serve: Callable[..., BellServer]
) -> None:
    said: list[bool] = []
    gone = threading.Event()

    def on_parent(is_there: bool) -> None:
        said.append(is_there)
        if not is_there:
            gone.set()

    serve(on_parent=on_parent)
    other = BellClient(home, on_ring=Heard())
    parent = BellClient(home, on_ring=Heard(), parent="")
    other.close()
    parent.close()
    assert gone.wait(PATIENCE)
    assert said == [True, False]


def test_only_the_own_parent_is_taken_for_the_parent(home: Home, serve: Callable[..., BellServer]) -> None:
    serve()
    with pytest.raises(NoEngine):
        BellClient(home, on_ring=Heard(), parent="somebody else's child")


def test_a_client_hears_that_the_engine_closed(home: Home, serve: Callable[..., BellServer]) -> None:
    closed = Heard()
    server = serve()
    window = BellClient(home, on_ring=Heard(), on_closed=closed)
    server.close()
    assert closed.reach(1)
    assert not window.connected
    with pytest.raises(NoEngine):
        BellClient(home, on_ring=Heard())


def test_a_stranger_without_the_key_is_turned_away_and_a_silent_one_stops_nobody(
    home: Home, serve: Callable[..., BellServer]
) -> None:
    heard = Heard()
    serve(on_ring=heard)
    file = BellFile.read(home.bell)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(file.address)
        window = BellClient(home, on_ring=Heard())
        window.ring()
        assert heard.reach(1)
        window.close()
    BellFile(file.address, b"\0" * 32, file.pid, "", file.home).write(home.bell)
    with pytest.raises(NoEngine):
        BellClient(home, on_ring=Heard())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_bell_file_is_the_owners_alone(home: Home, serve: Callable[..., BellServer]) -> None:
    serve()
    assert stat.S_IMODE(home.bell.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="a pipe of Windows leaves nothing")
def test_what_a_killed_engine_left_goes_with_the_next_one(home: Home, serve: Callable[..., BellServer]) -> None:
    script = (
        "import os, sys; from workspace.link.bell import BellServer; from workspace.store.home import Home;"
        "BellServer(Home(sys.argv[1]), on_ring=print); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(home.path)], check=False)
    left = Path(BellFile.read(home.bell).address)
    assert left.exists()
    serve()
    assert not left.parent.exists()


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    with held(path):
        assert is_taken(path)
        with pytest.raises(Taken), held(path):
            pass
    assert not is_taken(path)


def test_a_bell_that_was_copied_with_its_home_is_not_rung(home: Home, tmp_path: Path) -> None:
    server = BellServer(home, on_ring=lambda: None)
    copy = Home(tmp_path / "copy")
    copy.bell.write_bytes(home.bell.read_bytes())
    with pytest.raises(NoEngine):
        BellClient(copy, on_ring=lambda: None)
    server.close()
