"""Version 1 of cache.db: the first tables."""

from alembic import op

revision = "cache_0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE account_workplace (
    account_id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    is_home INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (account_id, workplace_id)
)
""",
    """
CREATE TABLE answer (
    request_id TEXT NOT NULL,
    state TEXT NOT NULL,
    payload TEXT DEFAULT '{}' NOT NULL,
    error_key TEXT DEFAULT '' NOT NULL,
    error_params TEXT DEFAULT '{}' NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (request_id)
)
""",
    """
CREATE TABLE attachment (
    item_id INTEGER NOT NULL,
    part_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_id TEXT,
    is_inline INTEGER DEFAULT 0 NOT NULL,
    fetched_at BIGINT,
    sha256 TEXT,
    PRIMARY KEY (item_id, part_id)
)
""",
    """
CREATE INDEX attachment_fetched ON attachment (fetched_at) WHERE fetched_at IS NOT NULL
""",
    """
CREATE TABLE attachment_chunk (
    item_id INTEGER NOT NULL,
    part_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (item_id, part_id, n)
)
""",
    """
CREATE TABLE body (
    item_id INTEGER NOT NULL,
    text BLOB,
    html BLOB,
    extra TEXT DEFAULT '{}' NOT NULL,
    PRIMARY KEY (item_id)
)
""",
    """
CREATE TABLE change (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    account_id TEXT,
    collection_id INTEGER
)
""",
    """
CREATE TABLE collection (
    collection_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    identity TEXT,
    extra TEXT DEFAULT '{}' NOT NULL,
    cursor TEXT,
    sweep_from BIGINT,
    pulled_at BIGINT,
    pulled INTEGER DEFAULT 0 NOT NULL,
    total INTEGER,
    held TEXT,
    UNIQUE (account_id, kind, remote_id)
)
""",
    """
CREATE TABLE event (
    item_id INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    uid TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    is_all_day INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (item_id)
)
""",
    """
CREATE INDEX event_by_start ON event (starts_at)
""",
    """
CREATE INDEX event_by_uid ON event (uid)
""",
    """
