"""Lines under each other, hundreds of them: one that is added costs the same however many there are."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.ground import Ground


class Stack(Ground):
    """In place of a layout, which places every line anew when one comes."""

    def __init__(self, expected: int = 0) -> None:
        """Room for so many is made with the first, so that the others change nothing but their own place."""
        super().__init__()
        self._lines: list[QWidget] = []
        self._height, self._expected = 0, expected

    def settle(self) -> None:
        """No more are expected."""
        self._expected = 0
        self.setMinimumHeight(len(self._lines) * self._height)

    def add(self, line: QWidget) -> None:
        self._lines.append(line)
        # Lines are all alike, and asking one for its size takes longer than placing it.
        self._height = self._height or line.sizeHint().height()
        self.setMinimumHeight(max(self._expected, len(self._lines)) * self._height)
        line.setGeometry(0, (len(self._lines) - 1) * self._height, self.width(), self._height)
        line.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for line in self._lines:
                line.resize(self.width(), line.height())
