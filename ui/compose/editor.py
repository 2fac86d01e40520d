"""The letter's text: bold, italic, lists and links, sent as plain text and as light HTML."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextCharFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui.theme.theme import theme


class Editor(QTextEdit):
    """``files_dropped`` carries local paths, ``image_pasted`` a :class:`QImage`."""

    files_dropped = Signal(object)
    image_pasted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "letter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Text"))
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme().font())
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and images become attachments; text stays text."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        image = source.imageData() if source.hasImage() else None
        if paths:
            self.files_dropped.emit(paths)
        elif isinstance(image, QImage) and not source.hasText():
            self.image_pasted.emit(image)
        else:
            super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def toggle_bold(self) -> None:
        is_bold = self.fontWeight() > QFont.Weight.Normal
        self.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)

    def toggle_italic(self) -> None:
        self.setFontItalic(not self.fontItalic())

    def toggle_list(self) -> None:
        cursor = self.textCursor()
        known: QTextList | None = cursor.currentList()
        if known is None:
            cursor.createList(QTextListFormat.Style.ListDisc)
            return
        known.remove(cursor.block())
        plain = cursor.blockFormat()
        plain.setIndent(0)
        cursor.setBlockFormat(plain)

    def add_link(self, words: str, address: str) -> None:
        """Put a link at the cursor, in the place of what is selected."""
        form = QTextCharFormat()
        form.setAnchor(True)
        form.setAnchorHref(address)
        form.setFontUnderline(True)
        form.setForeground(theme().colors.accent)  # type: ignore[arg-type]
        cursor = self.textCursor()
        cursor.insertText(words or address, form)
        cursor.setCharFormat(QTextCharFormat())
        cursor.insertText(" ")

    def text(self) -> str:
        """As plain text, lists with hyphens."""
        lines = []
        for block in self._blocks():
            lines.append(f"- {block.text()}" if block.textList() is not None else block.text())
        return "\n".join(lines).replace("\u2028", "\n").strip("\n")

    def html(self) -> str:
        """As light HTML without styles of this program."""
        out: list[str] = []
        is_list = False
        for block in self._blocks():
            in_list = block.textList() is not None
            if in_list != is_list:
                out.append("<ul>" if in_list else "</ul>")
            is_list = in_list
            words = "".join(_fragment(each) for each in _fragments(block)) or "<br>"
            out.append(f"<li>{words}</li>" if in_list else f"<div>{words}</div>")
        return "".join([*out, "</ul>" if is_list else ""])

    def show_letter(self, html: str, text: str) -> None:
        if html:
            self.setHtml(html)
        else:
            self.setPlainText(text)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), self.minimumHeight())

    def _fit(self, *_: object) -> None:
        wanted = max(theme().px(120), round(self.document().size().height()) + theme().px(4))
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _fragment(fragment: QTextFragment) -> str:
    form = fragment.charFormat()
    words = escape(fragment.text()).replace("\u2028", "<br>")
    if form.fontWeight() > QFont.Weight.Medium:
        words = f"<b>{words}</b>"
    if form.fontItalic():
        words = f"<i>{words}</i>"
    if form.isAnchor() and QUrl(form.anchorHref()).scheme() in ("http", "https", "mailto"):
        words = f'<a href="{escape(form.anchorHref())}">{words}</a>'
    return words
