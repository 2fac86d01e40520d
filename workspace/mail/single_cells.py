"""Tables of one cell that draw nothing, unwrapped: a text view takes several times as long for each level of them.

A table stays where it shows: with a border, a colour of its own, a width of its own, or room around its content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from workspace.mail import css
from workspace.mail.quotes import QUOTE_CLASSES, QUOTE_IDS

MOST_PADDING = 2
"""In pixels: less room than this is not missed, not even beside a line."""
_INHERITED = frozenset(
    "color font font-family font-size font-style font-weight text-align text-transform line-height white-space "
    "direction".split()
)
_ALIGNED = frozenset(("left", "right", "center", "justify"))
_NUMBER = re.compile(r"\d+")
_OPENED = re.compile(r'<div data-cell="opened"([^<>]*)></div>')
_CLOSED = '<div data-cell="closed"></div>'


@dataclass(frozen=True, slots=True)
class _Single:
    """A table of one row of one cell, with what stands between them."""

    table: LexborNode
    around: tuple[LexborNode, ...]
    cell: LexborNode
    styles: tuple[dict[str, str], ...]
    """Of table, row and cell."""


def unwrap(body: LexborNode) -> None:
    """Take the tables away and mark where their cells began and ended; :func:`as_divs` completes it."""
    for single in reversed(list(_singles(body))):
        _mark(single)
        for node in (single.cell, *single.around, single.table):
            node.unwrap(delete_empty=True)


def as_divs(html: str) -> str:
    """The serialised body with a div in place of every table that was unwrapped."""
    return _OPENED.sub(r"<div\1>", html).replace(_CLOSED, "</div>")


def _singles(body: LexborNode) -> Iterator[_Single]:
    """In document order; each knows the colour that is behind it."""
    waiting = [(body, "")]
    while waiting:
        node, ground = waiting.pop()
        single = _single(node) if node.tag == "table" else None
        if single is not None and _is_plain(single, ground):
            yield single
        ground = _ground(node, css.declarations(node.attributes.get("style") or "")) or ground
        child = node.last_child
        while child is not None:
            if child.is_element_node:
                waiting.append((child, ground))
            child = child.prev


def _single(table: LexborNode) -> _Single | None:
    around: list[LexborNode] = []
    only = _only_child(table)
    while only is not None and only.tag in ("tbody", "tr"):
        around.insert(0, only)
        only = _only_child(only)
    if only is None or only.tag not in ("td", "th"):
        return None
    nodes = (table, *around[:1], only)
    return _Single(
        table, tuple(around), only, tuple(css.declarations(each.attributes.get("style") or "") for each in nodes)
    )


def _only_child(node: LexborNode) -> LexborNode | None:
    found = None
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            if found is not None:
                return None
            found = child
        child = child.next
    return found


def _is_plain(single: _Single, ground: str) -> bool:
    """Whether nothing of the table itself is seen."""
    table, cell = single.table.attributes, single.cell.attributes
    if "background" in table or "background" in cell or _is_quote(table) or _is_quote(cell):
        return False
    if _has_border(table, single.styles) or _padding(table, single.styles) > MOST_PADDING:
        return False
    colours = [
        _ground(node, style)
        for node, style in zip((single.table, *single.around[:1], single.cell), single.styles, strict=True)
    ]
    if any(colour not in ("", ground) for colour in colours):
        return False
    width = table.get("width") or single.styles[0].get("width") or ""
    if width.strip() == "100%":
        return True
    return not (width or table.get("align") or cell.get("width") or cell.get("align") or "width" in single.styles[-1])


def _is_quote(attributes: dict[str, str | None]) -> bool:
    words = (attributes.get("class") or "").split()
    return attributes.get("id") in QUOTE_IDS or any(word in QUOTE_CLASSES for word in words)


def _has_border(table: dict[str, str | None], styles: tuple[dict[str, str], ...]) -> bool:
    if (table.get("border") or "0").strip() not in ("0", "0px"):
        return True
    named = [value for style in styles for name, value in style.items() if name.startswith("border")]
    return any(
        _NUMBER.search(value) is None or int(_NUMBER.findall(value)[0]) > 0 for value in named if not _is_none(value)
    )


def _is_none(value: str) -> bool:
    return value.strip().lower() in ("none", "collapse", "separate", "hidden")


def _padding(table: dict[str, str | None], styles: tuple[dict[str, str], ...]) -> int:
    """The most room on any side, in whatever unit its author counts."""
    named = [value for style in styles for name, value in style.items() if name.startswith("padding")]
    named += [table.get("cellpadding") or "", table.get("cellspacing") or ""]
    return max((int(number[:4]) for value in named for number in _NUMBER.findall(value)), default=0)


def _ground(node: LexborNode, style: dict[str, str]) -> str:
    found = style.get("background-color") or node.attributes.get("bgcolor") or ""
    return found.strip().lower()


def _mark(single: _Single) -> None:
    create = single.table.parser.create_node
    opened, closed = create("div"), create("div")
    opened.attrs["data-cell"], closed.attrs["data-cell"] = "opened", "closed"
    style = {name: value for each in single.styles for name, value in each.items() if name in _INHERITED}
    if kept := css.safe(style):
        opened.attrs["style"] = kept
    opened.attrs["align"] = _alignment(single)
    single.table.insert_before(opened)
    single.table.insert_after(closed)


def _alignment(single: _Single) -> str:
    """What the cell says, else its row; what is around a table does not reach into it."""
    for node in (single.cell, *single.around):
        if (said := (node.attributes.get("align") or "").lower()) in _ALIGNED:
            return said
    return "left"
