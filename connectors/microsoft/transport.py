"""A ``requests`` session on the process's own TLS context: its roots alone count, and ``.netrc`` is not read."""

import ssl
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies


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
    """A session for one run; whoever makes it closes it."""
    session = requests.Session()
    session.trust_env = False
    session.proxies.update(get_environ_proxies(base_url, no_proxy=None))
    session.headers["User-Agent"] = "Workspace"
    if base_url.startswith("https:"):
        session.mount("https://", _OurTls(context()))
    else:
        session.adapters.pop("https://")
    return session
