"""What the filing journeys share: mails to file, a network that breaks while the engine is killed, and taking all back.

Each CRM's journey only says how it is signed in and what it holds in the end.
"""

import hashlib
import os
import random
import threading
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tests.fakes.authority import Authority
from tests.fakes.dovecot import Dovecot
from tests.fakes.relay import Relay
from tests.journeys.mailbox import mail, signed_in
from tests.journeys.program import Killer, Program
from tests.journeys.test_signing_in import ended, first_line

USER = "kim@brightwell.example"
MAILS = int(os.environ.get("JOURNEY_MAILS", "6"))
"""``JOURNEY_MAILS=100 KILLS=10`` is the whole of it."""
KILLS = int(os.environ.get("KILLS", "2"))
CUTS = 2 * KILLS
SENDERS, PARTNERS = 20, 5
EVERY_NEW = 5
"""The mails of each so many senders are filed with a deal that is made for them."""
TIMEOUT = 120 + 20 * (MAILS + KILLS)
ROUNDS = 400
PAUSE = (0.3, 2.0)
FILED, UNSURE = "done", "unsure"
AT_REST = frozenset({"failed", UNSURE})


@dataclass(frozen=True, slots=True)
class Seen:
    """One filing as the CRM itself holds it: ids of the people and names of the deals, SHA-256 of each attachment."""

    people: frozenset[str]
    deals: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


class Cutter:
    """Pulls the cable a number of times for a moment, in a thread of its own."""

    def __init__(self, relay: Relay, times: int, *, seed: int, pause: tuple[float, float]) -> None:
        self.relay = relay
        self.left = times
        self._rng = random.Random(seed)
        self._pause = pause
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._cut, daemon=True)

    def __enter__(self) -> "Cutter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self.relay.mend()

    def _cut(self) -> None:
        while self.left and not self._is_over.wait(self._rng.uniform(*self._pause)):
            self.relay.cut()
            self._is_over.wait(self._rng.uniform(0.05, 0.4))
            self.relay.mend()
            self.left -= 1


class Bearers(Mapping[str, str]):
    """The tokens of an authority as a stand-in asks for them: who each belongs to, by ``users``."""

    def __init__(self, authority: Authority, users: Mapping[str, str]) -> None:
        self._authority = authority
        self._users = users

    def __getitem__(self, token: str) -> str:
        return self._users[self._authority.user_of(f"Bearer {token}")]

    def __iter__(self) -> Iterator[str]:
        return iter(self._authority.accesses)

    def __len__(self) -> int:
        return len(self._authority.accesses)


def attachment(n: int) -> bytes:
    return random.Random(n).randbytes(20_000 + n)


def sender(n: int) -> str:
    return f"c{n % SENDERS}@haneul.example"


def partner(n: int) -> str:
    return f"p{n % PARTNERS}@partner.example"


def key(n: int) -> str:
    return f"<n{n}@haneul.example>"


def subject(n: int) -> str:
    return f"주문 {n} 배송 문의" if n % 2 else f"Order {n} delivery question"


def is_with_deal(n: int) -> bool:
    return n % EVERY_NEW == 0


def files(n: int) -> tuple[tuple[str, str], ...]:
    return ((f"파일 {n}.bin", hashlib.sha256(attachment(n)).hexdigest()),)


def with_mailbox(program: Program, dovecot: Dovecot) -> None:
    """A mailbox of mails with attachments, from a customer, and to a partner as well."""
    with signed_in(dovecot, USER) as client:
        for n in range(MAILS):
            cc = f"Cc: Partner {n % PARTNERS} <{partner(n)}>\r\n".encode()
            client.append("INBOX", cc + mail(n, attachment=attachment(n)))
    program.add_imap(dovecot.settings(USER))


def with_crm(program: Program, connector: str, relay: Relay, authority: Authority, *more: str, text: str = "") -> str:
    """The CRM behind the relay, signed in to by the address that is printed; returns the account's id."""
    settings = {
        "base_url": f"http://127.0.0.1:{relay.port}",
        "client_id": authority.client_id,
        "authorize_url": f"{authority.url}/authorize",
        "token_url": f"{authority.url}/token",
        "redirect_port": "0",
    }
    pairs = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    process = program.start("account", "add", connector, *pairs, *more, "--print-url", text=text)
    urllib.request.urlopen(first_line(process), timeout=20).close()
    account_id = ended(process)[0]
    program.run("sync", "--once")
    return account_id


def file_all(program: Program, crm: str, records: Mapping[str, str] | None = None) -> None:
    """Queue every mail for its sender's record (``TYPE:ID`` by address), some with a deal, or for what matches."""
    rows = {row["message_id"]: row["item_id"] for row in program.json("list", "email")}
    assert set(rows) == {key(n) for n in range(MAILS)}
    for first in range(min(MAILS, SENDERS)):
        new = ("--create", "deal") if is_with_deal(first) else ()
        where = ("--to", records[sender(first)], *new) if records else ()
        items = [rows[key(n)] for n in range(first, MAILS, SENDERS)]
        program.run("file", *items, "--crm", crm, *where, "--no-wait")


def go_through_trouble(program: Program, relay: Relay) -> None:
    """Sync under cuts and kills until both are over, and in peace until the outbox is at rest."""
    with (
        Cutter(relay, CUTS, seed=2, pause=PAUSE) as cutter,
        Killer(program, KILLS, seed=1, pause=PAUSE) as killer,
    ):
        for _ in range(ROUNDS):
            program.run("sync", "--once", expect=(0, 1, 4))
            if not killer.left and not cutter.left:
                break
    assert (killer.left, cutter.left) == (0, 0)
    for _ in range(ROUNDS):
        program.run("sync", "--once", expect=(0, 1, 4))
        if {row["state"] for row in program.json("outbox", "list")} <= AT_REST:
            return
    raise AssertionError("the outbox did not come to rest")


def assert_each_once(program: Program, found: Collection[tuple[str, object]], wanted: Mapping[str, object]) -> None:
    """Every mail is there once, as it should be; what is not there is plainly unsure."""
    states = [row["state"] for row in program.json("outbox", "list")]
    assert set(states) <= {UNSURE}
    there = dict(found)
    assert len(there) == len(found), "a mail is there twice"
    assert there == {each: wanted[each] for each in there}
    assert len(wanted) - len(there) <= len(states)


def take_back(program: Program, relay: Relay) -> None:
    """Undo every filing that the inbox shows, while the cable is pulled now and then."""
    rows = program.json("inbox", "--limit", str(MAILS))
    for chip in [chip for row in rows for chip in row["filed"] if chip["state"] == FILED]:
        program.run("unfile", chip["receipt_id"], "--no-wait")
    go_through_trouble(program, relay)