CREATE TABLE filed (
    filing_key TEXT NOT NULL,
    crm_account_id TEXT NOT NULL,
    receipt_id TEXT,
    state TEXT NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    link TEXT,
    records TEXT DEFAULT '[]' NOT NULL,
    thread_key TEXT,
    filed_by TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (filing_key, crm_account_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX filed_by_thread_key ON filed (thread_key)
""",
    """
CREATE TABLE health (
    account_id TEXT NOT NULL,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    message_key TEXT DEFAULT '' NOT NULL,
    params TEXT DEFAULT '{}' NOT NULL,
    pulled_at BIGINT,
    PRIMARY KEY (account_id)
)
""",
    """
CREATE TABLE item (
    item_id INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    thread_id INTEGER,
    received_at BIGINT NOT NULL,
    sent_at BIGINT,
    message_id TEXT,
    filing_key TEXT,
    subject TEXT DEFAULT '' NOT NULL,
    from_name TEXT DEFAULT '' NOT NULL,
    from_email TEXT DEFAULT '' NOT NULL,
    snippet TEXT DEFAULT '' NOT NULL,
    is_read INTEGER DEFAULT 0 NOT NULL,
    is_flagged INTEGER DEFAULT 0 NOT NULL,
    is_draft INTEGER DEFAULT 0 NOT NULL,
    is_sent INTEGER DEFAULT 0 NOT NULL,
    is_mention INTEGER DEFAULT 0 NOT NULL,
    is_automated INTEGER DEFAULT 0 NOT NULL,
    in_inbox INTEGER DEFAULT 0 NOT NULL,
    attachment_count INTEGER DEFAULT 0 NOT NULL,
    size INTEGER DEFAULT 0 NOT NULL,
    body_state TEXT DEFAULT 'none' NOT NULL,
    detail TEXT DEFAULT '{}' NOT NULL,
    version TEXT,
    orphaned_at BIGINT,
    PRIMARY KEY (item_id),
    UNIQUE (account_id, kind, remote_id)
)
""",
    """
CREATE INDEX item_bodiless ON item (account_id, item_id) WHERE body_state = 'none'
""",
    """
CREATE INDEX item_by_account ON item (account_id, kind, item_id)
""",
    """
CREATE INDEX item_by_filing_key ON item (filing_key) WHERE filing_key IS NOT NULL
""",
    """
CREATE INDEX item_by_kind ON item (kind, item_id)
""",
    """
CREATE INDEX item_by_message_id ON item (message_id) WHERE message_id IS NOT NULL
""",
    """
CREATE INDEX item_by_thread ON item (thread_id, filing_key)
""",
    """
CREATE INDEX item_orphaned ON item (orphaned_at) WHERE orphaned_at IS NOT NULL
""",
    """
CREATE INDEX item_unread ON item (account_id, thread_id) WHERE is_read = 0 AND is_sent = 0 AND is_draft = 0
""",
    """
CREATE TABLE item_address (
    email TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (email, item_id, role)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX item_address_by_item ON item_address (item_id)
""",
    """
CREATE TABLE item_collection (
    collection_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (collection_id, item_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX item_collection_by_item ON item_collection (item_id)
""",
    """
CREATE TABLE message_ref (
    account_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    thread_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, message_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX message_ref_by_thread ON message_ref (thread_id)
""",
    """
CREATE TABLE parsing (
    item_id INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    PRIMARY KEY (item_id)
)
""",
    """
CREATE TABLE record (
    item_id INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    record_type TEXT NOT NULL,
    name TEXT NOT NULL,
    is_open INTEGER DEFAULT 0 NOT NULL,
    stage TEXT DEFAULT '' NOT NULL,
    amount TEXT DEFAULT '' NOT NULL,
    owner TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    link TEXT,
    can_write INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (item_id)
)
""",
    """
CREATE INDEX record_by_name ON record (name)
""",
    """
CREATE INDEX record_by_remote ON record (account_id, remote_id)
""",
    """
CREATE TABLE record_address (
    email TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (email, item_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX record_address_by_item ON record_address (item_id)
""",
    """
CREATE TABLE record_domain (
    domain TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (domain, item_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX record_domain_by_item ON record_domain (item_id)
""",
    """
CREATE TABLE record_parent (
    account_id TEXT NOT NULL,
    parent_remote_id TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, parent_remote_id, item_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX record_parent_by_item ON record_parent (item_id)
""",
    """
CREATE TABLE remote_image (
    url TEXT NOT NULL,
    data BLOB NOT NULL,
    fetched_at BIGINT NOT NULL,
    PRIMARY KEY (url)
)
""",
    """
CREATE TABLE seen (
    collection_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (collection_id, item_id)
)
 WITHOUT ROWID
""",
    """
CREATE TABLE thread (
    thread_id INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    last_item_id INTEGER NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    people TEXT DEFAULT '' NOT NULL,
    snippet TEXT DEFAULT '' NOT NULL,
    from_email TEXT DEFAULT '' NOT NULL,
    from_domain TEXT DEFAULT '' NOT NULL,
    item_count INTEGER DEFAULT 0 NOT NULL,
    unread_count INTEGER DEFAULT 0 NOT NULL,
    attachment_count INTEGER DEFAULT 0 NOT NULL,
    is_flagged INTEGER DEFAULT 0 NOT NULL,
    tab TEXT DEFAULT 'other' NOT NULL,
    snoozed_until BIGINT,
    is_muted INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (thread_id)
)
""",
    """
CREATE INDEX thread_by_account ON thread (account_id, thread_id)
""",
    """
CREATE INDEX thread_by_domain ON thread (from_domain) WHERE tab = 'other'
""",
    """
CREATE INDEX thread_by_sender ON thread (from_email) WHERE tab = 'other'
""",
    """
CREATE TABLE thread_alias (
    alias_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    PRIMARY KEY (alias_id)
)
""",
    """
CREATE INDEX thread_alias_by_thread ON thread_alias (thread_id)
""",
    """
CREATE TABLE thread_place (
    scope TEXT NOT NULL,
    "view" TEXT NOT NULL,
    tab TEXT NOT NULL,
    last_item_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    is_unread INTEGER NOT NULL,
    PRIMARY KEY (scope, "view", tab, last_item_id, thread_id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX thread_place_by_thread ON thread_place (thread_id)
""",
    """
CREATE INDEX thread_place_unread ON thread_place (scope, "view", tab) WHERE is_unread = 1
""",
    """
CREATE INDEX thread_place_untabbed ON thread_place (scope, "view", last_item_id)
""",
    """
CREATE VIRTUAL TABLE search USING fts5(
    subject, people, body, content='', contentless_delete=1,
    tokenize='unicode61 remove_diacritics 2', prefix='3'
)
""",
    """
CREATE VIRTUAL TABLE search_waiting USING fts5(
    subject, people, content='', contentless_delete=1,
    tokenize='unicode61 remove_diacritics 2', prefix='3'
)
""",
    """
INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)
""",
    """
INSERT INTO search (search, rank) VALUES ('automerge', 0)
""",
    """
INSERT INTO search (search, rank) VALUES ('crisismerge', 64)
""",
    """
INSERT INTO search (search, rank) VALUES ('usermerge', 16)
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute("PRAGMA user_version = 1")
