"""All attachments of what is open: shown, or saved into one folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from ui.reader.attachments import AttachmentRow, Batch, downloads

if TYPE_CHECKING:
    from ui.reader.view import ReaderView


def save_files(view: "ReaderView") -> None:
    """Ask where to, and save the attachments of every open message there; those that are away are fetched first."""
    rows = open_rows(view)
    if not rows:
        return
    title = QCoreApplication.translate("AttachmentRow", "Save all")
    folder = QFileDialog.getExistingDirectory(view.window(), title, downloads())
    if folder:
        save_rows(rows, Path(folder))


def preview_files(view: "ReaderView") -> None:
    """Show the attachments of the newest open message that has some."""
    rows = open_rows(view)
    if rows:
        rows[-1].preview_first()


def open_rows(view: "ReaderView") -> list[AttachmentRow]:
    """Those of the open messages; where there are none it is said why."""
    rows = [card.text.row for card in view.message_cards() if card.text is not None and card.text.row is not None]
    if not rows:
        words = QCoreApplication.translate("saving", "The attachments are in a folded message: open it first.")
        view.refused.emit(words)
    return rows


def save_rows(rows: list[AttachmentRow], folder: Path) -> None:
    batch = Batch(sum(row.count for row in rows), folder, rows[0].wishes.said)
    for row in rows:
        row.save_all_to(folder, batch)
