"""Mail addresses out of headers as they really come (RFC 5322 section 3.4 and worse)."""

import re
import unicodedata
from functools import lru_cache

from workspace.model.items import Address

MAX_ADDRESSES = 2_000
# The quick patterns back-track, which only a long header makes noticeable.
_ORDINARY = 300
_SIMPLE = re.compile(rb'\s*"?([^"<>,;:()@\\]*?)"?\s*<([^<>\s,;"]+@[^<>\s,;"@]+)>\s*')
_BARE = re.compile(rb"\s*([^<>\s,;\"():@]+@[^<>\s,;\"():@]+)\s*")
_TOKEN = re.compile(
    rb'"((?:\\.|[^"\\])*)"|\(((?:\\.|[^()\\])*)\)|<([^<>]*)>|([,;])|(:)|(=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)'
    rb'|([^\s"(<,;:]+)|(\s+|.)',
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_SPACES = re.compile(r"\s+")


def parse(raw: bytes) -> tuple[Address, ...]:
    """The mailboxes of one address header; groups flattened, garbage without "@" left out."""
    return _ordinary(raw) if len(raw) <= _ORDINARY else tuple(dict.fromkeys(_parse_list(raw)))


@lru_cache(maxsize=8192)  # the same people write again and again
def _ordinary(raw: bytes) -> tuple[Address, ...]:
    simple = _SIMPLE.fullmatch(raw)
    if simple is not None:
        return (Address(_name(simple[1]), _email(simple[2])),)
    bare = _BARE.fullmatch(raw)
    if bare is not None:
        return (Address("", _email(bare[1])),)
    return tuple(dict.fromkeys(_parse_list(raw)))


def parse_text(text: str) -> tuple[Address, ...]:
    """The mailboxes a person typed into an address field."""
    return parse(text.encode("utf-8", "replace"))


@lru_cache(maxsize=8192)
def normalise(email: str) -> str:
    """The form addresses are compared in: lower case, the domain in its ASCII (IDNA) form."""
    text = unicodedata.normalize("NFC", email.strip().strip("<>")).lower()
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}" if at else text


@lru_cache(maxsize=4096)
def ascii_domain(domain: str) -> str:
    """A lower-case domain with international labels as xn--; unchanged where that fails."""
    domain = domain.strip().rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def domain_of(email: str) -> str:
    """The normalised domain of an address, "" if there is none."""
    return normalise(email).rpartition("@")[2] if "@" in email else ""


def _parse_list(raw: bytes) -> list[Address]:
    found: list[Address] = []
    mailbox = _Mailbox()
    for match in _TOKEN.finditer(raw):
        quoted, comment, angle, separator, colon, encoded, word, other = match.groups()
        if quoted is not None:
            mailbox.words.append(_ESCAPED.sub(rb"\1", quoted))
        elif comment is not None:
            mailbox.comment = comment
        elif angle is not None:
            mailbox.angle = angle
        elif separator is not None:
            mailbox.close(found)
            mailbox = _Mailbox()
        elif colon is not None and not mailbox.is_written:
            mailbox = _Mailbox()
        else:
            mailbox.words.append(colon or encoded or word or (b" " if other.isspace() else b""))
        if len(found) >= MAX_ADDRESSES:
            return found
    mailbox.close(found)
    return found


class _Mailbox:
    """What has been read of one mailbox so far."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.comment = b""
        self.angle: bytes | None = None

    @property
    def is_written(self) -> bool:
        return self.angle is not None or any(b"@" in word for word in self.words)

    def close(self, found: list[Address]) -> None:
        if self.angle is not None and b"@" in self.angle:
            name = b"".join(self.words) or self.comment
            found.append(Address(_name(name), _email(self.angle)))
            return
        for word in b"".join(self.words).split():
            if b"@" in word.strip(b"@"):
                found.append(Address(_name(self.comment), _email(word)))
                return


def _name(raw: bytes) -> str:
    if not raw:
        return ""
    return _SPACES.sub(" ", _decoded(raw)).strip().strip("'\"").strip()


def _email(raw: bytes) -> str:
    text = raw.decode("ascii") if raw.isascii() else _decoded(raw)
    if raw.startswith(b"@") and b":" in raw:
        text = text.rpartition(":")[2]
    return "".join(text.split()).removeprefix("mailto:").strip("'")


def _decoded(raw: bytes) -> str:
    from workspace.mail import headers  # what only compares addresses does without its patterns

    return headers.decode(raw)
