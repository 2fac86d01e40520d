"""Version 3 of user.db: what the user decided about conversations, tabs, searches, words and notices."""

from alembic import op

revision = "user_0003"
down_revision = "user_0002"

STATEMENTS = (
    "ALTER TABLE workplace RENAME TO workplace_2",
    """
CREATE TABLE workplace (
    workplace_id TEXT NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    letters TEXT NOT NULL,
    position INTEGER NOT NULL,
    icon TEXT DEFAULT '' NOT NULL,
    linked_account_id TEXT,
    PRIMARY KEY (workplace_id)
)
""",
    "INSERT INTO workplace SELECT *, '', NULL FROM workplace_2",
    "DROP TABLE workplace_2",
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
)
""",
    """
CREATE TABLE tab_rule (
    rule_id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    name TEXT NOT NULL,
    rule TEXT DEFAULT '{}' NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (rule_id)
)
""",
    """
CREATE TABLE saved_search (
    search_id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    name TEXT NOT NULL,
    "query" TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (search_id)
)
""",
    """
CREATE TABLE signature (
    account_id TEXT NOT NULL,
    email TEXT NOT NULL,
    html TEXT NOT NULL,
    PRIMARY KEY (account_id, email)
)
""",
    """
CREATE TABLE template (
    template_id TEXT NOT NULL,
    workplace_id TEXT,
    name TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    html TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (template_id)
)
""",
    """
CREATE TABLE notice (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    workplace_id TEXT,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    at BIGINT NOT NULL,
    is_held INTEGER DEFAULT 0 NOT NULL,
    read_at BIGINT
)
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 3")
