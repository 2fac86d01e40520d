"""Version 4 of cache.db: the user's marks of conversations, mirrored, and when the next snoozed one returns."""

from alembic import op

revision = "cache_0004"
down_revision = "cache_0003"


def upgrade() -> None:
    op.execute(
        """
CREATE TABLE thread_mark (
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    thread_key TEXT NOT NULL,
    snoozed_until BIGINT,
    is_muted INTEGER DEFAULT 0 NOT NULL,
    is_pinned INTEGER DEFAULT 0 NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, thread_key)
) WITHOUT ROWID
"""
    )
    op.execute("CREATE INDEX thread_snoozed ON thread (snoozed_until) WHERE snoozed_until IS NOT NULL")
    op.execute("PRAGMA user_version = 4")
