"""A real Tryton on loopback: its database is made once for a checkout and copied for each server.

It has two users who sell, ``minsu`` and ``jiyoung``, and ``guest`` without a group; all have the same password, also
``admin``.
"""

import base64
import hashlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock

from tests.components import missing

PASSWORD = "filing-2026"
DATABASE = "crm"
START_SECONDS = 120
MAKE_SECONDS = 600
PACKAGES = ("trytond", "trytond-party", "trytond-party-relationship", "trytond-sale-opportunity")
MADE = Path(__file__).resolve().parents[2] / "build" / "tryton"
_CONF = """
[database]
uri = sqlite://
path = {folder}
[web]
listen = 127.0.0.1:{port}
[session]
authentications = password
[password]
length = 4
"""


class Refused(Exception):
    """What Tryton answered instead of a result."""


class Hand:
    """A user with a small client of his own."""

    def __init__(self, base_url: str, user: str = "admin", password: str = PASSWORD, database: str = DATABASE) -> None:
        self._headers = {"Content-Type": "application/json"}
        self.user_id, token = self._login(f"{base_url.rstrip('/')}/{database}/", user, password)
        words = base64.b64encode(f"{user}:{self.user_id}:{token}".encode()).decode()
        self._headers["Authorization"] = f"Session {words}"
        self.context = self.call("model.res.user.get_preferences", True, {})

    def _login(self, place: str, user: str, password: str) -> tuple[int, str]:
        """Up to Tryton 7 calls went to the database's own address."""
        for self._url in (f"{place}rpc/", place):
            with suppress(urllib.error.HTTPError):
                number, token, *_ = self.call("common.db.login", user, {"password": password})
                return number, token
        raise Refused(f"no sign-in for {user} at {place}")

    def call(self, method: str, *params: Any) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self._url, body, self._headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            found = json.load(answer)
        if "error" in found:
            raise Refused(found["error"])
        return found["result"]

    def ask(self, model: str, method: str, *params: Any) -> Any:
        return self.call(f"model.{model}.{method}", *params, self.context)

    def create(self, model: str, **values: Any) -> int:
        [number] = self.ask(model, "create", [values])
        return int(number)

    def rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask(model, "search_read", domain, 0, None, [["id", "ASC"]], list(fields))
        return found


class Tryton:
    """A running server on a copy of the made database."""

    def __init__(self, template: Path) -> None:
        self.folder = Path(mkdtemp(prefix="tryton-"))
        self.path = self.folder / f"{DATABASE}.sqlite"
        shutil.copyfile(template, self.path)
        self._process: subprocess.Popen[bytes] | None = None
        self._limits: dict[str, int] = {}
        self._kept_open: sqlite3.Connection | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers with the database loaded."""
        # Tryton opens the file three times a call; the last to close it would write the log back each time.
        self._kept_open = sqlite3.connect(self.path, check_same_thread=False)
        self._kept_open.execute("SELECT 1 FROM sqlite_master").fetchall()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._process = _serve(self.folder, self.port)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                lines = (self.folder / "log").read_text(errors="replace")
                self.stop()
                raise AssertionError("Tryton did not start:\n" + lines)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
        if not self._limits:
            self._limits = {table: self._newest(table) for table in _TABLES}

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False

    def _newest(self, table: str) -> int:
        return int(self.sql(f"SELECT COALESCE(MAX(id), 0) FROM {table}")[0][0])

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask or change the database beside the server."""
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def tidy(self) -> None:
        """Remove what tests made."""
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            for table, newest in self._limits.items():
                connection.execute(f"DELETE FROM {table} WHERE id > ?", (newest,))

    def halt(self) -> None:
        """Stop it; its data stays."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
            self._process = None
        if self._kept_open is not None:
            self._kept_open.close()
            self._kept_open = None

    def stop(self) -> None:
        """Stop it and remove its folder."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)


_TABLES = (
    "ir_note",
    "ir_attachment",
    "res_user_login_attempt",
    "sale_opportunity",
    "party_relation",
    "party_relation_type",
    "party_contact_mechanism",
    "party_address",
    "party_identifier",
    "party_party",
)


def _serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    (folder / "trytond.conf").write_text(_CONF.format(folder=folder, port=port))
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "trytond.cli", "-c", str(folder / "trytond.conf"), "-d", DATABASE],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


@contextmanager
def running() -> Iterator[Tryton]:
    """A started server for the block."""
    server = Tryton(made())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def made() -> Path:
    """The database that servers are copied from; making it takes half a minute, once for these versions."""
    try:
        words = "".join(f"{name} {version(name)}\n" for name in PACKAGES)
    except PackageNotFoundError:
        missing("Tryton is not installed here (it is one of the development dependencies)")
    name = hashlib.sha256((words + Path(__file__).read_text("utf-8")).encode()).hexdigest()[:16]
    path = MADE / f"{name}.sqlite"
    MADE.mkdir(parents=True, exist_ok=True)
    with FileLock(MADE / "lock"):
        if not path.exists():
            _make(path)
    return path


def _make(path: Path) -> None:
    folder = Path(mkdtemp(prefix="tryton-made-"))
    try:
        (folder / "trytond.conf").write_text(_CONF.format(folder=folder, port=0))
        (folder / "password").write_text(PASSWORD)
        (folder / f"{DATABASE}.sqlite").touch()
        _admin(folder, "--all", "--email", "admin@brightwell.example", "--password")
        _admin(folder, "--update", "sale_opportunity", "party_relationship", "--activate-dependencies")
        server = Tryton(folder / f"{DATABASE}.sqlite")
        try:
            server.start()
            _furnish(Hand(server.url))
            server.halt()
            server.sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(server.path, path.with_suffix(".part"))
        finally:
            server.stop()
        path.with_suffix(".part").rename(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _admin(folder: Path, *arguments: str) -> None:
    command = [str(Path(sys.executable).parent / "trytond-admin"), "-c", str(folder / "trytond.conf"), "-d", DATABASE]
    env = {**os.environ, "TRYTONPASSFILE": str(folder / "password")}
    done = subprocess.run([*command, *arguments], env=env, capture_output=True, text=True, timeout=MAKE_SECONDS)
    assert done.returncode == 0, done.stderr


def _furnish(hand: Hand) -> None:
    """The company Brightwell and who works there."""
    won = {"__class__": "Decimal", "decimal": "1"}
    currency = hand.create("currency.currency", name="Won", symbol="₩", code="KRW", digits=0, rounding=won)
    company = hand.create("company.company", party=hand.create("party.party", name="Brightwell"), currency=currency)
    hand.ask("res.user", "write", [hand.user_id], {"companies": [["add", [company]]], "company": company})
    [sales] = hand.rows("res.group", [["name", "=", "Sale Opportunity"]], "name")
    for name in ("minsu", "jiyoung"):
        party = hand.create("party.party", name=name.title())
        employee = hand.create("company.employee", party=party, company=company)
        hand.create(
            "res.user",
            name=name.title(),
            login=name,
            password=PASSWORD,
            companies=[["add", [company]]],
            company=company,
            employees=[["add", [employee]]],
            employee=employee,
            groups=[["add", [sales["id"]]]],
        )
    hand.create("res.user", name="Guest", login="guest", password=PASSWORD)
