"""Where the browser comes back to after an OAuth sign-in (RFC 8252 section 7.3): one answer, on this computer only."""

import hmac
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from workspace.connector.errors import AuthRequired, Rejected

CALLER_SECONDS = 10.0
MOST_CALLERS = 8
MOST_WRONG = 100
MOST_FIELDS = 20
LOOK_SECONDS = 0.1

Answer = Mapping[str, str]

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Workspace</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;text-align:center}}</style>
</head><body><p>{english}</p><p lang="ko">{korean}</p></body></html>
"""
_DONE = _PAGE.format(
    english="Workspace has its answer. You can close this window.",
    korean="Workspace가 응답을 받았습니다. 이 창을 닫아도 됩니다.",
)
_DENIED = _PAGE.format(
    english="Workspace did not get the permission. You can close this window.",
    korean="Workspace가 권한을 받지 못했습니다. 이 창을 닫아도 됩니다.",
)
_WRONG = _PAGE.format(
    english="This is not the answer that Workspace waits for. You can close this window.",
    korean="Workspace가 기다리는 응답이 아닙니다. 이 창을 닫아도 됩니다.",
)


class Loopback:
    """A listener on 127.0.0.1 from the start of the block to its end, or to the one right answer.

    ``heard`` gets that answer's query, or ``AuthRequired`` after too many wrong ones; it is called in another thread.
    Raises ``Rejected`` where ``redirect`` is not this computer or its port is taken.
    """

    def __init__(self, redirect: str, heard: Callable[[Answer | AuthRequired], None]) -> None:
        parts = urlsplit(redirect)
        try:
            port = parts.port or 0
        except ValueError as error:
            raise Rejected("setting_wrong", field="redirect_port", reason="it must be at most 65535") from error
        if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "localhost"):
            raise Rejected("setting_wrong", field="redirect", reason="it must be http on this computer")
        self._heard = heard
        self._path = parts.path or "/"
        self._state = ""
        self._guard = threading.Lock()
        self._wrong = 0
        self._is_over = False
        try:
            self._server = _Listener(port, self)
        except OSError as error:
            reason = f"port {port} of this computer is in use"
            raise Rejected("setting_wrong", field="redirect", reason=reason) from error
        self.redirect_uri = f"http://{parts.hostname}:{self._server.server_port}{parts.path}"

    def __enter__(self) -> "Loopback":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def listen(self, state: str) -> None:
        """Take answers from now on; only one with this state counts."""
        self._state = state
        threading.Thread(target=self._server.serve_forever, args=(LOOK_SECONDS,), name="loopback", daemon=True).start()

    def close(self) -> None:
        """Nobody listens any more; may be called twice."""
        with self._guard:
            self._is_over = True
        if self._state:
            self._server.shutdown()
        self._server.server_close()

    def take(self, target: str) -> tuple[HTTPStatus, str, Answer | AuthRequired | None]:
        """What a request for ``target`` is shown, and what is heard once it was shown."""
        parts = urlsplit(target)
        answer = _fields(parts.query)
        is_right = parts.path == self._path and hmac.compare_digest(
            answer.get("state", "").encode(), self._state.encode()
        )
        with self._guard:
            if self._is_over:
                return HTTPStatus.GONE, _WRONG, None
            if is_right:
                self._is_over = True
                return HTTPStatus.OK, _DENIED if "error" in answer else _DONE, answer
            self._wrong += 1
            self._is_over = self._wrong >= MOST_WRONG
            trouble = AuthRequired("signin_failed", host="127.0.0.1", reason="too many wrong answers came")
            return HTTPStatus.NOT_FOUND, _WRONG, trouble if self._is_over else None

    def hear(self, answer: Answer | AuthRequired) -> None:
        self._heard(answer)


def _fields(query: str) -> dict[str, str]:
    """The query's parameters; none where it is odd or has one twice (RFC 6749 section 3.1)."""
    with suppress(ValueError):
        found = parse_qs(query, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
        if all(len(values) == 1 for values in found.values()):
            return {key: values[0] for key, values in found.items()}
    return {}


class _Listener(ThreadingHTTPServer):
    """Several callers at once, because browsers open connections that they never use."""

    # Except on Windows a port is held back for a minute after its last answer; a second attempt needs it at once.
    allow_reuse_address = not hasattr(socket, "SO_EXCLUSIVEADDRUSE")
    daemon_threads = True

    def __init__(self, port: int, loopback: Loopback) -> None:
        self.loopback = loopback
        self._callers = threading.BoundedSemaphore(MOST_CALLERS)
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up the computer's name, which may take seconds.
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._callers.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._callers.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    timeout = CALLER_SECONDS
    server_version = "Workspace"
    sys_version = ""

    def do_GET(self) -> None:
        loopback = self.server.loopback
        status, page, answer = loopback.take(self.path)
        try:
            self._show(status, page)
        finally:
            if answer is not None:
                loopback.hear(answer)

    def _show(self, status: HTTPStatus, page: str) -> None:
        content = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """The query holds a code: nothing of it is logged."""
