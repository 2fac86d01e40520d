"""HTTP for connectors: ``requests`` on the process's own TLS context, and one place where failures get their class."""

import contextlib
import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.form_post import retry_after
from workspace.connector.session import require_web, translate

TIMEOUT = (15.0, 90.0)
"""Seconds until a connection stands, and between two pieces of an answer."""

Refusal = Callable[[int, Mapping[str, str], Any], ConnectorError | None]
"""A service's own reading of a refused call: status, headers, the parsed body (None where it is no JSON). None leaves
the call to :func:`refusal`."""


class _OurTls(HTTPAdapter):
    """Uses one context for every connection and adds no other roots to it."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=2, pool_maxsize=4)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        return super().proxy_manager_for(*args, **kwargs, ssl_context=self._context)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing: the context verifies, with its own roots."""


def session_for(context: Callable[[], ssl.SSLContext], base_url: str) -> requests.Session:
    """A session for one run, also for an SDK that takes one; whoever makes it closes it. ``.netrc`` is not read."""
    session = requests.Session()
    session.trust_env = False
    session.proxies.update(get_environ_proxies(base_url, no_proxy=None))
    session.headers["User-Agent"] = "Workspace"
    if base_url.startswith("https:"):
        session.mount("https://", _OurTls(context()))
    else:
        session.adapters.pop("https://")
    return session


class Web:
    """Calls with JSON to one service, for one run of one account."""

    def __init__(
        self,
        base_url: str,
        context: Callable[[], ssl.SSLContext],
        *,
        headers: Mapping[str, str] | None = None,
        refused: Refusal | None = None,
    ) -> None:
        """``headers`` go along with every call. Raises ``Rejected`` for plain http beyond this computer."""
        self.base_url = base_url.rstrip("/")
        self.host = require_web(self.base_url)
        self._context = context
        self._headers = dict(headers or {})
        self._refused = refused
        self._http: requests.Session | None = None

    def ask(self, method: str, where: str, *, headers: Mapping[str, str] | None = None, **given: Any) -> Any:
        """The JSON of the answer, None for an empty one; ``given`` is what ``requests`` takes (params, json, data).

        ``where`` is below the base address. Redirects are not followed. Raises the classes of
        :mod:`workspace.connector.errors`.
        """
        with failures(self.host):
            response = self.send(method, where, headers=headers, **given)
            if response.status_code >= 300:
                raise self._refusal(response)
            return parsed(response, self.host)

    def send(
        self, method: str, where: str, *, headers: Mapping[str, str] | None = None, **given: Any
    ) -> requests.Response:
        """The answer as it is, whatever its status; use inside :func:`failures`."""
        if self._http is None:
            self._http = session_for(self._context, self.base_url)
        return self._http.request(
            method,
            self.base_url + where,
            headers={**self._headers, **(headers or {})},
            timeout=TIMEOUT,
            allow_redirects=False,
            **given,
        )

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def _refusal(self, response: requests.Response) -> ConnectorError:
        try:
            body = parsed(response, self.host)
        except Transient:
            body = None
        own = self._refused(response.status_code, response.headers, body) if self._refused else None
        return own or refusal(response.status_code, response.headers, self.host)


def refusal(status: int, headers: Mapping[str, str], host: str, what: str = "The entry") -> ConnectorError:
    """What a status means where the body says nothing better (RFC 9110 section 15, RFC 6585 section 4)."""
    if status in (408, 423, 425, 429) or (status >= 500 and status != 501):
        return Transient("busy", retry_after=retry_after(headers.get("Retry-After")), host=host)
    if status == 401:
        return AuthRequired("signin_refused", host=host)
    if status == 403:
        return Rejected("forbidden", host=host, reason=str(status))
    if status in (404, 410):
        return Rejected("not_found", what=what)
    if status in (409, 412):
        return Conflict()
    if status < 400:
        return Transient("bad_answer", host=host)
    return Rejected("refused", host=host, reason=str(status))


def parsed(response: requests.Response, host: str) -> Any:
    """The JSON of an answer; None for an empty one. Raises ``Transient`` for HTML, half a body and the like."""
    if not response.content:
        return None
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise Transient("bad_answer", host=host) from error


@contextlib.contextmanager
def failures(host: str) -> Iterator[None]:
    """Turn what ``requests`` raises into ``Transient``."""
    try:
        with translate(host):
            try:
                yield
            except requests.RequestException as error:
                raise _transient(error, host) from error
    except ValueError as error:
        raise Transient("bad_answer", host=host) from error


def _transient(error: requests.RequestException, host: str) -> Transient:
    words = str(error)
    if isinstance(error, requests.exceptions.SSLError):
        if "CERTIFICATE_VERIFY_FAILED" in words:
            reason = words.partition("certificate verify failed: ")[2].partition(" (_ssl")[0]
            return Transient("certificate", host=host, reason=reason or "it could not be verified")
        return Transient("bad_answer", host=host)
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in words:
        return Transient("timeout", host=host)
    if isinstance(error, requests.exceptions.ConnectionError):
        is_closed = any(each in words for each in ("Connection aborted", "RemoteDisconnected", "reset by peer"))
        return Transient("connection_closed" if is_closed else "unreachable", host=host)
    return Transient("bad_answer", host=host)
