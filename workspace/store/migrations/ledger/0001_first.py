"""Version 1 of ledger.db: the first tables."""

from alembic import op

revision = "ledger_0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE attempt (
    action_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    payload TEXT DEFAULT '{}' NOT NULL,
    item_account_id TEXT,
    item_kind TEXT,
    item_remote_id TEXT,
    state TEXT NOT NULL,
    tries INTEGER DEFAULT 0 NOT NULL,
    retries INTEGER DEFAULT 0 NOT NULL,
    not_before BIGINT DEFAULT 0 NOT NULL,
    error_key TEXT DEFAULT '' NOT NULL,
    error_params TEXT DEFAULT '{}' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    is_engine_born INTEGER DEFAULT 0 NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (action_id)
)
""",
    """
CREATE INDEX attempt_by_state ON attempt (state, account_id)
""",
    """
CREATE TABLE receipt (
    receipt_id TEXT NOT NULL,
    action_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    state TEXT NOT NULL,
    filing_key TEXT,
    thread_key TEXT,
    item_account_id TEXT,
    item_kind TEXT,
    item_remote_id TEXT,
    subject TEXT DEFAULT '' NOT NULL,
    remote_id TEXT,
    link TEXT,
    records TEXT DEFAULT '[]' NOT NULL,
    created TEXT DEFAULT '[]' NOT NULL,
    attachments TEXT DEFAULT '[]' NOT NULL,
    found INTEGER DEFAULT 0 NOT NULL,
    filed_by TEXT,
    extra TEXT DEFAULT '{}' NOT NULL,
    done_at BIGINT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (receipt_id),
    UNIQUE (action_id)
)
""",
    """
CREATE INDEX receipt_by_key ON receipt (filing_key, account_id)
""",
    """
CREATE INDEX receipt_by_thread ON receipt (thread_key)
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 1")
