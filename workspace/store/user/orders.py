"""What the engine reads in ``user.db`` to know what to do: the outbox and questions. It never writes."""

import json
from dataclasses import dataclass
from typing import Any

from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, RemoteId, RequestId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store import mark_rows
from workspace.store.home import Home
from workspace.store.mark_rows import MarkRow
from workspace.store.open import open_user, open_user_reader
from workspace.store.tab_rules import TabRule
from workspace.store.times import from_ms
from workspace.store.user import tabs
from workspace.store.user.outbox import PLANNED_MS


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An action that waits; ``not_before`` in milliseconds since 1970, 0 when there is nothing to wait for."""

    action_id: ActionId
    account_id: AccountId
    verb: Verb
    item: ItemKey | None
    not_before: int
    is_withdrawn: bool
    retries: int
    created_at: int

    @property
    def undo_seconds(self) -> float:
        """How long after it was queued it may leave."""
        return (self.not_before - self.created_at) / 1000 if self.not_before else 0.0

    @property
    def is_planned(self) -> bool:
        """Whether it leaves at a time that the user chose, and not after the time for Undo."""
        return self.undo_seconds * 1000 >= PLANNED_MS


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A question to the engine; ``deadline_at`` in milliseconds since 1970."""

    seq: int
    request_id: RequestId
    verb: str
    payload: dict[str, Any]
    deadline_at: int


@dataclass(frozen=True, slots=True)
class Follow:
    """A conversation whose later mails are filed to the same records, ``(record_type, remote_id, name)``.

    ``created_at`` is in milliseconds since 1970: what is older is not filed by itself.
    """

    thread_key: str
    crm_account_id: AccountId
    records: tuple[tuple[str, str, str], ...]
    created_at: int


class Orders:
    """One read-only connection to the user's file; for one thread at a time."""

    def __init__(self, home: Home, key: bytes) -> None:
        open_user(home, key).close()  # makes or migrates it
        self._db = open_user_reader(home, key)

    def close(self) -> None:
        self._db.close()

    def data_version(self) -> int:
        """A number that changes when another process wrote the file; costs microseconds."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def outbox(self) -> list[OutboxRow]:
        """Everything in the outbox, in the order it was queued."""
        sql = (
            "SELECT action_id, account_id, verb, item_account_id, item_kind, item_remote_id,"
            " not_before, withdrawn_at, retries, created_at FROM outbox ORDER BY seq"
        )
        return [
            OutboxRow(action, account, Verb(verb), _key(*item), not_before, withdrawn is not None, n, made)
            for action, account, verb, *item, not_before, withdrawn, n, made in self._db.execute(sql)
        ]

    def action(self, action_id: ActionId) -> Action | None:
        """The action as it was queued; None when the user dropped it meanwhile."""
        sql = (
            "SELECT account_id, verb, payload, item_account_id, item_kind, item_remote_id, created_at"
            " FROM outbox WHERE action_id = ? AND withdrawn_at IS NULL"
        )
        row = self._db.execute(sql, (action_id,)).fetchone()
        if row is None:
            return None
        account_id, verb, payload, *item, created_at = row
        return Action(
            action_id,
            account_id,
            Verb(verb),
            json.loads(payload),
            _key(*item),
            from_ms(created_at),
        )

    def follows(self) -> list[Follow]:
        sql = "SELECT thread_key, crm_account_id, records, created_at FROM follow WHERE ended_at IS NULL"
        return [
            Follow(key, account_id, tuple((t, i, name) for t, i, name in json.loads(records)), at)
            for key, account_id, records, at in self._db.execute(sql)
        ]

    def marks(self) -> list[MarkRow]:
        """The user's marks of conversations."""
        return [mark_rows.row_of(row) for row in self._db.execute(mark_rows.ALL)]

    def tab_rules(self) -> list[TabRule]:
        """The tabs that the user made, in the order their rules are asked."""
        return [tabs.row_of(row) for row in self._db.execute(tabs.ALL)]

    def requests(self, after_seq: int) -> list[RequestRow]:
        sql = "SELECT seq, request_id, verb, payload, deadline_at FROM request WHERE seq > ? ORDER BY seq"
        return [
            RequestRow(seq, request_id, verb, json.loads(payload), deadline)
            for seq, request_id, verb, payload, deadline in self._db.execute(sql, (after_seq,))
        ]


def _key(account_id: str | None, kind: str | None, remote_id: str | None) -> ItemKey | None:
    if account_id is None or kind is None or remote_id is None:
        return None
    return ItemKey(AccountId(account_id), Kind(kind), RemoteId(remote_id))
