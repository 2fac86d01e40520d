"""The same meeting in several accounts is one meeting: shown once, answered by who was invited first.

Copies are told by their iCalUID and their place in the series, which every connector writes in the same form.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workspace.model import filing_key
from workspace.model.ids import AccountId
from workspace.model.kinds import Verb
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from ui.calendar.entries import Entry

ORGANIZER, UNKNOWN = 0, 100_000


def invited(row: ItemRow, own: Collection[str]) -> int:
    """Where an account with these addresses stands among those who come: ``ORGANIZER``, then attendees from 1."""
    if row.from_.email.lower() in own:
        return ORGANIZER
    guests = row.detail.get("attendees")
    emails = [str(email).lower() for _, email, _ in guests] if isinstance(guests, list) else []
    return next((n for n, email in enumerate(emails, 1) if email in own), UNKNOWN)


def merged(found: "Iterable[Entry]", order: Sequence[AccountId]) -> "list[Entry]":
    """One entry a meeting, the others among its ``copies``.

    For all stands one that is shown: the organizer's own, else that of who was invited first, else that of the first
    account in ``order``.
    """
    groups: dict[object, list[Entry]] = {}
    for each in found:
        groups.setdefault(_meeting(each.row), []).append(each)
    places = {account_id: n for n, account_id in enumerate(order)}

    def rank(entry: "Entry") -> tuple[bool, int, int]:
        return not entry.is_shown, entry.invited, places.get(entry.key.account_id, len(places))

    ranked = (sorted(group, key=rank) for group in groups.values())
    return [replace(first, copies=tuple(others)) for first, *others in ranked]


def asked(meeting: "Iterable[Entry]") -> "Entry | None":
    """The copy that an answer goes to: of who was invited first; the organizer's own last."""
    can = [each for each in meeting if each.can(Verb.ANSWER) and each.row.detail.get("partstat")]
    return min(can, key=lambda each: (each.invited == ORGANIZER, each.invited), default=None)


def _meeting(row: ItemRow) -> object:
    uid, which = row.detail.get("uid"), row.detail.get("recurrence_id")
    return filing_key.of_event(str(uid), str(which) if which else None) if uid else row.key
