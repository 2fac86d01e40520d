"""Radicale as the conformance kit's remote."""

from collections.abc import Mapping
from http.client import HTTPConnection
from itertools import count
from urllib.parse import quote

from tests.connectors.caldav.hand import DavHand, event_lines
from tests.fakes.radicale import PASSWORD, Radicale
from tests.fakes.relay import Relay
from workspace.connector.contract_remote import moment

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


class CaldavRemote(DavHand):
    """One fresh user of a running Radicale, with a calendar and an address book."""

    def __init__(self, server: Radicale, port: int | None = None) -> None:
        self.server = server
        self.user = self.address = f"user{next(_USERS)}@haneul.example"
        self.secrets: Mapping[str, str] = {"password": PASSWORD}
        self.wrong_secrets: Mapping[str, str] = {"password": "wrong"}
        self.relay = Relay(port or server.port)
        self.settings = {"base_url": f"http://127.0.0.1:{self.relay.port}", "username": self.user}
        self.home = f"/{quote(self.user, safe='@')}"
        self.calendar, self.book = f"{self.home}/team/", f"{self.home}/people/"
        self.ask("MKCALENDAR", self.calendar, MKCALENDAR % ("업무".encode(), b"VEVENT"))
        self.ask("MKCOL", self.book, MKBOOK)

    def connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.server.port, timeout=10)

    def close(self) -> None:
        self.relay.close()

    def forget_cursors(self) -> None:
        """Radicale knows the token of the present state by itself, so that the state has to be another too."""
        self.server.forget_tokens(self.user)
        self.put("other", *event_lines("other", "another", moment(0)))

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()
