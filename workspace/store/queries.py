"""What the window and the command line ask of the cache, as plain SQL; SQLAlchemy is not imported on this side.

``json_each(?)`` takes lists of any length. Lists are pages: ``? `` names are a key and a limit, never an offset.
"""

ITEM = """
SELECT i.item_id, i.account_id, i.kind, i.remote_id, i.thread_id, i.received_at, i.sent_at, i.subject, i.from_name,
    i.from_email, i.message_id, i.filing_key, i.snippet, i.is_read, i.is_flagged, i.is_draft, i.is_sent,
    i.is_automated, i.body_state, i.size, i.version, i.detail, i.is_mention, i.in_inbox
FROM item i
"""
THREAD = """
SELECT t.thread_id, t.last_item_id, t.account_id, t.kind, t.subject, t.people, t.from_email, t.snippet, t.item_count,
    t.is_flagged, t.attachment_count, t.tab, t.snoozed_until, t.is_muted,
    EXISTS (SELECT 1 FROM thread_place pin WHERE pin.thread_id = t.thread_id AND pin.view = 'pinned'),
    EXISTS (SELECT 1 FROM thread_place d WHERE d.thread_id = t.thread_id AND d.view = 'drafts')
"""
PAGE = f"""
{THREAD}, p.is_unread, p.last_item_id, p.tab
FROM thread_place p INDEXED BY thread_place_untabbed JOIN thread t ON t.thread_id = p.thread_id
WHERE p.scope = ? AND p.view = ? AND p.last_item_id < ? AND p.thread_id NOT IN (SELECT value FROM json_each(?))
ORDER BY p.last_item_id DESC LIMIT ?
"""
PAGE_OF_TAB = f"""
{THREAD}, p.is_unread, p.last_item_id
FROM thread_place p JOIN thread t ON t.thread_id = p.thread_id
WHERE p.scope = ? AND p.view = ? AND p.tab = ? AND p.last_item_id < ?
    AND p.thread_id NOT IN (SELECT value FROM json_each(?))
ORDER BY p.last_item_id DESC LIMIT ?
"""
THREADS = f"""
{THREAD}, EXISTS (SELECT 1 FROM thread_place p WHERE p.thread_id = t.thread_id AND p.is_unread = 1), t.last_item_id
FROM thread t WHERE t.thread_id IN (SELECT value FROM json_each(?))
"""
UNREAD = "SELECT count(*) FROM thread_place WHERE scope = ? AND view = ? AND is_unread = 1"
UNREAD_COUNTS = """
SELECT scope, view, count(*) FROM thread_place INDEXED BY thread_place_unread
WHERE is_unread = 1 GROUP BY scope, view
"""
TAB_COUNTS = """
SELECT tab, count(*) FROM thread_place WHERE scope = ? AND view = 'inbox' AND is_unread = 1 GROUP BY tab
"""
ALIAS = "SELECT thread_id FROM thread_alias WHERE alias_id = ?"
THREAD_ITEMS = f"{ITEM} WHERE i.thread_id = ? AND i.orphaned_at IS NULL ORDER BY i.item_id"
CHAT_TAIL = f"""
{ITEM} INDEXED BY item_of_chat WHERE i.thread_id = ? AND i.kind = 'chat' ORDER BY i.item_id DESC LIMIT 200
"""
CHAT_REPLIES = f"""
{ITEM} JOIN reply r ON r.item_id = i.item_id WHERE r.root_remote_id = ? ORDER BY i.item_id DESC LIMIT 200
"""
TOPIC_KEYS = """
SELECT filing_key FROM item WHERE account_id = ? AND kind = 'chat' AND remote_id = ?
UNION SELECT i.filing_key FROM reply r JOIN item i ON i.item_id = r.item_id
    WHERE r.root_remote_id = ? AND r.account_id = ?
"""
KIND_OF_THREAD = "SELECT kind FROM thread WHERE thread_id = ?"
ITEMS_BY_ID = f"{ITEM} WHERE i.item_id IN (SELECT value FROM json_each(?)) ORDER BY i.item_id"
ITEM_BY_KEY = f"{ITEM} WHERE i.account_id = ? AND i.kind = ? AND i.remote_id = ?"
ITEMS_BY_FILING_KEY = f"{ITEM} WHERE i.filing_key = ? AND i.orphaned_at IS NULL ORDER BY i.item_id"
ITEMS_OF_ACCOUNT = f"""
{ITEM} WHERE i.account_id = ? AND i.kind = ? AND i.orphaned_at IS NULL ORDER BY i.item_id DESC LIMIT ?
"""
ITEMS_OF_KIND = f"""
{ITEM} INDEXED BY item_by_kind WHERE i.kind = ? AND i.orphaned_at IS NULL ORDER BY i.item_id DESC LIMIT ?
"""
COLLECTIONS_OF = """
SELECT ic.item_id, c.remote_id, c.role FROM item_collection ic JOIN collection c ON c.collection_id = ic.collection_id
WHERE ic.item_id IN (SELECT value FROM json_each(?)) ORDER BY ic.item_id, c.collection_id
"""
TEXTS_OF = "SELECT item_id, text FROM body WHERE item_id IN (SELECT value FROM json_each(?))"
BODIES_OF = """
SELECT item_id, text, html, extra FROM body WHERE item_id IN (SELECT value FROM json_each(?))
"""
ATTACHMENTS_OF = """
SELECT item_id, part_id, name, content_type, size, content_id, is_inline FROM attachment
WHERE item_id IN (SELECT value FROM json_each(?)) AND position >= 0 ORDER BY item_id, position
"""
FILED_OF = """
SELECT filing_key, crm_account_id, state, label, receipt_id, link, filed_by FROM filed
WHERE filing_key IN (SELECT value FROM json_each(?)) ORDER BY filing_key, at
"""
FILED_OF_THREADS = """
SELECT i.thread_id, f.filing_key, f.crm_account_id, f.state, f.label, f.receipt_id, f.link, f.filed_by
FROM item i JOIN filed f ON f.filing_key = i.filing_key
WHERE i.thread_id IN (SELECT value FROM json_each(?)) ORDER BY i.thread_id, f.at
"""
DEALS = """
SELECT holder, d.name, d.amount, d.stage FROM (
    SELECT a.email AS holder, r.account_id AS crm, r.remote_id AS near FROM record_address a
    JOIN record r ON r.item_id = a.item_id WHERE a.email IN (SELECT value FROM json_each(?1))
    UNION SELECT a.email, own.account_id, own.parent_remote_id FROM record_address a
    JOIN record_parent own ON own.item_id = a.item_id WHERE a.email IN (SELECT value FROM json_each(?1))
)
CROSS JOIN record_parent p ON p.account_id = crm AND p.parent_remote_id = near
CROSS JOIN record d ON d.item_id = p.item_id
WHERE d.record_type = 'deal' AND d.is_open = 1 ORDER BY holder, d.item_id DESC
"""
SEARCH = """
SELECT rowid FROM (SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)
UNION ALL SELECT rowid FROM (
    SELECT rowid FROM search_waiting WHERE search_waiting MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)
ORDER BY 1 DESC LIMIT ?
"""
_IN_SCOPE = """
    AND i.account_id IN (SELECT account_id FROM account_workplace WHERE workplace_id = ? UNION ALL SELECT ?)
"""
FOUND = f"""
{ITEM} WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL ORDER BY i.item_id DESC
"""
HITS = """
SELECT i.item_id, i.account_id, i.kind, i.remote_id, i.thread_id, i.received_at, i.subject, i.from_name, i.from_email,
    i.snippet, i.is_read, i.is_flagged, i.is_draft, i.is_sent, i.attachment_count, i.filing_key
FROM item i WHERE i.item_id IN (SELECT value FROM json_each(?)) AND i.orphaned_at IS NULL ORDER BY i.item_id DESC
"""
SEARCH_IN_SCOPE = f"""
SELECT rowid FROM (SELECT s.rowid FROM search s JOIN item i ON i.item_id = s.rowid
    WHERE s.search MATCH ? AND s.rowid < ? {_IN_SCOPE} ORDER BY s.rowid DESC LIMIT ?)
UNION ALL SELECT rowid FROM (SELECT s.rowid FROM search_waiting s JOIN item i ON i.item_id = s.rowid
    WHERE s.search_waiting MATCH ? AND s.rowid < ? {_IN_SCOPE} ORDER BY s.rowid DESC LIMIT ?)
ORDER BY 1 DESC LIMIT ?
"""
_FITTING_SCOPE = """
    AND (? = '*' OR i.account_id = ? OR i.account_id IN (
        SELECT account_id FROM account_workplace WHERE workplace_id = ?))
"""
FITTING_WORDS = f"""
SELECT rowid FROM (SELECT s.rowid FROM search s CROSS JOIN item i ON i.item_id = s.rowid
    WHERE s.search MATCH ? AND s.rowid >= ? AND s.rowid < ? {{few}} {_FITTING_SCOPE} {{where}}
    ORDER BY s.rowid DESC LIMIT ?)
UNION ALL SELECT rowid FROM (SELECT s.rowid FROM search_waiting s CROSS JOIN item i ON i.item_id = s.rowid
    WHERE s.search_waiting MATCH ? AND s.rowid >= ? AND s.rowid < ? {{few}} {_FITTING_SCOPE} {{where}}
    ORDER BY s.rowid DESC LIMIT ?)
ORDER BY 1 DESC LIMIT ?
"""
FITTING = f"""
SELECT i.item_id FROM item i WHERE i.item_id >= ? AND i.item_id < ? AND +i.kind IN ('email', 'chat')
    AND i.orphaned_at IS NULL {_FITTING_SCOPE} {{where}} ORDER BY i.item_id DESC LIMIT ?
"""
FITTING_FEW = f"""
SELECT i.item_id FROM (
    SELECT DISTINCT item_id FROM ({{few}}) WHERE item_id >= ? AND item_id < ? ORDER BY 1 DESC LIMIT -1) f
CROSS JOIN item i ON i.item_id = f.item_id
WHERE i.kind IN ('email', 'chat') AND i.orphaned_at IS NULL {_FITTING_SCOPE} {{where}} LIMIT ?
"""
COVERAGE = """
SELECT (SELECT count(*) FROM item INDEXED BY item_bodiless WHERE body_state = 'none'),
    (SELECT count(*) FROM item INDEXED BY item_by_kind WHERE kind = 'email')
"""
COLLECTIONS = """
SELECT c.collection_id, c.account_id, c.remote_id, c.kind, c.name, c.role,
    {count}, c.pulled, c.total, c.pulled_at, c.held
FROM collection c {where} ORDER BY c.account_id, c.collection_id
"""
ACCOUNTS_WITHOUT = "SELECT account_id FROM collection GROUP BY account_id HAVING NOT max(kind = '{kind}')"
HAS_FOLDER = "SELECT EXISTS (SELECT 1 FROM collection WHERE account_id = ? AND kind = 'email' AND role = ?)"
IS_BROUGHT = "SELECT EXISTS (SELECT 1 FROM collection WHERE kind = ?)"
COMING = """
SELECT count(*), count(pulled_at), sum(pulled), sum(max(ifnull(total, 0), pulled)) FROM collection
WHERE account_id IN (SELECT value FROM json_each(?)) AND collection_id = ifnull(?, collection_id)
"""
EVENTS = f"""
{ITEM} JOIN event e ON e.item_id = i.item_id
WHERE e.starts_at < ? AND e.ends_at >= ? AND e.starts_at >= ? AND i.orphaned_at IS NULL
    AND (? = '*' OR e.account_id = ? OR e.account_id IN (
        SELECT account_id FROM account_workplace WHERE workplace_id = ?))
ORDER BY e.starts_at, i.item_id
"""
LONGEST_EVENT = "SELECT coalesce(max(ends_at - starts_at), 0) FROM event"
COUNT_OF_COLLECTION = "(SELECT count(*) FROM item_collection ic WHERE ic.collection_id = c.collection_id)"
ACCOUNTS_IN = "SELECT account_id FROM account_workplace WHERE workplace_id = ?"
SCOPES = "SELECT account_id, workplace_id FROM account_workplace"
HEALTH = "SELECT account_id, state, since, message_key, params, pulled_at FROM health"
ANSWER = "SELECT request_id, state, payload, error_key, error_params FROM answer WHERE request_id = ?"
CHANGES = "SELECT seq, kind, account_id, collection_id FROM change WHERE seq > ? ORDER BY seq"
LAST_CHANGE = "SELECT coalesce(max(seq), 0) FROM change"
IMAGE = "SELECT data FROM remote_image WHERE url = ?"
IMAGE_ROW = "SELECT rowid FROM remote_image WHERE url = ?"
ATTACHMENT_CHUNKS = """
SELECT count(c.n) FROM attachment a LEFT JOIN attachment_chunk c ON c.item_id = a.item_id AND c.part_id = a.part_id
WHERE a.item_id = ? AND a.part_id = ? AND a.fetched_at IS NOT NULL GROUP BY a.item_id
"""
ATTACHMENT_CHUNK = "SELECT data FROM attachment_chunk WHERE item_id = ? AND part_id = ? AND n = ?"
CONVERSATIONS = """
SELECT thread_id FROM message_ref WHERE message_id = ?
    AND account_id IN (SELECT DISTINCT account_id FROM collection)
UNION SELECT thread_id FROM item WHERE filing_key = ? AND thread_id IS NOT NULL
"""
