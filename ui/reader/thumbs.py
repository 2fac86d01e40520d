"""Small pictures of attachments that are here, made beside the window and kept in memory only."""

from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from ui.models.beside import Beside
from ui.reader.images import read_image
from ui.reader.kinds import FileKind, kind_of
from ui.reader.pages import Pages
from ui.reader.parts import Parts
from workspace.model.items import Attachment

KEPT = 300
LARGEST = 16_000_000
"""Bytes of a file of which a small picture is made."""
MOST_WAITING = 40
"""Files that wait for their picture; the oldest are given up, as somebody reads on."""
SHOWN = frozenset((FileKind.PICTURE, FileKind.PAGES))

Then = Callable[[QImage], object]
Key = tuple[object, str, int]


class Thumbs(QObject):
    """Of one window; also the thread in which its files are read. ``of(window)`` finds it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._kept: OrderedDict[Key, QImage] = OrderedDict()
        self._waiting: deque[tuple[Key, Parts, Attachment, Then]] = deque(maxlen=MOST_WAITING)
        self._is_busy = False
        self._pages: Pages | None = None
        self.beside = Beside(self)
        window.installEventFilter(self)

    @staticmethod
    def of(window: QWidget) -> "Thumbs":
        found = window.findChild(Thumbs)
        return found if isinstance(found, Thumbs) else Thumbs(window)

    def ask(self, parts: Parts, part: Attachment, size: int, then: Then) -> None:
        """``then`` gets a square picture of so many pixels, null where none can be made; at once if it is kept."""
        key = (parts.item.item_id, part.part_id, size)
        if key in self._kept:
            self._kept.move_to_end(key)
            then(self._kept[key])
            return
        self._waiting.append((key, parts, part, then))
        self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window:
            self._waiting.clear()
            self._end_pages()
            self.beside.finish()
        return False

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        self._is_busy = True
        key, parts, part, then = self._waiting.popleft()
        self.beside.run(partial(_read, parts, part, key[2]), partial(self._on_read, key, then))

    def _on_read(self, key: Key, then: Then, found: QImage | bytes | None) -> None:
        if isinstance(found, bytes):
            self._draw(key, then, found)
        else:
            self._tell(key, then, found or QImage())

    def _draw(self, key: Key, then: Then, data: bytes) -> None:
        """The first page of a PDF."""
        self._pages = pages = Pages(self)
        pages.counted.connect(lambda count, sizes: pages.ask(0, 2 * key[2]))
        pages.failed.connect(lambda _: self._on_drawn(key, then, QImage()))
        pages.drawn.connect(lambda _, picture: self._on_drawn(key, then, picture))
        pages.begin(data)

    def _on_drawn(self, key: Key, then: Then, picture: QImage) -> None:
        self._end_pages()
        self._tell(key, then, picture)

    def _end_pages(self) -> None:
        if self._pages is not None:
            self._pages.stop()
            self._pages.deleteLater()
            self._pages = None

    def _tell(self, key: Key, then: Then, picture: QImage) -> None:
        self._kept[key] = made = squared(picture, key[2])
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._is_busy = False
        then(made)
        self._next()


def has_thumb(part: Attachment) -> bool:
    return kind_of(part) in SHOWN and part.size <= LARGEST


def _read(parts: Parts, part: Attachment, size: int) -> QImage | bytes | None:
    """Beside the window: a picture, or the bytes of what another process draws."""
    data = parts.read(part.part_id)
    if data is None or len(data) > LARGEST:
        return None
    return data if kind_of(part) is FileKind.PAGES else read_image(data, 4 * size)


def squared(picture: QImage, size: int) -> QImage:
    """The upper middle of a picture in a square with round corners; null for a picture that is null."""
    if picture.isNull():
        return picture
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    filled = picture.scaled(QSize(size, size), mode, smooth)
    made = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, size, size), size / 8, size / 8)
    painter.setClipPath(shape)
    painter.drawImage((size - filled.width()) // 2, 0, filled)
    painter.end()
    return made
