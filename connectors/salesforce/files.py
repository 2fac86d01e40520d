"""Attachments as files of the org: each a ContentVersion that is published where the mail was filed.

https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contentversion.htm
Where there are no such files, each is an Attachment, which an org without Salesforce Files has:
https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_attachment.htm
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from connectors.salesforce.failures import Refused
from connectors.salesforce.line import Line
from connectors.salesforce.soql import Row, Select, Where, text_of
from workspace.connector.errors import Rejected, Transient
from workspace.model.filings import FiledAttachment

MIB = 1024 * 1024
LARGEST_MB = 35
"""What a call in JSON takes once the bytes are written as base64."""
FIELDS = ("Id", "Title", "PathOnClient", "ContentSize", "Checksum", "Description", "ContentDocumentId", "IsLatest")
PLAIN, PLAIN_FIELDS = "Attachment", ("Id", "Name", "BodyLength", "Description", "ParentId")
_NOTE = re.compile(r"Workspace (\S+) (\d+) ([0-9a-f]{64})$")
Blob = Callable[[str], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file at a filing; ``action`` is ours where our note is on it, ``digest`` its sha256 as hex where known."""

    version_id: str
    document_id: str
    name: str
    size: int
    checksum: str = ""
    action: str = ""
    digest: str = ""


def are_kept(line: Line) -> bool:
    """Whether the server has any place for files."""
    return _has_files(line) or line.schema.has(PLAIN)


def attached(line: Line, owner_id: str) -> list[Attached]:
    """The files at a record, those first that were published there."""
    if not _has_files(line):
        asked = Select(PLAIN, PLAIN_FIELDS, (Where("ParentId", "=", owner_id),))
        return [_as_attached(row) for row in line.select(asked)] if line.schema.has(PLAIN) else []
    rows = _versions(line, (Where("FirstPublishLocationId", "=", owner_id),))
    links = _links(line, owner_id)
    known = {text_of(row, "ContentDocumentId") for row in rows}
    others = [each for each in links if each not in known]
    for document_id in others:
        rows += _versions(line, (Where("ContentDocumentId", "=", document_id),))
    latest = [row for row in rows if row.get("IsLatest") is not False]
    # A file that somebody took off the mail is still published there first, but no longer linked to it.
    return [_as_attached(row) for row in latest if not links or text_of(row, "ContentDocumentId") in links]


def attach(line: Line, owner_id: str, action_id: str, filed: FiledAttachment, blob: Blob) -> str:
    """Upload one file; returns its MD5, which Salesforce keeps too."""
    content = _content(line, filed, blob)
    note = f"Workspace {action_id} {len(content)} {hashlib.sha256(content).hexdigest()}"
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    if not _has_files(line):
        plain = {"Name": filed.name[:255] or "attachment", "ContentType": filed.content_type, "Description": note}
        body = {**plain, "Body": base64.b64encode(content).decode("ascii"), "ParentId": owner_id}
        line.create(PLAIN, body, what=filed.name)
        return checksum
    body = {
        "Title": PurePosixPath(filed.name).stem[:255] or "attachment",
        "PathOnClient": filed.name[:500] or "attachment",
        "VersionData": base64.b64encode(content).decode("ascii"),
        "Description": note,
        "FirstPublishLocationId": owner_id,
    }
    _uploaded(line, body, filed.name)
    return checksum


def refuse_spoiled(line: Line, there: Sequence[Attached], sums: Sequence[str]) -> None:
    """Raises ``Transient`` where a file that was uploaded did not arrive byte for byte."""
    known = [each.checksum for each in there]
    if all(known) and not set(sums) <= set(known):
        raise Transient("bad_answer", host=line.host)


def detach(line: Line, owner_id: str, file: Attached) -> None:
    """Take a file away: for good where it lies nowhere else, else its link alone."""
    if not file.document_id:
        line.delete("ContentVersion" if _has_files(line) else PLAIN, file.version_id)
        return
    asked = Select(
        "ContentDocumentLink", ("Id", "LinkedEntityId"), (Where("ContentDocumentId", "=", file.document_id),)
    )
    links = line.select(asked)
    # Whoever uploaded it, a user (005), is linked to it too.
    places = {
        text_of(each, "LinkedEntityId") for each in links if not text_of(each, "LinkedEntityId").startswith("005")
    }
    if places <= {owner_id}:
        line.delete("ContentDocument", file.document_id)
        if line.is_plain:
            # Salesforce deletes the versions along with it.
            line.delete("ContentVersion", file.version_id)
        return
    for each in links:
        if each["LinkedEntityId"] == owner_id:
            line.delete("ContentDocumentLink", str(each["Id"]))


def missing(wanted: Sequence[FiledAttachment], there: Sequence[Attached]) -> list[FiledAttachment]:
    """Those of the filing that are not at the record yet, by name and size."""
    left = [(each.name, each.size) for each in there]
    found = []
    for each in wanted:
        same = next((known for known in left if known[0] == each.name[:500] and known[1] == each.size), None)
        if same is None:
            found.append(each)
        else:
            left.remove(same)
    return found


def _content(line: Line, filed: FiledAttachment, blob: Blob) -> bytes:
    pieces, size = [], 0
    for piece in blob(filed.part_id):
        size += len(piece)
        if size > LARGEST_MB * MIB:
            raise Rejected("too_large", name=filed.name, limit=LARGEST_MB, host=line.host)
        pieces.append(piece)
    return b"".join(pieces)


def _uploaded(line: Line, body: Row, name: str) -> str:
    try:
        return line.attempt_create("ContentVersion", body)
    except Refused as refused:
        if "FirstPublishLocationId" not in refused.fields + refused.message:
            raise refused.meaning(line.host, name) from None
    # Not every object takes a file at once; it is linked in a second call then.
    owner_id = body.pop("FirstPublishLocationId")
    version_id = line.create("ContentVersion", body, what=name)
    row = line.get("ContentVersion", version_id, ("Id", "ContentDocumentId")) or {}
    link = {"ContentDocumentId": row.get("ContentDocumentId"), "LinkedEntityId": owner_id, "ShareType": "V"}
    line.create("ContentDocumentLink", link, what=name)
    return version_id


def _has_files(line: Line) -> bool:
    return line.schema.has("ContentVersion", may_create=True)


def _links(line: Line, owner_id: str) -> list[str]:
    if not line.schema.has("ContentDocumentLink"):
        return []
    asked = Select("ContentDocumentLink", ("Id", "ContentDocumentId"), (Where("LinkedEntityId", "=", owner_id),))
    return [text_of(row, "ContentDocumentId") for row in line.select(asked)]


def _versions(line: Line, conditions: tuple[Where, ...]) -> list[Row]:
    return line.select(Select("ContentVersion", FIELDS, conditions))


def _as_attached(row: Row) -> Attached:
    note = _NOTE.search(text_of(row, "Description"))
    name = next((text for each in ("PathOnClient", "Title", "Name") if (text := text_of(row, each))), "")
    size = int(row.get("ContentSize") or row.get("BodyLength") or 0) or (int(note[2]) if note else 0)
    given = (str(row["Id"]), text_of(row, "ContentDocumentId"), name, size, text_of(row, "Checksum").lower())
    return Attached(*given, note[1], note[3]) if note else Attached(*given)
