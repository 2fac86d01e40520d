"""Attachments on their way into Odoo: byte for byte, and compared by Odoo's own fingerprints."""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.odoo.messages import Entry, description_of
from workspace.connector.errors import Rejected
from workspace.model.filings import FiledAttachment

LARGEST_MB = 40
MIB = 1024 * 1024

Blob = Callable[[str], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment's bytes, ready to be sent."""

    filed: FiledAttachment
    content: bytes
    sha1: str
    sha256: str

    def command(self, at: tuple[str, int], action_id: str) -> list[Any]:
        """What makes it with a message on that record."""
        values = {
            "name": self.filed.name,
            "datas": base64.b64encode(self.content).decode(),
            "mimetype": self.filed.content_type,
            "res_model": at[0],
            "res_id": at[1],
            "description": description_of(action_id, self.sha256),
        }
        return [0, 0, values]


def read(filed: FiledAttachment, blob: Blob, host: str) -> File:
    """Raises ``Rejected`` for one that is too large."""
    content = bytearray()
    for piece in blob(filed.part_id):
        content += piece
        if len(content) > LARGEST_MB * MIB:
            raise Rejected("too_large", name=filed.name, limit=LARGEST_MB, host=host)
    data = bytes(content)
    # Odoo's own fingerprint of an attachment, no protection.
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return File(filed, data, sha1, hashlib.sha256(data).hexdigest())


def absent(files: Sequence[File], entries: Sequence[Entry]) -> list[File]:
    """Those that a record's messages do not have, each as often as the mail has it."""
    by_sum = Counter((file.name, file.checksum) for entry in entries for file in entry.files if file.checksum)
    by_size = Counter((file.name, file.size) for entry in entries for file in entry.files if not file.checksum)
    found = []
    for file in files:
        name = file.filed.name
        if by_sum[name, file.sha1]:
            by_sum[name, file.sha1] -= 1
        elif by_size[name, len(file.content)]:
            by_size[name, len(file.content)] -= 1
        else:
            found.append(file)
    return found
