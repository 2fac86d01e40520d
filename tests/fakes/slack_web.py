"""The stand-in's socket: requests are checked against the table, counted, limited as Slack does, and answered.

Errors: https://docs.slack.dev/apis/web-api/#responses. Limits: 429 with ``Retry-After``, by method, workspace and app.
"""

import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from tests.fakes.slack import ME, Fault, Json, Slack
from tests.fakes.slack_methods import ANSWERS, Call, Refused, need
from tests.fakes.slack_table import METHODS, PER_MINUTE, SIGN_IN

MINUTE = 60.0


class SlackWeb:
    """A running stand-in; ``base_url`` is what an account's settings name."""

    def __init__(self, slack: Slack, context: ssl.SSLContext | None = None) -> None:
        self.slack = slack
        self.rotates = True
        self.client_id = "1234.5678"
        self.codes: dict[str, Json] = {}
        self.refresh_tokens: set[str] = set()
        self._server = _Listener(self)
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.scheme = "https" if context else "http"
        self.port: int = self._server.server_port
        self.base_url = f"{self.scheme}://127.0.0.1:{self.port}/api/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # The Web API

    def answer(self, method: str, given: Json, headers: Message) -> Fault:
        # https://docs.slack.dev/authentication/: in the header, or as a parameter of a POST.
        slack, token = self.slack, given.pop("token", headers.get("Authorization", "").removeprefix("Bearer "))
        with slack.guard:
            slack.calls[slack.app, slack.team, method] += 1
            slack.asked.append((method, given))
            if problems := self._problems(method, given):
                slack.violations += problems
                return _refused("invalid_arguments")
            if waits := self._waits(method):
                slack.refused_429 += 1
                return Fault(429, body=b'{"ok":false,"error":"ratelimited"}', headers={"Retry-After": str(waits)})
            if slack.faults[method]:
                return slack.faults[method].popleft()
            if token not in slack.tokens:
                return _refused(slack.revoked.get(token, "invalid_auth" if token else "not_authed"))
            base = f"{self.scheme}://{headers.get('Host')}"
            return self._said(Call(slack, method, given, token, base))

    def _problems(self, method: str, given: Json) -> list[str]:
        """What the table does not know."""
        row = METHODS.get(method)
        if row is None:
            return [f"{method}: no such method"]
        unknown = sorted(set(given) - row.required - row.optional)
        missing = sorted(each for each in row.required if given.get(each) in (None, ""))
        return [
            *(f"{method}: unknown parameter {each}, see {row.source}" for each in unknown),
            *(f"{method}: {each} is missing, see {row.source}" for each in missing),
        ]

    def _waits(self, method: str) -> int:
        """Seconds until the method may be called again; 0 when it may be called now."""
        if not self.slack.has_limits:
            return 0
        times, now = self.slack.times[self.slack.app, self.slack.team, method], self.slack.clock()
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= PER_MINUTE[METHODS[method].tier]:
            return int(times[0] + MINUTE - now) + 1
        times.append(now)
        return 0

    def _said(self, call: Call) -> Fault:
        try:
            scope = METHODS[call.method].scope
            if scope and not scope.startswith(":"):
                need(call, scope)
            elif scope and call.given.get("channel"):
                need(call, call.channel().scope_word + scope)
            return _json({"ok": True, **ANSWERS[call.method](call)})
        except Refused as refused:
            return _json(refused.answer)

    # Files

    def file(self, path: str, headers: Message) -> Fault:
        """Without the right token or scope Slack sends the browser to its sign-in page."""
        slack, token = self.slack, headers.get("Authorization", "").removeprefix("Bearer ")
        slack.file_requests.append((path, token))
        if slack.faults["files-pri"]:
            return slack.faults["files-pri"].popleft()
        if token not in slack.tokens or "files:read" not in slack.scopes:
            return Fault(302, body=b"", headers={"Location": "https://haneul.slack.com/?redir=file"})
        file_id = path.split("/")[2].partition("-")[2]
        if file_id not in slack.files:
            return Fault(404, body=b"not found", headers={"Content-Type": "text/plain"})
        return Fault(body=slack.files[file_id][1], headers={"Content-Type": "application/octet-stream"})

    # Signing in

    def authorize(self, query: str) -> Fault:
        """https://docs.slack.dev/authentication/using-pkce: what the browser asks, answered as if the user agreed."""
        asked = dict(parse_qsl(query))
        wrong = [
            *(key for key in ("client_id", "user_scope", "redirect_uri", "state") if not asked.get(key)),
            *(["code_challenge_method"] if asked.get("code_challenge_method") != "S256" else []),
            # "Desktop redirects are not allowed to request bot scopes."
            *(["scope"] if asked.get("scope") else []),
        ]
        if wrong or asked["client_id"] != self.client_id:
            self.slack.violations.append(f"authorize: {wrong or 'client_id'}")
            return Fault(400, body=b"wrong", headers={"Content-Type": "text/plain"})
        code = token_hex(8)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return Fault(302, body=b"", headers={"Location": f"{asked['redirect_uri']}?{back}"})

    def access(self, given: Json) -> Fault:
        """https://docs.slack.dev/reference/methods/oauth.v2.access"""
        self.slack.violations += [f"oauth.v2.access: unknown parameter {k}" for k in given if k not in SIGN_IN]
        if self.slack.faults["oauth.v2.access"]:
            return self.slack.faults["oauth.v2.access"].popleft()
        if given.get("client_id") != self.client_id:
            return _refused("invalid_client_id")
        if given.get("grant_type") == "refresh_token":
            return self._refreshed(str(given.get("refresh_token")))
        asked = self.codes.pop(str(given.get("code")), None)
        if asked is None:
            return _refused("invalid_code")
        digest = hashlib.sha256(str(given.get("code_verifier")).encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return _refused("invalid_code_verifier")
        if given.get("redirect_uri") != asked["redirect_uri"]:
            return _refused("bad_redirect_uri")
        user = {"id": ME, "scope": asked["user_scope"], **self._token()}
        return _json({"ok": True, "app_id": self.slack.app, "authed_user": user, "team": {"id": self.slack.team}})

    def _refreshed(self, token: str) -> Fault:
        """https://docs.slack.dev/authentication/using-token-rotation: the old refresh token is spent."""
        if token not in self.refresh_tokens:
            return _refused("invalid_refresh_token")
        self.refresh_tokens.discard(token)
        return _json({"ok": True, **self._token(), "team": {"id": self.slack.team}})

    def _token(self) -> Json:
        """With rotation a token begins with xoxe. and lives 12 hours."""
        token = f"{'xoxe.' if self.rotates else ''}xoxp-{token_hex(8)}"
        self.slack.tokens[token] = ME
        if not self.rotates:
            return {"access_token": token, "token_type": "user"}
        renewing = f"xoxe-1-{token_hex(8)}"
        self.refresh_tokens.add(renewing)
        return {"access_token": token, "token_type": "user", "refresh_token": renewing, "expires_in": 43200}


def _json(answer: Json) -> Fault:
    return Fault(body=json.dumps(answer).encode(), headers={"Content-Type": "application/json; charset=utf-8"})


def _refused(error: str) -> Fault:
    return _json({"ok": False, "error": error})


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: SlackWeb) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web = web

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        web = self.server.web
        if parts.path.startswith("/files-pri/"):
            self._send(web.file(parts.path, self.headers))
        elif parts.path == "/oauth/v2/authorize":
            self._send(web.authorize(parts.query))
        else:
            self._send(Fault(404, body=b"<html>no such page</html>", headers={"Content-Type": "text/html"}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        method = urlsplit(self.path).path.removeprefix("/api/")
        web = self.server.web
        if method == "oauth.v2.access":
            self._send(web.access(dict(parse_qsl(body))))
            return
        self._send(web.answer(method, self._given(body), self.headers))

    def _given(self, body: str) -> Json:
        if self.headers.get_content_type() == "application/json":
            found: Json = json.loads(body or "{}")
            return found
        return {key: values[-1] for key, values in parse_qs(body, keep_blank_values=True).items()}

    def _send(self, answer: Fault) -> None:
        if answer.hangs_up:
            self.close_connection = True
            self.connection.close()
            return
        body = answer.body
        if body is None:
            body = json.dumps({"ok": False, "error": answer.error}).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if answer.is_half else body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


@contextmanager
def running(slack: Slack, context: ssl.SSLContext | None = None) -> Iterator[SlackWeb]:
    web = SlackWeb(slack, context)
    try:
        yield web
    finally:
        web.close()
