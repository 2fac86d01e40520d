"""A conversation that is told again: whether anything of it changed, and what is known of it already."""

from collections.abc import Sequence
from dataclasses import replace

from ui.shell.context import Context
from workspace.mail.address import normalise
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
    reader = context.reader
    people = reader.records_by_email([normalise(item.from_.email)]) if item.from_.email else []
    found: list[str] = []
    for account_id in dict.fromkeys(row.account_id for row in people):
        mine = [row for row in people if row.account_id == account_id]
        parents = {p for row in mine for p in (row.remote_id, *row.parent_ids)}
        rows = reader.records_by_parent(account_id, sorted(parents))
        found += [
            " · ".join(part for part in (row.name, row.stage) if part)
            for row in rows
            if row.record_type == "deal" and row.is_open
        ]
    return list(dict.fromkeys(found))[:SHOWN_DEALS]


def _is_same(mark: ItemRow, item: ItemRow) -> bool:
    """What the body brought stands in the detail too."""
    return (
        mark.detail.items() <= item.detail.items() and replace(item, text=None, html=None, detail=mark.detail) == mark
    )


def _body(item: ItemRow) -> object:
    return item.item_id, item.body_state, item.size, item.is_draft and item.version, item.attachments
