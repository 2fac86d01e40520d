"""Mail and chats: what is picked in the list is shown beside it, and whom it is with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.inbox.listings import Place
from ui.inbox.screen import InboxScreen
from ui.models.lines import event_start
from ui.models.observer import RECORDS, THREADS, News
from ui.shell.ahead import Ahead
from ui.shell.columns import Columns
from ui.shell.context import Context
from ui.shell.deeds import Deeds
from ui.widgets.later import later
from workspace.model.ids import ItemId, ThreadId
from workspace.store.rows import AttemptRow, HitRow, ItemRow, RecordRow, ThreadRow

if TYPE_CHECKING:
    from ui.chat.view import ChatView
    from ui.customer.panel import CustomerPanel
    from ui.reader.view import ReaderView

ABOUT_MS = 25
"""A conversation is seen first, then whom it is with; who walks on does not wait for each customer."""
NEWS_MS = 5
NEXT_MS = 5
"""The list is painted without what left it, then the next conversation opens."""
READ_MS = 700
"""A conversation shown for this long has been read."""


class MailPage(QWidget):
    """Shows in the reader what is picked in the list.

    ``draft_asked`` carries the id of a draft here, ``copy_asked`` the item id of one at its service, ``looked_at`` an
    account id and the chat collection on screen, ``customer_made`` the panel; the others are the reader's.
    """

    draft_asked = Signal(object)
    copy_asked = Signal(object)
    reply_asked = Signal(object, str)
    file_asked = Signal(object)
    undo_asked = Signal(object)
    performed = Signal(object)
    refused = Signal(object)
    looked_at = Signal(object, object)
    customer_made = Signal(object)

    def __init__(self, context: Context, deeds: Deeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._deeds = context, deeds
        self.inbox = InboxScreen(context, self)
        self.columns = Columns(self.inbox, self)
        self._reader: ReaderView | None = None
        self._chat: ChatView | None = None
        self._customer: CustomerPanel | None = None
        self._has_lines = True
        self._read = later(self, READ_MS, self._on_read)
        self._is_unseen = False
        self._about = later(self, ABOUT_MS, self._show_about)
        self._news = later(self, NEWS_MS, self._show_news)
        self._next = later(self, NEXT_MS, self._move_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.columns.back_asked.connect(self.back)
        self.columns.reader_shown.connect(self._on_reader_shown)
        self.inbox.picked.connect(self.show_row)
        self.inbox.moved_on.connect(self._next.start)
        self.inbox.opened.connect(self.open_row)
        self.inbox.emptied.connect(self.clear)
        self.inbox.filled.connect(self._on_filled)
        context.observer.changed.connect(self.on_changed)

    @property
    def reader(self) -> "ReaderView":
        """Made when first needed, as the customer panel is: a start paints the list before."""
        if self._reader is None:
            self._reader = self._new_reader()
        return self._reader

    def _new_reader(self) -> "ReaderView":
        from ui.reader.view import ReaderView

        reader = ReaderView(self._context, self.columns.reader)
        Ahead(self._context, self.inbox.view, reader.beside, reader)
        for name in ("copy_asked", "reply_asked", "file_asked", "undo_asked", "performed", "refused"):
            getattr(reader, name).connect(getattr(self, name))
        reader.wanted.connect(lambda: self.columns.show_reader(True))
        self.columns.reader_layout.addWidget(reader, 1)
        reader.setVisible(not self.is_chat)
        reader.offer_lines(self._has_lines)
        return reader

    @property
    def chat(self) -> "ChatView":
        """The reader of chats, in the place of that of mail."""
        if self._chat is None:
            from ui.chat.view import ChatView

            self._chat = ChatView(self._context, self.columns.reader)
            for name in ("file_asked", "undo_asked", "refused", "looked_at"):
                getattr(self._chat, name).connect(getattr(self, name))
            self._chat.current_changed.connect(self._about.start)
            self._chat.left.connect(self.back)
            self._chat.said.connect(self._on_said)
            self._chat.gone.connect(self.clear)
            self.columns.reader_layout.addWidget(self._chat, 1)
            self._chat.hide()
        return self._chat

    @property
    def is_chat(self) -> bool:
        """Whether a chat is shown."""
        return self._chat is not None and self._chat.talk is not None

    @property
    def shown(self) -> "ReaderView | ChatView":
        """The reader that is seen."""
        return self.chat if self.is_chat else self.reader

    @property
    def customer(self) -> "CustomerPanel":
        if self._customer is None:
            from ui.customer.panel import CustomerPanel

            self._customer = CustomerPanel(self._context, self.columns.customer)
            self.columns.customer_layout.addWidget(self._customer)
            self._customer.show()
            self.customer_made.emit(self._customer)
        return self._customer

    @property
    def thread_id(self) -> ThreadId | None:
        if self.is_chat:
            return self.chat.thread_id
        return self._reader.thread_id if self._reader else None

    def several(self, item_id: object) -> list[ItemId]:
        """The chosen messages of the chat that is shown, if this is one of them."""
        chosen = self.chat.chosen.ids if self.is_chat else []
        return chosen if item_id in chosen else []

    def show_row(self, row: object) -> None:
        """Show what a line of the list stands for."""
        self._end_waiting()
        self._is_unseen = False
        self._news.stop()
        if isinstance(row, ThreadRow):
            self.show_thread(row.thread_id)
        elif isinstance(row, HitRow):
            self._show_item(self._context.reader.item(row.item_id))
        elif isinstance(row, ItemRow):
            self._show_item(row)
        elif isinstance(row, RecordRow):
            self._show_record(row)
        elif isinstance(row, AttemptRow):
            self._show_item(self._context.reader.item_by_key(row.item) if row.item else None)
        else:
            self.clear()

    def settle(self) -> None:
        """Show at once what was done last: who acts faster than the window follows means what comes next."""
        self._context.observer.settle()
        self.inbox.settle()
        if self._next.isActive():
            self._next.stop()
            self._move_on()

    def _move_on(self) -> None:
        """What was shown left the list; who is writing below it is not torn out."""
        composer, focus = self.chat.box if self.is_chat else self.reader.composer, QApplication.focusWidget()
        if composer is None or focus is None or not composer.isAncestorOf(focus):
            self.show_row(self.inbox.row)

    def _on_filled(self, has_lines: bool) -> None:
        self._has_lines = has_lines
        if self._reader is not None:
            self._reader.offer_lines(has_lines)

    def open_row(self, row: object) -> None:
        """Go into it: the reader gets the focus, and in a narrow window the place of the list."""
        draft_id = getattr(row, "draft_id", None)
        if draft_id is not None:
            self.draft_asked.emit(draft_id)
            return
        if isinstance(row, ThreadRow) and self.inbox.where.place is Place.DRAFTS:
            items = self._context.reader.thread_items(row.thread_id)
            newest = next((item for item in reversed(items) if item.is_draft), None)
            if newest is not None:
                self.copy_asked.emit(newest.item_id)
                return
        self.show_row(row)
        self.go_in()

    def go_in(self) -> None:
        """What is open gets the focus, and in a narrow window the place of the list or of the customer."""
        self.columns.show_reader(True)
        self.shown.setFocus()

    @property
    def is_covered(self) -> bool:
        """Whether a narrow window shows the list or the customer in the place of what is open."""
        return self.columns.is_covered

    def stop(self) -> None:
        """The window closes: nothing counts as read any more."""
        self._end_waiting()
        self._news.blockSignals(True)  # news may come until the store is closed
        self.inbox.stop()
        if self._chat is not None:
            self._chat.stop()
        if self._customer is not None:
            self._customer.stop()

    def _end_waiting(self) -> None:
        for each in (self._read, self._about, self._next):
            each.stop()

    def clear(self) -> None:
        self._end_waiting()
        self._leave_chat()
        if self._reader is not None:
            self._reader.clear()
        if self._customer is not None:
            self._customer.show_for([])

    def on_changed(self, news: News) -> None:
        """Show the open conversation again when something in the cache or the outbox changed, in a turn of its own."""
        if self.thread_id is None or not news.touches(*THREADS, *RECORDS, "pulled"):
            return
        if self.is_chat:
            self.chat.look()
        else:
            self._news.start()

    def _on_said(self) -> None:
        """What is seen of a chat while it comes is read."""
        if self.window().isActiveWindow() and self.chat.column.is_at_end:
            self._read.start()

    def _show_news(self) -> None:
        if self.thread_id is not None and not self.is_chat:
            self.reader.show_thread(self.thread_id)

    def fold(self, window_width: int) -> None:
        """Fold columns for a window of that width in pixels."""
        self.setMinimumWidth(self.columns.fold(window_width))

    def back(self) -> None:
        """From the reader to the list."""
        self.columns.show_list()
        self.inbox.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold(self.window().width())

    def _on_reader_shown(self) -> None:
        if self._is_unseen:
            self._read.start()

    def show_thread(self, thread_id: ThreadId, at: ItemId | None = None) -> None:
        """Show a conversation and its customer; a chat around a message where one is given."""
        chat = self._context.reader.chat(thread_id)
        if chat is not None:
            if self._reader is not None:
                self._reader.clear()
                self._reader.hide()
            self.chat.show()
            self.chat.show_chat(chat, at)
        else:
            self._leave_chat()
            self.reader.show_thread(thread_id)
        self._about.start()
        # Who chooses several lines walks past them.
        if not self.inbox.view.is_choosing:
            self._read.start()

    def _leave_chat(self) -> None:
        if self.is_chat:
            self.chat.clear()
            self.chat.hide()
            self.reader.show()

    def _show_item(self, item: ItemRow | None) -> None:
        if item is None:
            self.clear()
        elif item.thread_id is not None:
            self.show_thread(item.thread_id, item.item_id)
        else:
            self._leave_chat()
            self.reader.show_items([item])
            self._about.start()

    def _show_record(self, record: RecordRow) -> None:
        """A customer: their newest conversation, and all about them beside it; a company or deal by its people."""
        emails, reader = list(record.emails), self._context.reader
        if not emails:
            family = [record.remote_id, *record.parent_ids]
            emails = [each for row in reader.records_by_parent(record.account_id, family) for each in row.emails]
        threads = [line.thread_id for line in reader.timeline(emails)]
        newest = next((thread_id for thread_id in threads if thread_id is not None), None)
        if newest is not None:
            self.show_thread(newest)
            self._read.stop()
            self._about.stop()
        else:
            self._leave_chat()
            self.reader.clear()
        self.customer.show_for(emails)

    def _show_about(self) -> None:
        self._show_customer(self.chat.about() if self.is_chat else self.reader.items)

    def _show_customer(self, items: Sequence[ItemRow]) -> None:
        own = self._context.user.own_emails()
        people = [a for item in sorted(items, key=event_start) for a in (item.from_, *item.to, *item.cc)]
        emails = dict.fromkeys(a.email.lower() for a in people if a.email and a.email.lower() not in own)
        self.customer.show_for(list(emails), {a.email.lower(): a.name for a in people if a.name})

    def _on_read(self) -> None:
        """What a narrow window covers was not read yet: it counts as such once it is seen."""
        self._is_unseen = self.is_covered
        if self.is_chat and not self._is_unseen:
            self.chat.mark_read()
        elif self.thread_id is not None and not self._is_unseen:
            self._deeds.mark_read(self.thread_id)
