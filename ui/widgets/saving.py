"""Asks where a file is to be saved."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(window: QWidget, title: str, proposed: str, kinds: str = "") -> Path | None:
    """The file that the user names, with the ending of the proposed one where they write none; None where they do not.

    ``kinds`` as ``QFileDialog`` takes them. Qt's own question knows no ending, and a file without it is not offered
    where it is to be opened again.
    """
    dialog = QFileDialog(window, title, proposed, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(proposed).suffix)
    is_named = bool(dialog.exec())
    files = dialog.selectedFiles() if is_named else []
    dialog.deleteLater()
    return Path(files[0]) if files else None
