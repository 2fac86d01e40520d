"""A question to the engine: asked once, answered when the engine has been at the service, or given up in time."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.context import Context
from ui.widgets.messages import message


class Question(QObject):
    """``answered`` carries the answer's payload, ``failed`` a sentence; exactly one of them comes, once."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        verb: str,
        payload: Mapping[str, object],
        parent: QObject,
        *,
        seconds: float = 60,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.is_open = True
        self._request_id = context.user.ask(verb, payload, seconds)
        context.observer.changed.connect(self._on_changed)
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(lambda: self._fail("no_answer", {}))
        self._deadline.start(round(seconds * 1000))
        context.ring()

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
        if self.is_open:
            self.is_open = False
            self._deadline.stop()
            self._context.observer.changed.disconnect(self._on_changed)
            self.deleteLater()

    def _on_changed(self, news: object) -> None:
        answer = self._context.reader.answer(self._request_id) if self.is_open else None
        if answer is None:
            return
        if answer.error_key:
            self._fail(answer.error_key, answer.error_params)
        else:
            self.stop()
            self.answered.emit(answer.payload)

    def _fail(self, key: str, params: Mapping[str, str]) -> None:
        self.stop()
        self.failed.emit(message(key, params))
