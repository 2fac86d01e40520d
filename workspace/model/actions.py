"""The life of what a user does: an action waits in the outbox, is tried, and ends in a receipt.

``queued`` (outbox) becomes ``trying`` (ledger, written before the call), then ``done``, ``failed`` or ``unsure``.
An action keeps its ``action_id`` through every attempt, so that a service or the ledger can tell a second attempt
from a second wish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workspace.model.ids import AccountId, ActionId, ReceiptId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Verb

REPEATABLE = frozenset(
    {
        Verb.READ,
        Verb.UNREAD,
        Verb.STAR,
        Verb.UNSTAR,
        Verb.ARCHIVE,
        Verb.TRASH,
        Verb.MOVE,
        Verb.LABEL,
        Verb.UNLABEL,
        Verb.ANSWER,
        Verb.REACT,
        Verb.UNREACT,
        Verb.CHANGE_EVENT,
        Verb.DELETE_EVENT,
        Verb.SAVE_DRAFT,
        Verb.DELETE_DRAFT,
        Verb.DELETE_FOLDER,
        Verb.UNFILE,
    }
)
"""Verbs that may simply run again after a crash: doing them twice leaves the same state."""

UNDOABLE_SECONDS = 10
"""How long the window may withdraw an action it has queued."""

INVERSE = {
    Verb.READ: Verb.UNREAD,
    Verb.UNREAD: Verb.READ,
    Verb.STAR: Verb.UNSTAR,
    Verb.UNSTAR: Verb.STAR,
    Verb.LABEL: Verb.UNLABEL,
    Verb.UNLABEL: Verb.LABEL,
    Verb.FILE: Verb.UNFILE,
}


@dataclass(frozen=True, slots=True)
class Action:
    """One wish of the user, addressed to the account that carries it out.

    ``payload`` is JSON: its keys depend on the verb and are listed with the payload classes' ``to_json``.
    ``item`` is the item acted on, if any; for ``file`` it is the mail, while ``account_id`` is the CRM's.
    """

    action_id: ActionId
    account_id: AccountId
    verb: Verb
    payload: Mapping[str, object]
    item: ItemKey | None = None
    created_at: datetime | None = None

    @property
    def is_repeatable(self) -> bool:
        return self.verb in REPEATABLE


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a service said when an action was done.

    ``remote_id`` names what was created or changed there, ``link`` opens it in a browser. ``records`` are the records
    it hangs on, ``created`` what this action itself made (so that undo removes nothing else), ``attachments``
    are ``(name, size, sha256 hex)``. ``found`` is true when the service already had it, with ``filed_by`` where known.
    ``extra`` is JSON-ready and the connector's own: ``unfile`` gets it back, so that it can name what it wrote.
    """

    receipt_id: ReceiptId
    action_id: ActionId
    remote_id: RemoteId | None = None
    link: str | None = None
    records: tuple["RecordRef", ...] = ()
    created: tuple["RecordRef", ...] = ()
    attachments: tuple[tuple[str, int, str], ...] = ()
    found: bool = False
    filed_by: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """What ``unfile`` carries and ``find_filing`` answers, by the field names."""
        return {
            "receipt_id": self.receipt_id,
            "action_id": self.action_id,
            "remote_id": self.remote_id,
            "link": self.link,
            "records": [[r.record_type, r.remote_id, r.name] for r in self.records],
            "created": [[r.record_type, r.remote_id, r.name] for r in self.created],
            "attachments": [list(each) for each in self.attachments],
            "found": self.found,
            "filed_by": self.filed_by,
            "extra": dict(self.extra),
        }


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A record named the way the command line prints it: ``TYPE:REMOTE_ID``."""

    record_type: str
    remote_id: RemoteId
    name: str = ""

    def __str__(self) -> str:
        return f"{self.record_type}:{self.remote_id}"
