"""What it does to drop conversations on a row of the sidebar; what a key does too, nothing more."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.inbox.dragging import Dragged
from ui.inbox.listings import Place
from ui.inbox.snooze import open_snooze
from ui.models.navigation import NavRow
from ui.shell.folder_deeds import SHUNNED
from workspace.model.ids import AccountId, ThreadId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

NEEDS = {Place.ARCHIVE: Verb.ARCHIVE, Place.TRASH: Verb.TRASH, Place.INBOX: Verb.MOVE}


def add_dropping(window: "MainWindow") -> None:
    """The sidebar takes what is dragged out of the list."""
    dropping = Dropping(window)
    window.sidebar.view.allows = dropping.allows
    window.sidebar.view.dropped.connect(dropping.land)


class Dropping(QObject):
    """Of one window. A row takes what belongs to it: a folder only mail of its account, and says what stayed behind."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def allows(self, row: NavRow, conversations: Sequence[Dragged]) -> bool:
        return bool(self._fitting(row, conversations))

    def land(self, row: NavRow, conversations: Sequence[Dragged]) -> None:
        """Do what the row stands for, and say what was left out."""
        fitting = self._fitting(row, conversations)
        thread_ids = [each.thread_id for each in fitting]
        left = len(conversations) - len(fitting)
        note = self.tr("%n conversations do not belong there and stay", "", left) if left else ""
        if not thread_ids:
            return
        if row.collection is not None:
            self._land_in_folder(row.collection, thread_ids, note)
        else:
            self._land_in_place(Place(row.key), thread_ids, note)

    def _fitting(self, row: NavRow, conversations: Sequence[Dragged]) -> list[Dragged]:
        """What may be dropped there."""
        if row.collection is not None:
            verb = self._verb(row.collection)
            account_id = row.collection.account_id if self._is_able(row.collection.account_id, verb) else None
            return [each for each in conversations if each.account_id == account_id and each.kind is Kind.EMAIL]
        if row.kind != "place" or self._window.mail.inbox.where.place == row.key:
            return []
        if row.key == Place.SNOOZED:
            return list(conversations)
        need = NEEDS.get(Place(row.key))
        able = {each: self._is_able(each, need) for each in {each.account_id for each in conversations}}
        return [each for each in conversations if each.kind is Kind.EMAIL and able[each.account_id]]

    def _verb(self, folder: CollectionRow) -> Verb | None:
        """What brings mail there; None where nothing does, or where the list shows just that folder."""
        if folder.role in SHUNNED or self._window.mail.inbox.where.folder == folder.collection_id:
            return None
        if folder.role == Role.OTHER and self._is_able(folder.account_id, Verb.LABEL):
            return Verb.LABEL
        is_trash = folder.role == Role.TRASH and self._is_able(folder.account_id, Verb.TRASH)
        return Verb.TRASH if is_trash else Verb.MOVE

    def _is_able(self, account_id: AccountId, verb: Verb | None) -> bool:
        account = self._window.context.user.account(account_id) if verb is not None else None
        manifest = self._window.context.manifest_of(account) if account else None
        return manifest is not None and verb in manifest.actions

    def _land_in_folder(self, folder: CollectionRow, thread_ids: Sequence[ThreadId], note: str) -> None:
        deeds = self._window.deeds
        verb = self._verb(folder)
        if verb is Verb.TRASH:
            deeds.trash(*thread_ids, note=note)
        elif verb is Verb.LABEL:
            deeds.label(folder, *thread_ids, note=note)
        else:
            deeds.move(folder, *thread_ids, note=note)

    def _land_in_place(self, place: Place, thread_ids: Sequence[ThreadId], note: str) -> None:
        window, deeds = self._window, self._window.deeds
        if place is Place.SNOOZED:
            open_snooze(window, thread_ids)
            return
        if place is Place.INBOX and window.mail.inbox.where.place is Place.SNOOZED:
            deeds.marks.wake(*thread_ids)
            return
        deed: Callable[..., object] = {
            Place.ARCHIVE: deeds.archive,
            Place.TRASH: deeds.trash,
            Place.INBOX: deeds.to_inbox,
        }[place]
        deed(*thread_ids, note=note)
