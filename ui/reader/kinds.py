"""What kind of file an attachment is, as far as showing it goes."""

from enum import StrEnum
from pathlib import Path

from workspace.model.items import Attachment

RUNNABLE = frozenset(
    "exe msi bat cmd com scr pif vbs vbe js jse wsf wsh ps1 jar hta lnk reg sh command desktop app".split()
)
"""Endings that would run something when opened: these are saved, never opened."""


class FileKind(StrEnum):
    """How a file is shown; ``OTHER`` is not."""

    PICTURE = "picture"
    PAGES = "pages"
    TABLE = "table"
    EVENT = "event"
    MAIL = "mail"
    TEXT = "text"
    OTHER = ""


_TYPES = {
    "application/pdf": FileKind.PAGES,
    "application/x-pdf": FileKind.PAGES,
    "text/csv": FileKind.TABLE,
    "text/tab-separated-values": FileKind.TABLE,
    "text/calendar": FileKind.EVENT,
    "application/ics": FileKind.EVENT,
    "message/rfc822": FileKind.MAIL,
    "application/json": FileKind.TEXT,
    "application/xml": FileKind.TEXT,
    "application/x-yaml": FileKind.TEXT,
    **{f"image/{name}": FileKind.PICTURE for name in ("png", "jpeg", "jpg", "gif", "webp", "bmp", "x-icon")},
}
_ENDINGS = {
    "pdf": FileKind.PAGES,
    "csv": FileKind.TABLE,
    "tsv": FileKind.TABLE,
    "ics": FileKind.EVENT,
    "eml": FileKind.MAIL,
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "bmp"), FileKind.PICTURE),
    **dict.fromkeys("txt log md json xml yaml yml ini toml html htm vcf".split(), FileKind.TEXT),
}
# What programs write that do not know what they send.
_VAGUE = frozenset(("", "application/octet-stream", "application/binary", "application/x-download", "text/plain"))


def kind_of(part: Attachment) -> FileKind:
    """By its type; by the ending of its name where the type says little."""
    said = part.content_type.lower().partition(";")[0].strip()
    ending = Path(part.name).suffix.lower().lstrip(".")
    if said in _VAGUE and ending in _ENDINGS:
        return _ENDINGS[ending]
    return _TYPES.get(said) or (FileKind.TEXT if said.startswith("text/") else FileKind.OTHER)


def is_runnable(part: Attachment) -> bool:
    """Whether opening it would run something."""
    return Path(part.name).suffix.lower().lstrip(".") in RUNNABLE
