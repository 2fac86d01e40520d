"""The socket beneath an IMAP session: reads are bounded whatever the server announces, failures get their names.

imapclient does the talking; this replaces the reading beneath it, as imaplib allows for ``read`` and ``readline``.
"""

import contextlib
import imaplib
import ssl
from collections.abc import Callable, Iterator
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.tls import IMAP4_TLS

from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.session import require_secure, translate

MAX_LITERAL = 64 * 1024 * 1024
MAX_LINE = 8 * 1024 * 1024
_RECEIVE = 256 * 1024


class BadAnswer(imaplib.IMAP4.abort):
    """The server broke the protocol; nothing more can be read from this connection."""


class _Reading(imaplib.IMAP4):
    """imaplib with a buffer of its own, so that one reader serves commands, bulk fetches and IDLE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._held = bytearray()
        self._at = 0
        self._held_from: object = None
        super().__init__(*args, **kwargs)

    def readline(self) -> bytes:
        self._forget_plain_text()
        searched = self._at
        while (end := self._held.find(b"\n", searched)) < 0:
            searched = len(self._held) - self._at
            if searched > MAX_LINE:
                raise BadAnswer("a line without end")
            if not self.receive():
                return b""
        return self._take(end + 1 - self._at)

    def read(self, size: int) -> bytes:
        if size > MAX_LITERAL:
            raise BadAnswer(f"a literal of {size} bytes")
        self._forget_plain_text()
        while len(self._held) - self._at < size:
            if not self.receive():
                raise BadAnswer("the connection closed inside a literal")
        return self._take(size)

    def receive(self) -> bool:
        """Add what has arrived to the buffer; False at the end of the connection."""
        if self._at:
            del self._held[: self._at]
            self._at = 0
        data = self.sock.recv(_RECEIVE)
        self._held += data
        return bool(data)

    def has_line(self) -> bool:
        """Whether :meth:`readline` would return without waiting."""
        return self._held.find(b"\n", self._at) >= 0

    def _take(self, size: int) -> bytes:
        end = self._at + size
        taken = bytes(memoryview(self._held)[self._at : end])
        self._at = end
        return taken

    def _forget_plain_text(self) -> None:
        # What came before TLS began must not be taken for what came after it (RFC 8314, section 3.3 attacks).
        if self._held_from is not self.sock:
            self._held.clear()
            self._at = 0
            self._held_from = self.sock


class _Plain(_Reading, IMAP4WithTimeout):  # type: ignore[misc]
    pass


class _Tls(_Reading, IMAP4_TLS):  # type: ignore[misc]
    pass


class Wire(IMAPClient):  # type: ignore[misc]
    """An imapclient over the bounded reader."""

    def _create_IMAP4(self) -> _Reading:  # noqa: N802
        seconds = self._timeout.connect
        if self.ssl:
            return _Tls(self.host, self.port, self.ssl_context, seconds)
        return _Plain(self.host, self.port, seconds)

    @property
    def raw(self) -> _Reading:
        """The reader itself, for commands that imapclient does not know."""
        reader: _Reading = self._imap
        return reader


@contextlib.contextmanager
def named(host: str) -> Iterator[None]:
    """Turn what sockets, imaplib and imapclient raise into the connector's failures."""
    with translate(host):
        try:
            yield
        except BadAnswer as error:
            raise Transient("bad_answer", host=host, reason=error) from error
        except imaplib.IMAP4.abort as error:
            raise Transient("connection_closed", host=host) from error
        except OSError:
            # A refused certificate is a ValueError too.
            raise
        except (imaplib.IMAP4.error, ValueError) as error:
            raise Transient("bad_answer", host=host, reason=error) from error


def open_wire(host: str, port: int, security: str, context: Callable[[], ssl.SSLContext], seconds: float) -> Wire:
    """Connect and secure the connection; nothing is sent in plain text except to this computer."""
    require_secure(host, security)
    with named(host):
        wire = Wire(
            host,
            port,
            ssl=security == "tls",
            ssl_context=context() if security == "tls" else None,
            timeout=SocketTimeout(seconds, seconds),
        )
        # imapclient has imaplib format every line for its log, passwords in AUTHENTICATE included.
        wire.raw.debug = 0
        if security == "starttls":
            try:
                _start_tls(wire, context(), host)
            except BaseException:
                wire.shutdown()
                raise
    return wire


def _start_tls(wire: Wire, context: ssl.SSLContext, host: str) -> None:
    if not wire.has_capability("STARTTLS"):
        raise Rejected("not_secure", host=host)
    wire.starttls(context)
    wire._cached_capabilities = None


def sign_in(wire: Wire, host: str, username: str, password: str) -> None:
    """Sign in; raises ``AuthRequired``, or ``Transient`` where the server says it is its own trouble (RFC 5530)."""
    with named(host):
        try:
            if wire.has_capability("AUTH=PLAIN"):
                wire.plain_login(username, password)
            else:
                wire.login(username, password)
        except LoginError as error:
            # imapclient calls a closed connection a refused login.
            if isinstance(error.__context__, imaplib.IMAP4.abort):
                raise error.__context__ from None
            if any(code in str(error) for code in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]")):
                raise Transient("busy", host=host) from error
            raise AuthRequired("signin_refused", host=host) from error
        wire._cached_capabilities = None
        if wire.has_capability("ID"):
            # Some services refuse SELECT to programs that do not introduce themselves.
            wire.id_({"name": "Workspace"})
