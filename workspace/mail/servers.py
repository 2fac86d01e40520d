"""Where the mailboxes of big providers are, by the domain of an address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Servers:
    """IMAP is always TLS on port 993; ``is_local`` says that the user name is the part before the @."""

    host: str
    smtp_host: str
    smtp_port: int = 465
    smtp_security: str = "tls"
    is_local: bool = False


_APPLE = Servers("imap.mail.me.com", "smtp.mail.me.com", 587, "starttls")
_DAUM = Servers("imap.daum.net", "smtp.daum.net", is_local=True)
_FASTMAIL = Servers("imap.fastmail.com", "smtp.fastmail.com")
_GMAIL = Servers("imap.gmail.com", "smtp.gmail.com")
_GMX = Servers("imap.gmx.net", "mail.gmx.net", 587, "starttls")
_YANDEX = Servers("imap.yandex.com", "smtp.yandex.com")
PROVIDERS = {
    "gmail.com": _GMAIL,
    "googlemail.com": _GMAIL,
    "icloud.com": _APPLE,
    "me.com": _APPLE,
    "mac.com": _APPLE,
    "yahoo.com": Servers("imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
    "aol.com": Servers("imap.aol.com", "smtp.aol.com"),
    "fastmail.com": _FASTMAIL,
    "fastmail.fm": _FASTMAIL,
    "naver.com": Servers("imap.naver.com", "smtp.naver.com", is_local=True),
    "daum.net": _DAUM,
    "hanmail.net": _DAUM,
    "kakao.com": Servers("imap.kakao.com", "smtp.kakao.com"),
    "gmx.net": _GMX,
    "gmx.de": _GMX,
    "web.de": Servers("imap.web.de", "smtp.web.de", 587, "starttls"),
    "zoho.com": Servers("imap.zoho.com", "smtp.zoho.com"),
    "yandex.com": _YANDEX,
    "yandex.ru": _YANDEX,
    "mail.ru": Servers("imap.mail.ru", "smtp.mail.ru"),
}


def guessed(address: str) -> dict[str, str]:
    """The settings of the IMAP connector for an address: sure for a known provider, else the usual names.

    Empty for what is no address. The check at the service tells whether a guess was right.
    """
    local, _, domain = address.strip().rpartition("@")
    domain = domain.casefold()
    if not local or "." not in domain:
        return {}
    found = PROVIDERS.get(domain) or Servers(f"imap.{domain}", f"smtp.{domain}")
    return {
        "host": found.host,
        "smtp_host": found.smtp_host,
        "smtp_port": str(found.smtp_port),
        "smtp_security": found.smtp_security,
        "username": local if found.is_local else address.strip(),
    }
