"""Work that would hold the window up, done beside it: one piece after the other, in a thread of its own."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Semaphore
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.widgets.later import later

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Found = TypeVar("Found")

PATIENCE_SECONDS = 0.05
"""A question that takes longer no longer holds the others up."""
_turnstile = Semaphore()


class Beside(QObject):
    """The stores may be asked and written there; no widget may be touched."""

    _ready = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._has_ended = False
        self._done: deque[tuple[Future[object], Callable[[object], object]]] = deque()
        self._ready.connect(self._on_ready)
        self._turn = later(self, 0, self._tell_next)

    def run(self, work: Callable[[], Found], then: Callable[[Found], object]) -> None:
        """``then`` gets what ``work`` returned, in the window's thread and a turn of its own, where also what it raised
        is raised.

        After :meth:`finish` nothing is begun any more.
        """
        if self._has_ended:
            return
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # the first paint does without it

            self._thread = ThreadPoolExecutor(1, "beside")

        def tell(done: "Future[Found]") -> None:
            with suppress(RuntimeError):  # its window is gone: nobody is left to hear it
                self._ready.emit(done, then)

        self._thread.submit(work).add_done_callback(tell)

    def finish(self) -> None:
        """Wait for what was begun: the stores are about to be closed. Nothing is told any more."""
        self.blockSignals(True)
        self._turn.stop()
        self._has_ended = True
        if self._thread is not None:
            self._thread.shutdown()

    def _on_ready(self, done: "Future[object]", then: Callable[[object], object]) -> None:
        if not self._has_ended:  # what was told before that may arrive after it
            self._done.append((done, then))
            self._turn.start()

    def _tell_next(self) -> None:
        done, then = self._done.popleft()
        if self._done:
            self._turn.start()
        then(done.result())


class Asking(Generic[Found]):
    """A question that is asked beside the window again and again: one at a time, and once more in place of an answer
    that is old when it comes. ``begin`` says in the window's thread what is to be asked.

    Of several questions one after the other is answered: the window shares the interpreter with one thread, not five.
    """

    def __init__(
        self, beside: Beside, begin: Callable[[], Callable[[], Found]], then: Callable[[Found], object]
    ) -> None:
        self._beside, self._begin, self._then = beside, begin, then
        self.is_under_way = self._is_asked_again = False

    def ask(self) -> None:
        if self.is_under_way:
            self._is_asked_again = True
            return
        self.is_under_way = True
        work = self._begin()
        self._beside.run(lambda: self._found(work), self._on_found)

    def _found(self, work: Callable[[], Found]) -> Callable[[], Found]:
        """What tells the answer, or raises what the question raised."""
        is_next = _turnstile.acquire(timeout=PATIENCE_SECONDS)
        try:
            found = work()
        except Exception as raised:
            error = raised

            def fail() -> Found:
                raise error

            return fail
        finally:
            if is_next:
                _turnstile.release()
        return lambda: found

    def _on_found(self, answer: Callable[[], Found]) -> None:
        self.is_under_way = False
        if self._is_asked_again:
            self._is_asked_again = False
            self.ask()
            answer()  # what it raised is raised all the same
        else:
            self._then(answer())
