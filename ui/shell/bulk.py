"""What is done with all chosen lines of the list at once."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from ui.inbox.labels import open_labels, open_moves
from ui.inbox.snooze import open_snooze
from workspace.model.ids import AccountId, ItemId, ThreadId
from workspace.store.rows import HitRow, ThreadRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

Row = ThreadRow | HitRow


class Bulk(QObject):
    """Runs what the bar of chosen lines and the keys ask for."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._view = window.mail.inbox.view
        self._bar = window.mail.inbox.chosen
        self._view.chosen_changed.connect(self._show)
        self._bar.asked.connect(self.run)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self._window.deeds.beside.finish()
        return False

    @property
    def is_on(self) -> bool:
        """Whether keys mean what is chosen."""
        return self._view.is_choosing and self._window.pages.currentWidget() is self._window.mail

    def run(self, name: str) -> None:
        """``file``, ``archive``, ``star``, ``unread``, ``move``, ``label``, ``trash``, ``snooze``, ``mute``, ``pin``,
        ``end``."""
        deeds, window = self._window.deeds, self._window
        if name == "file":
            rows = self._rows()
            window.desks.filing.open_several(self._item_ids(rows), len(rows))
        elif name == "move":
            open_moves(window, self._threads())
        elif name == "end":
            self._view.end_choosing()
        elif name == "label":
            open_labels(window, self._threads())
        elif name == "snooze":
            open_snooze(window, self._thread_ids())
        else:
            deed = {
                "archive": deeds.archive,
                "star": deeds.toggle_star,
                "unread": deeds.toggle_unread,
                "trash": deeds.trash,
                "mute": deeds.marks.toggle_mute,
                "pin": deeds.marks.toggle_pin,
            }[name]
            deed(*self._thread_ids())

    def _rows(self) -> list[Row]:
        return self._view.chosen_rows

    def _thread_ids(self) -> list[ThreadId]:
        found = (row.thread_id for row in self._rows())
        return list(dict.fromkeys(thread_id for thread_id in found if thread_id is not None))

    def _threads(self) -> dict[AccountId, list[ThreadId]]:
        """The chosen conversations by account."""
        found: dict[AccountId, dict[ThreadId, None]] = {}
        for row in self._rows():
            if row.thread_id is not None:
                account_id = row.key.account_id if isinstance(row, HitRow) else row.account_id
                found.setdefault(account_id, {})[row.thread_id] = None
        return {account_id: list(ids) for account_id, ids in found.items()}

    def _item_ids(self, rows: Iterable[Row]) -> Iterator[ItemId]:
        """What is filed of each: what was found, of a conversation the newest message that was not written here."""
        from ui.reader.view import answered

        reader = self._window.context.reader
        for row in rows:
            if isinstance(row, HitRow):
                yield row.item_id
            elif items := reader.thread_items(row.thread_id, with_bodies=False):
                yield answered(items).item_id

    def _show(self) -> None:
        rows = self._rows()
        starred = bool(rows) and all(row.is_flagged for row in rows)
        self._bar.show_number(len(rows), self._able(rows), is_starred=starred, is_unread=any(map(_is_unread, rows)))

    def _able(self, rows: Iterable[Row]) -> set[str]:
        """What one of the accounts can do."""
        accounts = self._accounts(rows)
        if not accounts:
            return set()
        from ui.reader.menu import NEEDS  # the first paint does without the reader

        context, verbs = self._window.context, set[str]()
        for account_id in accounts:
            account = context.user.account(account_id)
            manifest = context.manifest_of(account) if account else None
            verbs |= set(manifest.actions) if manifest else set()
        return {name for name, verb in NEEDS.items() if verb in verbs}

    def _accounts(self, rows: Iterable[Row]) -> list[AccountId]:
        return list(dict.fromkeys(row.key.account_id if isinstance(row, HitRow) else row.account_id for row in rows))


def _is_unread(row: Row) -> bool:
    return not row.is_read and not row.is_sent if isinstance(row, HitRow) else row.is_unread
