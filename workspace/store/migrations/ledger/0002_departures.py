"""Version 2 of ledger.db: where data went from here, a row a day, account, host and purpose."""

from alembic import op

revision = "ledger_0002"
down_revision = "ledger_0001"

STATEMENTS = (
    """
CREATE TABLE departure (
    day TEXT NOT NULL,
    account_id TEXT NOT NULL,
    host TEXT NOT NULL,
    purpose TEXT NOT NULL,
    times INTEGER NOT NULL,
    bytes BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (day, account_id, host, purpose)
)
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 2")
