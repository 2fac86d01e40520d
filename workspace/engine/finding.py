"""Finds the servers of a mail address: every source is asked at once, and the best that answers in time counts.

Nothing but the address itself leaves this computer, and that only to its own domain over TLS.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from workspace.engine.departures import Departures
from workspace.engine.names import Names, NoSuchDomain, Unanswered
from workspace.mail import autoconfig
from workspace.mail.domains import organisation
from workspace.mail.servers import (
    AUTOCONFIG,
    CALDAV,
    DNS,
    IMAP,
    MAIL_HOST,
    USUAL,
    Offer,
    Servers,
    is_host,
    known,
    of_mail_host,
    parts_of,
    signin_of,
    usual,
)
from workspace.model.departures import LOOK_UP

SECONDS = 3.0
"""How long all sources have together."""
STEPS = 3
PASSED = frozenset((301, 302, 303, 307, 308))
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Web:
    """How hosts are reached; the ports differ in tests alone."""

    names: Names
    context: ssl.SSLContext
    """Verifies whom it speaks to."""
    https_port: int = 443
    imap_port: int = 993
    smtp_ports: Mapping[str, int] = field(default_factory=lambda: {"tls": 465, "starttls": 587})

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first address that takes one. Raises ``OSError``."""
        error = OSError(f"{host} has no address")
        for address in self.names.addresses(host):
            try:
                return socket.create_connection((address, port), timeout=SECONDS)
            except OSError as failed:
                error = failed
        raise error

    def is_trusted(self, host: str, port: int) -> bool:
        """Whether a host speaks TLS there with a certificate in its name; nothing is said to it."""
        try:
            with self.connect(host, port) as raw, self.context.wrap_socket(raw, server_hostname=host):
                return True
        except OSError:
            return False

    def is_there(self, host: str, port: int) -> bool:
        try:
            with self.connect(host, port):
                return True
        except OSError:
            return False

    def read(self, url: str) -> bytes:
        """A file over https, redirects to https followed; empty where there is none."""
        for _ in range(STEPS):
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
            if parts.scheme != "https" or not is_host(host):
                return b""
            asked = parts.path + (f"?{parts.query}" if parts.query else "")
            answer, data = self._get(host, parts.port or self.https_port, asked)
            if answer.status in PASSED:
                url = urljoin(url, answer.headers.get("Location", ""))
                continue
            return data if answer.status == 200 else b""
        return b""

    def _get(self, host: str, port: int, path: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPSConnection(host, port, context=self.context)
        with self.connect(host, port) as raw, self.context.wrap_socket(raw, server_hostname=host) as secure:
            connection.sock = secure
            connection.request("GET", path, headers={"Accept": "text/xml, application/xml", "Connection": "close"})
            answer = connection.getresponse()
            return answer, answer.read(autoconfig.LARGEST + 1)


class Search:
    """Everything that is asked about one address."""

    def __init__(self, address: str, web: Web) -> None:
        self.address = address.strip()
        self.web = web
        self.local, self.domain = parts_of(address)

    def in_table(self) -> list[Offer]:
        found = known(self.address)
        return [found] if found else []

    def by_file(self) -> list[Offer]:
        host, asked = f"autoconfig.{self.domain}", quote(f"{self.local}@{self.domain}", safe="@")
        return self._file(
            (f"https://{host}/mail/config-v1.1.xml?emailaddress={asked}", host),
            (f"https://{self.domain}/.well-known/autoconfig/mail/config-v1.1.xml", self.domain),
        )

    def _file(self, *urls: tuple[str, str]) -> list[Offer]:
        for url, host in urls:
            try:
                said = autoconfig.read(self.web.read(url), self.address)
            except (OSError, http.client.HTTPException, ValueError):
                continue
            if said is not None:
                settings = said.servers.settings(self.address, said.username)
                return [*_signin(said.servers.host, AUTOCONFIG), Offer(IMAP, settings, AUTOCONFIG, host)]
        return []

    def by_dns(self) -> list[Offer]:
        """RFC 6186 with RFC 8314: encrypted services only."""
        names, domain = self.web.names, self.domain
        mailbox = next(iter(names.services("_imaps._tcp", domain)), None)
        if mailbox is None:
            return []
        ways = (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls"))
        sending = [(each, security) for name, security in ways for each in names.services(name, domain)[:1]]
        (smtp_host, smtp_port), smtp_security = sending[0] if sending else (("", 465), "tls")
        servers = Servers(mailbox[0], smtp_host, smtp_port, smtp_security, port=mailbox[1])
        return [*_signin(mailbox[0], DNS), Offer(IMAP, servers.settings(self.address), DNS, domain)]

    def of_mail_host(self) -> list[Offer]:
        """What belongs to whoever takes the domain's mail: a sign-in of their own, or servers."""
        host = next(iter(self.web.names.mail_hosts(self.domain)), "")
        if not host:
            return []
        signin, servers = _signin(host, MAIL_HOST), of_mail_host(host)
        if servers is not None:
            settings, asks = servers.settings(self.address), servers.asks_app_password
            return [*signin, Offer(IMAP, settings, MAIL_HOST, host, asks_app_password=asks)]
        return signin

    def by_file_of_mail_host(self) -> list[Offer]:
        host = next(iter(self.web.names.mail_hosts(self.domain)), "")
        owner = organisation(host)
        if not owner or owner == organisation(self.domain) or signin_of(host):
            return []
        found = self._file((f"https://autoconfig.{owner}/mail/config-v1.1.xml", f"autoconfig.{owner}"))
        return [Offer(each.connector_id, each.settings, MAIL_HOST, each.by) for each in found]

    def at_usual_names(self) -> list[Offer]:
        """Those of the usual names that answer with a certificate of their own; else the likeliest, unsure."""
        web, guesses = self.web, usual(self.domain)
        for servers in guesses:
            if not web.is_trusted(servers.host, web.imap_port):
                continue
            sending = self._usual_sending()
            smtp_host, smtp_port, security = sending or (servers.smtp_host, 465, "tls")
            found = Servers(servers.host, smtp_host, smtp_port, security, port=web.imap_port)
            return [Offer(IMAP, found.settings(self.address), USUAL, servers.host, is_sure=sending is not None)]
        return []

    def _usual_sending(self) -> tuple[str, int, str] | None:
        ports = self.web.smtp_ports
        for servers in usual(self.domain):
            if self.web.is_trusted(servers.smtp_host, ports["tls"]):
                return servers.smtp_host, ports["tls"], "tls"
            if self.web.is_there(servers.smtp_host, ports["starttls"]):
                return servers.smtp_host, ports["starttls"], "starttls"
        return None

    def calendars(self) -> list[Offer]:
        """RFC 6764: where calendars and address books are, by CalDAV first."""
        for service in ("caldavs", "carddavs"):
            for host, port in self.web.names.services(f"_{service}._tcp", self.domain)[:1]:
                texts = self.web.names.text(f"_{service}._tcp.{self.domain}")
                path = next((text[5:] for text in texts if text.lower().startswith("path=/")), "/")
                where = host if port == 443 else f"{host}:{port}"
                settings = {"base_url": f"https://{where}{path}", "username": self.address}
                return [Offer(CALDAV, settings, DNS, self.domain)]
        return []


def _signin(host: str, source: str) -> list[Offer]:
    connector_id = signin_of(host)
    return [Offer(connector_id, {}, source, host)] if connector_id else []


class _Asked:
    """The sources of one search, each in a thread of its own that nobody waits for after the bound."""

    def __init__(self, jobs: Mapping[str, Callable[[], list[Offer]]], departures: Departures) -> None:
        self.found: dict[str, list[Offer]] = {}
        self.is_answered = False
        self.is_unknown = False
        self._came: SimpleQueue[tuple[str, list[Offer] | Exception]] = SimpleQueue()
        self._departures = departures
        for name, job in jobs.items():
            threading.Thread(target=self._work, args=(name, job), name=f"finding {name}", daemon=True).start()

    def _work(self, name: str, job: Callable[[], list[Offer]]) -> None:
        with self._departures.leaving("", LOOK_UP):
            try:
                self._came.put((name, job()))
            except Exception as error:
                self._came.put((name, error))

    def wait(self, is_enough: Callable[[], bool], deadline: float) -> None:
        while not is_enough() and (left := deadline - time.monotonic()) > 0:
            try:
                name, said = self._came.get(timeout=left)
            except Empty:
                return
            self._take(name, said)

    def _take(self, name: str, said: "list[Offer] | Exception") -> None:
        if isinstance(said, NoSuchDomain):
            self.is_unknown = self.is_answered = True
            said = []
        elif isinstance(said, Unanswered):
            said = []
        elif isinstance(said, Exception):
            raise said
        elif name in ("mx", "dav", "srv") or (said and name != "table"):
            self.is_answered = True
        self.found[name] = said


def find(address: str, web: Web, departures: Departures, *, seconds: float = SECONDS) -> Payload:
    """``offers`` and ``calendars``, the best first, with ``is_offline`` and ``is_unknown`` (no such domain)."""
    search = Search(address, web)
    if not search.domain:
        return _said(address, [], [])
    ranks: dict[str, Callable[[], list[Offer]]] = {
        "table": search.in_table,
        "file": search.by_file,
        "srv": search.by_dns,
        "mx": search.of_mail_host,
        "mx file": search.by_file_of_mail_host,
        "usual": search.at_usual_names,
    }
    asked = _Asked({**ranks, "dav": search.calendars}, departures)

    def is_enough() -> bool:
        """Nothing better can come: who takes the mail and where the calendars are is always wanted."""
        found = asked.found
        if asked.is_unknown or "mx" not in found or "dav" not in found:
            return asked.is_unknown
        best = next((n for n, name in enumerate(ranks) if found.get(name)), len(ranks))
        return all(name in found for name in list(ranks)[:best])

    asked.wait(is_enough, time.monotonic() + seconds)
    offers = [offer for name in ranks for offer in asked.found.get(name, ())]
    if not any(offer.connector_id == IMAP for offer in offers) and not _asks_signin(offers):
        guess = usual(search.domain)[0]
        offers.append(Offer(IMAP, guess.settings(search.address), USUAL, is_sure=False))
    is_offline = not asked.is_answered
    said = _said(address, _in_order(offers), asked.found.get("dav", []))
    return {**said, "is_offline": is_offline, "is_unknown": asked.is_unknown}


def _asks_signin(offers: Sequence[Offer]) -> bool:
    return any(offer.connector_id != IMAP for offer in offers)


def _in_order(offers: Sequence[Offer]) -> list[Offer]:
    """A service's own sign-in first; one host once."""
    found: dict[tuple[str, str], Offer] = {}
    for offer in sorted(offers, key=lambda each: each.connector_id == IMAP):
        found.setdefault((offer.connector_id, offer.settings.get("host", "")), offer)
    return list(found.values())


def _said(address: str, offers: Sequence[Offer], calendars: Sequence[Offer]) -> Payload:
    return {
        "address": address.strip(),
        "offers": [offer.to_json() for offer in offers],
        "calendars": [offer.to_json() for offer in calendars],
        "is_offline": False,
        "is_unknown": False,
    }
