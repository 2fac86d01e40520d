"""What the next message says, made ready beside the window while somebody reads the one before."""

from collections.abc import Callable
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
    """Of one list: whoever opens its next line finds what it stands for folded and cut."""

    def __init__(self, context: Context, view: LineView, beside: Callable[[], Beside], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view, self._beside = context, view, beside
        soon = later(self, AHEAD_MS, self._make_ready)
        view.picked.connect(lambda _: soon.start())

    def _make_ready(self) -> None:
        current = self._view.currentIndex()
        following = self._view.lines.row_at(current.siblingAtRow(current.row() + 1))
        if _is_mail(self._view.row) and _is_mail(following):
            self._beside().run(partial(_made, self._context, following.last_item_id), _keep)


def _is_mail(row: object) -> bool:
    return isinstance(row, ThreadRow) and row.kind is Kind.EMAIL


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
