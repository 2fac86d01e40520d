"""What a user does to conversations: each becomes actions in the outbox, is seen at once, and can be taken back."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.models.beside import Beside, Found
from ui.shell.context import Context
from ui.shell.folder_deeds import FolderDeeds
from ui.shell.marking import FEW, Marking
from ui.widgets.messages import message
from workspace.model.actions import INVERSE, UNDOABLE_SECONDS, Action
from workspace.model.ids import AccountId, ActionId, ThreadId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import AttemptRow, CollectionRow, ItemRow


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, in words; ``undo`` takes it back and says whether that still worked, for so many ``seconds``."""

    words: str
    undo: Callable[[], bool] | None = None
    seconds: int = UNDOABLE_SECONDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was put into the outbox, each with its item, and the accounts that cannot do it."""

    done: Sequence[tuple[Action, ItemRow]]
    unable: Sequence[AccountId]
    words: str = ""
    made: Action | None = None
    """What makes the folder that it goes into."""


def _nowhere(item: ItemRow) -> str:
    return ""


STATES = ("queued", "trying", "done", "failed", "unsure")


class Deeds(QObject):
    """Queues actions on threads. ``performed`` carries a :class:`Deed`, ``refused`` a sentence.

    Each deed says whether something was queued; of many conversations that comes to light a moment later.
    """

    performed = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._known_roles: dict[tuple[AccountId, Kind], dict[str, str]] = {}
        self.beside = Beside(self)
        self.marks = Marking(context, self._did, self.refused.emit, self.beside, self)
        self.folders = FolderDeeds(context, self._did, self.refused.emit, self)

    def archive(self, *thread_ids: ThreadId, note: str = "") -> bool:
        """``note`` is told with what was done."""
        return self._do(self._archive, thread_ids, note)

    def trash(self, *thread_ids: ThreadId, note: str = "") -> bool:
        return self._do(self._trash, thread_ids, note)

    def to_inbox(self, *thread_ids: ThreadId, note: str = "") -> bool:
        """What was received, each to the inbox of its account."""
        return self._do(self._to_inbox, thread_ids, note)

    def move(self, to: CollectionRow, *thread_ids: ThreadId, note: str = "") -> bool:
        """What was received and lies elsewhere in the same account."""
        return self._do(partial(self._move, self.folders.now(to)), thread_ids, note)

    def move_to_new(self, account_id: AccountId, name: str, *thread_ids: ThreadId) -> bool:
        """Into a folder of that name, which is made first; Undo takes both back."""
        made = self.folders.wanted(account_id, name)
        return made is not None and self._do(partial(self._move, made.row, made=made.action), thread_ids)

    def label_new(self, account_id: AccountId, name: str, *thread_ids: ThreadId) -> bool:
        """With a label of that name, which is made first."""
        made = self.folders.wanted(account_id, name)
        return made is not None and self._do(partial(self._label, made.row, made=made.action), thread_ids)

    def label(self, label: CollectionRow, *thread_ids: ThreadId, note: str = "") -> bool:
        """What does not carry it yet."""
        return self._do(partial(self._label, self.folders.now(label)), thread_ids, note)

    def toggle_label(self, label: CollectionRow, *thread_ids: ThreadId) -> bool:
        """Takes the label off where every conversation of its account carries it."""
        return self._do(partial(self._toggle_label, self.folders.now(label)), thread_ids)

    def toggle_star(self, *thread_ids: ThreadId) -> bool:
        """Takes the stars off where every conversation has one."""
        return self._do(self._toggle_star, thread_ids)

    def toggle_unread(self, *thread_ids: ThreadId) -> bool:
        """Reads all where one of them is unread."""
        return self._do(self._toggle_unread, thread_ids)

    def _do(
        self, deed: Callable[[Sequence[ThreadId]], Outcome], thread_ids: Sequence[ThreadId], note: str = ""
    ) -> bool:
        if len(thread_ids) <= FEW:
            return self._tell_of(deed(thread_ids), note)
        self.beside.run(lambda: self._prepared(deed(thread_ids)), lambda outcome: self._tell_of(outcome, note))
        return True

    def _prepared(self, found: Found) -> Found:
        """What is pending is worked out here, before the lists ask."""
        self._context.reader.prepare()
        return found

    # What may run beside the window

    def _archive(self, thread_ids: Sequence[ThreadId]) -> Outcome:
        shunned = (Role.ARCHIVE, Role.DRAFTS)
        items = [item for item in self._items(thread_ids) if self._role_of(item) not in shunned]
        return self._queue(Verb.ARCHIVE, items, self._about(self.tr("Archived"), thread_ids))

    def _trash(self, thread_ids: Sequence[ThreadId]) -> Outcome:
        items = [item for item in self._items(thread_ids) if self._role_of(item) is not Role.TRASH]
        return self._queue(Verb.TRASH, items, self._about(self.tr("Moved to trash"), thread_ids))

    def _move(self, to: CollectionRow, thread_ids: Sequence[ThreadId], made: Action | None = None) -> Outcome:
        items = [
            item
            for item in self._items(thread_ids)
            if item.key.account_id == to.account_id
            and item.collections
            and not item.is_sent
            and to.remote_id not in item.collections
        ]
        words = self._about(self.tr("Moved to {place}").format(place=to.name), thread_ids)
        return self._queue(Verb.MOVE, items, words, to=lambda item: to.remote_id, made=made)

    def _to_inbox(self, thread_ids: Sequence[ThreadId]) -> Outcome:
        items = [item for item in self._items(thread_ids) if item.collections and not (item.is_sent or item.is_draft)]
        outside = [item for item in items if self._inbox(item) and self._inbox(item) not in item.collections]
        return self._queue(Verb.MOVE, outside, self._about(self.tr("Moved to the inbox"), thread_ids), to=self._inbox)

    def _label(self, label: CollectionRow, thread_ids: Sequence[ThreadId], made: Action | None = None) -> Outcome:
        items = [i for i in self._items(thread_ids) if i.key.account_id == label.account_id and not i.is_draft]
        bare = [item for item in items if label.remote_id not in item.collections]
        words = self._about(self.tr("Labelled {name}").format(name=label.name), thread_ids)
        return self._queue(Verb.LABEL, bare, words, to=lambda item: label.remote_id, made=made)

    def _toggle_label(self, label: CollectionRow, thread_ids: Sequence[ThreadId]) -> Outcome:
        items = [i for i in self._items(thread_ids) if i.key.account_id == label.account_id and not i.is_draft]
        carrying = [item for item in items if label.remote_id in item.collections]
        labelled = {item.thread_id for item in carrying}
        if labelled == {item.thread_id for item in items}:
            words = self._about(self.tr("Label {name} removed").format(name=label.name), thread_ids)
            return self._queue(Verb.UNLABEL, carrying, words, to=lambda item: label.remote_id)
        words = self._about(self.tr("Labelled {name}").format(name=label.name), thread_ids)
        bare = [item for item in items if item.thread_id not in labelled]
        return self._queue(Verb.LABEL, bare, words, to=lambda item: label.remote_id)

    def _toggle_star(self, thread_ids: Sequence[ThreadId]) -> Outcome:
        items = self._items(thread_ids)
        starred = [item for item in items if item.is_flagged]
        lit = {item.thread_id for item in starred}
        newest = {item.thread_id: item for item in items}
        is_several = len(thread_ids) > 1
        if len(lit) == len(newest):
            return self._queue(Verb.UNSTAR, starred, self._about(self.tr("Star removed"), thread_ids, is_several))
        bare = [item for thread_id, item in newest.items() if thread_id not in lit]
        return self._queue(Verb.STAR, bare, self._about(self.tr("Starred"), thread_ids, is_several))

    def _toggle_unread(self, thread_ids: Sequence[ThreadId]) -> Outcome:
        received = [item for item in self._items(thread_ids) if not item.is_sent]
        unread = [item for item in received if not item.is_read]
        is_several = len(thread_ids) > 1
        if unread:
            return self._queue(Verb.READ, unread, self._about(self.tr("Marked read"), thread_ids, is_several))
        newest = {item.thread_id: item for item in received}
        words = self._about(self.tr("Marked unread"), thread_ids, is_several)
        return self._queue(Verb.UNREAD, newest.values(), words)

    def mark_read(self, thread_id: ThreadId) -> bool:
        unread = [item for item in self._items([thread_id]) if not item.is_read and not item.is_sent]
        return self._tell_of(self._queue(Verb.READ, unread)) if unread else False

    def retry(self, action_id: ActionId) -> None:
        """Have it tried again; told when it is written."""
        user, reader = self._context.user, self._context.reader
        self.beside.run(lambda: user.retry(action_id, reader.tried(action_id)), lambda _: self._tell())

    def drop(self, action_id: ActionId) -> None:
        """Give up on it; told when it is written."""
        self.beside.run(lambda: self._context.user.drop(action_id), lambda _: self._tell())

    def _items(self, thread_ids: Iterable[ThreadId]) -> list[ItemRow]:
        self._known_roles.clear()
        found = [self._context.reader.thread_items(thread_id, with_bodies=False) for thread_id in thread_ids]
        return [item for items in found for item in items]

    def _about(self, words: str, thread_ids: Sequence[ThreadId], is_told: bool = True) -> str:
        """What was done, and with how many where it is several; empty where it is not told."""
        if not is_told:
            return ""
        number = self.tr("%n conversations", "", len(thread_ids))
        return f"{words} · {number}" if len(thread_ids) > 1 else words

    def _queue(
        self,
        verb: Verb,
        items: Iterable[ItemRow],
        words: str = "",
        *,
        to: Callable[[ItemRow], str] = _nowhere,
        made: Action | None = None,
    ) -> Outcome:
        """Words offer Undo. What an account cannot do is left out. ``made`` goes before all."""
        items = list(items)
        account_ids = dict.fromkeys(item.key.account_id for item in items)
        unable = [account_id for account_id in account_ids if not self._is_able(verb, account_id)]
        able = [item for item in items if item.key.account_id not in unable]
        done = [(self._action(verb, item, to(item)), item) for item in able]
        if done:
            actions = [*([made] if made else []), *(action for action, _ in done)]
            self._context.user.queue_all(actions, undo_seconds=UNDOABLE_SECONDS if words else 0)
        if words and done and len(account_ids) == 1:
            words = " · ".join(part for part in (words, self._context.names().get(done[0][0].account_id)) if part)
        return Outcome(done, unable, words, made)

    def _tell_of(self, outcome: Outcome, note: str = "") -> bool:
        """Show what was queued, and say what could not be; whether something was."""
        if not outcome.done:
            if outcome.unable:
                self.refused.emit(self._unable_words(outcome.unable))
            elif outcome.words:
                self.refused.emit(self.tr("There is nothing to change."))
            return False
        self._tell()
        if outcome.made is not None:
            self.folders.watch(outcome.made)
        if outcome.words:
            told = (outcome.words, note, self._unable_words(outcome.unable) if outcome.unable else "")
            self.performed.emit(Deed(" · ".join(part for part in told if part), lambda: self._undo(outcome)))
        return True

    def _is_able(self, verb: Verb, account_id: AccountId) -> bool:
        account = self._context.user.account(account_id)
        manifest = self._context.manifest_of(account) if account else None
        return manifest is not None and verb in manifest.actions

    def _unable_words(self, account_ids: Iterable[AccountId]) -> str:
        names = self._context.names()
        return message("unsupported", {"connector": ", ".join(names.get(each, "?") for each in account_ids)})

    def _action(self, verb: Verb, item: ItemRow, to: str = "") -> Action:
        return Action(
            action_id=ActionId(str(uuid.uuid4())),
            account_id=item.key.account_id,
            verb=verb,
            payload={"collection": self._place_of(item), **({"to": to} if to else {})},
            item=item.key,
            created_at=datetime.now(UTC),
        )

    def _undo(self, outcome: Outcome) -> bool:
        """Whether all of it was taken back; of many that is said where it was not."""
        if len(outcome.done) <= FEW:
            taken_back = self._take_back(outcome)
            self._tell()
            return taken_back
        self.beside.run(lambda: self._prepared(self._take_back(outcome)), self._on_taken_back)
        return True

    def _on_taken_back(self, is_all: bool) -> None:
        self._tell()
        if not is_all:
            self.refused.emit(self.tr("Some are under way already and could not be taken back."))

    def _take_back(self, outcome: Outcome) -> bool:
        done = outcome.done
        withdrawn = self._context.user.withdraw_all([action.action_id for action, _ in done])
        late = [(action, item) for action, item in done if action.action_id not in withdrawn]
        attempts = {row.action_id: row for row in self._context.reader.attempts(STATES)} if late else {}
        moved = [self._move_back(action, item, attempts.get(action.action_id)) for action, item in late]
        # Last, so that it is empty again.
        return all(moved) and (outcome.made is None or self.folders.unmake(outcome.made))

    def _move_back(self, action: Action, item: ItemRow, attempt: AttemptRow | None) -> bool:
        """Too late to withdraw it. What still waits is dropped; what is done, the service
        is asked to move to where it was. False while it is under way."""
        if attempt is not None and (attempt.state == "queued" or (attempt.state == "trying" and attempt.error_key)):
            self._context.user.drop(action.action_id)
            return True
        if action.verb in INVERSE:
            self._queue_back(action, INVERSE[action.verb], dict(action.payload), item.key)
            return True
        there = self._went_to(action, item)
        moved = self._moved(action, item, there)
        if moved is None or not action.payload["collection"] or not self._is_able(Verb.MOVE, action.account_id):
            return False
        self._queue_back(action, Verb.MOVE, {"collection": there, "to": action.payload["collection"]}, moved)
        return True

    def _queue_back(self, action: Action, verb: Verb, payload: Mapping[str, object], key: ItemKey) -> None:
        action_id = ActionId(str(uuid.uuid4()))
        self._context.user.queue(Action(action_id, action.account_id, verb, payload, key, datetime.now(UTC)))

    def _went_to(self, action: Action, item: ItemRow) -> str:
        if action.verb is Verb.MOVE:
            return self.folders.called(str(action.payload["to"]))
        places = {role: remote_id for remote_id, role in self._roles(item).items()}
        return places.get({Verb.ARCHIVE: Role.ARCHIVE, Verb.TRASH: Role.TRASH}.get(action.verb, ""), "")

    def _moved(self, action: Action, item: ItemRow, there: str) -> ItemKey | None:
        """What the item is called where it was moved to; None while that is under way."""
        reader = self._context.reader
        if reader.receipt_of(action.action_id) is None:
            return None
        copies = reader.items_by_filing_key(item.filing_key) if item.filing_key else []
        known = [each for each in (reader.item(item.item_id), *copies) if each is not None]
        return next((e.key for e in known if e.key.account_id == action.account_id and there in e.collections), None)

    def _inbox(self, item: ItemRow) -> str:
        """The inbox of its account, empty where it has none."""
        return next((remote_id for remote_id, role in self._roles(item).items() if role == Role.INBOX), "")

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
        """What the account's collections are for; asked once for all that is done at once."""
        where = (item.key.account_id, item.key.kind)
        found = self._known_roles.get(where)
        if found is None:
            rows = self._context.reader.collections(item.key.account_id)
            found = {row.remote_id: row.role for row in rows if row.kind == item.key.kind}
            self._known_roles[where] = found
        return found

    def _did(self, words: str, undo: Callable[[], bool]) -> None:
        self._tell()
        self.performed.emit(Deed(words, undo))

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")
