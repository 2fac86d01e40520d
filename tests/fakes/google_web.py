"""The socket side of the stand-in for Google: requests come in, are checked against the table, counted, and broken
where a test planned it; batches are taken apart (https://developers.google.com/workspace/gmail/api/guides/batch).
"""

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

JSON = "application/json; charset=UTF-8"
LARGEST_BATCH = 100


@dataclass(frozen=True)
class Request:
    """One call, alone or out of a batch; ``path`` is without ``/upload``."""

    verb: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: Mapping[str, Any] = field(default_factory=dict)
    media: bytes | None = None
    is_upload: bool = False

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


@dataclass(frozen=True)
class Answer:
    """What goes back; ``cut`` sends half of the body and hangs up, ``is_lost`` hangs up at once."""

    status: int
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON
    cut: bool = False
    is_lost: bool = False


class Refusal(Exception):
    """An error as Google words it: https://developers.google.com/workspace/gmail/api/guides/handle-errors."""

    def __init__(self, status: int, reason: str, detail: str = "", **headers: str) -> None:
        super().__init__(reason)
        self.status, self.reason, self.detail = status, reason, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(self) -> Answer:
        errors = [{"domain": "global", "reason": self.reason, "message": self.reason}]
        error: dict[str, Any] = {"code": self.status, "message": self.reason, "errors": errors}
        if self.detail:
            kind = "type.googleapis.com/google.rpc.ErrorInfo"
            error["details"] = [{"@type": kind, "reason": self.detail, "domain": "googleapis.com"}]
        return Answer(self.status, json.dumps({"error": error}).encode(), self.headers)


Handle = Callable[[Request], Answer]


class Web:
    """A listening server; ``handle`` answers single calls, ``intercept`` may answer any whole request before."""

    def __init__(
        self, handle: Handle, intercept: Callable[[str], Answer | None], tls: ssl.SSLContext | None = None
    ) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(handle, intercept))
        if tls is not None:
            # The handshake belongs into the connection's own thread.
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(handle: Handle, intercept: Callable[[str], Answer | None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body go out in one piece.
        wbufsize = -1

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

        def _serve(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            content = self.rfile.read(length)
            path = urlsplit(self.path).path
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = intercept(f"{self.command} {path}")
            if answer is None and path.startswith("/batch"):
                answer = _batch(headers, content, handle)
            elif answer is None:
                answer = handle(request_of(self.command, self.path, headers, content))
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            if answer.is_lost:
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            if "date" not in answer.headers:
                self.send_header("Date", self.date_time_string())
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.content)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.cut:
                self.wfile.write(answer.content[: len(answer.content) // 2])
                self.close_connection = True
                return
            self.wfile.write(answer.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    return Handler


def request_of(verb: str, target: str, headers: Mapping[str, str], content: bytes) -> Request:
    parts = urlsplit(target)
    is_upload = parts.path.startswith("/upload/")
    path = parts.path.removeprefix("/upload")
    query = parse_qs(parts.query, keep_blank_values=True)
    body: dict[str, Any] = {}
    media = None
    kind = headers.get("content-type", "")
    if kind.startswith("multipart/related"):
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + content)
        first = message.get_payload()[0]
        body = json.loads(first.get_payload(decode=True) or b"{}")
        # Taken by hand: the parser would change the line ends of the mail inside.
        boundary = re.search(r'boundary="?([^";]+)', kind)
        assert boundary is not None
        piece = content.split(b"--" + boundary[1].encode())[2]
        media = piece.split(b"\n\n", 1)[1].removesuffix(b"\n")
    elif kind.startswith("message/rfc822"):
        media = content
    elif content:
        body = json.loads(content)
    return Request(verb, _decoded(path), query, headers, body, media, is_upload)


def _decoded(path: str) -> str:
    """Percent escapes of each step; a slash inside one stays escaped."""
    return "/".join(unquote(step).replace("/", "%2F") for step in path.split("/"))


def _batch(headers: Mapping[str, str], content: bytes, handle: Handle) -> Answer:
    whole = BytesParser().parsebytes(b"Content-Type: " + headers["content-type"].encode() + b"\r\n\r\n" + content)
    parts = whole.get_payload()
    assert isinstance(parts, list)
    if len(parts) > LARGEST_BATCH:
        return Refusal(400, "batchTooLarge").answer()
    answers = []
    for part in parts:
        text = part.get_payload().encode()
        line, _, rest = text.replace(b"\r\n", b"\n").partition(b"\n")
        verb, target, _ = line.decode().split(" ")
        head, _, body = rest.partition(b"\n\n")
        inner = {k.strip().lower(): v.strip() for k, _, v in (h.partition(":") for h in head.decode().splitlines())}
        inner["authorization"] = headers.get("authorization", "")
        answers.append((part["Content-ID"], handle(request_of(verb, target, inner, body.strip()))))
    return Answer(200, _joined(answers), content_type="multipart/mixed; boundary=batch_google")


def _joined(answers: Iterable[tuple[str, Answer]]) -> bytes:
    """Google answers a part's ``<id>`` with ``<response-id>``."""
    pieces = []
    for name, answer in answers:
        head = f"HTTP/1.1 {answer.status} {'OK' if answer.status < 300 else 'Error'}\r\n"
        fields = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.content)), **answer.headers}
        lines = "".join(f"{key}: {value}\r\n" for key, value in fields.items())
        outer = f"--batch_google\r\nContent-Type: application/http\r\nContent-ID: <response-{name[1:]}\r\n\r\n"
        pieces.append((outer + head + lines + "\r\n").encode() + answer.content + b"\r\n")
    return b"".join(pieces) + b"--batch_google--\r\n"


def http_date(seconds: float) -> str:
    return formatdate(seconds, usegmt=True)
