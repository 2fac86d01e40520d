"""HTTP for Google's client library, which takes anything with ``request``: our TLS context, time limits and tokens.

A request is sent again by itself only where asking twice changes nothing; httplib2, the library's default, may hand
the same mail in twice when a connection breaks.
"""

import base64
import gzip
import select
import ssl
import zlib
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httplib2

from workspace.connector.base import Session
from workspace.connector.session import require_secure, translate

_REPEATABLE = ("GET", "HEAD")


class Http:
    """One account's connections, one a host; used by one thread."""

    def __init__(self, session: Session, timeout_seconds: float) -> None:
        self._session = session
        self._timeout = timeout_seconds
        self._open: dict[str, HTTPConnection] = {}
        self._renewed = ""

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,
        connection_type: object = None,
    ) -> tuple[httplib2.Response, bytes]:
        """The signature of ``httplib2.Http.request``; redirects are answers like any other.

        A refused token is renewed once. Raises ``Transient`` for whatever happens on the wire.
        """
        answer = self._ask(uri, method, body, headers)
        if answer[0].status == 401:
            self.renew()
            answer = self._ask(uri, method, body, headers)
        return answer

    def renew(self) -> None:
        """The service refused the token: the rest of the run uses another. Raises ``AuthRequired``."""
        self._renewed = self._session.token(renew=True)

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()
        self._open.clear()

    def _ask(
        self, uri: str, method: str, body: bytes | str | None, headers: Mapping[str, str] | None
    ) -> tuple[httplib2.Response, bytes]:
        parts = urlsplit(uri)
        sent = {**(headers or {}), "authorization": f"Bearer {self._renewed or self._session.token()}"}
        content = body.encode() if isinstance(body, str) else body
        if content is None and method not in _REPEATABLE:
            content = b""
        # A batch goes by POST, but this connector batches nothing but reads.
        is_repeatable = method in _REPEATABLE or "/batch" in parts.path
        with translate(parts.hostname or ""):
            try:
                return self._exchange(parts, method, content, sent, is_repeatable=is_repeatable)
            except BaseException:
                self._drop(parts)
                raise

    def _exchange(
        self, parts: SplitResult, method: str, body: bytes | None, headers: Mapping[str, str], *, is_repeatable: bool
    ) -> tuple[httplib2.Response, bytes]:
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection, is_kept = self._connection(parts)
        try:
            connection.request(method, target, body, dict(headers))
            answer = connection.getresponse()
        except (ConnectionError, ssl.SSLEOFError):
            if not (is_kept and is_repeatable):
                raise
            self._drop(parts)
            connection, _ = self._connection(parts)
            connection.request(method, target, body, dict(headers))
            answer = connection.getresponse()
        return _read(answer)

    def _connection(self, parts: SplitResult) -> tuple[HTTPConnection, bool]:
        """The connection to the host, and whether it was used before."""
        key = f"{parts.scheme}://{parts.netloc}"
        kept = self._open.get(key)
        if kept is not None and kept.sock is not None and not select.select([kept.sock], [], [], 0)[0]:
            return kept, True
        self._drop(parts)
        self._open[key] = opened = open_connection(parts, self._session.ssl_context, self._timeout)
        return opened, False

    def _drop(self, parts: SplitResult) -> None:
        connection = self._open.pop(f"{parts.scheme}://{parts.netloc}", None)
        if connection is not None:
            connection.close()


def open_connection(parts: SplitResult, context: Callable[[], ssl.SSLContext], timeout: float) -> HTTPConnection:
    """A connection to the address's host, through the system's proxy; plain text to this computer only."""
    host = parts.hostname or ""
    if parts.scheme != "https":
        require_secure(host, "none")
        return HTTPConnection(host, parts.port, timeout=timeout)
    proxy = urlsplit(getproxies().get("https", ""))
    if not proxy.hostname or proxy_bypass(host):
        return HTTPSConnection(host, parts.port, timeout=timeout, context=context())
    connection = HTTPSConnection(proxy.hostname, proxy.port or 8080, timeout=timeout, context=context())
    connection.set_tunnel(host, parts.port or 443, _proxy_headers(proxy))
    return connection


def _proxy_headers(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _read(answer: HTTPResponse) -> tuple[httplib2.Response, bytes]:
    """The whole answer; raises ``HTTPException`` for half of one."""
    content = answer.read()
    coding = answer.headers.get("content-encoding", "").lower()
    try:
        if coding == "gzip":
            content = gzip.decompress(content)
        elif coding == "deflate":
            content = zlib.decompress(content)
    except (EOFError, OSError, zlib.error) as error:
        raise HTTPException("the compressed answer is cut") from error
    return httplib2.Response(answer), content
