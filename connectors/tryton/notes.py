"""A filed mail as a Tryton user reads it: a note with the mail's head, its text, and by what it is found again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workspace.model.filings import Filing
from workspace.model.items import Address

NO_SUBJECT = "(no subject)"
_KEY, _OTHER_KEY, _MARK, _SHA256 = "Message-ID", "ID", "Workspace", "SHA-256"
_KINDS = {"email": "mail", "chat": "chat message", "event": "meeting"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in a note's or attachment's head for programs: the filing's key, and which action wrote it."""

    key: str
    action_id: str
    sha256: str = ""


def note_text(filing: Filing, action_id: str, codes: Mapping[str, str]) -> str:
    """The whole note; ``codes`` are the codes of parties by address, lower case."""

    def people(addresses: Iterable[Address]) -> str:
        return ", ".join(_person(each, codes) for each in addresses)

    kind = _KINDS.get(filing.kind, filing.kind)
    how = f"{kind} {'received' if filing.is_incoming else 'sent'}" if filing.kind != "event" else kind
    head = {
        "From": people([filing.from_]),
        "To": people(filing.to),
        "Cc": people(filing.cc),
        "Bcc": people(filing.bcc),
        "Date": f"{filing.sent_at.strftime('%Y-%m-%d %H:%M %z')} ({how})",
        "Attachments": ", ".join(one_line(each.name) for each in filing.attachments),
        "Thread": "" if filing.thread_key == filing.key else one_line(filing.thread_key),
    }
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    text = filing.text.replace("\r\n", "\n").replace("\0", "").strip()
    return "\n".join([one_line(filing.subject) or NO_SUBJECT, *lines, *marks(filing.key, action_id), "", text]).rstrip()


def attachment_text(filing: Filing, action_id: str, sha256: str) -> str:
    """The description of an attachment, whose first line Tryton shows in lists."""
    title = f"{one_line(filing.subject) or NO_SUBJECT} ({filing.sent_at.strftime('%Y-%m-%d')})"
    return "\n".join([title, *marks(filing.key, action_id), f"{_SHA256}: {sha256}"])


def marks(key: str, action_id: str) -> list[str]:
    """The lines by which a program finds it again."""
    return [key_line(key), mark_line(action_id)]


def key_line(key: str) -> str:
    return f"{_KEY if key.startswith('<') else _OTHER_KEY}: {one_line(key)}"


def mark_line(action_id: str) -> str:
    return f"{_MARK}: {action_id}"


def read(text: str) -> Marks | None:
    """The marks in the head of a text, whose first line is a subject: what a mail's text says of itself is no mark."""
    head = text.replace("\r\n", "\n").partition("\n\n")[0].split("\n")[1:]
    found = dict(line.split(": ", 1) for line in head if ": " in line)
    key = found.get(_KEY) or found.get(_OTHER_KEY)
    return Marks(key, found.get(_MARK, ""), found.get(_SHA256, "")) if key else None


def one_line(text: str) -> str:
    """A text for a line of the head, or a name for an attachment: without what would end the line."""
    return _CONTROLS.sub(" ", text).strip()


def _person(who: Address, codes: Mapping[str, str]) -> str:
    name, email = one_line(who.name), one_line(who.email)
    shown = f"{name} <{email}>" if name and email else name or email
    code = codes.get(email.lower())
    return f"{shown} [{code}]" if code else shown
