"""The text of a chat message as rich text: links, code, quotes, and who is meant; nothing in it is ever loaded."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from ui.theme.theme import theme
from workspace.mail.html import sanitise, text_to_html
from workspace.store.rows import ItemRow

LONGEST = 40_000
"""Characters of a message that are shown."""
_TAG = re.compile(r"(<[^>]*>)")
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_FENCE = re.compile(r"```\n?(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_PRE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
KEPT = 2_000


def rich_text(item: ItemRow, names: Sequence[str]) -> str:
    """Safe HTML for a label; ``@name`` of anybody in ``names`` stands out."""
    safe = _of_html(item.html) if item.html else _of_text((item.text or "")[:LONGEST])
    return _dressed(_with_mentions(safe, names))


@lru_cache(maxsize=KEPT)
def _of_html(html: str) -> str:
    return _IMAGE.sub("", sanitise(html, limit=LONGEST).html)


def _of_text(text: str) -> str:
    """Plain text with its links, and code between back-ticks as people type it everywhere."""
    parts = _FENCE.split(text)
    # What stood between the fences is at the odd places.
    return "".join(
        f"<pre>{escape(part.rstrip())}</pre>"
        if number % 2
        else _INLINE.sub(r"<code>\1</code>", text_to_html(part.strip("\n")))
        for number, part in enumerate(parts)
        if part.strip()
    )


def _with_mentions(html: str, names: Sequence[str]) -> str:
    wanted = sorted({escape(name) for name in names if name}, key=len, reverse=True)
    if not wanted or "@" not in html:
        return html
    colors = theme().colors
    style = f"color:{colors.accent}; background-color:{colors.accent_soft}; font-weight:600"
    meant = re.compile("@(?:" + "|".join(map(re.escape, wanted)) + r")(?![A-Za-z0-9_])")
    parts = _TAG.split(html)
    return "".join(
        part if number % 2 else meant.sub(lambda found: f'<span style="{style}">{found[0]}</span>', part)
        for number, part in enumerate(parts)
    )


def _dressed(html: str) -> str:
    """Links and code in the theme's colours: a label has no style sheet for what is in it."""
    colors = theme().colors
    html = html.replace("<a href=", f'<a style="color:{colors.accent}" href=')
    html = html.replace("<code>", f'<code style="background-color:{colors.background}">')
    ground = f'<table width="100%" cellpadding="6" bgcolor="{colors.background}"><tr><td>'
    return _PRE.sub(rf"{ground}<pre style='white-space:pre-wrap'>\1</pre></td></tr></table>", html)
