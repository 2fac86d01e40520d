"""Filed mails as activities: written once per key, added to by colleagues, taken back to what
others keep.

An activity belongs to all who filed it. Each ``filing`` row remembers which records and
attachments its action added, so that undoing it leaves everybody else's.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from connectors.builtin_crm import records
from connectors.builtin_crm.fields import Draft, draft, label
from connectors.builtin_crm.file import NAME, Connection, milliseconds
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing
from workspace.model.ids import AccountId, ReceiptId, RemoteId
from workspace.model.kinds import RecordType

LARGEST_MB = 250
_MIB = 1024 * 1024
_CREATE_ORDER = (
    RecordType.COMPANY,
    RecordType.CONTACT,
    RecordType.LEAD,
    RecordType.DEAL,
    RecordType.CASE,
)
_PEOPLE = (RecordType.CONTACT, RecordType.LEAD)
Blob = Callable[[str], Iterator[bytes]]
Demands = Mapping[str, Sequence[str]]
"""The fields without which no new record of a type is made."""


def file(connection: Connection, action: Action, user: str, blob: Blob, demanded: Demands) -> None:
    """Write a filing, or add its records and attachments to the activity that a colleague wrote
    first.
    """
    filing = Filing.from_json(dict(action.payload))
    if _is_filed(connection, action):
        return
    record_ids = [_known(connection, ref) for ref in filing.records]
    drafts = [draft(new.record_type, new.fields) for new in filing.create]
    record_ids += _create_all(connection, action, drafts, demanded, record_ids)
    if not record_ids:
        raise Rejected("setting_missing", field="records")
    activity_id = find_activity(connection, action) or _write_activity(connection, filing)
    connection.execute(
        "INSERT INTO filing (action_id, activity_id, filed_by, filed_at) VALUES (?, ?, ?, ?)",
        (action.action_id, activity_id, user, milliseconds()),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO filing_record VALUES (?, ?, ?)",
        [(action.action_id, record_id, n) for n, record_id in enumerate(record_ids)],
    )
    for each in filing.attachments:
        pieces = blob(each.part_id)
        attachment_id = _attach(connection, activity_id, action.action_id, each, pieces)
        row = (action.action_id, attachment_id)
        connection.execute("INSERT OR IGNORE INTO filing_attachment VALUES (?, ?)", row)


def _is_filed(connection: Connection, action: Action) -> bool:
    sql = "SELECT 1 FROM filing WHERE action_id = ?"
    return connection.execute(sql, (action.action_id,)).fetchone() is not None


def find_activity(connection: Connection, action: Action) -> int | None:
    """The activity under the action's key, or the one it is to be added to."""
    sql = "SELECT activity_id FROM activity WHERE key = ? OR activity_id = ?"
    add_to = _number(action.payload.get("add_to"))
    row = connection.execute(sql, (action.payload["key"], add_to)).fetchone()
    return None if row is None else int(row[0])


def _number(remote_id: object) -> int | None:
    text = str(remote_id)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _known(connection: Connection, ref: RecordRef) -> int:
    sql = "SELECT record_id FROM record WHERE record_id = ? AND record_type = ?"
    row = connection.execute(sql, (_number(ref.remote_id), ref.record_type)).fetchone()
    if row is None:
        raise Rejected("not_found", what=ref.name or str(ref))
    return int(row[0])


def _create_all(
    connection: Connection, action: Action, drafts: Sequence[Draft], demanded: Demands, chosen: Sequence[int] = ()
) -> list[int]:
    """Create records that hang together: people at the chosen or created company, deals and cases
    at all of them.

    A person or company that is there already is used instead, as when two mails of a new
    customer wait offline.
    """
    known = list(chosen)
    made = []
    for each in sorted(drafts, key=lambda d: _CREATE_ORDER.index(RecordType(d.record_type))):
        same = find_same(connection, each)
        if same is None:
            _refuse_missing(each, demanded.get(each.record_type, ()))
            records.link_parents(connection, each)
            _hang_on(connection, each, known)
            same = records.add(connection, each)
            sql = "INSERT INTO created_record VALUES (?, ?, 1)"
            connection.execute(sql, (same, action.action_id))
        known.append(same)
        made.append(same)
    return made


def _refuse_missing(new: Draft, demanded: Sequence[str]) -> None:
    for key in demanded:
        if not getattr(new, key):
            params = {"host": NAME, "field": label(key), "key": key, "record_type": new.record_type}
            raise Rejected("field_required", **params)


