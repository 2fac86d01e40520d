"""Takes back what one action put in, and leaves what others did; cut anywhere, it goes on from there."""

from contextlib import suppress

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import maker
from connectors.espocrm.api import Espo
from connectors.espocrm.attachments import Attachments
from connectors.espocrm.filed import Filed, best_parent, parent_fields
from connectors.espocrm.parts import Part
from connectors.espocrm.rights import Rights
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef


class Undoing:
    """For one run of one account."""

    def __init__(self, api: Espo, rights: Rights, files: Attachments) -> None:
        self._api = api
        self._rights = rights
        self._files = files

    def take_back(self, filed: Filed, action_id: str) -> None:
        """What may not be deleted is said before anything is; the mail goes last, to say so while anything is left.

        Raises ``Rejected`` with ``too_old`` or ``forbidden``.
        """
        mine = filed.parts.get(action_id)
        if mine is not None and mine.is_taken_back:
            mine = None
        is_maker = filed.maker == action_id
        others = notes.others(filed.parts.values(), action_id)
        # One whose maker took it back hangs on the others alone, also where a cut left none of them.
        is_abandoned = bool(maker(filed.activity, filed.entity)) and not filed.maker
        is_last = not others and (is_maker or is_abandoned)
        if mine is None and not is_last and not is_maker:
            return
        if is_last:
            self._require_delete(filed)
        self._untell(filed, mine, others)
        self._remove_files(filed, mine, others, is_maker=is_maker)
        if is_last:
            self._remove(filed, mine)
        else:
            self._leave(filed, action_id, mine, others, is_maker=is_maker)

    def _require_delete(self, filed: Filed) -> None:
        made_by = str(filed.activity.get("createdById") or "")
        if not self._rights.may_delete(filed.entity, made_by):
            name = str(filed.activity.get("createdByName") or "") or "somebody else"
            reason = f"the role lets this account not delete what {name} made; nothing was taken back"
            raise Rejected("forbidden", host=self._api.host, reason=reason)

    def _untell(self, filed: Filed, mine: Part | None, others: list[Part]) -> None:
        kept = {str(each) for part in others if part.by == self._rights.user_id for each in part.records}
        for ref in mine.records if mine else ():
            if str(ref) not in kept:
                notes.untell(self._api, self._rights.user_id, filed.entity, filed.id, ref)

    def _remove_files(self, filed: Filed, mine: Part | None, others: list[Part], *, is_maker: bool) -> None:
        theirs = {each for part in others for each in part.files}
        for each in filed.files:
            is_of_maker = is_maker and each.id not in theirs and each.by in ("", self._rights.user_id)
            if is_of_maker or (mine is not None and each.id in mine.files):
                self._files.delete(each.id)

    def _remove(self, filed: Filed, mine: Part | None) -> None:
        """Notes that are too old to be deleted go out of sight with the mail."""
        for note_id in mine.notes if mine else ():
            with suppress(Rejected):
                self._api.delete("Note", note_id)
        self._api.delete(filed.entity, filed.id)

    def _leave(self, filed: Filed, action_id: str, mine: Part | None, others: list[Part], *, is_maker: bool) -> None:
        """The mail stays for the others, under one of their records."""
        if is_maker:
            self._move(filed, others)
        elif mine is not None and mine.parent is not None:
            self._give_back_parent(filed, mine.parent, others)
        stays = is_maker
        if stays:
            self._note_that_it_is_back(filed, action_id)
        for note_id in mine.notes if mine else ():
            try:
                self._api.delete("Note", note_id)
            except Rejected:
                # Too old to be deleted: what it says is said to be over.
                if not stays:
                    self._note_that_it_is_back(filed, action_id)
                stays = True

    def _note_that_it_is_back(self, filed: Filed, action_id: str) -> None:
        notes.write(self._api, filed.entity, filed.id, notes.text_of(notes.TAKEN_BACK, action_id, Part(action_id), {}))

    def _move(self, filed: Filed, others: list[Part]) -> None:
        theirs = [each for part in others for each in part.records]
        if theirs and (filed.parent is None or str(filed.parent) not in {str(each) for each in theirs}):
            self._api.change(filed.entity, filed.id, parent_fields(best_parent(theirs)))

    def _give_back_parent(self, filed: Filed, parent: RecordRef, others: list[Part]) -> None:
        if filed.parent is None or str(filed.parent) != str(parent):
            return
        theirs = [each for part in others for each in part.records]
        self._api.change(
            filed.entity, filed.id, parent_fields(best_parent(theirs)) or {"parentType": None, "parentId": None}
        )
