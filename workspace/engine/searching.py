"""The question ``search_server``: what a service's own search finds is stored as a pull stores it, texts included."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from workspace.connector.base import Connector
from workspace.connector.errors import Rejected, Unsupported
from workspace.connector.manifest import Manifest
from workspace.connector.pages import Page, Ref, Search
from workspace.engine.bodies import Bodies
from workspace.engine.run import Cut
from workspace.engine.session import Connecting
from workspace.engine.writing import Job, Stores, Writing
from workspace.mail.query import Condition, Query, parse_query
from workspace.mail.tokens import phrases
from workspace.model.accounts import Account
from workspace.model.departures import LOOK_UP
from workspace.model.ids import ItemId
from workspace.model.items import Collection, Item
from workspace.model.kinds import Kind
from workspace.store.writer import Stored

MOST = 200
"""Mails that a collection gives at most: who looks for one types another word before they read more."""
Payload = dict[str, Any]


class Searching:
    """Runs on workers."""

    def __init__(self, writing: Writing, connecting: Connecting, bodies: Bodies) -> None:
        self._writing = writing
        self._connecting = connecting
        self._bodies = bodies

    def search(
        self,
        account: Account,
        manifest: Manifest,
        collections: Sequence[Collection],
        text: str,
        is_wanted: Callable[[], bool],
        tell: Callable[[Payload], None],
    ) -> Payload:
        """``found`` are the ids of the items here, ``count`` their number, ``is_whole`` whether the service was told
        everything that was asked. ``tell`` hears the same while more is found.

        Raises ``Unsupported`` where the service cannot be searched, ``Rejected`` where nothing is left to search for.
        """
        if not manifest.search:
            raise Unsupported(connector=manifest.id)
        query = parse_query(text, datetime.now().astimezone())
        search = asked(query)
        if search.is_empty:
            raise Rejected("refused", host=account.name, reason="there is no word, person or date to look for")
        found: dict[ItemId, None] = {}
        with self._connecting.to(account, manifest, purpose=LOOK_UP) as connector:
            there = list(collections) or list(connector.discover())
            known = {(each.kind, each.remote_id) for each in there}
            for collection, page in connector.search(search, there):
                if not is_wanted():
                    break
                if (collection.kind, collection.remote_id) in known and page.items:
                    found.update(self._store(connector, account, collection, page, is_wanted))
                    tell(_payload(found, query))
        return _payload(found, query)

    def _store(
        self,
        connector: Connector,
        account: Account,
        collection: Collection,
        page: Page,
        is_wanted: Callable[[], bool],
    ) -> dict[ItemId, None]:
        self._writing.do(_storing(account, collection, page), is_urgent=True)
        wanted, ids = self._writing.do(_without_body(account, collection, page.items), is_news=False)

        def check() -> None:
            if not is_wanted():
                raise Cut

        # What is missing then comes with the next pull.
        with suppress(Cut, Unsupported):
            self._bodies.fetch_these(connector, wanted, check)
        return dict.fromkeys(ids)


def asked(query: Query) -> Search:
    """What of a query a service is asked; its other operators are for the cache to answer."""
    told: dict[str, list[str]] = {"from": [], "to": [], "subject": []}
    for condition in query.conditions:
        if _is_told(condition):
            told[condition.operator].append(condition.value)
    people = tuple(told["from"]), tuple(told["to"])
    return Search(tuple(phrases(query.words)), *people, tuple(told["subject"]), query.after, query.before, MOST)


def _is_told(condition: Condition) -> bool:
    """Whether a service can be asked for it; who "me" is there it does not know."""
    is_me = condition.operator != "subject" and condition.value.lower() in ("me", "나")
    return condition.operator in ("from", "to", "subject") and not condition.is_not and not is_me


def _payload(found: dict[ItemId, None], query: Query) -> Payload:
    is_whole = all(map(_is_told, query.conditions))
    return {"found": list(found), "count": len(found), "is_whole": is_whole}


def _storing(account: Account, collection: Collection, page: Page) -> Job[Stored]:
    return lambda stores: stores.cache.apply_page(account, collection, Page(items=page.items))


def _without_body(
    account: Account, collection: Collection, items: Sequence[Item]
) -> Job[tuple[list[tuple[ItemId, Ref]], list[ItemId]]]:
    """The items that still want their text, and all of them."""
    remote_ids = [each.remote_id for each in items]

    def read(stores: Stores) -> tuple[list[tuple[ItemId, Ref]], list[ItemId]]:
        rows = stores.cache.named(account.account_id, Kind.EMAIL, remote_ids)
        wanted = [(item_id, Ref(collection.remote_id, name)) for item_id, name, has_body in rows if not has_body]
        return wanted, [item_id for item_id, _, _ in rows]

    return read
