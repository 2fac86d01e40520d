"""Opening the three encrypted files: keys, pragmas, versions. What the window imports here stays free of SQLAlchemy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from workspace.store.damage import is_condemned, is_damage
from workspace.store.home import DATABASES, Home
from workspace.store.secrets import KeyLost, Vault, home_key, open_vault, store_lock

if TYPE_CHECKING:
    # The same interface as the standard library's, with types.
    from sqlite3 import Connection

    from sqlalchemy import Engine
else:
    Connection = dbapi2.Connection

VERSIONS = {"user": 3, "ledger": 2, "cache": 4}
"""The ``PRAGMA user_version`` this program works with; set by the newest migration of each file."""
_BUSY_MS = 10_000
CACHE_FILE = "cache.db"
CACHE_PAGE_BYTES = 16_384
"""Each page is sealed and checked by itself: at 4 KiB a first sync spent a sixth of its time on that."""


class StoreNewer(Exception):
    """The file was written by a newer program; it was left untouched."""


class StoreNotReady(Exception):
    """The file is not there yet, or waits for the engine to bring it up to date."""


def unlock(home: Home, *, may_set_aside: bool = True) -> tuple[Vault, bytes, tuple[Path, ...]]:
    """The home's vault and key, and the files that had to be set aside because their key is lost.

    Raises ``NoKeyring`` or ``VaultLocked``, and ``KeyLost`` if nothing may be set aside.
    """
    vault = open_vault(home)
    try:
        key = home_key(home, vault)
        _prove(home, key)
        return vault, key, ()
    except KeyLost:
        if not may_set_aside:
            raise
        moved = set_aside(home)
        return vault, home_key(home, vault), moved


def set_aside(home: Home) -> tuple[Path, ...]:
    """Make room where the key is lost: removes the cache, renames the others to ``*.lost-N``."""
    with store_lock(home):
        _remove(home.cache_db)
        return tuple(_rename(path) for path in (home.user_db, home.ledger_db) if path.exists())


def _prove(home: Home, key: bytes) -> None:
    """Raises ``KeyLost`` if the key opens none of the files; one that is damaged does not speak for the others."""
    lost = None
    for path in map(home.database, DATABASES):
        try:
            if path.exists():
                connect(path, key).close()
                return
        except KeyLost as error:
            lost = lost or error
    if lost is not None:
        raise lost


def _rename(path: Path) -> Path:
    n = 1
    while (target := path.with_name(f"{path.name}.lost-{n}")).exists():
        n += 1
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            shutil.move(f"{path}{suffix}", f"{target}{suffix}")
    return path.rename(target)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """An autocommit connection to an encrypted file. Raises ``KeyLost`` if the key does not open it."""
    mode = "rwc" if create else "rw"
    address = f"{path.as_uri()}?mode={mode}"
    connection: Connection = dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    # The library would write to stderr what the exception says.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if path.name == CACHE_FILE:
        connection.execute(f"PRAGMA cipher_page_size = {CACHE_PAGE_BYTES}")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise KeyLost(f"{path.name} does not open with this home's key.") from error
        raise
    return connection


def open_user(home: Home, key: bytes) -> Connection:
    """The user's file for reading and writing, made or brought up to date by whoever opens it first."""
    if _version(home.user_db, key) != VERSIONS["user"]:
        bring_up_to_date(home, key, "user")
    connection = connect(home.user_db, key)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def open_user_reader(home: Home, key: bytes) -> Connection:
    return _reader(home, key, "user")


def open_ledger_reader(home: Home, key: bytes) -> Connection:
    """Raises :class:`StoreNotReady` until the engine made the file."""
    return _reader(home, key, "ledger")


def open_cache_reader(home: Home, key: bytes) -> Connection:
    """Raises :class:`StoreNotReady` until the engine made the file."""
    if is_condemned(home):
        raise StoreNotReady("cache")
    try:
        connection = _reader(home, key, "cache")
    except KeyLost:
        # It is damaged, and the engine makes it anew.
        raise StoreNotReady("cache") from None
    connection.execute("PRAGMA cache_size = -64000")
    return connection


def open_writer(path: Path, key: bytes) -> "Engine":
    """An SQLAlchemy engine on one connection, its transactions ``BEGIN IMMEDIATE``; for the engine process."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    def opened() -> Connection:
        connection = connect(path, key, create=True)
        connection.execute("PRAGMA journal_mode = WAL")
        full = path.name in {"ledger.db", "user.db"}
        connection.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")
        connection.execute(f"PRAGMA cache_size = {-8_000 if full else -64_000}")
        if not full:
            # A first sync writes megabytes with each batch; copying them back every 4 MiB cost 4 %.
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
        return connection

    engine = create_engine("sqlite://", module=dbapi2, creator=opened, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    return engine


def bring_up_to_date(home: Home, key: bytes, name: str) -> None:
    """Make or migrate a file, under the home's lock; ``user`` and ``ledger`` are copied before.

    Raises :class:`StoreNewer`, having touched nothing.
    """
    path = home.database(name)
    with store_lock(home):
        version = _version_of_cache(home, key) if name == "cache" else _version(path, key)
        if version == VERSIONS[name]:
            return
        if version and name != "cache":
            backup(path, key, version)
        from workspace.store.migrate import upgrade

        writer = open_writer(path, key)
        try:
            upgrade(writer, name)
        finally:
            writer.dispose()


def _version_of_cache(home: Home, key: bytes) -> int:
    """0 where it was damaged: then it is gone."""
    try:
        if not is_condemned(home):
            return _version(home.cache_db, key)
    except KeyLost:
        pass
    except dbapi2.DatabaseError as error:
        if not is_damage(error):
            raise
    _remove(home.cache_db)
    home.condemned.unlink(missing_ok=True)
    return 0


def backup(path: Path, key: bytes, version: int) -> Path:
    """A consistent encrypted copy beside the file, named after its version."""
    target = path.with_name(f"{path.name}.v{version}")
    target.unlink(missing_ok=True)
    with _opened(path, key) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target


def _reader(home: Home, key: bytes, name: str) -> Connection:
    path = home.database(name)
    if _version(path, key) != VERSIONS[name]:
        raise StoreNotReady(name)
    connection = connect(path, key)
    connection.execute("PRAGMA query_only = 1")
    return connection


def _version(path: Path, key: bytes) -> int:
    """0 while there is no such file. Raises :class:`StoreNewer`."""
    if not path.exists():
        return 0
    with _opened(path, key) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSIONS[path.stem]:
        raise StoreNewer(f"{path} was written by a newer version of this program.")
    return version


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Connection]:
    connection = connect(path, key)
    try:
        yield connection
    finally:
        connection.close()
