"""Reactions in the stored detail of a chat message: how many of each, and which of them are the user's own."""

from collections.abc import Mapping
from typing import Any

MINE = "my_reactions"
"""The key in ``ChatMessage.extra`` under which a connector lists the user's own."""


def react(detail: dict[str, Any], wanted: Mapping[str, bool]) -> None:
    """Add or take back the user's reactions; what is as wanted stays as it is. Changes copies, not what is held."""
    counts = {str(emoji): int(count) for emoji, count in detail.get("reactions", ())}
    extra = dict(detail.get("extra") or {})
    mine = [str(each) for each in extra.get(MINE, ())]
    for emoji, is_mine in wanted.items():
        if is_mine == (emoji in mine):
            continue
        counts[emoji] = counts.get(emoji, 0) + (1 if is_mine else -1)
        (mine.append if is_mine else mine.remove)(emoji)
    detail["reactions"] = [[emoji, count] for emoji, count in counts.items() if count > 0]
    detail["extra"] = {**extra, MINE: mine}
