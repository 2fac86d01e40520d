"""A web server in front of a WebDAV server: passes everything on, and misbehaves where it is told to."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "server", "date"}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in place of the server's; ``missing`` bytes of its body are promised and not sent."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Rule = Callable[[Asked], Said | None]


@dataclass(slots=True)
class DavFront:
    """``rules`` are asked in order; the first that says something is the answer. ``hidden`` are properties and reports
    that the server seems not to have. ``asked`` is everything that came in."""

    target: int
    hidden: tuple[str, ...] = ()
    rules: list[Rule] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def answer(self, asked: Asked) -> Said:
        self.asked.append(asked)
        for rule in self.rules:
            said = rule(asked)
            if said is not None:
                return said
        if asked.method == "REPORT" and "sync-collection" in self.hidden and b"sync-collection" in asked.body:
            return Said(403, b'<error xmlns="DAV:"><supported-report/></error>')
        return self._passed_on(asked)

    def _passed_on(self, asked: Asked) -> Said:
        body = asked.body
        if asked.method == "PROPFIND":
            for name in self.hidden:
                body = re.sub(rb"<[a-z]+:%s ?/>" % name.encode(), b"", body)
        connection = HTTPConnection("127.0.0.1", self.target, timeout=10)
        headers = {k: v for k, v in asked.headers.items() if k.lower() not in HOP_BY_HOP | {"host"}}
        connection.request(asked.method, asked.path, body, headers)
        answer = connection.getresponse()
        said = Said(
            answer.status,
            answer.read(),
            tuple((k, v) for k, v in answer.getheaders() if k.lower() not in HOP_BY_HOP),
        )
        connection.close()
        return said


@contextmanager
def fronting(target: int, *hidden: str) -> Iterator[DavFront]:
    """A front for the block."""
    front = DavFront(target, hidden)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline:
                self.close_connection = True
                return
            if self.parse_request():
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self._say(front.answer(Asked(self.command, self.path, dict(self.headers.items()), body)))

        def _say(self, said: Said) -> None:
            self.send_response_only(said.status)
            for name, value in said.headers:
                self.send_header(name, value)
            if said.status != 204:
                self.send_header("Content-Length", str(len(said.body) + said.missing))
            if said.missing:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    front.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
