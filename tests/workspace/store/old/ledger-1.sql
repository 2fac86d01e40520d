CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
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
);
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
);
CREATE INDEX attempt_by_state ON attempt (state, account_id);
CREATE INDEX receipt_by_key ON receipt (filing_key, account_id);
CREATE INDEX receipt_by_thread ON receipt (thread_key);
INSERT INTO alembic_version VALUES ('ledger_0001');
INSERT INTO attempt VALUES ('f1','crm','file','{"key": "<1@x>", "subject": "s"}','mail','email','1','done',1,0,0,'','{}','s',0,1795297300514,1795297300516);
INSERT INTO receipt VALUES ('r1','f1','crm','file','done','<1@x>',NULL,'mail','email','1','s',NULL,NULL,'[]','[]','[]',0,NULL,'{}',1795297300516,NULL);
PRAGMA user_version = 1;
