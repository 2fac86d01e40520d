"""Slack's text format as plain text and as safe HTML, and what a user typed as Slack's format.

https://docs.slack.dev/messaging/formatting-message-text: only ``&``, ``<`` and ``>`` are escaped; in angle brackets
stand users, channels, groups, dates and links, each with an optional label.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Protocol

from connectors.slack.emojis import with_characters


class Names(Protocol):
    """Who and what the ids in a text stand for."""

    def user(self, user_id: str) -> str: ...

    def channel(self, channel_id: str) -> str: ...


_BRACKETS = re.compile(r"<([^<>\n]*)>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_LOUD = re.compile(r"<!(?:here|channel|everyone)(?:\|[^<>]*)?>")
_CODE = re.compile(r"(```.+?```|`[^`\n]+`)", re.S)
_LINKS = ("http://", "https://", "mailto:", "tel:")
_KEPT = re.compile(r"&lt;(@[UW][A-Z0-9]{2,}|#[CG][A-Z0-9]{2,})&gt;")


def _styled(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w{sign}]){re.escape(sign)}(?=\S)([^\n{re.escape(sign)}]*[^\s{re.escape(sign)}])"
                      rf"{re.escape(sign)}(?![\w{sign}])")  # fmt: skip


_STYLES = ((_styled("*"), "b"), (_styled("_"), "i"), (_styled("~"), "s"))


def plain(text: str, names: Names) -> str:
    """What a person reads."""
    return _unescape(with_characters(_BRACKETS.sub(lambda match: _words(match[1], names)[0], text)))


def html(text: str, names: Names) -> str:
    """The same with links, code, quotes and styles; everything from outside is escaped."""
    parts = _CODE.split(text)
    # Whatever matched _CODE stands at the odd places.
    return "".join(_code(part, names) if n % 2 else _lines(part, names) for n, part in enumerate(parts))


def mentions(text: str) -> set[str]:
    """The ids of the users that a text names."""
    return set(_MENTION.findall(text))


def is_loud(text: str) -> bool:
    """Whether it calls everybody in the conversation."""
    return bool(_LOUD.search(text))


def typed(text: str) -> str:
    """What a user typed, so that it arrives as typed; ``<@U...>`` and ``<#C...>`` stay mentions."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _KEPT.sub(r"<\1>", escaped)


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(inside: str, names: Names) -> tuple[str, str]:
    """What stands in angle brackets as its words and its address, if it is a link."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{names.user(target[1:]) or label or target[1:]}", ""
    if target.startswith("#"):
        return f"#{label or names.channel(target[1:]) or target[1:]}", ""
    if target.startswith("!"):
        command = target[1:].partition("^")[0]
        return label or (f"@{command}" if command != "subteam" else "@group"), ""
    if target.startswith(_LINKS):
        return label or target.removeprefix("mailto:").removeprefix("tel:"), target
    return f"<{inside}>", ""


def _code(part: str, names: Names) -> str:
    is_block = part.startswith("```")
    words = escape(plain_code(part.strip("`"), names), quote=False)
    return f"<pre>{words.strip(chr(10))}</pre>" if is_block else f"<code>{words}</code>"


def plain_code(part: str, names: Names) -> str:
    """Code keeps its colons and stars; only what Slack marked itself is resolved."""
    return _unescape(_BRACKETS.sub(lambda match: _words(match[1], names)[0], part))


def _lines(part: str, names: Names) -> str:
    made = [_line(line, names) for line in part.split("\n")]
    return "<br>".join(made).replace("</blockquote><br>", "</blockquote>")


def _line(line: str, names: Names) -> str:
    if line.startswith("&gt;"):
        return f"<blockquote>{_inline(line.removeprefix('&gt;').lstrip(), names)}</blockquote>"
    return _inline(line, names)


def _inline(line: str, names: Names) -> str:
    """Links are set aside while styles are looked for, so that a star in an address stays one."""
    links: list[str] = []

    def keep(match: re.Match[str]) -> str:
        words, address = _words(match[1], names)
        shown = escape(with_characters(_unescape(words)), quote=False)
        links.append(f'<a href="{escape(_unescape(address))}">{shown}</a>' if address else f"<b>{shown}</b>")
        return f"\x00{len(links) - 1}\x00"

    text = _BRACKETS.sub(keep, line.replace("\x00", ""))
    text = escape(with_characters(_unescape(text)), quote=False)
    for pattern, tag in _STYLES:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return re.sub(r"\x00(\d+)\x00", lambda match: links[int(match[1])], text)


def joined(parts: Iterable[str], render: Callable[[str], str], separator: str) -> str:
    """Several texts one below the other; empty ones are left out."""
    return separator.join(render(part) for part in parts if part.strip())
