"""Runs a program to its end and says what it took."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Took:
    """Wall-clock and processor seconds, children included, and what it printed."""

    wall: float
    cpu: float
    output: str


def run(command: Sequence[str | Path], **environ: str) -> Took:
    """Run a program; an exit code but 0 ends the bench with what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [str(each) for each in command],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall, cpu, done.stdout)


def python(module: str, *arguments: str | Path) -> list[str]:
    """The command of one of our modules in a fresh process."""
    return [sys.executable, "-m", module, *map(str, arguments)]


def workspace(home: Path, *arguments: str) -> list[str]:
    """The command line of the program itself."""
    return python("workspace", "--home", home, *arguments)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
