"""What the services hold, as one shape for every connector: mail, chat, events, contacts, CRM records.

Field names follow JMAP (RFC 8621) for mail, iCalendar (RFC 5545) for events and vCard for contacts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workspace.model.ids import AccountId, RemoteId
from workspace.model.kinds import Kind, RecordType, Role

Extra = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Address:
    """A name and an addr-spec (RFC 5322 section 3.4); either may be empty for broken mail."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class ItemKey:
    """How everything outside the cache names an item: survives a rebuilt cache."""

    account_id: AccountId
    kind: Kind
    remote_id: RemoteId


@dataclass(frozen=True, slots=True)
class Collection:
    """A mailbox, channel, calendar, address book or list of records of one account."""

    remote_id: RemoteId
    name: str
    kind: Kind
    role: Role = Role.OTHER
    identity: str | None = None
    """Address this collection receives at, if not the account's own (a shared mailbox)."""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of a part before its bytes are fetched; ``size`` in decoded bytes, 0 if unknown."""

    part_id: str
    name: str
    content_type: str
    size: int
    content_id: str | None = None
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Email:
    """A mail as a list needs it. Its body comes later, as the raw message or as ``text``/``html``.

    ``received_at`` is the server's arrival time; ``sent_at`` is what the mail claims.
    ``message_id`` keeps its angle brackets and case.
    """

    remote_id: RemoteId
    received_at: datetime
    subject: str = ""
    from_: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    sent_at: datetime | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_remote_id: str | None = None
    """The service's own thread id, where it has one; wins over References."""
    is_read: bool = False
    is_flagged: bool = False
    is_draft: bool = False
    is_sent: bool = False
    is_automated: bool = False
    size: int = 0
    snippet: str = ""
    text: str | None = None
    html: str | None = None
    attachments: tuple[Attachment, ...] | None = None
    """None while unknown (headers only); empty when known to be none."""
    version: str | None = None
    labels: tuple[RemoteId, ...] = ()
    """Other collections this mail is in, where the service says so (Gmail)."""
    extra: Extra = field(default_factory=dict)

    kind = Kind.EMAIL


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message in a channel or direct conversation."""

    remote_id: RemoteId
    received_at: datetime
    from_: Address
    text: str
    global_id: str
    """The same for every colleague who sees it: team/channel/ts."""
    thread_remote_id: str | None = None
    html: str | None = None
    is_read: bool = True
    is_mention: bool = False
    is_sent: bool = False
    reactions: tuple[tuple[str, int], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    link: str | None = None
    version: str | None = None
    extra: Extra = field(default_factory=dict)

    kind = Kind.CHAT


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who is asked to an event and what they answered (RFC 5545 PARTSTAT, upper case)."""

    address: Address
    partstat: str = "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Event:
    """One instance of an event (``recurrence_id`` set) or a single event.

    Timed events have ``starts_at``/``ends_at`` and keep their TZID; all-day ones have ``starts_on``/``ends_on``
    (``ends_on`` exclusive, as in RFC 5545).
    """

    remote_id: RemoteId
    uid: str
    summary: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    tzid: str | None = None
    recurrence_id: str | None = None
    rrule: str | None = None
    location: str = ""
    description: str = ""
    organizer: Address | None = None
    attendees: tuple[Attendee, ...] = ()
    partstat: str | None = None
    """The account owner's own answer."""
    is_cancelled: bool = False
    version: str | None = None
    link: str | None = None
    extra: Extra = field(default_factory=dict)

    kind = Kind.EVENT


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in an address book (not in a CRM: that is a :class:`Record`)."""

    remote_id: RemoteId
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organization: str = ""
    title: str = ""
    version: str | None = None
    extra: Extra = field(default_factory=dict)

    kind = Kind.CONTACT


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a CRM that mail can be filed to, cached so that matching works offline."""

    remote_id: RemoteId
    record_type: RecordType
    name: str
    emails: tuple[str, ...] = ()
    """Every address field of the record: primary, secondary, custom."""
    domains: tuple[str, ...] = ()
    """A company's own domains, lower case."""
    phones: tuple[str, ...] = ()
    parent_ids: tuple[RemoteId, ...] = ()
    """The contact's company; the deal's or case's company and contacts."""
    is_open: bool = True
    """False for closed deals and cases."""
    stage: str = ""
    amount: str = ""
    owner: str = ""
    title: str = ""
    city: str = ""
    can_write: bool = True
    link: str | None = None
    updated_at: datetime | None = None
    version: str | None = None
    extra: Extra = field(default_factory=dict)

    kind = Kind.RECORD


Item = Email | ChatMessage | Event | Contact | Record
