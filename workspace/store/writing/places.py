"""Conversations as lists need them: their summary row, and one place per scope and view they stand in."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from workspace.mail.address import domain_of, normalise
from workspace.mail.threading import without_marks
from workspace.model.kinds import Kind
from workspace.store import tabs
from workspace.store.reading import filters
from workspace.store.standing import NO_MARK, Content, Mark, Standing, standing
from workspace.store.tab_rules import Facts, TabRule, looked_up
from workspace.store.tabs import FREE_MAIL
from workspace.store.times import now_ms
from workspace.store.unread import counts
from workspace.store.writing import chat_summaries, mark_mirror
from workspace.store.writing.chat_summaries import ChatSummary

_ITEMS = """
SELECT i.thread_id, i.item_id, i.kind, i.account_id, i.subject, i.from_name, i.from_email, i.snippet,
    i.is_read, i.is_flagged, i.is_draft, i.is_sent, i.is_mention, i.in_inbox, i.attachment_count,
    i.filing_key IS NOT NULL AND EXISTS (SELECT 1 FROM filed f WHERE f.filing_key = i.filing_key),
    CASE WHEN i.is_sent THEN i.detail END
FROM item i WHERE i.thread_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
ORDER BY i.item_id
"""
_ROLES = """
SELECT DISTINCT i.thread_id, c.role
FROM item i JOIN item_collection ic ON ic.item_id = i.item_id
JOIN collection c ON c.collection_id = ic.collection_id
WHERE i.thread_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
"""
_SAVE = """
INSERT INTO thread (thread_id, account_id, kind, last_item_id, subject, people, snippet, from_email, from_domain,
    item_count, unread_count, attachment_count, is_flagged, tab, snoozed_until, is_muted)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (thread_id) DO UPDATE SET last_item_id = excluded.last_item_id, subject = excluded.subject,
    people = excluded.people, snippet = excluded.snippet, from_email = excluded.from_email,
    from_domain = excluded.from_domain, item_count = excluded.item_count, unread_count = excluded.unread_count,
    attachment_count = excluded.attachment_count, is_flagged = excluded.is_flagged, tab = excluded.tab,
    snoozed_until = excluded.snoozed_until, is_muted = excluded.is_muted
"""
_SHOW_BODIES = """
UPDATE thread SET
    snippet = coalesce((SELECT i.snippet FROM item i WHERE i.item_id = thread.last_item_id), snippet),
    attachment_count = (
        SELECT sum(i.attachment_count) FROM item i WHERE i.thread_id = thread.thread_id AND i.orphaned_at IS NULL
    )
WHERE thread_id IN (
    SELECT i.thread_id FROM item i WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL
)
"""
_OF_LISTS = """
SELECT DISTINCT i.thread_id FROM item i JOIN item_address a ON a.item_id = i.item_id AND a.role = 'list'
WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.thread_id IS NOT NULL
"""
_MOST_PEOPLE = 6
Place = tuple[str, str, str, int, int, int]
"""``scope view tab last_item_id thread_id is_unread``, a row of ``thread_place``: there ``last_item_id`` is the key
that orders the view, see :class:`workspace.store.standing.Standing`."""


@dataclass(slots=True)
class Known:
    """What placing needs to know of the user's accounts and the time; kept by the writer, filled by the mirror."""

    now: Callable[[], int] = now_ms
    own_domains: dict[str, frozenset[str]] = field(default_factory=dict)
    own_addresses: dict[str, frozenset[str]] = field(default_factory=dict)
    scopes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: dict[str, tuple[TabRule, ...]] = field(default_factory=dict)
    """By workplace."""

    def add(self, account_id: str, addresses: Iterable[str]) -> None:
        own = frozenset(normalise(each) for each in addresses if each)
        self.own_addresses[account_id] = own
        self.own_domains[account_id] = frozenset(map(domain_of, own)) - FREE_MAIL - {""}

    def scopes_of(self, account_id: str) -> tuple[str, ...]:
        return (*self.scopes.get(account_id, ()), account_id, "*")


