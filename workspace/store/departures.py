"""The log of what left this computer, in ``ledger.db``: the engine's side and the readers' side."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, TextIO

from workspace.model.departures import Departure
from workspace.store.reading.connections import Files
from workspace.store.times import from_ms

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT_DAYS = 366
_ADD = """
INSERT INTO departure (day, account_id, host, purpose, times, bytes, last_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (day, account_id, host, purpose) DO UPDATE SET times = times + excluded.times,
    bytes = bytes + excluded.bytes, last_at = max(last_at, excluded.last_at)
"""
_FORGET = "DELETE FROM departure WHERE day < ?"
SINCE = """
SELECT day, account_id, host, purpose, times, bytes, last_at FROM departure WHERE day >= ?
ORDER BY day DESC, last_at DESC LIMIT ?
"""
HEADS = ("day", "account", "account_id", "host", "purpose", "connections", "bytes_sent", "last_at")


class DepartureWriter:
    """A part of :class:`workspace.store.ledger.Ledger`."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager["Connection"]: ...

    def add_departures(self, rows: Iterable[Departure]) -> None:
        """Add counts to those of the same day, account, host and purpose; what is older than a year goes."""
        values = [(r.day, r.account_id, r.host, r.purpose, r.times, r.bytes, r.last_at) for r in rows]
        if not values:
            return
        with self._writing() as db:
            db.exec_driver_sql(_ADD, values)
            newest = date.fromisoformat(max(row[0] for row in values))
            db.exec_driver_sql(_FORGET, ((newest - timedelta(days=KEPT_DAYS)).isoformat(),))


class DepartureReader:
    """A part of :class:`workspace.store.reader.Reader`."""

    _files: Files

    def departures(self, since: date | None = None, limit: int = -1) -> list[Departure]:
        """What left since a local day, the newest first; everything that is kept if no day is said."""
        return [Departure(*row) for row in self._files.ledger(SINCE, since.isoformat() if since else "", limit)]


def write_csv(out: TextIO, rows: Iterable[Departure], names: Mapping[str, str]) -> int:
    """Write the log for a spreadsheet and return how many lines; ``names`` are those of the accounts."""
    import csv  # only who exports

    writer = csv.writer(out)
    writer.writerow(HEADS)
    number = 0
    for row in rows:
        # A name that begins so would be a formula to a spreadsheet.
        name = names.get(row.account_id, "")
        safe = f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name
        last_at = from_ms(row.last_at).isoformat(timespec="seconds")
        writer.writerow((row.day, safe, row.account_id, row.host, row.purpose, row.times, row.bytes, last_at))
        number += 1
    return number
