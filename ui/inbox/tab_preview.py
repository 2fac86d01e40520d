"""What a rule that is being written would take, asked beside the window: only the last one that was asked counts."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from workspace.store.reader import Reader
from workspace.store.tab_rules import TabRule

Counted = tuple[Counter[str], int]


class TabPreview(QObject):
    """``counted`` carries :data:`Counted`: how many conversations each tab would have, of how many.

    Belongs to the window and not to a sheet, for it outlives the sheet until its thread has ended.
    """

    counted = Signal(object)
    _ready = Signal(object)

    def __init__(self, reader: Reader, workplace_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace_id = workplace_id
        self._window_reader = reader
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, "tabs")
        self._wanted: Sequence[TabRule] | None = None
        self._is_busy = self._is_left = False
        self._ready.connect(self._on_ready)

    def ask(self, rules: Sequence[TabRule]) -> None:
        """With all the rules of the workplace, for the first that is met counts."""
        if self._is_left:
            return
        self._wanted = list(rules)
        if not self._is_busy:
            self._next()

    def leave(self) -> None:
        """Nobody waits any more, whatever the fields of a sheet that closes still say: it goes when it has answered."""
        self._wanted, self._is_left = None, True
        self.blockSignals(True)
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _next(self) -> None:
        if self._wanted is not None:
            rules, self._wanted, self._is_busy = self._wanted, None, True
            self._thread.submit(self._count, rules).add_done_callback(self._ready.emit)

    def _count(self, rules: Sequence[TabRule]) -> Counted:
        if self._reader is None:
            self._reader = self._window_reader.another()
        return self._reader.tab_preview(self._workplace_id, rules)

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self.deleteLater()

    def _on_ready(self, done: Future[Counted]) -> None:
        self._is_busy = False
        if self._wanted is None:
            self.counted.emit(done.result())
        self._next()
