"""Lines under each other, hundreds of them: one that is added costs the same however many there are."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Stack(QWidget):
    """In place of a layout, which places every line anew when one comes."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[QWidget] = []
        self._height = 0

    def add(self, line: QWidget) -> None:
        top = self.minimumHeight()
        self._lines.append(line)
        # Lines are all alike, and asking one for its size takes longer than placing it.
        self._height = self._height or line.sizeHint().height()
        line.setGeometry(0, top, self.width(), self._height)
        line.show()
        self.setMinimumHeight(top + self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for line in self._lines:
                line.resize(self.width(), line.height())
