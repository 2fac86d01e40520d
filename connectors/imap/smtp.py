"""One mail over SMTP (RFC 5321): all of its recipients or none, and never a second time by guessing."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.session import require_secure, translate
from workspace.mail.address import ascii_domain

MEGABYTE = 1_000_000


class Unclear(Exception):
    """The mail was handed over whole, but the answer did not come: it may have been sent."""


@dataclass(frozen=True, slots=True)
class SubmissionHost:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    security: str
    username: str
    password: str
    seconds: float


@contextmanager
def signed_in(where: SubmissionHost, context: Callable[[], ssl.SSLContext]) -> Iterator[smtplib.SMTP]:
    """A connection after EHLO, TLS and AUTH; closed at the end."""
    require_secure(where.host, where.security)
    with _named(where.host):
        smtp = _connected(where, context)
    try:
        with _named(where.host):
            _secure(smtp, where, context)
            if where.username and smtp.has_extn("auth"):
                smtp.login(where.username, where.password)
        yield smtp
    finally:
        _leave(smtp)


def _connected(where: SubmissionHost, context: Callable[[], ssl.SSLContext]) -> smtplib.SMTP:
    # The name of this computer is nobody's business (RFC 5321 section 4.1.3 allows a literal).
    name = "[127.0.0.1]"
    if where.security == "tls":
        return smtplib.SMTP_SSL(where.host, where.port, name, timeout=where.seconds, context=context())
    return smtplib.SMTP(where.host, where.port, name, timeout=where.seconds)


def _secure(smtp: smtplib.SMTP, where: SubmissionHost, context: Callable[[], ssl.SSLContext]) -> None:
    smtp.ehlo_or_helo_if_needed()
    if where.security == "starttls":
        if not smtp.has_extn("starttls"):
            raise Rejected("not_secure", host=where.host)
        smtp.starttls(context=context())
        smtp.ehlo()


def _leave(smtp: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        smtp.quit()
    smtp.close()


@contextmanager
def _named(host: str) -> Iterator[None]:
    with translate(host):
        try:
            yield
        except smtplib.SMTPAuthenticationError as error:
            if 400 <= error.smtp_code < 500:
                raise Transient("busy", host=host) from error
            raise AuthRequired("signin_refused", host=host) from error
        except smtplib.SMTPServerDisconnected as error:
            raise Transient("connection_closed", host=host) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Rejected("refused", host=host, reason=error) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(host, error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPException as error:
            raise Transient("bad_answer", host=host) from error


def _refusal(host: str, code: int, text: bytes | str) -> Rejected | Transient:
    reason = _readable(text)
    if code == 552:
        return Rejected("too_large_there", name="The mail", host=host)
    if 500 <= code < 600:
        return Rejected("refused", host=host, reason=reason)
    return Transient("busy", host=host, reason=reason)


def _readable(text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return re.sub(r"\s+", " ", words)[:300]


def submit(smtp: smtplib.SMTP, host: str, sender: str, recipients: Sequence[str], raw: bytes) -> None:
    """Hand a mail in for all recipients; raises ``Unclear`` only where it may have been accepted.

    A refused recipient ends it before the text is sent, so nobody has got it: ``Rejected("recipient_refused")``, or
    ``Transient`` where the refusal is for now.
    """
    with _named(host):
        _refuse_large(smtp, host, raw)
        addresses = [_ascii(smtp, host, each) for each in (sender, *recipients)]
        _envelope(smtp, host, addresses, raw)
        code, text = smtp.docmd("data")
        if code != 354:
            raise _refusal(host, code, text)
        smtp.send(_dotted(raw))
    try:
        code, text = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unclear from error
    if code != 250:
        raise _refusal(host, code, text)


def _envelope(smtp: smtplib.SMTP, host: str, addresses: Sequence[str], raw: bytes) -> None:
    sender, *recipients = addresses
    options = [f"SIZE={len(raw)}"] if smtp.has_extn("size") else []
    if not all(each.isascii() for each in addresses):
        options.append("SMTPUTF8")
        smtp.command_encoding = "utf-8"
    code, text = smtp.mail(sender, options)
    if code != 250:
        raise _refusal(host, code, text)
    answers = [(each, *smtp.rcpt(each)) for each in recipients]
    refused = sorted((a for a in answers if a[1] not in (250, 251)), key=lambda a: -a[1])
    if not refused:
        return
    smtp.rset()
    address, code, text = refused[0]
    reason = _readable(text)
    if 500 <= code < 600:
        raise Rejected("recipient_refused", address=address, host=host, reason=reason)
    raise Transient("busy", host=host, address=address, reason=reason)


def _refuse_large(smtp: smtplib.SMTP, host: str, raw: bytes) -> None:
    limit = smtp.esmtp_features.get("size", "0").split(" ")[0]
    if limit.isdigit() and 0 < int(limit) < len(raw):
        megabytes = f"{int(limit) / MEGABYTE:.0f}"
        raise Rejected("too_large", name="The mail", limit=megabytes, host=host)


def _ascii(smtp: smtplib.SMTP, host: str, address: str) -> str:
    """The address as the server can take it: a domain in Punycode, a local part in UTF-8 where SMTPUTF8 is known."""
    local, at, domain = address.rpartition("@")
    plain = local + at + ascii_domain(domain)
    if plain.isascii():
        return plain
    if not smtp.has_extn("smtputf8"):
        reason = "the server takes only ASCII addresses"
        raise Rejected("recipient_refused", address=address, host=host, reason=reason)
    return address


def _dotted(raw: bytes) -> bytes:
    """Dot-stuffed and ended (RFC 5321 section 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"
