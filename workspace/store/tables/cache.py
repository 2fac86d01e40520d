"""The tables of ``cache.db``: what the services told us, and mirrors of what lists filter by. Written by the engine."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from workspace.store.tables.column_kinds import flag, json_object, words

CACHE = MetaData()

account_workplace = Table(
    "account_workplace",
    CACHE,
    Column("account_id", Text, nullable=False),
    Column("workplace_id", Text, nullable=False),
    flag("is_home"),
    PrimaryKeyConstraint("account_id", "workplace_id"),
)
collection = Table(
    "collection",
    CACHE,
    Column("collection_id", Integer, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("identity", Text),
    json_object("extra"),
    Column("cursor", Text),
    Column("sweep_from", BigInteger),
    Column("pulled_at", BigInteger),
    Column("pulled", Integer, nullable=False, server_default=text("0")),
    Column("total", Integer),
    Column("held", Text),
    UniqueConstraint("account_id", "kind", "remote_id"),
    sqlite_autoincrement=True,
)
item = Table(
    "item",
    CACHE,
    Column("item_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("thread_id", Integer),
    Column("received_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("message_id", Text),
    Column("filing_key", Text),
    words("subject"),
    words("from_name"),
    words("from_email"),
    words("snippet"),
    flag("is_read"),
    flag("is_flagged"),
    flag("is_draft"),
    flag("is_sent"),
    flag("is_mention"),
    flag("is_automated"),
    flag("in_inbox"),
    Column("attachment_count", Integer, nullable=False, server_default=text("0")),
    Column("size", Integer, nullable=False, server_default=text("0")),
    Column("body_state", Text, nullable=False, server_default=text("'none'")),
    json_object("detail"),
    Column("version", Text),
    Column("orphaned_at", BigInteger),
    UniqueConstraint("account_id", "kind", "remote_id"),
    Index("item_by_message_id", "message_id", sqlite_where=text("message_id IS NOT NULL")),
    Index("item_by_filing_key", "filing_key", sqlite_where=text("filing_key IS NOT NULL")),
    Index("item_by_thread", "thread_id", "filing_key"),
    Index("item_by_account", "account_id", "kind", "item_id"),
    Index("item_by_kind", "kind", "item_id"),
    Index(
        "item_unread",
        "account_id",
        "thread_id",
        "in_inbox",
        "is_mention",
        sqlite_where=text("is_read = 0 AND is_sent = 0 AND is_draft = 0"),
    ),
    Index("item_of_chat", "thread_id", sqlite_where=text("kind = 'chat'")),
    Index("item_bodiless", "account_id", "item_id", sqlite_where=text("body_state = 'none'")),
    Index("item_orphaned", "orphaned_at", sqlite_where=text("orphaned_at IS NOT NULL")),
)
item_collection = Table(
    "item_collection",
    CACHE,
    Column("collection_id", Integer, nullable=False),
    Column("item_id", Integer, nullable=False),
    PrimaryKeyConstraint("collection_id", "item_id"),
    Index("item_collection_by_item", "item_id"),
    sqlite_with_rowid=False,
)
reply = Table(
    "reply",
    CACHE,
    Column("item_id", Integer, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("root_remote_id", Text, nullable=False),
    Index("reply_by_root", "root_remote_id", "account_id"),
)
seen = Table(
    "seen",
    CACHE,
    Column("collection_id", Integer, nullable=False),
    Column("item_id", Integer, nullable=False),
    PrimaryKeyConstraint("collection_id", "item_id"),
    sqlite_with_rowid=False,
)
body = Table(
    "body",
    CACHE,
    Column("item_id", Integer, primary_key=True),
    Column("text", LargeBinary),
    Column("html", LargeBinary),
    Column("extra", Text, nullable=False, server_default=text("'{}'")),
)
attachment = Table(
    "attachment",
    CACHE,
    Column("item_id", Integer, nullable=False),
    Column("part_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content_id", Text),
    flag("is_inline"),
    Column("fetched_at", BigInteger),
    Column("sha256", Text),
    PrimaryKeyConstraint("item_id", "part_id"),
    Index("attachment_fetched", "fetched_at", sqlite_where=text("fetched_at IS NOT NULL")),
)
attachment_chunk = Table(
    "attachment_chunk",
    CACHE,
    Column("item_id", Integer, nullable=False),
    Column("part_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("item_id", "part_id", "n"),
)
remote_image = Table(
    "remote_image",
    CACHE,
    Column("url", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("fetched_at", BigInteger, nullable=False),
)
item_address = Table(
    "item_address",
    CACHE,
    Column("email", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    Column("role", Text, nullable=False),
    PrimaryKeyConstraint("email", "item_id", "role"),
    Index("item_address_by_item", "item_id"),
    sqlite_with_rowid=False,
)
thread = Table(
    "thread",
    CACHE,
    Column("thread_id", Integer, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("last_item_id", Integer, nullable=False),
    words("subject"),
    words("people"),
    words("snippet"),
    words("from_email"),
    words("from_domain"),
    Column("item_count", Integer, nullable=False, server_default=text("0")),
    Column("unread_count", Integer, nullable=False, server_default=text("0")),
    Column("attachment_count", Integer, nullable=False, server_default=text("0")),
    flag("is_flagged"),
    Column("tab", Text, nullable=False, server_default=text("'other'")),
    Column("snoozed_until", BigInteger),
    flag("is_muted"),
    Index("thread_by_account", "account_id", "thread_id"),
    Index("thread_by_sender", "from_email", sqlite_where=text("tab = 'other'")),
    Index("thread_by_domain", "from_domain", sqlite_where=text("tab = 'other'")),
    Index("thread_snoozed", "snoozed_until", sqlite_where=text("snoozed_until IS NOT NULL")),
)
thread_mark = Table(
    "thread_mark",
    CACHE,
    Column("account_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thread_key", Text, nullable=False),
    Column("snoozed_until", BigInteger),
    flag("is_muted"),
    flag("is_pinned"),
    Column("changed_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("account_id", "kind", "thread_key"),
    sqlite_with_rowid=False,
)
thread_place = Table(
    "thread_place",
    CACHE,
    Column("scope", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("tab", Text, nullable=False),
    Column("last_item_id", Integer, nullable=False),
    Column("thread_id", Integer, nullable=False),
    Column("is_unread", Integer, nullable=False),
    PrimaryKeyConstraint("scope", "view", "tab", "last_item_id", "thread_id"),
    Index("thread_place_untabbed", "scope", "view", "last_item_id"),
    Index("thread_place_by_thread", "thread_id"),
    Index("thread_place_unread", "scope", "view", "tab", sqlite_where=text("is_unread = 1")),
    sqlite_with_rowid=False,
)
thread_alias = Table(
    "thread_alias",
    CACHE,
    Column("alias_id", Integer, primary_key=True),
    Column("thread_id", Integer, nullable=False),
    Index("thread_alias_by_thread", "thread_id"),
)
message_ref = Table(
    "message_ref",
    CACHE,
    Column("account_id", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("thread_id", Integer, nullable=False),
    PrimaryKeyConstraint("account_id", "message_id"),
    Index("message_ref_by_thread", "thread_id"),
    sqlite_with_rowid=False,
)
record = Table(
    "record",
    CACHE,
    Column("item_id", Integer, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("name", Text, nullable=False),
    flag("is_open"),
    words("stage"),
    words("amount"),
    words("owner"),
    words("title"),
    words("city"),
    Column("link", Text),
    Column("can_write", Integer, nullable=False, server_default=text("1")),
    Index("record_by_name", "name"),
    Index("record_by_remote", "account_id", "remote_id"),
)
record_address = Table(
    "record_address",
    CACHE,
    Column("email", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    PrimaryKeyConstraint("email", "item_id"),
    Index("record_address_by_item", "item_id"),
    sqlite_with_rowid=False,
)
record_domain = Table(
    "record_domain",
    CACHE,
    Column("domain", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    PrimaryKeyConstraint("domain", "item_id"),
    Index("record_domain_by_item", "item_id"),
    sqlite_with_rowid=False,
)
record_parent = Table(
    "record_parent",
    CACHE,
    Column("account_id", Text, nullable=False),
    Column("parent_remote_id", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    PrimaryKeyConstraint("account_id", "parent_remote_id", "item_id"),
    Index("record_parent_by_item", "item_id"),
    sqlite_with_rowid=False,
)
event = Table(
    "event",
    CACHE,
    Column("item_id", Integer, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("uid", Text, nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    flag("is_all_day"),
    Index("event_by_start", "starts_at"),
    Index("event_by_uid", "uid"),
)
filed = Table(
    "filed",
    CACHE,
    Column("filing_key", Text, nullable=False),
    Column("crm_account_id", Text, nullable=False),
    Column("receipt_id", Text),
    Column("state", Text, nullable=False),
    words("label"),
    Column("link", Text),
    Column("records", Text, nullable=False, server_default=text("'[]'")),
    Column("thread_key", Text),
    Column("filed_by", Text),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("filing_key", "crm_account_id"),
    Index("filed_by_thread_key", "thread_key"),
    sqlite_with_rowid=False,
)
health = Table(
    "health",
    CACHE,
    Column("account_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    words("message_key"),
    json_object("params"),
    Column("pulled_at", BigInteger),
)
change = Table(
    "change",
    CACHE,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("account_id", Text),
    Column("collection_id", Integer),
    sqlite_autoincrement=True,
)
answer = Table(
    "answer",
    CACHE,
    Column("request_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    json_object("payload"),
    words("error_key"),
    json_object("error_params"),
    Column("answered_at", BigInteger, nullable=False),
)
demand = Table(
    "demand",
    CACHE,
    Column("account_id", Text, nullable=False),
    Column("record_type", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("account_id", "record_type"),
)
parsing = Table(
    "parsing",
    CACHE,
    Column("item_id", Integer, primary_key=True),
    Column("started_at", BigInteger, nullable=False),
)

SEARCH_DDL = (
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
    # A batch of bodies is gathered in memory before it is written: half the time of the default of 1 MiB.
    "INSERT INTO search (search, rank) VALUES ('hashsize', 33554432)",
    # Segments are merged when the writer has time (``CacheWriter.merge_search``), not with each batch: a third less.
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 64)",
    # A merge of sixteen writes each row again once where merges of four would do it twice.
    "INSERT INTO search (search, rank) VALUES ('usermerge', 16)",
)
"""The full-text index: ``search`` holds what has its body, ``search_waiting`` what still waits for it.

Replacing a row of a large index costs more than writing it; a row that leaves the small one costs next to nothing.
"""
