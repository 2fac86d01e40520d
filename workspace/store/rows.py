"""What the queries hand out: plain frozen rows for the window and the command line. Times are aware UTC datetimes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workspace.model.filings import RecordField
from workspace.model.ids import AccountId, ActionId, CollectionId, DraftId, ItemId, ReceiptId, ThreadId
from workspace.model.items import Address, Attachment, ItemKey
from workspace.model.kinds import Kind

PinnedPart = tuple[str, str]
"""``filing_key part_id`` of what a filing that waits takes along."""


@dataclass(frozen=True, slots=True)
class FiledChip:
    """Where something was filed, or how far that is: ``queued trying done failed unsure``; link opens the record."""

    crm_account_id: AccountId
    state: str
    label: str
    """The first record's name, else empty."""
    receipt_id: ReceiptId | None = None
    action_id: ActionId | None = None
    link: str | None = None
    filed_by: str | None = None


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One conversation in a list. ``order`` is the paging key: a view stands in its descending order.

    ``snoozed_until`` is set while it is snoozed, ``returned_at`` where it stands for having been.
    """

    thread_id: ThreadId
    last_item_id: ItemId
    account_id: AccountId
    kind: Kind
    subject: str
    people: str
    from_email: str
    snippet: str
    last_at: datetime
    item_count: int
    """Without drafts."""
    is_unread: bool
    is_flagged: bool
    attachment_count: int
    tab: str
    deal: str = ""
    """The sender's open deal, as ``name · amount``."""
    filed: tuple[FiledChip, ...] = ()
    order: int = 0
    is_pinned: bool = False
    is_muted: bool = False
    snoozed_until: datetime | None = None
    returned_at: datetime | None = None
    labels: tuple[str, ...] = ()
    has_draft: bool = False
    """An answer is begun, here or at the service."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as the reader and ``show`` need it; pending actions already applied to the marks.

    ``text``/``html`` are None while the body has not arrived (``body_state`` ``none``); ``broken`` means shown as far
    as it could be read. ``detail`` holds the kind's own fields (event times, record fields, references).
    """

    item_id: ItemId
    key: ItemKey
    thread_id: ThreadId | None
    received_at: datetime
    sent_at: datetime | None
    subject: str
    from_: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    message_id: str | None
    filing_key: str | None
    snippet: str
    is_read: bool
    is_flagged: bool
    is_draft: bool
    is_sent: bool
    is_automated: bool
    body_state: str
    size: int
    version: str | None
    collections: tuple[str, ...]
    """Remote ids of the collections it is in."""
    attachments: tuple[Attachment, ...] = ()
    text: str | None = None
    html: str | None = None
    filed: tuple[FiledChip, ...] = ()
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChatRow:
    """A channel or direct conversation: its collection, and where what is new begins (None: nothing is)."""

    thread_id: ThreadId
    account_id: AccountId
    remote_id: str
    """Of the collection: where ``post`` goes."""
    name: str
    role: str
    last_item_id: ItemId
    item_count: int
    first_unread_id: ItemId | None
    pulled_at: datetime | None
    """When it was last read to its end at the service."""


@dataclass(frozen=True, slots=True)
class RepliesRow:
    """What stands under a chat message."""

    count: int
    last_at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class SayingRow:
    """A chat message of the user's on its way: ``queued trying done failed unsure``; done until the pull brings it."""

    action_id: ActionId
    account_id: AccountId
    text: str
    state: str
    created_at: datetime
    root_remote_id: str | None
    """The message that it answers, if any."""
    error_key: str = ""
    error_params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HitRow:
    """One line of what a search found, as light as a list needs it; pending actions already applied to the marks."""

    item_id: ItemId
    key: ItemKey
    thread_id: ThreadId | None
    received_at: datetime
    subject: str
    from_: Address
    snippet: str
    """The first words; ``Reader.hit_texts`` has those around the hit."""
    is_read: bool
    is_flagged: bool
    is_draft: bool
    is_sent: bool
    attachment_count: int
    filed: tuple[FiledChip, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection. ``pulled`` of ``total`` is the progress of a first pull; ``item_count`` is None where not asked."""

    collection_id: CollectionId
    account_id: AccountId
    remote_id: str
    kind: Kind
    name: str
    role: str
    item_count: int | None
    pulled: int
    total: int | None
    pulled_at: datetime | None
    held: str | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A first sync: so many items were ``pulled``, of ``total`` as far as is known."""

    pulled: int
    total: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A CRM record for the chooser and the customer panel."""

    item_id: ItemId
    account_id: AccountId
    remote_id: str
    record_type: str
    name: str
    emails: tuple[str, ...]
    domains: tuple[str, ...]
    parent_ids: tuple[str, ...]
    is_open: bool
    stage: str
    amount: str
    owner: str
    title: str
    city: str
    can_write: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a customer's timeline over every channel: a mail, chat, event or filing."""

    kind: str
    """A :class:`Kind`, or ``filing``."""
    title: str
    at: datetime
    item_id: ItemId | None
    thread_id: ThreadId | None
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An action on its way or stuck, for the outbox, the unfiled tray and the status bar."""

    action_id: ActionId
    account_id: AccountId
    verb: str
    state: str
    subject: str
    item: ItemKey | None
    created_at: datetime
    tries: int
    error_key: str = ""
    error_params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A line of the filing record."""

    receipt_id: ReceiptId
    action_id: ActionId
    account_id: AccountId
    verb: str
    state: str
    item: ItemKey | None
    subject: str
    filing_key: str | None
    thread_key: str | None
    remote_id: str | None
    link: str | None
    records: tuple[tuple[str, str, str], ...]
    """``(record_type, remote_id, name)``."""
    created: tuple[tuple[str, str, str], ...]
    attachments: tuple[tuple[str, int, str], ...]
    """``(name, size in bytes, sha256 hex)``."""
    found: bool
    filed_by: str | None
    done_at: datetime
    undone_at: datetime | None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HealthRow:
    """How an account is, with the sentence's key and parameters, and when it was last in step."""

    account_id: AccountId
    state: str
    since: datetime
    message_key: str
    params: Mapping[str, str]
    pulled_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What a CRM demands in new records of a type, and when it said so."""

    fields: tuple[RecordField, ...]
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What the engine answered to a request: ``done`` with a payload, or ``failed`` with a message key.

    A sign-in is ``open`` first, its payload says what to open: ``{method, url, user_code}``.
    """

    request_id: str
    state: str
    payload: Mapping[str, object]
    error_key: str
    error_params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the window saved it; ``fields`` are its own."""

    draft_id: DraftId
    account_id: AccountId
    fields: Mapping[str, object]
    updated_at: datetime
