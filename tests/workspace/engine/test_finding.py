"""Servers of an address, found at a name server and TLS hosts of our own on real sockets."""

import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fakes.certificate import write_certificate
from tests.fakes.names import NameServer
from tests.workspace.engine.conftest import Bench
from workspace.engine.departures import Departures, counting
from workspace.engine.finding import Web, find
from workspace.engine.names import Names

FILE = """<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="desk.example">
<incomingServer type="pop3"><hostname>pop.desk.example</hostname><port>995</port><socketType>SSL</socketType>
</incomingServer>
<incomingServer type="imap"><hostname>plain.desk.example</hostname><port>143</port><socketType>plain</socketType>
</incomingServer>
<incomingServer type="imap"><hostname>mx1.desk.example</hostname><port>1993</port><socketType>SSL</socketType>
<username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>out.desk.example</hostname><port>587</port><socketType>STARTTLS</socketType>
</outgoingServer></emailProvider></clientConfig>"""


class Hosts(ThreadingHTTPServer):
    """Every host of ``desk.example`` and ``hoster.example``, over TLS; ``files`` by host and path."""

    daemon_threads = False

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        certificate, key = folder / "cert.pem", folder / "key.pem"
        write_certificate(certificate, key, "desk.example", "*.desk.example", "*.hoster.example")
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.trusting = counting(ssl.create_default_context(cafile=str(certificate)))
        self.files: dict[tuple[str, str], str] = {}
        self.moved: dict[tuple[str, str], str] = {}
        self.heard: list[str] = []
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """Somebody only looked whether it is here, or does not trust it."""


class _Handler(BaseHTTPRequestHandler):
    server: Hosts

    def do_GET(self) -> None:
        host, path = self.headers["Host"].partition(":")[0], self.path.partition("?")[0]
        self.server.heard.append(self.path)
        if path == "/never":
            self.server.closing.wait(20)
        text = self.server.files.get((host, path), "")
        moved = self.server.moved.get((host, path))
        self.send_response(302 if moved else 200 if text else 404)
        if moved:
            self.send_header("Location", moved)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Hosts]:
    server = Hosts(tmp_path)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.closing.set()
    # Whoever is reset between connecting and the handshake leaves its socket to the collector (`SSLSocket._create`).
    for each in threading.enumerate():
        if each.name.startswith("finding "):
            each.join(10)
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def names() -> Iterator[NameServer]:
    with NameServer() as server:
        server.put("desk.example", "A", "127.0.0.1")
        yield server


@pytest.fixture
def web(names: NameServer, hosts: Hosts) -> Web:
    """Ports of ours in place of the usual ones; the usual one of IMAP is closed."""
    return Web(Names(names.at), hosts.trusting, hosts.port, 1, {"tls": 1, "starttls": 1})


def found(web: Web, address: str = "Jane@desk.example") -> dict[str, object]:
    return find(address, web, Departures(time.time))


def best(said: dict[str, object]) -> tuple[str, str, str]:
    offer = said["offers"][0]  # type: ignore[index]
    return offer["connector_id"], offer["source"], offer["settings"].get("host", "")


AUTOCONFIG = ("autoconfig.desk.example", "/mail/config-v1.1.xml")


def test_the_file_of_the_domain_says_servers_and_user_name(web: Web, names: NameServer, hosts: Hosts) -> None:
    names.put("autoconfig.desk.example", "A", "127.0.0.1")
    hosts.files[AUTOCONFIG] = FILE
    offer = found(web)["offers"][0]  # type: ignore[index]
    assert offer["settings"] == {
        "host": "mx1.desk.example", "port": "1993", "security": "tls", "username": "jane",
        "smtp_host": "out.desk.example", "smtp_port": "587", "smtp_security": "starttls",
    }  # fmt: skip
    assert (offer["source"], offer["by"], offer["is_sure"]) == ("autoconfig", "autoconfig.desk.example", True)
    assert all("jane@desk.example" in path for path in hosts.heard if path.startswith("/mail/"))


def test_the_well_known_place_is_looked_at_and_a_redirect_leaves_tls_never(web: Web, hosts: Hosts) -> None:
    place = ("desk.example", "/.well-known/autoconfig/mail/config-v1.1.xml")
    hosts.files["desk.example", "/elsewhere"] = FILE
    hosts.moved[place] = f"https://desk.example:{hosts.port}/elsewhere"
    assert best(found(web))[1:] == ("autoconfig", "mx1.desk.example")
    hosts.moved[place] = f"http://desk.example:{hosts.port}/elsewhere"
    assert best(found(web))[1] == "usual"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>' + FILE.partition("?>")[2],
        '<!DOCTYPE a SYSTEM "https://desk.example/never">' + FILE.partition("?>")[2],
        FILE.replace("mx1.desk.example", "-oProxy=x"),
        FILE.replace("SSL", "plain").replace("STARTTLS", "plain"),
        FILE[:200],
        "x" * 300_000,
    ],
)
def test_a_file_that_is_unsafe_or_broken_is_passed_by(web: Web, names: NameServer, hosts: Hosts, text: str) -> None:
    names.put("autoconfig.desk.example", "A", "127.0.0.1")
    hosts.files[AUTOCONFIG] = text
    assert best(found(web))[1] == "usual"
    assert "/never" not in hosts.heard


