"""The program as a person or a script runs it: its commands on one home, and its engine to be killed."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PASSPHRASE = {"WORKSPACE_VAULT_PASSPHRASE": "journey"}
COMMAND_SECONDS = 600


class Program:
    """``workspace --home ...`` with a vault file of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.env = {**os.environ, **PASSPHRASE}

    def start(self, *arguments: str, text: str = "") -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        command = [sys.executable, "-m", "workspace", "--home", str(self.home), *arguments]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.env
        )
        if process.stdin:
            process.stdin.write(text)
            process.stdin.close()
            process.stdin = None
        return process

    def run(self, *arguments: str, text: str = "", expect: int | Sequence[int] = 0) -> str:
        """Run a command to its end and return what it printed."""
        process = self.start(*arguments, text=text)
        out, err = process.communicate(timeout=COMMAND_SECONDS)
        allowed = [expect] if isinstance(expect, int) else expect
        assert process.returncode in allowed, f"{arguments} left with {process.returncode}:\n{err}\n{self.log()}"
        return out

    def json(self, *arguments: str, text: str = "") -> list[dict[str, Any]]:
        """Run a listing and return its rows."""
        return [json.loads(line) for line in self.run(*arguments, "--json", text=text).splitlines()]

    def add_imap(self, settings: dict[str, str], password: str = "pw") -> str:
        pairs = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
        return self.run("account", "add", "imap", *pairs, "--secret", "password=-", text=f"{password}\n").strip()

    def log(self) -> str:
        path = self.home / "log" / "engine.log"
        return path.read_text("utf-8")[-4000:] if path.exists() else ""

    def kill_engine(self) -> bool:
        """``kill -9`` whatever engine serves the home; false if none does."""
        try:
            pid = int(json.loads((self.home / "bell").read_text())["pid"])
            os.kill(pid, signal.SIGKILL)
        except (OSError, ValueError, KeyError):
            return False
        return True


class Killer:
    """Kills the engine a number of times at random moments, in a thread of its own, while something else runs."""

    def __init__(self, program: Program, times: int, *, seed: int, pause: tuple[float, float]) -> None:
        self.program = program
        self.left = times
        self.pause = pause
        self.rng = random.Random(seed)
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._kill, daemon=True)

    def __enter__(self) -> "Killer":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _kill(self) -> None:
        while self.left and not self.is_over.wait(self.rng.uniform(*self.pause)):
            self.left -= self.program.kill_engine()


def until(holds: Any, seconds: float, what: str) -> None:
    """Wait until a condition holds; the test fails with ``what`` if it does not in time."""
    deadline = time.monotonic() + seconds
    tick = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        tick.wait(0.05)
