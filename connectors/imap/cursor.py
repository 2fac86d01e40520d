"""Where a pull of one mailbox stands, and how a mail is named: both survive a kill after any page."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from workspace.connector.errors import CursorExpired, Rejected
from workspace.model.ids import RemoteId

_REMOTE_ID = re.compile(r"(\d{1,10})\.(\d{1,10})@(.+)", re.DOTALL)
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cursor:
    """``missing`` are the UID ranges below ``uidnext`` whose mails were not delivered yet, lowest first.

    ``modseq`` is what all delivered marks are up to. ``count`` is how many mails were alive then, None while unsure.
    ``digests`` has a checksum of UIDs and marks for each block of UIDs, for servers without CONDSTORE.
    """

    uidvalidity: int
    uidnext: int
    modseq: int = 0
    missing: tuple[Range, ...] = ()
    count: int | None = None
    digests: dict[str, int] = field(default_factory=dict)

    def to_text(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str, collection: str) -> "Cursor":
        """Raises ``CursorExpired`` for what was not written by :meth:`to_text`."""
        try:
            data = json.loads(text)
            data["missing"] = tuple((int(low), int(high)) for low, high in data["missing"])
            return cls(**data)
        except (ValueError, TypeError, KeyError) as error:
            raise CursorExpired(collection=collection) from error

    def grown_to(self, uidnext: int) -> "Cursor":
        """With the mails that arrived since as missing ones."""
        if uidnext <= self.uidnext:
            return self
        return replace(self, uidnext=uidnext, missing=(*self.missing, (self.uidnext, uidnext - 1)))

    def without_from(self, uid: int) -> "Cursor":
        """After everything from ``uid`` up was delivered."""
        left = tuple((low, min(high, uid - 1)) for low, high in self.missing if low < uid)
        return replace(self, missing=left)

    def is_missing(self, uid: int) -> bool:
        return any(low <= uid <= high for low, high in self.missing)

    def missing_of(self, uids: Iterable[int]) -> list[int]:
        return [uid for uid in uids if self.is_missing(uid)]


def remote_id(uidvalidity: int, uid: int, mailbox: str) -> RemoteId:
    """The name of a mail: a UID means something only together with its mailbox and UIDVALIDITY."""
    return RemoteId(f"{uidvalidity}.{uid}@{mailbox}")


def parse_remote_id(text: str) -> tuple[int, int, str]:
    """(uidvalidity, uid, mailbox); raises ``Rejected`` for an id that was never ours."""
    match = _REMOTE_ID.fullmatch(text)
    if match is None:
        raise Rejected("not_found", what="The mail")
    return int(match[1]), int(match[2]), match[3]
