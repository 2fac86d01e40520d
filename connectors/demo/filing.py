"""The CRM side of the service: a filing is made once per key, of what each colleague put in.

Taking one action back removes its part; the filing goes when no part is left. A record that a part
created goes too if it is unchanged and nothing else hangs on it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from connectors.demo.mapping import from_json, to_json
from connectors.demo.service import Row, delete, new_id, put
from connectors.demo.state import State
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing, RecordField
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Record
from workspace.model.kinds import Kind, RecordType

LINK = "https://crm.demo.example/"
LISTS = ("emails", "domains", "phones", "parent_ids")


def file(state: State, action: Action, address: str, keep_blob: Callable[[str], str]) -> Receipt:
    """Write a filing, or add to the one that is there under its key."""
    payload = dict(action.payload)
    payload.pop("add_to", None)
    wanted = Filing.from_json(payload)
    filing_id = _id_of_key(state, wanted.key)
    is_found = filing_id is not None
    if is_found and action.payload.get("add_to") != filing_id:
        return receipt_of(state, str(filing_id), action)
    attachments = [_kept(each, keep_blob) for each in wanted.attachments]
    if filing_id is None:
        filing_id = _new_filing(state, wanted, address)
    created = [create_record(state, n.record_type, n.fields) for n in wanted.create]
    state["filings"][filing_id]["parts"][action.action_id] = {
        "user": address,
        "records": [to_json(each) for each in (*wanted.records, *created)],
        "created": [to_json(each) for each in created],
        "attachments": attachments,
    }
    _put_together(state, filing_id)
    return receipt_of(state, filing_id, action)


def find(state: State, action: Action) -> Receipt | None:
    """What is filed under the key of this action."""
    filing_id = _id_of_key(state, str(action.payload["key"]))
    return receipt_of(state, filing_id, action) if filing_id else None


def unfile(state: State, receipt: Mapping[str, Any]) -> None:
    """Take back what the action of a receipt put in; nothing happens the second time."""
    filing = state["filings"].get(receipt["remote_id"], {"parts": {}})
    part = filing["parts"].pop(receipt["action_id"], None)
    if part is None:
        return
    if filing["parts"]:
        _put_together(state, receipt["remote_id"])
    else:
        del state["filings"][receipt["remote_id"]]
    for each in part["created"]:
        _delete_unused(state, RecordType(each["record_type"]), each["remote_id"])


def receipt_of(state: State, filing_id: str, action: Action) -> Receipt:
    """The filing as it is in the CRM; ``created`` only what this action itself made."""
    filing = state["filings"][filing_id]
    part = filing["parts"].get(action.action_id)
    is_ours = len(filing["parts"]) == 1 and part is not None
    return Receipt(
        receipt_id=ReceiptId(f"demo-{action.action_id}"),
        action_id=action.action_id,
        remote_id=RemoteId(filing_id),
        link=f"{LINK}{filing_id}",
        records=tuple(_refs(filing["records"])),
        created=tuple(_refs(part["created"] if part else [])),
        attachments=tuple((name, size, sha256) for name, size, sha256 in filing["attachments"]),
        found=not is_ours,
        filed_by=filing["filed_by"],
    )


def create_record(state: State, record_type: str, fields: Iterable[tuple[str, Any]]) -> RecordRef:
    """Make a record; a list such as ``emails`` is one pair a value, ``company`` names its parent.

    Raises ``Rejected`` for a demanded field without a value.
    """
    fields = list(fields)
    own = {each.name for each in demanded(state, record_type)}
    _refuse_missing(state, record_type, {name for name, value in fields if value})
    remote_id = new_id(state, "r")
    data: dict[str, Any] = {"name": "", "link": f"{LINK}{remote_id}"}
    for name, value in fields:
        if name == "company":
            data.setdefault("parent_ids", []).extend(_companies(state, value))
        elif name in LISTS:
            data.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        elif name in own:
            data.setdefault("extra", {})[name] = value
        else:
            data[name] = value
    record = from_json(Record, {**data, "remote_id": remote_id, "record_type": record_type})
    row = put(state, record.record_type, record)
    row["created"] = row["changed"]
    return RecordRef(record.record_type, remote_id, record.name)


def demanded(state: State, record_type: str) -> tuple[RecordField, ...]:
    """What the organisation demands beside the model's own fields (:meth:`DemoService.demand`)."""
    rows = state.get("demands", {}).get(str(record_type), [])
    return tuple(RecordField(name, label, tuple(choices)) for name, label, choices in rows)


def _refuse_missing(state: State, record_type: str, given: set[str]) -> None:
    for each in demanded(state, record_type):
        if each.name not in given:
            raise Rejected("field_required", host="demo", field=each.label, key=each.name, record_type=record_type)


def _companies(state: State, name: str) -> list[str]:
    wanted = (RecordType.COMPANY.value, name.casefold())
    return [
        row["item"]["remote_id"]
        for row in state["items"].values()
        if row["kind"] == Kind.RECORD.value and (row["item"]["record_type"], row["item"]["name"].casefold()) == wanted
    ]


def look_up(state: State, query: Query) -> Iterable[Record]:
    """Records with any of the addresses or domains, or the text in their name."""
    emails = {each.lower() for each in query.emails}
    domains = {each.lower() for each in query.domains}
    for row in list(state["items"].values()):
        if row["kind"] != Kind.RECORD.value:
            continue
        record = from_json(Record, row["item"])
        theirs = {each.lower() for each in record.emails}
        has_domain = domains & {*record.domains, *(each.partition("@")[2] for each in theirs)}
        has_text = query.text and query.text.casefold() in record.name.casefold()
        if theirs & emails or has_domain or has_text:
            yield record


def _id_of_key(state: State, key: str) -> str | None:
    return next((i for i, each in state["filings"].items() if each["key"] == key), None)


def _new_filing(state: State, wanted: Filing, address: str) -> str:
    filing_id = new_id(state, "a")
    body = {name: to_json(getattr(wanted, name)) for name in ("subject", "text", "html", "from_")}
    state["filings"][filing_id] = {
        **body,
        "key": wanted.key,
        "sent_at": wanted.sent_at.isoformat(),
        "filed_by": address,
        "parts": {},
    }
    return filing_id


def _kept(attachment: FiledAttachment, keep_blob: Callable[[str], str]) -> list[Any]:
    return [attachment.name, attachment.size, keep_blob(attachment.part_id)]


def _put_together(state: State, filing_id: str) -> None:
    filing = state["filings"][filing_id]
    for name in ("records", "attachments"):
        merged: list[Any] = []
        for part in filing["parts"].values():
            merged += [each for each in part[name] if each not in merged]
        filing[name] = merged


def _refs(data: Iterable[Mapping[str, Any]]) -> Iterable[RecordRef]:
    return (from_json(RecordRef, each) for each in data)


def _delete_unused(state: State, record_type: RecordType, remote_id: str) -> None:
    row: Row | None = state["items"].get(f"record/{remote_id}")
    if row is None or row["changed"] != row.get("created"):
        return
    is_filed_to = any(
        each["remote_id"] == remote_id and each["record_type"] == record_type.value
        for filing in state["filings"].values()
        for each in filing["records"]
    )
    is_parent = any(remote_id in each["item"].get("parent_ids", ()) for each in state["items"].values())
    if not is_filed_to and not is_parent:
        delete(state, Kind.RECORD, remote_id)
