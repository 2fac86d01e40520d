"""Where words stand in a text: case and marks do not count, and a place is one of a QTextDocument."""

import re
from collections.abc import Iterator

from workspace.mail.tokens import in_place

PART = 2_000
"""So many places are found before somebody else has a turn."""
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)


def searchable(text: str) -> str:
    """What :meth:`QTextDocument.toRawText` gives, or typed words, as :func:`places` wants it: a sign for each UTF-16
    unit, and a line that ends within a paragraph goes on.
    """
    found = in_place(text)
    if not found.isascii():
        found = _WIDE.sub(lambda match: match[0] + "\ufffe", found)
        found = found.replace("\u00a0", " ").replace("\u2028", " ")
    return found


def searchable_html(html: str) -> str:
    """The same of safe HTML that is not laid out yet: places in it can be counted, no more."""
    from workspace.mail.text import html_to_text

    return searchable(html_to_text(_BREAKS.sub(" ", html)))


def places(text: str, words: str) -> Iterator[list[int]]:
    """Where ``words`` begin in ``text``, both :func:`searchable`, from the first to the last, some at a time."""
    found: list[int] = []
    at, step = text.find(words), len(words)
    while at >= 0:
        found.append(at)
        if len(found) == PART:
            yield found
            found = []
        at = text.find(words, at + step)
    yield found
