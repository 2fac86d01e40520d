"""Version 2 of cache.db: a channel is one conversation, whose replies stand under what they answer.

Chat messages are pulled again: which conversation one belongs to is told when it is stored.
"""

from alembic import op

revision = "cache_0002"
down_revision = "cache_0001"

_CHATS = "(SELECT item_id FROM item WHERE kind = 'chat')"
_THREADS = "(SELECT thread_id FROM thread WHERE kind = 'chat')"
STATEMENTS = (
    f"DELETE FROM search WHERE rowid IN {_CHATS}",
    f"DELETE FROM search_waiting WHERE rowid IN {_CHATS}",
    *(
        f"DELETE FROM {table} WHERE item_id IN {_CHATS}"
        for table in ("body", "attachment", "attachment_chunk", "item_address", "item_collection", "seen", "parsing")
    ),
    *(
        f"DELETE FROM {table} WHERE thread_id IN {_THREADS}"
        for table in ("message_ref", "thread_alias", "thread_place")
    ),
    "DELETE FROM thread WHERE kind = 'chat'",
    "DELETE FROM item WHERE kind = 'chat'",
    "UPDATE collection SET cursor = NULL, sweep_from = NULL, pulled = 0, pulled_at = NULL WHERE kind = 'chat'",
    """
CREATE TABLE reply (
    item_id INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    root_remote_id TEXT NOT NULL,
    PRIMARY KEY (item_id)
)
""",
    "CREATE INDEX reply_by_root ON reply (root_remote_id, account_id)",
    "CREATE INDEX item_of_chat ON item (thread_id) WHERE kind = 'chat'",
    "DROP INDEX item_unread",
    "CREATE INDEX item_unread ON item (account_id, thread_id, in_inbox, is_mention)"
    " WHERE is_read = 0 AND is_sent = 0 AND is_draft = 0",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 2")
