"""News of the chat on screen: it is read again beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.chat.talk import Talk
from ui.models.beside import Asking, Beside

Shown = tuple[Talk | None, bool]
"""What is on screen, and whether its end is."""
Again = tuple[Shown, Talk, Talk | None]
"""What was on screen, a copy of it, and the same as it is now; None where it is no more."""


class ChatNews(QObject):
    """``came`` carries the :class:`Talk` to show in place of the one on screen; ``gone``: there is no such one now."""

    came = Signal(object)
    gone = Signal()

    def __init__(self, shown: Callable[[], Shown], parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        self._beside = Beside(self)
        self._asking = Asking(self._beside, self._begin, self._on_read)

    def look(self) -> None:
        """Read it again, soon."""
        self._asking.ask()

    def stop(self) -> None:
        """The store is about to be closed."""
        self._beside.finish()

    def _begin(self) -> Callable[[], Again | None]:
        shown = talk, is_at_end = self._shown()
        if talk is None:
            return lambda: None
        before, fresh = talk.copy(), talk.copy()

        def read() -> Again:
            chat = fresh.context.reader.chat(fresh.chat.thread_id)
            if chat is None:
                return shown, before, None
            fresh.reload(chat, is_at_end=is_at_end)
            return shown, before, fresh

        return read

    def _on_read(self, again: Again | None) -> None:
        if again is None:
            return
        (talk, was_at_end), before, fresh = again
        now, is_at_end = self._shown()
        if talk is None or now is not talk:
            return  # what is on screen since was read later
        if fresh is None:
            self.gone.emit()
        elif talk != before or is_at_end != was_at_end:
            self.look()
        else:
            self.came.emit(fresh)
