"""The letter's text with its signature: bold, italic, colour, lists, quotes and links."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QByteArray, QKeyCombination, QMimeData, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui.compose.form import (
    OBJECT,
    SIGNATURE,
    color_name,
    colored,
    for_editor,
    fragments_of,
    html_of,
    is_quote,
    quote_format,
    text_of,
)
from ui.theme.theme import theme

PNG = "image/png"
PLAIN_PASTE = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_V)
LONGEST = 100_000
"""Characters that are pasted into the text, some thirty pages; what is longer goes along as a file."""
_LISTS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal)


class Editor(QTextEdit):
    """``files_dropped`` carries local paths, ``image_pasted`` a :class:`QImage`, ``png_pasted`` the bytes of one,
    ``long_pasted`` a text that is too long for a letter.

    A signature stands at the end, below the text. Once the writer changed it, it is text like any other.
    """

    files_dropped = Signal(object)
    image_pasted = Signal(object)
    png_pasted = Signal(object)
    long_pasted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "letter")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoBulletList)
        self.setAccessibleName(self.tr("Text"))
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme().font())
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = 120
        self._signed = ""
        self.picture_of: Callable[[str], QImage] = lambda content_id: QImage()
        """The picture with a content id; null where none goes with the letter."""
        theme().changed.connect(self._dress)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and pictures go with the letter; what has a form keeps what a letter can have of it."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        from ui.compose.pasted import light  # the first letter is written without it

        is_picture = source.hasImage() and not source.hasText()
        if paths:
            self.files_dropped.emit(paths)
        elif is_picture and source.hasFormat(PNG):  # as an image Qt would read it here, for a third of a second
            self.png_pasted.emit(bytes(source.data(PNG).data()))
        elif is_picture and isinstance(image := source.imageData(), QImage):
            self.image_pasted.emit(image)
        elif source.hasHtml() and (html := light(source.html())):
            self.add_html(html)
            self.ensureCursorVisible()
        elif len(text := source.text()) > LONGEST:
            self.long_pasted.emit(text)
        else:
            super().insertFromMimeData(source)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Never Qt's own, which reads files: only pictures that go with the letter."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value or not address.startswith("cid:"):
            return QByteArray()
        return self.picture_of(address.removeprefix("cid:"))

    def add_picture(self, content_id: str, width: int) -> None:
        """Put a picture at the cursor, so many pixels wide."""
        form = QTextImageFormat()
        form.setName(f"cid:{content_id}")
        form.setWidth(width)
        self.textCursor().insertImage(form)

    def take_out_picture(self, content_id: str) -> None:
        """It could not be kept."""
        for fragment in list(fragments_of(self._blocks())):
            if fragment.charFormat().toImageFormat().name() == f"cid:{content_id}":
                cursor = QTextCursor(self.document())
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                return

    def reload_pictures(self) -> None:
        """What goes with the letter has changed."""
        names = {f.charFormat().toImageFormat().name() for f in fragments_of(self._blocks()) if OBJECT in f.text()}
        for name in names - {""}:
            picture = self.picture_of(name.removeprefix("cid:"))
            if not picture.isNull():
                self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
        if names:
            self.document().markContentsDirty(0, self.document().characterCount())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return on an empty line of a list or a quote ends it."""
        if event.keyCombination() == PLAIN_PASTE:
            self.insertPlainText(QGuiApplication.clipboard().text())
            return
        block = self.textCursor().block()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if is_return and not block.text() and (block.textList() is not None or is_quote(block)):
            self._make_plain(self.textCursor())
            event.accept()
        else:
            super().keyPressEvent(event)

    # Form

    def toggle_bold(self) -> None:
        is_bold = self.fontWeight() > QFont.Weight.Normal
        self.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)

    def toggle_italic(self) -> None:
        self.setFontItalic(not self.fontItalic())

    def toggle_underline(self) -> None:
        self.setFontUnderline(not self.fontUnderline())

    def toggle_list(self, *, is_numbered: bool = False) -> None:
        """Make the chosen lines a list, one of the other kind, or lines again."""
        cursor, style = self.textCursor(), _LISTS[is_numbered]
        known: QTextList | None = cursor.currentList()
        if known is None:
            cursor.createList(style)
        elif known.format().style() != style:
            form = known.format()
            form.setStyle(style)
            known.setFormat(form)
        else:
            self._make_plain(cursor)

    def toggle_quote(self) -> None:
        cursor = self.textCursor()
        is_on = not is_quote(cursor.block())
        for block in self._chosen(cursor):
            QTextCursor(block).setBlockFormat(quote_format(block, is_on))

    def paint_words(self, name: str) -> None:
        """Give the chosen words a colour of :data:`~ui.compose.form.COLORS`; empty takes it away."""
        form = self.currentCharFormat()
        if name:
            form.merge(colored(name))
        else:
            plain = QTextCharFormat()
            plain.setFontWeight(form.fontWeight())
            plain.setFontItalic(form.fontItalic())
            plain.setFontUnderline(form.fontUnderline())
            form = plain
        self.setCurrentCharFormat(form)

    def clear_form(self) -> None:
        """The chosen words, else the line, as plain as they came."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        whole = QTextCursor(cursor)
        if not whole.hasSelection():
            whole.select(QTextCursor.SelectionType.BlockUnderCursor)
        whole.setCharFormat(QTextCharFormat())
        self._make_plain(cursor)
        cursor.endEditBlock()
        self.setCurrentCharFormat(QTextCharFormat())

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

    def add_html(self, html: str) -> None:
        """Put light HTML at the cursor; its first line goes on in the line that is there."""
        cursor = self.textCursor()
        is_signature = _is_signature(cursor.block())
        first = cursor.block().blockNumber()
        cursor.beginEditBlock()
        cursor.insertHtml(for_editor(html))
        new = self._blocks(first, cursor.block().blockNumber())
        if is_signature:
            for block in new:
                _mark(block, True)
        self._take_form(new, html)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _make_plain(self, cursor: QTextCursor) -> None:
        """Lines of neither a list nor a quote."""
        for block in self._chosen(cursor):
            known: QTextList | None = block.textList()
            if known is not None:
                known.remove(block)
            form = quote_format(block, is_on=False)
            form.setIndent(0)
            QTextCursor(block).setBlockFormat(form)

    def _chosen(self, cursor: QTextCursor) -> list[QTextBlock]:
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        return self._blocks(first, document.findBlock(cursor.selectionEnd()).blockNumber())

    # What stands here

    def text(self) -> str:
        """As plain text, without the signature."""
        return text_of(self._blocks()[: self._signature_at()])

    def html(self) -> str:
        """As light HTML without styles of this program and without the signature."""
        at = self._signature_at()
        blocks = self._blocks()[:at]
        if at is not None and blocks and not blocks[-1].text():
            blocks = blocks[:-1]  # the line that keeps the signature apart
        return html_of(blocks)

    def signature(self) -> str:
        """The signature's HTML as it was put here; empty where there is none or the writer changed it."""
        return self._signed if self._signature_at() is not None else ""

    def signature_text(self) -> str:
        at = self._signature_at()
        return text_of(self._blocks(at)) if at is not None else ""

    def show_letter(self, html: str, text: str, signature: str = "") -> None:
        if html:
            self.setHtml(for_editor(html))
        else:
            self.setPlainText(text)
        self._signed = ""
        self._take_form(self._blocks())
        self.sign(signature)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().clearUndoRedoStacks()

    def sign(self, html: str) -> None:
        """Put this signature below the text, in the place of the one before unless the writer changed that."""
        at = self._signature_at()
        if at is None and self._signed:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if at is not None:
            self._take_off(cursor, at)
        self._signed = ""
        if html:
            self._put(cursor, html)
        cursor.endEditBlock()
        start = self._signature_start() if html else None
        self._signed = html_of(self._blocks(start)) if start is not None else ""

    def _put(self, cursor: QTextCursor, html: str) -> None:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        first = cursor.block().blockNumber()
        cursor.insertHtml(for_editor(html))
        for block in self._blocks()[first:]:
            _mark(block, True)
        self._take_form(self._blocks())

    def _take_off(self, cursor: QTextCursor, at: int) -> None:
        """The signature with the empty line above it."""
        first = self._blocks()[at]
        above = first.previous()
        is_apart = above.isValid() and not above.text() and above.previous().isValid()
        start = above if is_apart else first
        cursor.setPosition(start.position() - 1 if start.previous().isValid() else start.position())
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _signature_at(self) -> int | None:
        """The number of the first line of the signature; None where there is none that was left as it was."""
        start = self._signature_start() if self._signed else None
        return start if start is not None and html_of(self._blocks(start)) == self._signed else None

    def _signature_start(self) -> int | None:
        """The first of those lines at the end that are marked as its."""
        block, start = self.document().lastBlock(), None
        while block.isValid() and _is_signature(block):
            block, start = block.previous(), block.blockNumber()
        return start

    def _blocks(self, first: int = 0, last: int | None = None) -> list[QTextBlock]:
        """Lines by their numbers, all of them unless it is said which."""
        return list(self._each_block(first, self.document().blockCount() - 1 if last is None else last))

    def _each_block(self, first: int, last: int) -> Iterator[QTextBlock]:
        block = self.document().findBlockByNumber(first)
        for _ in range(first, last + 1):
            yield block
            block = block.next()

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar beside each line that is a quote."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout, up = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(0, -up)
            if box.top() > event.rect().bottom():
                break
            if is_quote(block):
                bar = QRectF(theme().px(4), box.top(), theme().px(3), box.height())
                painter.fillRect(bar, QColor(theme().colors.faint))
            block = block.next()

    def keep_lines(self, height: int) -> None:
        """How tall it is at least, in unscaled pixels."""
        self._lines = height
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), self.minimumHeight())

    def _fit(self, *_: object) -> None:
        wanted = max(theme().px(self._lines), round(self.document().size().height()) + theme().px(4))
        if self.minimumHeight() != wanted:
            self.setMinimumHeight(wanted)

    def _take_form(self, blocks: list[QTextBlock], html: str = "color") -> None:
        """Colours as the theme has them, if ``html`` has any, and quotes as far in as ours are."""
        fragments = fragments_of(blocks) if "color" in html else ()
        found = [(f.position(), f.length(), name) for f in fragments if (name := color_name(f.charFormat()))]
        cursor = QTextCursor(self.document())
        for position, length, name in found:
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(colored(name))
        for block in blocks:
            if is_quote(block) or block.textList() is not None:
                QTextCursor(block).setBlockFormat(quote_format(block, is_on=is_quote(block)))

    def _dress(self) -> None:
        was_blocked = self.blockSignals(True)  # no letter changes because it gets dark
        self._take_form(self._blocks())
        self.blockSignals(was_blocked)


def _is_signature(block: QTextBlock) -> bool:
    return bool(block.blockFormat().property(SIGNATURE))


def _mark(block: QTextBlock, is_signature: bool) -> None:
    if _is_signature(block) == is_signature:
        return
    form = block.blockFormat()
    if is_signature:
        form.setProperty(SIGNATURE, True)
    else:
        form.clearProperty(SIGNATURE)
    QTextCursor(block).setBlockFormat(form)
