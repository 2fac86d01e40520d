"""Files on their way into a letter: read, encoded and kept beside the window, one after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Made = TypeVar("Made")


class Coming(QObject):
    """``changed`` after each that has come, and when the first is on its way."""

    changed = Signal()
    _ready = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: dict[Future[Any], Callable[[Any], object]] = {}
        self._ready.connect(self._take)

    @property
    def is_open(self) -> bool:
        return bool(self._waiting)

    def bring(self, work: Callable[[], Made], then: Callable[[Made], object]) -> None:
        """``then`` gets what ``work`` made, in the window's thread."""
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # the first paint does without it

            self._thread = ThreadPoolExecutor(1, "letter")
        job = self._thread.submit(work)
        self._waiting[job] = then
        job.add_done_callback(self._ready.emit)
        self.changed.emit()

    def finish(self) -> None:
        """Wait for all of them."""
        for job in list(self._waiting):
            self._take(job)

    def end(self) -> None:
        """Nothing comes any more."""
        self.finish()
        if self._thread is not None:
            self._thread.shutdown()

    def _take(self, job: "Future[Any]") -> None:
        then = self._waiting.pop(job, None)
        if then is not None:
            then(job.result())
            self.changed.emit()
