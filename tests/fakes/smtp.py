"""An SMTP host on loopback that keeps what it is handed, refuses by address, and can hang up before it answers."""

import socket
import ssl
from dataclasses import dataclass, field
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SIZE_LIMIT = 10_000_000
REFUSALS = {
    "fail": "550 5.1.1 no such user",
    "defer": "451 4.3.0 try later",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail as it was handed in."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    user: str
    is_encrypted: bool


@dataclass
class _Handler:
    taken: list[Taken] = field(default_factory=list)
    hangs_up_after_data: bool = False

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = REFUSALS.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(
            Taken(
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
                bytes(envelope.original_content or b""),
                str(session.auth_data),
                _is_encrypted(server),
            )
        )
        if self.hangs_up_after_data:
            transport = server.transport
            assert transport is not None
            transport.abort()
        return "250 2.0.0 queued"


class SmtpSink:
    """Listens inside its ``with``; ``taken`` is what came in. ``fail@`` is refused for good, ``defer@`` for now.

    ``tls`` is "none", "starttls" or "tls"; with a certificate from :mod:`tests.fakes.certificate`.
    """

    def __init__(self, tls: str = "none", certificate: tuple[str, str] | None = None, password: str = "pw") -> None:
        self._password = password
        self._handler = _Handler()
        context = None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
        self._controller = Controller(
            self._handler,
            hostname="127.0.0.1",
            port=_free_port(),
            ssl_context=context if tls == "tls" else None,
            server_hostname="sink.test",
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            authenticator=self._authenticate,
            auth_require_tls=False,
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        is_right = data.password == self._password.encode()
        return AuthResult(success=is_right, handled=False, auth_data=data.login.decode())

    @property
    def taken(self) -> list[Taken]:
        return self._handler.taken

    def hang_up_after_data(self) -> None:
        """From now on a mail is taken, but its answer never arrives."""
        self._handler.hangs_up_after_data = True

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop(no_assert=True)


def _is_encrypted(server: SMTP) -> bool:
    return server.transport is not None and server.transport.get_extra_info("sslcontext") is not None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
