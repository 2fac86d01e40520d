"""What lies under a filing's key: one ``mail.message`` a record, all with the same ``message_id``, whoever wrote them.

``email_layout_xmlid`` of a message, which only mail that Odoo sends has a use for, says which action wrote it; an
attachment's ``description`` says which action added it, and its SHA-256.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectors.odoo.mapping import link, row_name
from connectors.odoo.models import ATTACHMENT, MESSAGE, PARTNER, READ, Row, Schema, place, record_type, remote_id
from connectors.odoo.rpc import Rpc
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import ReceiptId, RemoteId

MARK = "workspace."
_MESSAGE_FIELDS = ("message_id", "model", "res_id", "create_uid", "attachment_ids")
_ATTACHMENT_FIELDS = ("name", "file_size", "checksum", "description", "create_uid")
EVEN_ARCHIVED = {"active_test": False}


@dataclass(frozen=True, slots=True)
class FiledFile:
    """An attachment of a message; ``checksum`` is Odoo's SHA-1."""

    attachment_id: int
    name: str
    size: int
    checksum: str
    mark: str
    sha256: str
    user_id: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on one record."""

    message_id: int
    model: str
    res_id: int
    mark: str
    user_id: int
    user_name: str
    files: tuple[FiledFile, ...] = ()

    @property
    def at(self) -> tuple[str, int]:
        return self.model, self.res_id


def mark_of(action_id: str) -> str:
    return f"{MARK}{action_id}"


def description_of(action_id: str, sha256: str) -> str:
    return f"{mark_of(action_id)}:{sha256}"


class Chatter:
    """Reads the messages of records."""

    def __init__(self, rpc: Rpc, schema: Schema) -> None:
        self._rpc = rpc
        self._schema = schema

    @property
    def has_marks(self) -> bool:
        return "email_layout_xmlid" in self._schema.fields(MESSAGE)

    def under(self, key: str) -> list[Entry]:
        """What is filed under a key, oldest first."""
        return self.matching([["message_id", "=", key], ["model", "in", list(READ)]])

    def matching(self, domain: Sequence[Any]) -> list[Entry]:
        fields = [*_MESSAGE_FIELDS, *(("email_layout_xmlid",) if self.has_marks else ())]
        rows = self._rpc.rows(MESSAGE, domain, fields, order="id")
        files = self.files(sorted({each for row in rows for each in row.get("attachment_ids") or ()}))
        found = [_entry(row) for row in rows]
        return [
            replace(entry, files=tuple(files[i] for i in sorted(row.get("attachment_ids") or ()) if i in files))
            for entry, row in zip(found, rows, strict=True)
        ]

    def files(self, ids: Sequence[int]) -> dict[int, FiledFile]:
        if not ids:
            return {}
        rows = self._rpc.rows(ATTACHMENT, [["id", "in", list(ids)]], _ATTACHMENT_FIELDS, order="id")
        return {row["id"]: _file(row) for row in rows}

    def refs(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], RecordRef]:
        """The records as they are now; those that are gone are missing."""
        wanted: dict[str, set[int]] = {}
        for model, res_id in places:
            wanted.setdefault(model, set()).add(res_id)
        found = {}
        for model, ids in wanted.items():
            fields = self._schema.fields(model)
            names = [name for name in ("name", "display_name", "is_company", "type") if name in fields]
            rows = self._rpc.rows(model, [["id", "in", sorted(ids)]], names, context=EVEN_ARCHIVED)
            found.update({(model, row["id"]): ref_of(model, row) for row in rows})
        return found

    def merged_into(self, at: tuple[str, int]) -> RecordRef | None:
        """The contact that a missing one was merged into, as Odoo notes it in the chatter of the one that stays.

        Source: addons/mail/wizard/base_partner_merge_automatic_wizard.py. Leads are merged without such a note.
        """
        model, res_id = at
        if model != PARTNER:
            return None
        domain = [["model", "=", model], ["message_type", "=", "notification"], ["body", "like", f"(ID {res_id})"]]
        rows = self._rpc.rows(MESSAGE, domain, ["res_id"], order="id desc", limit=1)
        into = [(model, int(row.get("res_id") or 0)) for row in rows]
        return next(iter(self.refs(into).values()), None)


def as_filed(
    refs: Mapping[tuple[str, int], RecordRef], wanted: Iterable[RecordRef]
) -> dict[tuple[str, int], RecordRef]:
    """The records with the types that the filing calls them: a lead may have become an opportunity since."""
    types = {place(ref.remote_id): ref.record_type for ref in wanted}
    return {at: replace(ref, record_type=types.get(at, ref.record_type)) for at, ref in refs.items()}


def ref_of(model: str, row: Row) -> RecordRef:
    kind = record_type(model, row).value if model != PARTNER or "is_company" in row else "contact"
    return RecordRef(kind, remote_id(model, row["id"]), row_name(row))


def receipt(
    action: Action,
    filing: Filing,
    entries: Sequence[Entry],
    refs: Mapping[tuple[str, int], RecordRef],
    base_url: str,
    created: Sequence[RecordRef] = (),
) -> Receipt:
    """The first message names the filing; ``messages`` in ``extra`` are those that the action wrote, wherever they go.

    Attachments are those that every record of the filing has.
    """
    first = entries[0]
    mark = mark_of(action.action_id)
    is_ours = first.mark == mark
    wanted = {place(ref.remote_id) for ref in filing.records}
    return Receipt(
        receipt_id=ReceiptId(f"odoo-{action.action_id}"),
        action_id=action.action_id,
        remote_id=RemoteId(str(first.message_id)),
        link=link(base_url, first.model, first.res_id),
        records=tuple(refs[at] for at in dict.fromkeys(entry.at for entry in entries) if at in refs),
        created=tuple(created),
        attachments=_shared_files([e for e in entries if e.at in wanted] or entries),
        found=not is_ours,
        filed_by=None if is_ours else first.user_name or None,
        extra={"messages": [entry.message_id for entry in entries if entry.mark == mark]},
    )


def _shared_files(entries: Sequence[Entry]) -> tuple[tuple[str, int, str], ...]:
    """``(name, size, sha256)`` of the files that all records have, one that a mail has twice twice."""
    by_place: dict[tuple[str, int], Counter[tuple[str, int, str]]] = {}
    sums: dict[tuple[str, int, str], str] = {}
    for entry in entries:
        files = [((file.name, file.size, file.checksum), file.sha256) for file in entry.files]
        by_place.setdefault(entry.at, Counter()).update(known for known, _ in files)
        sums |= {known: sha256 for known, sha256 in files if sha256 or known not in sums}
    counts = list(by_place.values())
    shared = {known: min(each[known] for each in counts) for known in counts[0]}
    return tuple((name, size, sums[name, size, sha1]) for (name, size, sha1), n in shared.items() for _ in range(n))


def _entry(row: Row) -> Entry:
    user = row.get("create_uid") or (0, "")
    return Entry(
        row["id"],
        str(row.get("model") or ""),
        int(row.get("res_id") or 0),
        str(row.get("email_layout_xmlid") or ""),
        int(user[0]),
        str(user[1]),
    )


def _file(row: Row) -> FiledFile:
    description = str(row.get("description") or "")
    mark, _, sha256 = description.rpartition(":") if description.startswith(MARK) else ("", "", "")
    user = row.get("create_uid") or (0, "")
    size, name = int(row.get("file_size") or 0), str(row.get("name") or "")
    return FiledFile(row["id"], name, size, str(row.get("checksum") or ""), mark, sha256, int(user[0]))
