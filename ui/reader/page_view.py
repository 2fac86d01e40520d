"""The pages of a PDF one below the other, each drawn when it comes into sight and forgotten when it is far away."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.reader.pages import Pages
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.roles import plays

KEPT = 8
"""Pages before and after those in sight whose pictures are kept."""
TALLEST = 3.0
"""How many times its width a page may be high; what claims more is drawn that high."""


class PageView(QScrollArea):
    """``failed`` carries ``password``, ``large`` or ``broken``; ``counted`` how many pages there are."""

    failed = Signal(str)
    counted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("keeps_return", True)
        self.setProperty("kind", "ringed")
        plays(self, QAccessible.Role.Document)
        self.sheets: list[QLabel] = []
        self._sizes: list[tuple[float, float]] = []
        self._pages: Pages | None = None
        self._column: QVBoxLayout | None = None
        self._asked: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(self._look)

    def show_file(self, data: bytes, name: str) -> None:
        self.stop()
        self.setAccessibleName(name)
        self.window().installEventFilter(self)
        self._pages = Pages(self)
        self._pages.counted.connect(self._on_counted)
        self._pages.drawn.connect(self._on_drawn)
        self._pages.failed.connect(self.failed)
        self._pages.begin(data)

    def stop(self) -> None:
        """Forget the file and end its process."""
        if self._pages is not None:
            self._pages.stop()
            self._pages.deleteLater()
            self._pages = None
        self._asked.clear()
        self.sheets, self._sizes, self._column = [], [], None
        self.setWidget(QWidget())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheets and event.size().width() != event.oldSize().width():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.stop()
        return super().eventFilter(watched, event)

    def _on_counted(self, count: int, sizes: list[tuple[float, float]]) -> None:
        self._sizes = sizes
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(3 * t.STEP))
        for number in range(len(sizes)):
            sheet = QLabel(column)
            sheet.setProperty("kind", "page")
            sheet.setAccessibleName(self.tr("Page {n} of {total}").format(n=number + 1, total=count))
            self.sheets.append(sheet)
            layout.addWidget(sheet)
        if count > len(sizes):
            layout.addWidget(label(self.tr("… (the rest is in the file)"), column, tone="muted"))
        layout.addStretch()
        self._column = layout
        self.setWidget(column)
        self.counted.emit(count)
        self._place()

    def _place(self) -> None:
        """Every page as wide as there is room; what is in sight is drawn anew."""
        for sheet, (wide, high) in zip(self.sheets, self._sizes, strict=True):
            ratio = min(high / wide, TALLEST) if wide > 0 and high > 0 else 1.0
            sheet.setFixedSize(self._room(), round(self._room() * ratio))
            sheet.setScaledContents(True)
        self._asked.clear()
        column = self.widget()
        if self._column is not None and column is not None:
            self._column.activate()
            column.adjustSize()
        self._look()

    def _room(self) -> int:
        return max(80, self.viewport().width())

    def _look(self) -> None:
        """Ask for what is in sight and next to it; forget what is far away."""
        if self._pages is None or not self.sheets:
            return
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        seen = [n for n, each in enumerate(self.sheets) if each.y() < top + 2 * high and each.y() + each.height() > top]
        for number in seen:
            if number not in self._asked:
                self._asked.add(number)
                self._pages.ask(number, round(self._room() * self.devicePixelRatioF()))
        for number in [n for n in self._asked if seen and not seen[0] - KEPT <= n <= seen[-1] + KEPT]:
            self._asked.discard(number)
            self.sheets[number].setPixmap(QPixmap())

    def _on_drawn(self, number: int, picture: QImage) -> None:
        if number >= len(self.sheets):
            return
        if picture.isNull():
            self.sheets[number].setText(self.tr("This page cannot be shown."))
            self.sheets[number].setAlignment(Qt.AlignmentFlag.AlignCenter)
        else:
            self.sheets[number].setPixmap(QPixmap.fromImage(picture))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(320))
