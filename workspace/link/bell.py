"""The doorbell between the engine and those who use it: bytes only, authenticated, for this user alone.

The ``bell`` file of the home holds the address and a key that is new with every engine. A lost bell is harmless:
both sides also look every two seconds.
"""

import contextlib
import json
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import (
    Client,
    Connection,
    Listener,
    answer_challenge,
    deliver_challenge,
)
from pathlib import Path

from workspace.link.line import LONGEST, Line, hang_up
from workspace.store.home import Home

PARENT = b"parent"
CLIENT = b"client"
GREETING_SECONDS = 10.0
PREFIX = "ws-"
PARENT_VARIABLE = "WORKSPACE_PARENT"
"""Environment variable by which a parent knows its own child: a random word, also in the ``bell`` file."""


class NoEngine(Exception):
    """Nobody answers the bell of this home."""


@dataclass(frozen=True, slots=True)
class BellFile:
    """What the ``bell`` file says: where to ring, with which key, the engine's process id, and whose child it is.

    ``home`` is the folder that the engine serves: the file may have been copied along with a home.
    """

    address: str
    key: bytes
    pid: int
    parent: str
    home: str

    def write(self, path: Path) -> None:
        """Replace the file in one step, readable by its owner only."""
        data = {
            "address": self.address,
            "key": self.key.hex(),
            "pid": self.pid,
            "parent": self.parent,
            "home": self.home,
        }
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(data, file)
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path) -> "BellFile":
        """Raises :class:`NoEngine` where there is none or it cannot be read."""
        try:
            data = json.loads(path.read_text("utf-8"))
            key = bytes.fromhex(data["key"])
            return cls(data["address"], key, data["pid"], data["parent"], data["home"])
        except (OSError, ValueError, KeyError, TypeError):
            raise NoEngine(str(path)) from None


class BellServer:
    """The engine's end: writes the ``bell`` file and takes any number of connections."""

    def __init__(
        self,
        home: Home,
        *,
        on_ring: Callable[[], None],
        on_parent: Callable[[bool], None] = lambda is_there: None,
    ) -> None:
        """``on_parent(True)`` is called when the parent connects, ``on_parent(False)`` when its line closes."""
        self._home = home
        self._on_ring = on_ring
        self._on_parent = on_parent
        self._key = secrets.token_bytes(32)
        _sweep(home)
        # A socket's path is limited to about 100 characters, so it does not lie in the home.
        self._folder = None if os.name == "nt" else tempfile.mkdtemp(prefix=PREFIX)
        self._listener = Listener(
            self._folder and os.path.join(self._folder, "b"),
            family="AF_PIPE" if os.name == "nt" else "AF_UNIX",
            backlog=16,
        )
        self._guard = threading.Lock()
        self._lines: dict[Line, bytes] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._accept, name="bell-accepts", daemon=True)
        self._thread.start()
        parent = os.environ.get(PARENT_VARIABLE, "")
        self._file = BellFile(str(self._listener.address), self._key, os.getpid(), parent, str(home.path.resolve()))
        self._file.write(home.bell)

    def ring(self) -> None:
        """Wake every connected window and command line; never blocks."""
        with self._guard:
            lines = list(self._lines)
        for line in lines:
            line.ring()

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError, EOFError, AuthenticationError):
            Client(self._file.address).close()
        self._thread.join(timeout=5)
        self._listener.close()
        with self._guard:
            lines = list(self._lines)
        for line in lines:
            line.close()
        with contextlib.suppress(NoEngine, OSError):
            if BellFile.read(self._home.bell) == self._file:
                self._home.bell.unlink()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection = self._listener.accept()
            except OSError:
                continue
            if not self._over.is_set():
                greeting = threading.Thread(target=self._greet, args=(connection,), name="bell-greets", daemon=True)
                greeting.start()
            else:
                connection.close()

    def _greet(self, connection: "Connection[bytes, bytes]") -> None:
        """Check the key in a thread of its own: whoever connects and says nothing must not stop the others."""
        patience = threading.Timer(GREETING_SECONDS, hang_up, (connection,))
        patience.daemon = True
        patience.start()
        try:
            deliver_challenge(connection, self._key)
            answer_challenge(connection, self._key)
            role = connection.recv_bytes(LONGEST)
        except (OSError, EOFError, AuthenticationError):
            with contextlib.suppress(OSError):
                connection.close()
            return
        finally:
            patience.cancel()
        self._add(Line(connection, on_ring=self._on_ring, on_closed=self._gone, name="bell"), role)

    def _add(self, line: Line, role: bytes) -> None:
        with self._guard:
            self._lines[line] = role
            is_over = self._over.is_set()
        if is_over:
            # Greeted while the bell was being taken down: `close` may have missed it.
            line.close()
        elif role == PARENT:
            self._on_parent(True)
        line.start()

    def _gone(self, line: Line) -> None:
        with self._guard:
            role = self._lines.pop(line, CLIENT)
        if role == PARENT and not self._over.is_set():
            self._on_parent(False)


def _sweep(home: Home) -> None:
    """Remove the folder of an engine of this home that was killed: whoever serves it now is alone."""
    with contextlib.suppress(NoEngine):
        left = BellFile.read(home.bell)
        folder = Path(left.address).parent
        is_ours = folder.name.startswith(PREFIX) and folder.parent == Path(tempfile.gettempdir())
        if is_ours and left.home == str(home.path.resolve()):
            shutil.rmtree(folder, ignore_errors=True)


class BellClient:
    """The end of a window or a command line; connects when made, raises :class:`NoEngine` if nobody is there."""

    def __init__(
        self,
        home: Home,
        *,
        on_ring: Callable[[], None],
        on_closed: Callable[[], None] = lambda: None,
        parent: str | None = None,
    ) -> None:
        """``parent`` is the word given to one's own child; the engine ends when the line of its parent closes."""
        file = BellFile.read(home.bell)
        if file.home != str(home.path.resolve()):
            raise NoEngine("the bell was copied from another home")
        if parent is not None and parent != file.parent:
            raise NoEngine("the engine that answers is another one's child")
        self.engine_pid = file.pid
        try:
            connection = Client(file.address, authkey=file.key)
            connection.send_bytes(CLIENT if parent is None else PARENT)
        except (OSError, EOFError, AuthenticationError):
            raise NoEngine(file.address) from None
        self._line = Line(connection, on_ring=on_ring, on_closed=lambda line: on_closed(), name="bell")
        self._line.start()

    @property
    def connected(self) -> bool:
        return self._line.is_open

    def ring(self) -> None:
        """Wake the engine; never blocks, does nothing when the line is closed."""
        self._line.ring()

    def close(self) -> None:
        self._line.close()
