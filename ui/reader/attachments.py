"""The attachments of a message as chips: open, save, save all; fetched when they are wanted."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.reader.kinds import FileKind, is_runnable, kind_of
from ui.reader.parts import RAW, Parts
from ui.reader.sizes import file_size
from ui.reader.thumbs import Thumbs, has_thumb
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, CutButton, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from workspace.model.items import Attachment


class AttachmentRow(QWidget):
    """Chips that wrap. ``said`` carries a sentence for the user."""

    said = Signal(object)

    def __init__(self, parts: Parts, shown: Sequence[Attachment], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._shown = list(shown)
        self._then: dict[str, Callable[[], object]] = {}
        px = theme().px
        chips = FlowLayout(spacing=px(6))
        self._has_thumbs = any(has_thumb(part) and parts.is_here(part.part_id) for part in self._shown)
        self.chips = [self._chip(part) for part in self._shown]
        for chip in self.chips:
            chips.addWidget(chip)
        if len(self._shown) > 1:
            chips.addWidget(Button(self.tr("Save all…"), self, kind="link", on_click=self.save_all))
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2 * t.STEP), 0, 0)
        layout.setSpacing(px(6))
        layout.addLayout(chips)
        self._progress: QWidget | None = None
        parts.arrived.connect(self._on_arrived)
        parts.failed.connect(self._on_failed)

    def open(self, part: Attachment) -> None:
        """Open with the system's program, from a private copy."""
        if is_runnable(part):
            self.said.emit(self.tr("{name} is a program: save it first.").format(name=part.name))
            return
        self._when_here(part, lambda: self._open(part))

    def save(self, part: Attachment) -> None:
        name = str(Path(downloads()) / safe_name(part.name))
        path, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Save as"), name)
        if path:
            self.save_to(part, Path(path))

    def save_to(self, part: Attachment, path: Path) -> None:
        """Save to a path; one that is not here is fetched first."""
        self._when_here(part, lambda: self._write(part, path))

    def save_all(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), self.tr("Save all"), downloads())
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path) -> None:
        """Each under a name that is free; those that are away are fetched first, and then it is said how many."""
        batch = _Batch(len(self._shown), folder, self.said)
        for part in self._shown:
            self._when_here(part, partial(self._save_one, part, folder, batch))

    def preview(self, part: Attachment) -> None:
        """Show it without another program, the others beside it."""
        from ui.reader.preview import PreviewSheet

        PreviewSheet(self, self._parts, self._shown, self._shown.index(part), self.window()).open()

    def preview_first(self) -> None:
        self.preview(self._shown[0])

    def _chip(self, part: Attachment) -> Button:
        size = file_size(part.size)
        name = part.name or self.tr("Unnamed file")
        icon = "image" if kind_of(part) is FileKind.PICTURE else "document"
        words = f"{name} · {size}" if size else name
        chip = CutButton(words, self, kind="attachment", icon=icon, on_click=lambda: self.preview(part))
        chip.setToolTip("\n".join((name, self.tr("Preview; more with a right click"))))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda _: self.show_menu(part, chip))
        if self._has_thumbs:
            chip.setProperty("size", "tile")
        self._show_thumb(part, chip)
        return chip

    def _show_thumb(self, part: Attachment, chip: Button) -> None:
        """A small picture of what is here."""
        if not has_thumb(part) or not self._has_thumbs or not self._parts.is_here(part.part_id):
            return
        ratio = self.devicePixelRatioF()

        def show(picture: QImage) -> None:
            if isValid(chip) and not picture.isNull():
                shown = QPixmap.fromImage(picture)
                shown.setDevicePixelRatio(ratio)
                chip.show_picture(shown, theme().px(t.THUMB))
                chip.setText(f" {chip.accessibleName()}")

        Thumbs.of(self.window()).ask(self._parts, part, round(theme().px(t.THUMB) * ratio), show)

    def show_menu(self, part: Attachment, chip: Button) -> QMenu:
        """What can be done with an attachment."""
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Preview")).triggered.connect(lambda: self.preview(part))
        if not is_runnable(part):
            menu.addAction(self.tr("Open")).triggered.connect(lambda: self.open(part))
        menu.addAction(self.tr("Save as…")).triggered.connect(lambda: self.save(part))
        if len(self._shown) > 1:
            menu.addAction(self.tr("Save all…")).triggered.connect(self.save_all)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
        return menu

    def _when_here(self, part: Attachment, then: Callable[[], object]) -> None:
        if self._parts.read(part.part_id) is not None:
            then()
            return
        self._then[part.part_id] = then
        self._parts.fetch(part.part_id)
        self._show_progress()

    def _open(self, part: Attachment) -> None:
        try:
            path = self._parts.copy(part.part_id, safe_name(part.name))
        except OSError as error:
            self._say_not_saved(part.name, error)
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _save_one(self, part: Attachment, folder: Path, batch: "_Batch") -> None:
        batch.count(self._write(part, free_path(folder, safe_name(part.name))))

    def _write(self, part: Attachment, path: Path) -> bool:
        try:
            return self._parts.write(part.part_id, path)
        except OSError as error:
            self._say_not_saved(path.name, error)
            return False

    def _say_not_saved(self, name: str, error: OSError) -> None:
        words = self.tr("{name} could not be saved: {reason}")
        self.said.emit(words.format(name=name, reason=error.strerror or str(error)))

    def _on_arrived(self, part_id: str) -> None:
        then = self._then.pop(part_id, None)
        self._show_progress()
        if then is not None:
            then()

    def _on_failed(self, part_id: str, words: str) -> None:
        if part_id != RAW and self._then.pop(part_id, None) is not None:
            self.said.emit(words)
        self._show_progress()

    def _on_stop(self) -> None:
        for part_id in list(self._then):
            self._parts.stop(part_id)
        self._then.clear()
        self._show_progress()

    def _show_progress(self) -> None:
        if self._progress is None:
            self._progress = self._made_progress()
        self._progress.setVisible(bool(self._then))
        total = len(self._shown)
        self._words.setText(self.tr("Fetching {n} of {total}…").format(n=len(self._then), total=total))

    def _made_progress(self) -> QWidget:
        made = QWidget(self)
        self._words = label("", made, kind="secondary")
        bar = QProgressBar(made)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words)
        row.addWidget(bar, 1)
        row.addWidget(IconButton("close", self.tr("Stop"), made, on_click=self._on_stop))
        self._column.addWidget(made)
        return made


class _Batch:
    """Says once how many files were saved: when the last of them is here."""

    def __init__(self, total: int, folder: Path, said: SignalInstance) -> None:
        self._left, self._saved, self._total = total, 0, total
        self._folder, self._said = folder, said

    def count(self, is_saved: bool) -> None:
        self._left -= 1
        self._saved += is_saved
        if not self._left and self._saved:
            words = QCoreApplication.translate("AttachmentRow", "{n} of {total} files are in {folder}")
            self._said.emit(words.format(n=self._saved, total=self._total, folder=self._folder.name))


def downloads() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)


def safe_name(name: str) -> str:
    """A file name without folders or characters that some system refuses."""
    bare = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "_", name).strip(" .")
    return bare[-180:] or "attachment"


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that is not taken yet."""
    path, n = folder / name, 1
    while path.exists():
        n += 1
        path = folder / f"{Path(name).stem} ({n}){Path(name).suffix}"
    return path
