"""The tables of ``user.db``: what the user decided. Written by the window and the command line."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, Table, Text, text

from workspace.store.tables.column_kinds import flag, json_object, words

USER = MetaData()

workplace = Table(
    "workplace",
    USER,
    Column("workplace_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("letters", Text, nullable=False),
    Column("position", Integer, nullable=False),
    words("icon"),
    Column("linked_account_id", Text),
)
account = Table(
    "account",
    USER,
    Column("account_id", Text, primary_key=True),
    Column("connector_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    json_object("settings"),
    Column("home_workplace_id", Text),
    words("identity"),
    Column("own_addresses", Text, nullable=False, server_default=text("'[]'")),
    Column("is_enabled", Integer, nullable=False, server_default=text("1")),
    Column("position", Integer, nullable=False),
    words("profile"),
)
workplace_account = Table(
    "workplace_account",
    USER,
    Column("workplace_id", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    PrimaryKeyConstraint("workplace_id", "account_id"),
)
outbox = Table(
    "outbox",
    USER,
    Column("seq", Integer, primary_key=True),
    Column("action_id", Text, nullable=False, unique=True),
    Column("account_id", Text, nullable=False),
    Column("verb", Text, nullable=False),
    json_object("payload"),
    Column("item_account_id", Text),
    Column("item_kind", Text),
    Column("item_remote_id", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False, server_default=text("0")),
    Column("withdrawn_at", BigInteger),
    flag("retries"),
    sqlite_autoincrement=True,
)
request = Table(
    "request",
    USER,
    Column("seq", Integer, primary_key=True),
    Column("request_id", Text, nullable=False, unique=True),
    Column("verb", Text, nullable=False),
    json_object("payload"),
    Column("created_at", BigInteger, nullable=False),
    Column("deadline_at", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
draft = Table(
    "draft",
    USER,
    Column("draft_id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
blob = Table(
    "blob",
    USER,
    Column("blob_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
blob_chunk = Table(
    "blob_chunk",
    USER,
    Column("blob_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("blob_id", "n"),
)
never_file = Table(
    "never_file",
    USER,
    Column("pattern", Text, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
)
trusted_sender = Table(
    "trusted_sender",
    USER,
    Column("email", Text, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
)
tray_dismissed = Table(
    "tray_dismissed",
    USER,
    Column("action_id", Text, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
)
follow = Table(
    "follow",
    USER,
    Column("thread_key", Text, nullable=False),
    Column("crm_account_id", Text, nullable=False),
    Column("records", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    PrimaryKeyConstraint("thread_key", "crm_account_id"),
)
setting = Table(
    "setting",
    USER,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
thread_mark = Table(
    "thread_mark",
    USER,
    Column("account_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thread_key", Text, nullable=False),
    Column("snoozed_until", BigInteger),
    flag("is_muted"),
    flag("is_pinned"),
    Column("changed_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("account_id", "kind", "thread_key"),
)
tab_rule = Table(
    "tab_rule",
    USER,
    Column("rule_id", Text, primary_key=True),
    Column("workplace_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    json_object("rule"),
    Column("position", Integer, nullable=False),
)
saved_search = Table(
    "saved_search",
    USER,
    Column("search_id", Text, primary_key=True),
    Column("workplace_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("position", Integer, nullable=False),
)
signature = Table(
    "signature",
    USER,
    Column("account_id", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("html", Text, nullable=False),
    PrimaryKeyConstraint("account_id", "email"),
)
template = Table(
    "template",
    USER,
    Column("template_id", Text, primary_key=True),
    Column("workplace_id", Text),
    Column("name", Text, nullable=False),
    words("subject"),
    Column("html", Text, nullable=False),
    Column("position", Integer, nullable=False),
)
notice = Table(
    "notice",
    USER,
    Column("seq", Integer, primary_key=True),
    Column("workplace_id", Text),
    Column("account_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    words("title"),
    words("text"),
    Column("at", BigInteger, nullable=False),
    flag("is_held"),
    Column("read_at", BigInteger),
    sqlite_autoincrement=True,
)