def find_same(connection: Connection, new: Draft) -> int | None:
    """The one person with an address of the draft, or the one company of its name; None if there is
    not just one.
    """
    if new.record_type in _PEOPLE:
        found = records.by_email(connection, new.emails, (new.record_type,))
    elif new.record_type == RecordType.COMPANY:
        found = records.by_name(connection, RecordType.COMPANY, new.name)
    else:
        found = []
    return found[0] if len(found) == 1 else None


def _hang_on(connection: Connection, new: Draft, known: Sequence[int]) -> None:
    types = {i: records.ref(connection, i).record_type for i in known}
    companies = [i for i, t in types.items() if t == RecordType.COMPANY]
    people = [i for i, t in types.items() if t in _PEOPLE]
    if new.record_type in _PEOPLE and not new.parent_ids and len(companies) == 1:
        new.parent_ids = companies
    elif new.record_type in (RecordType.DEAL, RecordType.CASE):
        above = [p for i in people for p in records.parents(connection, i)]
        new.parent_ids = list(dict.fromkeys([*new.parent_ids, *people, *companies, *above]))


def _write_activity(connection: Connection, filing: Filing) -> int:
    cursor = connection.execute(
        "INSERT INTO activity (key, kind, subject, text, html, sent_at, is_incoming, thread_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            filing.key,
            filing.kind,
            filing.subject,
            filing.text,
            filing.html,
            milliseconds(filing.sent_at),
            filing.is_incoming,
            filing.thread_key,
        ),
    )
    activity_id = int(cursor.lastrowid)
    people = (("from", (filing.from_,)), ("to", filing.to), ("cc", filing.cc))
    connection.executemany(
        "INSERT INTO activity_address VALUES (?, ?, ?, ?, ?)",
        [
            (activity_id, role, n, each.name, each.email)
            for role, addresses in people
            for n, each in enumerate(addresses)
        ],
    )
    return activity_id


def _attach(
    connection: Connection,
    activity_id: int,
    action_id: str,
    filed: FiledAttachment,
    pieces: Iterator[bytes],
) -> int:
    """Store an attachment's bytes as they come; those that a colleague filed already are kept once."""
    cursor = connection.execute(
        "INSERT INTO attachment (activity_id, name, content_type, size, sha256) VALUES (?, ?, ?, 0, '')",
        (activity_id, filed.name, filed.content_type),
    )
    attachment_id = int(cursor.lastrowid)
    digest = hashlib.sha256()
    size = 0
    for n, piece in enumerate(pieces):
        size += len(piece)
        if size > LARGEST_MB * _MIB:
            raise Rejected("too_large", name=filed.name, limit=LARGEST_MB, host=NAME)
        digest.update(piece)
        sql = "INSERT INTO attachment_chunk VALUES (?, ?, ?)"
        connection.execute(sql, (attachment_id, n, piece))
    same = connection.execute(
        "SELECT attachment_id FROM attachment JOIN filing_attachment USING (attachment_id)"
        " WHERE activity_id = ? AND sha256 = ? AND name = ? AND action_id <> ?",
        (activity_id, digest.hexdigest(), filed.name, action_id),
    ).fetchone()
    if same is not None:
        connection.execute("DELETE FROM attachment WHERE attachment_id = ?", (attachment_id,))
        return int(same[0])
    sql = "UPDATE attachment SET size = ?, sha256 = ? WHERE attachment_id = ?"
    connection.execute(sql, (size, digest.hexdigest(), attachment_id))
    return attachment_id


def receipt(connection: Connection, action: Action, account_id: AccountId) -> Receipt | None:
    """What is there under a ``file`` action's key, whoever wrote it."""
    activity_id = find_activity(connection, action)
    if activity_id is None:
        return None
    filings = connection.execute(
        "SELECT action_id, filed_by FROM filing WHERE activity_id = ? ORDER BY filing_id", (activity_id,)
    ).fetchall()
    refs = _records(connection, "activity_id", activity_id)
    is_first = filings[0][0] == action.action_id
    return Receipt(
        receipt_id=ReceiptId(action.action_id),
        action_id=action.action_id,
        remote_id=RemoteId(str(activity_id)),
        link=records.link(account_id, refs[0].record_type, int(refs[0].remote_id)),
        records=refs,
        created=_created(connection, action.action_id),
        attachments=_attachments(connection, activity_id),
        found=not is_first,
        filed_by=None if is_first else filings[0][1],
    )


