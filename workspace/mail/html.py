"""HTML mail made fit for a plain text view: nothing runs, nothing loads, nothing hides.

selectolax rewrites what the author sent, then nh3 lets through only what is listed here; the
second pass re-parses, so a trick that fools the first parser does not survive.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from workspace.mail import css, single_cells
from workspace.mail.address import ascii_domain
from workspace.mail.bounds import PLACEHOLDER, bound
from workspace.mail.dom import drop
from workspace.mail.invisible import drop_invisible
from workspace.mail.quotes import QUOTE_CLASSES, QUOTE_IDS, fold_quotes, fold_text
from workspace.mail.text import html_to_text, text_to_html

__all__ = [
    "Sanitised",
    "fold_quotes",
    "fold_text",
    "html_to_text",
    "link_target_differs",
    "sanitise",
    "text_to_html",
]

MAX_TABLES = 6
MAX_DEPTH = 60
MAX_IMAGES = 500
MAX_DATA_IMAGE = 200_000
_MAX_SPAN_CELLS = 5_000
_DROPPED = (
    "script,noscript,iframe,frame,frameset,object,embed,applet,form>input,input,select,textarea,button,"
    "link,meta,base,title,svg,math,audio,video,source,template,[hidden]"
)
_TAGS = set(
    "a abbr address b big blockquote body br caption center cite code col colgroup dd del "
    "dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small "
    "span strike strong sub sup table tbody td tfoot th thead tr tt u ul var".split()
)
_EVERYWHERE = {
    "style",
    "align",
    "valign",
    "dir",
    "bgcolor",
    "width",
    "height",
    "class",
    "id",
    "title",
    "lang",
}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "table": {"border", "cellpadding", "cellspacing", "background", "bordercolor"},
    "td": {"colspan", "rowspan", "background", "nowrap"},
    "th": {"colspan", "rowspan", "background", "nowrap"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "blockquote": {"type"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "remote", "cid", "data"}
_SHOWN_SOURCE = re.compile(r"^(?:remote:\d+|cid:.+|data:image/(?:png|jpe?g|gif|webp|bmp);base64,.*)$", re.I | re.S)
_LINK = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
_SPACE = re.compile(r"[\x00-\x20\u00a0\u200b-\u200f\u2028\u2029\ufeff]+")
_LENGTH = re.compile(r"^\s*(\d{1,4})(?:\.\d+)?\s*(px|%)?\s*$")
_COLOURS = re.compile(r"""<[^<>]*(?:["; ](?:background-)?color:|\s(?:bgcolor|color|background)=)""", re.IGNORECASE)
_HOST = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+[a-z\uac00-\ud7a3]{2,24}|xn--[\w.-]+)(?::\d+)?(?:[/?#].*)?$",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Sanitised:
    """HTML that is safe to show; `<img src="remote:N">` stands for `remote_images[N]`.

    `links` counts the links left, `trackers` the tracking pixels that were dropped.
    """

    html: str
    remote_images: tuple[str, ...]
    links: int
    is_cut: bool
    has_author_colours: bool
    trackers: int


def sanitise(html: str, *, limit: int = 200_000) -> Sanitised:
    """Make an author's HTML safe and light; at most `limit` characters of it are kept."""
    bounded = bound(html, limit)
    work = _Rewrite(bounded.images)
    body = LexborHTMLParser(bounded.html).body
    clean = ""
    if body is not None:
        clean = work.run(body)
    return Sanitised(
        html=clean,
        remote_images=tuple(work.remote),
        links=clean.count("<a href="),
        is_cut=bounded.is_cut,
        has_author_colours=_COLOURS.search(clean) is not None,
        trackers=work.trackers,
    )


def link_target_differs(text: str, href: str) -> bool:
    """Whether the visible text names another host than the link leads to."""
    shown = _HOST.match(_SPACE.sub("", text[:500]))
    if shown is None or not href.lower().startswith(("http://", "https://")):
        return shown is not None and not href.lower().startswith("mailto:")
    try:
        target = urlsplit(href).hostname or ""
    except ValueError:
        return True
    return _bare_host(shown[1]) != _bare_host(target)


def _bare_host(host: str) -> str:
    return ascii_domain(host).removeprefix("www.")


class _Rewrite:
    """One pass over one document; remembers what it replaced."""

    def __init__(self, images: tuple[str, ...]) -> None:
        self._images = images
        self.remote: dict[str, int] = {}
        self.trackers = 0
        self._span_cells = _MAX_SPAN_CELLS

    def run(self, body: LexborNode) -> str:
        root = body.parser.root or body
        css.apply_sheets(root)
        drop(root.css(_DROPPED + ",style"))
        drop([node for node in body.css("[style]") if node.tag != "body" and _is_hidden(node)])
        drop_invisible(body)
        drop([node for node in body.css("img") if self._is_tracker(node)])
        for index, node in enumerate(body.css("img")):
            self._image(node, is_shown=index < MAX_IMAGES)
        for node in body.css("[background]"):
            self._background(node, node.attributes.get("background") or "")
        for node in root.css("[style]"):
            self._style(node)
        for node in body.css("a"):
            self._link(node)
        for node in body.css("[colspan],[rowspan]"):
            self._spans(node)
        has_tables = body.css_first("table") is not None
        if has_tables:
            single_cells.unwrap(body)
        _flatten(body)
        wrapped = _body_as_div(body)
        return _CLEANER.clean(single_cells.as_divs(wrapped) if has_tables else wrapped)

    def _style(self, node: LexborNode) -> None:
        found = css.declarations(node.attributes.get("style") or "")
        if css.is_tiny(found):
            del found["font-size"]
        kept = css.safe(found)
        if kept:
            node.attrs["style"] = kept
        else:
            del node.attrs["style"]
        url = css.background_url(found)
        if url:
            self._background(node, url)

    def _is_tracker(self, node: LexborNode) -> bool:
        if not _is_pixel(node.attributes):
            return False
        source = _SPACE.sub("", node.attributes.get("src") or "").lower()
        self.trackers += source.startswith(("http:", "https:", "//"))
        return True

    def _image(self, node: LexborNode, *, is_shown: bool) -> None:
        source = _SPACE.sub("", node.attributes.get("src") or "")
        replaced = self._source(source) if is_shown else None
        if replaced is None:
            alt = node.attributes.get("alt") or ""
            node.replace_with(f"[{alt}]" if alt.strip() else "")
            return
        node.attrs["src"] = replaced

    def _background(self, node: LexborNode, url: str) -> None:
        replaced = self._source(_SPACE.sub("", url)) if node.tag in ("td", "th", "table") else None
        if replaced is not None:
            node.attrs["background"] = replaced
        elif "background" in node.attributes:
            del node.attrs["background"]

    def _source(self, url: str) -> str | None:
        lower = url[:12].lower()
        if lower.startswith("//") and not lower.startswith("///"):
            url, lower = f"https:{url}", "https:"
        if lower.startswith(("http://", "https:")):
            return f"remote:{self.remote.setdefault(url, len(self.remote))}"
        if lower.startswith("data:"):
            number = url.removeprefix(PLACEHOLDER)
            if number.isdecimal() and int(number) < len(self._images):
                url = self._images[int(number)]
            return url if len(url) < MAX_DATA_IMAGE and _SHOWN_SOURCE.match(url) else None
        return url if lower.startswith("cid:") and len(url) > 4 else None

    def _link(self, node: LexborNode) -> None:
        href = node.attributes.get("href")
        if href is None:
            return
        target = _safe_link(href)
        if target is None:
            del node.attrs["href"]
        else:
            node.attrs["href"] = target

    def _spans(self, node: LexborNode) -> None:
        # Spans multiply: a text view allocates every cell they cover.
        for name in ("colspan", "rowspan"):
            number = int(_span(node.attributes.get(name) or "") or 0)
            self._span_cells -= number
            if number and self._span_cells < 0:
                del node.attrs[name]


def _attribute(tag: str, name: str, value: str) -> str | None:
    """nh3 asks this for each attribute it would keep: the last word on every address."""
    if name == "href":
        return value if _LINK.match(value) else None
    if name in ("src", "background"):
        return value if _SHOWN_SOURCE.match(value) else None
    if name in ("class", "id"):
        wanted = QUOTE_CLASSES if name == "class" else QUOTE_IDS
        return " ".join(word for word in value.split() if word in wanted) or None
    if name in ("colspan", "rowspan"):
        return _span(value)
    if name in ("width", "height", "border", "cellpadding", "cellspacing", "hspace", "vspace"):
        return value.strip() if _LENGTH.match(value) else None
    if name in ("bgcolor", "color", "bordercolor"):
        return css.colour(value)
    if name == "style":
        return css.safe(css.declarations(value)) or None
    return value[:200]


def _span(value: str) -> str | None:
    number = int(value) if value.isdecimal() and len(value) < 4 else 0
    return value if 1 < number <= 100 else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_SCHEMES,
    link_rel=None,
    filter_style_properties=set(css.KEPT),
)


def _is_pixel(attributes: dict[str, str | None]) -> bool:
    found = css.declarations(attributes.get("style") or "")
    sizes = [attributes.get(name) or found.get(name) or "" for name in ("width", "height")]
    numbers = [int(match[1]) for size in sizes if (match := _LENGTH.match(size)) and match[2] != "%"]
    return (len(numbers) == 2 and max(numbers) <= 2) or 0 in numbers


def _is_hidden(node: LexborNode) -> bool:
    """Whether nobody was to see this element and what it holds."""
    found = css.declarations(node.attributes.get("style") or "")
    # Layout cells set 0 and their children set it back; only bare text hides.
    return css.hides(found) or (css.is_tiny(found) and not _sets_size_back(node))


def _sets_size_back(node: LexborNode) -> bool:
    inner = node.css("[style*=font-size],img,table,font,p,div,h1,h2,h3,a")
    return any(each.mem_id != node.mem_id for each in inner)


def _safe_link(href: str) -> str | None:
    target = _SPACE.sub("", href) if not href.lower().startswith("mailto:") else href.strip()
    if target.startswith("//"):
        target = f"https:{target}"
    elif target.lower().startswith("www."):
        target = f"http://{target}"
    return target if _LINK.match(target) and "\\" not in target[:12] else None


def _flatten(body: LexborNode) -> None:
    """Unwrap what nests deeper than a text view can lay out; each lost row ends its line."""
    deep: list[LexborNode] = []
    waiting = [(body, 0, 0)]
    while waiting:
        node, depth, tables = waiting.pop()
        tag = node.tag
        tables += tag == "table"
        if depth > MAX_DEPTH or (tables > MAX_TABLES and tag in _TABLE_TAGS):
            deep.append(node)
        child = node.last_child
        while child is not None:
            if child.is_element_node:
                waiting.append((child, depth + 1, tables))
            child = child.prev
    for node in deep:
        if node.tag in ("tr", "p", "div", "li"):
            node.insert_child(body.parser.create_node("br"))
    for node in reversed(deep):
        node.unwrap(delete_empty=True)


_TABLE_TAGS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"))


def _body_as_div(body: LexborNode) -> str:
    """The body's content, in a div that carries the body's own colours."""
    attributes = body.attributes
    style = attributes.get("style") or ""
    if attributes.get("bgcolor"):
        style = f"background-color:{attributes['bgcolor']};{style}"
    if attributes.get("text"):
        style = f"color:{attributes['text']};{style}"
    inner = body.inner_html or ""
    kept = css.safe(css.declarations(style)).replace('"', "'")
    return f'<div style="{kept}">{inner}</div>' if kept else inner
