"""Words in the colour of what is behind them: nobody was to see them, so nobody does.

Colours are followed as a browser hands them down. Where a picture or a gradient stands behind, nothing is judged.
"""

import re

from selectolax.lexbor import LexborNode

from workspace.mail import css

Colour = tuple[int, int, int]
Look = tuple[Colour | None, Colour | None]
"""Ink and ground; None where it cannot be known."""
SAME = 6
"""How far two colours may be apart in each part, of 255, and still be one to the eye."""
FAINTEST = 0.05
WHITE, BLACK, LINK = (255, 255, 255), (0, 0, 0), (0, 0, 238)
_NAMES: dict[str, Colour] = {
    "white": WHITE, "black": BLACK, "silver": (192, 192, 192), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "red": (255, 0, 0), "maroon": (128, 0, 0), "yellow": (255, 255, 0), "olive": (128, 128, 0), "lime": (0, 255, 0),
    "green": (0, 128, 0), "aqua": (0, 255, 255), "teal": (0, 128, 128), "blue": (0, 0, 255), "navy": (0, 0, 128),
    "fuchsia": (255, 0, 255), "purple": (128, 0, 128), "whitesmoke": (245, 245, 245), "snow": (255, 250, 250),
}  # fmt: skip
_RGB = re.compile(r"^rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)$")
_KEEPS = frozenset(("inherit", "currentcolor", "initial", "unset", ""))


def drop_invisible(body: LexborNode) -> int:
    """Take those words out; returns how many pieces of text went."""
    gone: list[LexborNode] = []
    waiting: list[tuple[LexborNode, Look]] = [(body, (BLACK, WHITE))]
    while waiting:
        node, look = waiting.pop()
        look = _look_of(node, look)
        child = node.first_child
        while child is not None:
            if child.is_element_node:
                waiting.append((child, look))
            elif child.is_text_node and _is_lost(look) and (child.text_content or "").strip():
                gone.append(child)
            child = child.next
    for node in gone:
        node.decompose()
    return len(gone)


def colour_of(value: str) -> Colour | None:
    """Red, green and blue of a CSS colour or an attribute; None for one that is not known here."""
    text = value.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if match := _RGB.match(text):
        red, green, blue = (min(int(each), 255) for each in match.groups()[:3])
        return red, green, blue
    hexadecimal = css.colour(text) or ""
    if not css.is_hex_colour(hexadecimal):
        return None
    digits = hexadecimal[1:] if len(hexadecimal) == 7 else "".join(each * 2 for each in hexadecimal[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def is_clear(value: str) -> bool:
    """Whether a colour lets everything through."""
    match = _RGB.match(value.strip().lower())
    if match and match[4]:
        share = float(match[4].rstrip("%") or 0) / (100 if match[4].endswith("%") else 1)
        return share < FAINTEST
    return value.strip().lower() == "transparent"


def _look_of(node: LexborNode, look: Look) -> Look:
    ink, ground = look
    attributes = node.attributes
    found = css.declarations(attributes.get("style") or "")
    if node.tag == "a":
        ink = LINK
    said = found.get("color") or (attributes.get("color") if node.tag == "font" else None)
    said = said or (attributes.get("text") if node.tag == "body" else None)
    if said and said.strip().lower() not in _KEEPS:
        ink = ground if is_clear(said) else colour_of(said)
    return ink, _ground_of(attributes, found, ground)


def _ground_of(attributes: dict[str, str | None], found: dict[str, str], ground: Colour | None) -> Colour | None:
    whole = f"{found.get('background', '')} {found.get('background-image', '')}".lower()
    if "url(" in whole or "gradient" in whole or attributes.get("background"):
        return None
    said = found.get("background-color") or found.get("background") or attributes.get("bgcolor") or ""
    if not said.strip() or is_clear(said) or said.strip().lower() in (*_KEEPS, "none"):
        return ground
    return colour_of(said)


def _is_lost(look: Look) -> bool:
    ink, ground = look
    return ink is not None and ground is not None and all(abs(a - b) <= SAME for a, b in zip(ink, ground, strict=True))
