"""A conversation that is told again: whether anything of it changed, and what is known of it already."""

from collections.abc import Sequence
from dataclasses import replace

from ui.shell.context import Context
from workspace.store.rows import ItemRow

SHOWN_DEALS = 2


def all_same(marks: Sequence[ItemRow], items: Sequence[ItemRow]) -> bool:
    """Whether these, read without their bodies, are the items that are shown. A body that arrived changes its state."""
    return len(marks) == len(items) and all(_is_same(*pair) for pair in zip(marks, items, strict=True))


def with_bodies_of(marks: Sequence[ItemRow], items: Sequence[ItemRow]) -> list[ItemRow] | None:
    """The first with the bodies of the second; None where another message or a body is news."""
    if [_body(each) for each in marks] != [_body(each) for each in items]:
        return None
    return [
        replace(mark, text=item.text, html=item.html, detail={**item.detail, **mark.detail})
        for mark, item in zip(marks, items, strict=True)
    ]


def deals_of(context: Context, item: ItemRow) -> list[str]:
    """The open deals of who wrote, as the list shows them."""
    found = context.reader.open_deals([item.from_.email]) if item.from_.email else []
    return [" · ".join(part for part in deal if part) for deal in found[:SHOWN_DEALS]]


def _is_same(mark: ItemRow, item: ItemRow) -> bool:
    """What the body brought stands in the detail too."""
    return (
        mark.detail.items() <= item.detail.items() and replace(item, text=None, html=None, detail=mark.detail) == mark
    )


def _body(item: ItemRow) -> object:
    return item.item_id, item.body_state, item.size, item.is_draft and item.version, item.attachments
