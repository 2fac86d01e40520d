"""Attachments in HubSpot's Files: kept private, in a folder that says the SHA-256 of what lies there.

So everybody who sees the filing can tell what was filed, byte for byte, without fetching it.
https://developers.hubspot.com/docs/api-reference/files-files-v3/guide
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from connectors.hubspot.api import Api, Json
from connectors.hubspot.failures import HOST
from workspace.connector.errors import Rejected, Transient
from workspace.connector.journal import Journal
from workspace.model.filings import FiledAttachment

LARGEST_MB = 20
_FOLDER = "/Workspace/mail"
_SHA256 = re.compile(rf"{_FOLDER.strip('/')}/([0-9a-f]{{64}})(?:/|$)")
_OPTIONS = json.dumps({"access": "PRIVATE", "duplicateValidationStrategy": "NONE", "overwrite": False})


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies there; ``sha256`` is empty for what others uploaded."""

    file_id: str
    name: str
    size: int
    sha256: str

    @property
    def entry(self) -> tuple[str, int, str]:
        """As a receipt lists it."""
        return self.name, self.size, self.sha256


def upload(
    api: Api,
    journal: Journal,
    wanted: tuple[FiledAttachment, ...],
    there: list[Kept],
    blob: Callable[[str], Iterator[bytes]],
) -> list[Kept]:
    """Upload what is not there; what an attempt that was cut off left is used. Each file stands for one attachment."""
    left = [_noted(each) for each in journal.all("files")]
    left = [*there, *(each for each in left if each not in there)]
    made = []
    for each in wanted:
        content = b"".join(blob(each.part_id))
        if len(content) > LARGEST_MB * 1024 * 1024:
            raise Rejected("too_large", name=each.name, limit=LARGEST_MB, host=HOST)
        digest = hashlib.sha256(content).hexdigest()
        known = _same(left, each.name, len(content), digest)
        if known is not None:
            left.remove(known)
        else:
            answer = api.upload(each.name, content, each.content_type, _OPTIONS, f"{_FOLDER}/{digest}")
            if "id" not in answer:
                raise Transient("bad_answer", host=HOST)
            known = Kept(str(answer["id"]), each.name, len(content), digest)
            journal.note("files", [known.file_id, *known.entry])
        if known not in there:
            made.append(known)
    return made


def _same(there: list[Kept], name: str, size: int, digest: str) -> Kept | None:
    """By our note of its bytes, under whatever name HubSpot gave it; what a colleague uploaded by name and size."""
    ours = [each for each in there if each.sha256 == digest]
    theirs = [each for each in there if not each.sha256 and (each.name, each.size) == (name, size)]
    return next(iter([*(each for each in ours if each.name == name), *ours, *theirs]), None)


def kept(api: Api, file_id: str, journal: Journal) -> Kept | None:
    """A file by its id; None where it is gone."""
    for noted in journal.all("files"):
        if noted[0] == file_id:
            return _noted(noted)
    try:
        return _kept(api.get(f"/files/v3/files/{file_id}"))
    except Rejected as error:
        if error.message_key in ("not_found", "forbidden", "scope_missing"):
            return None
        raise


def _kept(given: Json) -> Kept:
    """HubSpot parts the name from its ending."""
    name, ending = str(given.get("name") or ""), str(given.get("extension") or "")
    whole = f"{name}.{ending}" if ending and not name.endswith(f".{ending}") else name
    found = _SHA256.search(str(given.get("path") or ""))
    return Kept(str(given.get("id")), whole, int(given.get("size") or 0), found[1] if found else "")


def _noted(entry: list[Any]) -> Kept:
    file_id, name, size, sha256 = entry
    return Kept(str(file_id), str(name), int(size), str(sha256))
