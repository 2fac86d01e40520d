"""The pages of help in the window's language: short Markdown files that lie with the program."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QLocale

from workspace import RESOURCES

DEFAULT = "first-steps"
OF_PAGE = {"calendar": "calendar", "accounts": "trouble", "first_run": "first-steps"}
OF_PLACE = {
    "inbox": "inbox",
    "snoozed": "inbox",
    "chats": "chats",
    "calendar": "calendar",
    "customers": "filing",
    "filed": "filing",
    "unfiled": "filing",
    "drafts": "writing",
    "sent": "writing",
}
"""Which topic helps at a place of the sidebar; elsewhere it is reading."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One page; ``text`` is Markdown with its title as the first heading."""

    name: str
    title: str
    text: str


def topics(language: str = "") -> list[Topic]:
    """In their order; English where there is no such language."""
    is_korean = QLocale().language() is QLocale.Language.Korean
    folder = RESOURCES / "help" / (language or ("ko" if is_korean else "en"))
    paths = sorted(folder.glob("*.md")) or sorted((RESOURCES / "help" / "en").glob("*.md"))
    return [_topic(path) for path in paths]


def found(all_topics: list[Topic], typed: str) -> list[Topic]:
    """Those that have every word that was typed, the ones with it in their title first."""
    words = typed.casefold().split()
    hits = [each for each in all_topics if all(word in each.text.casefold() for word in words)]
    return sorted(hits, key=lambda each: not any(word in each.title.casefold() for word in words))


def as_html(text: str) -> str:
    """A page as it is shown. Not by a Markdown reader: those see no emphasis where a Korean particle follows it."""
    parts = [part.strip() for part in escape(text, quote=False).split("\n\n")]
    made = [f"<h2>{part.lstrip('# ')}</h2>" if part.startswith("#") else f"<p>{part}</p>" for part in parts]
    html = "".join(made)
    for pattern, tag in ((r"\*\*(.+?)\*\*", "b"), (r"\*(.+?)\*", "i"), (r"`(.+?)`", "code")):
        html = re.sub(pattern, rf"<{tag}>\1</{tag}>", html)
    return html


def _topic(path: Path) -> Topic:
    text = path.read_text("utf-8")
    return Topic(path.stem.partition("-")[2], text.partition("\n")[0].lstrip("# ").strip(), text)
