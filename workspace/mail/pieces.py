"""Safe HTML cut into pieces that are laid out one after the other: each well-formed, together saying the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

WEIGHT = 10_000
"""What a piece weighs: its characters, and as much as sixty of them for every tag. About 8 ms in a text view."""
TAG = 60
_SLACK = 1.5
_TAGS = re.compile(r"<[^>]*>")
_HEIGHT = re.compile(r"(?<![\w-])(?:min-)?height\s*:[^;]*;?")
_BLOCKS = frozenset(
    "address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody tfoot thead tr ul".split()
)
_OPENED = _BLOCKS - {"br", "hr", "tr"} | frozenset("b big em font i small span strong td th u".split())
_FIRST, _LAST = "margin-top:0;padding-top:0;", "margin-bottom:0;padding-bottom:0;"


@dataclass(frozen=True, slots=True)
class Piece:
    """``tables`` counts the tables, from the outermost, that began in the piece before and go on in this one."""

    html: str
    tables: int = 0


def weight(html: str) -> int:
    """How long it takes to lay out, in a measure of its own."""
    text, tags = _TAGS.subn("", html)
    return len(text) + TAG * tags


def cut(html: str, most: int = WEIGHT) -> tuple[Piece, ...]:
    """The pieces in their order, one for what is light.

    Cut between rows, paragraphs and lines; a row of several cells stays whole, however heavy.
    """
    return (Piece(html),) if len(html) < most else _kept(html, most)


@lru_cache(16)
def _kept(html: str, most: int) -> tuple[Piece, ...]:
    whole = weight(html)
    if whole <= _SLACK * most:
        return (Piece(html),)
    body = LexborHTMLParser(html).body
    return (Piece(html),) if body is None else tuple(_cut(body, whole, most))


def _cut(node: LexborNode, whole: int, most: int) -> Iterator[Piece]:
    """What is in an element of that weight, without the element."""
    group: list[str] = []
    heavy = 0
    runs = [(run, "".join(_source(each) for each in run)) for run in _runs(node)]
    is_alone = sum(bool(words.strip()) for _, words in runs) == 1
    for run, words in runs:
        heavier = whole if is_alone else weight(words)
        inner = _heavy(run) if heavier > most else None
        if group and (inner is not None or heavy + heavier > most):
            # The next piece begins a line of its own.
            yield Piece("".join(group).rstrip().removesuffix("<br>"))
            group, heavy = [], 0
        if inner is not None:
            yield from _opened(inner, heavier, most)
        elif group or words.strip():
            group.append(words)
            heavy += heavier
    if group:
        yield Piece("".join(group))


def _opened(node: LexborNode, whole: int, most: int) -> Iterator[Piece]:
    """The pieces of an element, each within an element like it that has no edge where it was cut."""
    inner = list(_cut(node, whole, most))
    number = _start(node)
    for at, piece in enumerate(inner):
        edges = (_FIRST if at else "") + (_LAST if at < len(inner) - 1 else "")
        head = _head(node, edges, number if at else None)
        goes_on = piece.tables + (node.tag == "table") if at else 0
        yield Piece(f"{head}{piece.html}</{node.tag}>", goes_on)
        number += piece.html.count("<li") if node.tag == "ol" else 0


def _runs(node: LexborNode) -> Iterator[list[LexborNode]]:
    """What must stay together: an element that is a block, a line of what is not, rows that a cell spans."""
    run: list[LexborNode] = []
    spanned = 0
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if run and tag in _BLOCKS and tag != "br" and not spanned:
            yield run
            run = []
        run.append(child)
        if tag == "tr":
            spanned = max(spanned - 1, _span(child))
        if tag in _BLOCKS and not spanned:
            yield run
            run = []
        child = child.next
    if run:
        yield run


def _span(row: LexborNode) -> int:
    """How many rows below it one of its cells reaches."""
    spans = [each.attributes.get("rowspan") or "1" for each in row.css("[rowspan]")]
    return max((int(each) for each in spans if each.isdecimal()), default=1) - 1


def _heavy(run: list[LexborNode]) -> LexborNode | None:
    """The element of a run that can be cut itself: a block, or a row of a single cell and that cell."""
    elements = [each for each in run if each.is_element_node]
    if len(elements) != 1 or any((each.text_content or "").strip() for each in run if not each.is_element_node):
        return None
    only = elements[0]
    is_open = only.tag in _OPENED or (only.tag == "tr" and len(list(only.iter())) == 1)
    return only if is_open else None


def _source(node: LexborNode) -> str:
    if node.tag == "-text":
        return escape(node.text_content or "", quote=False)
    return node.html or ""


def _start(node: LexborNode) -> int:
    said = node.attributes.get("start") or "1" if node.tag == "ol" else "1"
    return int(said) if said.isdecimal() else 1


def _head(node: LexborNode, edges: str, number: int | None) -> str:
    """The start tag, with edges taken away and the number that a list goes on with; nobody knows how high a part is."""
    attributes = {name: value or "" for name, value in node.attributes.items() if name != "height"}
    if edges and node.tag not in ("table", "tbody", "tr"):
        attributes["style"] = f"{_HEIGHT.sub('', attributes.get('style', '')).rstrip('; ')};{edges}".lstrip(";")
    if number is not None and node.tag == "ol":
        attributes["start"] = str(number)
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{node.tag}{written}>"
