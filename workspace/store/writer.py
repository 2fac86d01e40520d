"""The engine's pen for ``cache.db``: every method is one transaction, used by the engine's writer thread alone."""

import json
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from workspace.connector.pages import Page, Ref
from workspace.model.accounts import Account, Health
from workspace.model.actions import Action, Receipt
from workspace.model.ids import AccountId, CollectionId, ItemId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind
from workspace.store.rows import DemandRow
from workspace.store.times import from_ms, now_ms, to_ms
from workspace.store.writing import applied, bodies, demands, mirrors, places, presence, upsert
from workspace.store.writing.answer_writer import AnswerWriter
from workspace.store.writing.body import Body
from workspace.store.writing.file_writer import FileWriter
from workspace.store.writing.filed_marks import FiledMark
from workspace.store.writing.mark_writer import MarkWriter
from workspace.store.writing.tab_writer import TabWriter


@dataclass(frozen=True, slots=True)
class Stored:
    """What a page changed. ``held`` counts items whose deletion waits for a second listing."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Up to where a collection was pulled, whether it is being pulled anew (:meth:`CacheWriter.begin_sweep`), and when
    it was last pulled to its end."""

    cursor: str | None = None
    is_swept: bool = False
    pulled_at: datetime | None = None
    described: tuple[str | None, ...] = ()
    """What :meth:`CacheWriter.discover` stored of it."""


Standings = dict[tuple[str, str], Standing]
"""By kind and remote id."""
MERGE_PAGES = 300
"""Pages of the full-text index merged at a time: some ten milliseconds, so that nothing else waits long."""


