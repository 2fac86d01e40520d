"""What a user does in a chat: each becomes an action in the outbox, is seen at once, and is done once."""

import uuid
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from ui.shell.context import Context
from ui.widgets.messages import message
from workspace.model.actions import Action
from workspace.model.ids import ActionId, DraftId, ItemId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import ChatRow, ItemRow

DRAFT = "chat"
"""``fields["mode"]`` of a draft that belongs into a conversation."""


class Says(QObject):
    """Queues what is said and done in one account's chats; ``refused`` carries a sentence."""

    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def able(self, chat: ChatRow) -> frozenset[Verb]:
        """What the account's connector can do."""
        account = self._context.user.account(chat.account_id)
        manifest = self._context.manifest_of(account) if account else None
        return frozenset(manifest.actions) if manifest else frozenset()

    def say(self, chat: ChatRow, text: str, answered: ItemRow | None, last: ItemRow | None) -> ItemRow | None:
        """Post it, under ``answered`` if that is given; returns what it answers.

        Where the connector knows no ``post``, the last message is answered instead.
        """
        able = self.able(chat)
        if answered is None and Verb.POST not in able:
            answered = last
        verb = Verb.POST if answered is None else Verb.REPLY
        if verb not in able:
            account = self._context.user.account(chat.account_id)
            self.refused.emit(message("unsupported", {"connector": account.name if account else "?"}))
            return None
        place: dict[str, object] = {"channel": chat.remote_id, "thread": None} if answered is None else {}
        self._queue(verb, chat, {**place, "text": text}, answered.key if answered else None)
        self.keep(chat, "", None)
        return answered

    def react(self, chat: ChatRow, item: ItemRow, emoji: str, *, is_added: bool) -> None:
        self._queue(Verb.REACT if is_added else Verb.UNREACT, chat, {"emoji": emoji}, item.key)

    def mark_read(self, chat: ChatRow) -> bool:
        """One action: it says up to where the conversation is read."""
        if chat.first_unread_id is None or Verb.READ not in self.able(chat):
            return False
        last = self._context.reader.item(ItemId(chat.last_item_id))
        if last is None:
            return False
        self._queue(Verb.READ, chat, {"collection": chat.remote_id}, last.key)
        return True

    def mark_unread(self, chat: ChatRow, item: ItemRow) -> None:
        """From this message on."""
        self._queue(Verb.UNREAD, chat, {"collection": chat.remote_id}, item.key)

    # Drafts

    def draft(self, chat: ChatRow) -> tuple[str, ItemRow | None]:
        """What was being written there, and which message it answers."""
        row = self._context.user.draft(_draft_id(chat))
        if row is None:
            return "", None
        answered = row.fields.get("answered")
        key = ItemKey(chat.account_id, Kind.CHAT, answered) if isinstance(answered, str) else None  # type: ignore[arg-type]
        return str(row.fields.get("text") or ""), self._context.reader.item_by_key(key) if key else None

    def keep(self, chat: ChatRow, text: str, answered: ItemRow | None) -> None:
        """Keep what is written; an empty text is no draft."""
        if (text, answered.key if answered else None) == self._kept(chat):
            return
        if not text:
            self._context.user.delete_draft(_draft_id(chat))
        else:
            fields = {
                "mode": DRAFT,
                "to": [chat_name(chat)],
                "text": text,
                "answered": answered.key.remote_id if answered else None,
                "channel": chat.remote_id,
            }
            self._context.user.save_draft(_draft_id(chat), chat.account_id, fields)
        self._context.observer.tell("drafts")

    def _kept(self, chat: ChatRow) -> tuple[str, ItemKey | None]:
        text, answered = self.draft(chat)
        return text, answered.key if answered else None

    def _queue(self, verb: Verb, chat: ChatRow, payload: dict[str, object], item: ItemKey | None) -> None:
        action_id = ActionId(str(uuid.uuid4()))
        self._context.user.queue(Action(action_id, chat.account_id, verb, payload, item, datetime.now(UTC)))
        self._context.ring()
        self._context.observer.tell("actions")


def chat_name(chat: ChatRow) -> str:
    """A channel with its sign, a direct conversation by its other side."""
    return f"#{chat.name}" if chat.role == Role.CHANNEL and not chat.name.startswith("#") else chat.name


def _draft_id(chat: ChatRow) -> DraftId:
    return DraftId(f"chat:{chat.account_id}:{chat.remote_id}")
