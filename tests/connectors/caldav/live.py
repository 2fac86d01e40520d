"""The conformance kit on a real CalDAV and CardDAV server: ``make live NAME=caldav``."""

import ssl
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import unquote, urljoin, urlsplit

from defusedxml.ElementTree import fromstring

from connectors.caldav.connector import CaldavConnector
from tests.connectors.caldav.hand import DavHand
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.session import require_web
from workspace.model.kinds import Kind

TIMEOUT_SECONDS = 60
LISTING = b'<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getetag/></d:prop></d:propfind>'
OURS = ("kit-", "invited.ics")


class LiveDav(Foreign, DavHand):
    """Another calendar program, with Basic sign-in; it touches the named calendar and address book alone."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.user = keys.settings["username"]
        self.address = keys.settings.get("address") or self.user
        self.base_url = keys.settings["base_url"]
        require_web(self.base_url)
        self.calendar, self.book = (self.path(keys.more[name]) for name in ("calendar", "book"))
        self.places = {Kind.EVENT: self.calendar, Kind.CONTACT: self.book}

    def path(self, address: str) -> str:
        """Of a path or an address on the same server."""
        return urlsplit(urljoin(self.base_url, address)).path.rstrip("/") + "/"

    def connection(self) -> HTTPConnection:
        url = urlsplit(self.base_url)
        host = url.hostname or ""
        if url.scheme == "http":
            return HTTPConnection(host, url.port, timeout=TIMEOUT_SECONDS)
        context = ssl.create_default_context(cafile=self.settings.get("ca_file"))
        return HTTPSConnection(host, url.port, timeout=TIMEOUT_SECONDS, context=context)

    def tidy(self) -> None:
        for collection in (self.calendar, self.book):
            for path in self.resources(collection):
                if unquote(path).rpartition("/")[2].startswith(OURS):
                    self.ask("DELETE", path)

    def resources(self, collection: str) -> list[str]:
        """Paths of what a collection holds (RFC 4918 section 9.1)."""
        headers = {"Depth": "1", "Content-Type": "application/xml"}
        found = fromstring(self.ask("PROPFIND", collection, LISTING, headers))
        paths = [urlsplit(each.text or "").path for each in found.iter("{DAV:}href")]
        return [path for path in paths if not path.endswith("/")]


class SmallPages(CaldavConnector):
    """Pages so small that the kit's few items make several."""

    page_size = 3


class TestLive(LiveContract):
    connector_id = "caldav"
    connector_class = SmallPages
    many = 4
    foreign = LiveDav
    needed = ("calendar", "book")
