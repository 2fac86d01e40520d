"""The folders and labels under the accounts of the sidebar: which accounts are open, and what is unread in each.

What is unread is counted beside the window, and only for accounts that are open.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from ui.models.beside import Asking, Beside
from ui.models.navigation import NavRow
from ui.shell.context import Context
from ui.shell.places import folder_rows, new_row
from ui.widgets.later import later
from workspace.model.ids import AccountId
from workspace.model.kinds import Verb
from workspace.store.reading.folder_rows import FolderRow

COUNT_MS = 60
"""Numbers follow the rows, and news that comes in a burst is counted once."""
SETTING = "window.folders"


class Folders(QObject):
    """``changed``: other rows, or other numbers, stand under the accounts."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._beside = Beside(self)
        stored = context.user.setting(SETTING, {})
        self._has_labels: dict[str, bool] = stored if isinstance(stored, dict) else {}
        self._peeked: dict[str, bool] = {}
        self._known: dict[AccountId, list[FolderRow]] = {}
        self._wanted: list[AccountId] = []
        self._named: AccountId | None = None
        self._asking = Asking(self._beside, self._begin, self._on_counted)
        self._soon = later(self, COUNT_MS, self._asking.ask)

    def is_open(self, account_id: str) -> bool:
        return account_id in self._has_labels or account_id in self._peeked

    def peek(self, account_id: AccountId) -> None:
        """Show folders until :meth:`end_peek`, for what is dragged over them."""
        if not self.is_open(account_id):
            self._peeked[account_id] = self._labels(account_id)
            self.changed.emit()

    def end_peek(self) -> None:
        if self._peeked:
            self._peeked.clear()
            self.changed.emit()

    def toggle(self, account_id: AccountId) -> None:
        """Show the folders of an account, or hide them; remembered."""
        if self.is_open(account_id):
            del self._has_labels[account_id]
        else:
            self._has_labels[account_id] = self._labels(account_id)
        self._context.user.set_setting(SETTING, self._has_labels)
        self.changed.emit()
        self.count()

    def name_new(self, account_id: AccountId | None) -> None:
        """Show a row without a name at the head of an account's folders; None takes it away."""
        if account_id == self._named:
            return
        if account_id is not None and not self.is_open(account_id):
            self.toggle(account_id)
        self._named = account_id
        self.changed.emit()

    def reload(self) -> None:
        """Folders came, went or got other names: show it at once, the numbers follow."""
        for account_id in self._wanted:
            numbers = {row.collection.collection_id: row.unread for row in self._known.get(account_id, ())}
            rows = self._context.reader.folders(account_id)
            self._known[account_id] = [FolderRow(row, numbers.get(row.collection_id, 0)) for row in rows]
        self.changed.emit()
        self.count()

    def with_folders(self, rows: Iterable[NavRow]) -> list[NavRow]:
        """The rows of a sidebar, those of open accounts followed by their folders, which are counted anew."""
        found: list[NavRow] = []
        self._wanted = []
        for row in rows:
            found.append(row)
            if row.is_open:
                self._wanted.append(AccountId(row.key))
                found += self._rows(AccountId(row.key))
        return found

    def count(self) -> None:
        """Count again what is seen: something changed."""
        if self._wanted:
            self._soon.start()

    def stop(self) -> None:
        """The stores are about to be closed."""
        self._soon.stop()
        self._beside.finish()

    def _rows(self, account_id: AccountId) -> list[NavRow]:
        if account_id not in self._known:
            self._known[account_id] = [FolderRow(row) for row in self._context.reader.folders(account_id)]
            self._soon.start()
        has_labels = self.has_labels(account_id)
        rows = folder_rows(self._known[account_id], has_labels=has_labels)
        return [new_row(account_id, has_labels=has_labels), *rows] if account_id == self._named else rows

    def has_labels(self, account_id: str) -> bool:
        """Whether an open account has labels where others have folders."""
        return {**self._has_labels, **self._peeked}.get(account_id, False)

    def _labels(self, account_id: AccountId) -> bool:
        account = self._context.user.account(account_id)
        manifest = self._context.manifest_of(account) if account else None
        return manifest is not None and Verb.LABEL in manifest.actions

    def _begin(self) -> Callable[[], dict[AccountId, list[FolderRow]]]:
        reader, wanted = self._context.reader, tuple(self._wanted)
        return lambda: {each: reader.counted_folders(each) for each in wanted}

    def _on_counted(self, found: dict[AccountId, list[FolderRow]]) -> None:
        known = {**self._known, **found}
        if known != self._known:
            self._known = known
            self.changed.emit()
