"""A first sync from Dovecot over TLS: ``workspace sync --once`` beside ``mbsync -a``, and the window meanwhile."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from imapclient import IMAPClient

from benchmarks.homes import ADDRESS
from benchmarks.mails import mails
from benchmarks.programs import PATIENCE_SECONDS, python, run, workspace
from benchmarks.signed_in import signed_in_home
from benchmarks.stand_ins import Served
from benchmarks.table import Row
from tests.fakes.dovecot import PASSWORD, Dovecot, running
from workspace.store.home import Home
from workspace.store.open import StoreNotReady, unlock
from workspace.store.reader import Reader

SYNC_REACH = 1.3
GAP_REACH_MS = 16.0
AT_ONCE = 200
"""Mails of one MULTIAPPEND."""
_MBSYNC = """
FSync yes
IMAPStore far
Host localhost
Port {port}
User {user}
Pass {password}
SSLType IMAPS
CertificateFile {ca_file}

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Near
Sync Pull
SyncState *
"""


@contextmanager
def filled_server(count: int) -> Iterator[Dovecot]:
    """A private Dovecot with so many mails in the inbox."""
    with running() as server:
        with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
            client.login(ADDRESS, PASSWORD)
            for batch in _batches(count):
                client.multiappend("INBOX", batch)
        yield server


def _batches(count: int) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for at, raw in mails(count):
        batch.append({"msg": raw, "date": _local(at), "flags": [rb"\Seen"]})
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _local(at: datetime) -> datetime:
    """imapclient reads a time without a zone as local."""
    return at.astimezone().replace(tzinfo=None)


def measure(server: Dovecot, folder: Path, count: int) -> list[Row]:
    ours, peer = _ours(server, folder / "sync", count), _mbsync(server, folder / "mbsync", count)
    note = f"{count / ours:.0f} and {count / peer:.0f} mails/s"
    return [
        Row("first sync, beside mbsync", "s", ours, SYNC_REACH, peer, note=note),
        *_window(server, folder / "sync-window", count),
    ]


def _signed_in_home(server: Dovecot, path: Path) -> Home:
    settings = server.settings(ADDRESS)
    return signed_in_home(path, [Served("dovecot", "imap", settings, {"password": PASSWORD}, ADDRESS)])


def _ours(server: Dovecot, path: Path, count: int) -> float:
    home = _signed_in_home(server, path)
    took = run(workspace(home.path, "sync", "--once"))
    there = coverage(home)
    if there != (count, count):
        raise SystemExit(f"The sync ended with {there} of {count} mails: {took.output}")
    return took.wall


def coverage(home: Home) -> tuple[int, int]:
    """Mails with a body, and mails."""
    try:
        reader = Reader(home, unlock(home)[1])
    except StoreNotReady:
        return 0, 0
    found = reader.coverage()
    reader.close()
    return found


def _mbsync(server: Dovecot, folder: Path, count: int) -> float:
    folder.mkdir()
    config = folder / "mbsyncrc"
    settings = {"port": server.tls_port, "user": ADDRESS, "password": PASSWORD, "ca_file": server.ca_file}
    config.write_text(_MBSYNC.format(folder=folder, **settings))
    took = run(["mbsync", "--config", config, "--all", "--quiet"])
    there = sum(1 for path in (folder / "INBOX").glob("*/*") if path.is_file())
    if there != count:
        raise SystemExit(f"mbsync ended with {there} of {count} mails")
    return took.wall


def _window(server: Dovecot, path: Path, count: int) -> list[Row]:
    """The real window with its engine on a new home, until every body is there."""
    home = _signed_in_home(server, path)
    process = subprocess.Popen(
        python("benchmarks.window_gap", home.path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while coverage(home) != (count, count) and process.poll() is None:
        if time.monotonic() > deadline:
            process.kill()
            raise SystemExit(f"The window's engine did not end its sync: {coverage(home)}")
        time.sleep(1)  # asking more often would take processor time from what is measured
    output, _ = process.communicate("\n", timeout=60)
    gap = json.loads(output.splitlines()[-1])
    note = f"max {gap['max']:.0f}, {gap['count']} ticks in {gap['seconds']:.0f} s of sync"
    return [Row("window gap p99 during that sync", "ms", gap["p99"], GAP_REACH_MS, note=note)]
