"""The observer: hears the engine's bell, asks what changed, and tells the screens once, by kind."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.beside import Asking, Beside
from ui.widgets.later import later
from workspace.store.open import StoreNotReady
from workspace.store.reader import Reader

LOOK_MS = 2_000
GATHER_MS = 60
PAUSE_MS = 250
"""News of the engine is told at most so often, however fast a first sync writes."""
BUSY_FACTOR = 12
"""After news that took long to show, the next waits this many times as long: the window stays smooth."""

ChangeRow = tuple[int, str, str | None, int | None]
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


@dataclass(frozen=True, slots=True)
class Seen:
    """The files' versions at a look, and the change rows since the one before."""

    version: tuple[int, ...]
    rows: list[ChangeRow]


class Observer(QObject):
    """``changed`` carries :class:`News`. ``hear`` may be called from any thread, also 1,000 times a second.

    What changed is looked up beside the window, and what is pending is worked out there before anybody is told.
    """

    changed = Signal(object)
    _heard = Signal()

    def __init__(self, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._beside = Beside(self)
        self._seq = 0
        self._version: tuple[int, ...] = ()
        self._own: set[str] = set()
        self._free_at = 0.0
        self._asking = Asking(self._beside, lambda: self._prepared, self._on_looked)
        self._is_heard = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self._asking.ask)
        self._poll = QTimer(self)
        self._poll.setInterval(LOOK_MS)
        self._poll.timeout.connect(self._asking.ask)
        # A timer's turn of the loop is its own: what was painted or typed meanwhile comes first.
        self._soon = later(self, 0, self._tell_own)
        self._heard.connect(self._on_heard)

    def start(self) -> None:
        """From now on; before any screen reads, so that nothing falls between its first look and the first news."""
        self._version = self._reader.data_version()
        self._seq = self._reader.last_change()
        self._poll.start()

    def stop(self) -> None:
        """Say nothing any more: the store is about to be closed."""
        self.blockSignals(True)
        for timer in (self._poll, self._gather, self._soon):
            timer.stop()
        self._own.clear()
        self._beside.finish()

    def hear(self) -> None:
        """The bell rang."""
        self._heard.emit()

    def tell(self, *kinds: str) -> None:
        """News of our own making: shown in the next turn of the event loop."""
        self._own.update(kinds)
        self._soon.start()

    def settle(self) -> None:
        """Tell at once what is of our own making, before somebody acts on what is shown."""
        if self._soon.isActive():
            self._soon.stop()
            self._tell_own()

    def look(self) -> None:
        """Tell at once what changed."""
        if not self.signalsBlocked():
            self._tell_of(self._seen())

    def _on_looked(self, seen: Seen) -> None:
        self._tell_of(seen)
        if self._is_heard:
            self._is_heard = False
            self._on_heard()

    def _prepared(self) -> Seen:
        seen = self._seen()
        if seen.version != self._version:
            self._reader.prepare()
        return seen

    def _seen(self) -> Seen:
        version = self._reader.data_version()
        return Seen(version, [] if version == self._version else self._changes())

    def _tell_of(self, seen: Seen) -> None:
        if seen.version == self._version:
            return
        self._version = seen.version
        self._seq = max((row[0] for row in seen.rows), default=self._seq)
        # No row: the user's file or the ledger changed, from the command line or by the engine.
        kinds = {row[1] for row in seen.rows} or {"actions"}
        self._tell(News(frozenset(kinds), frozenset(row[2] for row in seen.rows if row[2])))

    def _tell(self, news: News) -> None:
        began = time.monotonic()
        self.changed.emit(news)
        took = time.monotonic() - began
        self._free_at = began + max(PAUSE_MS / 1000, took * BUSY_FACTOR)

    def _tell_own(self) -> None:
        kinds, self._own = frozenset(self._own), set()
        if "actions" in kinds and self._version:
            # What was queued here is told now, and not again by the next look.
            self._version = (self._reader.data_version()[0], *self._version[1:])
        self._tell(News(kinds, frozenset()))

    def _on_heard(self) -> None:
        if self._asking.is_under_way:
            self._is_heard = True
        elif not self._gather.isActive():
            wait = 1000 * (self._free_at - time.monotonic())
            self._gather.start(max(GATHER_MS, round(wait)))

    def _changes(self) -> list[ChangeRow]:
        try:
            return list(self._reader.changes_since(self._seq))
        except StoreNotReady:
            return []
