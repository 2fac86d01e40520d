"""What is typed into a field for recipients: taken apart, judged, and written again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workspace.mail.address import normalise, parse_text
from workspace.model.items import Address

BETWEEN = ",;\n\r，；"
"""What stands between two recipients; the full-width ones come from Korean and Chinese keyboards."""
_QUOTED_OR_BETWEEN = re.compile(rf'"(?:\\.|[^"\\])*"?|[{BETWEEN}]', re.DOTALL)
_SPECIAL = re.compile(r'[()<>\[\]:;@\\,."，；]')


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of a field. ``words`` are kept as typed; ``email`` is empty where they are no address to send to."""

    words: str
    name: str = ""
    email: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.email or self.words

    @property
    def key(self) -> str:
        """The same for the same mailbox."""
        return normalise(self.email) if self.email else self.words

    @property
    def copied(self) -> str:
        return self.email or self.words


def recipients(typed: str) -> tuple[Recipient, ...]:
    """Everything typed, also what is no address."""
    return tuple(_recipient(piece) for piece in pieces(typed))


def divided(typed: str) -> tuple[str, str]:
    """What stands before the last separator, and what is still being written behind it."""
    *done, rest = _split(typed)
    return ", ".join(piece.strip() for piece in done if piece.strip()), rest.lstrip() if done else typed


def pieces(typed: str) -> list[str]:
    """What was typed, at its separators outside quotes; addresses with only a blank between them are several."""
    return [each for piece in _split(typed) for each in _apart(piece.strip())]


def people(typed: str) -> tuple[Address, ...]:
    """The addresses in what was typed; what is no address is left out."""
    return tuple(dict.fromkeys(each for piece in pieces(typed) for each in parse_text(piece)))


def written(addresses: Iterable[Address]) -> str:
    """Addresses as they stand in a field."""
    return ", ".join(written_one(each.name, each.email) for each in addresses)


def written_one(name: str, email: str) -> str:
    """A name in quotes where it holds what would end it (RFC 5322 section 3.2.3)."""
    if not name or name == email:
        return email
    if _SPECIAL.search(name):
        name = '"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))
    return f"{name} <{email}>"


def is_sendable(email: str) -> bool:
    """Whether it has the form of an address that a mail can go to."""
    local, _, domain = email.rpartition("@")
    return bool(local) and "." in domain.strip(".") and ".." not in domain and " " not in email


def _recipient(piece: str) -> Recipient:
    found = parse_text(piece)
    if len(found) != 1 or not is_sendable(found[0].email):
        return Recipient(piece)
    return Recipient(piece, found[0].name, found[0].email)


def _apart(piece: str) -> list[str]:
    words = piece.split()
    return (
        words if len(words) > 1 and "<" not in piece and all("@" in word for word in words) else [piece] * bool(piece)
    )


def _split(typed: str) -> list[str]:
    """At the separators outside quotes, also where nothing stands between them."""
    ends = [found.span() for found in _QUOTED_OR_BETWEEN.finditer(typed) if found[0] in BETWEEN]
    starts = [0, *(end for _, end in ends)]
    return [typed[start:end] for start, end in zip(starts, [*(at for at, _ in ends), len(typed)], strict=True)]
