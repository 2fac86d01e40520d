"""The pictures in one text: small ones are read at once, others beside the window, while their place is held."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader
from shiboken6 import isValid

from ui.models.beside import Beside

Pieces = Iterator[bytes]
"""The bytes of a picture: one piece, or several whose first is larger than :data:`AT_ONCE`."""
WIDEST = 1_600
MOST_POINTS = 64_000_000
"""A picture that claims more is not read: a few kilobytes can claim gigabytes."""
AT_ONCE, POINTS = 50_000, 65_000
"""Bytes and points of a picture that is read while the window waits: that takes a millisecond."""


class Images(QObject):
    """``came`` carries the name of a picture whose place was held until now."""

    came = Signal(object)

    def __init__(self, beside: Callable[[], Beside], parent: QObject) -> None:
        super().__init__(parent)
        self._beside = beside
        self._room = 0
        self._known: dict[str, QImage] = {}
        self._waiting: deque[tuple[str, Pieces]] = deque()
        self._is_busy = False

    def forget(self) -> None:
        self._known.clear()
        self._waiting.clear()

    def known(self, name: str, room: int) -> QImage | None:
        """What was given for it already; in another room everything is read anew."""
        if room != self._room:
            self.forget()
            self._room = room
        return self._known.get(name)

    def read(self, name: str, pieces: Pieces, ground: QColor) -> QImage:
        """A picture no wider than the room, or an area as large, of one colour, until ``came`` says its name."""
        head = next(pieces, b"")
        size = size_of(head)
        if len(head) <= AT_ONCE and size.width() * size.height() <= POINTS:
            image = read_image(head, self._room)
        else:
            image = area(fitted(size, self._room), ground)
            self._waiting.append((name, chain((head,), pieces)))
        self._known[name] = image
        self._next()
        return image

    def _next(self) -> None:
        """One at a time: those of a text that is gone are never begun."""
        if self._waiting and not self._is_busy:
            self._is_busy = True
            name, pieces = self._waiting.popleft()
            self._beside().run(partial(_read, pieces, self._room), partial(self._on_read, name, self._room))

    def _on_read(self, name: str, room: int, image: QImage) -> None:
        if not isValid(self):
            return
        self._is_busy = False
        self._next()
        if name in self._known and room == self._room and not image.isNull():
            self._known[name] = image
            self.came.emit(name)


def area(size: QSize, color: QColor) -> QImage:
    """Next to nothing where a size is not known."""
    made = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_RGB32)
    made.fill(color)
    return made


def read_image(data: bytes, room: int) -> QImage:
    """An image no wider than the room, the right way up, in any thread; empty where it cannot be read or claims too
    much."""
    buffer = _buffer(data)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = _shown_size(reader)
    if size.isValid() and fitted(size, room) != size:
        scaled = fitted(size, room)
        reader.setScaledSize(scaled.transposed() if _lies(reader) else scaled)
    return reader.read() if _is_sane(size) else QImage()


def size_of(head: bytes) -> QSize:
    """How large a picture is shown, as its first bytes say, without reading it."""
    buffer = _buffer(head)
    return _shown_size(QImageReader(buffer))


def _shown_size(reader: QImageReader) -> QSize:
    return reader.size().transposed() if _lies(reader) else reader.size()


def _lies(reader: QImageReader) -> bool:
    """Whether it is stored on its side, as telephones do (Exif 2.32, Orientation 5 to 8)."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def fitted(size: QSize, room: int) -> QSize:
    """How large a picture is read for a room; not valid where its size is not known or too much."""
    widest = min(max(room, 120), WIDEST)
    if not size.isValid() or not _is_sane(size):
        return QSize()
    if size.width() <= widest:
        return size
    return size.scaled(widest, size.height(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _is_sane(size: QSize) -> bool:
    return size.width() * size.height() <= MOST_POINTS


def _read(pieces: Pieces, room: int) -> QImage:
    try:
        return read_image(b"".join(pieces), room)
    except LookupError:  # it is not kept any more
        return QImage()


def _buffer(data: bytes) -> QBuffer:
    made = QBuffer()
    made.setData(QByteArray(data))
    made.open(QIODevice.OpenModeFlag.ReadOnly)
    return made
