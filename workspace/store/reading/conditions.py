"""What each search operator asks of an item, as SQL on ``item i``, pending actions included."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workspace.mail.query import Query, Trouble
from workspace.mail.tokens import fold, glob, match_query
from workspace.store.reading.connections import Files
from workspace.store.reading.overlay import Overlay, Patch
from workspace.store.reading.record_rows import like

FEW = 5_000
"""Items up to which it is quicker to begin with what a condition names than with the newest item."""
FEW_THERE = 20_000
"""The same of a folder, whose ids stand in an index of their own."""
FEW_FILES = 100_000
"""The same of files: their table is read in a tenth of the time."""
_ROLES = {
    "inbox": "inbox", "받은편지함": "inbox",
    "sent": "sent", "보낸편지함": "sent",
    "drafts": "drafts", "임시보관함": "drafts",
    "archive": "archive", "보관": "archive", "보관함": "archive",
    "trash": "trash", "휴지통": "trash",
    "junk": "junk", "spam": "junk", "스팸": "junk", "정크": "junk",
}  # fmt: skip
_MARKS = {
    "unread": "i.is_read = 0 AND i.is_sent = 0 AND i.is_draft = 0",
    "read": "i.is_read = 1",
    "sent": "i.is_sent = 1",
    "draft": "i.is_draft = 1",
    "chat": "i.kind = 'chat'",
    "mail": "i.kind = 'email'",
}
_STARRED = """
SELECT s.item_id FROM thread t CROSS JOIN item s ON s.thread_id = t.thread_id
WHERE t.is_flagged = 1 AND s.is_flagged = 1
"""
_UNREAD = "item INDEXED BY item_unread WHERE is_read = 0 AND is_sent = 0 AND is_draft = 0"
_PARTS = {
    "image": "p.content_type LIKE 'image/%' AND p.is_inline = 0",
    "pdf": "(p.content_type = 'application/pdf' OR p.name LIKE '%.pdf')",
}
_STATES = {"yes": ("done",), "queued": ("queued", "trying"), "failed": ("failed",), "unsure": ("unsure",)}
_UNDER_WAY = ("done", "queued", "trying", "unsure")
_FROM = "i.from_name || ' ' || i.from_email"
_TO = " || ' ' || ".join(f"coalesce(json_extract(i.detail, '$.{role}'), '')" for role in ("to", "cc", "bcc"))
_LISTED = "(SELECT value FROM json_each(?))"
COLLECTIONS = "SELECT collection_id, remote_id, name, role, pulled FROM collection WHERE kind IN ('email', 'chat')"
_OWN = "SELECT own_addresses, identity FROM account"
_CALLED = "SELECT account_id, name FROM account"


@dataclass(frozen=True, slots=True)
class Clause:
    """What ``item i`` has to be. ``match`` narrows the full-text search.

    ``few`` selects the ids of no more items than can be gone through: all that fit are among them, and ``sql`` need
    not say so again. Its values come after those of ``sql``.
    """

    sql: str
    values: tuple[object, ...] = ()
    match: str = ""
    few: str = ""
    few_values: tuple[object, ...] = ()

    def negated(self) -> "Clause":
        """Everything else; of that there is much."""
        among = f"i.item_id IN ({self.few}) AND " if self.few else ""
        return Clause(f"NOT coalesce(({among}({self.sql})), 0)", (*self.few_values, *self.values))


def clauses(files: Files, overlay: Overlay, query: Query) -> tuple[list[Clause], list[Trouble]]:
    """A clause for each condition, and what the cache does not know."""
    found: list[Clause] = []
    troubles: list[Trouble] = []
    for condition in query.conditions:
        clause = _MAKERS[condition.operator](files, overlay, condition.value)
        if clause is None:
            troubles.append(Trouble("folder", condition.operator, condition.value))
        elif condition.is_not:
            found.append(clause.negated())
        else:
            found.append(clause)
    return found, troubles


def _from(files: Files, overlay: Overlay, value: str) -> Clause:
    if fold(value) in ("me", "나"):
        return Clause(f"i.is_sent = 1 OR lower(i.from_email) IN {_LISTED}", (_own(files),))
    return _held(_FROM, "people", value.split())


def _to(files: Files, overlay: Overlay, value: str) -> Clause:
    if fold(value) in ("me", "나"):
        met = f"SELECT 1 FROM item_address a WHERE a.item_id = i.item_id AND a.role <> 'from' AND a.email IN {_LISTED}"
        return Clause(f"EXISTS ({met})", (_own(files),))
    return _held(_TO, "people", value.split())


def _subject(files: Files, overlay: Overlay, value: str) -> Clause:
    """Several words were typed in quotes: they stand together."""
    return _held("i.subject", "subject", [value])


def _held(text: str, column: str, words: Sequence[str]) -> Clause:
    """The index holds senders and recipients together, and words only: it narrows, the item itself decides."""
    match = match_query(" ".join(f'"{word}"' if " " in word else word for word in words))
    held = " AND ".join([f"(({text}) LIKE ? ESCAPE '\\' OR ({text}) GLOB ?)"] * len(words))
    patterns = [pattern for word in words for pattern in (like(word), glob(word))]
    return Clause(held, tuple(patterns), f"{column} : ({match})" if match else "")


def _own(files: Files) -> str:
    rows = files.user(_OWN)
    return json.dumps(sorted({e.lower() for own, identity in rows for e in (*json.loads(own), identity) if e}))


def _in(files: Files, overlay: Overlay, value: str) -> Clause | None:
    if fold(value) in ("chats", "chat", "채팅"):
        return _of_kind(files, "chat")
    rows = files.cache(COLLECTIONS)
    wanted, role = fold(value).lstrip("#"), _ROLES.get(fold(value))
    named = [row for row in rows if row[3] == role] if role else [row for row in rows if _last(row[2]) == wanted]
    named = named or [row for row in rows if not role and wanted in fold(row[2])]
    if not named and not role:
        return None
    remote_ids = {row[1] for row in named}
    entered = _ids(overlay, lambda patch: bool(patch.entered & remote_ids) or (role or "") in patch.roles)
    left = _ids(overlay, lambda patch: bool(patch.left & remote_ids))
    ids = json.dumps([row[0] for row in named])
    there = f"SELECT c.item_id FROM item_collection c WHERE c.collection_id IN {_LISTED}"
    stays = f"i.item_id NOT IN {_LISTED}"
    if sum(row[4] for row in named) <= FEW_THERE:
        return Clause(stays, (left,), few=f"{there} UNION SELECT value FROM json_each(?)", few_values=(ids, entered))
    is_there = f"(EXISTS ({there} AND c.item_id = i.item_id) OR i.item_id IN {_LISTED})"
    return Clause(f"{is_there} AND {stays}", (ids, entered, left))


def _last(name: str) -> str:
    return fold(name).lstrip("#").rpartition("/")[2]


def _ids(overlay: Overlay, fits: Callable[[Patch], bool]) -> str:
    return json.dumps([item_id for item_id, patch in overlay.patches.items() if fits(patch)])


def _has(files: Files, overlay: Overlay, value: str) -> Clause:
    # The highest row stands for their number: counting them takes longer.
    if files.cache("SELECT coalesce(max(rowid), 0) FROM attachment")[0][0] <= FEW_FILES:
        part = _PARTS.get(value, "p.is_inline = 0")
        return Clause("1", few=f"SELECT p.item_id FROM attachment p WHERE {part}")
    if value == "attachment":
        return Clause("i.attachment_count > 0")
    return Clause(f"EXISTS (SELECT 1 FROM attachment p WHERE p.item_id = i.item_id AND {_PARTS[value]})")


def _is(files: Files, overlay: Overlay, value: str) -> Clause:
    if value not in ("unread", "read", "starred"):
        return _of_kind(files, value)
    starts, ends = _changed(overlay, value)
    stays, many = f"i.item_id NOT IN {_LISTED}", "SELECT value FROM json_each(?)"
    if value == "starred":
        return Clause(stays, (ends,), few=f"{_STARRED} UNION {many}", few_values=(starts,))
    if value == "unread" and _is_few(files, _UNREAD):
        return Clause(stays, (ends,), few=f"SELECT item_id FROM {_UNREAD} UNION {many}", few_values=(starts,))
    return Clause(f"(({_MARKS[value]}) OR i.item_id IN {_LISTED}) AND {stays}", (starts, ends))


def _changed(overlay: Overlay, value: str) -> tuple[str, str]:
    """The items that waiting actions make so, and those that they make otherwise."""
    if value == "starred":
        return (_ids(overlay, lambda patch: patch.is_flagged is True), _ids(overlay, lambda p: p.is_flagged is False))
    is_read = value == "read"
    return (
        _ids(overlay, lambda patch: patch.is_read is is_read),
        _ids(overlay, lambda patch: patch.is_read is (not is_read)),
    )


def _of_kind(files: Files, value: str) -> Clause:
    """Chats, drafts and what was sent: by the index that names them where they are few."""
    if value == "chat" and _is_few(files, "item WHERE kind = 'chat'"):
        return Clause("1", few="SELECT k.item_id FROM item k WHERE k.kind = 'chat'")
    view = {"sent": "sent", "draft": "drafts"}.get(value)
    if view is not None and _is_few(files, f"thread_place WHERE scope = '*' AND view = '{view}'"):
        there = "SELECT s.item_id FROM thread_place p JOIN item s ON s.thread_id = p.thread_id"
        return Clause(_MARKS[value], few=f"{there} WHERE p.scope = '*' AND p.view = '{view}'")
    return Clause(_MARKS[value])


def _is_few(files: Files, of: str) -> bool:
    count: int = files.cache(f"SELECT count(*) FROM (SELECT 1 FROM {of} LIMIT {FEW + 1})")[0][0]
    return count <= FEW


def _filed(files: Files, overlay: Overlay, value: str) -> Clause:
    pending = json.dumps(sorted(overlay.filings))
    if value == "no":
        marked = f"SELECT 1 FROM filed f WHERE f.filing_key = i.filing_key AND f.state IN {_words(_UNDER_WAY)}"
        sql = f"i.kind IN ('email', 'chat') AND NOT EXISTS ({marked})"
        return Clause(f"{sql} AND coalesce(i.filing_key, '') NOT IN {_LISTED}", (pending,))
    if value in _STATES:
        keys = f"SELECT f.filing_key FROM filed f WHERE f.state IN {_words(_STATES[value])}"
        waits = pending if value == "queued" else "[]"
        return _with_keys(f"{keys} UNION SELECT value FROM json_each(?)", (waits,))
    crms = json.dumps([account_id for account_id, name in files.user(_CALLED) if fold(value) in fold(name)])
    keys = f"SELECT f.filing_key FROM filed f WHERE f.state = 'done' AND (f.crm_account_id IN {_LISTED} OR"
    return _with_keys(f"{keys} f.label LIKE ? ESCAPE '\\')", (crms, like(value)))


def _with_keys(keys: str, values: tuple[object, ...]) -> Clause:
    return Clause("1", few=f"SELECT k.item_id FROM item k WHERE k.filing_key IN ({keys})", few_values=values)


def _words(words: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


_MAKERS: dict[str, Callable[[Files, Overlay, str], Clause | None]] = {
    "from": _from, "to": _to, "subject": _subject, "in": _in, "has": _has, "is": _is, "filed": _filed,
}  # fmt: skip
