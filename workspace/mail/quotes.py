"""What is new in a reply and what is quoted history, in HTML and in plain text.

When in doubt nothing is folded: hiding new words is worse than showing old ones.
"""

import re
from functools import lru_cache

from mailparser_reply.parser import EmailMessage
from selectolax.lexbor import LexborHTMLParser, LexborNode

from workspace.mail.bounds import flatten

QUOTE_CLASSES = frozenset(
    "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix yahoo_quoted "
    "protonmail_quote tutanota_quote zmail_extra WordSection1 OutlookMessageHeader".split()
)
QUOTE_IDS = frozenset(
    "divRplyFwdMsg appendonsend mail-editor-reference-message-container replySplit "
    "OLK_SRC_BODY_SECTION isForwardContent".split()
)
_ELEMENTS = (
    ".gmail_quote,.gmail_quote_container,blockquote[type=cite],.moz-cite-prefix,.yahoo_quoted,"
    ".protonmail_quote,.tutanota_quote,.zmail_extra,#divRplyFwdMsg,#appendonsend,#replySplit,"
    "#mail-editor-reference-message-container,#OLK_SRC_BODY_SECTION,.OutlookMessageHeader"
)
_SEPARATOR = (
    r"-{2,}\s*(?:original (?:message|mail)|forwarded message|원본\s*(?:메시지|메세지|메일)"
    r"|전달된\s*(?:메시지|메일)|원문)\s*-{2,}"
)
_FROM = r"\*?(?:from|보낸\s?(?:사람|이)|발신자?|发件人|差出人)\*?\s*[:：]"
_NEXT = (
    r"(?:sent|date|to|subject|cc|보낸\s?(?:날짜|시간|일시)|날짜|일시"
    r"|받는\s?(?:사람|이)|수신자?|참조|제목)\*?\s*[:：]"
)
_WROTE = (
    r"on\s[^\n]{5,200}?(?:\n[^\n]{0,120}?)?\swrote\s*:"
    r"|\d{4}\s?[년.\-/][^\n]{3,160}?(?:\n[^\n]{0,120}?)?"
    r"(?:작성|썼습니다|쓴\s?글|보낸\s?메일)[^\n]{0,12}?[:：]"
    r"|[^\n]{1,80}님이\s?(?:작성|쓴)[^\n]{0,20}[:：]"
)
_TEXT_MARK = re.compile(
    rf"^[ \t>*_]*(?:{_SEPARATOR}|(?:{_WROTE})[ \t]*$"
    rf"|{_FROM}(?=[^\n]*\n(?:[^\n]*\n){{0,3}}[ \t>*]*{_NEXT}))",
    re.IGNORECASE | re.MULTILINE,
)
_NODE_MARK = re.compile(rf"^\s*(?:{_SEPARATOR}|(?:{_WROTE})\s*$|{_FROM})", re.IGNORECASE)
_NODE_HEADER = re.compile(rf"{_FROM}.{{1,400}}?{_NEXT}", re.IGNORECASE | re.DOTALL)
_BORDER_TOP = re.compile(r"border-top\s*:\s*(?:solid|#|\d)|border\s*:\s*none\s*;\s*border-top", re.IGNORECASE)
_FOOTER = re.compile(r"^(?:--|_{5,}|={5,}|-{5,})\s*")
_MAX_LINE = 1_000
_MAX_LIBRARY = 30_000


def fold_text(text: str) -> tuple[str, str | None]:
    """Split plain text into what is new and the quoted history after it, if any."""
    at = min(_first_header(text), _first_quoted_tail(text))
    if at >= len(text) or not text[:at].strip():
        return text, None
    after = _unquoted_after(text[at:])
    return (text, None) if after else (text[:at].rstrip(), text[at:].lstrip("\n"))


def _first_header(text: str) -> int:
    own = _TEXT_MARK.search(text)
    found = own.start() if own else len(text)
    # The library's patterns back-track over long lines, so those go without.
    if len(text) <= _MAX_LIBRARY and max(map(len, text.split("\n"))) <= _MAX_LINE:
        match = _library_header().search(text)
        if match is not None:
            found = min(found, match.end() - len(match.group().lstrip()))
    return found


@lru_cache(maxsize=1)
def _library_header() -> re.Pattern[str]:
    pattern: re.Pattern[str] = EmailMessage(text="", languages=["ko", "en"]).HEADER_REGEX
    return pattern