def test_records_of_the_domain_say_mail_sending_and_calendars(web: Web, names: NameServer) -> None:
    names.put("_imaps._tcp.desk.example", "SRV", "10 1 993 second.desk.example.", "5 1 1993 mail.hoster.example.")
    names.put("_submissions._tcp.desk.example", "SRV", "0 0 0 .")
    names.put("_submission._tcp.desk.example", "SRV", "0 1 587 out.hoster.example.")
    names.put("_caldavs._tcp.desk.example", "SRV", "0 1 8443 dav.hoster.example.")
    names.put("_caldavs._tcp.desk.example", "TXT", '"path=/cal/"')
    said = found(web)
    settings = said["offers"][0]["settings"]  # type: ignore[index]
    assert (settings["host"], settings["port"], settings["username"]) == (
        "mail.hoster.example", "1993", "Jane@desk.example",
    )  # fmt: skip
    assert (settings["smtp_host"], settings["smtp_security"]) == ("out.hoster.example", "starttls")
    (calendars,) = said["calendars"]  # type: ignore[misc]
    assert calendars["settings"]["base_url"] == "https://dav.hoster.example:8443/cal/"


@pytest.mark.parametrize(
    ("host", "connectors"),
    [
        ("aspmx.l.google.com.", ["google", "imap"]),
        ("desk-example.mail.protection.outlook.com.", ["microsoft"]),
        ("in1-smtp.messagingengine.com.", ["imap"]),
    ],
)
def test_whoever_takes_the_mail_of_a_domain_is_known(
    web: Web, names: NameServer, host: str, connectors: list[str]
) -> None:
    names.put("desk.example", "MX", f"10 {host}", "20 other.example.")
    said = found(web)
    assert [offer["connector_id"] for offer in said["offers"]] == connectors  # type: ignore[attr-defined]


def test_the_file_of_the_mail_host_counts_where_the_domain_has_none(web: Web, names: NameServer, hosts: Hosts) -> None:
    names.put("desk.example", "MX", "10 mx.hoster.example.")
    names.put("autoconfig.hoster.example", "A", "127.0.0.1")
    hosts.files["autoconfig.hoster.example", "/mail/config-v1.1.xml"] = FILE
    assert best(found(web)) == ("imap", "mail_host", "mx1.desk.example")
    assert "jane" not in "".join(hosts.heard)


def test_usual_names_count_where_their_certificate_does(web: Web, names: NameServer, hosts: Hosts) -> None:
    names.put("mail.desk.example", "A", "127.0.0.1")
    there = Web(web.names, web.context, hosts.port, hosts.port, {"tls": hosts.port, "starttls": 1})
    offer = found(there)["offers"][0]  # type: ignore[index]
    assert (offer["settings"]["host"], offer["settings"]["smtp_host"], offer["is_sure"]) == (
        "mail.desk.example", "mail.desk.example", True,
    )  # fmt: skip
    untrusted = Web(web.names, ssl.create_default_context(), hosts.port, hosts.port)
    offer = found(untrusted)["offers"][0]  # type: ignore[index]
    assert (offer["settings"]["host"], offer["is_sure"]) == ("imap.desk.example", False)


def test_the_list_needs_no_network_and_silence_is_called_offline(web: Web, names: NameServer) -> None:
    names.is_silent = True
    began = time.monotonic()
    said = found(web, "jane@gmail.com")
    assert [offer["connector_id"] for offer in said["offers"]] == ["imap"]  # type: ignore[attr-defined]
    assert said["is_offline"]
    assert time.monotonic() - began < 4


def test_a_host_that_never_answers_holds_nothing_up(web: Web, names: NameServer, hosts: Hosts) -> None:
    names.put("_imaps._tcp.desk.example", "SRV", "5 1 993 mail.desk.example.")
    names.put("autoconfig.desk.example", "A", "127.0.0.1")
    hosts.moved[AUTOCONFIG] = f"https://desk.example:{hosts.port}/never"
    began = time.monotonic()
    assert best(found(web))[1:] == ("dns", "mail.desk.example")
    assert time.monotonic() - began < 4


def test_a_domain_that_is_not_there_is_said(web: Web) -> None:
    said = found(web, "jane@dsek.example")
    assert (said["is_unknown"], said["is_offline"]) == (True, False)


def test_what_is_asked_stands_in_the_log_of_what_left(web: Web, names: NameServer, hosts: Hosts) -> None:
    names.put("autoconfig.desk.example", "A", "127.0.0.1")
    hosts.files[AUTOCONFIG] = FILE
    departures = Departures(time.time)
    find("jane@desk.example", web, departures)
    told = {(row.host, row.purpose) for row in departures._counts.values()}
    assert {("127.0.0.1", "look_up"), ("autoconfig.desk.example", "look_up")} <= told


def test_the_question_asks_the_name_server_and_knows_half_an_address(
    bench: Bench, names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSPACE_NAME_SERVER", names.at)
    names.put("_imaps._tcp.desk.example", "SRV", "5 1 993 mail.desk.example.")
    said = bench.answer("find_servers", address="jane@desk.example").payload
    assert said["offers"][0]["settings"]["host"] == "mail.desk.example"
    assert bench.answer("find_servers", address="jane@desk").payload["offers"] == []
