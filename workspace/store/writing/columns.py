"""How each kind of item becomes a row of ``item``: the searchable columns, and its own fields as JSON in ``detail``."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import singledispatch

from workspace.mail.address import normalise
from workspace.model import filing_key
from workspace.model.items import Address, ChatMessage, Contact, Email, Event, Item, Record
from workspace.store.times import DAY_MS, maybe_ms, now_ms, to_ms
from workspace.store.writing.body import Body, snippet

NOBODY = Address("", "")


@dataclass(slots=True)
class Columns:
    """The values an item brings; empty ones leave what is stored as it is where ``upsert`` says so."""

    received_at: int
    subject: str = ""
    from_: Address = NOBODY
    sent_at: int | None = None
    message_id: str | None = None
    filing_key: str | None = None
    snippet: str = ""
    is_read: bool = True
    is_flagged: bool = False
    is_draft: bool = False
    is_sent: bool = False
    is_mention: bool = False
    is_automated: bool = False
    size: int = 0
    version: str | None = None
    detail: str = "{}"
    addresses: tuple[tuple[str, str], ...] = ()
    """``(email, role)`` with role ``from to cc bcc``; every address an item can be found by."""
    body: Body | None = None


def clamped(moment: datetime | None) -> int:
    """Milliseconds since 1970, not before it and not after tomorrow; now where unknown."""
    now = now_ms()
    return now if moment is None else max(0, min(to_ms(moment), now + DAY_MS))


@singledispatch
def columns_of(item: Item) -> Columns:
    raise TypeError(type(item))


@columns_of.register
def _email(item: Email) -> Columns:
    body = None
    if item.text is not None or item.html is not None:
        body = Body(item.text, item.html, item.attachments, item.snippet or snippet(item.text))
    detail = {
        "to": _pairs(item.to),
        "cc": _pairs(item.cc),
        "bcc": _pairs(item.bcc),
        "reply_to": _pairs(item.reply_to),
        "in_reply_to": item.in_reply_to,
        "references": list(item.references),
        "thread_remote_id": item.thread_remote_id,
        "extra": dict(item.extra),
    }
    return Columns(
        received_at=clamped(item.received_at),
        subject=item.subject,
        from_=item.from_[0] if item.from_ else NOBODY,
        sent_at=maybe_ms(item.sent_at),
        message_id=item.message_id,
        filing_key=filing_key.of_email(item.message_id),
        snippet=item.snippet or snippet(item.text),
        is_read=item.is_read,
        is_flagged=item.is_flagged,
        is_draft=item.is_draft,
        is_sent=item.is_sent,
        is_automated=item.is_automated,
        size=item.size,
        version=item.version,
        detail=_json(detail),
        addresses=_addresses(from_=item.from_, to=item.to, cc=item.cc, bcc=item.bcc),
        body=body,
    )


@columns_of.register
def _chat(item: ChatMessage) -> Columns:
    detail = {
        "global_id": item.global_id,
        "thread_remote_id": item.thread_remote_id,
        "reactions": [list(each) for each in item.reactions],
        "link": item.link,
        "extra": dict(item.extra),
    }
    return Columns(
        received_at=clamped(item.received_at),
        from_=item.from_,
        filing_key=item.global_id,
        snippet=snippet(item.text),
        is_read=item.is_read or item.is_sent,
        is_sent=item.is_sent,
        is_mention=item.is_mention,
        version=item.version,
        detail=_json(detail),
        addresses=_addresses(from_=(item.from_,)),
        body=Body(item.text, item.html, item.attachments, snippet(item.text)),
    )


@columns_of.register
def _event(item: Event) -> Columns:
    starts_at, _ = event_span(item)
    detail = {
        "uid": item.uid,
        "starts_at": item.starts_at and item.starts_at.isoformat(),
        "ends_at": item.ends_at and item.ends_at.isoformat(),
        "starts_on": item.starts_on and item.starts_on.isoformat(),
        "ends_on": item.ends_on and item.ends_on.isoformat(),
        "tzid": item.tzid,
        "recurrence_id": item.recurrence_id,
        "rrule": item.rrule,
        "location": item.location,
        "organizer": item.organizer and [item.organizer.name, item.organizer.email],
        "attendees": [[a.address.name, a.address.email, a.partstat] for a in item.attendees],
        "partstat": item.partstat,
        "is_cancelled": item.is_cancelled,
        "link": item.link,
        "extra": dict(item.extra),
    }
    organizer = (item.organizer,) if item.organizer else ()
    return Columns(
        received_at=min(starts_at, now_ms()),
        subject=item.summary,
        from_=item.organizer or NOBODY,
        filing_key=filing_key.of_event(item.uid, item.recurrence_id),
        snippet=snippet(item.location or item.description),
        version=item.version,
        detail=_json(detail),
        addresses=_addresses(from_=organizer, to=(a.address for a in item.attendees)),
        body=Body(f"{item.location}\n{item.description}".strip(), None, None, ""),
    )


@columns_of.register
def _contact(item: Contact) -> Columns:
    detail = {
        "emails": list(item.emails),
        "phones": list(item.phones),
        "organization": item.organization,
        "title": item.title,
        "extra": dict(item.extra),
    }
    first = item.emails[0] if item.emails else ""
    words = " ".join((*item.emails, item.organization, item.title, *item.phones))
    return Columns(
        received_at=now_ms(),
        subject=item.name,
        from_=Address(item.name, first),
        snippet=snippet(item.organization),
        version=item.version,
        detail=_json(detail),
        body=Body(words, None, None, ""),
    )


@columns_of.register
def _record(item: Record) -> Columns:
    detail = {
        "record_type": str(item.record_type),
        "emails": list(item.emails),
        "domains": list(item.domains),
        "phones": list(item.phones),
        "parent_ids": list(item.parent_ids),
        "is_open": item.is_open,
        "stage": item.stage,
        "amount": item.amount,
        "owner": item.owner,
        "title": item.title,
        "city": item.city,
        "can_write": item.can_write,
        "link": item.link,
        "extra": dict(item.extra),
    }
    first = item.emails[0] if item.emails else ""
    words = " ".join((*item.emails, *item.domains, item.title, item.city, item.stage))
    return Columns(
        received_at=clamped(item.updated_at),
        subject=item.name,
        from_=Address(item.name, first),
        snippet=snippet(item.title or item.stage),
        version=item.version,
        detail=_json(detail),
        body=Body(words, None, None, ""),
    )


def event_span(item: Event) -> tuple[int, int]:
    """Start and end in milliseconds; an all-day event spans its days in UTC."""
    starts_at = item.starts_at or _midnight(item.starts_on)
    ends_at = item.ends_at or _midnight(item.ends_on) or starts_at
    if starts_at is None or ends_at is None:
        return 0, 0
    return to_ms(starts_at), max(to_ms(starts_at), to_ms(ends_at))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None


def _pairs(people: Iterable[Address]) -> list[list[str]]:
    return [[each.name, each.email] for each in people]


def _addresses(**people: Iterable[Address]) -> tuple[tuple[str, str], ...]:
    found = {
        (normalise(each.email), role.rstrip("_")): None
        for role, several in people.items()
        for each in several
        if each.email
    }
    return tuple(found)


def _json(detail: Mapping[str, object]) -> str:
    """JSON without what is empty; readers know the defaults."""
    kept = {name: value for name, value in detail.items() if value or value is False}
    return json.dumps(kept, ensure_ascii=False, default=str)
