"""A layout whose widgets stand side by side and wrap into further lines."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Left to right, then down; as tall as its width demands."""

    def __init__(self, *, spacing: int, between: int | None = None, last_right: bool = False) -> None:
        """``between`` is the room between lines where it is not that between neighbours; ``last_right`` puts the last
        item at the right end of its line.
        """
        super().__init__()
        self._between = spacing if between is None else between
        self._last_right = last_right
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        """Something in it has changed: a layout around it asks several times, and gets what is known until then."""
        self._heights.clear()
        self._least = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        self._arrange(box, is_trial=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                if not item.isEmpty():
                    self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def _arrange(self, box: QRect, *, is_trial: bool) -> int:
        """Returns the height; what is lower than its line stands in the middle of it."""
        top = box.top()
        for number, line in enumerate(self._lines(box.width())):
            top += self._between if number else 0
            height = max(item.sizeHint().height() for item in line)
            left = box.left()
            for item in line if not is_trial else ():
                size = item.sizeHint()
                if self._last_right and item is self._items[-1]:
                    left = max(left, box.right() + 1 - size.width())
                at = QPoint(left, top + (height - size.height()) // 2)
                item.setGeometry(QRect(at, QSize(min(size.width(), box.width()), size.height())))
                left += size.width() + self.spacing()
            top += height
        return top - box.top()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not lines or wanted > room:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= wanted + self.spacing()
        return lines
