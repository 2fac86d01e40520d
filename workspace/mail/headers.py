"""Header blocks, encoded words (RFC 2047) and parameters (RFC 2231), read as they really come."""

import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from workspace.mail import charset

_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\r?\n[ \t]+.*)*)", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n(?=[ \t])|\r")
_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(rb';\s*([^=;\s]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)', re.DOTALL)
_SECTION = re.compile(r"^(.+?)\*(?:(\d{1,3})(\*?))?$")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def split_fields(block: bytes) -> list[tuple[bytes, bytes]]:
    """The (name, raw value) pairs of a header block in order, folds kept; other lines skipped."""
    return _FIELD.findall(block)


def decode(raw: bytes) -> str:
    """One header value as text: unfolded, encoded words decoded, raw 8-bit guessed."""
    if b"\n" in raw:
        # Only folds are left inside a value, so every line break goes.
        raw = raw.replace(b"\r\n", b"").replace(b"\n", b"")
    raw = raw.strip()
    if b"=?" in raw:
        text = _decode_words(raw)
    elif raw.isascii() and b"\x1b" not in raw:
        text = raw.decode("ascii").replace("\t", " ")
    else:
        text = charset.decode(raw)[0]
    return text if text.isprintable() else _CONTROL.sub("", text.replace("\n", " "))


@lru_cache(maxsize=1024)
def _decode_words(raw: bytes) -> str:
    parts: list[str] = []
    run: list[tuple[str, bytes]] = []
    end = 0
    for label, data, start, stop in _words(raw):
        between = raw[end:start]
        if between.strip() or not run:
            parts.append(_decode_run(run))
            parts.append(charset.decode(between)[0])
            run = []
        run.append((label, data))
        end = stop
    parts.append(_decode_run(run))
    parts.append(charset.decode(raw[end:])[0])
    return "".join(parts)


def _words(raw: bytes) -> Iterator[tuple[str, bytes, int, int]]:
    carry = b""
    for match in _WORD.finditer(raw):
        label, encoding, text = match.groups()
        if encoding in b"qQ":
            data = binascii.a2b_qp(text, header=True)
        else:
            digits = carry + _NOT_BASE64.sub(b"", text)
            carry = b"" if text.rstrip().endswith(b"=") else digits[len(digits) & ~3 :]
            # Some mailers cut the base64 text itself: the rest belongs to the next word.
            follows = raw[match.end() :].lstrip()[:2] == b"=?"
            if carry and follows:
                digits = digits[: len(digits) & ~3]
            else:
                carry = b""
            data = base64_bytes(digits)
        yield label.decode("ascii", "replace").lower(), data, match.start(), match.end()


def _decode_run(run: list[tuple[str, bytes]]) -> str:
    # Neighbouring words of one charset are joined as bytes first: mailers split syllables.
    text = ""
    at = 0
    while at < len(run):
        label = run[at][0]
        stop = at
        while stop < len(run) and run[stop][0] == label:
            stop += 1
        words = [data for _, data in run[at:stop]]
        whole, is_clean = charset.decode(b"".join(words), label)
        if not is_clean and len(words) > 1:
            singly = [charset.decode(word, label) for word in words]
            if all(clean for _, clean in singly):
                whole = "".join(word for word, _ in singly)
        text += whole
        at = stop
    return text


def base64_bytes(digits: bytes) -> bytes:
    """Decode base64 however it is padded; a dangling digit is dropped."""
    try:
        return binascii.a2b_base64(digits)
    except binascii.Error:
        clean = _NOT_BASE64.sub(b"", digits)
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


@lru_cache(maxsize=2048)
def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """The lower-case main value and the decoded parameters of a header such as Content-Type."""
    raw = _FOLD.sub(b"", raw)
    main = raw.split(b";", 1)[0].strip().lower().decode("latin-1")
    plain: dict[str, bytes] = {}
    pieces: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for name_bytes, value in _PARAMETER.findall(raw):
        name = name_bytes.decode("latin-1").lower()
        value = _unquote(value.strip())
        section = _SECTION.match(name)
        if section is None:
            plain.setdefault(name, value)
            continue
        base, number, star = section.groups()
        is_encoded = number is None or bool(star)
        pieces.setdefault(base, {})[int(number or 0)] = (value, is_encoded)
    found = {name: decode(value) for name, value in plain.items()}
    found.update((name, _join_pieces(parts)) for name, parts in pieces.items())
    return main, found


def _unquote(value: bytes) -> bytes:
    if value[:1] != b'"':
        return value
    # Windows paths and 8-bit trail bytes are not escapes; only quote and backslash are.
    inner = value[1:-1] if value[-1:] == b'"' and len(value) > 1 else value[1:]
    return re.sub(rb'\\(["\\])', rb"\1", inner)


def _join_pieces(parts: dict[int, tuple[bytes, bool]]) -> str:
    label = ""
    data = b""
    for number in sorted(parts):
        value, is_encoded = parts[number]
        if is_encoded and not data and value.count(b"'") >= 2:
            head, _, value = value.split(b"'", 2)
            label = head.decode("ascii", "replace")
        data += unquote_to_bytes(value) if is_encoded else value
    if not label and b"=?" in data:
        return decode(data)
    return _CONTROL.sub("", charset.decode(data, label)[0])
