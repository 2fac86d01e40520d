"""What the message says that is opened next, made ready beside the window: the first, the following, the pointed at."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.inbox.listview import LineView
from ui.models.beside import Beside
from ui.shell.context import Context
from ui.widgets.later import later
from workspace.model.ids import ItemId
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow, ThreadRow

if TYPE_CHECKING:
    from ui.reader.content import Content

AHEAD_MS = 80
"""Longer than a key that is held down waits for its next line."""


class Ahead(QObject):
    """Of one list: whoever opens its next line, or the one under the mouse, finds what it stands for folded and cut."""

    def __init__(self, context: Context, view: LineView, beside: Beside, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view, self._beside = context, view, beside
        self._pointed: object = None
        self._soon = later(self, AHEAD_MS, self._make_ready)
        view.picked.connect(lambda _: self._expect())
        view.lines.modelReset.connect(self._expect)
        view.entered.connect(lambda index: self._expect(view.lines.row_at(index)))
        self._expect()

    def _expect(self, pointed: object = None) -> None:
        self._pointed = pointed
        self._soon.start()

    def _make_ready(self) -> None:
        lines, current = self._view.lines, self._view.currentIndex()
        row = self._pointed or lines.row_at(lines.index(current.row() + 1))  # the first, where none is current
        if isinstance(row, ThreadRow) and row.kind is Kind.EMAIL:
            self._beside.run(partial(_made, self._context, row.last_item_id), _keep)


def _made(context: Context, item_id: ItemId) -> "tuple[ItemRow, Content] | None":
    from ui.reader.content import kept, made_content
    from workspace.mail.pieces import cut

    item = context.reader.item(item_id)
    if item is None:
        return None
    content = kept(item) or made_content(item)
    cut(content.new)  # which keeps it for who shows it
    return item, content


def _keep(made: "tuple[ItemRow, Content] | None") -> None:
    from ui.reader.content import keep

    if made is not None:
        keep(*made)
