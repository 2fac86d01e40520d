"""A round over many accounts of mixed kinds in which nothing changed: ``workspace sync --once`` on a warm home."""

import base64
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from imapclient import IMAPClient

from benchmarks.mails import mails
from benchmarks.programs import PATIENCE_SECONDS, ROOT, Took, python, run, workspace
from benchmarks.signed_in import signed_in_home
from benchmarks.stand_ins import Served, StandIns, serving
from benchmarks.table import Row
from tests.fakes import dovecot, radicale

REACH_SECONDS = 10.0
SHARES = {"imap": 75, "caldav": 45, "google": 60, "microsoft": 60, "slack": 60}
"""Accounts of each kind, 300 in all."""
MAILS = 5
_MKCOL = b"""<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>
<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype></d:prop></d:set></d:mkcol>"""
_CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:kim\r\nFN:Kim\r\nN:Kim;;;;\r\nEND:VCARD\r\n"


def measure(folder: Path) -> list[Row]:
    """The whole command on a home with everything pulled, then a round of an engine that runs anyway."""
    with mixed_accounts(SHARES) as (accounts, stand_ins):
        home = signed_in_home(folder / "accounts", accounts)
        pulled = run(workspace(home.path, "sync", "--once"))
        stand_ins.asked()
        took = run(workspace(home.path, "sync", "--once"))
        asked = stand_ins.asked()
        steady = _steady(home.path, stand_ins)
    _refuse_trouble(pulled, took)
    note = (
        f"cpu {took.cpu:.1f} s; {len(accounts)} accounts, pulled first in {pulled.wall:.1f} s;"
        f" {sum(each.calls.total() for each in asked.values())} calls at the stand-ins (cpu"
        f" {max(each.cpu for each in asked.values()):.1f} s), {sum(each.refused for each in asked.values())} refused"
    )
    return [Row("sync --once, nothing new", "s", took.wall, REACH_SECONDS, note=note), *steady]


def _steady(home: Path, stand_ins: StandIns) -> list[Row]:
    """A round as the engine makes it every few minutes, and how often each service was asked in it."""
    process = subprocess.Popen(
        python("benchmarks.round_child", home), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    collections: dict[str, int] = json.loads(process.stdout.readline() or "{}")
    stand_ins.asked()
    output, _ = process.communicate("\n", timeout=PATIENCE_SECONDS)
    wall, cpu = json.loads(output.splitlines()[-1])
    asked = stand_ins.asked()
    calls = {name: each.calls.total() for name, each in asked.items()}
    refused = sum(each.refused for each in asked.values())
    counts = ", ".join(f"{name} {calls[name]} for {collections[name]}" for name in calls)
    most = max(calls[name] / collections[name] for name in calls)
    return [
        Row("round of a running engine", "s", wall, REACH_SECONDS, note=f"cpu {cpu:.1f} s"),
        Row("calls a collection in that round", "", most, 1.0, note=f"{counts}; {refused} refused"),
    ]


def _refuse_trouble(*syncs: Took) -> None:
    for took in syncs:
        lines = [line for line in took.output.splitlines() if "  ok  " not in line]
        if lines:
            raise SystemExit(f"Some accounts are not well: {lines[:3]}")


@contextmanager
def mixed_accounts(shares: dict[str, int]) -> Iterator[tuple[list[Served], StandIns]]:
    """Accounts with a few items each at Dovecot, Radicale and the stand-ins."""
    spec = {
        "google": {"accounts": shares["google"], "mails": MAILS},
        "microsoft": {"accounts": shares["microsoft"], "mails": MAILS},
        "slack": {"accounts": shares["slack"]},
    }
    with dovecot.running() as imap, radicale.running() as dav, serving(**spec) as stand_ins:
        found = [_imap(imap, n) for n in range(shares["imap"])]
        found += [_caldav(dav, n) for n in range(shares["caldav"])]
        # Mixed, as a morning's first look meets them.
        everything = sorted([*found, *stand_ins.accounts], key=lambda each: each.name[::-1])
        yield everything, stand_ins


def _imap(server: dovecot.Dovecot, number: int) -> Served:
    user = f"imap{number}@bench.example"
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(user, dovecot.PASSWORD)
        client.multiappend("INBOX", [raw for _, raw in mails(MAILS)])
    return Served(f"imap{number}", "imap", server.settings(user), {"password": dovecot.PASSWORD}, user)


def _caldav(server: radicale.Radicale, number: int) -> Served:
    user = f"user{number}@haneul.example"
    token = base64.b64encode(f"{user}:{radicale.PASSWORD}".encode()).decode()
    home = f"/{quote(user, safe='@')}"
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    for method, path, body, kind in (
        ("MKCALENDAR", f"{home}/team/", b"", "text/xml"),
        ("MKCOL", f"{home}/people/", _MKCOL, "text/xml"),
        ("PUT", f"{home}/team/e.ics", _event(), "text/calendar"),
        ("PUT", f"{home}/people/k.vcf", _CARD, "text/vcard"),
    ):
        connection.request(method, path, body, {"Authorization": f"Basic {token}", "Content-Type": kind})
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 300:
            raise SystemExit(f"Radicale answered {answer.status} to {method} {path}")
    connection.close()
    settings = {"base_url": f"http://127.0.0.1:{server.port}", "username": user}
    return Served(f"caldav{number}", "caldav", settings, {"password": radicale.PASSWORD}, user)


def _event() -> bytes:
    start = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y%m%dT%H0000Z")
    lines = ("BEGIN:VEVENT", "UID:e", f"DTSTAMP:{start}", f"DTSTART:{start}", "SUMMARY:Meeting", "END:VEVENT")
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", *lines, "END:VCALENDAR", "")
    return "\r\n".join(whole).encode()
