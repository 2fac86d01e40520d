CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
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
    PRIMARY KEY (account_id)
);
CREATE TABLE blob (
    blob_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (blob_id)
);
CREATE TABLE blob_chunk (
    blob_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (blob_id, n)
);
CREATE TABLE draft (
    draft_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    fields TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (draft_id)
);
CREATE TABLE follow (
    thread_key TEXT NOT NULL,
    crm_account_id TEXT NOT NULL,
    records TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (thread_key, crm_account_id)
);
CREATE TABLE never_file (
    pattern TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (pattern)
);
CREATE TABLE outbox (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    action_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    payload TEXT DEFAULT '{}' NOT NULL,
    item_account_id TEXT,
    item_kind TEXT,
    item_remote_id TEXT,
    created_at BIGINT NOT NULL,
    not_before BIGINT DEFAULT 0 NOT NULL,
    withdrawn_at BIGINT,
    retries INTEGER DEFAULT 0 NOT NULL,
    UNIQUE (action_id)
);
CREATE TABLE request (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    payload TEXT DEFAULT '{}' NOT NULL,
    created_at BIGINT NOT NULL,
    deadline_at BIGINT NOT NULL,
    UNIQUE (request_id)
);
CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE tray_dismissed (
    action_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (action_id)
);
CREATE TABLE trusted_sender (
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (email)
);
CREATE TABLE workplace (
    workplace_id TEXT NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    letters TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (workplace_id)
);
CREATE TABLE workplace_account (
    workplace_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    PRIMARY KEY (workplace_id, account_id)
);
INSERT INTO alembic_version VALUES ('user_0001');
INSERT INTO account VALUES ('mail','imap','Mail','{}','w1','jane@ours.example','["jane@ours.example"]',1,0);
INSERT INTO workplace_account VALUES ('w1','mail');
PRAGMA user_version = 1;
