"""How the command line speaks: one JSON object a line with the model's names, or lines for people; and how it fails."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import click

from workspace.model.items import Address
from workspace.store.rows import ItemRow, ReceiptRow, ThreadRow

T = TypeVar("T")
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def plain(value: object) -> Any:
    """JSON-ready: ids become strings, times ISO 8601, rows objects with the model's field names."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Address):
        return {"name": value.name, "email": value.email}
    if is_dataclass(value):
        return {f.name.rstrip("_"): _field(f.name, getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _field(str(k), v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return value


def _field(name: str, value: object) -> Any:
    if name.endswith("_id") and isinstance(value, int):
        return str(value)
    return plain(value)


def item_json(row: ItemRow) -> dict[str, Any]:
    """An item with its key's parts at the top level, its detail's fields beside them, bodies where loaded."""
    data: dict[str, Any] = plain(row)
    key = data.pop("key")
    detail = data.pop("detail")
    return {**detail, **key, **{k: v for k, v in data.items() if k != "from"}, "from": [data["from"]]}


def thread_json(row: ThreadRow) -> dict[str, Any]:
    """A conversation, under the id of its newest item."""
    data: dict[str, Any] = plain(row)
    data["item_id"] = data.pop("last_item_id")
    del data["order"]
    data["received_at"] = data.pop("last_at")
    data["from"] = [{"name": row.people, "email": row.from_email}]
    data["is_read"] = not data.pop("is_unread")
    return data


def stays(row: ReceiptRow) -> dict[str, list[str]]:
    """What a filing made and taking it back left at the CRM: ``archived`` or ``kept``, each if there is any."""
    found = {about: row.extra.get(about) for about in ("archived", "kept")}
    return {about: [str(each) for each in names] for about, names in found.items() if isinstance(names, list) and names}


def receipt_json(row: ReceiptRow) -> dict[str, Any]:
    """A receipt; records as ``TYPE:REMOTE_ID``."""
    data: dict[str, Any] = plain(row)
    data["records"] = [f"{kind}:{remote_id}" for kind, remote_id, _ in row.records]
    data["created"] = [f"{kind}:{remote_id}" for kind, remote_id, _ in row.created]
    data["attachments"] = [{"name": name, "size": size, "sha256": digest} for name, size, digest in row.attachments]
    data.update(data.pop("item") or {})
    del data["extra"]
    data |= stays(row)
    data["account_id"], data["remote_id"] = row.account_id, row.remote_id
    return data


def emit(
    rows: Iterable[T],
    json_wanted: bool,
    to_json: Callable[[T], dict[str, Any]],
    columns: Callable[[T], Sequence[str]],
) -> None:
    """Print rows one a line, as JSON objects or as columns separated by two spaces."""
    for row in rows:
        if json_wanted:
            click.echo(json.dumps(to_json(row), ensure_ascii=False))
        else:
            click.echo("  ".join(columns(row)))
