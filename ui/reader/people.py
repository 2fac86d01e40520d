"""How the people of a message are written: short in its head, whole in its details."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from ui.widgets.times import long_time
from workspace.mail.address import normalise
from workspace.model.items import Address
from workspace.store.rows import ItemRow

NAMED = 3


def tr(text: str) -> str:
    return QCoreApplication.translate("people", text)


def sender_name(item: ItemRow) -> str:
    return item.from_.name or item.from_.email or tr("No sender")


def to_line(item: ItemRow, own: Iterable[str]) -> str:
    """``to support@ · today 09:42``: ours by their local part, the others by name."""
    ours = frozenset(own)
    people = [*item.to, *item.cc]
    names = [_short(each, ours) for each in people[:NAMED]]
    if len(people) > NAMED:
        names.append(tr("{n} more").format(n=len(people) - NAMED))
    when = long_time(item.received_at)
    if not names:
        return when
    return tr("to {people} · {when}").format(people=", ".join(names), when=when)


def details(item: ItemRow) -> list[tuple[str, str]]:
    """Every address of a message with its heading, and the whole date."""
    rows = (
        (tr("From"), (item.from_,)),
        (tr("Reply to"), item.reply_to),
        (tr("To"), item.to),
        (tr("Cc"), item.cc),
        (tr("Bcc"), item.bcc),
    )
    found = [(name, whole(people)) for name, people in rows if any(p.email for p in people)]
    at = item.sent_at or item.received_at
    return [*found, (tr("Date"), f"{at.astimezone():%Y-%m-%d %H:%M %z}")]


def whole(people: Sequence[Address]) -> str:
    return ", ".join(f"{p.name} <{p.email}>" if p.name else p.email for p in people)


def _short(person: Address, ours: frozenset[str]) -> str:
    if normalise(person.email) in ours:
        return f"{person.email.partition('@')[0]}@"
    return person.name or person.email
