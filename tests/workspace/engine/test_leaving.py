"""One-click unsubscribing against a real server with TLS."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fakes.certificate import write_certificate
from tests.workspace.engine.conftest import Bench
from workspace.connector.errors import Rejected, Transient
from workspace.engine.leaving import is_public, leave


class Lists(ThreadingHTTPServer):
    """Takes one-click POSTs on every path; ``/go`` sends them on, ``/gone`` refuses, ``/tired`` breaks down."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        certificate, key = folder / "cert.pem", folder / "key.pem"
        write_certificate(certificate, key)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.trusting = ssl.create_default_context(cafile=str(certificate))
        self.heard: list[tuple[str, bytes, str | None]] = []

    def url(self, path: str) -> str:
        return f"https://localhost:{self.server_address[1]}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Lists

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, body, self.headers["Cookie"]))
        self.send_response({"/go": 302, "/gone": 404, "/tired": 503}.get(self.path, 200))
        self.send_header("Location", self.server.url("/elsewhere"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Lists]:
    server = Lists(tmp_path)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join(10)
    server.server_close()


def ask(lists: Lists, path: str) -> dict[str, str]:
    return leave(lists.url(path), context=lists.trusting, may_ask=lambda host: host == "localhost")


def test_one_post_says_it_all(lists: Lists) -> None:
    assert ask(lists, "/off?u=7") == {"host": "localhost"}
    assert lists.heard == [("/off?u=7", b"List-Unsubscribe=One-Click", None)]


@pytest.mark.parametrize(("path", "reason"), [("/go", "HTTP 302"), ("/gone", "HTTP 404")])
def test_what_is_refused_or_sent_on_is_not_done(lists: Lists, path: str, reason: str) -> None:
    with pytest.raises(Rejected) as failed:
        ask(lists, path)
    assert failed.value.params["reason"] == reason
    assert [each[0] for each in lists.heard] == [path]


def test_a_server_that_is_down_can_be_asked_again(lists: Lists) -> None:
    with pytest.raises(Transient):
        ask(lists, "/tired")
    with pytest.raises(Transient) as away:
        leave("https://localhost:1/x", context=lists.trusting, may_ask=lambda host: True)
    assert away.value.message_key == "unreachable"


def test_a_certificate_that_is_not_trusted_is_said(lists: Lists) -> None:
    with pytest.raises(Rejected) as failed:
        leave(lists.url("/off"), may_ask=lambda host: True)
    assert failed.value.message_key == "certificate"
    assert lists.heard == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1"])
def test_the_own_network_is_never_asked(host: str) -> None:
    assert not is_public(host)


def test_the_question_asks_only_the_internet_and_only_over_tls(bench: Bench, lists: Lists) -> None:
    for url in (lists.url("/off"), "http://lists.example/off", "file:///etc/passwd", "https://u@lists.example/off"):
        refused = bench.answer("unsubscribe", url=url)
        assert (refused.state, refused.error_key) == ("failed", "refused")
    assert lists.heard == []
