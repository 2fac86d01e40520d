"""Files a mail into EspoCRM, and adds to what a colleague filed.

A mail hangs on one record of EspoCRM, on that one's company, and by their addresses on people. What is to be filed to
more records is told to these in their streams. What cannot be seen of a mail itself is in the notes of
:mod:`connectors.espocrm.parts`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import MEETING, Activities, entity_for, place, remote_id
from connectors.espocrm.api import Espo, Json
from connectors.espocrm.attachments import Attachments, Fresh
from connectors.espocrm.creating import Creating
from connectors.espocrm.filed import Filed, best_parent, parent_fields
from connectors.espocrm.mapping import ENTITIES, Fields, entity_of
from connectors.espocrm.parts import Part
from connectors.espocrm.rights import Rights
from connectors.espocrm.undoing import Undoing
from connectors.espocrm.uploads import Uploads
from workspace.connector.errors import ConnectorError, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import RecordType


class Filer:
    """For one run of one account."""

    def __init__(
        self, api: Espo, rights: Rights, fields: Fields, uploads: Uploads, blob: Callable[[str], Iterator[bytes]]
    ) -> None:
        self._api = api
        self._rights = rights
        self._uploads = uploads
        self._files = Attachments(api, uploads, rights.chunk_mb)
        self._blob = blob
        self._activities = Activities(api, rights, uploads)
        self._creating = Creating(api, rights, fields)
        self._undoing = Undoing(api, rights, self._files)

    def find(self, action: Action) -> Receipt | None:
        filing = _filing(action)
        activity = self._activities.find(filing)
        return self._receipt(action, filing, self._as_filed(filing, activity)) if activity else None

    def file(self, action: Action) -> Receipt:
        """Raises ``Rejected`` before anything is written where a record is gone or a right is missing."""
        self._uploads.tidy()
        filing = _filing(action)
        records = [self._known(each) for each in filing.records]
        drafts = self._creating.drafts((each.record_type, each.fields) for each in filing.create)
        found = self._activities.find(filing)
        if found is None:
            self._activities.require(filing)
        filed = self._as_filed(filing, found) if found else None
        mine = filed.parts.get(action.action_id) if filed else None
        made, created = self._creating.make_all(drafts, action, records, mine.created if mine else ())
        wanted = [*records, *made]
        if not wanted:
            raise Rejected("setting_missing", field="records")
        try:
            filed = filed or self._as_filed(filing, self._activities.make(filing, action.action_id))
            with ExitStack() as stack:
                self._complete(filed, filing, action, wanted, created, stack)
        except Rejected:
            self._undo(filing, action, created)
            raise
        filed = self._as_filed(filing, self._api.one(filed.entity, filed.id))
        receipt = self._receipt(action, filing, filed, wanted)
        if not {str(each) for each in wanted} <= {str(each) for each in receipt.records}:
            raise Rejected("not_written")
        return receipt

    def create(self, action: Action) -> Receipt:
        """One record of its own, unless the person or company is there."""
        [(record_type, draft)] = self._drafts_of(action)
        [made], created = self._creating.make_all([(record_type, draft)], action, [])
        return self._created_receipt(action, made, created)

    def find_created(self, action: Action) -> Receipt | None:
        [(record_type, draft)] = self._drafts_of(action)
        found = self._creating.find(record_type, draft, action)
        return self._created_receipt(action, found[0], [found[0]] if found[1] else []) if found else None

    def unfile(self, action: Action) -> Receipt:
        """What is gone already counts as taken back."""
        given: Any = action.payload.get("receipt")
        if not isinstance(given, dict) or not given.get("action_id"):
            raise Rejected("setting_missing", field="receipt")
        entity, activity_id = place(str(given.get("remote_id") or ""))
        activity = self._if_there(entity, activity_id) if activity_id else None
        if activity is not None:
            self._undoing.take_back(self._filed_of(entity, activity), str(given["action_id"]))
        created = [RecordRef(t, RemoteId(i), name) for t, i, name in given.get("created") or ()]
        gone = self._creating.remove_unused(created)
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id") or "")),
            records=tuple(RecordRef(t, RemoteId(i), name) for t, i, name in given.get("records") or ()),
            extra={"removed": [str(each) for each in gone]},
        )

    def _as_filed(self, filing: Filing, activity: Json) -> Filed:
        return self._filed_of(entity_for(filing.kind), activity)

    def _filed_of(self, entity: str, activity: Json) -> Filed:
        record_id = str(activity["id"])
        return Filed(entity, activity, notes.parts_of(self._api, entity, record_id), self._files.of(activity))

    def _if_there(self, entity: str, record_id: str) -> Json | None:
        try:
            return self._api.one(entity, record_id)
        except Rejected as error:
            if error.message_key != "not_found":
                raise
            return None

    def _known(self, ref: RecordRef) -> RecordRef:
        """The record as it is now: merged or deleted since the preview, or closed to us, it is said by its name."""
        entity = entity_of(ref.record_type)
        try:
            row = self._api.one(entity, ref.remote_id)
        except Rejected as error:
            what = ref.name or str(ref)
            if error.message_key == "not_found":
                raise Rejected("not_found", what=what) from error
            reason = f"no access to {what}; nothing was written"
            raise Rejected("forbidden", host=self._api.host, reason=reason) from error
        return RecordRef(ref.record_type, ref.remote_id, str(row.get("name") or ref.name))

    def _receipt(self, action: Action, filing: Filing, filed: Filed, wanted: Iterable[RecordRef] = ()) -> Receipt:
        mine = filed.parts.get(action.action_id)
        is_ours = filed.maker == action.action_id and not notes.others(filed.parts.values(), action.action_id)
        whole = [each for each in filed.files if not each.is_open]
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(remote_id(filed.entity, filed.id)),
            link=self._api.link(filed.entity, filed.id),
            records=tuple(filed.records((*filing.records, *wanted))),
            created=tuple(mine.created) if mine else (),
            attachments=tuple((each.name, each.size, self._files.sha256(each.id)) for each in whole),
            found=not is_ours,
            filed_by=None if is_ours else str(filed.activity.get("createdByName") or "") or None,
        )

    def _complete(
        self,
        filed: Filed,
        filing: Filing,
        action: Action,
        wanted: list[RecordRef],
        created: list[RecordRef],
        stack: ExitStack,
    ) -> None:
        """Bring what is missing; found half done, it goes on from there."""
        is_maker = filed.maker == action.action_id
        mine = filed.parts.get(action.action_id)
        self._remove_unfinished(filed, action, is_maker=is_maker)
        fresh = (
            [] if filed.entity == MEETING else self._files.missing(filing.attachments, filed.files, self._blob, stack)
        )
        parent = self._parent_for(filed, wanted, is_maker=is_maker)
        further = [each for each in wanted if each != parent and str(each) not in filed.linked()]
        for each in fresh:
            self._files.begin(filed.entity, each)
        part = Part(action.action_id, wanted, created, None if is_maker else parent, [each.id for each in fresh])
        needs_note = not is_maker or bool(further or created) or mine is not None
        if needs_note:
            note_id = self._open(filed, part, fresh)
        self._hang(filed, filing, parent, fresh, is_maker=is_maker)
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

    def _hang(
        self, filed: Filed, filing: Filing, parent: RecordRef | None, fresh: list[Fresh], *, is_maker: bool
    ) -> None:
        change: Json = parent_fields(parent)
        subject = " ".join(filing.subject.split())
        if is_maker and subject and filed.activity.get("name") != subject:
            change["name"] = subject
        if fresh:
            # Read once more, because the whole list is written.
            there: Any = self._api.one(filed.entity, filed.id).get("attachmentsIds") or ()
            change["attachmentsIds"] = [*there, *(each.id for each in fresh)]
        if not change:
            return
        changed = self._api.change(filed.entity, filed.id, change)
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

    def _undo(self, filing: Filing, action: Action, created: list[RecordRef]) -> None:
        """After a refusal in the middle: nothing of this attempt stays. What cannot be reached now, a retry finds."""
        with suppress(ConnectorError):
            activity = self._activities.find(filing)
            if activity is not None:
                self._undoing.take_back(self._as_filed(filing, activity), action.action_id)
            self._creating.remove_unused(created)

    def _drafts_of(self, action: Action) -> list[tuple[RecordType, Json]]:
        fields: Any = action.payload["fields"]
        pairs = fields.items() if isinstance(fields, dict) else fields
        return self._creating.drafts([(str(action.payload["record_type"]), pairs)])

    def _created_receipt(self, action: Action, ref: RecordRef, created: list[RecordRef]) -> Receipt:
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=ref.remote_id,
            link=self._api.link(ENTITIES[RecordType(ref.record_type)], ref.remote_id),
            records=(ref,),
            created=tuple(created),
            found=not created,
        )


def _names(fresh: Iterable[Fresh]) -> dict[str, str]:
    return {each.id: each.name for each in fresh}


def _filing(action: Action) -> Filing:
    return Filing.from_json({key: each for key, each in action.payload.items() if key != "add_to"})
