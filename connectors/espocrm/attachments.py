"""Files of a filed mail: sent in pieces, compared by their bytes, never twice.

An upload is begun empty, hung on its mail, and only then filled: whatever a crash leaves is seen at the mail, and what
was not hung on it yet is removed by the server's own cleaning of unfinished uploads.
"""

import base64
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

from connectors.espocrm.api import PIECE, Espo, Json
from connectors.espocrm.uploads import Uploads
from workspace.connector.errors import Rejected
from workspace.model.filings import FiledAttachment

Blob = Callable[[str], Iterator[bytes]]
FIELD = "attachments"
_IN_MEMORY = 8 * PIECE
_NAME_CHARS, _TYPE_CHARS = 255, 100


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment as the server has it; ``is_open`` while bytes are missing."""

    id: str
    name: str
    size: int
    is_open: bool
    by: str


@dataclass(slots=True)
class Fresh:
    """A file that goes up: its bytes, what they are, and its id at the server once it is begun."""

    name: str
    content_type: str
    bytes: IO[bytes]
    size: int
    sha256: str
    id: str = ""


class Attachments:
    """For one run; remembers what it downloaded or sent by the server's id, which never changes its bytes."""

    def __init__(self, api: Espo, uploads: Uploads, chunk_mb: int) -> None:
        self._api = api
        self._uploads = uploads
        self._chunk = max(1, chunk_mb) * 1024 * 1024
        self._known: dict[str, Kept] = {}
        self._sha256: dict[str, str] = {}

    def of(self, activity: Json) -> list[Kept]:
        """Asked one by one: a list of attachments shows a colleague's to nobody, the mail lets all read them."""
        ids: Any = activity.get(f"{FIELD}Ids") or ()
        return [kept for each in ids if (kept := self._one(str(each))) is not None]

    def _one(self, attachment_id: str) -> Kept | None:
        if attachment_id not in self._known:
            try:
                row = self._api.one("Attachment", attachment_id)
            except Rejected as error:
                if error.message_key != "not_found":
                    raise
                return None
            name, size, by = str(row.get("name") or ""), int(row.get("size") or 0), str(row.get("createdById") or "")
            kept = Kept(attachment_id, name, size, bool(row.get("isBeingUploaded")), by)
            if kept.is_open:
                return kept
            self._known[attachment_id] = kept
        return self._known[attachment_id]

    def sha256(self, attachment_id: str) -> str:
        """Of the bytes that the server gives back."""
        if attachment_id not in self._sha256:
            digest = hashlib.sha256()
            for piece in self._api.file(attachment_id):
                digest.update(piece)
            self._sha256[attachment_id] = digest.hexdigest()
        return self._sha256[attachment_id]

    def missing(
        self, wanted: tuple[FiledAttachment, ...], there: list[Kept], blob: Blob, stack: ExitStack
    ) -> list[Fresh]:
        """What is not there yet, byte for byte under the same name; ``stack`` closes the files."""
        left = [each for each in there if not each.is_open]
        found = []
        for each in wanted:
            fresh = _read(each, blob, stack)
            same = next((k for k in left if self._is_same(fresh, k)), None)
            if same is None:
                found.append(fresh)
            else:
                left.remove(same)
        return found

    def _is_same(self, fresh: Fresh, kept: Kept) -> bool:
        return (fresh.name, fresh.size) == (kept.name, kept.size) and fresh.sha256 == self.sha256(kept.id)

    def begin(self, entity: str, fresh: Fresh) -> None:
        described = {
            "name": fresh.name,
            "type": fresh.content_type,
            "size": fresh.size,
            "role": "Attachment",
            "relatedType": entity,
            "field": FIELD,
        }
        if fresh.size == 0:
            # An upload ends with its last piece, and nothing has none.
            described["file"] = f"data:{fresh.content_type};base64,"
        else:
            described["isBeingUploaded"] = True
        fresh.id = self._uploads.begin(described)

    def hung(self, fresh: Iterable[Fresh]) -> None:
        """They are on their mail now, which says what became of them."""
        self._uploads.done(*(each.id for each in fresh))

    def fill(self, fresh: Fresh) -> None:
        """Raises ``Rejected`` where the server gives other bytes back than it was given."""
        fresh.bytes.seek(0)
        while piece := fresh.bytes.read(self._chunk):
            data = f"data:{fresh.content_type};base64,{base64.b64encode(piece).decode()}"
            self._api.ask("POST", f"Attachment/chunk/{fresh.id}", data=data)
        if self.sha256(fresh.id) != fresh.sha256:
            raise Rejected("not_written")

    def delete(self, attachment_id: str) -> None:
        self._api.delete("Attachment", attachment_id)
        self._known.pop(attachment_id, None)


def _read(wanted: FiledAttachment, blob: Blob, stack: ExitStack) -> Fresh:
    """The file as it is; what was said of its size may have been an estimate."""
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  the stack closes it
    stack.enter_context(spool)
    digest = hashlib.sha256()
    size = 0
    for piece in blob(wanted.part_id):
        digest.update(piece)
        size += len(piece)
        spool.write(piece)
    name = " ".join(wanted.name.split())[-_NAME_CHARS:] or "unnamed"
    content_type = wanted.content_type.strip()[:_TYPE_CHARS] or "application/octet-stream"
    return Fresh(name, content_type, spool, size, digest.hexdigest())
