"""Making, renaming and deleting folders and labels: seen at once, taken back by Undo, and told where it is refused."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from ui.models.observer import News
from ui.shell.context import Context
from ui.widgets.messages import message
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.folders import PARTS, maker_of, new_folder_id, path_of, plain_name, split
from workspace.model.ids import AccountId, ActionId, CollectionId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow

SHUNNED = (Role.DRAFTS, Role.SENT, Role.ALL)
"""Folders that nothing is moved to by hand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A folder that is to be made: the action, and its row as it stands until then."""

    action: Action
    row: CollectionRow


class FolderDeeds(QObject):
    """A label is a folder too. ``did`` tells what was done with its Undo, ``refuse`` a sentence."""

    def __init__(
        self,
        context: Context,
        did: Callable[[str, Callable[[], bool]], object],
        refuse: Callable[[object], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._did, self._refuse = context, did, refuse
        self._watched: dict[ActionId, AccountId] = {}
        context.observer.changed.connect(self._look)

    def is_able(self, account_id: AccountId) -> bool:
        """Whether folders can be made, renamed and deleted there."""
        return self._does(account_id, Verb.CREATE_FOLDER)

    def has_labels(self, account_id: AccountId) -> bool:
        """Whether what others call folders are labels there."""
        return self._does(account_id, Verb.LABEL)

    def unable_words(self, account_id: AccountId) -> str:
        """Why not, where it cannot."""
        if self.is_able(account_id):
            return ""
        return self.tr("{account} cannot make or change folders from here.").format(account=self._name(account_id))

    def wanted(self, account_id: AccountId, name: str, parent: CollectionRow | None = None) -> Wanted | None:
        """What makes a folder of that name; None where it cannot be, which is said."""
        name = plain_name(name)
        path = path_of(parent.name if parent else "", name)
        if self._is_refused(account_id, name, path):
            return None
        payload = {"name": name, "parent": parent.remote_id if parent else None}
        action = self._action(Verb.CREATE_FOLDER, account_id, payload)
        remote_id = new_folder_id(action.action_id)
        row = CollectionRow(
            CollectionId(-1), account_id, remote_id, Kind.EMAIL, path, Role.OTHER, None, 0, 0, None, None
        )
        return Wanted(action, row)

    def create(self, account_id: AccountId, name: str, parent: CollectionRow | None = None) -> bool:
        made = self.wanted(account_id, name, parent)
        if made is None:
            return False
        self._queue(made.action)
        words = self._words(account_id, self.tr("Label {name} made"), self.tr("Folder {name} made"))
        self._tell(words.format(name=made.row.name), account_id, lambda: self.unmake(made.action))
        return True

    def rename(self, folder: CollectionRow, name: str) -> bool:
        """It stays where it is, with what lies in it."""
        folder = self.now(folder)
        name, (outer, old) = plain_name(name), split(folder.name)
        if name == old or self._is_refused(folder.account_id, name, path_of(outer, name), folder):
            return False
        action = self._action(Verb.RENAME_FOLDER, folder.account_id, {"collection": folder.remote_id, "name": name})
        self._queue(action)
        words = self.tr("{old} is called {name} now").format(old=old, name=name)
        self._tell(words, folder.account_id, lambda: self._rename_back(action, old))
        return True

    def delete(self, folder: CollectionRow) -> bool:
        """With the folders in it. What lies in a folder goes to the trash; what carries a label loses it."""
        folder = self.now(folder)
        gone = [*self.inside(folder), folder]
        if any(self._is_fixed(each) for each in gone):
            return False
        actions = [self._deletion(each) for each in gone]
        for action in actions:
            self._queue(action)
        words = self._words(folder.account_id, self.tr("Label {name} deleted"), self.tr("Folder {name} deleted"))
        self._tell(words.format(name=folder.name), folder.account_id, lambda: self._stop_all(actions))
        return True

    def inside(self, folder: CollectionRow) -> list[CollectionRow]:
        """The folders in one, the deepest first: no service deletes one that holds others."""
        found = self._context.reader.folders(folder.account_id)
        inner = [each for each in found if each.name.startswith(folder.name + PARTS)]
        return sorted(inner, key=lambda each: (-each.name.count(PARTS), each.name))

    def unmake(self, action: Action) -> bool:
        """Take a new folder back: before it was made by not making it, afterwards if it is still empty."""
        stopped = self._stop(action)
        if stopped is not None:
            return stopped
        payload = {"collection": self.called(new_folder_id(action.action_id)), "if_empty": True}
        self._queue(self._action(Verb.DELETE_FOLDER, action.account_id, payload), undo_seconds=0)
        return True

    def now(self, folder: CollectionRow) -> CollectionRow:
        """As it is called by now: a list may show a folder that was made or renamed a moment ago."""
        return self._context.reader.folder(folder.collection_id) or folder

    def called(self, remote_id: str) -> str:
        """What a folder that was to be made is called since it was."""
        maker = maker_of(remote_id)
        receipt = self._context.reader.receipt_of(maker) if maker else None
        return receipt.remote_id or remote_id if receipt else remote_id

    def watch(self, action: Action) -> None:
        """Say it when the service refuses this."""
        self._watched[action.action_id] = action.account_id

    def _rename_back(self, action: Action, old: str) -> bool:
        stopped = self._stop(action)
        if stopped is not None:
            return stopped
        receipt = self._context.reader.receipt_of(action.action_id)
        now = receipt.remote_id if receipt else None
        payload = {"collection": now or action.payload["collection"], "name": old}
        self._queue(self._action(Verb.RENAME_FOLDER, action.account_id, payload), undo_seconds=0)
        return True

    def _deletion(self, folder: CollectionRow) -> Action:
        payload = {"collection": folder.remote_id, "if_empty": False, "subject": folder.name}
        return self._action(Verb.DELETE_FOLDER, folder.account_id, payload)

    def _stop_all(self, actions: Sequence[Action]) -> bool:
        """Whether none of them will be done."""
        stopped = [self._stop(each) is True for each in actions]
        return all(stopped)

    def _stop(self, action: Action) -> bool | None:
        """Whether it will not be done after all, False while it is under way; None where it was done."""
        if self._context.user.withdraw(action.action_id):
            self._changed()
            return True
        attempt = self._context.reader.attempt(action.action_id)
        if (
            attempt is None
            or attempt.state in ("queued", "failed")
            or (attempt.state == "trying" and attempt.error_key)
        ):
            self._context.user.drop(action.action_id)
            self._changed()
            return True
        return None if attempt.state == "done" else False

    def _is_refused(self, account_id: AccountId, name: str, path: str, besides: CollectionRow | None = None) -> bool:
        """What need not be asked of the service."""
        params = {"host": self._name(account_id), "name": name, "delimiter": PARTS}
        own = besides.remote_id if besides else None
        known = [row for row in self._context.reader.folders(account_id) if row.remote_id != own]
        if not self.is_able(account_id):
            self._refuse(self.unable_words(account_id))
        elif besides is not None and self._is_fixed(besides):
            pass
        elif not name:
            self._refuse(self.tr("A folder needs a name."))
        elif PARTS in name:
            self._refuse(message("folder_delimiter", params))
        elif any(row.name.casefold() == path.casefold() for row in known):
            self._refuse(message("folder_exists", params))
        else:
            return False
        return True

    def _is_fixed(self, folder: CollectionRow) -> bool:
        """Whether the account needs it itself, which is said."""
        if folder.role == Role.OTHER:
            return False
        self._refuse(message("folder_fixed", {"host": self._name(folder.account_id), "name": folder.name}))
        return True

    def _action(self, verb: Verb, account_id: AccountId, payload: Mapping[str, object]) -> Action:
        subject = {"subject": payload.get("name", "")}
        return Action(ActionId(str(uuid.uuid4())), account_id, verb, {**subject, **payload}, None, datetime.now(UTC))

    def _queue(self, action: Action, *, undo_seconds: int = UNDOABLE_SECONDS) -> None:
        self._context.user.queue(action, undo_seconds=undo_seconds)
        self.watch(action)
        self._changed()

    def _changed(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")

    def _tell(self, words: str, account_id: AccountId, undo: Callable[[], bool]) -> None:
        self._did(f"{words} · {self._name(account_id)}", undo)

    def _look(self, news: News) -> None:
        """At what was asked for and is not settled."""
        for action_id, account_id in list(self._watched.items()):
            attempt = self._context.reader.attempt(action_id)
            if attempt is None or attempt.state in ("done", "failed", "unsure"):
                del self._watched[action_id]
            if attempt is not None and attempt.state == "failed":
                self._refuse(f"{self._name(account_id)}: {message(attempt.error_key, attempt.error_params)}")

    def _words(self, account_id: AccountId, of_label: str, of_folder: str) -> str:
        return of_label if self.has_labels(account_id) else of_folder

    def _does(self, account_id: AccountId, verb: Verb) -> bool:
        account = self._context.user.account(account_id)
        manifest = self._context.manifest_of(account) if account else None
        return manifest is not None and verb in manifest.actions

    def _name(self, account_id: AccountId) -> str:
        return self._context.names().get(account_id, "?")
