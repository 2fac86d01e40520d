"""The text of one message: shows safe HTML as tall as it is, loads nothing, and tells where links lead."""

import base64
import binascii
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPixmap, QResizeEvent, QTextDocument, QTextFragment, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from ui.reader.images import Images, Pieces, area
from ui.reader.joining import append
from ui.reader.legible import make_legible
from ui.reader.narrow import narrow
from ui.reader.thumbs import Thumbs
from ui.theme.theme import theme
from ui.theme.tokens import LIGHT
from ui.widgets.later import later

if TYPE_CHECKING:
    from workspace.mail.pieces import Piece

Source = Callable[[str], Pieces | None]
"""The bytes for ``cid:…`` or ``remote:N``; None while they are not here or not allowed."""
PICTURE = QTextDocument.ResourceType.ImageResource.value
SETTLE_MS = 120
"""A long text is laid out anew when its width has been left alone for so long."""


class MailBody(QTextBrowser):
    """``link_hovered`` carries an address and whether its words name another; ``link_picked`` the same on a click.

    A long text is put in piece by piece, one a turn of the event loop; ``filled`` says that all of it is there.
    """

    link_hovered = Signal(object, bool)
    link_picked = Signal(object, bool)
    filled = Signal()

    def __init__(self, parent: QWidget, source: Source | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._images = Images(lambda: Thumbs.of(self.window()).beside, self)
        self._images.came.connect(self._on_image)
        self._html = ""
        self.is_paper = False
        self._pieces: tuple[Piece, ...] = ()
        self._rest: deque[Piece] = deque()
        self._least = 0
        """It does not get lower than this while it is filled again: what is below it stays where it is."""
        self._room = 0
        """How wide it is laid out, 0 before its width is known: before that it is not worth it."""
        self._is_narrowed = False
        self._next = later(self, 0, self._fill)
        self._widened = later(self, SETTLE_MS, self._on_widened)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Otherwise Qt lays out again whenever the height is set.
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setProperty("keeps_return", True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.highlighted.connect(self._on_highlighted)
        self.anchorClicked.connect(self._on_clicked)
        theme().changed.connect(self._on_theme_changed)

    @property
    def is_filled(self) -> bool:
        return not self._rest

    def show_html(self, html: str, *, is_paper: bool = False) -> None:
        """``is_paper`` puts it on a white sheet in both themes: its author chose the colours."""
        from workspace.mail.pieces import cut

        self._html, self.is_paper = html, is_paper
        self._pieces = cut(html)
        self._images.forget()
        self.setProperty("kind", "paper" if is_paper else "body")
        self.style().unpolish(self)
        self.style().polish(self)
        self._begin()

    def show_again(self) -> None:
        """Images arrived, or may be shown now; or it is to be laid out anew."""
        self._least = self.height() if len(self._pieces) > 1 else 0
        self.document().clear()
        self._begin()

    def _begin(self) -> None:
        """Put in the first piece; the others follow once it is laid out."""
        self._rest = deque(self._pieces)
        self._is_narrowed = False
        self._next.stop()
        self._dress(self.document())
        self.document().setLayoutEnabled(False)
        self.setHtml(self._rest.popleft().html)
        self._mend(self.document())
        if self._room:
            self._lay_out()

    def _fill(self) -> None:
        """Put in the next piece."""
        document, room = self.document(), self._room
        piece = self._rest.popleft()
        made = QTextDocument(self)  # whose child asks it for pictures
        self._dress(made)
        made.setLayoutEnabled(False)
        made.setHtml(piece.html)
        self._mend(made)
        narrow(made, room, always=self._is_narrowed)
        append(document, made, piece.tables)
        made.deleteLater()
        self._narrow_late()
        if self._rest:
            self._next.start()
        else:
            self._end()

    def _end(self) -> None:
        self._least = 0
        self._fit()
        self.filled.emit()

    def _dress(self, document: QTextDocument) -> None:
        colors = LIGHT if self.is_paper else theme().colors
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(theme().px(12) if self.is_paper else 0)
        document.setDefaultFont(theme().font())
        document.setDefaultStyleSheet(f"a {{ color: {colors.accent}; }}")

    def _mend(self, document: QTextDocument) -> None:
        if self.is_paper:
            make_legible(document, QColor(LIGHT.text), QColor(LIGHT.paper))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Never Qt's own: that one reads files. An empty image stands for whatever is not a picture of this mail."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != PICTURE:
            return QByteArray()
        known = self._images.known(address, self.viewport().width())
        if known is not None:
            return known
        pieces = _inside(address) if address.startswith("data:") else self._outside(address)
        if pieces is not None:
            return self.image(address, pieces)
        return area(QSize(), self._ground()) if address.startswith(("cid:", "remote:")) else QImage()

    def image(self, name: str, pieces: Pieces) -> QImage:
        """A picture of this mail, or what holds its place."""
        return self._images.read(name, pieces, self._ground())

    def differs(self, href: str) -> bool:
        """Whether any words of that link name another host than it leads to."""
        from workspace.mail.html import link_target_differs

        return any(link_target_differs(words, href) for words in self._words_of(href))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        if room == self._room:
            return
        is_first, self._room = not self._room, room
        if is_first:
            self._lay_out()
        elif len(self._pieces) > 1:
            self._widened.start()
        else:
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Its font is the theme's: Qt would lay out the whole text for being told so."""
        if event.type() != QEvent.Type.FontChange:
            super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The column scrolls, not the message."""
        if event.angleDelta().x() and self.horizontalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _lay_out(self) -> None:
        """Once, after all that can be known without it: tables within tables take long."""
        document = self.document()
        narrow(document, self._room)
        document.setTextWidth(self._room)
        document.setLayoutEnabled(True)
        self._narrow_late()
        if self._rest:
            self._next.start()
        else:
            self._end()

    def _narrow_late(self) -> None:
        """What turned out to be too wide only when it was laid out."""
        if not self._is_narrowed and self.document().size().width() > self._room:
            self._is_narrowed = True
            narrow(self.document(), self._room, always=True)
        self._fit()

    def _ground(self) -> QColor:
        """Of a place where no picture is yet."""
        return QColor((LIGHT if self.is_paper else theme().colors).line)

    def _outside(self, address: str) -> Pieces | None:
        if self._source is None or not address.startswith(("cid:", "remote:")):
            return None
        return self._source(address)

    def _on_image(self, name: str) -> None:
        """Where its place is as large as it is, nothing is laid out anew."""
        document, url = self.document(), QUrl(name)
        image, held = self.loadResource(PICTURE, url), document.resource(PICTURE, url)
        document.addResource(PICTURE, url, QPixmap.fromImage(image))
        if held is not None and held.size() == image.size():
            self.viewport().update()
        else:
            document.markContentsDirty(0, document.characterCount())

    def _height(self) -> int:
        size = self.document().size()
        is_wide = size.width() > self.viewport().width()  # the bar itself knows it later
        return round(size.height()) + 1 + (self.horizontalScrollBar().height() if is_wide else 0)

    def _fit(self, *_: object) -> None:
        high = max(self._height(), self._least)
        if self.height() != high:
            self.setFixedHeight(high)

    def _on_widened(self) -> None:
        """Another theme widens and narrows it again while its style is put on."""
        if self.document().textWidth() != self._room:
            self.show_again()

    def _on_theme_changed(self) -> None:
        """A white sheet is the same in both themes; its letters may have another size."""
        is_same = self.is_paper and self.document().defaultFont().pixelSize() == theme().font().pixelSize()
        if self._html and not is_same:
            self.show_again()

    def _on_highlighted(self, url: QUrl) -> None:
        href = url.toString()
        self.link_hovered.emit(href, bool(href) and self.differs(href))

    def _on_clicked(self, url: QUrl) -> None:
        self.link_picked.emit(url.toString(), self.differs(url.toString()))

    def _words_of(self, href: str) -> Iterator[str]:
        """The words of every link to that address."""
        words = ""
        for fragment in self._fragments():
            if QUrl(fragment.charFormat().anchorHref()).toString() == href:
                words += fragment.text()
            elif words:
                yield words
                words = ""
        if words:
            yield words

    def _fragments(self) -> Iterator[QTextFragment]:
        block = self.document().begin()
        while block.isValid():
            at = block.begin()
            while not at.atEnd():
                yield at.fragment()
                at += 1
            block = block.next()


def _inside(address: str) -> Pieces | None:
    head, _, coded = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return None
    try:
        return iter((base64.b64decode(coded),))
    except binascii.Error:
        return None
