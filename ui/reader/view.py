"""The reader column: the messages of one conversation."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.times import long_time
from workspace.model.ids import ThreadId
from workspace.store.rows import ItemRow


class ReaderView(QWidget):
    """``reply_asked`` carries an item id and ``reply`` or ``reply_all``; ``file_asked`` an item id."""

    reply_asked = Signal(object, str)
    file_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self._context = context
        self.thread_id: ThreadId | None = None
        self.items: list[ItemRow] = []
        px = theme().px
        self._subject = label("", self, kind="title", wrap=True)
        self._from = label("", self, tone="muted")
        self._text = QTextBrowser(self)
        self._text.setOpenLinks(False)
        self._notice = Notice(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(20), px(24), px(20))
        layout.setSpacing(px(2 * t.STEP))
        for part in (self._subject, self._from, self._text, self._notice):
            layout.addWidget(part)
        self.clear()

    def show_thread(self, thread_id: ThreadId) -> None:
        self.show_items(self._context.reader.thread_items(thread_id))
        self.thread_id = thread_id

    def show_items(self, items: list[ItemRow]) -> None:
        """Show these, oldest first: a thread, or one event."""
        self.items = items
        self.thread_id = items[-1].thread_id if items else None
        if not items:
            self.clear()
            return
        last = items[-1]
        self._subject.setText(last.subject)
        self._from.setText(f"{last.from_.name or last.from_.email} · {long_time(last.received_at)}")
        self._text.setPlainText("\n\n".join(item.text or item.snippet for item in items))
        self._show_parts(True)

    def clear(self) -> None:
        self.thread_id, self.items = None, []
        self._notice.say("mail", self.tr("Nothing is open"), self.tr("Pick a line with J and K."))
        self._show_parts(False)

    def _show_parts(self, is_open: bool) -> None:
        for part in (self._subject, self._from, self._text):
            part.setVisible(is_open)
        self._notice.setVisible(not is_open)
