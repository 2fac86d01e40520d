"""Questions to a reader of its own, in a thread of its own: the newest is answered, older ones are dropped."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from workspace.store.reader import Reader
from workspace.store.reading.connections import Stopped

if TYPE_CHECKING:
    from concurrent.futures import Future

Answering = Callable[[Reader, Any], object]


class Line:
    """From its opening to its end; what it is asked is answered in the order it was asked."""

    def __init__(self, reader: Reader, answer: Answering) -> None:
        from concurrent.futures import ThreadPoolExecutor  # the first paint does without it

        self._thread: ThreadPoolExecutor = ThreadPoolExecutor(1, "search")
        self._windows_reader, self._answer = reader, answer
        self._reader: Reader | None = None

    def ask(self, question: object) -> "Future[object]":
        """None where :meth:`stop` came before the end."""
        return self._thread.submit(self._ask, question)

    def stop(self) -> None:
        """What is being looked for is not wanted any more."""
        if self._reader is not None:
            self._reader.stop()

    def end(self) -> None:
        """Nobody waits: it closes what it opened when it has answered."""
        self.stop()
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _ask(self, question: object) -> object:
        if self._reader is None:
            self._reader = self._windows_reader.another()
        try:
            return self._answer(self._reader, question)
        except Stopped:
            return None

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()


class Asker(QObject):
    """``answered`` carries the question and the answer to it, unless another question was asked meanwhile."""

    answered = Signal(object, object)
    _ready = Signal(object, object, object)

    def __init__(self, parent: QObject, answer: Answering) -> None:
        super().__init__(parent)
        self._answer = answer
        self._line: Line | None = None
        self._is_busy = False
        self._wanted: object = None
        self._ready.connect(self._on_ready)

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def begin(self, reader: Reader, first: object = None) -> None:
        """Open what is needed; ``first`` is asked for nobody, so that the first letter finds it warm."""
        if self._line is None:
            self._line = Line(reader, self._answer)
            if first is not None:
                self._line.ask(first)

    def ask(self, question: object) -> None:
        """``begin`` comes first. What is being looked for now is given up."""
        self._wanted = question
        if self._is_busy and self._line is not None:
            self._line.stop()
        else:
            self._next()

    def drop(self) -> None:
        """What was asked is not wanted any more."""
        self._wanted = None
        if self._is_busy and self._line is not None:
            self._line.stop()

    def leave(self) -> None:
        """Nothing is answered any more."""
        if self._line is not None:
            self._line.end()
        self._line, self._wanted, self._is_busy = None, None, False

    def _next(self) -> None:
        line, question = self._line, self._wanted
        if question is None or line is None or self._is_busy:
            return
        self._is_busy = True

        def tell(done: "Future[object]") -> None:
            with suppress(RuntimeError):  # its window is gone: nobody is left to hear it
                self._ready.emit(line, question, done)

        line.ask(question).add_done_callback(tell)

    def _on_ready(self, line: object, question: object, done: "Future[object]") -> None:
        if line is not self._line:
            return
        self._is_busy = False
        answer = done.result()
        if question is self._wanted and answer is not None:
            self._wanted = None
            self.answered.emit(question, answer)
        self._next()
