"""The engine's pen for the answers it gives the window; a part of :class:`workspace.store.writer.CacheWriter`."""

import json
from collections.abc import Mapping
from datetime import datetime

from workspace.store.times import now_ms, to_ms
from workspace.store.writing.pen import Pen


class AnswerWriter(Pen):
    """Each method is one transaction."""

    def answer(
        self,
        request_id: str,
        payload: Mapping[str, object] | None = None,
        *,
        error_key: str = "",
        error_params: Mapping[str, str] | None = None,
        is_open: bool = False,
    ) -> None:
        """Answer a request: ``failed`` with an ``error_key``, ``open`` until another answer, else ``done``."""
        state = "failed" if error_key else "open" if is_open else "done"
        with self._writing("answer") as (db, _):
            db.exec_driver_sql(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)",
                (
                    request_id, state, json.dumps(dict(payload or {}), default=str),
                    error_key, json.dumps(dict(error_params or {})), now_ms(),
                ),
            )  # fmt: skip

    def answered(self) -> frozenset[str]:
        """Requests that have their answer."""
        with self._engine.begin() as db:
            return frozenset(row[0] for row in db.exec_driver_sql("SELECT request_id FROM answer"))

    def end_open_answers(self, error_key: str) -> None:
        """Whoever waits for more than an intermediate answer waits in vain: the engine that gave it has ended."""
        with self._writing("answer") as (db, _):
            db.exec_driver_sql("UPDATE answer SET state = 'failed', error_key = ? WHERE state = 'open'", (error_key,))

    def sweep_answers(self, before: datetime) -> None:
        with self._engine.begin() as db:
            db.exec_driver_sql("DELETE FROM answer WHERE answered_at < ?", (to_ms(before),))
