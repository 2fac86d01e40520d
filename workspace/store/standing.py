"""Where a conversation stands: in which views, how far up in each, and whether it counts as unread.

The one rule for the writer's places and the reader's preview. It follows from what is in the conversation, from the
user's mark on it, and from the time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workspace.store.unread import is_unread
from workspace.store.views import views_of

DONE = 1 << 50
"""``snoozed_until`` of a chat that left the inbox: it returns with the next message for me, not at a time."""
_LAST = 1 << 62
_TIE = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What the user decided about a conversation; times in milliseconds since 1970.

    ``seen_at`` is the moment of the newest message there was then: what came later ends the snooze, however late it
    was pulled. (The column ``changed_at``.)
    """

    snoozed_until: int | None = None
    is_muted: bool = False
    is_pinned: bool = False
    seen_at: int = 0


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class Content:
    """A conversation added up. ``news_id`` is the newest received item, in a chat the newest for me; 0 for none."""

    thread_id: int
    kind: str
    roles: Iterable[str]
    last_item_id: int
    news_id: int
    unread_count: int
    has_filing: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """``views`` with the key that orders each, the highest first; ``snoozed_until`` only while it is."""

    views: Mapping[str, int]
    is_unread: bool
    snoozed_until: int | None


def standing(content: Content, mark: Mark, now: int) -> Standing:
    """Where it stands now, ``now`` in milliseconds since 1970."""
    until = mark.snoozed_until if content.news_id >> 20 <= mark.seen_at else None
    snoozed_until = until if until is not None and now < until < DONE else None
    views = dict.fromkeys(
        views_of(content.kind, content.roles, has_filing=content.has_filing),
        content.last_item_id,
    )
    if content.kind == "chat" and content.news_id and (until != DONE or content.unread_count):
        views["inbox"] = content.last_item_id
    if "inbox" in views and snoozed_until is not None:
        del views["inbox"]
        views["snoozed"] = max(_LAST - _order(snoozed_until, content), 1)  # the first to return first
    elif "inbox" in views:
        views["inbox"] = _height(content, mark, until)
        if mark.is_pinned:
            views["pinned"] = views["inbox"]
    unread = is_unread(content.unread_count, snoozed_until=snoozed_until, is_muted=mark.is_muted, now=now)
    return Standing(views, unread, snoozed_until)


def _height(content: Content, mark: Mark, until: int | None) -> int:
    """How far up it stands in the inbox.

    What returned stands where a mail of that moment would; chatter does not lift a channel, nor anything what is muted.
    """
    is_channel = content.kind == "chat" and "direct" not in content.roles
    height = content.news_id if is_channel else content.last_item_id
    if mark.is_muted and height >> 20 > mark.seen_at:
        height = _order(mark.seen_at, content)
    if until is not None and until < DONE:
        height = max(height, _order(until, content))
    return height


def _order(moment: int, content: Content) -> int:
    """A key at that moment, each conversation with one of its own."""
    return (moment << 20) + (content.thread_id >> 20 & _TIE)
