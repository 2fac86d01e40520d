"""Bounds on HTML before any parser sees it: parsers take quadratic time on hostile nesting."""

import re
from dataclasses import dataclass

MAX_OPEN = 300
_MAX_TAG = 20_000
_MAX_ATTRIBUTES = 300
PLACEHOLDER = "data:kept-"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_ANY_TAG = re.compile(r"<[^<>]*+>?")
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_MAX_TAG},}}+>?")
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=%\s]++", re.IGNORECASE)
# These close themselves or each other, so leaving them open does not nest.
_NOT_NESTING = frozenset(
    "br img hr meta link input col area base wbr param source p li td th tr dt dd option "
    "tbody thead tfoot html head body o:p".split()
)


@dataclass(frozen=True, slots=True)
class Bounded:
    """HTML that is quick to parse; data images that were taken out stand in `images`."""

    html: str
    is_cut: bool
    images: tuple[str, ...] = ()


def bound(html: str, limit: int) -> Bounded:
    """At most `limit` characters beside comments and data images, nested no deeper than mail is."""
    images: list[str] = []
    is_cut = False
    if len(html) > limit:
        html = _without_comments(html)
        html = _DATA.sub(lambda match: _keep(images, match.group()), html)
    if len(html) > limit:
        end = html.rfind("<", 0, limit)
        html = html[: end if end > limit // 2 else limit]
        is_cut = True
    flat = flatten(html)
    return Bounded(flat, is_cut or len(flat) < len(html), tuple(images))


def flatten(html: str) -> str:
    """The same HTML, but only text from where it nests or piles up attributes as no mail does."""
    if len(html) > _MAX_TAG:
        html = _LONG_TAG.sub(_plain_tag, html)
    if html.count("<") <= MAX_OPEN:
        return html
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _NOT_NESTING:
            continue
        depth = depth + 1 if not match[1] else max(depth - 1, 0)
        if depth > MAX_OPEN:
            return html[: match.start()] + _ANY_TAG.sub(" ", html[match.start() :])
    return html


def _plain_tag(match: re.Match[str]) -> str:
    tag = match.group()
    return tag if tag.count("=") + tag.count(" ") <= _MAX_ATTRIBUTES else " "


def _keep(images: list[str], url: str) -> str:
    images.append(url)
    return f"{PLACEHOLDER}{len(images) - 1}"


def _without_comments(html: str) -> str:
    pieces = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start)
        if end < 0:
            break
        pieces.append(html[at:start])
        at = end + 3
    return "".join(pieces) + html[at:]
