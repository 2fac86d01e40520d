"""Shows what a file says: a picture, pages, a text, a table, an event or a mail; or words why it does not."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QStackedWidget, QTableView, QWidget

from ui.reader.body import MailBody
from ui.reader.kinds import FileKind
from ui.reader.page_view import PageView
from ui.reader.readable import Readable
from ui.theme.theme import theme
from ui.widgets.labels import label

Index = QModelIndex | QPersistentModelIndex
COLUMN_WIDTH, WIDEST_COLUMN = 40, 260


class Rows(QAbstractTableModel):
    """The cells of a table; its first row is its head."""

    def __init__(self, rows: tuple[tuple[str, ...], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._head, self._rows = (rows[0], rows[1:]) if rows else ((), ())
        self._width = max(map(len, rows), default=0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        is_words = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return _cell(self._rows[index.row()], index.column()) if index.isValid() and is_words else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _cell(self._head, section)


class FileView(QStackedWidget):
    """One file at a time."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(1, 1)  # else it could only grow
        self._image = QImage()
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.table = QTableView(self)
        self.table.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.pages = PageView(self)
        self.pages.failed.connect(self._on_failed)
        self.pages.counted.connect(lambda _: self.setCurrentWidget(self.pages))
        self.words = label("", self, tone="muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page = QScrollArea(self)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setWidgetResizable(True)
        self.body: MailBody | None = None
        for each in (self.picture, self.text, self.table, self.pages, self.page, self.words):
            self.addWidget(each)

    def say(self, words: str) -> None:
        self.pages.stop()
        self.words.setText(words)
        self.setCurrentWidget(self.words)

    def show_pages(self, data: bytes, name: str) -> None:
        """As soon as it is known how many there are."""
        self.pages.show_file(data, self.tr("Pages: {name}").format(name=name))

    def show_file(self, file: Readable, name: str) -> None:
        """What was read of it."""
        self.pages.stop()
        if file.kind is FileKind.PICTURE:
            self._show_picture(file, name)
        elif file.kind is FileKind.TABLE:
            self._show_table(file, name)
        elif file.kind in (FileKind.EVENT, FileKind.MAIL):
            self._show_page(file, name)
        else:
            self._show_text(file, name)

    def _show_picture(self, file: Readable, name: str) -> None:
        image = file.picture
        if image is None or image.isNull():
            self.say(self.tr("This picture cannot be shown. Save it to open it elsewhere."))
            return
        self._image = image
        self._fit_picture()
        self.picture.setAccessibleName(self.tr("Picture: {name}").format(name=name))
        self.setCurrentWidget(self.picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_picture()

    def _fit_picture(self) -> None:
        """As large as it is, or as there is room: it may be here before the sheet is laid out."""
        image, ratio = self._image, self.devicePixelRatioF()
        if image.isNull():
            return
        room = QSize(self.width(), self.height()) * ratio
        if image.width() > room.width() or image.height() > room.height():
            image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)

    def _show_text(self, file: Readable, name: str) -> None:
        rest = "\n\n" + self.tr("… (the rest is in the file)") if file.is_cut else ""
        self.text.setPlainText(file.text + rest)
        self.text.setAccessibleName(self.tr("Text: {name}").format(name=name))
        self.setCurrentWidget(self.text)

    def _show_table(self, file: Readable, name: str) -> None:
        before = self.table.model()
        self.table.setModel(Rows(file.rows, self.table))
        if before is not None:
            before.deleteLater()
        px = theme().px
        for column in range(len(max(file.rows, key=len))):
            wanted = self.table.sizeHintForColumn(column) + px(16)
            self.table.setColumnWidth(column, min(max(wanted, px(COLUMN_WIDTH)), px(WIDEST_COLUMN)))
        self.table.setAccessibleName(self.tr("Table: {name}").format(name=name))
        self.setCurrentWidget(self.table)

    def _show_page(self, file: Readable, name: str) -> None:
        """An event or a mail; what it names on the internet is not loaded."""
        self.body = body = MailBody(self.page, file.picture_named)
        body.setAccessibleName(self.tr("Text: {name}").format(name=name))
        body.show_html(file.html, is_paper=file.is_paper)
        self.page.setWidget(body)
        self.setCurrentWidget(self.page)

    def _on_failed(self, why: str) -> None:
        said = {
            "password": self.tr("This PDF is protected with a password. Open it to type it."),
            "large": self.tr("This PDF is too large to be shown here. Save it to open it elsewhere."),
        }
        self.say(said.get(why) or self.tr("This PDF cannot be shown. Save it to open it elsewhere."))


def _cell(row: tuple[str, ...], column: int) -> str:
    return row[column] if column < len(row) else ""
