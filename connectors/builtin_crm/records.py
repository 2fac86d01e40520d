"""Records of the CRM's file: read, written, merged, removed; each change takes a number of the
sequence.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from connectors.builtin_crm.fields import LISTS, WORDS, Draft, normal
from connectors.builtin_crm.file import Connection, milliseconds, moment, next_seq
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.actions import RecordRef
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

LOOK_UP_LIMIT = 100
_PEOPLE = (RecordType.CONTACT, RecordType.LEAD)


def add(connection: Connection, draft: Draft) -> int:
    """Write a new record and return its id."""
    columns = ", ".join((*WORDS, "record_type", "name_folded", "is_open", "updated_at", "seq"))
    values = [getattr(draft, word) for word in WORDS]
    values += [draft.record_type, draft.name.casefold(), draft.is_open]
    values += [milliseconds(), next_seq(connection)]
    marks = ", ".join("?" for _ in values)
    sql = f"INSERT INTO record ({columns}) VALUES ({marks})"  # noqa: S608
    record_id = int(connection.execute(sql, values).lastrowid)
    _write_lists(connection, record_id, draft)
    return record_id


def change(connection: Connection, record_id: int, draft: Draft) -> None:
    """Overwrite a record and raise its version."""
    words = ", ".join(f"{word} = ?" for word in WORDS)
    sql = f"UPDATE record SET {words}, name_folded = ?, is_open = ?, version = version + 1, "  # noqa: S608
    sql += "updated_at = ?, seq = ? WHERE record_id = ?"
    values = [getattr(draft, word) for word in WORDS]
    values += [draft.name.casefold(), draft.is_open]
    connection.execute(sql, [*values, milliseconds(), next_seq(connection), record_id])
    connection.execute("DELETE FROM record_value WHERE record_id = ?", (record_id,))
    connection.execute("DELETE FROM record_parent WHERE record_id = ?", (record_id,))
    _write_lists(connection, record_id, draft)


def _write_lists(connection: Connection, record_id: int, draft: Draft) -> None:
    for name in LISTS:
        connection.executemany(
            "INSERT INTO record_value VALUES (?, ?, ?, ?, ?)",
            [(record_id, name, n, v, normal(name, v)) for n, v in enumerate(getattr(draft, name))],
        )
    connection.executemany(
        "INSERT OR IGNORE INTO record_parent VALUES (?, ?, ?)",
        [(record_id, n, parent_id) for n, parent_id in enumerate(draft.parent_ids)],
    )


def read(connection: Connection, record_id: int) -> Draft:
    """A record as it is now; raises ``Rejected`` with ``not_found``."""
    sql = f"SELECT record_type, is_open, {', '.join(WORDS)} FROM record WHERE record_id = ?"  # noqa: S608
    row = connection.execute(sql, (record_id,)).fetchone()
    if row is None:
        raise Rejected("not_found", what=f"The record {record_id}")
    found = Draft(row[0], is_open=bool(row[1]), **dict(zip(WORDS, row[2:], strict=True)))
    for name, value in connection.execute(
        "SELECT field, value FROM record_value WHERE record_id = ? ORDER BY field, position",
        (record_id,),
    ):
        getattr(found, name).append(value)
    found.parent_ids = parents(connection, record_id)
    return found


def parents(connection: Connection, record_id: int) -> list[int]:
    sql = "SELECT parent_id FROM record_parent WHERE record_id = ? ORDER BY position"
    return [row[0] for row in connection.execute(sql, (record_id,))]


def merge(connection: Connection, record_id: int, draft: Draft) -> bool:
    """Fill what a record lacks and add to its lists; false if that changes nothing."""
    old = read(connection, record_id)
    new = deepcopy(old)
    for word in WORDS:
        if not getattr(old, word):
            setattr(new, word, getattr(draft, word))
    for name in LISTS:
        known = {normal(name, each) for each in getattr(old, name)}
        getattr(new, name).extend(v for v in getattr(draft, name) if normal(name, v) not in known)
    new.parent_ids.extend(p for p in draft.parent_ids if p not in old.parent_ids)
    new.is_open = old.is_open and draft.is_open
    if new == old:
        return False
    change(connection, record_id, new)
    return True


def remove(connection: Connection, record_id: int) -> None:
    """Delete a record and leave a trace for the next pull."""
    connection.execute("DELETE FROM record WHERE record_id = ?", (record_id,))
    connection.execute("INSERT INTO gone VALUES (?, ?)", (record_id, next_seq(connection)))


def is_unused(connection: Connection, record_id: int, version: int) -> bool:
    """Whether a record is as it was at that version, and nothing hangs on it."""
    row = connection.execute(
        "SELECT 1 FROM record WHERE record_id = :id AND version = :version"
        " AND NOT EXISTS (SELECT 1 FROM filing_record WHERE record_id = :id)"
        " AND NOT EXISTS (SELECT 1 FROM record_parent WHERE parent_id = :id)",
        {"id": record_id, "version": version},
    ).fetchone()
    return row is not None


def link_parents(connection: Connection, draft: Draft) -> list[str]:
    """Turn the names in ``company`` and ``contacts`` into parents; returns those that nothing fits."""
    unknown = []
    if draft.company:
        found = by_name(connection, RecordType.COMPANY, draft.company)
        # The name of two companies says nothing: it stays as text only.
        if len(found) == 1:
            draft.parent_ids = list(dict.fromkeys([*draft.parent_ids, *found]))
    for name in draft.contacts:
        people = by_email(connection, [name]) if "@" in name else []
        people = people or by_name(connection, RecordType.CONTACT, name)
        if len(people) == 1:
            draft.parent_ids = list(dict.fromkeys([*draft.parent_ids, *people]))
        else:
            unknown.append(name)
    for parent_id in draft.parent_ids:
        if not connection.execute("SELECT 1 FROM record WHERE record_id = ?", (parent_id,)).fetchone():
            raise Rejected("setting_wrong", field="parent_ids", reason=f"no record {parent_id}")
    return unknown


def by_name(connection: Connection, record_type: str, name: str) -> list[int]:
    sql = "SELECT record_id FROM record WHERE record_type = ? AND name_folded = ? ORDER BY record_id"
    return [row[0] for row in connection.execute(sql, (str(record_type), name.casefold()))]


def by_email(connection: Connection, emails: Iterable[str], types: Sequence[str] = _PEOPLE) -> list[int]:
    """The records of these types with any of the addresses."""
    found = _by_value(connection, "emails", [normal("emails", each) for each in emails])
    sql = "SELECT record_type FROM record WHERE record_id = ?"
    return [i for i in found if connection.execute(sql, (i,)).fetchone()[0] in types]


def _by_value(connection: Connection, field_name: str, normals: Sequence[str]) -> list[int]:
    sql = "SELECT record_id FROM record_value WHERE field = ? AND normal = ? ORDER BY record_id"
    rows = (row for each in normals for row in connection.execute(sql, (field_name, each)))
    return list(dict.fromkeys(row[0] for row in rows))


def look_up(connection: Connection, query: Query) -> list[int]:
    """The records a query asks for, at most :data:`LOOK_UP_LIMIT` by text."""
    found = _by_value(connection, "emails", [normal("emails", each) for each in query.emails])
    for each in query.domains:
        name = normal("domains", each)
        found += _by_value(connection, "domains", [name])
        sql = "SELECT record_id FROM record_value WHERE field = 'emails' AND normal LIKE ? ESCAPE '\\'"
        found += [row[0] for row in connection.execute(sql, (f"%@{_escaped(name)}",))]
    if query.text.strip():
        wanted = _escaped(query.text.strip().casefold())
        sql = "SELECT record_id FROM record WHERE name_folded LIKE ? ESCAPE '\\' ORDER BY name LIMIT ?"
        rows = connection.execute(sql, (f"%{wanted}%", LOOK_UP_LIMIT))
        found += [row[0] for row in rows]
    return list(dict.fromkeys(found))


def _escaped(text: str) -> str:
    """Text as LIKE takes it literally."""
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text


def ref(connection: Connection, record_id: int) -> RecordRef:
    """How receipts name a record."""
    sql = "SELECT record_type, name FROM record WHERE record_id = ?"
    row = connection.execute(sql, (record_id,)).fetchone()
    if row is None:
        raise Rejected("not_found", what=f"The record {record_id}")
    return RecordRef(row[0], RemoteId(str(record_id)), row[1])


def link(account_id: AccountId, record_type: str, record_id: int) -> str:
    """Opens a record in the window: the CRM has no pages of its own."""
    return f"workspace://crm/{account_id}/{record_type}/{record_id}"


def as_item(connection: Connection, record_id: int, account_id: AccountId) -> Record:
    """A record as the engine caches it."""
    draft = read(connection, record_id)
    sql = "SELECT version, updated_at FROM record WHERE record_id = ?"
    version, updated_at = connection.execute(sql, (record_id,)).fetchone()
    return Record(
        remote_id=RemoteId(str(record_id)),
        record_type=RecordType(draft.record_type),
        name=draft.name,
        emails=tuple(draft.emails),
        domains=tuple(draft.domains),
        phones=tuple(draft.phones),
        parent_ids=tuple(RemoteId(str(each)) for each in draft.parent_ids),
        is_open=draft.is_open,
        stage=draft.stage,
        amount=draft.amount,
        owner=draft.owner,
        title=draft.title,
        city=draft.city,
        link=link(account_id, draft.record_type, record_id),
        updated_at=moment(updated_at),
        version=str(version),
        extra={"company": draft.company} if draft.company else {},
    )
