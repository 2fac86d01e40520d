"""The authority in the settings as MSAL can use it: it insists on https, which a test server on this computer lacks."""

import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from connectors.microsoft import hosts
from workspace.connector.errors import Rejected
from workspace.connector.web import session_for

TIMEOUT = (15.0, 30.0)
_ANY_TENANT = frozenset({"organizations", "common", "consumers"})


def authority_of(settings: Mapping[str, str]) -> str:
    """``authority``, in the ``tenant`` of the settings where that is given."""
    address = hosts.address(settings, "authority", hosts.AUTHORITY)
    parts = urlsplit(address)
    segments = [each for each in parts.path.split("/") if each]
    tenant = settings.get("tenant", "").strip()
    if tenant and (not segments or segments[-1] in _ANY_TENANT):
        segments = [*segments[:-1], tenant]
    return urlunsplit((parts.scheme, parts.netloc, "/".join(["", *(segments or ["organizations"])]), "", ""))


class Endpoint:
    """MSAL's HTTP client for one authority: our TLS, time limits, and plain http where that is on this computer."""

    def __init__(self, authority: str, context: ssl.SSLContext) -> None:
        self.authority = authority
        self.host = hosts.host_of(authority)
        self._is_plain = urlsplit(authority).scheme == "http"
        self._context = context
        self._http: requests.Session | None = None

    @property
    def secure(self) -> str:
        """The authority as MSAL gets it."""
        return self._disguised(self.authority)

    def shown(self, url: str) -> str:
        """An address as the browser needs it."""
        parts = urlsplit(url)
        is_here = self._is_plain and parts.netloc == urlsplit(self.authority).netloc
        return urlunsplit(parts._replace(scheme="http")) if is_here else url

    def get(self, url: str, **given: Any) -> "Heard":
        """What MSAL asks by GET; a server without OpenID Connect discovery has Entra's usual addresses."""
        heard = self._ask("GET", url, **given)
        if heard.status_code == 404 and url.endswith("/.well-known/openid-configuration"):
            usual = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "device_authorization_endpoint": "devicecode",
            }
            document = {key: f"{self.secure}/oauth2/v2.0/{name}" for key, name in usual.items()}
            return Heard(200, json.dumps({**document, "issuer": self.secure}), {})
        return heard

    def post(self, url: str, **given: Any) -> "Heard":
        return self._ask("POST", url, **given)

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def _ask(self, method: str, url: str, **given: Any) -> "Heard":
        if self._http is None:
            self._http = session_for(lambda: self._context, self.authority)
        where = self.shown(url)
        if urlsplit(where).scheme != "https" and not self._is_plain:
            raise Rejected("not_secure", host=self.host)
        wanted = {key: given[key] for key in ("params", "data", "headers") if given.get(key)}
        response = self._http.request(method, where, timeout=TIMEOUT, allow_redirects=False, **wanted)
        text = response.text
        if self._is_plain:
            plain, disguised = (f"{s}://{urlsplit(self.authority).netloc}/" for s in ("http", "https"))
            text = text.replace(plain, disguised)
        return Heard(response.status_code, text, dict(response.headers))

    def _disguised(self, url: str) -> str:
        return urlunsplit(urlsplit(url)._replace(scheme="https"))


class Heard:
    """What MSAL reads of an answer."""

    def __init__(self, status_code: int, text: str, headers: dict[str, str]) -> None:
        self.status_code = status_code
        self.text = text
        self.headers = headers

    def raise_for_status(self) -> None:
        """Raises for what MSAL would not look into."""
        if self.status_code >= 400:
            raise requests.HTTPError(f"HTTP {self.status_code}")
