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
from ui.reader.parts import Parts
from ui.reader.sizes import file_size
from ui.reader.thumbs import Thumbs, has_thumb
from ui.reader.wishes import Otherwise, Then, Wishes
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, CutButton, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.messages import why
from workspace.model.items import Attachment

LONGEST_NAME = 200
"""Bytes in UTF-8, in which a Korean letter has three: file systems take 255, and a number or an ending may follow."""
LONGEST_ENDING = 12


class AttachmentRow(QWidget):
    """Chips that wrap. ``said`` carries a sentence for the user."""

    said = Signal(object)

    def __init__(self, parts: Parts, shown: Sequence[Attachment], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._shown = list(shown)
        self._wishes: Wishes | None = None
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

    @property
    def wishes(self) -> Wishes:
        """What is to be done with files that are away, also when this is gone."""
        if self._wishes is None:
            self._wishes = Wishes(self._parts, self)
            self._wishes.changed.connect(self._show_progress)
            self._wishes.said.connect(self.said)
        return self._wishes

    @property
    def count(self) -> int:
        """How many files it shows."""
        return len(self._shown)

    def open(self, part: Attachment) -> None:
        """Open with the system's program, from a private copy."""
        if is_runnable(part):
            self.said.emit(self.tr("{name} is a program: save it first.").format(name=part.name))
            return
        self._when_here(part, lambda: self._open(part) if isValid(self) else None)

    def save(self, part: Attachment) -> None:
        name = str(Path(downloads()) / safe_name(part.name))
        path, _ = QFileDialog.getSaveFileName(self.window(), self.tr("Save as"), name)
        if path:
            self.save_to(part, Path(path))

    def save_to(self, part: Attachment, path: Path) -> None:
        """Save to a path; one that is not here is fetched first."""
        self._when_here(part, partial(_save, self._parts.another(self.wishes), part, path, self.wishes.said.emit))

    def save_all(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), self.tr("Save all"), downloads())
        if folder:
            self.save_all_to(Path(folder))

    def save_all_to(self, folder: Path, batch: "Batch | None" = None) -> None:
        """Each under a name that is free; those that are away are fetched first, and then it is said how many.

        ``batch`` is given where other messages save theirs too.
        """
        batch = batch or Batch(self.count, folder, self.wishes.said)
        parts = self._parts.another(self.wishes)
        for part in self._shown:
            self._when_here(part, partial(_save_one, parts, part, folder, batch), partial(batch.add, False))

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

    def _when_here(self, part: Attachment, then: Then, otherwise: Otherwise | None = None) -> None:
        if self._parts.is_here(part.part_id):
            then()
        else:
            self.wishes.add(part.part_id, then, otherwise)

    def _open(self, part: Attachment) -> None:
        try:
            path = self._parts.copy(part.part_id, safe_name(part.name))
        except OSError as error:
            self.said.emit(unsaved_words(Path(part.name), error))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show_progress(self) -> None:
        if self._progress is None:
            self._progress = self._made_progress()
        self._progress.setVisible(bool(self.wishes.left))
        self._words.setText(self.tr("Fetching {n} of {total}…").format(n=self.wishes.left, total=self.count))

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
        row.addWidget(IconButton("close", self.tr("Stop"), made, on_click=self.wishes.stop))
        self._column.addWidget(made)
        return made


def _save(parts: Parts, part: Attachment, path: Path, say: Callable[[str], object]) -> None:
    try:
        if parts.write(part.part_id, path):
            say(saved_words(path))
    except OSError as error:
        say(unsaved_words(path, error))


def _save_one(parts: Parts, part: Attachment, folder: Path, batch: "Batch") -> None:
    path = free_path(folder, safe_name(part.name))
    try:
        batch.add(parts.write(part.part_id, path))
    except OSError as error:
        batch.add(False, unsaved_words(path, error))


class Batch:
    """Says once how many files were saved, and why others were not: when the last of them came or was given up."""

    def __init__(self, total: int, folder: Path, said: SignalInstance) -> None:
        self._left, self._saved, self._total = total, 0, total
        self._folder, self._said, self._why = folder, said, ""

    def add(self, is_saved: bool, why_not: str = "") -> None:
        self._left -= 1
        self._saved += is_saved
        self._why = why_not or self._why
        if not self._left:
            words = QCoreApplication.translate("AttachmentRow", "{n} of {total} files are in {folder}")
            found = words.format(n=self._saved, total=self._total, folder=self._folder.name)
            self._said.emit(" · ".join(filter(None, (found, self._why))))


def saved_words(path: Path) -> str:
    words = QCoreApplication.translate("AttachmentRow", "{name} is in {folder}")
    return words.format(name=path.name, folder=path.parent.name or path.parent)


def unsaved_words(path: Path, error: OSError) -> str:
    words = QCoreApplication.translate("AttachmentRow", "{name} could not be saved: {reason}")
    return words.format(name=path.name, reason=why(error))


def downloads() -> str:
    """Where files are saved first; the home folder where there is no such folder: a dialog would begin anywhere."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return found if Path(found).is_dir() else str(Path.home())


def safe_name(name: str) -> str:
    """A file name without folders or characters that some system refuses, cut before its ending where it is long."""
    bare = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "_", name).strip(" .")
    ending = Path(bare).suffix
    if len(ending) > LONGEST_ENDING:
        ending = ""
    room = LONGEST_NAME - len(ending.encode("utf-8", "replace"))
    stem = bare[: len(bare) - len(ending)].encode("utf-8", "replace")[:room].decode("utf-8", "ignore").strip()
    return stem + ending or "attachment"


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that is not taken yet."""
    path, n = folder / name, 1
    while path.exists():
        n += 1
        path = folder / f"{Path(name).stem} ({n}){Path(name).suffix}"
    return path
