"""The reader of a chat: its messages page by page, what can be done with one, and the box to write in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ui.chat.blocks import News, Said, blocks
from ui.chat.box import ChatBox
from ui.chat.column import Column
from ui.chat.head import ChatHead
from ui.chat.menu import message_menu
from ui.chat.message import Around, MessageRow
from ui.chat.news import ChatNews
from ui.chat.reactions import EmojiPicker, reactions_of
from ui.chat.saying import SayingCard
from ui.chat.says import Says, chat_name
from ui.chat.talk import Talk
from ui.models.chosen import Chosen
from ui.reader.bar import ActionBar
from ui.reader.links import LinkLine, open_link
from ui.reader.question import Question
from ui.shell.context import Context
from workspace.model.ids import ActionId, ItemId, ThreadId
from workspace.model.kinds import Role, Verb
from workspace.store.rows import ChatRow, ItemRow

_VERBS = {"react": Verb.REACT, "reply": Verb.REPLY, "unread": Verb.UNREAD}
SYNC_SECONDS = 120


class ChatView(QWidget):
    """``file_asked`` carries an item id, ``undo_asked`` a chip, ``refused`` a sentence; ``current_changed``: another
    message is meant. ``looked_at`` carries an account id and the collection on screen, to be read now. ``left``: the
    writer wants to do something else. ``said``: something new was said, ``gone``: the conversation is no more.
    """

    file_asked = Signal(object)
    undo_asked = Signal(object)
    refused = Signal(object)
    current_changed = Signal()
    looked_at = Signal(object, object)
    left = Signal()
    said = Signal()
    gone = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.talk: Talk | None = None
        self._current: ItemId | None = None
        self.chosen: Chosen[ItemId] = Chosen()
        self._question: Question | None = None
        self._done: frozenset[ActionId] = frozenset()
        self._says = Says(context, self)
        self._says.refused.connect(self.refused)
        self._news = ChatNews(lambda: (self.talk, self.column.is_at_end), self)
        self.bar = ActionBar(self)
        self.bar.asked.connect(self.run)
        self.head = ChatHead(self)
        self.column = Column(self._on_made, self._mark, self)
        self.box = ChatBox(self)
        self.links = LinkLine(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.head, self.column, self.box):
            layout.addWidget(part)
        layout.setStretchFactor(self.column, 1)
        self.setFocusProxy(self.box.field)
        self._connect()

    def _connect(self) -> None:
        self.head.refresh_asked.connect(self.refresh)
        self.head.open_asked.connect(self._open_there)
        self.head.jump_asked.connect(self._jump)
        self.column.older_wanted.connect(self._on_older)
        self.column.newer_wanted.connect(self._on_newer)
        self.box.sent.connect(self._on_sent)
        self.box.rested.connect(self.keep)
        self.box.left.connect(self.left)
        self._news.came.connect(self._on_news)
        self._news.gone.connect(self.gone)

    # What is shown

    @property
    def thread_id(self) -> ThreadId | None:
        return self.talk.chat.thread_id if self.talk else None

    @property
    def items(self) -> list[ItemRow]:
        return self.talk.items if self.talk else []

    def show_chat(self, chat: ChatRow, at: ItemId | None = None) -> None:
        """Show a conversation at its end, or around a message; shown again, what is news is put in."""
        is_other = self.talk is None or self.talk.chat.thread_id != chat.thread_id
        if self.talk is None or is_other or at is not None:
            self.keep()
            self.talk = Talk(self._context, chat)
            self._current = at
            self.chosen.clear()
            if at is None:
                self.talk.open()
            else:
                self.talk.open_around(at)
            self._begin_box(chat)
            self._look(chat)
        else:
            self.talk.reload(chat, is_at_end=self.column.is_at_end)
        begins_at = None
        if at is not None:
            begins_at = next(
                (block.key for block in blocks(self.talk) if isinstance(block, Said) and block.item.item_id == at), None
            )
        elif is_other and self.talk.news_from is not None:
            begins_at = News().key
        self._show(is_other=is_other or at is not None, at=begins_at)

    def look(self) -> None:
        """Something changed: what is news is put in once it was read beside the window."""
        self._news.look()

    def stop(self) -> None:
        """The store is about to be closed."""
        self.keep()
        self._news.stop()

    def clear(self) -> None:
        self.keep()
        self.talk, self._current = None, None
        self.chosen.clear()

    def keep(self) -> None:
        """Keep what is being written."""
        self.box.stop()
        if self.talk is not None:
            self._says.keep(self.talk.chat, self.box.text, self.box.answered)

    def answered_item(self) -> ItemRow:
        """The message that is meant: the one picked, else the newest that was not written here."""
        items = self.items
        picked = next((item for item in items if item.item_id == self._current), None)
        return picked or next((item for item in reversed(items) if not item.is_sent), items[-1])

    def about(self) -> list[ItemRow]:
        """Whose customer is shown: of a direct conversation the other side, of a channel who wrote the message."""
        if self.talk is None or not self.items:
            return []
        is_direct = self.talk.chat.role == Role.DIRECT
        return [item for item in self.items if not item.is_sent] if is_direct else [self.answered_item()]

    def mark_read(self) -> None:
        if self.talk is not None:
            self._says.mark_read(self.talk.chat)

    def begin_reply(self, item: ItemRow) -> None:
        """Write under a message; in a direct conversation, in the conversation."""
        if self.talk is None:
            return
        root, has_threads = self.talk.root(item), self.talk.has_threads
        self.box.answer(root if has_threads else None)
        if has_threads and root.key.remote_id in self.talk.counts:
            self.talk.unfold(root.key.remote_id)
            self._show()
        self.box.field.setFocus()

    # What is done

    def run(self, name: str) -> None:
        """What a button of the bar or a key does, with the message that is meant."""
        if self.talk is None or not self.items:
            return
        item = self.answered_item()
        if name == "unread":
            self._says.mark_unread(self.talk.chat, item)
        else:
            self._on_asked(item, name)

    def refresh(self) -> None:
        """Have the service read now."""
        if self.talk is None or self._question is not None:
            return
        chat = self.talk.chat
        self._look(chat)
        self.head.begin_reading()
        self._question = Question(
            self._context, "sync", {"account_id": chat.account_id}, self, seconds=SYNC_SECONDS
        )  # fmt: skip
        self._question.answered.connect(lambda _: self._end_reading(""))
        self._question.failed.connect(self._end_reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        rows = self.column.rows
        here = next((n for n, row in enumerate(rows) if row.hasFocus()), None)
        if event.key() in steps and here is not None:
            target = rows[max(0, min(len(rows) - 1, here + steps[Qt.Key(event.key())]))]
            is_range = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if is_range and self.chosen.begin is None:
                self._on_picked(rows[here].item, Qt.KeyboardModifier.NoModifier)
            target.setFocus()
            self.column.ensureWidgetVisible(target)
            if is_range or self.chosen.ids:
                self._on_picked(target.item, event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif here is not None and event.key() == Qt.Key.Key_Space:
            self._on_picked(rows[here].item, Qt.KeyboardModifier.ControlModifier)
        elif here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_asked(rows[here].item, "fold" if rows[here].block.replies else "reply")
        else:
            super().keyPressEvent(event)

    def _on_asked(self, item: ItemRow, what: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "reply": lambda: self.begin_reply(item),
            "file": lambda: self.file_asked.emit(item.item_id),
            "react": lambda: self._pick_emoji(item),
            "fold": lambda: self._fold(item),
            "more": lambda: self._menu(item).popup(QCursor.pos()),
        }
        if what in deeds:
            deeds[what]()

    def _on_reacted(self, item: ItemRow, emoji: str, is_added: bool) -> None:
        verb = Verb.REACT if is_added else Verb.UNREACT
        if self.talk is not None and verb in self._says.able(self.talk.chat):
            self._says.react(self.talk.chat, item, emoji, is_added=is_added)

    def _pick_emoji(self, item: ItemRow) -> EmojiPicker:
        picker = EmojiPicker(self.window())
        mine = {emoji for emoji, _, is_mine in reactions_of(item) if is_mine}
        picker.picked.connect(lambda emoji: self._on_reacted(item, emoji, emoji not in mine))
        row = self.column.row_of(item.item_id)
        picker.open_at(row.mapTo(self.window(), QPoint(row.width() // 3, row.height())) if row else QPoint())
        return picker

    def _menu(self, item: ItemRow) -> QMenu:
        unread = None
        if self.talk is not None and Verb.UNREAD in self._says.able(self.talk.chat) and not item.is_sent:
            unread = partial(self._says.mark_unread, self.talk.chat, item)
        return message_menu(item, self._service(), self._follow, unread, self)

    def _fold(self, item: ItemRow) -> None:
        if self.talk is not None:
            remote_id = item.key.remote_id
            self.talk.unfold(remote_id, remote_id not in self.talk.unfolded)
            self._show()

    def _on_sent(self, text: str) -> None:
        if self.talk is None:
            return
        last = self.items[-1] if self.items else None
        answered = self._says.say(self.talk.chat, text, self.box.answered, last)
        if self.box.answered is not None and answered is not None:
            self.talk.unfold(answered.key.remote_id)
        self.box.answer(None)
        if self.talk.has_newer:
            self.talk.open()
        self.talk.reload(self.talk.chat, is_at_end=True)
        self._show()
        if answered is None:
            self.column.show_end()

    def _on_dropped(self, card: SayingCard) -> None:
        """What was not sent goes back into the box where that is empty."""
        self._context.user.drop(card.row.action_id)
        if not self.box.text:
            self.box.begin(card.row.text, self.box.answered, self._name())
        self._tell()

    def _on_retried(self, action_id: ActionId) -> None:
        self._context.user.retry(action_id)
        self._tell()

    def _on_news(self, talk: Talk) -> None:
        before, self.talk = self.talk, talk
        self._show()
        if before is not None and talk.chat.last_item_id != before.chat.last_item_id:
            self.said.emit()

    # Its parts

    def _show(self, *, is_other: bool = False, at: object = None) -> None:
        if self.talk is None:
            return
        chat, able = self.talk.chat, self._able()
        people = tuple(each.name for each in self.talk.people if each.name)
        # In an order of their own: who wrote last must not make every message anew.
        named = tuple(sorted({*people, *self.talk.own_names}))
        around = Around(self._context, self._context.names(), named, able)
        self.column.show_blocks(list(blocks(self.talk)), around, is_other=is_other, at=at)
        self.box.offer(people)
        self.bar.show_able(able - {"react"}, is_starred=False)
        self.head.show_chat(
            chat,
            self._service(),
            has_link=any(item.detail.get("link") for item in self.talk.roots[-1:]),
            has_news_above=self.talk.has_news_above,
        )
        self._look_after_sending(chat)

    def _jump(self) -> None:
        if self.talk is not None and self.talk.chat.first_unread_id is not None:
            self.show_chat(self.talk.chat, self.talk.chat.first_unread_id)

    def _on_made(self, widget: QWidget) -> None:
        if isinstance(widget, MessageRow):
            widget.asked.connect(self._on_asked)
            widget.reacted.connect(self._on_reacted)
            widget.entered.connect(self._on_entered)
            widget.picked.connect(self._on_picked)
            widget.said.connect(self.refused)
            widget.undo_asked.connect(self.undo_asked)
            widget.link_picked.connect(self._follow)
            widget.link_hovered.connect(lambda href: self.links.show_link(href, False))
        elif isinstance(widget, SayingCard):
            widget.retried.connect(self._on_retried)
            widget.dropped.connect(lambda _: self._on_dropped(widget))

    def _on_entered(self, item: ItemRow) -> None:
        if item.item_id != self._current:
            before, self._current = self._current, item.item_id
            for item_id in (before, self._current):
                if item_id is not None and (row := self.column.row_of(item_id)) is not None:
                    self._mark(row)
            self.current_changed.emit()

    def _on_picked(self, item: ItemRow, modifiers: Qt.KeyboardModifier) -> None:
        self.chosen.pick(item.item_id, [each.item_id for each in self.items], modifiers)
        for row in self.column.rows:
            row.choose(row.item.item_id in self.chosen.ids)

    def _mark(self, row: MessageRow) -> None:
        row.choose(row.item.item_id in self.chosen.ids)
        row.mark(row.item.item_id == self._current)

    def _on_older(self) -> None:
        if self.talk is not None and self.talk.has_older:
            self.talk.older()
            self._show()

    def _on_newer(self) -> None:
        if self.talk is not None and self.talk.has_newer:
            self.talk.newer()
            self._show()

    def _begin_box(self, chat: ChatRow) -> None:
        text, answered = self._says.draft(chat)
        able = self._says.able(chat)
        self.box.begin(text, answered, chat_name(chat))
        self.box.setVisible(bool(able & {Verb.POST, Verb.REPLY}))

    def _look(self, chat: ChatRow) -> None:
        self.looked_at.emit(chat.account_id, chat.remote_id)

    def _look_after_sending(self, chat: ChatRow) -> None:
        """What has just been sent is to be read back from services that are read only when looked at."""
        sayings = self.talk.sayings if self.talk else []
        done = frozenset(each.action_id for each in sayings if each.state == "done")
        if done - self._done:
            self._look(chat)
        self._done = done

    def _end_reading(self, words: str) -> None:
        self._question = None
        self.head.end_reading()
        if words:
            self.refused.emit(words)

    def _open_there(self) -> None:
        if self.items:
            self._follow(str(self.answered_item().detail.get("link") or ""))

    def _follow(self, href: str) -> None:
        if href and not open_link(href):
            self.refused.emit(self.tr("This kind of link is not opened: {address}").format(address=href))

    def _able(self) -> frozenset[str]:
        verbs = self._says.able(self.talk.chat) if self.talk else frozenset()
        return frozenset({"file"} | {name for name, verb in _VERBS.items() if verb in verbs})

    def _name(self) -> str:
        return chat_name(self.talk.chat) if self.talk else ""

    def _service(self) -> str:
        account = self._context.user.account(self.talk.chat.account_id) if self.talk else None
        manifest = self._context.manifest_of(account) if account else None
        return manifest.name["en"] if manifest else ""

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")
