"""The tables of ``ledger.db``: what we did. Written by the engine; never deleted with the cache."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text, text

from workspace.store.tables.column_kinds import flag, json_object, words

LEDGER = MetaData()

attempt = Table(
    "attempt",
    LEDGER,
    Column("action_id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("verb", Text, nullable=False),
    json_object("payload"),
    Column("item_account_id", Text),
    Column("item_kind", Text),
    Column("item_remote_id", Text),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("retries", Integer, nullable=False, server_default=text("0")),
    Column("not_before", BigInteger, nullable=False, server_default=text("0")),
    words("error_key"),
    json_object("error_params"),
    words("subject"),
    flag("is_engine_born"),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("attempt_by_state", "state", "account_id"),
)
receipt = Table(
    "receipt",
    LEDGER,
    Column("receipt_id", Text, primary_key=True),
    Column("action_id", Text, nullable=False, unique=True),
    Column("account_id", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("filing_key", Text),
    Column("thread_key", Text),
    Column("item_account_id", Text),
    Column("item_kind", Text),
    Column("item_remote_id", Text),
    words("subject"),
    Column("remote_id", Text),
    Column("link", Text),
    Column("records", Text, nullable=False, server_default=text("'[]'")),
    Column("created", Text, nullable=False, server_default=text("'[]'")),
    Column("attachments", Text, nullable=False, server_default=text("'[]'")),
    flag("found"),
    Column("filed_by", Text),
    json_object("extra"),
    Column("done_at", BigInteger, nullable=False),
    Column("undone_at", BigInteger),
    Index("receipt_by_key", "filing_key", "account_id"),
    Index("receipt_by_thread", "thread_key"),
)
departure = Table(
    "departure",
    LEDGER,
    Column("day", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("day", "account_id", "host", "purpose"),
)
