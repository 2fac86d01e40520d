"""Plain text and HTML turned into each other, and flowed text unwrapped."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workspace.mail.bounds import flatten
from workspace.mail.dom import drop

_SKIPPED = ("script", "style", "head", "title", "template", "noscript", "object", "svg", "select")
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split()
)
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u00ad\u034f\ufeff\u2060]+")
_LINK = re.compile(
    r"""\b(?:(?:https?://|www\.)[^\s<>"']{1,2000}|mailto:[^\s<>"']{3,300})"""
    r"""|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+""",
    re.IGNORECASE,
)
_AFTER_LINK = ".,;:!?)]}'\"、。，）」』"
MAX_HTML = 1_000_000


def html_to_text(html: str) -> str:
    """The readable text of HTML: blocks on lines of their own, hidden elements left out."""
    root = LexborHTMLParser(flatten(html[:MAX_HTML])).root
    if root is None:
        return ""
    drop(root.css(",".join(_SKIPPED) + ",[hidden]"))
    drop(each for each in root.css("[style]") if _HIDDEN.search(each.attributes.get("style") or ""))
    writer = _Writer()
    writer.read(root)
    return writer.text()


class _Writer:
    """Collects text nodes and turns block edges into line breaks."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._breaks = 0

    def read(self, root: LexborNode) -> None:
        # A stack of our own: hostile HTML nests deeper than Python recurses.
        waiting: list[tuple[LexborNode | None, int, bool]] = [(root, 0, False)]
        while waiting:
            node, closing, is_pre = waiting.pop()
            self._break(closing)
            if node is None:
                continue
            tag = node.tag
            if tag == "-text":
                self._write(node.text_content or "", is_pre)
                continue
            if tag == "br":
                self._out.append("\n")
                continue
            if tag in ("td", "th"):
                self._out.append(" ")
            edge = 2 if tag in _PARAGRAPHS else 1 if tag in _BLOCKS else 0
            self._break(edge)
            waiting.append((None, edge, False))
            child = node.last_child
            while child is not None:
                waiting.append((child, 0, is_pre or tag == "pre"))
                child = child.prev

    def _break(self, count: int) -> None:
        self._breaks = max(self._breaks, count)

    def _write(self, text: str, is_pre: bool) -> None:
        text = text if is_pre else _SPACES.sub(" ", text)
        if not text.strip():
            if self._out and text and not self._breaks:
                self._out.append(" ")
            return
        if self._breaks:
            self._out.append("\n" * self._breaks)
            self._breaks = 0
        self._out.append(text)

    def text(self) -> str:
        """What was collected, tidied."""
        lines = _INVISIBLE.sub("", "".join(self._out)).split("\n")
        joined = "\n".join(_tidy_line(line) for line in lines)
        return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _tidy_line(line: str) -> str:
    return re.sub(r"(?<=\S) {2,}", " ", line).strip()


def text_to_html(text: str) -> str:
    """Escaped text with its line breaks and spaces kept, URLs and addresses as links."""
    out: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        url = match.group().rstrip(_AFTER_LINK)
        if match.group().endswith(")") and url.count("(") > url.count(")"):
            url += ")"
        out.append(escape(text[end : match.start()]))
        out.append(f'<a href="{escape(_href(url))}">{escape(url)}</a>')
        end = match.start() + len(url)
    out.append(escape(text[end:]))
    return f'<div style="white-space:pre-wrap">{"".join(out).replace(chr(10), "<br>")}</div>'


def _href(url: str) -> str:
    lower = url.lower()
    if lower.startswith(("http://", "https://", "mailto:")):
        return url
    return f"http://{url}" if lower.startswith("www.") else f"mailto:{url}"


def unflow(text: str, is_delsp: bool = False) -> str:
    """Text of format=flowed with its soft breaks joined (RFC 3676)."""
    paragraphs: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        is_soft = bare.endswith(" ") and bare != "-- "
        if open_depth != depth or bare == "-- ":
            paragraphs.append([f"{'>' * depth}{' ' if depth else ''}"])
        paragraphs[-1].append(bare[:-1] if is_soft and is_delsp else bare)
        open_depth = depth if is_soft else -1
    return "\n".join("".join(pieces) for pieces in paragraphs)
