"""The rows of a chat under each other. Each is measured once for a width, and moved without being laid out again."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import theme

ABOVE, BELOW = 8, 12
FAR = 100_000
"""So many pixels above the top a row waits until it is arranged."""


class Stack(QWidget):
    """``grown``: a row wants another height. Few rows stand at the foot. A layout of Qt's would lay out all rows for
    each that comes; here a row costs the same however many there are.
    """

    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._heights: dict[QWidget, tuple[int, int]] = {}
        # What is there already is not painted again when rows come below it.
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    def add(self, row: QWidget, width: int) -> None:
        """Show a new row as wide as it will be; :meth:`arrange` says where."""
        row.setGeometry(0, -FAR, width, row.height())
        row.show()
        self._measure(row, width)

    def release(self, row: QWidget) -> None:
        """Hide it; it may be added again."""
        self._heights.pop(row, None)
        if row in self._rows:
            self._rows.remove(row)
        row.hide()

    def drop(self, row: QWidget) -> None:
        self.release(row)
        row.deleteLater()

    @property
    def filled(self) -> int:
        """Pixels that the rows take together."""
        return sum(high for _, high in self._heights.values())

    def stale(self, width: int) -> list[QWidget]:
        """The rows that were measured for another width, from top to bottom."""
        return [row for row in self._rows if self._heights[row][0] != width]

    def measure(self, row: QWidget, width: int) -> None:
        """Give it this width and the height it needs there."""
        row.resize(width, row.height())
        self._measure(row, width)

    def arrange(self, rows: Sequence[QWidget], width: int, room: int) -> None:
        """These from top to bottom; the stack is as high as they are, at least ``room``."""
        self._rows = list(rows)
        high = sum(self._heights[row][1] for row in rows) + theme().px(ABOVE) + theme().px(BELOW)
        self.resize(width, max(high, room))
        top = max(0, room - high) + theme().px(ABOVE)
        for row in rows:
            wide, tall = self._heights[row]
            row.setGeometry(0, top, wide, tall)
            top += tall

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._has_grown():
            self.grown.emit()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fonts and margins of a style sheet are known only to what is shown."""
        super().showEvent(event)
        # Scrolled, it is moved as a picture. The style sheet takes this away from what it gives no ground.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if self._has_grown():
            self.grown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(theme().colors.surface))

    def _has_grown(self) -> bool:
        """Look at all anew; a row that did not change knows its height."""
        before = dict(self._heights)
        for row in self._rows:
            self._measure(row, self._heights[row][0])
        return before != self._heights

    def _measure(self, row: QWidget, width: int) -> None:
        layout = row.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = layout.totalHeightForWidth(width)
        else:
            high = row.sizeHint().height()
        self._heights[row] = (width, max(high, row.minimumHeight()))
