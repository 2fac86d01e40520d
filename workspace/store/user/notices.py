"""What the user was told of, and what is held back until focus or quiet hours end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workspace.model.ids import AccountId, RemoteId, WorkplaceId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.times import from_ms, maybe_from_ms, now_ms, to_ms
from workspace.store.user.file import UserFile

KEPT = timedelta(days=30)
MOST = 1_000
"""How many notices stay, and how long."""
_ROWS = "SELECT seq, workplace_id, account_id, kind, remote_id, title, text, at, is_held, read_at FROM notice"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """``title`` says who, ``text`` what about."""

    workplace_id: WorkplaceId | None
    item: ItemKey
    title: str
    text: str
    at: datetime
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One line of the history; ``read_at`` is when the user came to it."""

    seq: int
    workplace_id: WorkplaceId | None
    item: ItemKey
    title: str
    text: str
    at: datetime
    is_held: bool
    read_at: datetime | None


class Notices(UserFile):
    """The history of notifications, newest first."""

    def notices(self, limit: int = 200) -> list[NoticeRow]:
        return [_row(*row) for row in self._all(f"{_ROWS} ORDER BY seq DESC LIMIT ?", limit)]

    def held_notices(self) -> list[NoticeRow]:
        """What waits to be told, the oldest first."""
        return [_row(*row) for row in self._all(f"{_ROWS} WHERE is_held = 1 ORDER BY seq")]

    def add_notices(self, notices: Iterable[NewNotice]) -> None:
        """Note them, and forget those that are too old or too many."""
        sql = (
            "INSERT INTO notice (workplace_id, account_id, kind, remote_id, title, text, at, is_held)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        with self._writing() as execute:
            for each in notices:
                where = each.workplace_id, each.item.account_id, str(each.item.kind), each.item.remote_id
                execute(sql, (*where, each.title, each.text, to_ms(each.at), int(each.is_held)))
            execute(
                "DELETE FROM notice WHERE at < ? OR seq <= (SELECT max(seq) FROM notice) - ?",
                (now_ms() - int(KEPT.total_seconds() * 1000), MOST),
            )

    def release_notices(self, seqs: Iterable[int]) -> None:
        """They were told now."""
        with self._writing() as execute:
            for seq in seqs:
                execute("UPDATE notice SET is_held = 0 WHERE seq = ?", (seq,))

    def read_notices(self, items: Iterable[ItemKey]) -> None:
        """The user came to what these tell of."""
        sql = "UPDATE notice SET read_at = ? WHERE account_id = ? AND kind = ? AND remote_id = ? AND read_at IS NULL"
        with self._writing() as execute:
            for item in items:
                execute(sql, (now_ms(), item.account_id, str(item.kind), item.remote_id))

    def clear_notices(self) -> list[NoticeRow]:
        """Forget the history, and return it; what is held stays until it is told."""
        rows = [row for row in self.notices(MOST) if not row.is_held]
        self._write("DELETE FROM notice WHERE is_held = 0 AND seq <= ?", rows[0].seq if rows else 0)
        return rows

    def restore_notices(self, rows: Iterable[NoticeRow]) -> None:
        """They are in the history again, where they were."""
        sql = (
            "INSERT OR IGNORE INTO notice (seq, workplace_id, account_id, kind, remote_id, title, text, at, read_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        with self._writing() as execute:
            for row in rows:
                where = row.workplace_id, row.item.account_id, str(row.item.kind), row.item.remote_id
                read_at = to_ms(row.read_at) if row.read_at else None
                execute(sql, (row.seq, *where, row.title, row.text, to_ms(row.at), read_at))


def _row(
    seq: int,
    workplace_id: str | None,
    account_id: str,
    kind: str,
    remote_id: str,
    title: str,
    text: str,
    at: int,
    is_held: int,
    read_at: int | None,
) -> NoticeRow:
    return NoticeRow(
        seq,
        WorkplaceId(workplace_id) if workplace_id else None,
        ItemKey(AccountId(account_id), Kind(kind), RemoteId(remote_id)),
        title,
        text,
        from_ms(at),
        bool(is_held),
        maybe_from_ms(read_at),
    )
