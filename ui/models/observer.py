"""The observer: hears the engine's bell, asks what changed, and tells the screens once, by kind."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from workspace.store.open import StoreNotReady
from workspace.store.reader import Reader

LOOK_MS = 2_000
GATHER_MS = 60
PAUSE_MS = 250
"""News of the engine is told at most so often, however fast a first sync writes."""
BUSY_FACTOR = 12
"""After news that took long to show, the next waits this many times as long: the window stays smooth."""

# The kinds of change rows that each part of the window shows.
THREADS = ("email", "chat", "bodies", "done", "filed", "marks", "tabs", "workplaces", "cleared", "actions", "accounts")
EVENTS = ("event", "cleared", "actions")
RECORDS = ("record", "cleared")
HEALTH = ("health", "pulled", "collections", "accounts", "workplaces", "cleared", "actions")


@dataclass(frozen=True, slots=True)
class News:
    """The kinds of what changed, as the store's change rows name them, and the accounts."""

    kinds: frozenset[str]
    accounts: frozenset[str]

    def touches(self, *kinds: str) -> bool:
        return bool(self.kinds.intersection(kinds))


class Observer(QObject):
    """``changed`` carries :class:`News`. ``hear`` may be called from any thread, also 1,000 times a second."""

    changed = Signal(object)
    _heard = Signal()

    def __init__(self, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._seq = 0
        self._version: object = None
        self._own: set[str] = set()
        self._free_at = 0.0
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self.look)
        self._poll = QTimer(self)
        self._poll.setInterval(LOOK_MS)
        self._poll.timeout.connect(self.look)
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """From now on; what was before is what the screens have just read."""
        self._seq = max((row[0] for row in self._changes()), default=0)
        self._version = self._reader.data_version()
        self._poll.start()

    def stop(self) -> None:
        """Say nothing any more: the store is about to be closed."""
        self.blockSignals(True)
        self._poll.stop()
        self._gather.stop()
        self._own.clear()

    def hear(self) -> None:
        """The bell rang."""
        self._heard.emit()

    def tell(self, *kinds: str) -> None:
        """News of our own making: shown at the next turn of the event loop."""
        self._own.update(kinds)
        QTimer.singleShot(0, self._tell_own)

    def look(self) -> None:
        if self.signalsBlocked():
            return
        version = self._reader.data_version()
        if version == self._version and not self._own:
            return
        self._version = version
        rows = self._changes()
        self._seq = max((row[0] for row in rows), default=self._seq)
        # No row: the user's file or the ledger changed, from the command line or by the engine.
        kinds = {row[1] for row in rows} | self._own or {"actions"}
        self._own.clear()
        self._tell(News(frozenset(kinds), frozenset(row[2] for row in rows if row[2])))

    def _tell(self, news: News) -> None:
        began = time.monotonic()
        self.changed.emit(news)
        took = time.monotonic() - began
        self._free_at = began + max(PAUSE_MS / 1000, took * BUSY_FACTOR)

    def _tell_own(self) -> None:
        if self._own:
            kinds, self._own = frozenset(self._own), set()
            self._tell(News(kinds, frozenset()))

    def _on_heard(self) -> None:
        if not self._gather.isActive():
            wait = 1000 * (self._free_at - time.monotonic())
            self._gather.start(max(GATHER_MS, round(wait)))

    def _changes(self) -> list[tuple[int, str, str | None, int | None]]:
        try:
            return list(self._reader.changes_since(self._seq))
        except StoreNotReady:
            return []