class CacheWriter(AnswerWriter, FileWriter, MarkWriter, TabWriter):
    """Writes what the services said. Takes the engine of :func:`workspace.store.open.open_writer`."""

    # Pulling

    def discover(
        self,
        account: Account,
        collections: Sequence[Collection],
        unlisted: Several[tuple[Kind, str | None]] = (),
        kept: Several[str] = (),
    ) -> tuple[str, ...]:
        """Store the account's collections; those not named any more go with their items. Returns their remote ids.

        Of a kind and identity that is ``unlisted`` none goes: it did not say what there is; nor what is ``kept``.
        """
        with self._writing("collections", account.account_id) as (db, threads):
            self._known.add(account.account_id, (*account.own_addresses, account.identity))
            for each in collections:
                _save_collection(db, account.account_id, each)
            names = {(str(each.kind), each.remote_id) for each in collections}
            rows = db.exec_driver_sql(
                "SELECT collection_id, kind, remote_id, identity FROM collection WHERE account_id = ?",
                (account.account_id,),
            ).all()
            missing = [row for row in rows if (row[1], row[2]) not in names and row[2] not in kept]
            lost = [row for row in missing if (Kind(row[1]), row[3]) not in unlisted]
            for row in lost:
                threads |= presence.dissolve(db, row[0]).thread_ids
        return tuple(row[2] for row in lost)

    def where(self, account_id: AccountId, collection: Collection) -> tuple[str | None, bool]:
        """Up to where the collection was pulled, and whether it is being pulled anew (:meth:`begin_sweep`)."""
        with self._engine.begin() as db:
            row = _collection_row(db, account_id, collection)
            return (row[1], row[2]) if row else (None, False)

    def standings(self, account_id: AccountId) -> Standings:
        """Where each of the account's collections stands."""
        sql = f"SELECT cursor, sweep_from, pulled_at, {_DESCRIBED} FROM collection WHERE account_id = ?"
        with self._engine.begin() as db:
            rows = db.exec_driver_sql(sql, (account_id,)).all()
        return {
            (kind, remote_id): Standing(
                cursor,
                sweep_from is not None,
                None if pulled_at is None else from_ms(pulled_at),
                (kind, remote_id, *more),
            )
            for cursor, sweep_from, pulled_at, kind, remote_id, *more in rows
        }

    def apply_page(self, account: Account, collection: Collection, page: Page, *, insist: bool = False) -> Stored:
        """Store one page and its cursor. ``insist`` lets a second complete listing agree without waiting."""
        account_id = account.account_id
        with self._engine.begin() as db:
            collection_id, is_swept = _known_collection(db, account_id, collection)
            if page.is_empty:
                _note_progress(db, collection_id, page)
                return Stored()
            self._known.add(account_id, (*account.own_addresses, account.identity))
            place = upsert.Place(collection_id, account_id, collection, is_swept)
            outcome = upsert.store(db, place, page.items)
            flagged = presence.apply_flags(db, account_id, collection, page.flags)
            left = presence.leave(db, collection_id, page.gone) if page.gone else presence.Left()
            if page.alive is not None:
                missing = presence.compare(db, collection_id, page.alive, insist=insist)
                left.count += missing.count
                left.held = missing.held
                left.thread_ids |= missing.thread_ids
            _note_progress(db, collection_id, page)
            threads = outcome.thread_ids | flagged | left.thread_ids
            self._note(db, threads, str(collection.kind), account_id, collection_id)
        return Stored(outcome.added, outcome.changed + len(page.flags), left.count, left.held)

    def finish_pull(self, account_id: AccountId, *collections: Collection) -> None:
        """Note that pulls of the collections came to their end."""
        rows = [(now_ms(), account_id, str(each.kind), each.remote_id) for each in collections]
        with self._writing("pulled", account_id) as (db, _):
            db.exec_driver_sql(
                "UPDATE collection SET pulled_at = ?, total = NULL WHERE account_id = ? AND kind = ? AND remote_id = ?",
                rows,
            )

    def finish_round(
        self, account_id: AccountId, unchanged: Iterable[tuple[Collection, str | None]], before: datetime | None
    ) -> None:
        """End a round: collections that were read without news, each with its newest cursor (None keeps the one
        before), and with ``before`` what :meth:`sweep_orphans` does."""
        rows = [(cursor, now_ms(), account_id, str(each.kind), each.remote_id) for each, cursor in unchanged]
        with self._engine.begin() as db:
            if rows:
                db.exec_driver_sql(
                    "UPDATE collection SET cursor = coalesce(?, cursor), pulled_at = ?, total = NULL"
                    " WHERE account_id = ? AND kind = ? AND remote_id = ?",
                    rows,
                )
                self._note(db, set(), "pulled", account_id, None)
            if before is not None:
                presence.delete(db, presence.orphans(db, account_id, to_ms(before)))

    def begin_sweep(self, account_id: AccountId, collection: Collection) -> None:
        """The cursor is worthless: pull anew, and let :meth:`end_sweep` remove what was not seen."""
        with self._engine.begin() as db:
            presence.begin_sweep(db, _collection_id(db, account_id, collection))

    def end_sweep(self, account_id: AccountId, collection: Collection) -> Stored:
        with self._writing(str(collection.kind), account_id) as (db, threads):
            left = presence.end_sweep(db, _collection_id(db, account_id, collection))
            threads |= left.thread_ids
        return Stored(gone=left.count)

    def sweep_orphans(self, account_id: AccountId, before: datetime) -> int:
        """Delete the account's items that have been in no collection since before; returns how many."""
        with self._engine.begin() as db:
            found = presence.orphans(db, account_id, to_ms(before))
            presence.delete(db, found)
        return len(found)

    # Bodies

    def bodiless(self, account_id: AccountId, limit: int = 100) -> list[tuple[ItemId, Ref]]:
        """Mails without a body, newest first, with the names the connector knows them by."""
        with self._engine.begin() as db:
            return bodies.bodiless(db, account_id, limit)

    def item_id(self, account_id: AccountId, kind: str, remote_id: RemoteId) -> ItemId | None:
        with self._engine.begin() as db:
            return applied.item_id(db, account_id, kind, remote_id)

    def named(
        self, account_id: AccountId, kind: Kind, remote_ids: Sequence[RemoteId]
    ) -> list[tuple[ItemId, RemoteId, bool]]:
        """The items of these names that are here, each with whether its text is."""
        with self._engine.begin() as db:
            return bodies.named(db, account_id, str(kind), remote_ids)

    def begin_parsing(self, item_ids: Iterable[ItemId]) -> None:
        """Note, before parsing, what is being parsed: what kills the parser is not parsed again."""
        with self._engine.begin() as db:
            rows = [(item_id, now_ms()) for item_id in item_ids]
            db.exec_driver_sql("INSERT OR REPLACE INTO parsing VALUES (?, ?)", rows)

    def end_parsing(self, item_ids: Iterable[ItemId]) -> None:
        """Nothing came of these after all; they are parsed again another time."""
        with self._engine.begin() as db:
            bodies.finish_parsing(db, list(item_ids))

    def collection_of(self, item_id: ItemId) -> str:
        """The remote id of a collection the item is in. Raises ``LookupError`` if it is in none."""
        with self._engine.begin() as db:
            return bodies.collection_of(db, item_id)

    def unparsed(self) -> list[ItemId]:
        """At start: what a dead engine was parsing. One mail alone is the culprit and marked broken; of several, each
        is to be parsed alone."""
        with self._writing("bodies") as (db, threads):
            return bodies.unparsed(db, threads)

    def mark_broken(self, item_ids: Iterable[ItemId]) -> None:
        """Give up on these bodies."""
        with self._writing("bodies") as (db, threads):
            bodies.mark_broken(db, list(item_ids), threads)

    def store_bodies(self, pairs: Sequence[tuple[ItemId, Body]]) -> None:
        """Store and index a batch of parsed bodies; items that vanished meanwhile are left out."""
        with self._writing("bodies") as (db, threads):
            item_ids = [item_id for item_id, _ in pairs]
            bodies.store(db, pairs, is_new=False)
            places.show_bodies(db, item_ids)
            threads |= bodies.finish_parsing(db, item_ids, only_nameless=True)
            threads |= places.listed(db, item_ids, self._known)

    def merge_search(self) -> bool:
        """Merge a little of the full-text index, for faster searches; false when there is nothing left to merge."""
        with self._engine.begin() as db:
            before = db.exec_driver_sql("SELECT total_changes()").scalar_one()
            db.exec_driver_sql("INSERT INTO search (search, rank) VALUES ('merge', ?)", (MERGE_PAGES,))
            return bool(db.exec_driver_sql("SELECT total_changes()").scalar_one() - before >= 2)

    # What the user and the ledger say

    def mirror_accounts(self, accounts: Sequence[Account], workplaces: Mapping[str, Sequence[str]]) -> None:
        """Copy who is in which workplace; conversations of accounts that moved are placed anew.

        ``workplaces`` is :meth:`UserStore.workplace_accounts`. Accounts not named lose their cache.
        """
        for account in accounts:
            self._known.add(account.account_id, (*account.own_addresses, account.identity))
        with self._engine.begin() as db:
            moved = mirrors.store_workplaces(db, accounts, workplaces)
            self._known.scopes = mirrors.scopes(db)
            strangers = mirrors.strangers(db, accounts)
        for account_id in strangers:
            self.clear_account(AccountId(account_id))
        for account_id in moved:
            for batch in mirrors.threads_of(self._engine, account_id):
                with self._writing("workplaces", account_id) as (_, threads):
                    threads |= batch

    def mirror_filed(self, marks: Iterable[FiledMark]) -> None:
        """Make the filed chips exactly these, from the ledger and the outbox."""
        with self._writing("filed") as (db, threads):
            threads |= mirrors.store_filed(db, list(marks))

    def apply_done(self, action: Action, receipt: Receipt | None = None) -> None:
        """Show a performed change of marks, place or folders at once, before the next pull confirms it.

        Call before the ledger says ``done``: then the preview gives way to the same picture.
        """
        with self._writing("done", action.item.account_id if action.item else None) as (db, threads):
            threads |= applied.apply(db, action, receipt)

    # News for the window

    def set_health(self, account_id: AccountId, health: Health, pulled_at: datetime | None = None) -> None:
        self.set_healths([(account_id, health, pulled_at)])

    def set_healths(self, found: Sequence[tuple[AccountId, Health, datetime | None]]) -> None:
        """Several accounts' health at once; None keeps when an account was pulled."""
        rows = [
            (
                account_id, str(health.state), to_ms(health.since), health.message_key,
                json.dumps(dict(health.params)), pulled_at and to_ms(pulled_at),
            )
            for account_id, health, pulled_at in found
        ]  # fmt: skip
        with self._writing("health", found[0][0] if len(found) == 1 else None) as (db, _):
            db.exec_driver_sql(
                "INSERT INTO health (account_id, state, since, message_key, params, pulled_at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET"
                " state = excluded.state, since = excluded.since, message_key = excluded.message_key,"
                " params = excluded.params, pulled_at = coalesce(excluded.pulled_at, pulled_at)",
                rows,
            )

    def keep_demand(self, account_id: AccountId, record_type: str, demand: DemandRow) -> None:
        """What a CRM demands in new records of a type."""
        with self._writing("demand", account_id) as (db, _):
            demands.keep(db, account_id, record_type, demand)

    def forget_demands(self, account_id: AccountId) -> None:
        """It demands something else than it said: it is to be asked again."""
        with self._writing("demand", account_id) as (db, _):
            demands.forget(db, account_id)

    # Forgetting

    def clear_account(self, account_id: AccountId) -> None:
        """Forget everything of an account, in steps that let others write in between."""
        while True:
            with self._writing("cleared", account_id) as (db, threads):
                if not mirrors.clear_some(db, account_id, threads):
                    break
        with self._writing("cleared", account_id) as (db, _):
            mirrors.clear_rest(db, account_id)


