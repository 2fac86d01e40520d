"""The pages of help in the window's language: short Markdown files that lie with the program."""

from dataclasses import dataclass
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


def _topic(path: Path) -> Topic:
    text = path.read_text("utf-8")
    return Topic(path.stem.partition("-")[2], text.partition("\n")[0].lstrip("# ").strip(), text)
