"""A filing as it is at the server: the mail, the parts that people put in, its files, and where it hangs."""

from collections.abc import Iterable
from dataclasses import dataclass

from connectors.espocrm.activities import maker
from connectors.espocrm.api import Json
from connectors.espocrm.attachments import Kept
from connectors.espocrm.mapping import ENTITIES, ref_of
from connectors.espocrm.parts import Part
from workspace.model.actions import RecordRef
from workspace.model.kinds import RecordType

_AS_PARENT = (RecordType.DEAL, RecordType.CASE, RecordType.COMPANY, RecordType.LEAD, RecordType.CONTACT)
"""People and the deal's company are linked to a mail anyway, so the work itself is its parent."""


@dataclass(slots=True)
class Filed:
    """A filing as it is at the server, with everything that hangs on it."""

    entity: str
    activity: Json
    parts: dict[str, Part]
    files: list[Kept]

    @property
    def id(self) -> str:
        return str(self.activity["id"])

    @property
    def maker(self) -> str:
        """The action that made it and has not taken it back; empty for others' work."""
        made_by = maker(self.activity, self.entity)
        return "" if made_by in self.parts and self.parts[made_by].is_taken_back else made_by

    @property
    def parent(self) -> RecordRef | None:
        activity = self.activity
        return ref_of(str(activity.get("parentType")), activity.get("parentId"), activity.get("parentName"))

    def linked(self) -> set[str]:
        """What the server links by itself, as ``TYPE:ID``: the parent's company, people by their addresses."""
        found = [self.parent, ref_of("Account", self.activity.get("accountId"))]
        types, ids = self.activity.get("typeHash"), self.activity.get("idHash")
        if isinstance(types, dict) and isinstance(ids, dict):
            found += [ref_of(str(types.get(address)), each) for address, each in ids.items()]
        for name, entity in (("contactsIds", "Contact"), ("leadsIds", "Lead")):
            found += [ref_of(entity, each) for each in self.activity.get(name) or ()]
        return {str(each) for each in found if each is not None}

    def records(self, wanted: Iterable[RecordRef]) -> list[RecordRef]:
        """Where it hangs: the parent, what was filed to, and of the wanted ones those that are linked."""
        linked = self.linked()
        found = [self.parent] if self.parent else []
        found += [
            each for part in self.parts.values() if not (part.is_open or part.is_taken_back) for each in part.records
        ]
        found += [each for each in wanted if str(each) in linked]
        return list({str(each): each for each in reversed(found)}.values())[::-1]


def best_parent(refs: Iterable[RecordRef]) -> RecordRef | None:
    """The record that a mail hangs on: work before companies before people."""
    return min(refs, key=lambda each: _AS_PARENT.index(RecordType(each.record_type)), default=None)


def parent_fields(ref: RecordRef | None) -> Json:
    """What makes a record the parent; nothing without one."""
    return {"parentType": ENTITIES[RecordType(ref.record_type)], "parentId": ref.remote_id} if ref else {}
