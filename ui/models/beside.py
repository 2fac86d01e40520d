"""Work that would hold the window up, done beside it: one piece after the other, in a thread of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Found = TypeVar("Found")


class Beside(QObject):
    """The stores may be asked and written there; no widget may be touched."""

    _ready = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._is_finished = False
        self._ready.connect(self._on_ready)

    def run(self, work: Callable[[], Found], then: Callable[[Found], object]) -> None:
        """``then`` gets what ``work`` returned, in the window's thread, where also what it raised is raised. Nothing is
        begun any more once it is finished."""
        if self._is_finished:
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # the first paint does without it

            self._thread = ThreadPoolExecutor(1, "beside")
        self._thread.submit(work).add_done_callback(lambda done: self._ready.emit(done, then))

    def finish(self) -> None:
        """Wait for what was begun: the stores are about to be closed. Nothing is told any more."""
        self._is_finished = True
        self.blockSignals(True)
        if self._thread is not None:
            self._thread.shutdown()

    def _on_ready(self, done: "Future[object]", then: Callable[[object], object]) -> None:
        then(done.result())
