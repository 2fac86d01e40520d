"""Invitations inside mails: what an iTIP part asks (RFC 5546), and the answer to it (RFC 6047).

Whoever can send a mail can send one of these: only properties that are shown are read, and only so many of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Component

from workspace.connector.recurrence import PARSE_FAILURES, Origin, Unreadable, event_of, events_in, read, written
from workspace.model.ids import RemoteId
from workspace.model.items import Event

METHODS = frozenset({"REQUEST", "CANCEL", "REPLY", "PUBLISH", "COUNTER"})
PRODUCT = "-//Workspace//Workspace//EN"
MOST_CHARACTERS = 1_000_000
MOST_LINES = 500
DEEPEST = 3
MOST_IN_LINE = 20_000
_READ = frozenset(
    "VERSION METHOD UID SUMMARY DTSTART DTEND DURATION LOCATION DESCRIPTION ORGANIZER ATTENDEE COMMENT"
    " RECURRENCE-ID RRULE SEQUENCE STATUS DTSTAMP URL TZID TZOFFSETFROM TZOFFSETTO TZNAME".split()
)
_PARTS = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an iTIP message says of one event; ``method`` is REQUEST, CANCEL, REPLY, COUNTER or PUBLISH."""

    method: str
    event: Event
    sequence: int = 0
    comment: str = ""

    @property
    def is_question(self) -> bool:
        return self.method == "REQUEST" and not self.event.is_cancelled


def invitation_in(text: str, method: str | None = None) -> Invitation | None:
    """The invitation in a ``text/calendar`` part; ``method`` is what its header says. None where there is none."""
    try:
        calendar = read(_bounded(text).encode())
        components = events_in(calendar)
        if not components:
            return None
        first = next((each for each in components if "RECURRENCE-ID" not in each), components[0])
        event = event_of(first, Origin(RemoteId(str(first.get("UID", "")))), first)
        original = getattr(first.get("RECURRENCE-ID"), "dt", None)
        if original is not None:
            event = replace(event, recurrence_id=written(original))
        said = (method or str(calendar.get("METHOD", ""))).upper()
        sequence = str(first.get("SEQUENCE", "0"))
        return Invitation(
            said if said in METHODS else "PUBLISH",
            event,
            int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,
            str(first.get("COMMENT", ""))[:1_000],
        )
    except (Unreadable, *PARSE_FAILURES):
        return None


def reply(invitation: Invitation, address: str, name: str, partstat: str, now: datetime) -> str:
    """The answer as iTIP (RFC 5546 section 3.2.3): who answers, what, and to which event."""
    event = invitation.event
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "REPLY")
    component = Component()
    component.add("UID", event.uid)
    component.add("DTSTAMP", now.astimezone(UTC))
    component.add("SEQUENCE", invitation.sequence)
    component.add("SUMMARY", event.summary)
    component.add("DTSTART", event.starts_at or event.starts_on)
    if event.recurrence_id:
        component.add("RECURRENCE-ID", _moment(event.recurrence_id))
    if event.organizer:
        component["ORGANIZER"] = vCalAddress(f"mailto:{event.organizer.email}")
    guest = vCalAddress(f"mailto:{address}")
    guest.params["PARTSTAT"] = vText(partstat)
    if name:
        guest.params["CN"] = vText(name.replace('"', ""))
    component.add("ATTENDEE", guest, encode=False)
    calendar.add_component(component)
    written_out: bytes = calendar.to_ical()
    return written_out.decode("utf-8")


def _moment(recurrence_id: str) -> date:
    return date.fromisoformat(recurrence_id) if len(recurrence_id) == 8 else datetime.fromisoformat(recurrence_id)


def _bounded(text: str) -> str:
    """The lines of the properties that are read, of the components that are; never more than a screen can show."""
    unfolded = text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    return "\r\n".join(_kept(unfolded.split("\n"))) + "\r\n"


def _kept(lines: list[str]) -> Iterator[str]:
    depth = skipped = count = 0
    for line in lines:
        name = line.partition(":")[0].partition(";")[0].strip().upper()
        if name in ("BEGIN", "END"):
            step = 1 if name == "BEGIN" else -1
            part = line.partition(":")[2].strip().upper()
            if skipped or part not in _PARTS or (step > 0 and depth == DEEPEST):
                skipped = max(0, skipped + step)
                continue
            depth += step
            yield line
        elif not skipped and name in _READ and count < MOST_LINES:
            count += 1
            yield line[:MOST_IN_LINE]
