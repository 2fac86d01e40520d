"""How far a collection was read, as the string that the engine keeps."""

import base64
import binascii
import json
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_BYTES = 64 * 1024 * 1024
_PREFIX = "dav1:"


@dataclass(slots=True)
class Cursor:
    """``token`` for a server with sync-collection; otherwise ``etags`` of everything that was delivered, and ``ctag``
    once that was all. ``after`` is the last address of a first listing that is not finished. ``series`` are the
    recurrence ids that were delivered of each series, so that they can be taken back, and ``month`` their window's.
    """

    month: str = ""
    token: str = ""
    after: str | None = None
    ctag: str = ""
    etags: dict[str, str] | None = None
    series: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return _PREFIX + base64.b85encode(zlib.compress(json.dumps(asdict(self)).encode(), 1)).decode()

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises ``ValueError`` for what is none."""
        if not text.startswith(_PREFIX):
            raise ValueError("not a cursor")
        try:
            unpacker = zlib.decompressobj()
            data: dict[str, Any] = json.loads(unpacker.decompress(base64.b85decode(text[len(_PREFIX) :]), MOST_BYTES))
            return cls(**data)
        except (TypeError, zlib.error, binascii.Error) as error:
            raise ValueError("not a cursor") from error
