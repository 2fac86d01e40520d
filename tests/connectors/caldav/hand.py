"""Another calendar program of the same user, as the conformance kit's remote needs one."""

import base64
import re
from abc import abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

from icalendar import Calendar

from workspace.connector.contract_remote import Remote, moment
from workspace.model.items import Contact, Event, Item
from workspace.model.kinds import Kind


class DavHand(Remote):
    """Whatever server it is; a subclass says where it is, and gives ``calendar`` and ``book``, two paths on it."""

    user: str
    address: str
    """Where invitations reach the user."""
    calendar: str
    book: str

    @abstractmethod
    def connection(self) -> HTTPConnection:
        """A new connection to the server."""

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
        """One request of the other program; anything but success fails the test."""
        connection = self.connection()
        token = base64.b64encode(f"{self.user}:{self.secrets['password']}".encode()).decode()
        connection.request(method, path, body, {"Authorization": f"Basic {token}", **(headers or {})})
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        assert answer.status < 300, f"{method} {path}: {answer.status} {read!r}"
        return read

    def put(self, name: str, *lines: str) -> str:
        """A calendar resource with these lines in its events; returns its address."""
        path = f"{self.calendar}{name}.ics"
        self.ask("PUT", path, ics(*lines), {"Content-Type": "text/calendar"})
        return path

    def read(self, path: str) -> Calendar:
        found = Calendar.from_ical(self.ask("GET", path.partition("#")[0]))
        assert isinstance(found, Calendar)
        return found

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        name = title.replace(" ", "-")
        if kind is Kind.EVENT:
            self.put(name, *event_lines(name, title, received_at))
        else:
            self.ask("PUT", f"{self.book}{name}.vcf", card(name, title), {"Content-Type": "text/vcard"})

    def delete(self, item: Item) -> None:
        self.ask("DELETE", item.remote_id)

    def change(self, item: Item, title: str) -> None:
        text = self.ask("GET", item.remote_id).decode()
        changed = re.sub(r"(?m)^(SUMMARY|FN):.*?(\r?)$", rf"\1:{title}\2", text)
        content_type = "text/vcard" if isinstance(item, Contact) else "text/calendar"
        self.ask("PUT", item.remote_id, changed.encode(), {"Content-Type": content_type})

    def invite(self, title: str) -> None:
        self.put("invited", *event_lines("invited", title, moment(0)), *self.guests())

    def guests(self) -> tuple[str, ...]:
        return (
            "ORGANIZER;CN=Mina:mailto:mina@demo.example",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mina@demo.example",
            f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{self.address}",
        )

    def answer(self, item: Event) -> str:
        [event] = self.read(item.remote_id).walk("VEVENT")
        [answer] = [each.params["PARTSTAT"] for each in event["ATTENDEE"] if self.address in each]
        return str(answer)


def ics(*lines: str) -> bytes:
    """One VCALENDAR; a line ``--`` parts its events."""
    parts = "\r\n".join(lines).split("\r\n--\r\n")
    events = "".join(f"BEGIN:VEVENT\r\n{part}\r\nEND:VEVENT\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{events}END:VCALENDAR\r\n".encode()


def event_lines(uid: str, title: str, starts_at: datetime, *more: str) -> tuple[str, ...]:
    begin, end = (f"{each.astimezone(UTC):%Y%m%dT%H%M%SZ}" for each in (starts_at, starts_at + timedelta(hours=1)))
    return (f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"DTSTART:{begin}", f"DTEND:{end}", f"SUMMARY:{title}", *more)


def card(uid: str, name: str) -> bytes:
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", f"N:{name};;;;", "EMAIL:a@haneul.example")
    return "\r\n".join((*lines, "END:VCARD", "")).encode()
