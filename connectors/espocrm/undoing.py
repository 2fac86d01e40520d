"""Takes back what one action put in, and leaves what others did; cut anywhere, it goes on from there."""

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import maker
from connectors.espocrm.api import Espo
from connectors.espocrm.attachments import Attachments
from connectors.espocrm.filed import Filed, best_parent, parent_fields
from connectors.espocrm.parts import Part
from connectors.espocrm.rights import Rights
from workspace.model.actions import RecordRef


class Undoing:
    """For one run of one account."""

    def __init__(self, api: Espo, rights: Rights, files: Attachments) -> None:
        self._api = api
        self._rights = rights
        self._files = files

    def take_back(self, filed: Filed, action_id: str) -> None:
        """Files first and the mail last: while anything is left, the mail is there to say so."""
        mine = filed.parts.get(action_id)
        is_maker = filed.maker == action_id
        if mine is None and not is_maker:
            return
        others = notes.others(filed.parts.values(), action_id)
        theirs = {each for part in others for each in part.files}
        for each in filed.files:
            if (is_maker and each.id not in theirs and each.by in ("", self._rights.user_id)) or (
                mine is not None and each.id in mine.files
            ):
                self._files.delete(each.id)
        self._untell(filed, mine, others)
        if is_maker and others:
            self._leave(filed, action_id, others)
        is_last = not others and (is_maker or (bool(maker(filed.activity, filed.entity)) and not filed.maker))
        if not is_last and not is_maker and mine is not None and mine.parent is not None:
            self._give_back_parent(filed, mine.parent, others)
        for note_id in mine.notes if mine else ():
            self._api.delete("Note", note_id)
        if is_last:
            self._api.delete(filed.entity, filed.id)

    def _untell(self, filed: Filed, mine: Part | None, others: list[Part]) -> None:
        kept = {str(each) for part in others if part.by == self._rights.user_id for each in part.records}
        for ref in mine.records if mine else ():
            if str(ref) not in kept:
                for note_id in notes.told(self._api, self._rights.user_id, filed.entity, filed.id, ref):
                    self._api.delete("Note", note_id)

    def _leave(self, filed: Filed, action_id: str, others: list[Part]) -> None:
        """The mail stays for the others, under one of their records."""
        theirs = [each for part in others for each in part.records]
        if theirs and (filed.parent is None or str(filed.parent) not in {str(each) for each in theirs}):
            self._api.change(filed.entity, filed.id, parent_fields(best_parent(theirs)))
        post = notes.text_of(notes.TAKEN_BACK, action_id, Part(action_id), {})
        notes.write(self._api, filed.entity, filed.id, post)

    def _give_back_parent(self, filed: Filed, parent: RecordRef, others: list[Part]) -> None:
        if filed.parent is None or str(filed.parent) != str(parent):
            return
        theirs = [each for part in others for each in part.records]
        self._api.change(
            filed.entity, filed.id, parent_fields(best_parent(theirs)) or {"parentType": None, "parentId": None}
        )
