"""What a user does to conversations: each becomes actions in the outbox, is seen at once, and can be taken back."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from ui.shell.context import Context
from ui.widgets.messages import message
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.ids import ActionId, ThreadId
from workspace.model.items import ItemKey
from workspace.model.kinds import Role, Verb
from workspace.store.rows import ItemRow


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, in words; ``undo`` takes it back and says whether that still worked."""

    words: str
    undo: Callable[[], bool] | None = None


class Deeds(QObject):
    """Queues actions on threads. ``performed`` carries a :class:`Deed`, ``refused`` a sentence."""

    performed = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def archive(self, thread_id: ThreadId) -> bool:
        shunned = (Role.ARCHIVE, Role.DRAFTS)
        items = [item for item in self._items(thread_id) if self._role_of(item) not in shunned]
        return self._queue(Verb.ARCHIVE, items, self.tr("Archived"))

    def trash(self, thread_id: ThreadId) -> bool:
        items = [item for item in self._items(thread_id) if self._role_of(item) is not Role.TRASH]
        return self._queue(Verb.TRASH, items, self.tr("Moved to trash"))

    def toggle_star(self, thread_id: ThreadId) -> bool:
        items = self._items(thread_id)
        starred = [item for item in items if item.is_flagged]
        if starred:
            return self._queue(Verb.UNSTAR, starred)
        return self._queue(Verb.STAR, items[-1:])

    def toggle_unread(self, thread_id: ThreadId) -> bool:
        received = [item for item in self._items(thread_id) if not item.is_sent]
        if any(not item.is_read for item in received):
            return self.mark_read(thread_id)
        return self._queue(Verb.UNREAD, received[-1:])

    def mark_read(self, thread_id: ThreadId) -> bool:
        unread = [item for item in self._items(thread_id) if not item.is_read and not item.is_sent]
        return self._queue(Verb.READ, unread) if unread else False

    def retry(self, action_id: ActionId) -> None:
        self._context.user.retry(action_id)
        self._tell()

    def drop(self, action_id: ActionId) -> None:
        self._context.user.drop(action_id)
        self._tell()

    def _items(self, thread_id: ThreadId) -> list[ItemRow]:
        return self._context.reader.thread_items(thread_id)

    def _queue(self, verb: Verb, items: Iterable[ItemRow], words: str = "") -> bool:
        """True when something was queued; words offer Undo."""
        items = list(items)
        if not items or not self._can(verb, items[0]):
            return False
        actions = [self._action(verb, item) for item in items]
        for action in actions:
            self._context.user.queue(action, undo_seconds=UNDOABLE_SECONDS if words else 0)
        self._tell()
        if words:
            name = self._context.names().get(items[0].key.account_id, "")
            done = list(zip(actions, items, strict=True))
            self.performed.emit(Deed(f"{words} · {name}" if name else words, lambda: self._take_back(done)))
        return True

    def _can(self, verb: Verb, item: ItemRow) -> bool:
        account = self._context.user.account(item.key.account_id)
        manifest = self._context.manifest_of(account) if account else None
        if manifest is not None and verb in manifest.actions:
            return True
        self.refused.emit(message("unsupported", {"connector": account.name if account else "?"}))
        return False

    def _action(self, verb: Verb, item: ItemRow) -> Action:
        return Action(
            action_id=ActionId(str(uuid.uuid4())),
            account_id=item.key.account_id,
            verb=verb,
            payload={"collection": self._place_of(item)},
            item=item.key,
            created_at=datetime.now(UTC),
        )

    def _take_back(self, done: list[tuple[Action, ItemRow]]) -> bool:
        taken_back = [self._context.user.withdraw(a.action_id) or self._move_back(a, item) for a, item in done]
        self._tell()
        return all(taken_back)

    def _move_back(self, action: Action, item: ItemRow) -> bool:
        """Too late to withdraw it. What still waits is dropped; what is done, the service
        is asked to move to where it was. False while it is under way."""
        attempt = self._context.reader.attempt(action.action_id)
        if attempt is not None and (attempt.state == "queued" or (attempt.state == "trying" and attempt.error_key)):
            self._context.user.drop(action.action_id)
            return True
        places = {role: remote_id for remote_id, role in self._roles(item).items()}
        there = places.get({Verb.ARCHIVE: Role.ARCHIVE, Verb.TRASH: Role.TRASH}.get(action.verb, ""), "")
        moved = self._moved(action, item, there)
        if moved is None or not action.payload["collection"] or not self._can(Verb.MOVE, item):
            return False
        back = {"collection": there, "to": action.payload["collection"]}
        action_id = ActionId(str(uuid.uuid4()))
        self._context.user.queue(Action(action_id, action.account_id, Verb.MOVE, back, moved, datetime.now(UTC)))
        return True

    def _moved(self, action: Action, item: ItemRow, there: str) -> ItemKey | None:
        """What the item is called where it was moved to; None while that is under way."""
        reader = self._context.reader
        if reader.receipt_of(action.action_id) is None:
            return None
        copies = reader.items_by_filing_key(item.filing_key) if item.filing_key else []
        known = [each for each in (reader.item(item.item_id), *copies) if each is not None]
        return next((e.key for e in known if e.key.account_id == action.account_id and there in e.collections), None)

    def _place_of(self, item: ItemRow) -> str:
        """The collection an action is about: the inbox where the item is in it, else the first."""
        inboxes = {remote_id for remote_id, role in self._roles(item).items() if role == Role.INBOX}
        places = [c for c in item.collections if c in inboxes] or list(item.collections)
        return places[0] if places else ""

    def _role_of(self, item: ItemRow) -> Role | None:
        """What the only place of an item is for; None where it is in several."""
        roles = self._roles(item)
        found = {roles.get(remote_id, Role.OTHER) for remote_id in item.collections}
        return Role(found.pop()) if len(found) == 1 else None

    def _roles(self, item: ItemRow) -> dict[str, str]:
        rows = self._context.reader.collections(item.key.account_id)
        return {row.remote_id: row.role for row in rows if row.kind == item.key.kind}

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")
