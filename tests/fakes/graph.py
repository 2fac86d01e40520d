"""Microsoft Graph v1.0 for one user, with real state on a loopback port, as its documentation describes it.

Every request is checked against :mod:`tests.fakes.graph_table`; what does not belong is refused with 400 and kept in
``wrong``. Calls are counted per app and account, and refused as Graph refuses them (.../graph/throttling-limits).
"""

import json
import re
import ssl
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.fakes import graph_calendar, graph_contacts, graph_folders, graph_hand, graph_mail, graph_teams
from tests.fakes.graph_calendar import Calendars
from tests.fakes.graph_contacts import Contacts
from tests.fakes.graph_feed import Feeds, Gone
from tests.fakes.graph_mail import Mail
from tests.fakes.graph_table import Rule, faults, rule_for
from tests.fakes.graph_teams import Teams
from tests.fakes.graph_wire import Call, Refused, Reply

Json = dict[str, Any]
USER = "me@demo.example"
WINDOW_SECONDS = 600.0


@dataclass
class GraphFake:
    """The service's state; ``url`` is the ``base_url`` to give."""

    tokens: dict[str, str] = field(default_factory=lambda: {"right": USER})
    """Access token to user."""
    url: str = ""
    page_size: int = 3
    allowed: int = 10_000
    """Calls in ten minutes, per app and mailbox."""
    at_once: int = 4
    is_cut_off: bool = False
    feeds: Feeds = field(default_factory=Feeds)
    lock: threading.RLock = field(default_factory=threading.RLock)
    wrong: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    """By method and path of the table."""
    planted: list[tuple[re.Pattern[str], Reply]] = field(default_factory=list)
    """Answers for the next calls whose ``METHOD /path`` they match, once each."""
    uploads: dict[str, Json] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    """Mailboxes that the user may open."""
    skew_seconds: float = 0.0
    lacks: tuple[str, ...] = ()
    """Calls of the table that this server never heard of."""

    def __post_init__(self) -> None:
        self.mail = Mail(self.feeds)
        self.calendars = Calendars(self.feeds)
        self.contacts = Contacts(self.feeds)
        self.teams = Teams(self.feeds)
        self.mail.open(USER)
        self._recent: dict[str, deque[float]] = {}
        self._busy: Counter[str] = Counter()

    def plant(self, where: str, status: int, body: bytes | Json = b"", **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.planted.append((re.compile(where), Reply(status, named, content)))

    def share(self, address: str) -> None:
        self.shared.add(address)
        self.mail.open(address)

    # A request on its way

    def answer(self, method: str, target: str, headers: dict[str, str], sent: bytes) -> Reply:
        url = urlsplit(target)
        path, query = url.path, dict(parse_qsl(url.query, keep_blank_values=True))
        if path.startswith("/upload/"):
            return self._upload(path, headers, sent)
        path = path.removeprefix("/v1.0")
        for each in self.planted:
            if each[0].match(f"{method} {unquote(path)}"):
                self.planted.remove(each)
                return each[1]
        try:
            return self._checked(method, path, query, headers, sent)
        except Refused as refused:
            return refused.reply()
        except Gone:
            # https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset
            return Refused(410, "syncStateNotFound").reply()

    def _checked(self, method: str, path: str, query: Json, headers: dict[str, str], sent: bytes) -> Reply:
        user = self.tokens.get(headers.get("Authorization", "").removeprefix("Bearer "))
        if user is None:
            raise Refused(401, "InvalidAuthenticationToken")
        is_mime = headers.get("Content-Type", "").startswith("text/plain")
        body = sent if is_mime else json.loads(sent) if sent else None
        if path == "/$batch":
            self._checking("POST", path, query, headers, body)
            return self._batch(body, headers)
        return self._one(method, path, query, headers, body)

    def _checking(
        self, method: str, path: str, query: Json, headers: dict[str, str], body: Any
    ) -> tuple[Rule, dict[str, str]]:
        rule, names = rule_for(method, path)
        wrong = ["is no call of Graph"] if rule is None else faults(rule, query, headers, body)
        if rule is None or wrong:
            self.wrong.append(f"{method} {path} {'; '.join(wrong)} (see {rule.source if rule else 'the table'})")
            raise Refused(400, "BadRequest", "; ".join(wrong))
        self.calls[f"{method} {rule.path}"] += 1
        if f"{method} {rule.path}" in self.lacks:
            raise Refused(404, "UnknownError")
        return rule, names

    def _one(self, method: str, path: str, query: Json, headers: dict[str, str], body: Any) -> Reply:
        rule, names = self._checking(method, path, query, headers, body)
        names = {key: unquote(value) for key, value in names.items()}
        root = names.pop("root", "/me")
        mailbox = USER if root == "/me" else root.removeprefix("/users/")
        with self._room(mailbox), self.lock:
            if mailbox != USER and mailbox not in self.shared:
                # https://learn.microsoft.com/graph/outlook-share-messages-folders
                raise Refused(403, "ErrorAccessDenied")
            call = Call(rule.method, rule.path, names, query, headers, body, mailbox, path, self)
            for part in (graph_mail, graph_folders, graph_calendar, graph_contacts, graph_teams, graph_hand):
                found: Reply | None = part.answer(call)
                if found is not None:
                    return found
        raise Refused(501, "notImplemented")

    @contextmanager
    def _room(self, mailbox: str) -> Iterator[None]:
        """Both limits of .../graph/throttling-limits#outlook-service-limits."""
        with self.lock:
            now = time.monotonic()
            recent = self._recent.setdefault(mailbox, deque())
            while recent and recent[0] <= now - WINDOW_SECONDS:
                recent.popleft()
            if len(recent) >= self.allowed:
                wait = str(int(recent[0] + WINDOW_SECONDS - now) + 1)
                raise Refused(429, "ApplicationThrottled", headers={"Retry-After": wait})
            if self._busy[mailbox] >= self.at_once:
                raise Refused(429, "ApplicationThrottled", "MailboxConcurrency", headers={"Retry-After": "1"})
            recent.append(now)
            self._busy[mailbox] += 1
        try:
            yield
        finally:
            with self.lock:
                self._busy[mailbox] -= 1

    def _batch(self, body: Any, headers: dict[str, str]) -> Reply:
        """https://learn.microsoft.com/graph/json-batching: at most 20, each judged by itself, in any order."""
        asked = body["requests"]
        if len(asked) > 20:
            raise Refused(400, "BadRequest", "Invalid batch size")
        answers = []
        for each in reversed(asked):
            own = {"Authorization": headers["Authorization"], **each.get("headers", {})}
            sent = json.dumps(each["body"]).encode() if "body" in each else b""
            reply = self.answer(each["method"], f"/v1.0{each['url']}", own, sent)
            answers.append({"id": each["id"], **reply.in_batch()})
        return Reply.of({"responses": answers})

    def _upload(self, path: str, headers: dict[str, str], sent: bytes) -> Reply:
        """https://learn.microsoft.com/graph/outlook-large-attachments: in order, under 4 MB, without a token."""
        session = self.uploads.get(path.removeprefix("/upload/"))
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", headers.get("Content-Range", ""))
        if session is None or found is None:
            return Refused(404, "ErrorItemNotFound").reply()
        first, last, total = map(int, found.groups())
        fits = first == len(session["content"]) and last - first + 1 == len(sent) < 4 * 1024 * 1024
        if "Authorization" in headers or not fits or total != session["size"]:
            self.wrong.append(f"a range {found[0]} of {len(sent)} bytes, {len(session['content'])} of them here")
            return Refused(400, "ErrorInvalidRange").reply()
        session["content"] += sent
        if len(session["content"]) < total:
            return Reply.of({"nextExpectedRanges": [str(len(session["content"]))]})
        with self.lock:
            session["done"](bytes(session["content"]))
        return Reply(201, {"Location": "x"}, b"")

    def link(self, call: Call, params: Json) -> str:
        """A whole link: what was asked for is encoded in its token."""
        return f"{self.url}{call.raw_path}?{urlencode(params)}"


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[GraphFake]:
    """The fake, listening until the block ends; over TLS with a context."""
    fake = GraphFake()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True
        timeout = 30

        def do_GET(self) -> None:
            respond(self, fake)

        do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test shows what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    fake.url = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}/v1.0"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def respond(call: BaseHTTPRequestHandler, fake: GraphFake) -> None:
    """Answer one request, or close the connection where the network is cut."""
    sent = call.rfile.read(int(call.headers.get("Content-Length") or 0))
    if fake.is_cut_off:
        call.close_connection = True
        return
    reply = fake.answer(call.command, call.path, dict(call.headers.items()), sent)
    call.send_response_only(reply.status)
    call.send_header("Date", formatdate(time.time() + fake.skew_seconds, usegmt=True))
    for name, value in reply.headers.items():
        call.send_header(name, value)
    if "Content-Length" not in reply.headers:
        call.send_header("Content-Length", str(len(reply.content)))
    else:
        call.close_connection = True
    call.end_headers()
    call.wfile.write(reply.content)
    call.wfile.flush()
