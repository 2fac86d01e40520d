"""Brings what a filing lacks at the server: text that the import left out, a parent, files, posts at other records."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import EMAIL, MEETING, addresses
from connectors.espocrm.api import Espo, Json
from connectors.espocrm.attachments import Attachments, Fresh
from connectors.espocrm.filed import Filed, best_parent, parent_fields
from connectors.espocrm.parts import Part
from connectors.espocrm.rights import Rights
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, RecordRef
from workspace.model.filings import Filing


class Completing:
    """For one run of one account."""

    def __init__(self, api: Espo, rights: Rights, files: Attachments, blob: Callable[[str], Iterator[bytes]]) -> None:
        self._api = api
        self._rights = rights
        self._files = files
        self._blob = blob

    def complete(
        self, filed: Filed, filing: Filing, action: Action, wanted: list[RecordRef], created: list[RecordRef]
    ) -> None:
        """Found half done, it goes on from there."""
        is_maker = filed.maker == action.action_id
        if is_maker:
            self._fill_in(filed, filing)
        self._remove_unfinished(filed, action, is_maker=is_maker)
        with ExitStack() as stack:
            is_meeting = filed.entity == MEETING
            fresh = [] if is_meeting else self._files.missing(filing.attachments, filed.files, self._blob, stack)
            self._write(filed, filing, action, wanted, created, fresh)

    def _write(
        self,
        filed: Filed,
        filing: Filing,
        action: Action,
        wanted: list[RecordRef],
        created: list[RecordRef],
        fresh: list[Fresh],
    ) -> None:
        is_maker = filed.maker == action.action_id
        parent = self._parent_for(filed, wanted, is_maker=is_maker)
        further = [each for each in wanted if each != parent and str(each) not in filed.linked()]
        for each in fresh:
            self._files.begin(filed.entity, each)
        part = Part(action.action_id, wanted, created, None if is_maker else parent, [each.id for each in fresh])
        needs_note = not is_maker or bool(further or created) or action.action_id in filed.parts
        if needs_note:
            note_id = self._open(filed, part, fresh)
        self._hang(filed, parent, fresh)
        self._files.hung(fresh)
        for each in fresh:
            self._files.fill(each)
        for ref in further:
            notes.tell(self._api, self._rights.user_id, filed.entity, filed.id, filing.subject, ref)
        if needs_note:
            self._api.change(
                "Note", note_id, {"post": notes.text_of(notes.FILED, action.action_id, part, _names(fresh))}
            )

    def _open(self, filed: Filed, part: Part, fresh: list[Fresh]) -> str:
        """The note that says what is about to be put in, so that it can be finished or taken back."""
        post = notes.text_of(notes.FILING, part.action_id, part, _names(fresh))
        return notes.write(self._api, filed.entity, filed.id, post)

    def _parent_for(self, filed: Filed, wanted: list[RecordRef], *, is_maker: bool) -> RecordRef | None:
        """The record to hang it on; None where it stays where it is."""
        if is_maker and not notes.others(filed.parts.values(), filed.maker):
            best = best_parent(wanted)
            return None if best is None or (filed.parent and str(filed.parent) == str(best)) else best
        return best_parent(wanted) if not filed.activity.get("parentId") else None

    def _fill_in(self, filed: Filed, filing: Filing) -> None:
        """What the import does not take: a long subject's end, and Bcc, whose people the server then links."""
        if change := left_out(filed, filing):
            filed.activity |= self._api.change(filed.entity, filed.id, change)

    def _hang(self, filed: Filed, parent: RecordRef | None, fresh: list[Fresh]) -> None:
        change: Json = parent_fields(parent)
        if fresh:
            # Read once more, because the whole list is written.
            there: Any = self._api.one(filed.entity, filed.id).get("attachmentsIds") or ()
            change["attachmentsIds"] = [*there, *(each.id for each in fresh)]
        if not change:
            return
        changed = self._change(filed, change)
        listed = changed.get("attachmentsIds")
        if isinstance(listed, list) and not {each.id for each in fresh} <= {str(each) for each in listed}:
            # A mail that the server fetched itself takes no further files.
            for each in fresh:
                self._files.delete(each.id)
            self._files.hung(fresh)
            raise Rejected("forbidden", host=self._api.host, reason="this mail takes no further attachments")

    def _remove_unfinished(self, filed: Filed, action: Action, *, is_maker: bool) -> None:
        """Uploads that an interrupted attempt of this action left without their bytes."""
        theirs = {each for part in notes.others(filed.parts.values(), action.action_id) for each in part.files}
        mine = filed.parts[action.action_id].files if action.action_id in filed.parts else []
        for each in [f for f in filed.files if f.is_open and f.id not in theirs and (is_maker or f.id in mine)]:
            self._files.delete(each.id)
            filed.files.remove(each)

    def _change(self, filed: Filed, change: Json) -> Json:
        try:
            return self._api.change(filed.entity, filed.id, change)
        except Rejected as error:
            if error.message_key == "forbidden":
                # A role may let its users change their own mails alone.
                raise notes.no_right(self._api, str(filed.activity.get("name") or "")) from error
            raise


def left_out(filed: Filed, filing: Filing) -> Json:
    """What is still to be written of a filing that we began: only as long as nobody has changed it."""
    subject = " ".join(filing.subject.split())
    change: Json = {"name": subject} if subject and filed.activity.get("name") != subject else {}
    if filed.entity == EMAIL and filing.bcc and not filed.activity.get("bcc"):
        change["bcc"] = addresses(filing.bcc)
    return change


def _names(fresh: Iterable[Fresh]) -> dict[str, str]:
    return {each.id: each.name for each in fresh}
