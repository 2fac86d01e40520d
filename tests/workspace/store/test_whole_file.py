"""A file is whole or as it was before."""

import errno
import os
from pathlib import Path

import pytest

from workspace.store.whole_file import whole_file


def test_what_was_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / f"{'한' * 80}.csv"
    path.write_text("of yesterday", "utf-8")
    with whole_file(path) as fresh:
        fresh.write_text("of today", "utf-8")
        assert path.read_text("utf-8") == "of yesterday"
    assert path.read_text("utf-8") == "of today"
    assert list(tmp_path.iterdir()) == [path]


def write_half(path: Path) -> None:
    with whole_file(path) as fresh:
        fresh.write_text("half", "utf-8")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_breaks_off_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text("of yesterday", "utf-8")
    with pytest.raises(OSError, match="No space"):
        write_half(path)
    assert path.read_text("utf-8") == "of yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_itself() -> None:
    reads, writes = os.pipe()
    with whole_file(Path(f"/dev/fd/{writes}")) as fresh:
        fresh.write_bytes(b"lines")
    assert os.read(reads, 10) == b"lines"
    os.close(reads)
    os.close(writes)


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), whole_file(tmp_path) as fresh:
        fresh.write_text("", "utf-8")
