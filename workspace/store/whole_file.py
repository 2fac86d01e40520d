"""Files that appear whole or not at all: exports, saved attachments."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Gives a path to write to; at the end it takes the place of ``path``.

    Where the writing raises, it goes, and what was at ``path`` stays. A pipe or a device is written itself. Raises
    ``OSError`` where it cannot take that place.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    fresh = path.with_name(f".{uuid4().hex}")  # not the name with an ending, which may be too long
    try:
        yield fresh
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
