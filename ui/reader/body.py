"""The text of one message: shows safe HTML as tall as it is, loads nothing, and tells where links lead."""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextDocument,
    QTextFragment,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from ui.reader.legible import make_legible
from ui.reader.narrow import narrow
from ui.theme.theme import theme
from ui.theme.tokens import LIGHT

Images = Callable[[str], bytes | None]
"""Bytes for ``cid:…`` or ``remote:N``; None while they are not here or not allowed."""
WIDEST = 1_600


class MailBody(QTextBrowser):
    """``link_hovered`` carries an address and whether its words name another; ``link_picked`` the same on a click."""

    link_hovered = Signal(object, bool)
    link_picked = Signal(object, bool)

    def __init__(self, parent: QWidget, images: Images | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._html = ""
        self.is_paper = False
        self._is_placed = False
        """Whether its width is known: before that it is not worth laying out."""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("keeps_return", True)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.highlighted.connect(self._on_highlighted)
        self.anchorClicked.connect(self._on_clicked)
        theme().changed.connect(self._on_theme_changed)

    def show_html(self, html: str, *, is_paper: bool = False) -> None:
        """``is_paper`` puts it on a white sheet in both themes: its author chose the colours."""
        self._html, self.is_paper = html, is_paper
        self.setProperty("kind", "paper" if is_paper else "body")
        self.style().unpolish(self)
        self.style().polish(self)
        colors = LIGHT if is_paper else theme().colors
        self.document().setDocumentMargin(theme().px(12) if is_paper else 0)
        self.document().setDefaultFont(theme().font())
        self.document().setDefaultStyleSheet(f"a {{ color: {colors.accent}; }}")
        self.document().setLayoutEnabled(False)
        self.setHtml(html)
        if is_paper:
            make_legible(self.document(), QColor(LIGHT.text), QColor(LIGHT.paper))
        if self._is_placed:
            self._lay_out()

    def show_again(self) -> None:
        """Images arrived, or may be shown now."""
        self.document().clear()
        self.show_html(self._html, is_paper=self.is_paper)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Never Qt's own: that one reads files. An empty image stands for whatever is not a picture of this mail."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        data = _inside(address) if address.startswith("data:") else self._outside(address)
        if data:
            return read_image(data, self.viewport().width())
        return self._box() if address.startswith(("cid:", "remote:")) else QImage()

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
        if not self._is_placed:
            self._is_placed = True
            self._lay_out()
        elif event.size().width() != event.oldSize().width():
            narrow(self.document(), self.viewport().width())
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The column scrolls, not the message."""
        if event.angleDelta().x() and self.horizontalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _lay_out(self) -> None:
        """Once, after all that can be known without it: tables within tables take long."""
        document, room = self.document(), self.viewport().width()
        narrow(document, room)
        document.setTextWidth(room)
        document.setLayoutEnabled(True)
        narrow(document, room)
        self._fit()

    def _box(self) -> QImage:
        """For a picture that is blocked or not here yet: as large as its author says, else next to nothing."""
        made = QImage(1, 1, QImage.Format.Format_RGB32)
        made.fill(QColor((LIGHT if self.is_paper else theme().colors).line))
        return made

    def _outside(self, address: str) -> bytes | None:
        if self._images is None or not address.startswith(("cid:", "remote:")):
            return None
        return self._images(address)

    def _height(self) -> int:
        bar = self.horizontalScrollBar()
        return round(self.document().size().height()) + 1 + (bar.height() if bar.maximum() else 0)

    def _fit(self, *_: object) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def _on_theme_changed(self) -> None:
        if self._html:
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


def read_image(data: bytes, room: int) -> QImage:
    """An image no wider than the room; empty where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size, widest = reader.size(), min(max(room, 120), WIDEST)
    if size.isValid() and size.width() > widest:
        reader.setScaledSize(size.scaled(widest, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _inside(address: str) -> bytes | None:
    head, _, coded = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return None
    try:
        return base64.b64decode(coded)
    except binascii.Error:
        return None
