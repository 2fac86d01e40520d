"""Files of a message that are still to come, and what is done with each when it is here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.reader.parts import Parts

Then = Callable[[], object]
Otherwise = Callable[[str], object]


class Wishes(QObject):
    """Belongs to the window and not to the message that shows the files: who goes on reading gets them all the same.

    ``changed`` says that more or fewer are to come, ``said`` carries a sentence; once the message is gone the window
    says it.
    """

    changed = Signal()
    said = Signal(object)

    def __init__(self, parts: Parts, shown_by: QWidget) -> None:
        super().__init__(shown_by.window())
        self._parts = parts.another(self)
        self._parts.arrived.connect(self._on_arrived)
        self._parts.failed.connect(self._on_failed)
        self._open: dict[str, list[tuple[Then, Otherwise]]] = {}
        self._is_left = False
        shown_by.destroyed.connect(self._on_left)

    @property
    def left(self) -> int:
        """How many files are to come."""
        return len(self._open)

    def add(self, part_id: str, then: Then, otherwise: Otherwise | None = None) -> None:
        """``otherwise`` gets why it did not come, empty where it was stopped; without it that is said."""
        self._open.setdefault(part_id, []).append((then, otherwise or self._say_failed))
        self._parts.fetch(part_id)
        self.changed.emit()

    def stop(self) -> None:
        for part_id in list(self._open):
            self._parts.stop(part_id)
            self._on_failed(part_id, "")

    def _say_failed(self, words: str) -> None:
        if words:
            self.said.emit(words)

    def _on_arrived(self, part_id: str) -> None:
        for then, _ in self._open.pop(part_id, []):
            then()
        self._go_on()

    def _on_failed(self, part_id: str, words: str) -> None:
        for _, otherwise in self._open.pop(part_id, []):
            otherwise(words)
        self._go_on()

    def _on_left(self) -> None:
        if not isValid(self):
            return  # all of the window goes
        self._is_left = True
        toast = getattr(self.parent(), "toast", None)
        if toast is not None:
            self.said.connect(toast.say)
        self._go_on()

    def _go_on(self) -> None:
        self.changed.emit()
        if self._is_left and not self._open:
            self.deleteLater()
