"""Version 3 of cache.db: which fields a CRM demands in new records, as it last said."""

from alembic import op

revision = "cache_0003"
down_revision = "cache_0002"


def upgrade() -> None:
    op.execute(
        """
CREATE TABLE demand (
    account_id TEXT NOT NULL,
    record_type TEXT NOT NULL,
    fields TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, record_type)
)
"""
    )
    op.execute("PRAGMA user_version = 3")
