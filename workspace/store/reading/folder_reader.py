"""What the sidebar asks about folders and labels; a part of :class:`workspace.store.reader.Reader`."""

from abc import abstractmethod

from workspace.model.ids import AccountId, CollectionId
from workspace.store.reading import collection_rows, folder_rows
from workspace.store.reading.connections import Files
from workspace.store.reading.folder_rows import FolderRow, Holding
from workspace.store.reading.overlay import Overlay
from workspace.store.rows import CollectionRow, ThreadRow


class FolderReader:
    """The folders of an account, and what lies in one."""

    _files: Files

    @abstractmethod
    def _pending(self) -> Overlay: ...

    def holdings(self) -> dict[AccountId, Holding]:
        """Of all accounts that have collections, in one quick question."""
        return folder_rows.holdings(self._files)

    def folders(self, account_id: AccountId) -> list[CollectionRow]:
        """The folders and labels of an account in the order of a sidebar."""
        return folder_rows.folders(self._files, self._pending(), account_id)

    def counted_folders(self, account_id: AccountId) -> list[FolderRow]:
        """The same with their unread conversations. Takes long where much is unread, and keeps nobody waiting."""
        return folder_rows.counted(self._files, self._pending(), account_id)

    def folder(self, collection_id: CollectionId) -> CollectionRow | None:
        """None where it is gone. One that is to be made has an id already, which leads to the made one afterwards."""
        return collection_rows.one(self._files, self._pending(), collection_id)

    def folder_threads(
        self, collection_id: CollectionId, *, before: int | None = None, limit: int = 60
    ) -> list[ThreadRow]:
        """A page of the conversations that lie there; ``before`` is the ``order`` of the row above the page."""
        return folder_rows.page(self._files, self._pending(), collection_id, before=before, limit=limit)

    def number_in(self, folder: CollectionRow) -> int:
        """How many mails lie there, pending moves applied."""
        return folder_rows.number_in(self._files, self._pending(), folder)
