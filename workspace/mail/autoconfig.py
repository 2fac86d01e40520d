"""The file in which a domain says where its mailboxes are, in Thunderbird's format.

https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from workspace.mail.address import ascii_domain
from workspace.mail.servers import Servers, is_host, parts_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # only the type

LARGEST = 256 * 1024
_SECURITY = {"SSL": "tls", "STARTTLS": "starttls"}
"""A server without encryption is passed by."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says for one address."""

    servers: Servers
    username: str


def read(data: bytes, address: str) -> Said | None:
    """The first mailbox it offers over TLS, with the first way to send; None where it offers none or is no such file.

    A document type is refused, and with it every entity and everything that would be fetched.
    """
    local, domain = parts_of(address)
    if not domain or len(data) > LARGEST:
        return None
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    words = {"%EMAILADDRESS%": f"{local}@{domain}", "%EMAILLOCALPART%": local, "%EMAILDOMAIN%": domain}
    incoming = next(_encrypted(root, "incomingServer", "imap", words), None)
    if incoming is None:
        return None
    sending = next(_encrypted(root, "outgoingServer", "smtp", words), ("", 465, "tls", ""))
    servers = Servers(incoming[0], sending[0], sending[1], sending[2], port=incoming[1], security=incoming[2])
    return Said(servers, incoming[3])


def _encrypted(root: "Element", tag: str, kind: str, words: dict[str, str]) -> Iterator[tuple[str, int, str, str]]:
    """Host, port, encryption and user name of each server of a kind."""
    for server in root.iter(tag):
        if server.get("type", "").lower() != kind:
            continue
        host = ascii_domain(_text(server, "hostname", words))
        port = _text(server, "port", words)
        security = _SECURITY.get(_text(server, "socketType", words).upper(), "")
        if is_host(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536 and security:
            yield host, int(port), security, _text(server, "username", words) or words["%EMAILADDRESS%"]


def _text(server: "Element", tag: str, words: dict[str, str]) -> str:
    text = (server.findtext(tag) or "").strip()[:320]
    for mark, value in words.items():
        text = text.replace(mark, value)
    return "" if any(ord(c) < 32 for c in text) else text
