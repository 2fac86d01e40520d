"""Room on the disk: the engine ends before the last of it is gone, so that what the user writes still finds some."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from workspace.store.home import Home

RESERVE = 64 << 20
"""Bytes that the engine leaves to the user's own file."""
NEEDED = 2 * RESERVE
"""Bytes with which an engine that ended for want of room is started again."""

USED_UP = 1 << 20


class NoRoom(BaseException):
    """Nothing more can be stored, so the engine ends: what it has begun is found again as after a crash.

    No ``Exception``, as ``KeyboardInterrupt`` is none: no account, action or mail is to blame.
    """


def free(home: Home) -> int:
    """Bytes. Raises ``OSError`` where the folder is gone."""
    return shutil.disk_usage(home.path).free


def is_disk_full(error: BaseException) -> bool:
    """Whether SQLite (SQLITE_FULL), also through SQLAlchemy, or the system had no room."""
    found = getattr(error, "orig", error)
    if isinstance(found, OSError):
        return found.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(found, dbapi2.DatabaseError) and "disk is full" in str(found)


def is_used_up(path: str | Path) -> bool:
    """Whether so little is left where a folder lies that SQLite cannot begin, which it calls a disk I/O error."""
    with suppress(OSError):
        return shutil.disk_usage(path).free < USED_UP
    return False


@contextmanager
def noticing_no_room() -> Iterator[None]:
    """What fails for want of room raises :class:`NoRoom`."""
    try:
        yield
    except Exception as error:
        if is_disk_full(error):
            raise NoRoom from error
        raise
