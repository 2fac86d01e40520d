"""A cache that is not what was written: noticed, condemned, and made anew by the engine when it starts.

What condemns it is a file beside it, so that whoever notices first is heard by all: the window, which has to let go
of the old file, and the engine, which removes it.
"""

from sqlcipher3 import dbapi2

from workspace.store.home import Home

_WORDS = ("malformed", "not a database")
"""What SQLITE_CORRUPT and SQLITE_NOTADB say (https://www.sqlite.org/rescode.html)."""


class CacheDamaged(Exception):
    """The cache cannot be read any more. The services have all of it."""


def is_damage(error: BaseException) -> bool:
    """Whether an error of SQLite, or of SQLAlchemy about one, says that a file is damaged."""
    found = getattr(error, "orig", error)
    return isinstance(found, dbapi2.DatabaseError) and any(words in str(found) for words in _WORDS)


def condemn(home: Home) -> None:
    home.condemned.touch()


def is_condemned(home: Home) -> bool:
    return home.condemned.exists()
