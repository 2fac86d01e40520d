"""A front before a real Tryton that loses requests, loses answers, and answers in Tryton's stead."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WRITES = frozenset({"create", "write", "delete", "cancel", "opportunity"})


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that Tryton did not give; with ``is_cut`` only half of it arrives."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    is_cut: bool = False


@dataclass
class Front:
    """What happens to which call. Calls are named ``MODEL.METHOD``."""

    target: int
    port: int = 0
    calls: list[str] = field(default_factory=list)
    lose_write: int = 0
    """The number of the writing call that is lost, from 1; 0 for none."""
    is_answer_lost: bool = False
    """Whether that call still reaches Tryton."""
    answers: dict[str, Canned] = field(default_factory=dict)
    once: dict[str, Canned] = field(default_factory=dict)
    """As ``answers``, the first time only."""
    doubled: set[str] = field(default_factory=set)
    """Calls that reach Tryton twice, as a proxy may send them (RFC 9110 section 9.2.2 asks it not to)."""
    meanwhile: dict[str, Callable[[], object]] = field(default_factory=dict)
    """What happens once before a call reaches Tryton."""

    @property
    def writes(self) -> list[str]:
        return [name for name in self.calls if name.rpartition(".")[2] in WRITES]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Handler(BaseHTTPRequestHandler):
    server: "FrontServer"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        front = self.server.front
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = json.loads(body)["method"].removeprefix("model.")
        front.calls.append(name)
        canned = front.once.pop(name, None) or front.answers.get(name)
        if canned is not None:
            self._say(canned)
            return
        is_lost = name.rpartition(".")[2] in WRITES and len(front.writes) == front.lose_write
        if is_lost and not front.is_answer_lost:
            self.close_connection = True
            return
        front.meanwhile.pop(name, bool)()
        answer = self._passed_on(body)
        if name in front.doubled:
            self._passed_on(body)
        if is_lost:
            self.close_connection = True
            return
        self._say(answer)

    def _passed_on(self, body: bytes) -> Canned:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.front.target, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k not in ("Host", "Connection")}
        connection.request("POST", self.path, body, headers)
        answer = connection.getresponse()
        kept = tuple((k, v) for k, v in answer.getheaders() if k in ("Content-Type", "Content-Encoding"))
        content = answer.read()
        connection.close()
        return Canned(answer.status, content, kept)

    def _say(self, answer: Canned) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)
        self.close_connection = answer.is_cut

    def log_message(self, *_: Any) -> None:
        """Quiet."""


class FrontServer(ThreadingHTTPServer):
    """Serves the front."""

    daemon_threads = True

    def __init__(self, front: Front) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.front = front


@contextmanager
def before(target: int) -> Iterator[Front]:
    """A front before the server at a port of this computer."""
    front = Front(target)
    server = FrontServer(front)
    front.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
