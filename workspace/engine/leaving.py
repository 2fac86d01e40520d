"""One-click unsubscribing (RFC 8058): one POST without cookies to where the mail said, and nowhere else."""

import http.client
import ipaddress
import socket
import ssl
import urllib.request
from collections.abc import Callable
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from workspace.connector.errors import Rejected, Transient
from workspace.engine.session import tls_context
from workspace.mail.unsubscribing import host_of

SECONDS = 30.0
FORM = b"List-Unsubscribe=One-Click"


class _Stay(urllib.request.HTTPRedirectHandler):
    """RFC 8058 section 3.1: whoever takes the POST must not send it on, so it is not sent on."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def is_public(host: str) -> bool:
    """Whether every address of a host is out in the internet: a mail must not make this computer write to its own
    network. Raises ``OSError`` where the name is unknown."""
    found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    return all(ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)


def leave(
    url: str, *, context: ssl.SSLContext | None = None, may_ask: Callable[[str], bool] = is_public
) -> dict[str, str]:
    """Have an address take the sender off its list; the host that agreed.

    Raises :class:`Rejected` where it refuses or is not to be asked, :class:`Transient` where it is away.
    """
    host = host_of(url)
    if not host or urlsplit(url).scheme.lower() != "https":
        raise Rejected("refused", host=host or "engine", reason="only https is asked")
    try:
        if not may_ask(host):
            raise Rejected("refused", host=host, reason="it is not in the internet")
        return _post(url, host, context or tls_context(""))
    except TimeoutError:
        raise Transient("timeout", host=host) from None
    except ssl.SSLCertVerificationError as error:
        raise Rejected("certificate", host=host, reason=error.verify_message) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Transient("unreachable", host=host) from None


def _post(url: str, host: str, context: ssl.SSLContext) -> dict[str, str]:
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _Stay())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Mozilla/5.0"}
    try:
        with opener.open(
            urllib.request.Request(url, FORM, headers, method="POST"),  # noqa: S310  the scheme was checked
            timeout=SECONDS,
        ):
            return {"host": host}
    except HTTPError as error:
        error.close()
        if error.code >= 500:
            raise Transient("busy", host=host) from None
        raise Rejected("refused", host=host, reason=f"HTTP {error.code}") from None
    except URLError as error:
        if isinstance(error.reason, OSError):
            raise error.reason from None
        raise