def created_receipt(connection: Connection, action: Action, account_id: AccountId) -> Receipt | None:
    """What a ``create`` action made, or the person or company that was there already."""
    made = _created(connection, action.action_id)
    if made:
        return record_receipt(action, made[0], account_id, created=made)
    same = find_same(connection, asked_draft(action))
    if same is None:
        return None
    return record_receipt(action, records.ref(connection, same), account_id)


def asked_draft(action: Action) -> Draft:
    """The checked fields of a ``create`` action: a mapping or pairs; a list is several values."""
    fields: Any = action.payload["fields"]
    pairs = fields.items() if isinstance(fields, dict) else fields
    return draft(str(action.payload["record_type"]), pairs)


def create(connection: Connection, action: Action, account_id: AccountId, demanded: Demands) -> Receipt:
    """Create one record, unless it is there already."""
    done = created_receipt(connection, action, account_id)
    if done is not None:
        return done
    record_id = _create_all(connection, action, [asked_draft(action)], demanded)[0]
    ref = records.ref(connection, record_id)
    return record_receipt(action, ref, account_id, created=(ref,))


def record_receipt(
    action: Action, ref: RecordRef, account_id: AccountId, created: tuple[RecordRef, ...] = ()
) -> Receipt:
    return Receipt(
        receipt_id=ReceiptId(action.action_id),
        action_id=action.action_id,
        remote_id=ref.remote_id,
        link=records.link(account_id, ref.record_type, int(ref.remote_id)),
        records=(ref,),
        created=created,
        found=not created,
    )


def _records(connection: Connection, column: str, value: object) -> tuple[RecordRef, ...]:
    rows = connection.execute(
        "SELECT record_id FROM filing_record JOIN filing USING (action_id)"  # noqa: S608
        f" WHERE {column} = ? ORDER BY filing_id, position",
        (value,),
    ).fetchall()
    return tuple(records.ref(connection, i) for i in dict.fromkeys(row[0] for row in rows))


def _created(connection: Connection, action_id: str) -> tuple[RecordRef, ...]:
    sql = "SELECT record_id FROM created_record WHERE action_id = ? ORDER BY record_id"
    rows = connection.execute(sql, (action_id,)).fetchall()
    return tuple(records.ref(connection, row[0]) for row in rows)


def _attachments(connection: Connection, activity_id: int) -> tuple[tuple[str, int, str], ...]:
    sql = "SELECT name, size, sha256 FROM attachment WHERE activity_id = ? ORDER BY attachment_id"
    return tuple(tuple(row) for row in connection.execute(sql, (activity_id,)))


def unfile(connection: Connection, action: Action) -> Receipt:
    """Take back what the receipt's action added; what is gone already counts as taken back."""
    given = action.payload["receipt"]
    if not isinstance(given, dict) or not given.get("action_id"):
        raise Rejected("setting_missing", field="receipt")
    filed_by_action = str(given["action_id"])
    row = connection.execute("SELECT activity_id FROM filing WHERE action_id = ?", (filed_by_action,)).fetchone()
    removed = _records(connection, "filing.action_id", filed_by_action)
    if row is not None:
        _take_back(connection, filed_by_action, row[0])
    gone = _remove_created(connection, filed_by_action)
    return Receipt(
        receipt_id=ReceiptId(action.action_id),
        action_id=action.action_id,
        remote_id=RemoteId(str(row[0] if row else given.get("remote_id"))),
        records=removed,
        extra={"removed": [str(ref) for ref in gone]},
    )


def _take_back(connection: Connection, filed_by_action: str, activity_id: int) -> None:
    connection.execute("DELETE FROM filing WHERE action_id = ?", (filed_by_action,))
    connection.execute(
        "DELETE FROM attachment WHERE activity_id = ? AND NOT EXISTS (SELECT 1 FROM filing_attachment f"
        " WHERE f.attachment_id = attachment.attachment_id)",
        (activity_id,),
    )
    connection.execute(
        "DELETE FROM activity WHERE activity_id = ?1 AND NOT EXISTS (SELECT 1 FROM filing WHERE activity_id = ?1)",
        (activity_id,),
    )


def _remove_created(connection: Connection, filed_by_action: str) -> list[RecordRef]:
    """Remove the records that the action created and nobody changed or used since, deals before
    companies.
    """
    sql = "SELECT record_id, version FROM created_record WHERE action_id = ? ORDER BY record_id DESC"
    gone = []
    for record_id, version in connection.execute(sql, (filed_by_action,)).fetchall():
        if records.is_unused(connection, record_id, version):
            gone.append(records.ref(connection, record_id))
            records.remove(connection, record_id)
    return gone
