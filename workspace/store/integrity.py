"""Whether the three files are whole: SQLite's own check, and SQLCipher's of every page's signature."""

from workspace.store.home import DATABASES, Home
from workspace.store.open import connect


def problems(home: Home, key: bytes) -> list[tuple[str, str]]:
    """Each file's name with the first thing wrong with it, empty if it is whole."""
    found = []
    for name in DATABASES:
        path = home.database(name)
        connection = connect(path, key)
        try:
            rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            rows += connection.execute("PRAGMA quick_check(1)").fetchall()
        finally:
            connection.close()
        found.append((path.name, next((str(row[0]) for row in rows if row[0] != "ok"), "")))
    return found
