"""The MIME tree of a message as offsets into its bytes (RFC 2045, 2046), for any bytes at all.

Nothing is copied until a section is asked for its content, so a 200 MB attachment costs nothing
to list. Depth and number of sections are bounded.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workspace.mail.headers import base64_bytes, parameters, split_fields

MAX_DEPTH = 200
MAX_SECTIONS = 5_000
_BLOCK = re.compile(
    rb"(?:[!-9;-~]+[ \t]*:[^\n]*+(?:\n|\Z)(?:[ \t]+[^\s][^\n]*+(?:\n|\Z))*+)*+",
)
_LINE = re.compile(rb"[^\n]*(?:\n|\Z)")
_FIELD_START = re.compile(rb"[!-9;-~]+[ \t]*:")
_ENCODED = re.compile(rb"base64|quoted-printable|x-uuencode|uuencode", re.IGNORECASE)


_LISTS = frozenset(("from", "to", "cc", "bcc", "reply-to", "sender"))
_LOST_BOUNDARY = re.compile(rb"^--(\S[^\r\n]{0,200}?)[ \t]*\r?\n(?:content-|mime-)", re.I | re.M)


class TooDeep(ValueError):
    """The tree has more levels or sections than mail ever has."""


@dataclass(slots=True)
class Section:
    """One node: `number` is the IMAP section (RFC 3501 6.4.5), "" for a multipart root."""

    raw: bytes
    number: str
    body_start: int
    end: int
    block: bytes
    content_type: str
    parameters: dict[str, str]
    headers: dict[str, bytes]
    is_in: str = ""
    children: list["Section"] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        """Whether this holds sections rather than content."""
        return bool(self.children)

    @property
    def disposition(self) -> tuple[str, dict[str, str]]:
        """The lower-case disposition ("" if missing) and its parameters (RFC 2183)."""
        return parameters(self.headers.get("content-disposition", b""))

    @property
    def encoding(self) -> str:
        """base64, quoted-printable or "" for content that lies as it is."""
        found = _ENCODED.search(self.headers.get("content-transfer-encoding", b""))
        return found.group().decode().lower() if found else ""

    def content(self) -> bytes:
        """The content with the transfer encoding undone; never fails."""
        return decode_transfer(self.raw[self.body_start : self.end], self.encoding)

    def size(self) -> int:
        """The length of the content, without decoding it where arithmetic will do.

        A part that a connector left empty because it is huge states its length itself.
        """
        stated = self.headers.get("x-workspace-size", b"").strip()
        if self.body_start >= self.end and stated.isdigit() and len(stated) < 16:
            return int(stated)
        if not self.encoding:
            return self.end - self.body_start
        if self.encoding == "base64" and self.end - self.body_start > 100_000:
            breaks = sum(self.raw.count(char, self.body_start, self.end) for char in b"\r\n")
            digits = self.end - self.body_start - breaks
            tail = self.raw[max(self.body_start, self.end - 100) : self.end].rstrip()
            if digits % 4 == 0:
                return digits // 4 * 3 - (len(tail) - len(tail.rstrip(b"=")))
        return len(self.content())

    def walk(self) -> Iterator["Section"]:
        """Every section beneath and including this one, in document order."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.children))


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """Undo base64 or quoted-printable, as far as it can be undone."""
    if encoding == "base64":
        return base64_bytes(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    return _uudecode(data) if encoding else data


def _uudecode(data: bytes) -> bytes:
    out = []
    for line in data.partition(b"begin ")[2].splitlines()[1:]:
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Lines padded beyond their stated length are common; the length is the truth.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            out.append(binascii.a2b_uu(line[:length]) if length else b"")
    return b"".join(out)


def tidy(raw: bytes) -> bytes:
    """The message without a byte order mark, mbox line or blank lines in front."""
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    if raw[:1] in (b"\n", b"\r"):
        raw = raw.lstrip(b"\r\n")
    if raw[:5] in (b"From ", b">From"):
        raw = raw[_LINE.match(raw).end() :]  # type: ignore[union-attr]
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw


def split(raw: bytes) -> Section:
    """The tree of a tidied message. Raises TooDeep, else takes any bytes."""
    root = _section(raw, 0, len(raw), "text/plain", "")
    waiting = [(root, 1)]
    count = 1
    while waiting:
        section, depth = waiting.pop()
        if not section.content_type.startswith("multipart/"):
            section.number = section.number or "1"
            continue
        if depth > MAX_DEPTH:
            raise TooDeep(f"more than {MAX_DEPTH} levels")
        _add_children(section)
        count += len(section.children)
        if count > MAX_SECTIONS:
            raise TooDeep(f"more than {MAX_SECTIONS} sections")
        waiting.extend((child, depth + 1) for child in section.children)
    return root


def head(raw: bytes) -> Section:
    """The header of a tidied message with everything after it as one text."""
    section = _section(raw, 0, len(raw), "text/plain", "")
    section.number, section.content_type, section.parameters = "1", "text/plain", {}
    section.headers.pop("content-transfer-encoding", None)
    return section


def _section(raw: bytes, start: int, end: int, default: str, number: str) -> Section:
    block_end, body_start, is_bad = _header_end(raw, start, end)
    block = raw[start:block_end]
    headers: dict[str, bytes] = {}
    for name, value in split_fields(block):
        key = name.lower().decode("ascii")
        if key not in headers:
            headers[key] = value
        elif key in _LISTS:
            headers[key] += b", " + value
    content_type, found = parameters(headers.get("content-type", b""))
    if content_type.count("/") != 1 or content_type[0] == "/" or content_type[-1] == "/":
        content_type = "text/html" if content_type in ("html", "text/html/") else default
    section = Section(raw, number, body_start, end, block, content_type, found, headers)
    if is_bad:
        section.defects.append("bad_header")
    return section


def _header_end(raw: bytes, start: int, end: int) -> tuple[int, int, bool]:
    """Where the header ends, where the body starts, and whether other lines were skipped."""
    at = start
    odd_from = -1
    is_bad = False
    while at < end:
        match = _BLOCK.match(raw, at, end)
        if match is not None and match.end() > at:
            at, odd_from = match.end(), -1
        if at >= end:
            break
        if raw.startswith((b"\n", b"\r\n"), at):
            return at, at + (1 if raw[at] == 10 else 2), is_bad
        # A stray line is skipped if the header goes on after it, else it starts the body.
        odd_from = at if odd_from < 0 else odd_from
        line = _LINE.match(raw, at, end)
        at = line.end() if line else end
        is_bad = is_bad or odd_from > start
        if _FIELD_START.match(raw, at, end) is None and raw[at : at + 1] not in (b" ", b"\t"):
            return odd_from, odd_from, is_bad
    return (odd_from, odd_from, True) if odd_from >= 0 else (end, end, is_bad)


def _add_children(section: Section) -> None:
    boundary = section.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    spans, is_closed = _spans(section, boundary) if boundary else ([], True)
    if not spans:
        lost = _LOST_BOUNDARY.search(section.raw, section.body_start, section.end)
        spans, is_closed = _spans(section, lost[1]) if lost else ([], True)
        section.defects.append("bad_mime")
    if not spans:
        section.content_type = "text/plain"
        section.number = section.number or "1"
        return
    if not is_closed:
        section.defects.append("cut_off")
    default = "message/rfc822" if section.content_type == "multipart/digest" else "text/plain"
    prefix = f"{section.number}." if section.number else ""
    for index, (start, end) in enumerate(spans, 1):
        child = _section(section.raw, start, end, default, f"{prefix}{index}")
        child.is_in = section.content_type
        section.children.append(child)


def _spans(section: Section, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    raw, end = section.raw, section.end
    mark = b"\n--" + boundary
    spans: list[tuple[int, int]] = []
    opened = -1
    at = raw.find(mark, max(section.body_start - 1, 0), end)
    if section.body_start == 0 and raw.startswith(mark[1:]):
        at = -1
    while at >= 0:
        after = at + len(mark)
        stop = raw.find(b"\n", after, end)
        rest = raw[after : stop if stop >= 0 else end][:80].strip()
        if rest in (b"", b"--"):
            if opened >= 0:
                spans.append((opened, max(opened, at - (raw[at - 1 : at] == b"\r"))))
            opened = stop + 1 if stop >= 0 else end
            if rest or len(spans) > MAX_SECTIONS:
                return spans, True
            after = opened - 1
        at = raw.find(mark, after, end)
    if 0 <= opened < end:
        spans.append((opened, end))
    return spans, False
