"""Radicale as the conformance kit's remote: another calendar program of the same user."""

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from urllib.parse import quote

from icalendar import Calendar

from tests.fakes.radicale import PASSWORD, Radicale
from tests.fakes.relay import Relay
from workspace.connector.contract_remote import Remote, moment
from workspace.model.items import Contact, Event, Item
from workspace.model.kinds import Kind

_USERS = count()
MKCALENDAR = b"""<?xml version="1.0"?>
<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:i="http://apple.com/ns/ical/">
<d:set><d:prop><d:displayname>%s</d:displayname><i:calendar-color>#2f6fdeff</i:calendar-color>
<c:supported-calendar-component-set><c:comp name="%s"/></c:supported-calendar-component-set>
</d:prop></d:set></c:mkcalendar>"""
MKBOOK = b"""<?xml version="1.0"?>
<d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>
<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:displayname>People</d:displayname>
</d:prop></d:set></d:mkcol>"""


class CaldavRemote(Remote):
    """One fresh user of a running Radicale, with a calendar and an address book."""

    def __init__(self, server: Radicale, port: int | None = None) -> None:
        self.server = server
        self.user = f"user{next(_USERS)}@haneul.example"
        self.secrets: Mapping[str, str] = {"password": PASSWORD}
        self.wrong_secrets: Mapping[str, str] = {"password": "wrong"}
        self.relay = Relay(port or server.port)
        self.settings = {"base_url": f"http://127.0.0.1:{self.relay.port}", "username": self.user}
        self.home = f"/{quote(self.user, safe='@')}"
        self.calendar, self.book = f"{self.home}/work/", f"{self.home}/people/"
        self.ask("MKCALENDAR", self.calendar, MKCALENDAR % ("업무".encode(), b"VEVENT"))
        self.ask("MKCOL", self.book, MKBOOK)

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
        """One request of the other program; anything but success fails the test."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        token = base64.b64encode(f"{self.user}:{PASSWORD}".encode()).decode()
        connection.request(method, path, body, {"Authorization": f"Basic {token}", **(headers or {})})
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        assert answer.status < 300, f"{method} {path}: {answer.status} {read!r}"
        return read

    def close(self) -> None:
        self.relay.close()

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
            f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{self.user}",
        )

    def answer(self, item: Event) -> str:
        [event] = self.read(item.remote_id).walk("VEVENT")
        [answer] = [each.params["PARTSTAT"] for each in event["ATTENDEE"] if self.user in each]
        return str(answer)

    def forget_cursors(self) -> None:
        """Radicale knows the token of the present state by itself, so that the state has to be another too."""
        self.server.forget_tokens(self.user)
        self.put("other", *event_lines("other", "another", moment(0)))

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


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
