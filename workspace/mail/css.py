"""The little CSS that mail needs: declarations kept safe, style blocks written into elements."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode, SelectolaxError

KEPT = frozenset(
    "color background-color font font-size font-weight font-style font-family font-variant text-align text-decoration"
    " text-indent text-transform vertical-align white-space margin margin-top margin-right margin-bottom margin-left"
    " padding padding-top padding-right padding-bottom padding-left border border-top border-right border-bottom"
    " border-left border-color border-style border-width border-top-color border-top-style border-top-width"
    " border-right-color border-right-style border-right-width border-bottom-color border-bottom-style"
    " border-bottom-width border-left-color border-left-style border-left-width border-collapse width height"
    " list-style-type direction".split()
)
"""Without ``line-height``: a text view lays lines over each other where an author sets it small."""
_HIDES = frozenset(
    "display visibility opacity max-height max-width mso-hide overflow position left top right clip clip-path"
    " transform".split()
)
_FAR = re.compile(r"^-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%|vw|vh)?$")
_CLIPPED = re.compile(
    r"rect\(\s*([01])(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?\s*\)|inset\((?:50|100)%\)|circle\(0"
)
_SCALED = re.compile(r"scale[xy]?\(\s*0\s*[,)]", re.IGNORECASE)
MAX_RULES = 300
MAX_MATCHES = 3_000
_MAX_VALUE = 2_000
_AT_BLOCK = re.compile(r"@[^{;@]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
_SIMPLE = re.compile(r"^[a-z][a-z0-9]*$|^[a-z0-9]*[.#][\w-]+$", re.IGNORECASE)
_UNSAFE = re.compile(r"url\s*\(|expression|javascript|\\|@import|behaviou?r|/\*|[<>{}]|\d{5}", re.IGNORECASE)
_BACKGROUND_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b[a-z]{3,20}\b", re.IGNORECASE)
_BACKGROUND_WORDS = frozenset("none repeat scroll fixed top left right bottom center auto cover".split())
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_HEX = re.compile(r"#[0-9A-Za-z]*")
_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]+")
_ZERO = re.compile(r"^0*\.?0*(?:px|pt|em|rem|%|cm|in)?$")
_TINY = re.compile(r"^(?:0|0?\.\d+|1)(?:px|pt)?$|^0(?:em|rem|%)?$")


def declarations(style: str) -> dict[str, str]:
    """The last value of each property of a style attribute, lower-case names."""
    found: dict[str, str] = {}
    for piece in style.split(";"):
        name, colon, value = piece.partition(":")
        if colon and len(value) <= _MAX_VALUE:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def background_url(found: dict[str, str]) -> str | None:
    """The address of a background image, if the declarations name one."""
    match = _URL.search(found.get("background-image") or found.get("background") or "")
    return match[1].strip() if match else None


def safe(found: dict[str, str]) -> str:
    """Only what a text view draws and what cannot load or run anything."""
    if "background" in found and "background-color" not in found:
        colour = _colour(found["background"])
        if colour:
            found = {**found, "background-color": colour}
    kept = []
    for name, value in found.items():
        if name not in KEPT or not value or len(value) > 200 or _UNSAFE.search(value):
            continue
        if name in ("font-size", "line-height") and re.match(r"\s*\d{3,}(?:\.\d+)?(?:px|pt|em)", value):
            continue
        if "#" in value and not all(map(is_hex_colour, _HEX.findall(value))):
            continue
        kept.append(f"{name}:{value}")
    return ";".join(kept)


def hides(found: dict[str, str]) -> bool:
    """Whether these declarations make an element and all it holds invisible."""
    if found.get("display", "").lower() == "none" or found.get("mso-hide", "").lower() == "all":
        return True
    if found.get("visibility", "").lower() in ("hidden", "collapse"):
        return True
    if "opacity" in found and _ZERO.match(found["opacity"]):
        return True
    if found.get("overflow", "").lower() == "hidden":
        if any(_ZERO.match(found.get(name, "x")) for name in ("max-height", "height", "max-width")):
            return True
        if all(_TINY.match(found.get(name, "x").lower()) for name in ("width", "height")):
            return True
    return _is_away(found)


def _is_away(found: dict[str, str]) -> bool:
    """Outside of what can be seen, or clipped to nothing."""
    if any(_FAR.match(found.get(name, "")) for name in ("text-indent", "margin-left", "margin-top")):
        return True
    is_placed = found.get("position", "").lower() in ("absolute", "fixed")
    if is_placed and any(_FAR.match(found.get(name, "")) for name in ("left", "top", "right")):
        return True
    clipped = (found.get("clip", "") if is_placed else "") + found.get("clip-path", "")
    return bool(_CLIPPED.search(clipped.lower()) or _SCALED.search(found.get("transform", "")))


def is_tiny(found: dict[str, str]) -> bool:
    """Whether text right in this element is too small to be read."""
    return "font-size" in found and _TINY.match(found["font-size"].lower()) is not None


def apply_sheets(root: LexborNode) -> None:
    """Write the simple rules of style elements into the elements they match, weakest first."""
    sheets = [node.text() for node in root.css("style")]
    budget = MAX_MATCHES
    for selector, block in sorted(_rules("\n".join(sheets)[:200_000]), key=_weight)[:MAX_RULES]:
        found = declarations(block)
        kept = {name: value for name, value in found.items() if name in KEPT or name in _HIDES}
        kept |= {"background": found["background"]} if "background" in found else {}
        if not kept:
            continue
        written = ";".join(f"{name}:{value}" for name, value in kept.items())
        try:
            matches = root.css(selector)
        except (SelectolaxError, ValueError):
            continue
        for node in matches[:budget]:
            node.attrs["style"] = f"{written};{node.attributes.get('style') or ''}"
        budget -= min(budget, len(matches))


def colour(value: str) -> str | None:
    """A colour attribute as a text view takes it; the "#" is often forgotten."""
    text = value.strip().lower()
    if text.isalpha() and text.isascii() and len(text) not in (3, 6):
        return text
    hexadecimal = text if text.startswith("#") else f"#{text}"
    if is_hex_colour(hexadecimal):
        return hexadecimal
    return text if text.isalpha() and text.isascii() else None


def is_hex_colour(text: str) -> bool:
    """Whether this is # with 3 or 6 hexadecimal digits."""
    return len(text) in (4, 7) and _HEX_COLOUR.fullmatch(text) is not None


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    # At-rules are for other screens; they also hold the phone layout that hides things.
    plain = _AT_BLOCK.sub(" ", _without_comments(sheet))
    for chunk in plain.split("}"):
        selectors, brace, block = chunk.partition("{")
        for selector in selectors.split(",") if brace else ():
            if _SIMPLE.match(selector.strip()):
                yield selector.strip(), block


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return first + " ".join(piece.partition("*/")[2] for piece in rest)


def _weight(rule: tuple[str, str]) -> tuple[bool, bool]:
    return "#" in rule[0], "." in rule[0]


def _colour(background: str) -> str | None:
    plain = re.sub(r"url\([^)]*\)", " ", background, flags=re.IGNORECASE)
    for match in _BACKGROUND_COLOUR.finditer(plain):
        if match.group().lower() not in _BACKGROUND_WORDS:
            return match.group()
    return None
