"""The payloads of actions as dataclasses, so that who queues and who performs agree on the keys.

| verb | payload |
|---|---|
| read unread star unstar archive trash | ``{"collection": remote id the item was acted on in}`` |
| move label unlabel | ``{"collection": ..., "to": remote id of the other collection}`` |
| send reply | :class:`Outgoing` (for mail); ``{"text": ...}`` (for chat) |
| post | ``{"channel": remote id, "text": ..., "thread": remote id or None}``; ``@Name`` in the text is a mention |
| answer | ``{"partstat": "ACCEPTED" | "TENTATIVE" | "DECLINED", "comment": ..., "recurrence_id": see below}`` |
| react unreact | ``{"emoji": ...}`` |
| save_draft delete_draft | :class:`Outgoing` with ``draft_id`` |
| create_folder | ``{"name": ..., "parent": remote id of the folder it goes into, or None}``; a label is a folder too |
| rename_folder | ``{"collection": remote id, "name": ...}``; it stays where it is |
| delete_folder | ``{"collection": remote id, "if_empty": whether mails in it are a reason to refuse}`` |
| create_event | :class:`EventFields`; made once per ``uid`` |
| change_event | the changed keys of :class:`EventFields` and ``version`` (etag) as last seen |
| delete_event | ``{"version": etag as last seen, "recurrence_id": see below}`` |
| file | :class:`workspace.model.filings.Filing` plus ``add_to``: remote id of a filing found under the same key |
| unfile | ``{"receipt": as stored, see Receipt}`` |
| create | ``{"record_type": ..., "fields": {...}}`` |

A folder's ``name`` is its own alone, without those it lies in. The three verbs are Mailbox/set (RFC 8621 section 2.5);
what is refused is refused as there: ``folder_exists folder_name folder_delimiter folder_fixed folder_has_folders
folder_not_empty`` of :data:`workspace.connector.errors.SENTENCES`. A deletion loses no mail: what lay in the folder
alone goes to the trash. The receipt of a rename tells in ``extra`` what is called otherwise now: ``renamed``, old
remote ids of collections with their new ones, and ``mark``, where the ids of items end with it and the id of their
collection.

``answer``, ``change_event`` and ``delete_event`` are about the item acted on: the event, or that instance of a series.
With ``"recurrence_id": None`` they are about the whole series; the times of a change are then those of its master, or
on an instance of a service without masters those of that instance: the series moves by as much.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from workspace.model.items import Address


@dataclass(frozen=True, slots=True)
class OutgoingAttachment:
    """A file that goes with a mail; ``blob_id`` names its bytes to :meth:`Session.blob`."""

    blob_id: str
    name: str
    content_type: str
    size: int
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to send or keep as a draft.

    ``message_id`` is made by whoever queued it and is the same in every attempt, so that a sent copy can be found
    again. ``in_reply_to`` and ``references`` keep their angle brackets (RFC 5322 section 3.6.4).
    """

    message_id: str
    from_: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    date: datetime
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    html: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[OutgoingAttachment, ...] = ()
    draft_id: str | None = None
    calendar: str | None = None
    """An iTIP answer that goes with the text as ``text/calendar; method=REPLY`` (RFC 6047 section 2.4)."""

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        data["date"] = self.date.isoformat()
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Outgoing":
        people = {name: tuple(Address(**a) for a in data[name]) for name in ("to", "cc", "bcc")}
        return cls(
            **{
                **data,
                **people,
                "from_": Address(**data["from_"]),
                "date": datetime.fromisoformat(data["date"]),
                "references": tuple(data["references"]),
                "attachments": tuple(OutgoingAttachment(**a) for a in data["attachments"]),
            }
        )


def is_for_series(payload: Mapping[str, Any]) -> bool:
    """Whether an action on an instance means the series it belongs to."""
    return "recurrence_id" in payload and not payload["recurrence_id"]


@dataclass(frozen=True, slots=True)
class EventFields:
    """An event as the user wrote it. Times are aware; all-day events have dates and an exclusive ``ends_on``.

    ``uid`` is made by whoever queued it and is the same in every attempt (RFC 5545 section 3.8.4.7). ``recurrence_id``
    stands in changes only, see above.
    """

    collection: str
    uid: str
    summary: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    tzid: str | None = None
    location: str = ""
    description: str = ""
    attendees: tuple[Address, ...] = ()
    rrule: str | None = None
    recurrence_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        return {key: v.isoformat() if isinstance(v, date) else v for key, v in data.items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "EventFields":
        times = {key: data.get(key) and datetime.fromisoformat(data[key]) for key in ("starts_at", "ends_at")}
        days = {key: data.get(key) and date.fromisoformat(data[key]) for key in ("starts_on", "ends_on")}
        people = tuple(Address(**each) for each in data.get("attendees", ()))
        return cls(**{**data, **times, **days, "attendees": people})
