"""What an IMAP server answers, as Python values: FETCH items, UID sets, response codes (RFC 3501, RFC 4315).

An answer arrives as pieces: text, literal, text, literal, ..., text. Anything may be wrong in it; what cannot be read
raises ``ValueError`` and costs that one answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

Value = bytes | None | list["Value"]
"""An atom, string or literal; NIL; a parenthesised list."""
Fetched = dict[bytes, Value]
"""FETCH items by upper-case name; ``BODY[HEADER.FIELDS (...)]`` is under ``BODY[HEADER.FIELDS]``."""

MAX_DEPTH = 250
_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|([()])|([^\s()"\[\]]*\[[^\]]*\](?:<\d+>)?|[^\s()"]+)', re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_FETCH = re.compile(rb"\* \d+ FETCH \(", re.IGNORECASE)
_CODE = re.compile(rb"\[([A-Z-]+)(?: ([^\]]*))?\]", re.IGNORECASE)
_DIGITS = re.compile(rb"\d+")


def fetched(pieces: Sequence[bytes]) -> Fetched | None:
    """The items of a FETCH answer; None if it is another answer. Raises ``ValueError``."""
    match = _FETCH.match(pieces[0])
    if match is None:
        return None
    values = _values(_tokens([pieces[0][match.end() - 1 :], *pieces[1:]]))
    items = values[0] if values else None
    if not isinstance(items, list) or len(items) % 2:
        raise ValueError("a FETCH answer without pairs")
    names = iter(items)
    return {_name(name): value for name, value in zip(names, names, strict=True)}


def _name(name: Value) -> bytes:
    if not isinstance(name, bytes):
        raise ValueError("a FETCH item without a name")
    start, bracket, rest = name.upper().partition(b"[")
    if not bracket:
        return start
    return start + b"[" + rest.partition(b"]")[0].partition(b" ")[0] + b"]"


def _tokens(pieces: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(kind, text) with kind one of ``( ) a s``: brackets, atom, string."""
    for index, piece in enumerate(pieces):
        if index % 2:
            yield b"s", piece
            continue
        for quoted, bracket, atom in _TOKEN.findall(piece):
            if bracket:
                yield bracket, bracket
            elif atom:
                yield b"a", atom
            else:
                yield b"s", _ESCAPE.sub(rb"\1", quoted) if b"\\" in quoted else quoted


def _values(tokens: Iterable[tuple[bytes, bytes]]) -> list[Value]:
    root: list[Value] = []
    open_lists = [root]
    for kind, text in tokens:
        if kind == b"(":
            inner: list[Value] = []
            open_lists[-1].append(inner)
            open_lists.append(inner)
            if len(open_lists) > MAX_DEPTH:
                raise ValueError("lists nested too deep")
        elif kind == b")":
            open_lists.pop()
            if not open_lists:
                raise ValueError("a bracket too many")
        elif kind == b"a" and text.upper() == b"NIL":
            open_lists[-1].append(None)
        else:
            open_lists[-1].append(text)
    if len(open_lists) != 1:
        raise ValueError("a bracket too few")
    return root


def number(value: Value) -> int:
    """A non-negative number; raises ``ValueError``."""
    if not isinstance(value, bytes) or not _DIGITS.fullmatch(value) or len(value) > 20:
        raise ValueError("not a number")
    return int(value)


def code(text: bytes) -> tuple[bytes, bytes]:
    """The response code and its arguments in a status text, e.g. ``(b"COPYUID", b"1 2 3")``; empty if none."""
    match = _CODE.search(text)
    return (match[1].upper(), match[2] or b"") if match else (b"", b"")


def ranges(text: bytes) -> list[tuple[int, int]]:
    """The ranges of a UID set such as ``4,7:9``, each low to high; raises ``ValueError``."""
    found = []
    for part in text.split(b","):
        low, _, high = part.partition(b":")
        ends = number(low), number(high or low)
        found.append((min(ends), max(ends)))
    return found


def searched(text: bytes) -> list[tuple[int, int]]:
    """The ranges of a SEARCH or ESEARCH answer; none of another. Raises ``ValueError``."""
    name, _, rest = text.removeprefix(b"* ").partition(b" ")
    if name.upper() == b"SEARCH":
        return [(number(word), number(word)) for word in rest.split() if _DIGITS.fullmatch(word)]
    words = rest.split()
    if name.upper() != b"ESEARCH" or b"ALL" not in words[:-1]:
        return []
    return ranges(words[words.index(b"ALL") + 1])


def newest(spans: Iterable[tuple[int, int]], limit: int) -> list[int]:
    """The highest numbers of these ranges, ascending; a server may name four thousand million of them."""
    found: list[int] = []
    for low, high in sorted(spans, reverse=True):
        found += range(high, max(low, high - (limit - len(found)) + 1) - 1, -1)
        if len(found) >= limit:
            break
    return sorted(set(found))


def uid_set(uids: Sequence[int]) -> bytes:
    """Ascending UIDs as a set with neighbours joined to ranges: servers refuse lists of thousands."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return b",".join(b"%d" % a if a == b else b"%d:%d" % (a, b) for a, b in runs)


def quoted(text: str) -> bytes:
    """An ASCII string as a quoted one (RFC 3501 section 4.3); raises ``ValueError`` for what cannot be quoted."""
    if not text.isascii() or any(char in text for char in "\r\n\x00"):
        raise ValueError("cannot be quoted")
    return b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'


def listed(pieces: Sequence[bytes]) -> tuple[frozenset[bytes], str, bytes] | None:
    """Upper-case flags, delimiter and name of a LIST answer; None if it is another answer. Raises ``ValueError``."""
    if pieces[0][:7].upper() != b"* LIST ":
        return None
    flags, delimiter, *words = _values(_tokens([pieces[0][7:], *pieces[1:]]))
    name = b"".join(word for word in words if isinstance(word, bytes))
    if not isinstance(flags, list) or isinstance(delimiter, list) or not name:
        raise ValueError("not a LIST answer")
    marks = frozenset(flag.upper() for flag in flags if isinstance(flag, bytes))
    return marks, (delimiter or b"").decode("latin-1"), name
