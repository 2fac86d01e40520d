"""What a sign-in in the browser shows meanwhile: that it waits, the address to copy, or a code to type elsewhere."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.reader.links import open_link
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label


class BrowserWait(QWidget):
    """Hidden until something is to be opened. ``code_wanted``: the user has no browser here."""

    code_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._url = ""
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2 * t.STEP))
        self._words = label("", self, wrap=True)
        self._code = label("", self, kind="title")
        self._address = label("", self, tone="muted", wrap=True)
        for part in (self._code, self._address):
            part.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        row = QHBoxLayout()
        row.setSpacing(px(3 * t.STEP))
        self._copy = Button(self.tr("Copy the address"), self, kind="link", on_click=self.copy)
        self._instead = Button(self.tr("Use a code instead"), self, kind="link", on_click=self.code_wanted.emit)
        row.addWidget(self._copy)
        row.addWidget(self._instead)
        row.addStretch()
        for part in (self._words, self._address, self._code):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    @property
    def words(self) -> str:
        """All that is said, a line each."""
        parts = (self._words, self._address, self._code)
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def show_opened(self, opened: Mapping[str, object]) -> None:
        """Open the browser, or say where to type the code."""
        self._url = str(opened.get("url", ""))
        code = str(opened.get("user_code") or "")
        if code:
            words = self.tr("Open this address on any device and type the code:")
        elif open_link(self._url):
            words = self.tr("Waiting for your browser…")
        else:
            words = self.tr("No browser could be opened. Copy the address into a browser on this computer.")
        self._words.setText(words)
        self._address.setText(self._url)
        self._address.setVisible(bool(code))
        self._code.setText(code)
        self._code.setAccessibleName(" ".join(code))
        self._code.setVisible(bool(code))
        self._copy.say(self.tr("Copy the address"))
        self._instead.setVisible(not code)
        self.show()

    def copy(self) -> None:
        QApplication.clipboard().setText(self._url)
        self._copy.say(self.tr("Copied"))
