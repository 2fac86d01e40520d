"""A search at the services themselves: one question an account, what each found so far, and why one did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.context import Context
from ui.widgets.messages import message
from workspace.connector.manifest import manifests
from workspace.model.accounts import Account
from workspace.model.ids import ItemId, RequestId

SECONDS = 180.0
"""A service without an index of texts reads them all."""


@dataclass(slots=True)
class Asked:
    """How far one account is: ``error`` is a sentence; with neither that nor ``is_done`` it is still searching."""

    account: Account
    request_id: RequestId
    count: int = 0
    error: str = ""
    is_done: bool = False

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.error


class ServerSearch(QObject):
    """``found`` carries the ids of items that are here now and belong to the results, which may be none of them;
    ``changed`` says that an account is further.
    """

    found = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.asked: list[Asked] = []
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._on_late)
        context.observer.changed.connect(self._on_news)

    def accounts(self, scope: str) -> list[Account]:
        """Those whose service can be searched."""
        able = {name for name, manifest in manifests().items() if manifest.search}
        return [each for each in self._context.accounts_in(scope) if each.is_enabled and each.connector_id in able]

    @property
    def is_open(self) -> bool:
        return any(each.is_open for each in self.asked)

    def start(self, query: str, accounts: Sequence[Account]) -> None:
        """Ask these accounts' services; what was asked before is withdrawn."""
        self.stop()
        ask = self._context.user.ask
        self.asked = [
            Asked(each, ask("search_server", {"account_id": each.account_id, "query": query}, SECONDS))
            for each in accounts
        ]
        self._late.start(round(SECONDS * 1000))
        self._context.ring()
        self.changed.emit()

    def again(self, query: str) -> None:
        """Ask those that failed once more."""
        kept = [each for each in self.asked if not each.error]
        failed = [each.account for each in self.asked if each.error]
        self.start(query, failed)
        self.asked += kept
        self.changed.emit()

    def cancel(self) -> None:
        """Nobody waits any more; what was found stays."""
        for each in self.asked:
            if each.is_open:
                each.is_done = True
                self._context.user.ask("cancel", {"request_id": each.request_id})
        self._late.stop()
        self._context.ring()
        self.changed.emit()

    def stop(self) -> None:
        """Other words are searched for."""
        if self.is_open:
            self.cancel()
        if self.asked:
            self.asked = []
            self.changed.emit()

    def _on_news(self, news: object) -> None:
        if not self.is_open:
            return
        items: set[ItemId] = set()
        is_further = False
        for each in self.asked:
            is_further |= each.is_open and self._take_answer(each, items)
        if is_further:
            self.found.emit(frozenset(items))
            self.changed.emit()

    def _take_answer(self, asked: Asked, items: set[ItemId]) -> bool:
        answer = self._context.reader.answer(asked.request_id)
        if answer is None:
            return False
        if answer.error_key:
            asked.error = message(answer.error_key, answer.error_params)
            return True
        count = int(str(answer.payload.get("count", 0)))
        is_further = count != asked.count or answer.state != "open"
        asked.count, asked.is_done = count, answer.state != "open"
        found = answer.payload.get("found")
        if answer.payload.get("is_whole") and isinstance(found, list):
            items.update(map(ItemId, found))
        return is_further

    def _on_late(self) -> None:
        for each in self.asked:
            if each.is_open:
                each.error = message("no_answer", {})
        self.changed.emit()
