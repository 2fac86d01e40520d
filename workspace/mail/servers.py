"""Where the mailboxes of big providers are, by the domain of an address or of the hosts that take its mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.mail.address import ascii_domain, normalise
from workspace.mail.domains import is_within

IMAP, CALDAV, GOOGLE, MICROSOFT = "imap", "caldav", "google", "microsoft"
TABLE, AUTOCONFIG, DNS, MAIL_HOST, USUAL = "table", "autoconfig", "dns", "mail_host", "usual"
"""Who says it: our own list, a file of the domain (Thunderbird's format), its SRV records, whoever takes its mail, or
nobody: the names are only usual ones."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")


@dataclass(frozen=True, slots=True)
class Servers:
    """``is_local`` says that the user name is the part before the @, ``asks_app_password`` that the usual password is
    refused to programs. All are reached encrypted: ``tls`` from the first byte, or ``starttls``.
    """

    host: str
    smtp_host: str
    smtp_port: int = 465
    smtp_security: str = "tls"
    is_local: bool = False
    port: int = 993
    security: str = "tls"
    asks_app_password: bool = False

    def settings(self, address: str, username: str = "") -> dict[str, str]:
        """Those of the IMAP connector for one address."""
        address = address.strip()
        found = {"host": self.host, "port": str(self.port), "security": self.security}
        if self.smtp_host:
            found |= {"smtp_host": self.smtp_host, "smtp_port": str(self.smtp_port)}
            found |= {"smtp_security": self.smtp_security}
        return {**found, "username": username or (address.rpartition("@")[0] if self.is_local else address)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to an address's mailbox or calendars. ``by`` is the host that said it, empty where nobody did.

    ``is_sure`` is false for names that nobody confirmed.
    """

    connector_id: str
    settings: Mapping[str, str] = field(default_factory=dict)
    source: str = TABLE
    by: str = ""
    is_sure: bool = True
    asks_app_password: bool = False

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"settings": dict(self.settings)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Offer":
        return cls(**data)


_APPLE = Servers("imap.mail.me.com", "smtp.mail.me.com", 587, "starttls", asks_app_password=True)
_DAUM = Servers("imap.daum.net", "smtp.daum.net", is_local=True, asks_app_password=True)
_FASTMAIL = Servers("imap.fastmail.com", "smtp.fastmail.com", asks_app_password=True)
_GMAIL = Servers("imap.gmail.com", "smtp.gmail.com", asks_app_password=True)
_GMX = Servers("imap.gmx.net", "mail.gmx.net", 587, "starttls")
_IONOS = Servers("imap.ionos.com", "smtp.ionos.com")
_YANDEX = Servers("imap.yandex.com", "smtp.yandex.com", asks_app_password=True)
PROVIDERS = {
    "gmail.com": _GMAIL,
    "googlemail.com": _GMAIL,
    "icloud.com": _APPLE,
    "me.com": _APPLE,
    "mac.com": _APPLE,
    "yahoo.com": Servers("imap.mail.yahoo.com", "smtp.mail.yahoo.com", asks_app_password=True),
    "aol.com": Servers("imap.aol.com", "smtp.aol.com", asks_app_password=True),
    "fastmail.com": _FASTMAIL,
    "fastmail.fm": _FASTMAIL,
    "naver.com": Servers("imap.naver.com", "smtp.naver.com", is_local=True, asks_app_password=True),
    "daum.net": _DAUM,
    "hanmail.net": _DAUM,
    "kakao.com": Servers("imap.kakao.com", "smtp.kakao.com", asks_app_password=True),
    "gmx.net": _GMX,
    "gmx.de": _GMX,
    "web.de": Servers("imap.web.de", "smtp.web.de", 587, "starttls"),
    "zoho.com": Servers("imap.zoho.com", "smtp.zoho.com"),
    "yandex.com": _YANDEX,
    "yandex.ru": _YANDEX,
    "mail.ru": Servers("imap.mail.ru", "smtp.mail.ru", asks_app_password=True),
}
MAIL_HOSTS = {
    "google.com": _GMAIL,
    "googlemail.com": _GMAIL,
    "mail.icloud.com": _APPLE,
    "messagingengine.com": _FASTMAIL,
    "worksmobile.com": Servers("imap.worksmobile.com", "smtp.worksmobile.com", asks_app_password=True),
    "zoho.com": Servers("imappro.zoho.com", "smtppro.zoho.com"),
    "yandex.net": _YANDEX,
    "ionos.com": _IONOS,
    "ionos.de": Servers("imap.ionos.de", "smtp.ionos.de"),
    "kundenserver.de": Servers("imap.ionos.de", "smtp.ionos.de"),
    "ovh.net": Servers("ssl0.ovh.net", "ssl0.ovh.net"),
    "mail.gandi.net": Servers("mail.gandi.net", "mail.gandi.net"),
    "mailbox.org": Servers("imap.mailbox.org", "smtp.mailbox.org"),
}
"""By the hosts that take a domain's mail (MX)."""
_SIGNINS = {
    "google.com": GOOGLE,
    "googlemail.com": GOOGLE,
    "gmail.com": GOOGLE,
    "mail.protection.outlook.com": MICROSOFT,
    "mx.microsoft": MICROSOFT,
    "outlook.office365.com": MICROSOFT,
}
"""Hosts of services that have a sign-in of their own."""


def parts_of(address: str) -> tuple[str, str]:
    """What is before the @, and the domain in ASCII; two empty texts for what is no address."""
    local, _, domain = normalise(address).rpartition("@")
    return (local, domain) if local and is_host(domain) else ("", "")


def is_host(name: str) -> bool:
    """Whether it is the full name of a host or domain in ASCII."""
    return len(name) < 254 and _HOST.fullmatch(name) is not None


def signin_of(host: str) -> str:
    """The connector that signs in at whoever runs a host; empty where a password is asked."""
    name = ascii_domain(host)
    return next((connector for known, connector in _SIGNINS.items() if is_within(name, known)), "")


def of_mail_host(host: str) -> Servers | None:
    """The servers of mailboxes whose mail a known provider takes."""
    name = ascii_domain(host)
    return next((servers for known, servers in MAIL_HOSTS.items() if is_within(name, known)), None)


def known(address: str) -> Offer | None:
    """What the list says of a provider's own addresses."""
    _, domain = parts_of(address)
    found = PROVIDERS.get(domain)
    if found is None:
        return None
    return Offer(IMAP, found.settings(address), TABLE, domain, asks_app_password=found.asks_app_password)


def usual(domain: str) -> tuple[Servers, ...]:
    """The names that servers often have, the likeliest first."""
    return Servers(f"imap.{domain}", f"smtp.{domain}"), Servers(f"mail.{domain}", f"mail.{domain}")


def guessed(address: str) -> dict[str, str]:
    """The settings of the IMAP connector for an address: sure for a known provider, else the usual names.

    Empty for what is no address. The check at the service tells whether a guess was right.
    """
    _, domain = parts_of(address)
    if not domain:
        return {}
    found = PROVIDERS.get(domain) or usual(domain)[0]
    return found.settings(address)
