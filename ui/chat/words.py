"""The label with the words of a chat message."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget


class Words(QLabel):
    """As wide as it is told to be, and as high as its text is then: a label looks for the best width of its own, which
    lays the text out ten times, and would let a long line of code widen the whole column.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setProperty("tone", "")
        self._measured = (-1, 0)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def heightForWidth(self, width: int) -> int:
        """Laid out once for a width: layouts ask again whenever something beside the text changed."""
        if self._measured[0] != width:
            self._measured = width, super().heightForWidth(width)
        return self._measured[1]

    def setText(self, text: str) -> None:
        self._measured = (-1, 0)
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, or another style."""
        self._measured = (-1, 0)
        super().changeEvent(event)