def _first_quoted_tail(text: str) -> int:
    lines = text.split("\n")
    keep = len(lines)
    seen = False
    while keep and (not lines[keep - 1].strip() or lines[keep - 1].lstrip().startswith(">")):
        seen = seen or lines[keep - 1].lstrip().startswith(">")
        keep -= 1
    if not seen:
        return len(text)
    return sum(len(line) + 1 for line in lines[:keep])


def _unquoted_after(quoted: str) -> bool:
    """Whether the writer answers below or between the '>' lines that follow an attribution."""
    lines = [line.strip() for line in quoted.split("\n") if line.strip()]
    first = next((index for index, line in enumerate(lines[:5]) if line.startswith(">")), None)
    if first is None:
        return False
    for line in lines[first:]:
        if _FOOTER.match(line):
            return False
        if not line.startswith(">"):
            return True
    return False


def fold_quotes(html: str) -> tuple[str, str | None]:
    """Split HTML into what is new and the quoted history after it, if any."""
    body = LexborHTMLParser(flatten(html)).body
    if body is None:
        return html, None
    marker = _marker(body)
    if marker is None:
        return html, None
    quoted = _following(marker, body)
    history = "".join(node.html or "" for node in quoted)
    for node in quoted:
        node.decompose()
    if not _has_content(body):
        return html, None
    return (body.inner_html or "").rstrip(), history


def _marker(body: LexborNode) -> LexborNode | None:
    """The first element in document order at which history begins."""
    order = {node.mem_id: index for index, node in enumerate(body.traverse(include_text=True))}
    found = [node for node in body.css(_ELEMENTS) if not _answers_after(node, body)]
    found += [node for node in body.css("div[style*=border]") if _is_outlook_header(node)]
    found += _text_markers(body)
    return min(found, key=lambda node: order.get(node.mem_id, len(order)), default=None)


def _is_outlook_header(node: LexborNode) -> bool:
    if not _BORDER_TOP.search(node.attributes.get("style") or ""):
        return False
    return _NODE_HEADER.match(node.text().strip()[:800]) is not None


def _text_markers(body: LexborNode) -> list[LexborNode]:
    found = []
    for node in body.traverse(include_text=True):
        if node.tag != "-text":
            continue
        text = (node.text_content or "")[:400]
        if not _NODE_MARK.match(text) and not _starts_split_mark(node, text):
            continue
        block = _block_of(node, body)
        full = block.text()[:1200].strip()
        if re.match(_FROM, text.strip(), re.IGNORECASE) and not _NODE_HEADER.match(full):
            parent = block.parent
            full = parent.text()[:4000] if parent is not None else ""
            full = full[max(full.find(text.strip()[:20]), 0) :]
            if not _NODE_HEADER.match(full):
                continue
        if not _answers_after(block, body):
            found.append(block)
            break
    return found


def _starts_split_mark(node: LexborNode, text: str) -> bool:
    """Whether an attribution begins here whose address stands in elements of its own."""
    start = text.lstrip()
    if not re.match(r"on\s|\d{4}\s?[년.\-/]", start, re.IGNORECASE) or node.parent is None:
        return False
    parent_text = node.parent.text()[:500].strip()
    return parent_text.startswith(start[:20].rstrip()) and bool(_NODE_MARK.match(parent_text))


def _block_of(node: LexborNode, body: LexborNode) -> LexborNode:
    """The outermost element that begins with this text."""
    block = node
    while block.parent is not None and block.parent.mem_id != body.mem_id:
        before = block.prev
        while before is not None and not (before.text() or "").strip():
            before = before.prev
        if before is not None:
            break
        block = block.parent
    return block


def _answers_after(node: LexborNode, body: LexborNode) -> bool:
    """Whether own words follow the quotation: then the reader must see all of it."""
    if node.tag not in ("blockquote", "div") or node.id in QUOTE_IDS:
        return False
    classes = (node.attributes.get("class") or "").split()
    if node.tag == "div" and not {"gmail_quote", "yahoo_quoted"} & set(classes):
        return False
    words = 0
    for later in _following(node, body)[1:]:
        if later.tag == "blockquote" or later.css_first("blockquote") is not None:
            continue
        words += len((later.text() or "").split())
    return words > 3


def _following(node: LexborNode, body: LexborNode) -> list[LexborNode]:
    """The node and everything after it in the document, outermost elements."""
    nodes = [node]
    current: LexborNode | None = node
    while current is not None and current.mem_id != body.mem_id:
        later = current.next
        while later is not None:
            nodes.append(later)
            later = later.next
        current = current.parent
    return nodes


def _has_content(body: LexborNode) -> bool:
    return bool((body.text() or "").strip("\u00a0\u200b \t\r\n")) or body.css_first("img") is not None
