"""The one rule of what counts as unread, for the writer's counts and the reader's preview.

A conversation counts once if a received mail in an inbox, or a mention or direct message, is unread and the
conversation is neither snoozed nor muted; pending actions count as done. (``item.in_inbox`` is set for mail in an inbox
and for chat in a direct conversation.) The inbox counts mail and chats, for both stand in it; the chats' own number is
the part of it that is chats.
"""

RECENT = 30
"""Messages of a chat that its summary looks at: how long a mention that was read keeps a channel in the inbox."""
ITEM_COUNTS = (
    "is_read = 0 AND is_sent = 0 AND is_draft = 0 AND (in_inbox = 1 OR is_mention = 1) AND orphaned_at IS NULL"
)
"""SQL over ``item``: whether it makes its conversation unread."""


def counts(*, is_read: bool, is_sent: bool, is_draft: bool, in_inbox: bool, is_mention: bool) -> bool:
    """The same rule for one item in memory."""
    return not is_read and not is_sent and not is_draft and (in_inbox or is_mention)


def is_unread(unread_count: int, *, snoozed_until: int | None, is_muted: bool, now: int) -> bool:
    """Whether a conversation counts; ``now`` and ``snoozed_until`` in milliseconds since 1970."""
    return unread_count > 0 and not is_muted and (snoozed_until is None or snoozed_until <= now)
