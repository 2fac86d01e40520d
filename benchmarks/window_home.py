"""A home as large as the window must bear: 200,000 mails, 1,200 accounts, chats, events and records.

Made once for a version of the store and kept beside the system's temporary files; a run works on a copy.
"""

import hashlib
import json
import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.homes import HOME_KEY
from benchmarks.mails import SEED, Words
from benchmarks.window_letters import letters
from workspace.connector.pages import Page
from workspace.engine.parsing import body_of
from workspace.mail.parse import parse
from workspace.model.accounts import Account, Health
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Address, Attachment, ChatMessage, Collection, Email, Event, Record
from workspace.model.kinds import HealthState, Kind, RecordType, Role
from workspace.store.home import Home
from workspace.store.open import VERSIONS, bring_up_to_date, open_writer, unlock
from workspace.store.times import to_ms
from workspace.store.user import UserStore
from workspace.store.writer import CacheWriter
from workspace.store.writing.filed_marks import FiledMark

MAILS, ACCOUNTS, MESSAGES = 200_000, 1_200, 20_000
PAGE = 2_000
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
SENT = Collection(RemoteId("Sent"), "Sent", Kind.EMAIL, Role.SENT)
ARCHIVE = Collection(RemoteId("Archive"), "Archive", Kind.EMAIL, Role.ARCHIVE)
TRASH = Collection(RemoteId("Trash"), "Trash", Kind.EMAIL, Role.TRASH)
LABELS = tuple(Collection(RemoteId(f"Label/{n}"), name, Kind.EMAIL) for n, name in enumerate(("VIP", "주문", "Legal")))
BIG = Collection(RemoteId("BIG"), "big", Kind.CHAT, Role.CHANNEL)
SMALL = tuple(Collection(RemoteId(f"C{n}"), f"channel-{n}", Kind.CHAT, Role.CHANNEL) for n in range(20))
CALENDAR = Collection(RemoteId("cal"), "Calendar", Kind.EVENT, Role.CALENDAR)
RECORDS = Collection(RemoteId("contact"), "Contacts", Kind.RECORD, Role.RECORDS)
MAIN, CHAT, CRM = AccountId("a0"), AccountId("a1"), AccountId("a2")
SAID = (
    "Carrier confirms that the depot backlog clears on Friday, at six in the evening at the latest.",
    "하늘무역 주문 48213 건은 오늘 17시 전에 다시 연락드리기로 했습니다. @Jane 확인 부탁드려요.",
    "See https://status.carrier.example/incidents/7712\n```\nERROR depot.sync: 502 from carrier\n```",
    "ok",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much the home holds."""

    mails: int = MAILS
    accounts: int = ACCOUNTS
    messages: int = MESSAGES


def copied(size: Size, to: Path) -> Path:
    """A home of that size that may be written; its key is in the environment of this process."""
    ready = _kept(size)
    os.environ[HOME_KEY] = (ready / "key").read_text()
    shutil.copytree(ready / "home", to)
    return to


def _kept(size: Size) -> Path:
    """The home that copies are made of, made if it is not there; the system takes away those of older days."""
    sources = [Path(__file__), Path(__file__).with_name("window_letters.py")]
    told = json.dumps([dict(VERSIONS), [size.mails, size.accounts, size.messages]]).encode()
    name = hashlib.sha256(told + b"".join(each.read_bytes() for each in sources)).hexdigest()[:12]
    # Times are relative to the day it was made: a week with meetings is soon a week ago.
    ready = Path(tempfile.gettempdir()) / f"workspace-bench-window-{datetime.now(UTC):%Y%m%d}-{name}"
    if not ready.exists():
        with tempfile.TemporaryDirectory(prefix="workspace-bench-window-new-") as folder:
            key = os.environ[HOME_KEY] = secrets.token_hex(32)
            LargeHome(Path(folder) / "home", size).fill()
            (Path(folder) / "key").write_text(key)
            (Path(folder) / "key").chmod(0o600)
            os.rename(folder, ready)
            Path(folder).mkdir()  # which the context takes away
    return ready


class LargeHome:
    """Written page by page, as the engine does."""

    def __init__(self, path: Path, size: Size) -> None:
        self.size = size
        home = Home(path)
        _, key, _ = unlock(home)
        for name in ("user", "ledger", "cache"):
            bring_up_to_date(home, key, name)
        self.user = UserStore(home, key)
        self.writer = CacheWriter(open_writer(home.cache_db, key))
        self.now = datetime.now(UTC)
        self.rng = random.Random(SEED)
        self.words = Words(self.rng)
        self.accounts: dict[AccountId, Account] = {}

    def fill(self) -> None:
        self._add_accounts()
        self._add_records()
        self._add_mails()
        self._add_letters()
        self._add_events()
        self._add_chats()
        self.writer.close()
        self.user.close()

    def _add_accounts(self) -> None:
        """A third in the first workplace, the others in twenty: Ctrl+1 to 9 goes to those of any size."""
        places = [self.user.add_workplace(f"Workplace {n}" if n % 2 else f"일터 {n}") for n in range(21)]
        for n in range(self.size.accounts):
            place = places[0] if n % 3 == 0 or n < 3 else places[1 + n % 20]
            connector = "builtin_crm" if n == 2 else "demo"
            own = f"me{n}@bench.example"
            account = Account(
                AccountId(f"a{n}"), connector, f"{own} · {n}", {}, place.workplace_id, own, (own,), is_enabled=True
            )
            self.user.add_account(account)
            self.user.assign(place.workplace_id, [account.account_id])
            self.accounts[account.account_id] = account
        self.writer.mirror_accounts(list(self.accounts.values()), dict(self.user.workplace_accounts()))  # type: ignore[arg-type]
        folders = (INBOX, SENT, ARCHIVE, TRASH)
        for account in self.accounts.values():
            brought = {MAIN: (*folders, *LABELS, CALENDAR), CHAT: (BIG, *SMALL), CRM: (RECORDS,)}
            collections = brought.get(account.account_id, folders)
            self.writer.discover(account, collections)
            self.writer.finish_pull(account.account_id, *collections)
        broken = Health(HealthState.NEEDS_SIGNIN, self.now, "signin_expired", {"host": "imap.bench.example"})
        well = Health(HealthState.OK, self.now)
        self.writer.set_healths(
            [(each, broken if n % 120 == 7 else well, self.now) for n, each in enumerate(self.accounts)]
        )

    def _add_records(self) -> None:
        """Every second sender is known, in 5,000 contacts."""
        companies = tuple(
            Record(RemoteId(f"co{n}"), RecordType.COMPANY, f"Company {n}", domains=(f"c{n}.example",))
            for n in range(90)
        )
        people = tuple(
            Record(
                RemoteId(f"p{n}"),
                RecordType.CONTACT,
                f"Person {n}",
                emails=(f"p{n}@c{n % 90}.example",),
                parent_ids=(RemoteId(f"co{n % 90}"),),
            )
            for n in range(0, 10_000, 2)
        )
        deals = tuple(
            Record(RemoteId(f"d{n}"), RecordType.DEAL, f"Renewal {n}", parent_ids=(RemoteId(f"co{n}"),), stage="Open")
            for n in range(90)
        )
        self.writer.apply_page(self.accounts[CRM], RECORDS, Page((*companies, *people, *deals), cursor="1"))

    def _add_mails(self) -> None:
        """Newest first, as a first sync brings them. The first account has a fifth, and its workplace most."""
        fast = [each for n, each in enumerate(self.accounts) if n % 3 == 0 and each not in (CHAT, CRM)][:40]
        rest = [each for each in self.accounts if each not in (CHAT, CRM)]
        for first in range(0, self.size.mails, PAGE):
            numbers = range(first, min(first + PAGE, self.size.mails))
            which = first // PAGE % 5
            owners = [MAIN] if which == 0 else fast[1:] if which < 4 else rest
            if len(owners) > 1:
                owners = self.rng.sample(owners, min(12, len(owners)))
            for n, owner in enumerate(owners):
                page = tuple(self._mail(number) for number in numbers[n :: len(owners)])
                self.writer.apply_page(self.accounts[owner], INBOX, Page(page, cursor=str(first)))
        marks = [
            FiledMark(f"<m{n}@bench.example>", CRM, "done", to_ms(self.now), "r1", "Person") for n in range(0, 3_000, 3)
        ]
        self.writer.mirror_filed(marks)
        while self.writer.merge_search():
            pass

    def _mail(self, n: int) -> Email:
        """The texts of the newest tenth are here; one mail of two answers one of those before it."""
        is_korean, sender = n % 5 == 0, n % 400
        text = self.words.text(60, is_korean=is_korean) if n < self.size.mails / 10 else None
        answered = (f"<m{n + 1 + 2 * self.rng.randint(0, 20)}@bench.example>",) if n % 2 else ()
        at = self.now - timedelta(minutes=3 * n + 2)
        files = (Attachment("2", "order.pdf", "application/pdf", 84_000),) if n % 9 == 0 else ()
        return Email(
            RemoteId(f"m{n}"),
            at,
            subject=self.words.text(self.rng.randint(2, 7), is_korean=is_korean),
            from_=(Address(f"Person {sender}", f"p{sender}@c{sender % 90}.example"),),
            to=(Address("Me", "me0@bench.example"),),
            sent_at=at,
            message_id=f"<m{n}@bench.example>",
            in_reply_to=answered[0] if answered else None,
            references=answered,
            is_read=n % 40 != 0,
            is_flagged=n % 70 == 0,
            size=5_000,
            text=text,
            snippet=(text or "")[:120],
            attachments=files if text else None,
            labels=(LABELS[n % 3].remote_id,) if n % 60 == 0 else (),
        )

    def _add_letters(self) -> None:
        """Whole mails of many kinds, the newest of the first account: they are opened."""
        account, pairs = self.accounts[MAIN], []
        for n, raw in enumerate(letters()):
            mail = parse(raw)
            remote_id, at = RemoteId(f"letter{n}"), self.now - timedelta(seconds=n + 1)
            email = Email(
                remote_id,
                at,
                subject=mail.subject,
                from_=mail.from_,
                to=mail.to,
                sent_at=at,
                message_id=mail.message_id,
                in_reply_to=mail.in_reply_to,
                references=mail.references,
                is_read=True,
                is_automated=mail.is_automated,
                size=len(raw),
            )
            self.writer.apply_page(account, INBOX, Page((email,)))
            item_id = self.writer.item_id(MAIN, "email", remote_id)
            assert item_id is not None
            pairs.append((item_id, body_of(raw)))
        self.writer.store_bodies(sorted(pairs, key=lambda pair: pair[0]))

    def _add_events(self) -> None:
        """A dozen meetings a day around today, one every three hours for two years."""
        near = [self._event(f"near{n}", n % 7, 7 + n % 11) for n in range(-84, 84)]
        far = [self._event(f"far{n}", n // 8, n % 24) for n in range(8 * -365, 8 * 365)]
        self.writer.apply_page(self.accounts[MAIN], CALENDAR, Page((*near, *far), cursor="1"))

    def _event(self, name: str, day: int, hour: int) -> Event:
        at = self.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=day, hours=hour)
        return Event(
            RemoteId(name), f"{name}@bench.example", f"Meeting {name}", starts_at=at, ends_at=at + timedelta(minutes=45)
        )

    def _add_chats(self) -> None:
        account = self.accounts[CHAT]
        for first in range(0, self.size.messages, PAGE):
            numbers = reversed(range(first, min(first + PAGE, self.size.messages)))
            self.writer.apply_page(account, BIG, Page(tuple(self.message(n) for n in numbers)))
        for which, each in enumerate(SMALL):
            page = tuple(self.message(n, f"c{which}") for n in reversed(range(40)))
            self.writer.apply_page(account, each, Page(page))

    def message(self, n: int, channel: str = "x") -> ChatMessage:
        return message(n, self.size.messages, self.now, channel)


def message(n: int, of: int, now: datetime, channel: str = "x") -> ChatMessage:
    """Every tenth message has replies, every seventh a reaction."""
    who = Address(f"Person {n % 7}", f"p{n % 7}@team.example")
    at = now - timedelta(seconds=30 * (of - n))
    root = RemoteId(f"{channel}{n - n % 10}") if n % 10 in (3, 6) else None
    reactions = (("👍", n % 3 + 1),) if n % 7 == 0 else ()
    return ChatMessage(
        RemoteId(f"{channel}{n}"),
        at,
        who,
        SAID[n % len(SAID)],
        f"T/{channel}/{n}",
        thread_remote_id=root,
        reactions=reactions,
    )


def news(now: datetime, first: int, count: int, words: Words) -> Sequence[Email]:
    """So many mails that have just come."""
    return list(_news(now, first, count, words))


def _news(now: datetime, first: int, count: int, words: Words) -> Iterator[Email]:
    for n in range(first, first + count):
        text = words.text(60, is_korean=n % 5 == 0)
        yield Email(
            RemoteId(f"news{n}"),
            now + timedelta(milliseconds=n),
            subject=words.text(5, is_korean=n % 5 == 0),
            from_=(Address(f"Person {n % 400}", f"p{n % 400}@c{n % 400 % 90}.example"),),
            to=(Address("Me", "me0@bench.example"),),
            message_id=f"<news{n}@bench.example>",
            text=text,
            snippet=text[:120],
            size=5_000,
        )
