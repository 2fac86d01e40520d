"""Pictures inside a letter's text: pasted or dropped there, kept with its files, sent as a part of its HTML.

They are encoded, read and kept beside the window, which shows each at once in the size it will have.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader

from ui.compose.coming import Coming
from ui.compose.editor import Editor
from ui.compose.files import Files
from ui.reader.images import read_image, size_of
from ui.shell.context import Context
from ui.theme.theme import theme
from workspace.connector.payloads import OutgoingAttachment

OURS = "@picture.workspace"
"""At the end of the content ids that are made here; others came with what is answered or forwarded."""
WIDEST = 600
"""Pixels that a picture takes in a letter at most; its bytes are sent whole."""
SHARP = 2 * WIDEST
"""Pixels that are kept of it to be shown, for screens with two where others have one."""
LARGEST = 10_000_000
AT_ONCE, POINTS = 200_000, 250_000
"""Bytes and points of a picture that is read while the window waits."""
ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))


class Pictures(QObject):
    """Of one composer."""

    def __init__(self, context: Context, files: Files, editor: Editor, coming: Coming, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._files, self._editor, self._coming = context, files, editor, coming
        self._shown: dict[str, QImage] = {}
        editor.picture_of = self.picture
        editor.image_pasted.connect(self.add)
        editor.png_pasted.connect(self.add_png)
        files.changed.connect(editor.reload_pictures)

    def add(self, image: QImage) -> None:
        """Put a picture where the cursor is."""
        fast, smooth = Qt.TransformationMode.FastTransformation, Qt.TransformationMode.SmoothTransformation

        def look(how: Qt.TransformationMode) -> QImage:
            return image.scaledToWidth(SHARP, how) if image.width() > SHARP else image

        width = image.width() / image.devicePixelRatio()
        new = _New(self.tr("picture.png"), "image/png", lambda: _png(image), lambda data: look(smooth))
        self._bring(new, look(fast), width, at_once=_is_small(0, image.size()))

    def add_png(self, data: bytes) -> None:
        """Put a picture where the cursor is, from the bytes that another program copied."""
        size = size_of(data)
        if size.isValid():
            self._bring_bytes(
                self.tr("picture.png"), "image/png", lambda: data, size, at_once=_is_small(len(data), size)
            )

    def add_path(self, path: Path) -> bool:
        """Put a picture file into the text; False where it is none, or too large for that: then it is a file."""
        if path.suffix.lower() not in ENDINGS or not path.is_file() or (length := path.stat().st_size) > LARGEST:
            return False
        reader = QImageReader(str(path))
        if not reader.canRead() or not reader.size().isValid():
            return False
        kind = "jpeg" if path.suffix.lower() in (".jpg", ".jpeg") else path.suffix.lower()[1:]
        self._bring_bytes(
            path.name, f"image/{kind}", path.read_bytes, reader.size(), at_once=_is_small(length, reader.size())
        )
        return True

    def picture(self, content_id: str) -> QImage:
        """Of those that go with the letter; null for any other. A large one is read beside and shown then."""
        if content_id in self._shown:
            return self._shown[content_id]
        file = next((each for each in self._files.files if each.content_id == content_id), None)
        if file is None:
            return QImage()
        head = next(iter(self._context.user.blob(file.blob_id)), b"")
        if _is_small(file.size, size_of(head)):
            self._shown[content_id] = self._read(file)
        else:
            self._shown[content_id] = QImage()
            self._coming.bring(lambda: self._read(file), lambda image: self._show(content_id, image))
        return self._shown[content_id]

    def _read(self, file: OutgoingAttachment) -> QImage:
        return read_image(b"".join(self._context.user.blob(file.blob_id)), SHARP)

    def left_in(self, html: str) -> Sequence[OutgoingAttachment]:
        """The files without the pictures that the writer took out of the text again."""
        return [each for each in self._files.files if not is_ours(each) or f"cid:{each.content_id}" in html]

    def _bring_bytes(self, name: str, kind: str, data: Callable[[], bytes], size: QSize, *, at_once: bool) -> None:
        """A quiet area stands where the picture will be."""
        high = size.height() if size.width() <= SHARP else size.height() * SHARP // size.width()
        ground = QImage(min(size.width(), SHARP), max(1, high), QImage.Format.Format_RGB32)
        ground.fill(QColor(theme().colors.line))
        new = _New(name, kind, data, lambda data: read_image(data, SHARP))
        self._bring(new, ground, size.width(), at_once=at_once)

    def _bring(self, new: "_New", shown: QImage, width: float, *, at_once: bool) -> None:
        content_id = f"{uuid.uuid4().hex}{OURS}"
        self._shown[content_id] = shown
        self._editor.add_picture(content_id, min(round(width), WIDEST))
        user = self._context.user

        def keep() -> tuple[OutgoingAttachment, QImage]:
            data = new.data()
            blob_id = user.add_blob(new.name, new.kind, [data])
            return OutgoingAttachment(blob_id, new.name, new.kind, len(data), content_id), new.look(data)

        if at_once:
            self._on_kept(content_id, *keep())
        else:
            self._coming.bring(keep, lambda made: self._on_kept(content_id, *made))

    def _on_kept(self, content_id: str, file: OutgoingAttachment, image: QImage) -> None:
        if image.isNull() or not self._files.put(file):
            self._editor.take_out_picture(content_id)
            self._context.user.delete_blob(file.blob_id)
        else:
            self._show(content_id, image)

    def _show(self, content_id: str, image: QImage) -> None:
        self._shown[content_id] = image
        self._editor.reload_pictures()


@dataclass(frozen=True, slots=True)
class _New:
    """A picture on its way: ``data`` and ``look`` are called beside the window."""

    name: str
    kind: str
    data: Callable[[], bytes]
    look: Callable[[bytes], QImage]


def is_ours(file: OutgoingAttachment) -> bool:
    """Whether it stands in the text and not among the files."""
    return (file.content_id or "").endswith(OURS)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _is_small(length: int, size: QSize) -> bool:
    return length <= AT_ONCE and size.width() * size.height() <= POINTS
