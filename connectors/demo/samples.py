"""Sample data for a new service: one JSON file a persona, with times relative to now.

``resources/demo/README.md`` says what may stand in these files.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from mimetypes import guess_type
from typing import Any

from icalendar import Calendar, vCalAddress
from icalendar import Event as Component

from connectors.demo.mapping import from_json
from connectors.demo.service import DemoService, new_state
from workspace import RESOURCES
from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, ChatMessage, Collection, Contact, Event

FOLDER = RESOURCES / "demo"
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
Sample = Mapping[str, Any]


def personas() -> list[str]:
    """The personas that there is sample data for."""
    return sorted(path.stem for path in FOLDER.glob("personas/*.json"))


def load(service: DemoService, persona: str, now: datetime) -> None:
    """Fill a new service; raises ``Rejected`` if there is no such persona."""
    if persona not in personas():
        reason = f"it must be one of {', '.join(personas())}"
        raise Rejected("setting_wrong", field="persona", reason=reason)
    data = json.loads((FOLDER / "personas" / f"{persona}.json").read_text("utf-8"))
    filled = DemoService()
    _fill(filled, data, now)
    for name in filled.place.names():
        service.place.keep(filled.place.bytes_of(name))
    with service.change() as state:
        if not state["serial"]:
            state.update(filled.state())


def _fill(service: DemoService, data: Sample, now: datetime) -> None:
    collections = [from_json(Collection, each) for each in data["collections"]]
    with service.change() as state:
        state.update(new_state(collections))
        _fill_collections(service, data, now)


def _fill_collections(service: DemoService, data: Sample, now: datetime) -> None:
    for mail in _oldest_first(data.get("mails", [])):
        _add_mail(service, mail, now)
    for message in _oldest_first(data.get("chats", [])):
        _add_chat(service, message, now)
    for event in data.get("events", []):
        service.add_event(_event(event, now), event["in"])
    for contact in data.get("contacts", []):
        service.put("people", from_json(Contact, contact))


def _oldest_first(samples: list[Sample]) -> list[Sample]:
    return sorted(samples, key=lambda each: ago(each["ago"]), reverse=True)


def ago(text: str) -> timedelta:
    """How long ago ``"2d 4h 30m"`` is."""
    parts = re.findall(r"(\d+)([dhm])", text)
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in parts})


def address(text: str) -> Address:
    """``Name <addr-spec>``, or the address alone."""
    name, _, email = text.rpartition("<")
    return Address(name.strip(), email.rstrip(">"))


def _add_mail(service: DemoService, mail: Sample, now: datetime) -> None:
    received_at = now - ago(mail["ago"])
    marks = {name: mail[name] for name in ("is_read", "is_flagged", "is_sent") if name in mail}
    raw = raw_message(mail, received_at, now)
    service.add_raw(mail.get("in", "inbox"), raw, received_at, **marks)


def raw_message(mail: Sample, sent_at: datetime, now: datetime) -> bytes:
    """The sample as a message on the wire (RFC 5322)."""
    message = EmailMessage(policy.SMTP)
    for name in ("From", "To", "Cc", "Subject"):
        if value := mail.get(name.lower()):
            message[name] = value
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = _message_id(mail["id"])
    for name, value in mail.get("headers", {}).items():
        message[name] = value
    if answered := mail.get("re"):
        message["In-Reply-To"] = _message_id(answered[-1])
        message["References"] = " ".join(map(_message_id, answered))
    message.set_content(mail["text"], charset=mail.get("charset", "utf-8"))
    if invite := mail.get("invite"):
        message.add_alternative(invitation(_event(invite, now)), subtype="calendar", params={"method": "REQUEST"})
    if html := mail.get("html"):
        message.add_alternative(html, subtype="html")
        body = message.get_body(("html",)) or message
        for content_id, name in mail.get("inline", {}).items():
            _attach(body, name, content_id=content_id)
    for each in mail.get("attachments", []):
        name, shown = (each, each) if isinstance(each, str) else each
        _attach(message, name, shown=shown)
    return message.as_bytes()


def _message_id(name: str) -> str:
    return f"<{name}@mail.example>" if "@" not in name else f"<{name}>"


def _attach(message: MIMEPart, name: str, *, shown: str = "", content_id: str | None = None) -> None:
    content = (FOLDER / "files" / name).read_bytes()
    main, _, sub = (guess_type(name)[0] or "application/octet-stream").partition("/")
    if content_id is None:
        message.add_attachment(content, main, sub, filename=shown)
    else:
        cid = f"<{content_id}>"
        message.add_related(content, main, sub, cid=cid, filename=name, disposition="inline")


def _add_chat(service: DemoService, message: Sample, now: datetime) -> None:
    remote_id = RemoteId(message["id"])
    item = ChatMessage(
        remote_id,
        now - ago(message["ago"]),
        address(message["from"]),
        message["text"],
        f"demo/{message['in']}/{remote_id}",
        thread_remote_id=message.get("thread"),
        is_read=message.get("is_read", True),
        is_mention=message.get("is_mention", False),
        reactions=tuple((emoji, count) for emoji, count in message.get("reactions", [])),
    )
    service.put(message["in"], item)


def invitation(event: Event) -> str:
    """The event as an iTIP request (RFC 5546 section 3.2.2)."""
    component = Component()
    component.add("UID", event.uid)
    component.add("SUMMARY", event.summary)
    component.add("DTSTAMP", event.starts_at)
    component.add("DTSTART", event.starts_at)
    component.add("DTEND", event.ends_at)
    component.add("LOCATION", event.location)
    component.add("ORGANIZER", f"mailto:{event.organizer.email}" if event.organizer else "")
    for each in event.attendees:
        guest = vCalAddress(f"mailto:{each.address.email}")
        guest.params.update({"CN": each.address.name, "PARTSTAT": each.partstat, "RSVP": "TRUE"})
        component.add("ATTENDEE", guest, encode=False)
    calendar = Calendar()
    calendar.add("PRODID", "-//Demo//Demo//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "REQUEST")
    calendar.add_component(component)
    return str(calendar.to_ical().decode())


def _event(event: Sample, now: datetime) -> Event:
    """An event ``day`` days from today, from ``at`` UTC for ``minutes``, or all day."""
    day = now.astimezone(UTC).date() + timedelta(days=event["day"])
    span: dict[str, Any] = {"starts_on": day, "ends_on": day + timedelta(days=1)}
    if "at" in event:
        starts_at = datetime.fromisoformat(f"{day}T{event['at']}:00+00:00")
        ends_at = starts_at + timedelta(minutes=event["minutes"])
        span = {"starts_at": starts_at, "ends_at": ends_at, "tzid": "Europe/London"}
    return Event(
        RemoteId(event["id"]),
        f"{event['id']}@calendar.example",
        event["summary"],
        location=event.get("location", ""),
        description=event.get("description", ""),
        organizer=address(event["organizer"]),
        attendees=tuple(Attendee(address(who), partstat) for who, partstat in event.get("attendees", [])),
        partstat=event.get("partstat"),
        **span,
    )
