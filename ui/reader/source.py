"""The message as it came: shown as text, or saved as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.reader.attachments import downloads, safe_name, saved_words, unsaved_words
from ui.reader.parts import RAW, Parts
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.saving import ask_where
from ui.widgets.sheet import Sheet

SHOWN = 1_000_000
"""Characters of the source that are shown; the file has them all."""


class SourceSheet(Sheet):
    """Shows the source when it is here, and asks the engine for it when it is not."""

    def __init__(self, window: QWidget, parts: Parts) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self.call(self.tr("Source"))
        self._parts = parts
        self.text = QPlainTextEdit(self.body)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Source"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(theme().px(420))
        self._words = label(self.tr("Fetching the message…"), self.body, tone="muted")
        self.layout_.addWidget(self._words)
        self.layout_.addWidget(self.text)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        parts.failed.connect(self._on_failed)
        when_here(parts, self._show)

    def _show(self) -> None:
        data = self._parts.read(RAW) or b""
        self._words.hide()
        self.text.setPlainText(data.decode("utf-8", "replace")[:SHOWN])

    def _on_failed(self, part_id: str, words: str) -> None:
        if part_id == RAW:
            self._words.setText(words)


def when_here(parts: Parts, then: Callable[[], object]) -> None:
    """Run as soon as the raw message is here: now, or when the engine has fetched it."""
    if parts.read(RAW) is not None:
        then()
        return
    parts.arrived.connect(lambda part_id: then() if part_id == RAW else None)
    parts.fetch(RAW)


def export(parts: Parts, window: QWidget, say: Callable[[str], object]) -> None:
    """Ask where to, and save the message as an ``.eml`` file; ``say`` gets what became of it."""
    name = f"{safe_name(parts.item.subject or 'mail')}.eml"
    title = QCoreApplication.translate("ActionBar", "Save as .eml…")
    path = ask_where(window, title, str(Path(downloads()) / name))
    if path is not None:
        parts.failed.connect(lambda _, words: say(words))
        when_here(parts, lambda: export_to(parts, path, say))


def export_to(parts: Parts, path: Path, say: Callable[[str], object]) -> None:
    try:
        parts.write(RAW, path)
    except OSError as error:
        say(unsaved_words(path, error))
    else:
        say(saved_words(path))
