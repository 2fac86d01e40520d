"""A mail's parts as the server lists them (BODYSTRUCTURE, RFC 3501 section 7.4.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from connectors.imap.answers import Value

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``section`` is what FETCH calls it, ``size`` its length as transferred."""

    section: str
    content_type: str
    params: Params = ()
    encoding: str = ""
    size: int = 0
    content_id: str = ""
    disposition: str = ""
    disposition_params: Params = ()
    children: tuple["Part", ...] = field(default=())

    @property
    def is_multipart(self) -> bool:
        return self.content_type.startswith("multipart/")

    @property
    def is_text(self) -> bool:
        """Whether a reader would show it rather than list it."""
        is_shown = self.content_type in ("text/plain", "text/html", "text/calendar")
        return is_shown and self.disposition != "attachment"

    @property
    def decoded_size(self) -> int:
        """About the length after decoding; base64 comes in lines of 76 and a line end."""
        return self.size * 57 // 78 if self.encoding == "base64" else self.size

    def walk(self) -> Iterator["Part"]:
        yield self
        for child in self.children:
            yield from child.walk()


def part(value: Value, section: str = "") -> Part:
    """The tree of a BODYSTRUCTURE value; raises ``ValueError`` for what is none."""
    if not isinstance(value, list) or not value:
        raise ValueError("not a BODYSTRUCTURE")
    if isinstance(value[0], list):
        return _multipart(value, section)
    rest = [*value, *[None] * 7]
    size = rest[6]
    extension = _extension(value)
    kind, disposition_params = _disposition(extension[1] if len(extension) > 1 else None)
    return Part(
        section or "1",
        f"{_text(rest[0])}/{_text(rest[1])}".lower(),
        _params(rest[2]),
        _text(rest[5]).lower(),
        int(size) if isinstance(size, bytes) and size.isdigit() and len(size) < 16 else 0,
        _text(rest[3]),
        kind,
        disposition_params,
    )


def _multipart(value: list[Value], section: str) -> Part:
    count = next((i for i, each in enumerate(value) if not isinstance(each, list)), len(value))
    prefix = f"{section}." if section else ""
    children = tuple(part(each, f"{prefix}{index}") for index, each in enumerate(value[:count], 1))
    subtype = _text(value[count]) if count < len(value) else "mixed"
    return Part(section, f"multipart/{subtype}".lower(), children=children)


def _extension(value: list[Value]) -> list[Value]:
    """What follows the basic fields of a single part: MD5, disposition, ..."""
    if _text(value[0]).lower() == "text":
        return value[8:]
    if f"{_text(value[0])}/{_text(value[1])}".lower() == "message/rfc822":
        return value[10:]
    return value[7:]


def _disposition(value: Value) -> tuple[str, Params]:
    if not isinstance(value, list) or not value:
        return "", ()
    return _text(value[0]).lower(), _params(value[1] if len(value) > 1 else None)


def _params(value: Value) -> Params:
    if not isinstance(value, list):
        return ()
    words = [_text(each) for each in value]
    return tuple(zip(words[::2], words[1::2], strict=False))


def _text(value: Value) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else ""
