"""Tells the engine what is on screen: it looks there first, and reads what may be read only when somebody looks."""

from PySide6.QtCore import QObject

from ui.shell.context import Context
from ui.widgets.later import later
from workspace.model.ids import AccountId, WorkplaceId

SHOWN_MS = 50
"""After the first paint, and once for several that change together."""


class Showing(QObject):
    """What the window shows: a workplace, and in it the chats that were opened since the engine was told."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._workplace_id: WorkplaceId | None = None
        self._looked_at: list[tuple[AccountId, str]] = []
        self._later = later(parent, SHOWN_MS, self._tell)

    def show(self, workplace_id: WorkplaceId | None) -> None:
        self._workplace_id = workplace_id
        self._later.start()

    def look(self, account_id: AccountId, remote_id: str) -> None:
        """A chat is on screen, or was just written in."""
        self._looked_at.append((account_id, remote_id))
        self._later.start()

    def _tell(self) -> None:
        looked_at, self._looked_at = [list(each) for each in dict.fromkeys(self._looked_at)], []
        if self._workplace_id is not None or looked_at:
            self._context.user.ask("showing", {"workplace_id": self._workplace_id, "looked_at": looked_at})
            self._context.ring()
