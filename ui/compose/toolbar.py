"""The buttons under a letter: bold, italic, list, link, and files."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QToolButton, QWidget

from ui.compose.editor import Editor
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton


class Toolbar(QWidget):
    """Acts on one editor; the usual keys work too."""

    def __init__(self, editor: Editor, attach: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        bold = self._letter("B", self.tr("Bold"), editor.toggle_bold, "Ctrl+B")
        italic = self._letter("I", self.tr("Italic"), editor.toggle_italic, "Ctrl+I")
        font = QFont(bold.font())
        font.setBold(True)
        bold.setFont(font)
        slanted = QFont(italic.font())
        slanted.setItalic(True)
        italic.setFont(slanted)
        bullets = self._letter("•", self.tr("List"), editor.toggle_list, "Ctrl+Shift+8")
        link = IconButton("link", self.tr("Link"), self, on_click=self.ask_link)
        clip = IconButton("paperclip", self.tr("Attach files"), self, on_click=attach)
        for button in (bold, italic, bullets, link, clip):
            row.addWidget(button)

    def ask_link(self) -> None:
        """Ask for an address and put the link in; the selected words become its words."""
        address, is_given = QInputDialog.getText(self.window(), self.tr("Link"), self.tr("Address"))
        address = address.strip()
        if is_given and address:
            whole = address if "://" in address or address.startswith("mailto:") else f"https://{address}"
            self._editor.add_link(self._editor.textCursor().selectedText(), whole)

    def _letter(self, words: str, name: str, press: Callable[[], object], keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(f"{name} ({keys})")
        button.setAccessibleName(name)
        button.setFixedSize(theme().px(30), theme().px(30))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda checked=False: press())
        shortcut = QShortcut(QKeySequence(keys), self._editor, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(press)
        return button
