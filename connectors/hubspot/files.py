"""Attachments in HubSpot's Files: kept private, each in a folder that says its SHA-256 and whose action put it there.

So everybody who sees the filing can tell what was filed, byte for byte, without fetching it, and an upload whose answer
never came is overwritten by the next one.
https://developers.hubspot.com/docs/api-reference/files-files-v3/guide
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from connectors.hubspot.api import Api, Json, results
from connectors.hubspot.failures import HOST, is_lacking
from workspace.connector.errors import Rejected, Transient
from workspace.connector.journal import Journal
from workspace.model.filings import FiledAttachment

LARGEST_MB = 20
_FOLDER = "/Workspace/mail"
_PLAIN = re.compile(r"[^0-9A-Za-z]")
_SHA256 = re.compile(rf"{_FOLDER.strip('/')}/([0-9a-f]{{64}})(?:[/-]|$)")
_OPTIONS = json.dumps({"access": "PRIVATE", "duplicateValidationStrategy": "NONE", "overwrite": True})


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
    action_id: str,
    wanted: tuple[FiledAttachment, ...],
    there: list[Kept],
    blob: Callable[[str], Iterator[bytes]],
) -> list[Kept]:
    """Upload what is not there; what an attempt that was cut off left is used. Each file stands for one attachment."""
    for each in wanted:
        if each.size > LARGEST_MB * 1024 * 1024:
            raise Rejected("too_large", name=each.name, limit=LARGEST_MB, host=HOST)
    left = [_noted(each) for each in journal.all("files")]
    left = [*there, *(each for each in left if each not in there)]
    made = []
    for number, each in enumerate(wanted):
        content = b"".join(blob(each.part_id))
        digest = hashlib.sha256(content).hexdigest()
        known = _same(left, each.name, len(content), digest)
        if known is not None:
            left.remove(known)
        else:
            folder = f"{_FOLDER}/{digest}-{_PLAIN.sub('', action_id)}-{number}"
            known = _put(api, journal, folder, each, content)
        if known not in there:
            made.append(known)
    return made


def _put(api: Api, journal: Journal, folder: str, wanted: FiledAttachment, content: bytes) -> Kept:
    """Upload one; the folder is its own, so that what lies there already is the same, sent by us before."""
    is_second = [folder, wanted.name] in journal.all("uploading")
    journal.note("uploading", [folder, wanted.name])
    left = _lying(api, folder, wanted.name) if is_second else []
    answer = left[0] if left else _sent(api, folder, wanted, content)
    known = Kept(str(answer["id"]), wanted.name, len(content), digest_of(folder))
    journal.note("files", [known.file_id, *known.entry])
    if parent := answer.get("parentFolderId"):
        journal.note("folders", str(parent))
    return known


def _sent(api: Api, folder: str, wanted: FiledAttachment, content: bytes) -> Json:
    try:
        answer = api.upload(wanted.name, content, wanted.content_type, _OPTIONS, folder)
    except Rejected as error:
        if not is_lacking(error):
            raise
        reason = "it keeps no files here, so attachments cannot be filed; nothing was filed."
        raise Rejected("refused", host=HOST, reason=reason) from error
    if "id" not in answer:
        raise Transient("bad_answer", host=HOST)
    return answer


def _lying(api: Api, folder: str, name: str) -> list[Json]:
    """The files in a folder of ours; none where the server cannot search them."""
    stem = name.rpartition(".")[0] or name
    try:
        found = results(api.get("/files/v3/files/search", {"name": stem}))
    except Rejected:
        return []
    return [each for each in found if folder.strip("/") in str(each.get("path") or "") and "id" in each]


def remove(api: Api, journal: Journal, file_ids: Iterable[str], folders: Iterable[str]) -> None:
    """Take back what was uploaded, also by a call whose answer never came, and the folders that were made for it."""
    begun = journal.all("uploading")
    is_cut_off = len(begun) > len(journal.all("files"))
    strays = [each for folder, name in begun for each in _lying(api, folder, name)] if is_cut_off else []
    for file_id in dict.fromkeys([*file_ids, *(str(each["id"]) for each in strays)]):
        api.remove_file(file_id)
    for folder_id in folders:
        api.remove_folder(folder_id)


def digest_of(folder: str) -> str:
    """The SHA-256 that a path names; empty where it is none of ours."""
    found = _SHA256.search(folder)
    return found[1] if found else ""


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
        if is_lacking(error) or error.message_key in ("forbidden", "scope_missing"):
            return None
        raise


def _kept(given: Json) -> Kept:
    """HubSpot parts the name from its ending."""
    name, ending = str(given.get("name") or ""), str(given.get("extension") or "")
    whole = f"{name}.{ending}" if ending and not name.endswith(f".{ending}") else name
    return Kept(str(given.get("id")), whole, int(given.get("size") or 0), digest_of(str(given.get("path") or "")))


def _noted(entry: list[Any]) -> Kept:
    file_id, name, size, sha256 = entry
    return Kept(str(file_id), str(name), int(size), str(sha256))
