"""What makes a letter worth a second look before it leaves. Each is asked once; to send again is the answer."""

import re

from PySide6.QtCore import QCoreApplication

from ui.compose.letter import Letter
from ui.compose.template import unfilled
from ui.reader.sizes import file_size

_ATTACHED = re.compile(r"\b(?:attached|attachments?|attaching|enclosed|enclosing)\b|첨부|동봉", re.IGNORECASE)
HEAVY = 20_000_000
"""Bytes of files: written in base64 they are a third more, and 25 MB is what most servers take."""


def tr(text: str) -> str:
    return QCoreApplication.translate("compose", text)


def doubts(letter: Letter) -> dict[str, str]:
    """What to ask, by what it is about."""
    found = {}
    if not letter.subject.strip():
        found["subject"] = tr("There is no subject. Send again to send it without one.")
    if open_fields := unfilled(f"{letter.subject}\n{letter.text}"):
        words = tr("{fields} was not filled in. Send again to send it like that.")
        found["fields"] = words.format(fields=", ".join(open_fields))
    if letter.size > HEAVY:
        words = tr("All files together have {size}; many mail servers refuse more than {limit}. Send again to try it.")
        found["size"] = words.format(size=file_size(letter.size), limit=file_size(HEAVY))
    own_words = "\n".join(line for line in letter.text.splitlines() if not line.startswith(">"))
    if not letter.files and _ATTACHED.search(own_words):
        found["files"] = tr("The text speaks of an attachment, but there is none. Send again to send it without.")
    return found
