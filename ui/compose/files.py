"""The files that go with a letter: added by button, drop and paste, kept as blobs, with their total size."""

import mimetypes
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.compose.coming import Coming
from ui.compose.editor import PLAIN_PASTE
from ui.reader.sizes import file_size
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import frame, label
from ui.widgets.messages import why
from workspace.connector.payloads import OutgoingAttachment

CHUNK = 1 << 20
AT_ONCE = CHUNK
"""Bytes of a file that is read while the window waits; a larger one is read beside it."""
LARGEST = 50_000_000
"""Bytes together; most services take no more than half of it, and say so themselves."""


class Files(QWidget):
    """``changed`` after every file; ``said`` carries a sentence."""

    changed = Signal()
    said = Signal(object)

    def __init__(self, context: Context, coming: Coming, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._coming = context, coming
        self._size_coming = 0
        self.files: list[OutgoingAttachment] = []
        self.is_shown: Callable[[OutgoingAttachment], bool] = lambda file: True
        """Whether a file stands here: a picture in the text does not."""
        self._row: QWidget | None = None
        self._total = label("", self, kind="secondary")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(t.STEP))
        self._layout.addWidget(self._total)
        self.hide()

    def show_files(self, files: Iterable[OutgoingAttachment]) -> None:
        self.files = list(files)
        self._show()

    def add_path(self, path: Path) -> None:
        """Add a file from the disk; a folder or an unreadable file is refused in words."""
        try:
            size = path.stat().st_size
            if not path.is_file():
                raise IsADirectoryError(path)
            if self._is_too_much(path.name, size):
                return
            if size <= AT_ONCE:
                self.put(self._kept(path))
                return
        except OSError as error:
            self._refuse(path, error)
            return
        self._size_coming += size
        self._coming.bring(lambda: self._kept_or_error(path), lambda made: self._on_kept(path, size, made))

    def put(self, file: OutgoingAttachment) -> bool:
        """Add one whose bytes are kept; False where it is too much."""
        if self._is_too_much(file.name, file.size):
            return False
        self._add(file)
        return True

    def add_bytes(self, name: str, kind: str, data: bytes, content_id: str | None = None) -> None:
        if self._is_too_much(name, len(data)):
            return
        blob_id = self._context.user.add_blob(name, kind, [data])
        self._add(OutgoingAttachment(blob_id, name, kind, len(data), content_id))

    def add_text(self, text: str) -> None:
        """Keep a text that is too long to stand in a letter, and say how it is put there all the same."""
        name, data = self.tr("text.txt"), text.encode("utf-8-sig")  # some programs read UTF-8 only with that mark
        if not self._is_too_much(name, len(data)):
            self.add_bytes(name, "text/plain", data)
            words = self.tr("A text of {size} goes with the letter as {name}. {key} puts it into the letter itself.")
            key = QKeySequence(PLAIN_PASTE).toString(QKeySequence.SequenceFormat.NativeText)
            self.said.emit(words.format(size=file_size(len(data)), name=name, key=key))

    def remove(self, file: OutgoingAttachment) -> None:
        self.files.remove(file)
        self._show()
        self.changed.emit()

    def _kept(self, path: Path) -> OutgoingAttachment:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        size = path.stat().st_size
        return OutgoingAttachment(self._context.user.add_blob(path.name, kind, _read(path)), path.name, kind, size)

    def _kept_or_error(self, path: Path) -> OutgoingAttachment | OSError:
        try:
            return self._kept(path)
        except OSError as error:
            return error

    def _on_kept(self, path: Path, size: int, made: OutgoingAttachment | OSError) -> None:
        self._size_coming -= size
        if isinstance(made, OSError):
            self._refuse(path, made)
        elif not self.put(made):
            self._context.user.delete_blob(made.blob_id)

    def _refuse(self, path: Path, error: OSError) -> None:
        reason = why(error) if error.strerror else self.tr("it is not a file")
        words = self.tr("{name} could not be attached: {reason}")
        self.said.emit(words.format(name=path.name, reason=reason))

    def _is_too_much(self, name: str, size: int) -> bool:
        if size + self._size_coming + sum(each.size for each in self.files) <= LARGEST:
            return False
        words = self.tr("{name} is too large: all files together may have {limit}.")
        self.said.emit(words.format(name=name, limit=file_size(LARGEST)))
        return True

    def _add(self, file: OutgoingAttachment) -> None:
        self.files.append(file)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        if self._row is not None:
            self._row.hide()
            self._row.deleteLater()
        self._row = QWidget(self)
        flow = FlowLayout(spacing=theme().px(6))
        self._row.setLayout(flow)
        shown = [file for file in self.files if self.is_shown(file)]
        for file in shown:
            flow.addWidget(self._chip(file, self._row))
        self._layout.insertWidget(0, self._row)
        total = file_size(sum(each.size for each in self.files))
        self._total.setText(self.tr("{size} together").format(size=total))
        self._total.setVisible(len(shown) > 1)
        self.setVisible(bool(shown))

    def _chip(self, file: OutgoingAttachment, parent: QWidget) -> QWidget:
        px = theme().px
        chip = frame("inset", parent)
        row = QHBoxLayout(chip)
        row.setContentsMargins(px(10), 0, px(2), 0)
        row.setSpacing(px(t.STEP))
        row.addWidget(label(f"{file.name} · {file_size(file.size)}", chip, tone="muted"))
        name = self.tr("Remove {name}").format(name=file.name)
        press = lambda: self.remove(file)  # noqa: E731
        row.addWidget(IconButton("close", name, chip, width=26, height=26, on_click=press))
        return chip


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
