"""HTTP to one account's WebDAV server: one kept connection a host, sign-in, redirects, sizes, and failures named by
what happens next.
"""

import base64
import contextlib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, quote_from_bytes, unquote_to_bytes, urljoin, urlsplit
from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, parse_http_list
from urllib.request import parse_keqv_list as parse_pairs

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.session import require_secure, translate
from workspace.mail.domains import organisation

MOST_BYTES = 64 * 1024 * 1024
MOST_REDIRECTS = 5
LOCKED_SECONDS = 30
_REDIRECTS = frozenset({301, 302, 307, 308})
_SEGMENT_SAFE = "!$&'()*+,;=:@~-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; ``url`` is where it was said in the end."""

    status: int
    reason: str
    headers: Message
    body: bytes
    url: str


class Wire:
    """Requests of one account, as one user; used by one thread at a time."""

    timeout_seconds: float = 30.0

    def __init__(self, base_url: str, username: str, password: str, context: Callable[[], ssl.SSLContext]) -> None:
        self.base_url = base_url if "://" in base_url else f"https://{base_url}"
        parts = self._parts(self.base_url)
        self.host = parts.hostname or ""
        self._origin = _origin(parts)
        self._username, self._password = username, password
        self._context = context
        self._connections: dict[tuple[str, str], HTTPConnection] = {}
        self._challenge: Mapping[str, str] | None = None
        self._digest = _digest_of(username, password)

    def _parts(self, url: str) -> SplitResult:
        """The address in parts; raises ``Rejected`` for what is none, or would be plain text on a network."""
        try:
            parts = urlsplit(url)
            is_address = bool(parts.scheme in ("http", "https") and parts.hostname) and parts.port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise Rejected("setting_wrong", field="base_url", reason="it must be a host name or an https address")
        require_secure(parts.hostname or "", "tls" if parts.scheme == "https" else "none")
        return parts

    def name_of(self, href: str, base: str = "") -> str:
        """The one spelling of an address: its path on the account's own server, the whole of it elsewhere.

        Servers escape the same address differently in different answers (RFC 4918 section 8.3).
        """
        parts = urlsplit(urljoin(base or self._origin, href.strip()))
        # Segment by segment, so that an escaped slash stays one.
        path = "/".join(quote_from_bytes(unquote_to_bytes(each), _SEGMENT_SAFE) for each in parts.path.split("/"))
        return path or "/" if _origin(parts) == self._origin else _origin(parts) + path

    def ask(self, method: str, href: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """The answer, whatever its status; redirects followed. Raises ``Transient`` and ``AuthRequired``."""
        url = urljoin(self._origin, href)
        for _ in range(MOST_REDIRECTS):
            answer = self._signed(method, url, body, dict(headers or {}))
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        raise Transient("bad_answer", host=self.host)

    def _signed(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        self._refuse_strangers(url)
        answer = self._sent(method, url, body, {**headers, "Authorization": self._authorization(method, url)})
        challenge = _digest_challenge(answer.headers) if answer.status == 401 else None
        if challenge is not None and challenge.get("nonce") != (self._challenge or {}).get("nonce"):
            self._challenge = challenge
            answer = self._sent(method, url, body, {**headers, "Authorization": self._authorization(method, url)})
        if answer.status == 401:
            raise AuthRequired("signin_refused", host=self.host)
        return answer

    def _refuse_strangers(self, url: str) -> None:
        """The password goes to the server's own organisation only, and never in plain text over a network."""
        host = self._parts(url).hostname or ""
        # ``caldav.example.com`` may send us to ``p12.example.com``.
        if host != self.host and (not organisation(host) or organisation(host) != organisation(self.host)):
            raise Rejected("refused", host=self.host, reason=f"it sends us to {host}, which gets no password")

    def _authorization(self, method: str, url: str) -> str:
        if self._challenge is None:
            return "Basic " + base64.b64encode(f"{self._username}:{self._password}".encode()).decode()
        signed = self._digest.get_authorization(Request(url, method=method), self._challenge)  # noqa: S310
        if not signed:
            raise AuthRequired("signin_refused", host=self.host)
        return f"Digest {signed}"

    def _sent(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        key = (parts.scheme, parts.netloc)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with translate(parts.hostname or self.host):
            connection = self._connections.get(key)
            if connection is not None:
                # The server may have hung up on a connection that was kept.
                with contextlib.suppress(ConnectionError, HTTPException):
                    return self._exchange(connection, method, target, url, body, headers)
                connection.close()
            connection = self._connections[key] = self._connection(parts)
            try:
                return self._exchange(connection, method, target, url, body, headers)
            except BaseException:
                self._connections.pop(key).close()
                raise

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        host = parts.hostname or ""
        if parts.scheme == "https":
            return HTTPSConnection(host, parts.port, timeout=self.timeout_seconds, context=self._context())
        return HTTPConnection(host, parts.port, timeout=self.timeout_seconds)

    def _exchange(
        self, connection: HTTPConnection, method: str, target: str, url: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        length = {"Content-Length": str(len(body))} if body or method in ("PUT", "REPORT", "PROPFIND") else {}
        connection.request(method, target, body or None, {"User-Agent": "Workspace", **length, **headers})
        with contextlib.closing(connection.getresponse()) as answer:
            return Answer(answer.status, answer.reason, answer.headers, self._whole(answer), url)

    def _whole(self, answer: HTTPResponse) -> bytes:
        body = answer.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise HTTPException("the answer is too large")
        if answer.length:
            raise HTTPException("half an answer")
        return body

    def failed(self, answer: Answer, what: str = "") -> ConnectorError:
        """What an answer that is no success means (RFC 4918 section 11, RFC 6585)."""
        status, host = answer.status, self.host
        if status in (404, 410):
            return Rejected("not_found", what=what or "It")
        if status in (409, 412):
            return Conflict()
        if status == 403:
            return Rejected("forbidden", host=host, reason=what or answer.reason)
        if status == 423:
            return Transient("busy", host=host, retry_after=LOCKED_SECONDS)
        if status in (429, 503):
            return Transient("busy", host=host, retry_after=retry_after(answer.headers))
        if status == 507:
            return Rejected("refused", host=host, reason="there is no room left")
        if status >= 500 or status == 408 or status < 400:
            return Transient("bad_answer", host=host)
        return Rejected("refused", host=host, reason=f"{status} {answer.reason}".strip())

    def close(self) -> None:
        for connection in self._connections.values():
            with contextlib.suppress(OSError):
                connection.close()
        self._connections.clear()


def retry_after(headers: Message) -> float | None:
    """Seconds to wait (RFC 9110 section 10.2.3); a date counts from the server's own clock, which may differ."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    until, now = _date(text), _date(headers.get("Date", ""))
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _origin(parts: SplitResult) -> str:
    default = {"https": 443, "http": 80}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def _digest_challenge(headers: Message) -> Mapping[str, str] | None:
    for line in headers.get_all("WWW-Authenticate", []):
        scheme, _, rest = line.partition(" ")
        if scheme.lower() == "digest":
            return {key.lower(): value for key, value in parse_pairs(parse_http_list(rest)).items()}
    return None


def _digest_of(username: str, password: str) -> AbstractDigestAuthHandler:
    class AnyRealm(HTTPPasswordMgrWithDefaultRealm):
        def find_user_password(self, realm: str | None, authuri: str) -> tuple[str | None, str | None]:
            return username, password

    return AbstractDigestAuthHandler(AnyRealm())
