"""A disk of a certain size, in memory; where none may be mounted the test is skipped."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

import pytest


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """Of so many bytes, mounted at a folder that is made for it."""
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(path: Path, leaving: int = 0) -> None:
    """Put into a file what is left of its disk, but so many bytes."""
    with path.open("ab", buffering=0) as file:
        while (left := disk_usage(path.parent).free - leaving) > 0:
            file.write(bytes(min(left, 1 << 20)))
