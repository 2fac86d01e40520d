"""Keeps one engine running for a window or a command line: starts it, connects, restarts it, and knows when to stop.

If another process's engine already serves the home, that one is used; when it ends, an own one is started.
"""

import contextlib
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from workspace.link.bell import PARENT_VARIABLE, BellClient, NoEngine
from workspace.link.state import EngineState, Trouble
from workspace.store.home import Home
from workspace.store.room import NEEDED, RESERVE, free

CRASHES = 5
WITHIN_SECONDS = 300.0
CONNECT_SECONDS = 30.0
STOP_SECONDS = 10.0
LOOK_SECONDS = 0.05
FIRST_PAUSE_SECONDS = 0.5
ROOM_SECONDS = 2.0
"""How often it is looked whether there is room again."""
LIMIT_SECONDS = 30.0

ALREADY_RUNNING = 4
"""The exit code of an engine that found another one in its home."""
NO_ROOM = 75
"""The exit code of an engine whose disk is full: it can be started again when there is room."""
CANNOT_OPEN = 78
"""The exit code of an engine that cannot work here: starting it again would not help.

The last line that it wrote to stderr is ``key: sentence`` of its :class:`Trouble`.
"""


_WITHOUT_ENGINE = frozenset({EngineState.GIVEN_UP, EngineState.STOPPED, EngineState.NO_ROOM})

OnState = Callable[[EngineState, Trouble | None], None]


def engine_command(home: Home) -> list[str]:
    """How to start the engine as a child: the frozen program starts itself."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "workspace"]
    return [*program, "--home", str(home.path), "engine", "--child"]


class EngineProcess:
    """The engine as this process needs it. ``on_state`` and ``on_ring`` are called in threads of the supervisor."""

    def __init__(
        self,
        home: Home,
        on_state: OnState = lambda state, trouble: None,
        *,
        on_ring: Callable[[], None] = lambda: None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._home = home
        self._on_state = on_state
        self._on_ring = on_ring
        self._command = list(command or engine_command(home))
        self._word = secrets.token_hex(16)
        self._crashes: deque[float] = deque(maxlen=CRASHES)
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._bell: BellClient | None = None
        self.state = EngineState.STARTING
        self.trouble: Trouble | None = None
        self._thread = threading.Thread(target=self._keep, name="engine-supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def connected(self) -> bool:
        bell = self._bell
        return bell is not None and bell.connected

    def ring(self) -> None:
        """Wake the engine; never blocks. A ring while it restarts is not lost: it looks when it starts."""
        if bell := self._bell:
            bell.ring()

    def wait_connected(self, timeout: float) -> bool:
        """True once the engine answers; False when the seconds are over, it was given up or there is no room for it."""
        with self._changed:
            self._changed.wait_for(lambda: self.connected or self.state in _WITHOUT_ENGINE, timeout)
        return self.connected

    def stop(self) -> None:
        """Hang up, so that the child ends, and wait for it; after ten seconds it is killed."""
        self._stopping.set()
        self._closed()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS + 5)

    def _keep(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._use_running()
                trouble = self._run_child()
            except OSError as error:
                trouble = Trouble("not_started", {"reason": error.strerror or str(error)})
            if trouble and not self._stopping.is_set():
                self._say(EngineState.GIVEN_UP, trouble)
                return
            if time.monotonic() - began > WITHIN_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            self._stopping.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311  jitter
            pause = min(pause * 2, 10)
        self._say(EngineState.STOPPED)

    def _use_running(self) -> None:
        """Stay connected to an engine that somebody else started, for as long as it runs."""
        if self._connect(parent=None):
            self._wait_closed()

    def _run_child(self) -> Trouble | None:
        """Run one child to its end; why to give up, or None to try again."""
        if free(self._home) < RESERVE:
            self._wait_for_room()
        if self._stopping.is_set():
            return None
        stderr_path = self._home.log.with_name("engine.stderr")
        with open(os.open(stderr_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stderr:
            child = self._spawn(stderr)
        if self._greet(child):
            self._wait_closed()
        else:
            child.terminate()  # it would wait for a parent that does not come
        code = self._end(child)
        if self._stopping.is_set() or code in (0, ALREADY_RUNNING):
            return None
        if code == NO_ROOM or free(self._home) < RESERVE:  # then also what it died of otherwise
            self._wait_for_room()
            return None
        key, _, sentence = _last_line(stderr_path).partition(": ")
        if code == CANNOT_OPEN and sentence:
            return Trouble(key, {"home": str(self._home.path), "sentence": sentence})
        return self._count_crash(code)

    def _spawn(self, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
        # Its own group on POSIX: Ctrl-C in the terminal must not cut the engine down before the parent hangs up.
        return subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env={**os.environ, PARENT_VARIABLE: self._word},
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _greet(self, child: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + CONNECT_SECONDS
        while time.monotonic() < deadline and child.poll() is None:
            if self._connect(parent=self._word):
                return True
            if self._stopping.wait(LOOK_SECONDS):
                return False
        return False

    def _connect(self, *, parent: str | None) -> bool:
        try:
            self._bell = BellClient(self._home, on_ring=self._on_ring, on_closed=self._closed, parent=parent)
        except NoEngine:
            return False
        self._say(EngineState.RUNNING)
        return True

    def _closed(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _wait_closed(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self.connected or self._stopping.is_set())
        if self._bell:
            self._bell.close()
        self._bell = None

    def _end(self, child: subprocess.Popen[bytes]) -> int:
        try:
            return child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def _wait_for_room(self) -> None:
        """Say that there is none until there is; where a limit is reached that only writing finds, try again later."""
        home = str(self._home.path)
        if free(self._home) >= NEEDED:
            self._say(EngineState.NO_ROOM, Trouble("limit_reached", {"home": home}))
            self._stopping.wait(LIMIT_SECONDS)
        while (there := free(self._home)) < NEEDED and not self._stopping.is_set():
            trouble = Trouble("no_room", {"home": home, "free": str(there >> 20), "needed": str(NEEDED >> 20)})
            if trouble != self.trouble:
                self._say(EngineState.NO_ROOM, trouble)
            self._stopping.wait(ROOM_SECONDS)
        self._say(EngineState.STARTING)

    def _count_crash(self, code: int) -> Trouble | None:
        now = time.monotonic()
        self._crashes.append(now)
        if len(self._crashes) == CRASHES and now - self._crashes[0] < WITHIN_SECONDS:
            return Trouble("keeps_stopping", {"times": str(CRASHES), "code": str(code)})
        self._say(EngineState.RESTARTING)
        return None

    def _say(self, state: EngineState, trouble: Trouble | None = None) -> None:
        with self._changed:
            self.state, self.trouble = state, trouble
            self._changed.notify_all()
        self._on_state(state, trouble)


def _last_line(path: Path) -> str:
    with contextlib.suppress(OSError):
        lines = path.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""
    return ""
