"""Where a link leads: said before it is followed, and asked about when its words say something else."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel, frame, label
from ui.widgets.sheet import Sheet

OPENED = ("http", "https", "mailto")


class LinkLine(QWidget):
    """A line at the foot of the reader while the mouse or the keyboard is on a link."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        px = theme().px
        box = frame("popover", self)
        self._plain = CutLabel("", box, kind="secondary")
        self._warning = CutLabel("", box, tone="warn")
        inner = QHBoxLayout(box)
        inner.setContentsMargins(px(10), px(4), px(10), px(4))
        inner.addWidget(self._plain, 1)
        inner.addWidget(self._warning, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(box)
        self.hide()

    @property
    def words(self) -> str:
        return self._plain.text() or self._warning.text()

    def show_link(self, href: str, differs: bool) -> None:
        self._plain.setText("" if differs else href)
        self._warning.setText(self.tr("Leads elsewhere: {address}").format(address=href) if differs else "")
        self._plain.setVisible(not differs)
        self._warning.setVisible(differs)
        self.setVisible(bool(href))
        px, room = theme().px, self._place.rect()
        height = self.sizeHint().height()
        self.setGeometry(px(8), room.height() - height - px(8), room.width() - px(16), height)
        self.raise_()


class LinkSheet(Sheet):
    """Asks before a link is followed whose words name another place."""

    def __init__(self, window: QWidget, href: str) -> None:
        super().__init__(window, "")
        self.call(self.tr("This link leads elsewhere"))
        self._href = href
        host = QUrl(href).host()
        words = self.tr("Its words name another address, but it opens {host}:").format(host=host)
        self.layout_.addWidget(label(words, self.body, wrap=True))
        self.layout_.addWidget(label(href, self.body, tone="warn", wrap=True))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Open it anyway"), self.body, on_click=self._on_open))
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, kind="primary", on_click=self.done))

    def _on_open(self) -> None:
        self.done()
        open_link(self._href)


def open_link(href: str) -> bool:
    """Hand a link to the system's browser or mail program; False for any other kind of address."""
    url = QUrl(href)
    return url.scheme().lower() in OPENED and QDesktopServices.openUrl(url)
