"""Version 2 of user.db: an account remembers the profile that it was made with."""

from alembic import op

revision = "user_0002"
down_revision = "user_0001"

STATEMENTS = (
    "ALTER TABLE account RENAME TO account_1",
    """
CREATE TABLE account (
    account_id TEXT NOT NULL,
    connector_id TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT DEFAULT '{}' NOT NULL,
    home_workplace_id TEXT,
    identity TEXT DEFAULT '' NOT NULL,
    own_addresses TEXT DEFAULT '[]' NOT NULL,
    is_enabled INTEGER DEFAULT 1 NOT NULL,
    position INTEGER NOT NULL,
    profile TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (account_id)
)
""",
    "INSERT INTO account SELECT *, '' FROM account_1",
    "DROP TABLE account_1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 2")
