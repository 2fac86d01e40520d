"""The window as it was when a sheet was opened over it.

What changes in a sheet would paint all that is seen through its scrim. A sheet shows a picture of that instead, and
costs what it paints itself; when it closes, the picture goes band by band, so that no turn paints the whole window.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.theme import theme
from ui.widgets.allowance import allowance
from ui.widgets.later import later

BAND = 128
"""So many pixels of a picture go at once."""
_spare: list[QPixmap] = []
"""The picture that was shown last, for the next one to be painted on."""


def picture_of(widget: QWidget) -> QPixmap:
    """What is seen of a widget now, copied from what its window was painted into: painting takes thirty times as long.

    Painted where that cannot be looked at: the layers of macOS are other people's, and one that was never shown has
    none.
    """
    window = widget.window()
    if QGuiApplication.platformName() == "cocoa" or not widget.isVisible():
        return widget.grab()
    allowance().paint_waiting()
    QApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest.value)  # what was about to be painted
    image, ratio = window.backingStore().paintDevice(), widget.devicePixelRatio()
    place = QRect(widget.mapTo(window, QPoint()) * ratio, widget.size() * ratio)
    if not isinstance(image, QImage) or not image.rect().contains(place):
        return widget.grab()
    found = _paper(place.size())
    with QPainter(found) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(QPoint(), image, place)
    found.setDevicePixelRatio(ratio)
    return found


def _paper(size: QSize) -> QPixmap:
    """The system hands out the memory of a new one page by page, which takes longer than to paint on it."""
    found = _spare.pop() if _spare else QPixmap()
    found.setDevicePixelRatio(1)
    return found if found.size() == size else QPixmap(size)


class Still(QObject):
    """Of a window below a sheet, which is not seen in it. Worth nothing once the window has another size or look."""

    def __init__(self, window: QWidget, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._below = picture_of(window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme().changed.connect(self._forget)

    @property
    def is_good(self) -> bool:
        """Whether it shows what is below; where it does not, the sheet lets the window be painted again."""
        if not self._below.isNull() and self._below.deviceIndependentSize().toSize() != self._sheet.size():
            self._forget()
        return not self._below.isNull()

    def paint(self, painter: QPainter, box: QRect) -> None:
        paint_part(painter, self._below, box)

    def leave(self) -> None:
        """The sheet is about to go: what it stood on stays in its place a few turns longer."""
        if self.is_good and self._sheet.isVisible():
            Veil(self._below, self._sheet)

    def _forget(self) -> None:
        self._below = QPixmap()
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self._sheet.update()


class Veil(QWidget):
    """A picture below a sheet that goes; it hides nothing from the mouse, and uncovers the window from the top."""

    def __init__(self, picture: QPixmap, sheet: QWidget) -> None:
        super().__init__(sheet.parentWidget())
        self._picture, self._top = picture, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(sheet.geometry())
        self._next = later(self, 0, self._lower)
        self.stackUnder(sheet)
        self.show()
        self._next.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(0, -self._top)
        paint_part(painter, self._picture, event.rect().translated(0, self._top))

    def _lower(self) -> None:
        """A mask in place of another height would have all above it painted again."""
        self._top += BAND
        if self.height() <= BAND:
            self.hide()
            self.deleteLater()
            _spare[:] = [self._picture]
        else:
            self.setGeometry(self.geometry().adjusted(0, BAND, 0, 0))
            self._next.start()


def paint_part(painter: QPainter, picture: QPixmap, box: QRect) -> None:
    """The part of a picture that lies in a box, at its place."""
    ratio = picture.devicePixelRatio()
    painter.drawPixmap(box, picture, QRect(box.topLeft() * ratio, box.size() * ratio))
