"""Copies in the cache of what lists filter by: accounts' workplaces and filed chips; and forgetting an account.

Everything here can be made anew from ``user.db`` and ``ledger.db``, so that the cache may be deleted at any time.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, fields

from sqlalchemy import Connection, Engine

from workspace.model.accounts import Account
from workspace.store.writing import presence, records
from workspace.store.writing.filed_marks import FiledMark

STEP = 500
_COLUMNS = ", ".join(field.name for field in fields(FiledMark))


def scopes(db: Connection) -> dict[str, tuple[str, ...]]:
    """The workplaces of each account."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for account_id, workplace_id in db.exec_driver_sql(
        "SELECT account_id, workplace_id FROM account_workplace ORDER BY workplace_id"
    ):
        found[account_id] = (*found[account_id], workplace_id)
    return dict(found)


def store_workplaces(db: Connection, accounts: Sequence[Account], workplaces: Mapping[str, Sequence[str]]) -> list[str]:
    """Make ``account_workplace`` equal to the user's; returns the accounts whose workplaces changed."""
    homes: dict[str, str | None] = {account.account_id: account.home_workplace_id for account in accounts}
    wanted = {
        (account_id, workplace_id, int(homes[account_id] == workplace_id))
        for workplace_id, members in workplaces.items()
        for account_id in members
        if account_id in homes
    }
    stands = {
        tuple(row) for row in db.exec_driver_sql("SELECT account_id, workplace_id, is_home FROM account_workplace")
    }
    for account_id, workplace_id, _ in stands - wanted:
        db.exec_driver_sql(
            "DELETE FROM account_workplace WHERE account_id = ? AND workplace_id = ?",
            (account_id, workplace_id),
        )
    for row in sorted(wanted - stands):
        db.exec_driver_sql("INSERT INTO account_workplace VALUES (?, ?, ?)", row)
    before = {row[:2] for row in stands}
    after = {row[:2] for row in wanted}
    return sorted({str(account_id) for account_id, _ in before ^ after} & set(homes))


def strangers(db: Connection, accounts: Sequence[Account]) -> list[str]:
    """Accounts the cache knows and the user does not have any more."""
    rows = db.exec_driver_sql("SELECT DISTINCT account_id FROM collection UNION SELECT account_id FROM health")
    return sorted({row[0] for row in rows} - {account.account_id for account in accounts})


def threads_of(engine: Engine, account_id: str) -> Iterator[set[int]]:
    """The account's conversations in batches."""
    after = 0
    while True:
        with engine.begin() as db:
            rows = db.exec_driver_sql(
                "SELECT thread_id FROM thread WHERE account_id = ? AND thread_id > ? ORDER BY thread_id LIMIT ?",
                (account_id, after, STEP),
            ).all()
        if not rows:
            return
        after = rows[-1][0]
        yield {row[0] for row in rows}


def store_filed(db: Connection, marks: Sequence[FiledMark]) -> set[int]:
    """Make ``filed`` equal to these marks; returns the conversations they are about."""
    wanted = {astuple(mark) for mark in marks}
    stands = {tuple(row) for row in db.exec_driver_sql(f"SELECT {_COLUMNS} FROM filed")}
    gone, fresh = stands - wanted, wanted - stands
    for filing_key, crm_account_id, *_ in gone:
        db.exec_driver_sql(
            "DELETE FROM filed WHERE filing_key = ? AND crm_account_id = ?",
            (filing_key, crm_account_id),
        )
    for row in fresh:
        db.exec_driver_sql(
            f"INSERT OR REPLACE INTO filed ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    keys = sorted({str(row[0]) for row in gone | fresh})
    rows = db.exec_driver_sql(
        "SELECT DISTINCT thread_id FROM item WHERE filing_key IN (SELECT value FROM json_each(?))"
        " AND thread_id IS NOT NULL",
        (json.dumps(keys),),
    )
    return {row[0] for row in rows}


def clear_some(db: Connection, account_id: str, threads: set[int]) -> bool:
    """Delete some of an account's items; False when there are none left."""
    rows = db.exec_driver_sql(
        "SELECT item_id, thread_id FROM item WHERE account_id = ? LIMIT ?", (account_id, STEP)
    ).all()
    item_ids = [row[0] for row in rows]
    threads |= records.customers_of(db, item_ids)
    presence.delete(db, item_ids)
    threads.update(row[1] for row in rows if row[1] is not None)
    return bool(rows)


def clear_rest(db: Connection, account_id: str) -> None:
    """Delete what remains of an account without items."""
    db.exec_driver_sql(
        "DELETE FROM thread_alias WHERE thread_id IN (SELECT thread_id FROM message_ref WHERE account_id = ?)",
        (account_id,),
    )
    for table in ("message_ref", "collection", "health", "account_workplace", "thread", "demand"):
        db.exec_driver_sql(f"DELETE FROM {table} WHERE account_id = ?", (account_id,))
