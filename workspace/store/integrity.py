"""Whether the three files are whole: SQLite's own check, and SQLCipher's of every page's signature."""

from sqlcipher3 import dbapi2

from workspace.store.damage import condemn, is_condemned
from workspace.store.home import DATABASES, Home
from workspace.store.open import connect
from workspace.store.secrets import KeyLost


def problems(home: Home, key: bytes) -> list[tuple[str, str]]:
    """Each file's name with the first thing wrong with it, empty if it is whole."""
    return [(home.database(name).name, problem(home, key, name)) for name in DATABASES]


def problem(home: Home, key: bytes, name: str) -> str:
    """The first thing wrong with the file of ``user``, ``ledger`` or ``cache``; empty if it is whole."""
    try:
        connection = connect(home.database(name), key)
    except (KeyLost, dbapi2.DatabaseError) as error:
        return str(error)
    try:
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        rows += connection.execute("PRAGMA quick_check(1)").fetchall()
    except dbapi2.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return next((str(row[0]) for row in rows if row[0] != "ok"), "")


def judge_cache(home: Home, key: bytes) -> None:
    """Condemn the cache if it is what is damaged: of the files that are written it alone can be made anew."""
    if not is_condemned(home) and problem(home, key, "cache"):
        condemn(home)
