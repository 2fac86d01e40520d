"""The CRM's file: opened with its key, brought to the newest schema, written in whole transactions.

Several processes may have it open: SQLite's WAL and ``BEGIN IMMEDIATE`` put writers one after
the other. Every change of a record takes the next number of one sequence, so that a pull can
continue where the last one ended.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from workspace.connector.errors import AuthRequired, Rejected, Transient

VERSION = 1
BUSY_SECONDS = 30
NAME = "The CRM file"
PAGE_BYTES = 4096
MOST_ALIKE = 96
"""No byte value comes so often in an encrypted page: 16 is the average, and 96 are 20 standard deviations more."""
NOT_OURS = "this file is not a CRM of this program"
_STATE = "SELECT user_version, (SELECT COUNT(*) FROM sqlite_master) FROM pragma_user_version"
_KEY = re.compile(r"[0-9a-fA-F]{64}")

SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sequence (n INTEGER NOT NULL);
INSERT INTO sequence VALUES (0);
CREATE TABLE record (
    record_id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_type TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL DEFAULT '',
    amount TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    is_open INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL,
    seq INTEGER NOT NULL UNIQUE
);
CREATE INDEX record_by_name ON record (record_type, name_folded);
CREATE TABLE record_value (
    record_id INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    normal TEXT NOT NULL,
    PRIMARY KEY (record_id, field, position)
) WITHOUT ROWID;
CREATE INDEX record_value_by_normal ON record_value (field, normal);
CREATE TABLE record_parent (
    record_id INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
    position INTEGER NOT NULL,
    parent_id INTEGER NOT NULL REFERENCES record,
    PRIMARY KEY (record_id, parent_id)
) WITHOUT ROWID;
CREATE INDEX record_parent_by_parent ON record_parent (parent_id);
CREATE TABLE gone (record_id INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE);
CREATE TABLE activity (
    activity_id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT,
    sent_at INTEGER NOT NULL,
    is_incoming INTEGER NOT NULL,
    thread_key TEXT NOT NULL
);
CREATE TABLE activity_address (
    activity_id INTEGER NOT NULL REFERENCES activity ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (activity_id, role, position)
) WITHOUT ROWID;
CREATE TABLE filing (
    filing_id INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id TEXT NOT NULL UNIQUE,
    activity_id INTEGER NOT NULL REFERENCES activity ON DELETE CASCADE,
    filed_by TEXT NOT NULL,
    filed_at INTEGER NOT NULL
);
CREATE INDEX filing_by_activity ON filing (activity_id);
CREATE TABLE filing_record (
    action_id TEXT NOT NULL REFERENCES filing (action_id) ON DELETE CASCADE,
    record_id INTEGER NOT NULL REFERENCES record,
    position INTEGER NOT NULL,
    PRIMARY KEY (action_id, record_id)
) WITHOUT ROWID;
CREATE INDEX filing_record_by_record ON filing_record (record_id);
CREATE TABLE attachment (
    attachment_id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activity ON DELETE CASCADE,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX attachment_by_activity ON attachment (activity_id, sha256);
CREATE TABLE attachment_chunk (
    attachment_id INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (attachment_id, n)
);
CREATE TABLE filing_attachment (
    action_id TEXT NOT NULL REFERENCES filing (action_id) ON DELETE CASCADE,
    attachment_id INTEGER NOT NULL REFERENCES attachment ON DELETE CASCADE,
    PRIMARY KEY (action_id, attachment_id)
) WITHOUT ROWID;
CREATE INDEX filing_attachment_by_attachment ON filing_attachment (attachment_id);
CREATE TABLE created_record (
    record_id INTEGER PRIMARY KEY REFERENCES record ON DELETE CASCADE,
    action_id TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX created_record_by_action ON created_record (action_id);
"""

Connection = Any
"""A DB-API connection; sqlcipher3 brings no types."""


class CrmFile:
    """One open file.

    Raises ``AuthRequired`` for a wrong key, ``Transient`` where its folder is not there, and ``Rejected``
    for a path that cannot be it.
    """

    def __init__(self, path: str, key: str) -> None:
        if not _KEY.fullmatch(key):
            raise Rejected("setting_wrong", field="key", reason="it must be 64 hexadecimal digits")
        if not Path(path).parent.is_dir():
            # It may be a drive that is not plugged in: the account waits for it.
            raise Transient("setting_wrong", field="path", reason="the folder does not exist")
        try:
            self.connection: Connection = dbapi2.connect(
                path, BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except dbapi2.OperationalError as error:
            raise Rejected("setting_wrong", field="path", reason=str(error)) from error
        try:
            self._prepare(key)
        except AuthRequired:
            self.connection.close()
            if not _can_be_encrypted(Path(path)):
                raise Rejected("setting_wrong", field="path", reason=NOT_OURS) from None
            raise
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self, key: str) -> None:
        run = self.connection.execute
        run(f"PRAGMA key = \"x'{key}'\"")
        with _failures():
            version, tables = run(_STATE).fetchone()
            if tables and not version:
                raise Rejected("setting_wrong", field="path", reason=NOT_OURS)
            if version > VERSION:
                reason = "a newer version of the program wrote it"
                raise Rejected("setting_wrong", field="path", reason=reason)
            run("PRAGMA journal_mode = WAL")
            # What the engine was told is written must still be written after a power cut.
            run("PRAGMA synchronous = FULL")
            run("PRAGMA foreign_keys = ON")
        if version < VERSION:
            self._create()

    def _create(self) -> None:
        with self.write() as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return
            for statement in SCHEMA.strip().split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO fact VALUES ('file_id', ?)", (secrets.token_hex(8),))
            connection.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, kept whole or not at all."""
        with _failures():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One state of the file, however much is written meanwhile."""
        with _failures():
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def close(self) -> None:
        self.connection.close()


def _can_be_encrypted(path: Path) -> bool:
    """Whether the file is whole pages of noise, so that only the key can be wrong."""
    with path.open("rb") as file:
        page = file.read(PAGE_BYTES)
    return path.stat().st_size % PAGE_BYTES == 0 and max(Counter(page).values(), default=0) < MOST_ALIKE


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except dbapi2.OperationalError as error:
        raise Transient("busy" if "locked" in str(error) else "unreachable", host=NAME) from error
    except dbapi2.IntegrityError:
        raise
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error) or "hmac" in str(error).lower():
            raise AuthRequired("signin_refused", host=NAME) from error
        raise


def next_seq(connection: Connection) -> int:
    """The next number of the change sequence."""
    row = connection.execute("UPDATE sequence SET n = n + 1 RETURNING n").fetchall()
    return int(row[0][0])


def milliseconds(moment: datetime | None = None) -> int:
    return int((moment or datetime.now(UTC)).timestamp() * 1000)


def moment(milliseconds_since_1970: int) -> datetime:
    return datetime.fromtimestamp(milliseconds_since_1970 / 1000, UTC)
