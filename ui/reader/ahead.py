"""What the next message says, made ready beside the window while somebody reads the one before."""

from functools import partial

from ui.models.beside import Beside
from ui.reader.content import Content, keep, kept, made_content
from ui.shell.context import Context
from workspace.model.ids import ItemId
from workspace.store.rows import ItemRow


def make_ready(context: Context, beside: Beside, item_id: ItemId) -> None:
    """Whoever opens it finds it folded and cut."""
    beside.run(partial(_made, context, item_id), _keep)


def _made(context: Context, item_id: ItemId) -> tuple[ItemRow, Content] | None:
    from workspace.mail.pieces import cut

    item = context.reader.item(item_id)
    if item is None:
        return None
    content = kept(item) or made_content(item)
    cut(content.new)  # which keeps it for who shows it
    return item, content


def _keep(made: tuple[ItemRow, Content] | None) -> None:
    if made is not None:
        keep(*made)
