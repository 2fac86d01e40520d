"""The ways off a mailing list that a mail offers itself (RFC 2369 section 3.2, RFC 8058)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

_ENTRY = re.compile(r"<([^<>]*)>")
_SPACE = re.compile(r"\s+")
ONE_CLICK = "list-unsubscribe=one-click"
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Farewell:
    """A mail that takes its sender off a list."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """``one_click`` is an https address that takes a POST and asks nothing more, ``page`` one to open in a browser.

    Each is empty or None where the mail does not offer it.
    """

    one_click: str = ""
    farewell: Farewell | None = None
    page: str = ""

    def __bool__(self) -> bool:
        return bool(self.one_click or self.farewell or self.page)


def ways_out(list_unsubscribe: str, list_unsubscribe_post: str = "") -> WaysOut:
    """What the two headers offer; the first address of each kind counts, as their author ordered them."""
    header = list_unsubscribe[:LONGEST]
    entries = [_SPACE.sub("", each) for each in _ENTRY.findall(header) or [header]]
    https = next((each for each in entries if _host_of(each, ("https",))), "")
    page = https or next((each for each in entries if _host_of(each, ("http",))), "")
    mails = (_farewell(each) for each in entries if each[:7].lower() == "mailto:")
    is_one_click = _SPACE.sub("", list_unsubscribe_post).lower() == ONE_CLICK
    return WaysOut(
        https if is_one_click else "",
        next((each for each in mails if each is not None), None),
        "" if is_one_click and https else page,
    )


def host_of(url: str) -> str:
    """Empty where there is none."""
    return _host_of(url, ("https", "http"))


def _host_of(url: str, schemes: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme.lower() in schemes and "@" not in parts.netloc else ""
    except ValueError:
        return ""


def _farewell(uri: str) -> Farewell | None:
    """RFC 6068: only the first address, the subject and the text; nobody else is written to."""
    path, _, query = uri[7:].partition("?")
    to = unquote(path).split(",")[0].strip()
    if to.count("@") != 1 or not all(to.partition("@")[::2]) or any(c in to for c in "<>\r\n \"';"):
        return None
    # A plus sign is a plus sign there, not a blank.
    fields = {name.lower(): value for name, value in parse_qsl(query.replace("+", "%2B"))}
    subject = " ".join(fields.get("subject", "").split())
    return Farewell(to, subject or "unsubscribe", fields.get("body", "").replace("\r\n", "\n") or "unsubscribe")