@dataclass(slots=True)
class _Summary:
    """A conversation while its items are added up, oldest first."""

    thread_id: int
    account_id: str = ""
    kind: str = ""
    last_item_id: int = 0
    news_id: int = 0
    subject: str = ""
    snippet: str = ""
    people: dict[str, None] = field(default_factory=dict)
    recipients: dict[str, None] = field(default_factory=dict)
    from_email: str = ""
    item_count: int = 0
    unread_count: int = 0
    attachment_count: int = 0
    is_flagged: int = 0
    has_filing: bool = False

    def add(self, row: tuple[Any, ...]) -> None:
        (_, self.last_item_id, self.kind, self.account_id, subject, from_name, from_email, snippet,
            is_read, is_flagged, is_draft, is_sent, is_mention, in_inbox, attachments, filed, detail) = row  # fmt: skip
        self.item_count += not is_draft
        self.subject = without_marks(subject) or self.subject
        self.snippet = snippet
        self.attachment_count += attachments
        self.is_flagged |= is_flagged
        self.has_filing |= bool(filed)
        self.unread_count += counts(
            is_read=is_read, is_sent=is_sent, is_draft=is_draft, in_inbox=in_inbox, is_mention=is_mention
        )
        if not is_sent and not is_draft:
            self.news_id = self.last_item_id
            self.people[from_name or from_email] = None
            self.from_email = from_email
        elif detail:
            to = json.loads(detail).get("to", ())
            self.recipients.update(dict.fromkeys(name or email for name, email in to))

    @property
    def names(self) -> str:
        """Who wrote; in a conversation only of one's own, to whom."""
        people = [name for name in (self.people or self.recipients) if name]
        return ", ".join(people[-_MOST_PEOPLE:])

    def content(self, roles: Iterable[str]) -> Content:
        return Content(
            self.thread_id, self.kind, roles, self.last_item_id, self.news_id, self.unread_count, self.has_filing
        )


def _of_chat(chat: ChatSummary) -> _Summary:
    return _Summary(
        chat.thread_id,
        chat.account_id,
        Kind.CHAT,
        chat.last_item_id,
        chat.news_id,
        chat.name,
        chat.snippet,
        dict.fromkeys(chat.people[:_MOST_PEOPLE]),
        from_email=chat.from_email,
        item_count=chat.item_count,
        unread_count=chat.unread_count,
        attachment_count=chat.attachment_count,
        is_flagged=chat.is_flagged,
        has_filing=chat.has_filing,
    )


def refresh(db: Connection, thread_ids: Iterable[int], known: Known) -> None:
    """Write the summaries and places of these conversations anew; empty ones disappear."""
    wanted = sorted(set(thread_ids))
    if not wanted:
        return
    chats = chat_summaries.summaries(db, wanted)
    summaries: dict[int, _Summary] = {thread_id: _of_chat(chat) for thread_id, chat in chats.items()}
    roles: dict[int, set[str]] = defaultdict(set, {thread_id: set(chat.roles) for thread_id, chat in chats.items()})
    ids = json.dumps([each for each in wanted if each not in chats])
    for row in db.exec_driver_sql(_ITEMS, (ids,)):
        if row[0] not in summaries:
            summaries[row[0]] = _Summary(row[0])
        summaries[row[0]].add(tuple(row))
    for thread_id, role in db.exec_driver_sql(_ROLES, (ids,)):
        roles[thread_id].add(role)
    fixed, ruled = _tabs(db, summaries.values(), known)
    marks = mark_mirror.of_threads(db, [each for each in summaries if each not in chats], list(chats))
    now = known.now()
    stand = {
        each.thread_id: standing(each.content(roles[each.thread_id]), marks.get(each.thread_id, NO_MARK), now)
        for each in summaries.values()
    }
    _save(db, summaries, fixed, stand, marks)
    _place(db, json.dumps(wanted), _wanted(summaries.values(), stand, fixed, ruled, known))
    empty = [(each,) for each in wanted if each not in summaries]
    if empty:
        db.exec_driver_sql("DELETE FROM thread WHERE thread_id = ?", empty)


