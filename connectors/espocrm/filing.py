"""Files a mail into EspoCRM, adds to what a colleague filed, and takes back what one action put in.

A mail hangs on one record of EspoCRM, on that one's company, and by their addresses on people. What is to be filed to
more records is told to these in their streams. What cannot be seen of a mail itself is in the notes of
:mod:`connectors.espocrm.parts`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from connectors.espocrm import parts as notes
from connectors.espocrm.activities import MEETING, Activities, entity_for, maker, place, remote_id
from connectors.espocrm.api import Espo, Json, where
from connectors.espocrm.attachments import Attachments, Fresh, Kept
from connectors.espocrm.creating import Creating
from connectors.espocrm.mapping import ENTITIES, Fields, entity_of, ref_of
from connectors.espocrm.parts import Part
from connectors.espocrm.rights import Rights
from connectors.espocrm.uploads import Uploads
from workspace.connector.errors import ConnectorError, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import RecordType

_AS_PARENT = (RecordType.DEAL, RecordType.CASE, RecordType.COMPANY, RecordType.LEAD, RecordType.CONTACT)
"""People and the deal's company are linked to a mail anyway, so the work itself is its parent."""


@dataclass(slots=True)
class State:
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

    def find(self, action: Action) -> Receipt | None:
        filing = _filing(action)
        activity = self._activities.find(filing)
        return self._receipt(action, filing, self._state(filing, activity)) if activity else None

    def file(self, action: Action) -> Receipt:
        """Raises ``Rejected`` before anything is written where a record is gone or a right is missing."""
        self._uploads.tidy()
        filing = _filing(action)
        records = [self._known(each) for each in filing.records]
        drafts = self._creating.drafts((each.record_type, each.fields) for each in filing.create)
        found = self._activities.find(filing)
        if found is None:
            self._activities.require(filing)
        state = self._state(filing, found) if found else None
        mine = state.parts.get(action.action_id) if state else None
        made, created = self._creating.make_all(drafts, action, records, mine.created if mine else ())
        wanted = [*records, *made]
        if not wanted:
            raise Rejected("setting_missing", field="records")
        try:
            state = state or self._state(filing, self._activities.make(filing, action.action_id))
            with ExitStack() as stack:
                self._complete(state, filing, action, wanted, created, stack)
        except Rejected:
            self._undo(filing, action, created)
            raise
        state = self._state(filing, self._api.one(state.entity, state.id))
        receipt = self._receipt(action, filing, state, wanted)
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
        with suppress_gone():
            if activity_id:
                state = self._state_of(entity, self._api.one(entity, activity_id))
                self._take_back(state, str(given["action_id"]))
        created = [RecordRef(t, RemoteId(i), name) for t, i, name in given.get("created") or ()]
        gone = self._creating.remove_unused(created)
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id") or "")),
            records=tuple(RecordRef(t, RemoteId(i), name) for t, i, name in given.get("records") or ()),
            extra={"removed": [str(each) for each in gone]},
        )

    # -- what is there ------------------------------------------------------------------------------------------------

    def _state(self, filing: Filing, activity: Json) -> State:
        return self._state_of(entity_for(filing.kind), activity)

    def _state_of(self, entity: str, activity: Json) -> State:
        record_id = str(activity["id"])
        return State(entity, activity, notes.parts_of(self._api, entity, record_id), self._files.of(activity))

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

    def _receipt(self, action: Action, filing: Filing, state: State, wanted: Iterable[RecordRef] = ()) -> Receipt:
        mine = state.parts.get(action.action_id)
        is_ours = state.maker == action.action_id and not notes.others(state.parts.values(), action.action_id)
        whole = [each for each in state.files if not each.is_open]
        return Receipt(
            receipt_id=ReceiptId(f"espocrm-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(remote_id(state.entity, state.id)),
            link=self._api.link(state.entity, state.id),
            records=tuple(state.records((*filing.records, *wanted))),
            created=tuple(mine.created) if mine else (),
            attachments=tuple((each.name, each.size, self._files.sha256(each.id)) for each in whole),
            found=not is_ours,
            filed_by=None if is_ours else str(state.activity.get("createdByName") or "") or None,
        )

    # -- writing ------------------------------------------------------------------------------------------------------

    def _complete(
        self,
        state: State,
        filing: Filing,
        action: Action,
        wanted: list[RecordRef],
        created: list[RecordRef],
        stack: ExitStack,
    ) -> None:
        """Bring what is missing; found half done, it goes on from there."""
        is_maker = state.maker == action.action_id
        mine = state.parts.get(action.action_id)
        self._remove_unfinished(state, action, is_maker=is_maker)
        fresh = (
            [] if state.entity == MEETING else self._files.missing(filing.attachments, state.files, self._blob, stack)
        )
        parent = self._parent_for(state, wanted, is_maker=is_maker)
        further = [each for each in wanted if each != parent and str(each) not in state.linked()]
        for each in fresh:
            self._files.begin(state.entity, each)
        part = Part(action.action_id, wanted, created, None if is_maker else parent, [each.id for each in fresh])
        needs_note = not is_maker or bool(further or created) or mine is not None
        if needs_note:
            note_id = self._open(state, part, fresh)
        self._hang(state, filing, parent, fresh, is_maker=is_maker)
        self._files.hung(fresh)
        for each in fresh:
            self._files.fill(each)
        for ref in further:
            self._tell(state, filing, ref)
        if needs_note:
            self._api.change(
                "Note", note_id, {"post": notes.text_of(notes.FILED, action.action_id, part, _names(fresh))}
            )

    def _open(self, state: State, part: Part, fresh: list[Fresh]) -> str:
        """The note that says what is about to be put in, so that it can be finished or taken back."""
        post = notes.text_of(notes.FILING, part.action_id, part, _names(fresh))
        return notes.write(self._api, state.entity, state.id, post)

    def _parent_for(self, state: State, wanted: list[RecordRef], *, is_maker: bool) -> RecordRef | None:
        """The record to hang it on; None where it stays where it is."""
        if is_maker and not notes.others(state.parts.values(), state.maker):
            best = best_parent(wanted)
            return None if best is None or (state.parent and str(state.parent) == str(best)) else best
        return best_parent(wanted) if not state.activity.get("parentId") else None

    def _hang(
        self, state: State, filing: Filing, parent: RecordRef | None, fresh: list[Fresh], *, is_maker: bool
    ) -> None:
        change: Json = _parent(parent)
        subject = " ".join(filing.subject.split())
        if is_maker and subject and state.activity.get("name") != subject:
            change["name"] = subject
        if fresh:
            # Read once more, because the whole list is written.
            there: Any = self._api.one(state.entity, state.id).get("attachmentsIds") or ()
            change["attachmentsIds"] = [*there, *(each.id for each in fresh)]
        if not change:
            return
        changed = self._api.change(state.entity, state.id, change)
        listed = changed.get("attachmentsIds")
        if isinstance(listed, list) and not {each.id for each in fresh} <= {str(each) for each in listed}:
            # A mail that the server fetched itself takes no further files.
            for each in fresh:
                self._files.delete(each.id)
            self._files.hung(fresh)
            raise Rejected("forbidden", host=self._api.host, reason="this mail takes no further attachments")

    def _remove_unfinished(self, state: State, action: Action, *, is_maker: bool) -> None:
        """Uploads that an interrupted attempt of this action left without their bytes."""
        theirs = {each for part in notes.others(state.parts.values(), action.action_id) for each in part.files}
        mine = state.parts[action.action_id].files if action.action_id in state.parts else []
        for each in [f for f in state.files if f.is_open and f.id not in theirs and (is_maker or f.id in mine)]:
            self._files.delete(each.id)
            state.files.remove(each)

    def _tell(self, state: State, filing: Filing, ref: RecordRef) -> None:
        """A post in the stream of a further record, once."""
        if self._told(state, ref):
            return
        subject = notes.plain(filing.subject) or state.entity
        post = f"[{subject}](#{state.entity}/view/{state.id})"
        notes.write(self._api, ENTITIES[RecordType(ref.record_type)], ref.remote_id, post)

    def _told(self, state: State, ref: RecordRef) -> list[str]:
        """Our own posts about it there; a list of notes shows nobody else's."""
        conditions = where("equals", "parentId", ref.remote_id), where("contains", "post", f"view/{state.id})")
        rows, _ = self._api.list("Note", *conditions, select=("id", "post", "createdById"))
        return [str(row["id"]) for row in rows if row.get("createdById") in (None, self._rights.user_id)]

    def _undo(self, filing: Filing, action: Action, created: list[RecordRef]) -> None:
        """After a refusal in the middle: nothing of this attempt stays. What cannot be reached now, a retry finds."""
        with suppress(ConnectorError):
            activity = self._activities.find(filing)
            if activity is not None:
                self._take_back(self._state(filing, activity), action.action_id)
            self._creating.remove_unused(created)

    # -- taking back --------------------------------------------------------------------------------------------------

    def _take_back(self, state: State, action_id: str) -> None:
        mine = state.parts.get(action_id)
        is_maker = state.maker == action_id
        if mine is None and not is_maker:
            return
        others = notes.others(state.parts.values(), action_id)
        theirs = {each for part in others for each in part.files}
        for each in state.files:
            if (is_maker and each.id not in theirs and each.by in ("", self._rights.user_id)) or (
                mine is not None and each.id in mine.files
            ):
                self._files.delete(each.id)
        self._untell(state, mine, others)
        if is_maker and others:
            self._leave(state, action_id, others)
        is_last = not others and (is_maker or (bool(maker(state.activity, state.entity)) and not state.maker))
        if not is_last and not is_maker and mine is not None and mine.parent is not None:
            self._give_back_parent(state, mine.parent, others)
        for note_id in mine.notes if mine else ():
            self._api.delete("Note", note_id)
        if is_last:
            self._api.delete(state.entity, state.id)

    def _untell(self, state: State, mine: Part | None, others: list[Part]) -> None:
        kept = {str(each) for part in others if part.by == self._rights.user_id for each in part.records}
        for ref in mine.records if mine else ():
            if str(ref) not in kept:
                for note_id in self._told(state, ref):
                    self._api.delete("Note", note_id)

    def _leave(self, state: State, action_id: str, others: list[Part]) -> None:
        """The mail stays for the others, under one of their records."""
        theirs = [each for part in others for each in part.records]
        if theirs and (state.parent is None or str(state.parent) not in {str(each) for each in theirs}):
            self._api.change(state.entity, state.id, _parent(best_parent(theirs)))
        post = notes.text_of(notes.TAKEN_BACK, action_id, Part(action_id), {})
        notes.write(self._api, state.entity, state.id, post)

    def _give_back_parent(self, state: State, parent: RecordRef, others: list[Part]) -> None:
        if state.parent is None or str(state.parent) != str(parent):
            return
        theirs = [each for part in others for each in part.records]
        self._api.change(state.entity, state.id, _parent(best_parent(theirs)) or {"parentType": None, "parentId": None})

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


class suppress_gone:  # noqa: N801  reads as contextlib.suppress does
    """Lets ``not_found`` pass: what is gone is taken back."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        return isinstance(error, Rejected) and error.message_key == "not_found"


def best_parent(refs: Iterable[RecordRef]) -> RecordRef | None:
    """The record that a mail hangs on: work before companies before people."""
    return min(refs, key=lambda each: _AS_PARENT.index(RecordType(each.record_type)), default=None)


def _parent(ref: RecordRef | None) -> Json:
    return {"parentType": ENTITIES[RecordType(ref.record_type)], "parentId": ref.remote_id} if ref else {}


def _names(fresh: Iterable[Fresh]) -> dict[str, str]:
    return {each.id: each.name for each in fresh}


def _filing(action: Action) -> Filing:
    return Filing.from_json({key: each for key, each in action.payload.items() if key != "add_to"})
