"""What the editor knows of form, and how it is written out: as light HTML without styles of this program, and as text.

A colour is a token's name: shown as the theme has it, written as the light theme has it, for who reads it on white.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from ui.theme.theme import theme
from ui.theme.tokens import LIGHT

TABLE = '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse">'
"""As other mail programs show it with lines."""
_QUICK_TABLE = '<table border="1" cellspacing="-1" cellpadding="4" style="border-style:solid">'
"""Looks like :data:`TABLE`; Qt lays it out in half the time and paints it in a quarter."""
OBJECT = "\ufffc"
"""Stands for a picture in a text."""
COLORS = ("bad", "warn", "ok", "accent", "muted")
SIGNATURE = QTextFormat.Property.UserProperty + 1
"""True in the block formats of the signature."""
_COLOR = QTextFormat.Property.UserProperty + 2
_QUOTES = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
_EMPTY = re.compile(r"<div><br ?/?></div>")
_QUOTE = QTextFormat.Property.BlockQuoteLevel


def html_of(blocks: Iterable[QTextBlock]) -> str:
    out: list[str] = []
    inside = ""
    for block, table in _with_tables(blocks):
        tag = _tag(block) if table is None else ""
        if tag != inside:
            out += [f"</{inside}>"] if inside else []
            out += [f"<{tag}>"] if tag else []
        inside = tag
        if table is not None:
            out.append(_table(table))
            continue
        words = _line(block) or "<br>"
        out.append(f"<li>{words}</li>" if tag in ("ul", "ol") else f"<div>{words}</div>")
    return "".join([*out, f"</{inside}>" if inside else ""])


def text_of(blocks: Iterable[QTextBlock]) -> str:
    """Lists with hyphens or numbers, quotes with ``>``, the cells of a table between tabs."""
    lines, number = [], 0
    for block, table in _with_tables(blocks):
        if table is not None:
            lines += ["\t".join(" ".join(map(_said, cell)) for cell in row) for row in _rows(table)]
            continue
        tag = _tag(block)
        number = number + 1 if tag == "ol" else 0
        mark = {"ul": "- ", "ol": f"{number}. ", "blockquote": "> "}.get(tag, "")
        lines += [f"{mark}{line}" for line in _said(block).split("\u2028")]
    return "\n".join(lines).strip("\n")


def for_editor(html: str) -> str:
    """Each line of a quote in a quote of its own, as Qt forgets after the first that it is one; empty lines as Qt has
    them, else they come out twice as high; tables whose lines lie over each other, not of lines that Qt makes one.
    """
    one = "</div></blockquote><blockquote><div>"
    html = _QUOTES.sub(lambda found: found[0].replace("</div><div>", one), html).replace(TABLE, _QUICK_TABLE)
    return _EMPTY.sub('<p style="-qt-paragraph-type:empty; margin:0"><br></p>', html)


def is_quote(block: QTextBlock) -> bool:
    return bool(block.blockFormat().property(_QUOTE))


def quote_format(block: QTextBlock, is_on: bool) -> QTextBlockFormat:
    """The block's format as a quote, or as none."""
    form = block.blockFormat()
    if is_on:
        form.setProperty(_QUOTE, 1)
        form.setLeftMargin(theme().px(16))
    else:
        form.clearProperty(_QUOTE)
        form.setLeftMargin(0)
    form.setRightMargin(0)
    form.setTopMargin(0)
    form.setBottomMargin(0)
    return form


def colored(name: str) -> QTextCharFormat:
    """A format with a colour of :data:`COLORS`."""
    form = QTextCharFormat()
    form.setProperty(_COLOR, name)
    form.setForeground(QBrush(QColor(getattr(theme().colors, name))))
    return form


def color_name(form: QTextCharFormat) -> str:
    """The colour of the words, also of words that were just read from HTML; empty where they have none."""
    known = form.property(_COLOR)
    if known in COLORS:
        return str(known)
    if form.isAnchor() or not form.hasProperty(QTextFormat.Property.ForegroundBrush):
        return ""
    found = form.foreground().color().name().lower()
    return next((name for name in COLORS if getattr(LIGHT, name).lower() == found), "")


def fragments_of(blocks: Iterable[QTextBlock]) -> Iterator[QTextFragment]:
    for block in blocks:
        yield from _fragments(block)


def _with_tables(blocks: Iterable[QTextBlock]) -> Iterator[tuple[QTextBlock, QTextTable | None]]:
    """Each block that stands by itself, and each table once, with its first block.

    The empty line below a table is Qt's: it puts one there whenever it reads a table.
    """
    end, is_below = -1, False
    for block in blocks:
        if block.position() <= end:
            continue
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is not None:
            end = table.lastPosition()
            yield block, table
        elif block.text() or not is_below:
            yield block, None
        is_below = table is not None


def _rows(table: QTextTable) -> Iterator[list[list[QTextBlock]]]:
    """Its blocks in the order of the document; to ask each cell for its cursors takes four times as long."""
    block = table.firstCursorPosition().block()
    for row in range(table.rows()):
        cells = []
        for last in [table.cellAt(row, column).lastPosition() for column in range(table.columns())]:
            cell = []
            while block.isValid() and block.position() <= last:
                cell.append(block)
                block = block.next()
            cells.append(cell)
        yield cells


def _table(table: QTextTable) -> str:
    rows = ("".join(f"<td>{'<br>'.join(map(_line, cell))}</td>" for cell in row) for row in _rows(table))
    return f"{TABLE}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _line(block: QTextBlock) -> str:
    return "".join(_fragment(each) for each in _fragments(block))


def _said(block: QTextBlock) -> str:
    word = QCoreApplication.translate("compose", "picture")
    return block.text().replace(OBJECT, f"[{word}]")


def _tag(block: QTextBlock) -> str:
    known: QTextList | None = block.textList()
    if known is not None:
        return "ol" if known.format().style() == QTextListFormat.Style.ListDecimal else "ul"
    return "blockquote" if is_quote(block) else ""


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _fragment(fragment: QTextFragment) -> str:
    form = fragment.charFormat()
    if form.isImageFormat():
        return _picture(fragment)
    words = escape(fragment.text()).replace("\u2028", "<br>")
    is_link = form.isAnchor() and QUrl(form.anchorHref()).scheme() in ("http", "https", "mailto")
    if form.fontWeight() > QFont.Weight.Medium:
        words = f"<b>{words}</b>"
    if form.fontItalic():
        words = f"<i>{words}</i>"
    if form.fontUnderline() and not form.isAnchor():
        words = f"<u>{words}</u>"
    if name := color_name(form):
        words = f'<span style="color:{getattr(LIGHT, name)}">{words}</span>'
    return f'<a href="{escape(form.anchorHref())}">{words}</a>' if is_link else words


def _picture(fragment: QTextFragment) -> str:
    """A picture that goes with the letter; nothing of one from elsewhere."""
    form = fragment.charFormat().toImageFormat()
    if not form.name().startswith("cid:"):
        return ""
    width = f' width="{round(form.width())}"' if form.width() > 0 else ""
    return f'<img src="{escape(form.name())}"{width} alt="">' * len(fragment.text())
