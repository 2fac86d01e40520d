"""Files a mail into EspoCRM, and adds to what a colleague filed.

A mail hangs on one record of EspoCRM, on that one's company, and by their addresses on people. What is to be filed to
more records is told to these in their streams. What cannot be seen of a mail itself is in the notes of
:mod:`connectors.espocrm.parts`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import Activities, entity_for, place, remote_id
from connectors.espocrm.api import Espo, Json
from connectors.espocrm.attachments import Attachments
from connectors.espocrm.completing import Completing, left_out
from connectors.espocrm.creating import Creating, is_changed
from connectors.espocrm.filed import Filed
from connectors.espocrm.made import Made
from connectors.espocrm.mapping import ENTITIES, Fields, entity_of
from connectors.espocrm.rights import Rights
from connectors.espocrm.undoing import Undoing
from connectors.espocrm.uploads import Uploads
from workspace.connector.errors import Conflict, ConnectorError, PartlyWritten, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import RecordType


class Filer:
    """For one run of one account."""

    def __init__(
        self,
        api: Espo,
        rights: Rights,
        fields: Fields,
        uploads: Uploads,
        made: Made,
        blob: Callable[[str], Iterator[bytes]],
    ) -> None:
        self._api = api
        self._rights = rights
        self._uploads = uploads
        self._files = Attachments(api, uploads, rights.chunk_mb)
        self._completing = Completing(api, rights, self._files, blob)
        self._activities = Activities(api, rights, uploads)
        self._creating = Creating(api, rights, fields, made)
        self._undoing = Undoing(api, rights, self._files)

    def find(self, action: Action) -> Receipt | None:
        filing = _filing(action)
        activity = self._activities.find(filing)
        if activity is None:
            return None
        filed = self._as_filed(filing, activity)
        receipt = self._receipt(action, filing, filed)
        is_raw = filed.maker == action.action_id and not is_changed(activity) and bool(left_out(filed, filing))
        # The server may have hung it on the right record already: it is to be gone on with all the same.
        return replace(receipt, records=()) if is_raw else receipt

    def file(self, action: Action) -> Receipt:
        """Raises ``Rejected`` before anything is written where a record is gone or a right is missing."""
        self._uploads.tidy()
        filing = _filing(action)
        self._require_small(filing)
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
            self._completing.complete(filed, filing, action, wanted, created)
            receipt = self._read_back(filed, filing, action, wanted)
        except (Rejected, Conflict) as reason:
            self._give_up(filing, action, wanted, created, reason)
        self._creating.done(action.action_id)
        return receipt

    def _read_back(self, filed: Filed, filing: Filing, action: Action, wanted: list[RecordRef]) -> Receipt:
        filed = self._as_filed(filing, self._api.one(filed.entity, filed.id))
        receipt = self._receipt(action, filing, filed, wanted)
        if not {str(each) for each in wanted} <= {str(each) for each in receipt.records}:
            raise Rejected("not_written")
        return receipt

    def create(self, action: Action) -> Receipt:
        """One record of its own, unless the person or company is there."""
        [(record_type, draft)] = self._drafts_of(action)
        [made], created = self._creating.make_all([(record_type, draft)], action, [])
        self._creating.done(action.action_id)
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
        created = [RecordRef(t, RemoteId(i), name) for t, i, name in given.get("created") or ()]
        for ref in created:
            self._rights.require(entity_of(ref.record_type), "delete")
        activity = self._if_there(entity, activity_id) if activity_id else None
        if activity is not None:
            self._undoing.take_back(self._filed_of(entity, activity), str(given["action_id"]))
        gone = self._creating.remove_unused(created)
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id") or "")),
            records=tuple(RecordRef(t, RemoteId(i), name) for t, i, name in given.get("records") or ()),
            extra={"removed": [str(each) for each in gone]},
        )

    def _require_small(self, filing: Filing) -> None:
        """The server's own limit may be below the manifest's."""
        limit = self._rights.upload_mb
        for each in filing.attachments:
            if limit and each.size > limit * 1024 * 1024:
                raise Rejected("too_large", name=each.name, limit=limit, host=self._api.host)

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
            if error.message_key == "forbidden":
                raise notes.no_right(self._api, what) from error
            raise (Rejected("not_found", what=what) if error.message_key == "not_found" else error) from error
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

    def _give_up(
        self,
        filing: Filing,
        action: Action,
        wanted: list[RecordRef],
        created: list[RecordRef],
        reason: ConnectorError,
    ) -> NoReturn:
        """After a refusal in the middle nothing of the attempt stays; where it may not be taken back, it is said.

        A cut here is raised instead of the reason: the engine tries again, and comes back to the refusal.
        """
        activity = self._activities.find(filing)
        try:
            if activity is not None:
                self._undoing.take_back(self._as_filed(filing, activity), action.action_id)
            self._uploads.tidy()
            self._creating.remove_unused(created)
        except Rejected:
            activity = self._activities.find(filing)
            if activity is None:
                self._say_what_was_made(action, wanted, created, reason)
            self._say_what_stands(self._as_filed(filing, activity), filing, action, wanted, reason)
        self._creating.done(action.action_id)
        raise reason

    def _say_what_stands(
        self, filed: Filed, filing: Filing, action: Action, wanted: list[RecordRef], reason: ConnectorError
    ) -> NoReturn:
        receipt = self._receipt(action, filing, filed, wanted)
        there = {str(each) for each in receipt.records}
        files = {name for name, _, _ in receipt.attachments}
        missing = [each.name for each in wanted if str(each) not in there]
        missing += [each.name for each in filing.attachments if each.name not in files]
        raise PartlyWritten(
            receipt,
            written=", ".join(each.name for each in receipt.records),
            missing=", ".join(missing),
            reason=reason.params.get("reason") or reason.sentence,
        ) from reason

    def _say_what_was_made(
        self, action: Action, wanted: list[RecordRef], created: list[RecordRef], reason: ConnectorError
    ) -> NoReturn:
        """New records without their mail, which the role does not let this account delete."""
        if not created:
            raise reason
        raise PartlyWritten(
            self._created_receipt(action, created[0], created),
            written=", ".join(each.name for each in created),
            missing=", ".join(each.name for each in wanted if each not in created),
            reason=reason.params.get("reason") or reason.sentence,
        ) from reason

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


def _filing(action: Action) -> Filing:
    return Filing.from_json({key: each for key, each in action.payload.items() if key != "add_to"})
