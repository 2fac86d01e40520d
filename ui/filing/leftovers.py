"""What a CRM did not let go of when a filing was taken back: known when it has answered, and said then."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from ui.models.observer import News
from ui.shell.context import Context
from workspace.model.ids import ActionId
from workspace.store.rows import ReceiptRow


class Leftovers(QObject):
    """``said`` carries a sentence that names the CRM and what stays there."""

    said = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: dict[ActionId, ReceiptRow] = {}
        context.observer.changed.connect(self._on_changed)

    def watch(self, undone: Iterable[tuple[ActionId, ReceiptRow]]) -> None:
        """Actions that take filings back, each with the receipt of its filing."""
        self._waiting.update(undone)

    def _on_changed(self, news: News) -> None:
        if self._waiting and news.touches("filed", "done", "cleared"):
            for action_id, filing in list(self._waiting.items()):
                receipt = self._context.reader.receipt_of(action_id)
                if receipt is not None:
                    del self._waiting[action_id]
                    self._say(receipt, filing)

    def _say(self, receipt: ReceiptRow, filing: ReceiptRow) -> None:
        names = {f"{kind}:{remote_id}": name for kind, remote_id, name in (*filing.records, *filing.created)}
        crm = self._context.names().get(receipt.account_id, "")
        for about, words in (
            ("archived", self.tr("Taken back; {crm} lets you archive only: {names}")),
            ("kept", self.tr("Taken back; this stays in {crm}, because it was changed or is used: {names}")),
        ):
            left = receipt.extra.get(about)
            if isinstance(left, list) and left:
                shown = ", ".join(names.get(str(each)) or str(each) for each in left)
                self.said.emit(words.format(crm=crm, names=shown))
