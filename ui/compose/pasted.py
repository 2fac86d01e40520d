"""What other programs copy as HTML, made light: the form a letter can have, and nothing of their styles."""

import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ui.compose.form import TABLE
from workspace.mail.bounds import flatten

LARGEST = 150_000
"""Characters; more than that is pasted as its text."""
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u"}
_KEPT = {"ul", "ol", "li", "blockquote", "table", "tr", "td", "th"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section", "article", "header", "footer", "dd", "dt"}
_GONE = {
    "style",
    "script",
    "head",
    "title",
    "meta",
    "link",
    "img",
    "svg",
    "input",
    "button",
    "textarea",
    "select",
    "xml",
}
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[·•o§\-–]|\d+[.)])[\s\u00a0]+")
_NUMBER = re.compile(r"^\s*\d+[.)]")
_IN_CELLS = re.compile(r"</?(?:div|table|tr|td|ul|ol|li|blockquote)>")
_SPACES = re.compile(r"[ \t\r\n]+")


def light(html: str) -> str:
    """Bold, italic, underlined, links, lists, quotes and tables; empty where it says nothing."""
    body = LexborHTMLParser(flatten(html)).body if len(html) <= LARGEST else None
    if body is None:
        return ""
    made = "".join(_lists(_children(body)))
    made = re.sub(r"(?:<div>(?:\s|<br>)*</div>){2,}", "<div><br></div>", made)
    return made.strip()


def _children(node: LexborNode) -> Iterator[str]:
    """Lines in ``div``; words that stand between blocks are lines of their own."""
    line = ""
    for child in node.iter(include_text=True):
        piece = _piece(child)
        if _is_block(child, piece):
            if line.strip():
                yield f"<div>{line.strip()}</div>"
            line = ""
            yield piece
        else:
            line += piece
    if line.strip():
        yield f"<div>{line.strip()}</div>"


def _is_block(node: LexborNode, piece: str) -> bool:
    return node.tag in _BLOCKS | _KEPT or piece.startswith(("<div", "<ul", "<ol", "<table", "<blockquote"))


def _piece(node: LexborNode) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return escape(_SPACES.sub(" ", node.text_content or ""), quote=False)
    if tag in _GONE or tag.startswith(("-", "!")) or ":" in tag:
        return ""
    if tag == "br":
        return "<br>"
    if tag in ("ul", "ol"):
        return f"<{tag}>{''.join(_piece(each) for each in node.iter() if each.tag == 'li')}</{tag}>"
    if tag == "li":
        return f"<li>{re.sub('^<div>|</div>$', '', _words(node))}</li>"
    if tag == "table":
        return _table(node)
    if tag == "blockquote":
        return f"<blockquote>{''.join(_children(node)) or '<div><br></div>'}</blockquote>"
    if tag in _BLOCKS:
        return _block(node)
    return _inline(node)


def _block(node: LexborNode) -> str:
    if any(each.tag in _BLOCKS | _KEPT for each in node.iter()):
        return "".join(_children(node))
    words = _words(node)
    if words and _WORD_LIST.search(node.attributes.get("style") or ""):
        tag = "ol" if _NUMBER.match(node.text(deep=True)) else "ul"
        return f"<{tag}><li>{_MARK.sub('', words)}</li></{tag}>"
    if (node.tag or "").startswith("h") and words:
        words = f"<b>{words}</b>"
    return f"<div>{words or '<br>'}</div>"


def _words(node: LexborNode) -> str:
    return "".join(_piece(each) for each in node.iter(include_text=True)).strip()


def _inline(node: LexborNode) -> str:
    if any(each.tag in _BLOCKS | _KEPT for each in node.iter()):
        return "".join(_children(node))  # Google Docs puts everything into one <b>
    words, style = "".join(_piece(each) for each in node.iter(include_text=True)), node.attributes.get("style") or ""
    if not words.strip():
        return words
    tag = _INLINE.get(node.tag or "", "")
    if tag == "b" and _PLAIN.search(style):
        tag = ""
    address = (node.attributes.get("href") or "") if node.tag == "a" else ""
    if _LINK.match(address):
        return f'<a href="{escape(address)}">{words}</a>'
    if tag:
        words = f"<{tag}>{words}</{tag}>"
    if _BOLD.search(style) and tag != "b":
        words = f"<b>{words}</b>"
    return f"<i>{words}</i>" if _ITALIC.search(style) and tag != "i" else words


def _table(node: LexborNode) -> str:
    rows = [[_cell(cell) for cell in row.css("td, th")] for row in node.css("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    if max(map(len, rows)) == 1:  # what only lays out
        return "".join(f"<div>{row[0]}</div>" for row in rows)
    width = max(map(len, rows))
    lines = ("".join(f"<td>{cell}</td>" for cell in row + [""] * (width - len(row))) for row in rows)
    return f"{TABLE}{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _cell(node: LexborNode) -> str:
    words = _words(node)
    if "<" in words:
        words = _IN_CELLS.sub("", words.replace("</div><div>", "<br>"))
    is_bold = node.tag == "th" or _BOLD.search(node.attributes.get("style") or "")
    return f"<b>{words}</b>" if is_bold and words else words


def _lists(pieces: Iterator[str]) -> Iterator[str]:
    """Word copies each entry as a list of its own."""
    held = ""
    for piece in pieces:
        tag = piece[1:3] if piece.startswith(("<ul>", "<ol>")) else ""
        if tag and held.startswith(f"<{tag}>"):
            held = held.removesuffix(f"</{tag}>") + piece.removeprefix(f"<{tag}>")
        else:
            yield held
            held = piece
    yield held
