"""What lies inside a winmail.dat (TNEF), read with tnefparse; never raises. RTF becomes text where there is no more."""

import logging
import re
import struct
from dataclasses import dataclass

from tnefparse import TNEF

from workspace.mail import charset, rtf

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
MAX_BYTES = 64 * 1024 * 1024
TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")


@dataclass(frozen=True, slots=True)
class Winmail:
    """The body and the files of a TNEF stream; `files` are (name, bytes)."""

    text: str
    html: str | None
    files: tuple[tuple[str, bytes], ...]


def is_tnef(content_type: str, name: str) -> bool:
    """Whether a section is a TNEF stream by its type or its usual name."""
    return content_type in TYPES or name.lower() == "winmail.dat"


def read(data: bytes) -> Winmail | None:
    """The contents, or None where this is not readable as TNEF."""
    if len(data) > MAX_BYTES or data[:4] != b"\x78\x9f\x3e\x22":
        return None
    try:
        stream = TNEF(data, do_checksum=False)
    # tnefparse indexes into damaged streams unchecked, so any of these means "not readable".
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError,
            UnboundLocalError, MemoryError, struct.error):  # fmt: skip
        return None
    codepage = stream.codepage or "cp1252"
    html = _text(stream.htmlbody, codepage) or None
    text = _text(stream.body, codepage)
    if not html and not text.strip():
        # Not the property `rtfbody`: that unpacks whatever size it has.
        text = rtf.text_of(_bytes(stream._rtfbody), codepage)
    files = tuple(
        (_file_name(attachment, index, codepage), bytes(attachment.data or b""))
        for index, attachment in enumerate(stream.attachments)
    )
    return Winmail(text, html, files)


def _bytes(value: object) -> bytes:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else b""
    return value if isinstance(value, bytes) else b""


def _text(value: object, codepage: str) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = charset.decode(value, codepage)[0]
    return value.rstrip("\x00") if isinstance(value, str) else ""


def _file_name(attachment: object, index: int, codepage: str) -> str:
    try:
        long_name = _text(attachment.long_filename(), codepage)  # type: ignore[attr-defined]
    except (UnicodeError, AttributeError, LookupError):
        long_name = ""
    name = long_name or _text(getattr(attachment, "_name", b""), codepage)
    return re.split(r"[\\/]", name)[-1] or f"file-{index}"
