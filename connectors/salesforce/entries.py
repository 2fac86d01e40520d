"""What the org holds of one filing, in whichever object: the shape that finding, adding and taking back work on."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from connectors.salesforce.links import Targets
from connectors.salesforce.people import Known
from workspace.connector.journal import Journal
from workspace.model.filings import Filing

FILED_BY = "X-Workspace-Filing"
LINKS = "X-Workspace-Links"
_ACTION = re.compile(rf"^{FILED_BY}: (\S+)", re.MULTILINE)
_LINKS = re.compile(rf"^{LINKS}: (.*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One email, task or event of the org. ``people`` and ``things`` are ids; ``own_people`` those it was made with."""

    name: str
    record_id: str
    action: str
    people: frozenset[str]
    things: frozenset[str]
    own_people: frozenset[str]
    filed_by: str = ""
    activity_id: str = ""
    can_move: bool = False
    """Whether what it relates to can still be set."""


class Book(Protocol):
    """Where filings of one kind are kept."""

    name: str

    def group(self, filing: Filing) -> list[Entry]:
        """Everything under the filing's key, oldest first."""

    def again(self, record_ids: Collection[str]) -> list[Entry]:
        """Everything under the key of these, and themselves as far as they are there."""

    def write(
        self, filing: Filing, targets: Targets, people: Mapping[str, Known], action_id: str, journal: Journal
    ) -> None:
        """Write it anew, with all its links."""

    def add(
        self,
        filing: Filing,
        missing: Targets,
        people: Mapping[str, Known],
        entries: Sequence[Entry],
        action_id: str,
        journal: Journal,
    ) -> None:
        """Link what is missing to what is there."""

    def finish(self, entry: Entry, filing: Filing, people: Mapping[str, Known]) -> bool:
        """Link the people that our own entry lacks, on a server that does not do it by itself; whether any did."""

    def unlink(self, entry: Entry, journal: Journal, *, is_ours: bool) -> None:
        """Take this action's links off an entry that stays."""

    def remove(self, entry: Entry, journal: Journal) -> None:
        """Delete an entry; what may be left hanging on it is noted as ``hanging`` before: object and id."""


def note(action_id: str, people: Collection[str]) -> str:
    """The lines by which a filing is known as ours."""
    return f"{FILED_BY}: {action_id}\n{LINKS}: {' '.join(sorted(people))}\n"


def read_note(text: str) -> tuple[str, frozenset[str]]:
    """The action and the people of a note, empty where there is none; ours is the last, a mail may hold another."""
    actions, people = _ACTION.findall(text), _LINKS.findall(text)
    return actions[-1] if actions else "", frozenset(people[-1].split()) if people else frozenset()
