"""What becomes of a letter that finds no room when its window closes: who wrote it decides."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ui.shell.mishaps import mishap_words

if TYPE_CHECKING:
    from ui.compose.desk import ComposeDesk


class Unsaved(QMessageBox):
    """``again``, ``copy`` and ``drop`` are its buttons; Escape goes back to the letter."""

    def __init__(self, subject: str, why: str, parent: QWidget, *, is_copied: bool = False) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Letter not saved"))
        self.setText(self.tr("“{subject}” cannot be saved.").format(subject=subject or self.tr("No subject")))
        copied = self.tr("Its text was copied: paste it where it is safe.") if is_copied else ""
        self.setInformativeText("\n".join(part for part in (why, copied) if part))
        self.again = self._button(self.tr("Try again"), QMessageBox.ButtonRole.AcceptRole)
        self.copy = self._button(self.tr("Copy its text"), QMessageBox.ButtonRole.ActionRole)
        self.drop = self._button(self.tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
        self.back = self._button(self.tr("Back to the letter"), QMessageBox.ButtonRole.RejectRole)
        self.setEscapeButton(self.back)
        self.setDefaultButton(self.again)

    def _button(self, words: str, role: QMessageBox.ButtonRole) -> QPushButton:
        return self.addButton(words, role)


def may_close(desk: "ComposeDesk", window: QWidget) -> bool:
    """Put the open letter away as a draft; where that fails, ask until it is kept or given up. False: stay open."""
    is_copied = False
    while why := _not_left(desk):
        letter = desk.composer.letter() if desk.composer is not None else None
        asked = Unsaved(letter.subject if letter else "", why, window, is_copied=is_copied)
        asked.exec()
        chosen = asked.clickedButton()
        asked.deleteLater()
        if chosen == asked.copy and letter is not None:
            QGuiApplication.clipboard().setText(letter.text)
            is_copied = True
        elif chosen != asked.again:
            return chosen == asked.drop
    return True


def _not_left(desk: "ComposeDesk") -> str:
    """Why the letter could not be put away; empty where it was."""
    try:
        desk.leave()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return mishap_words(error)
    return ""
