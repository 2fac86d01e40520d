"""Throw-away homes for the measurements: opened, with one mail account, and filled the way the engine fills them."""

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from workspace.connector.listed import listed
from workspace.connector.pages import Page
from workspace.engine.bodies import BATCH
from workspace.engine.parsing import Parsing, body_of
from workspace.mail.parse import parse
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, ItemId, RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role
from workspace.store.home import Home
from workspace.store.open import bring_up_to_date, open_writer, unlock
from workspace.store.user import UserStore
from workspace.store.writer import CacheWriter
from workspace.store.writing.body import Body

Item = TypeVar("Item")
HOME_KEY = "WORKSPACE_HOME_KEY"
ADDRESS = "me@bench.example"
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
PAGE = BATCH
"""Items that are stored at once, as the engine does."""


def use_throwaway_key() -> None:
    """The homes of this process and its children are encrypted with a key that lives in the environment alone."""
    os.environ.setdefault(HOME_KEY, secrets.token_hex(32))


class FilledHome:
    """A home whose cache is written in this process, page by page."""

    def __init__(self, path: Path) -> None:
        self.home = Home(path)
        _, key, _ = unlock(self.home)
        for name in ("user", "ledger", "cache"):
            bring_up_to_date(self.home, key, name)
        self.account = Account(
            AccountId("bench"), "demo", ADDRESS, {}, identity=ADDRESS, own_addresses=(ADDRESS,), is_enabled=False
        )
        user = UserStore(self.home, key)
        if user.account(self.account.account_id) is None:
            place = user.add_workplace("Bench")
            user.add_account(self.account)
            user.assign(place.workplace_id, [self.account.account_id])
        self.writer = CacheWriter(open_writer(self.home.cache_db, key))
        self.writer.mirror_accounts(user.accounts(), user.workplace_accounts())
        user.close()
        self.writer.discover(self.account, [INBOX])

    def close(self) -> None:
        self.writer.finish_pull(self.account.account_id, INBOX)
        self.writer.close()

    def add(self, mails: Iterable[tuple[datetime, bytes]]) -> int:
        """Store raw mails as a pull does: pages at once, their bodies when the process beside has read them."""
        count = 0
        under_way: Future[list[Body]] | None = None
        reading = Parsing()
        waiting: list[Email] = []
        for page in _pages(mails):
            count += len(page)
            bodies = reading.later([raw for _, raw in page])
            emails = [_email(RemoteId(str(at.timestamp())), at, raw) for at, raw in page]
            self.writer.apply_page(self.account, INBOX, Page(tuple(emails), cursor=str(count)))
            if under_way is not None:
                self._add_bodies(waiting, under_way.result())
            under_way, waiting = bodies, emails
        if under_way is not None:
            self._add_bodies(waiting, under_way.result())
        reading.close()
        return count

    def add_emails(self, emails: Iterable[Email]) -> None:
        """Store mails as they are, without parsing anything."""
        for n, page in enumerate(_pages(emails)):
            self.writer.apply_page(self.account, INBOX, Page(tuple(page), cursor=str(n)))

    def add_one(self, remote_id: str, received_at: datetime, raw: bytes) -> ItemId:
        """Store one raw mail under a name of its own, with its body; returns its id."""
        email = _email(RemoteId(remote_id), received_at, raw)
        self.writer.apply_page(self.account, INBOX, Page((email,)))
        self._add_bodies([email], [body_of(raw)])
        item_id = self.writer.item_id(self.account.account_id, Kind.EMAIL, email.remote_id)
        assert item_id is not None
        return item_id

    def _add_bodies(self, emails: Sequence[Email], bodies: Sequence[Body]) -> None:
        body_of = dict(zip((each.remote_id for each in emails), bodies, strict=True))
        wanted = self.writer.bodiless(self.account.account_id, 2 * PAGE)
        pairs = [(item_id, body_of[ref.remote_id]) for item_id, ref in wanted if ref.remote_id in body_of]
        self.writer.store_bodies(sorted(pairs, key=lambda pair: pair[0]))


def _pages(items: Iterable[Item]) -> Iterator[list[Item]]:
    each = iter(items)
    while page := list(islice(each, PAGE)):
        yield page


def _email(remote_id: RemoteId, received_at: datetime, raw: bytes) -> Email:
    mail = parse(_BLANK_LINE.split(raw, 1)[0] + b"\r\n\r\n")
    return listed(mail, remote_id, received_at, is_read=True, size=len(raw))
