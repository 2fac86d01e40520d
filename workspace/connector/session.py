"""Tools for connectors on a network: failures get their classes once, and nothing plain leaves this computer."""

import contextlib
import ipaddress
import ssl
from collections.abc import Iterator
from http.client import HTTPException
from urllib.parse import urlsplit

from workspace.connector.errors import Rejected, Transient

SECURITIES = ("tls", "starttls", "none")
"""How a host is reached: encrypted from the first byte, encrypted after a plain greeting, or not at all."""


@contextlib.contextmanager
def translate(host: str) -> Iterator[None]:
    """Turn what sockets, TLS and HTTP raise inside the block into ``Transient`` naming the host.

    Whether a user name or password was refused only the protocol knows: connectors raise ``AuthRequired`` themselves.
    """
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Transient("certificate", host=host, reason=error.verify_message) from error
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionResetError) as error:
        raise Transient("connection_closed", host=host) from error
    except (BrokenPipeError, ConnectionAbortedError, EOFError) as error:
        raise Transient("connection_closed", host=host) from error
    except TimeoutError as error:
        raise Transient("timeout", host=host) from error
    except (ssl.SSLError, HTTPException) as error:
        raise Transient("bad_answer", host=host) from error
    except (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError):
        raise
    except OSError as error:
        raise Transient("unreachable", host=host) from error


def require_secure(host: str, security: str) -> None:
    """Allow ``none`` to this computer only; raises ``Rejected("not_secure")``."""
    if security not in SECURITIES:
        raise Rejected("setting_wrong", field="security", reason=f"one of {', '.join(SECURITIES)}")
    if security == "none" and not is_loopback(host):
        raise Rejected("not_secure", host=host)


def require_web(url: str) -> str:
    """The host of an address of the web: https, or plain http on this computer; else ``Rejected``."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host:
        raise Rejected("setting_wrong", field="address", reason=f"{url[:200]!r} is no address of the web")
    if parts.scheme == "http" and not is_loopback(host):
        raise Rejected("not_secure", host=host)
    return host


def is_loopback(host: str) -> bool:
    """Whether a host is this computer; names other than ``localhost`` are not looked up."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def secret_name(owner: str, key: str) -> str:
    """The vault's entry for one secret field: ``owner`` is the account id, also while the account is only tried."""
    return f"{owner}/{key}"
