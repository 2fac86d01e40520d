"""Everything the CRM holds in one zip file: customers, filed mails, and their attachments byte for byte."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from connectors.builtin_crm import records, tables
from connectors.builtin_crm.fields import Draft
from connectors.builtin_crm.file import Connection

CUSTOMERS = "customers.csv"
ACTIVITIES = "activities.jsonl"


def write(path: Path, connection: Connection, drafts: Iterable[Draft]) -> int:
    """Write ``customers.csv``, ``activities.jsonl`` (one filed mail a line) and ``attachments/ID/N/NAME``.

    Returns how many records and activities went in.
    """
    listed = path.with_name(f"{path.name}.csv")
    try:
        count = tables.write(listed, drafts)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(listed, CUSTOMERS)
            lines = [json.dumps(each, ensure_ascii=False) for each in _activities(connection, archive)]
            archive.writestr(ACTIVITIES, "".join(f"{line}\n" for line in lines))
    finally:
        listed.unlink(missing_ok=True)
    return count + len(lines)


def _activities(connection: Connection, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    columns = ("activity_id", "key", "kind", "subject", "text", "html", "sent_at", "is_incoming", "thread_key")
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM activity ORDER BY activity_id"):  # noqa: S608
        activity = dict(zip(columns, row, strict=True))
        activity_id = activity["activity_id"]
        yield {
            **activity,
            "activity_id": str(activity_id),
            "is_incoming": bool(activity["is_incoming"]),
            "sent_at": datetime.fromtimestamp(activity["sent_at"] / 1000, UTC).isoformat(),
            **_people(connection, activity_id),
            "records": [str(ref) for ref in _records(connection, activity_id)],
            "filed_by": _filers(connection, activity_id),
            "attachments": list(_attachments(connection, activity_id, archive)),
        }


def _people(connection: Connection, activity_id: int) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {"from": [], "to": [], "cc": []}
    sql = "SELECT role, name, email FROM activity_address WHERE activity_id = ? ORDER BY role, position"
    for role, name, email in connection.execute(sql, (activity_id,)):
        found[role].append({"name": name, "email": email})
    return found


def _records(connection: Connection, activity_id: int) -> list[Any]:
    sql = (
        "SELECT DISTINCT record_id FROM filing_record JOIN filing USING (action_id)"
        " WHERE activity_id = ? ORDER BY record_id"
    )
    return [records.ref(connection, row[0]) for row in connection.execute(sql, (activity_id,)).fetchall()]


def _filers(connection: Connection, activity_id: int) -> list[str]:
    sql = "SELECT filed_by FROM filing WHERE activity_id = ? ORDER BY filing_id"
    return [row[0] for row in connection.execute(sql, (activity_id,))]


def _attachments(connection: Connection, activity_id: int, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    sql = "SELECT attachment_id, name, size, sha256 FROM attachment WHERE activity_id = ? ORDER BY attachment_id"
    for n, (attachment_id, name, size, sha256) in enumerate(connection.execute(sql, (activity_id,)).fetchall(), 1):
        path = f"attachments/{activity_id}/{n}/{PurePosixPath(name).name or 'attachment'}"
        with archive.open(path, "w", force_zip64=True) as target:
            for (piece,) in connection.execute(
                "SELECT data FROM attachment_chunk WHERE attachment_id = ? ORDER BY n", (attachment_id,)
            ):
                target.write(piece)
        yield {"name": name, "size": size, "sha256": sha256, "path": path}