def _collection_row(db: Connection, account_id: str, collection: Collection) -> tuple[int, str | None, bool] | None:
    row = db.exec_driver_sql(
        "SELECT collection_id, cursor, sweep_from IS NOT NULL FROM collection"
        " WHERE account_id = ? AND kind = ? AND remote_id = ?",
        (account_id, str(collection.kind), collection.remote_id),
    ).fetchone()
    return None if row is None else (row[0], row[1], bool(row[2]))


def _known_collection(db: Connection, account_id: str, collection: Collection) -> tuple[int, bool]:
    """Its row id and whether it is being swept; entered if it was not discovered."""
    row = _collection_row(db, account_id, collection)
    if row is not None:
        return row[0], row[2]
    _save_collection(db, account_id, collection)
    return _collection_id(db, account_id, collection), False


def _collection_id(db: Connection, account_id: str, collection: Collection) -> CollectionId:
    row = _collection_row(db, account_id, collection)
    if row is None:
        raise KeyError(collection.remote_id)
    return CollectionId(row[0])


def are_known(standings: Standings, collections: Iterable[Collection]) -> bool:
    """Whether :meth:`CacheWriter.discover` would change nothing: then a round need not write."""
    return {each.described for each in standings.values()} == {_described(each) for each in collections}


_DESCRIBED = "kind, remote_id, name, role, identity, extra"


def _described(each: Collection) -> tuple[str | None, ...]:
    extra = json.dumps(dict(each.extra), default=str)
    return str(each.kind), each.remote_id, each.name, str(each.role), each.identity, extra


def _save_collection(db: Connection, account_id: str, each: Collection) -> None:
    db.exec_driver_sql(
        f"INSERT INTO collection (account_id, {_DESCRIBED})"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, kind, remote_id) DO UPDATE SET"
        " name = excluded.name, role = excluded.role, identity = excluded.identity,"
        " extra = excluded.extra",
        (account_id, *_described(each)),
    )


def _note_progress(db: Connection, collection_id: int, page: Page) -> None:
    """A pull that was cut and goes on counts what is left: the most that was said is the whole of it."""
    db.exec_driver_sql(
        "UPDATE collection SET cursor = coalesce(?, cursor), pulled = pulled + ?,"
        " total = coalesce(max(total, ?), ?, total) WHERE collection_id = ?",
        (page.cursor, len(page.items), page.total, page.total, collection_id),
    )