def show_bodies(db: Connection, item_ids: Iterable[int]) -> None:
    """What bodies change of their conversations: the snippet, the number of attachments, and whether it has files."""
    ids = json.dumps(list(item_ids))
    db.exec_driver_sql(_SHOW_BODIES, (ids,))
    db.exec_driver_sql(filters.SHOW_FILES, (ids,))


def listed(db: Connection, item_ids: Iterable[int], known: Known) -> set[int]:
    """The conversations of those that mailing lists sent, where a rule asks for lists."""
    if not any(each.field == "list" for rules in known.rules.values() for each in looked_up(rules)):
        return set()
    return {row[0] for row in db.exec_driver_sql(_OF_LISTS, (json.dumps(list(item_ids)),))}


def _save(
    db: Connection,
    summaries: Mapping[int, _Summary],
    fixed: Mapping[int, str],
    stand: Mapping[int, Standing],
    marks: Mapping[int, Mark],
) -> None:
    rows = [
        (
            s.thread_id,
            s.account_id,
            s.kind,
            s.last_item_id,
            s.subject,
            s.names,
            s.snippet,
            normalise(s.from_email),
            domain_of(s.from_email),
            s.item_count,
            s.unread_count,
            s.attachment_count,
            s.is_flagged,
            fixed[s.thread_id],
            stand[s.thread_id].snoozed_until,
            int(marks.get(s.thread_id, NO_MARK).is_muted),
        )
        for s in summaries.values()
    ]
    if rows:
        db.exec_driver_sql(_SAVE, rows)


def _tabs(
    db: Connection, summaries: Iterable[_Summary], known: Known
) -> tuple[dict[int, str], dict[tuple[int, str], str]]:
    """The fixed tab of each, and where a rule of a workplace puts it in another there."""

    def fetch(sql: str, *values: object) -> Iterable[Any]:
        return db.exec_driver_sql(sql, values).all()

    senders = {s.thread_id: (s.account_id, normalise(s.from_email)) for s in summaries}
    fixed = tabs.fixed_tabs(fetch, senders, known.own_domains)
    facts = [
        Facts(s.thread_id, s.account_id, senders[s.thread_id][1], s.subject, fixed[s.thread_id]) for s in summaries
    ]
    return fixed, tabs.ruled_tabs(fetch, facts, known.rules, known.scopes)


def _wanted(
    summaries: Iterable[_Summary],
    stand: Mapping[int, Standing],
    fixed: Mapping[int, str],
    ruled: Mapping[tuple[int, str], str],
    known: Known,
) -> set[Place]:
    return {
        (scope, view, ruled.get((each.thread_id, scope), fixed[each.thread_id]), order, each.thread_id, is_unread)
        for each in summaries
        for scope in known.scopes_of(each.account_id)
        for view, order, is_unread in filters.places(
            stand[each.thread_id], is_flagged=bool(each.is_flagged), has_files=each.attachment_count > 0
        )
    }


def _place(db: Connection, ids: str, wanted: set[Place]) -> None:
    """Bring ``thread_place`` to what it should be, touching only the rows that differ."""
    stands = {
        tuple(row)
        for row in db.exec_driver_sql(
            "SELECT scope, view, tab, last_item_id, thread_id, is_unread FROM thread_place"
            " WHERE thread_id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    }
    if gone := [row[:5] for row in stands - wanted]:
        db.exec_driver_sql(
            "DELETE FROM thread_place WHERE scope = ? AND view = ? AND tab = ? AND last_item_id = ? AND thread_id = ?",
            gone,
        )
    if fresh := sorted(wanted - stands):
        db.exec_driver_sql("INSERT INTO thread_place VALUES (?, ?, ?, ?, ?, ?)", fresh)
