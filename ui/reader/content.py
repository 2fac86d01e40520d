"""What is shown of a body: safe HTML, split into what is new and the quoted history, kept for the next look.

What reads mail is imported by whoever opens one: the first paint of the list does without.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import cast

from workspace.store.rows import ItemRow

KEPT = 200
_PLACEHOLDER = re.compile(r'"remote:(\d+)"')


@dataclass(frozen=True, slots=True)
class Content:
    """HTML to show; ``images[N]`` is the address that ``remote:N`` stands for in it."""

    new: str
    quoted: str | None
    images: tuple[str, ...] = ()
    has_author_colours: bool = False
    is_cut: bool = False


_kept: OrderedDict[tuple[object, ...], Content] = OrderedDict()


def content_of(item: ItemRow) -> Content:
    """The content of an item's stored body; asking again costs nothing."""
    key = _key(item)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    made = made_content(item)
    keep(item, made)
    return made


def keep(item: ItemRow, made: Content) -> None:
    """Have what was made of an item elsewhere at hand."""
    _kept[_key(item)] = made
    if len(_kept) > KEPT:
        _kept.popitem(last=False)


def kept(item: ItemRow) -> Content | None:
    return _kept.get(_key(item))


def made_content(item: ItemRow) -> Content:
    """The same made anew, in any thread."""
    return _of_html(item, item.html) if item.html else _of_text(item.text or "")


def content_of_html(html: str, limit: int) -> Content:
    """The content of HTML as its author sent it."""
    from workspace.mail.html import fold_quotes, sanitise

    safe = sanitise(html, limit=limit)
    new, quoted = fold_quotes(safe.html)
    return Content(new, quoted, safe.remote_images, safe.has_author_colours, safe.is_cut)


def with_images(html: str, images: tuple[str, ...]) -> str:
    """Stored HTML with its remote pictures named again by their addresses, for quoting it."""

    def named(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'"{images[number]}"' if number < len(images) else found[0]

    return _PLACEHOLDER.sub(named, html)


def remote_images(item: ItemRow) -> tuple[str, ...]:
    found = item.detail.get("remote_images")
    return tuple(cast("list[str]", found)) if isinstance(found, (list, tuple)) else ()


def _key(item: ItemRow) -> tuple[object, ...]:
    return item.item_id, hash(item.html), hash(item.text)


def _of_html(item: ItemRow, html: str) -> Content:
    if "remote_images" not in item.detail:
        # Whoever stored this did not say that it is safe.
        return content_of_html(html, 200_000)
    from workspace.mail.html import fold_quotes

    new, quoted = fold_quotes(html)
    return Content(
        new,
        quoted,
        remote_images(item),
        bool(item.detail.get("has_author_colours")),
        bool(item.detail.get("is_cut")),
    )


def _of_text(text: str) -> Content:
    from workspace.mail.html import fold_text, text_to_html

    new, quoted = fold_text(text.rstrip())
    return Content(text_to_html(new), text_to_html(quoted) if quoted else None)
