"""The sheet of help: topics at the left, the page at the right, a field that searches all of them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from ui.help.topics import DEFAULT, Topic, as_html, found, topics
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet

HEIGHT, NAMES = 520, 210
LINE_PERCENT = 135
ROLE = Qt.ItemDataRole.UserRole


class HelpSheet(Sheet):
    """Opens at a topic. Up and down in the field go through what was found."""

    def __init__(self, window: QWidget, name: str = DEFAULT) -> None:
        super().__init__(window, "", width=t.WIDE_SHEET)
        self.call(self.tr("Help"))
        px = theme().px
        self._topics = topics()
        self.field = QLineEdit(self.body)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Search in help"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.names = QListWidget(self.body)
        self.names.setAccessibleName(self.tr("Topics"))
        self.names.setFixedWidth(px(NAMES))
        self.names.currentItemChanged.connect(self._on_picked)
        self.page = QTextBrowser(self.body)
        self.page.setProperty("kind", "body")
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.tr("Page"))
        self.page.document().setDefaultFont(theme().font())
        row = QHBoxLayout()
        row.setSpacing(px(4 * t.STEP))
        row.addWidget(self.names)
        row.addWidget(self.page, 1)
        height = min(px(HEIGHT), max(px(HEIGHT // 2), window.height() - px(280)))
        self.names.setFixedHeight(height)
        self.page.setFixedHeight(height)
        self.layout_.addWidget(self.field)
        self.layout_.addSpacing(px(t.STEP))
        self.layout_.addLayout(row)
        self.keys = Button(self.tr("Keyboard shortcuts"), self.body, kind="link")
        self.foot.addWidget(self.keys)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._fill()
        self.show_topic(name)

    def show_topic(self, name: str) -> None:
        for n in range(self.names.count()):
            if self.names.item(n).data(ROLE).name == name:
                self.names.setCurrentRow(n)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.field:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.names.setCurrentRow(max(0, min(self.names.currentRow() + step, self.names.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.names.clear()
        for topic in found(self._topics, self.field.text()):
            item = QListWidgetItem(topic.title, self.names)
            item.setData(ROLE, topic)
            item.setSizeHint(QSize(0, theme().px(t.NAV)))
        if self.names.count():
            self.names.setCurrentRow(0)
        else:
            self.page.setPlainText(self.tr("Nothing in help says that. Try one word of it."))

    def _on_picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(ROLE))

    def _show(self, topic: Topic) -> None:
        px, colors = theme().px, theme().colors
        rules = f"p {{ margin: 0 0 {px(10)}px 0; line-height: {LINE_PERCENT}%; }} h2 {{ margin: 0 0 {px(10)}px 0; }}"
        self.page.document().setDefaultStyleSheet(f"{rules} code {{ background: {colors.line}; }}")
        self.page.setHtml(as_html(topic.text))
        self._mark(self.field.text().split())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self, words: list[str]) -> None:
        """What was searched for stands out."""
        form = QTextCharFormat()
        form.setBackground(QColor(theme().colors.warn_soft))
        for word in words:
            cursor = self.page.document().find(word)
            while not cursor.isNull():
                cursor.mergeCharFormat(form)
                cursor = self.page.document().find(word, cursor)
