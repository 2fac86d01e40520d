"""The window as it was when a sheet was opened over it.

What changes in a sheet paints all that is seen through its scrim; a sheet that changes often shows a picture of that
instead, and costs what it paints itself.
"""

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui.theme.theme import theme


class Still(QObject):
    """Of a window below a sheet, which is not seen in it. Worth nothing once the window has another size or look."""

    def __init__(self, window: QWidget, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._below = window.grab()
        self._whole = self._below
        sheet.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme().changed.connect(self._forget)

    @property
    def is_good(self) -> bool:
        """Whether it shows what is below; where it does not, the sheet lets the window be painted again."""
        if not self._below.isNull() and self._below.deviceIndependentSize().toSize() != self._sheet.size():
            self._forget()
        return not self._below.isNull()

    def begin(self) -> QPixmap:
        """A copy to paint on what else is always the same: :meth:`keep` it."""
        return QPixmap(self._below)

    def keep(self, whole: QPixmap) -> None:
        self._whole = whole

    def paint(self, painter: QPainter, box: QRect) -> None:
        ratio = self._whole.devicePixelRatio()
        source = QRect(box.topLeft() * ratio, box.size() * ratio)
        painter.drawPixmap(box, self._whole, source)

    def _forget(self) -> None:
        self._below = QPixmap()
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self._sheet.update()
