"""The buttons that give the words of a letter their form; the usual keys work too."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from ui.compose.editor import Editor
from ui.compose.form import COLORS
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.flow import FlowLayout


class Toolbar(QWidget):
    """Acts on one editor."""

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        row = FlowLayout(spacing=0)
        self.setLayout(row)
        bold = self._letter("B", self.tr("Bold"), editor.toggle_bold, "Ctrl+B")
        italic = self._letter("I", self.tr("Italic"), editor.toggle_italic, "Ctrl+I")
        under = self._letter("U", self.tr("Underline"), editor.toggle_underline, "Ctrl+U")
        for button, dress in ((bold, QFont.setBold), (italic, QFont.setItalic), (under, QFont.setUnderline)):
            font = QFont(button.font())
            dress(font, True)
            button.setFont(font)
        self.color = self._letter("A", self.tr("Colour"), self.open_colors, "Ctrl+Shift+H")
        bullets = self._letter("•", self.tr("List"), editor.toggle_list, "Ctrl+Shift+8")
        numbers = self._letter(
            "1.", self.tr("Numbered list"), lambda: editor.toggle_list(is_numbered=True), "Ctrl+Shift+7"
        )
        quote = self._letter("”", self.tr("Quote"), editor.toggle_quote, "Ctrl+Shift+9")
        link = IconButton("link", self.tr("Link (Ctrl+Shift+K)"), self, on_click=self.ask_link)
        self._add_key("Ctrl+Shift+K", self.ask_link)
        clear = self._letter("Tx", self.tr("Clear the form"), editor.clear_form, "Ctrl+\\")
        for part in (bold, italic, under, self.color, bullets, numbers, quote, link, clear):
            row.addWidget(part)

    def ask_link(self) -> None:
        """Ask for an address and put the link in; the selected words become its words."""
        address, is_given = QInputDialog.getText(self.window(), self.tr("Link"), self.tr("Address"))
        address = address.strip()
        if is_given and address:
            whole = address if "://" in address or address.startswith("mailto:") else f"https://{address}"
            self._editor.add_link(self._editor.textCursor().selectedText(), whole)

    def color_menu(self) -> QMenu:
        """The colours that can be read on white and on dark."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Colour"))
        names = (self.tr("Red"), self.tr("Orange"), self.tr("Green"), self.tr("Blue"), self.tr("Grey"))
        menu.addAction(self.tr("As the text")).triggered.connect(lambda: self._editor.paint_words(""))
        for name, words in zip(COLORS, names, strict=True):
            action = menu.addAction(_dot(name), words)
            action.triggered.connect(lambda checked=False, name=name: self._editor.paint_words(name))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_colors(self) -> None:
        self.color_menu().popup(self.color.mapToGlobal(self.color.rect().bottomLeft()))

    def _letter(self, words: str, name: str, press: Callable[[], object], keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(f"{name} ({keys})")
        button.setAccessibleName(name)
        button.setFixedSize(theme().px(30), theme().px(30))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda checked=False: press())
        self._add_key(keys, press)
        return button

    def _add_key(self, keys: str, press: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._editor, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(press)


def _dot(name: str) -> QIcon:
    size = theme().px(t.ICON)
    picture = QPixmap(size, size)
    picture.fill(QColor(getattr(theme().colors, name)))
    return QIcon(picture)
