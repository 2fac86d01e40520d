"""Each record keeps one note and one copy of each attachment, whoever wrote in the same moment.

Tryton has no unique index on notes. A colleague may file the same mail meanwhile, and a proxy may pass a request on
twice; who sees that there is too much removes his own.
"""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence

from connectors.tryton.models import ATTACHMENT, NOTE
from connectors.tryton.rpc import Rpc
from connectors.tryton.written import Content, There, Written, WrittenAttachment, WrittenNote

RACE_SECONDS = 1.0


class Settling:
    """One user's."""

    def __init__(self, rpc: Rpc, written: Written) -> None:
        self._rpc = rpc
        self._written = written

    def settle(self, action_id: str, key: str, resources: Sequence[str], wanted: Mapping[Content, int]) -> There:
        """What is there in the end; ``wanted`` counts the attachments that the action was to write on each record.

        The later note goes. Whose note came first may still be unseen by the other, so the first one looks again.
        """
        for is_last_look in (False, True):
            there = self._written.under(key, resources)
            rivals = [each for each in there.resources if all(_parted(there, each, action_id))]
            late = [each for each in rivals if is_last_look or _is_late(there, each, action_id)]
            if self._remove_surplus(there, action_id, late, wanted):
                there = self._written.under(key, resources)
            if set(rivals) <= set(late):
                break
            threading.Event().wait(RACE_SECONDS)
        return there

    def _remove_surplus(self, there: There, action_id: str, late: Sequence[str], wanted: Mapping[Content, int]) -> bool:
        """Attachments first: while a note is left over, :func:`is_settled` says so."""
        notes: list[int] = []
        attachments: list[int] = []
        for resource in there.resources:
            own, _ = _parted(there, resource, action_id)
            notes += [note.number for note in (own if resource in late else own[1:])]
            attachments += _surplus(there, resource, action_id, is_late=resource in late, wanted=wanted)
        for model, numbers in ((ATTACHMENT, attachments), (NOTE, notes)):
            if numbers:
                self._rpc.ask(model, "delete", numbers)
        return bool(notes or attachments)


def is_settled(there: There, action_id: str, attachments: int) -> bool:
    """Whether nothing of an action, which has so many attachments for each record, is there too much."""
    return not any(
        len(_parted(there, each, action_id)[0]) > 1
        or _is_late(there, each, action_id)
        or len(_own(there, each, action_id)) > attachments
        for each in there.resources
    )


def _parted(there: There, resource: str, action_id: str) -> tuple[list[WrittenNote], list[WrittenNote]]:
    """An action's own notes on a record, and the others."""
    notes = there.notes_on(resource)
    return [n for n in notes if n.action_id == action_id], [n for n in notes if n.action_id != action_id]


def _is_late(there: There, resource: str, action_id: str) -> bool:
    own, others = _parted(there, resource, action_id)
    return bool(own and others) and others[0].number < own[0].number


def _own(there: There, resource: str, action_id: str) -> list[WrittenAttachment]:
    return [e for e in there.attachments if e.resource == resource and e.action_id == action_id]


def _surplus(there: There, resource: str, action_id: str, *, is_late: bool, wanted: Mapping[Content, int]) -> list[int]:
    """An action's own attachments that are there more often than wanted; the late one's also where others have them."""
    own = _own(there, resource, action_id)
    theirs = Counter(there.contents(resource)) - Counter(each.content for each in own)
    seen: Counter[Content] = Counter()
    surplus = []
    for each in own:
        seen[each.content] += 1
        if seen[each.content] > wanted.get(each.content, 0) or (is_late and theirs[each.content]):
            surplus.append(each.number)
    return surplus
