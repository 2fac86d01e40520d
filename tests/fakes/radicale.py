"""A private Radicale on loopback, in a temporary folder: ``USERS`` users with the password ``pw``, gone at the end."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from tests.components import missing

PASSWORD = "pw"
USERS = 400
START_SECONDS = 20
_CONF = """
[server]
hosts = 127.0.0.1:{port}
max_connections = 50
[auth]
type = htpasswd
htpasswd_filename = {folder}/htpasswd
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[rights]
type = owner_only
[logging]
level = warning
"""


class Radicale:
    """A running server; ``port`` speaks plain HTTP."""

    def __init__(self) -> None:
        if find_spec("radicale") is None:
            missing("Radicale is not installed here (it is one of the development dependencies)")
        self.folder = Path(mkdtemp(prefix="radicale-"))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        users = "".join(f"user{number}@haneul.example:{PASSWORD}\n" for number in range(USERS))
        (self.folder / "htpasswd").write_text(users)
        (self.folder / "config").write_text(_CONF.format(port=self.port, folder=self.folder))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "radicale", "-C", str(self.folder / "config")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                lines = (self.folder / "log").read_text(errors="replace")
                self.stop()
                raise AssertionError("Radicale did not start:\n" + lines)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            # Not listening yet; the kernel answers at once, so leave it the processor.
            os.sched_yield()
            return False

    def stop(self) -> None:
        """Stop it and remove its folder."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def forget_tokens(self, user: str) -> None:
        """Lose every sync-token of a user's collections, as after a restore from a backup."""
        for path in (self.folder / "collections").rglob("sync-token"):
            if user in path.parts:
                shutil.rmtree(path)


@contextmanager
def running() -> Iterator[Radicale]:
    """A started server for the block."""
    server = Radicale()
    server.start()
    try:
        yield server
    finally:
        server.stop()
