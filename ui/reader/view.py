"""The reader column: the messages of one conversation."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QVBoxLayout, QWidget

from ui.models.drafts import without_hidden
from ui.reader.again import all_same, deals_of, with_bodies_of
from ui.reader.bar import ActionBar
from ui.reader.card import MessageCard
from ui.reader.event import EventCard
from ui.reader.header import Header
from ui.reader.hints import Watch
from ui.reader.links import LinkLine, LinkSheet, open_link
from ui.reader.menu import able_to
from ui.reader.more import more_able, run_more
from ui.reader.parts import Parts
from ui.reader.replybox import ReplyBox
from ui.reader.source import SourceSheet, export
from ui.shell.context import Context
from ui.shell.deeds import Deed, Deeds
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.later import later
from ui.widgets.notice import Notice
from ui.widgets.roles import plays
from workspace.model.ids import ItemId, ThreadId
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow

FOLDED = 8
"""Messages before the last unread ones that stand as a line each; the older ones wait behind a button."""

OPEN_AT_ONCE = 2
"""Messages that are laid out in the turn that shows a conversation; the others follow, one a turn."""

LAYOUT_ROUNDS = 4
"""Text, card, page, and once more for a scroll bar that came or went."""


def answered(items: Sequence[ItemRow]) -> ItemRow:
    """The newest message that was not written here, else the newest."""
    return next((item for item in reversed(items) if not (item.is_sent or item.is_draft)), items[-1])


class QuietBar(QScrollBar):
    """Keeps its room while there is nothing to scroll: the messages are not laid out twice."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class ReaderView(QWidget):
    """``reply_asked`` carries an item id and ``reply``, ``reply_all`` or ``forward``; ``file_asked`` an item id.

    ``undo_asked`` carries the :class:`FiledChip` to take back, ``performed`` a :class:`Deed`, ``refused`` a sentence,
    ``copy_asked`` the item id of a draft to go on with. ``never_list_asked``: whose mail is never filed is to be seen.
    ``wanted``: what is done here is to be seen, also where the list stands in its place.
    """

    reply_asked = Signal(object, str)
    file_asked = Signal(object)
    undo_asked = Signal(object)
    performed = Signal(object)
    refused = Signal(object)
    thread_shown = Signal(object)
    copy_asked = Signal(object)
    never_list_asked = Signal()
    wanted = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = self._context = context
        self._watch = Watch(context, self)
        self.beside = self._watch.beside
        self.thread_id: ThreadId | None = None
        self.items: list[ItemRow] = []
        self.cards: list[MessageCard | EventCard] = []
        self.composer: QWidget | None = None
        self._to_open: list[MessageCard | EventCard] = []
        self._opening = later(self, 0, self._open_next)
        self._deeds = Deeds(context, self)
        self._deeds.performed.connect(self.performed)
        self._deeds.refused.connect(self.refused)
        self.bar = ActionBar(self)
        self.bar.asked.connect(self.run)
        self.bar.offers = self.offers
        self.header = Header(self)
        self.header.undo_asked.connect(self.undo_asked)
        self.reply_box = ReplyBox(self)
        self.reply_box.asked.connect(lambda: self.run("reply"))
        self._older: Button | None = None
        self._notice = Notice(self)
        self._has_lines = True
        self._place_parts()
        self.links = LinkLine(self)
        self.setFocusProxy(self.column)
        self.clear()

    def _place_parts(self) -> None:
        px = theme().px
        self.column = QScrollArea(self)
        self.column.setWidgetResizable(True)
        self.column.setProperty("kind", "ringed")
        self.column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.setVerticalScrollBar(QuietBar(self.column))
        self.column.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.column.setAccessibleName(self.tr("Conversation"))
        plays(self.column, QAccessible.Role.Grouping)
        self.column.setProperty("keeps_return", True)
        self.sheet = QWidget()
        self._page = QVBoxLayout(self.sheet)
        bar = self.column.verticalScrollBar().sizeHint().width()
        self._page.setContentsMargins(px(24), px(20), max(0, px(24) - bar), px(24))
        self._page.setSpacing(px(3 * t.STEP))
        self._page.addWidget(self.header)
        self._page.addWidget(self.reply_box)
        self._page.addStretch(1)
        self.column.setWidget(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.column, self._notice):
            layout.addWidget(part)

    def show_thread(self, thread_id: object) -> None:
        """Show a conversation; shown again, what is news is put in without moving anything."""
        reader = self._context.reader
        if self.items and self.thread_id is not None and thread_id == self.thread_id:
            marks = without_hidden(self._context, reader.thread_items(self.thread_id, with_bodies=False))
            if all_same(marks, self.items):
                self._watch.beside.run(partial(deals_of, self._context, self.answered_item()), self._on_deals)
                return
            if (known := with_bodies_of(marks, self.items)) is not None:
                self.show_items(known)
                return
        items = reader.thread_items(thread_id)  # type: ignore[arg-type]
        self.show_items(without_hidden(self._context, items))

    def show_items(self, items: list[ItemRow]) -> None:
        """Show these, oldest first: a thread, or one event."""
        if not items:
            self.clear()
            return
        is_same = [i.item_id for i in items] == [i.item_id for i in self.items]
        is_other_thread = items[-1].thread_id != self.thread_id or not self.items
        self.items = list(items)
        self.thread_id = items[-1].thread_id
        self._show_parts(True)
        self._show_head()
        if is_same:
            self._refresh()
        else:
            self._rebuild(keeps_open=not is_other_thread)
            self.lay_out()
        if is_other_thread:
            self._on_other_thread()

    def clear(self) -> None:
        self.thread_id, self.items = None, []
        self.hide_composer()
        self._drop_cards()
        self._notice.say("mail", self.tr("Nothing is open"), self.tr("Pick a line with J and K."))
        self._show_parts(False)
        self.thread_shown.emit(None)

    def offer_lines(self, has_lines: bool) -> None:
        """Whether there is anything to open beside it; beside an empty list nothing is said."""
        self._has_lines = has_lines
        self._notice.setVisible(self.thread_id is None and not self.items and has_lines)

    def show_composer(self, composer: QWidget) -> None:
        """Put a composer in the place of the reply box."""
        self.hide_composer()
        self.composer = composer
        self._page.insertWidget(self._page.indexOf(self.reply_box), composer)
        self.reply_box.hide()
        composer.show()
        QTimer.singleShot(0, self._show_end)

    def hide_composer(self) -> None:
        """Take the composer out; it saves itself and belongs to whoever made it."""
        if self.composer is not None:
            self._page.removeWidget(self.composer)
            self.composer.hide()
            self.composer = None
            self.reply_box.setVisible(bool(self.items) and "reply" in able_to(self._context, self.items))

    def run(self, name: str) -> None:
        """What a button of the bar or a key does."""
        if not self.items or (self.thread_id is None and name not in ("file", "source", "export")):
            return
        item = self.answered_item()
        if run_more(self, name):
            return
        if name in ("reply", "reply_all", "forward"):
            self.reply_asked.emit(item.item_id, name)
        elif name == "file":
            self.file_asked.emit(item.item_id)
        elif name == "source":
            SourceSheet(self.window(), Parts(self._context, item, self)).open()
        elif name == "export":
            export(Parts(self._context, item, self), self, self.refused.emit)
        elif self.thread_id is not None:
            self._deed(name)(self.thread_id)

    def message_cards(self) -> list[MessageCard]:
        return [card for card in self.cards if isinstance(card, MessageCard)]

    def answered_item(self) -> ItemRow:
        return answered(self.items)

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """What the menu says about filing mail of who wrote."""
        from ui.filing.never import offers

        if not self.items or self.items[-1].key.kind is not Kind.EMAIL:
            return []
        found = offers(self._context, self.answered_item())
        made: list[tuple[str, Callable[[], object]]] = [(words, partial(self._perform, deed)) for words, deed in found]
        return [*made, (self.tr("Never-file list…"), self.never_list_asked.emit)]

    def _perform(self, deed: Callable[[], Deed]) -> None:
        self.performed.emit(deed())

    def answer_invitation(self, partstat: str) -> None:
        """What a key says to the newest invitation here that can be answered; a folded one is opened for it."""
        for card in reversed(self.cards):
            if not isinstance(card, MessageCard) or not card.item.detail.get("calendar"):
                continue
            if card.text is None:
                card.expand()
            invitation = card.text.invitation if card.text is not None else None
            if invitation is not None and partstat in invitation.buttons:
                invitation.answer(partstat)
                return
        if self.cards:
            self.refused.emit(self.tr("There is no invitation here to answer."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.links.hide()

    def _deed(self, name: str) -> Callable[[ThreadId], bool]:
        return {
            "archive": self._deeds.archive,
            "trash": self._deeds.trash,
            "star": self._deeds.toggle_star,
            "unread": self._deeds.toggle_unread,
        }[name]

    def _show_head(self) -> None:
        able = able_to(self._context, self.items)
        self.bar.show_able(able | more_able(self, self.items), is_starred=any(item.is_flagged for item in self.items))
        self.header.show_items(self.items, deals_of(self._context, self.answered_item()), self._context.names())
        self.reply_box.setVisible(self.composer is None and "reply" in able)

    def _on_deals(self, deals: list[str]) -> None:
        if self.items:
            self.header.show_items(self.items, deals, self._context.names())

    def _refresh(self) -> None:
        items = {item.item_id: item for item in self.items}
        for card in self.cards:
            news = items[card.item.item_id]
            if news != card.item:
                card.show_item(news)

    def _rebuild(self, *, keeps_open: bool) -> None:
        opened = self._opened() if keeps_open else set()
        has_older = keeps_open and self._older is None and bool(self.cards)
        self._drop_cards()
        first = 0 if has_older else max(0, len(self.items) - FOLDED - self._unread_count())
        if first:
            self._add_older(first)
        own, open_now = self._context.user.own_emails(), OPEN_AT_ONCE
        for item in self.items[first:]:
            is_open = self._is_open_first(item) or item.item_id in opened
            card = self._add_card(item, own, is_open and open_now > 0)
            open_now -= is_open
            if is_open and not card.is_expanded:
                self._to_open.append(card)
        if self._to_open:
            self._opening.start()

    def _open_next(self) -> None:
        """One message a turn: a long conversation of which nothing was read is open bit by bit."""
        card = self._to_open.pop(0)
        card.expand()
        if self._to_open:
            self._opening.start()

    def lay_out(self) -> None:
        """Before the next paint: a text knows how tall it is only once it knows how wide it is."""
        for _ in range(LAYOUT_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _add_card(self, item: ItemRow, own: frozenset[str], is_expanded: bool) -> MessageCard | EventCard:
        kind = EventCard if item.key.kind is Kind.EVENT else MessageCard
        card = kind(self._context, item, own, self)
        card.said.connect(self.refused)
        card.link_hovered.connect(self.links.show_link)
        card.link_picked.connect(self._on_link_picked)
        if isinstance(card, MessageCard):
            card.copy_asked.connect(self.copy_asked)
            card.text_shown.connect(self._watch.look)
            card.performed.connect(self.performed)
        self._page.insertWidget(self._page.indexOf(self.reply_box) - bool(self.composer), card)
        # As wide as it will be: a long text is laid out once, not once a width.
        sides = self._page.contentsMargins()
        card.resize(self.sheet.width() - sides.left() - sides.right(), card.height())
        card.expand(is_expanded)
        card.show()
        self.cards.append(card)
        return card

    def _add_older(self, count: int) -> None:
        words = self.tr("Show {n} earlier messages").format(n=count)
        self._older = Button(words, self, kind="link", on_click=self.show_older)
        self._page.insertWidget(1, self._older, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_older(self) -> None:
        """All messages, each as a line."""
        opened = self._opened()
        self._drop_cards()
        own = self._context.user.own_emails()
        for item in self.items:
            self._add_card(item, own, item.item_id in opened)

    def _opened(self) -> set[ItemId]:
        return {card.item.item_id for card in self.cards if card.is_expanded or card in self._to_open}

    def _drop_cards(self) -> None:
        older = [self._older] if self._older is not None else []
        for widget in (*self.cards, *older):
            self._page.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.cards, self._older = [], None
        self._to_open.clear()
        self._opening.stop()

    def _is_open_first(self, item: ItemRow) -> bool:
        return item is self.items[-1] or (not item.is_read and not item.is_sent)

    def _unread_count(self) -> int:
        return sum(1 for item in self.items if not item.is_read and not item.is_sent)

    def _on_other_thread(self) -> None:
        self.hide_composer()
        self.links.hide()
        self.column.verticalScrollBar().setValue(0)
        if len(self.items) > 1:
            QTimer.singleShot(0, self._show_first_open)
        self.thread_shown.emit(self.thread_id)

    def _show_first_open(self) -> None:
        """The first unfolded message stands at the top, with the line before it still to be seen."""
        opened = next((card for card in self.cards if card.is_expanded), None)
        page = self.sheet
        if opened is not None and page.height() > self.column.viewport().height():
            top = opened.mapTo(page, opened.rect().topLeft()).y()
            self.column.verticalScrollBar().setValue(top - theme().px(60))

    def _show_end(self) -> None:
        bar = self.column.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _on_link_picked(self, href: str, differs: bool) -> None:
        self.links.show_link(href, differs)
        if differs:
            LinkSheet(self.window(), href).open()
        elif not open_link(href):
            self.refused.emit(self.tr("This kind of link is not opened: {address}").format(address=href))

    def _show_parts(self, is_open: bool) -> None:
        self.bar.setVisible(is_open)
        self.column.setVisible(is_open)
        self._notice.setVisible(not is_open and self._has_lines)
