"""``python -m benchmarks.index_child MAILDIR HOME``: one fresh process that indexes a Maildir into a new home."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.homes import FilledHome


def maildir(folder: Path) -> Iterator[tuple[datetime, bytes]]:
    """The mails of a Maildir, newest first, as a first pull brings them."""
    for path in sorted((folder / "cur").iterdir(), key=lambda path: path.name, reverse=True):
        yield datetime.fromtimestamp(int(path.name.partition(".")[0]), UTC), path.read_bytes()


def main(source: str, target: str) -> None:
    home = FilledHome(Path(target))
    print(home.add(maildir(Path(source))), "mails")
    home.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
