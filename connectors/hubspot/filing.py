"""Files into HubSpot once per key: looks for the key, writes, reads back, and takes back exactly what it wrote.

The one call that makes the mail also hangs it on its records. What surrounds it (records made first, files uploaded,
associations that need calls of their own) is noted on this computer before and after, so that an attempt that was cut
off goes on where it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from connectors.hubspot import files
from connectors.hubspot.api import Api, Json
from connectors.hubspot.associations import Associations
from connectors.hubspot.creating import Creating
from connectors.hubspot.failures import HOST, is_lacking
from connectors.hubspot.finding import Finding
from connectors.hubspot.letters import (
    ATTACHMENTS,
    KEY,
    READ,
    activity,
    files_of,
    properties,
)
from connectors.hubspot.mapping import Words, link, record
from connectors.hubspot.objects import KINDS, LINKS, OWNER, TYPE_IDS, TYPE_OF, place, remote_id
from workspace.connector.base import Session
from workspace.connector.errors import Rejected
from workspace.connector.journal import Journal
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import RecordType

NOTED = ("made", "links", "files", "folders", "created")


class FilingDesk:
    """The filings of one account for one run."""

    def __init__(
        self,
        api: Api,
        words: Words,
        owner: str,
        session: Session,
    ) -> None:
        self._api = api
        self._associations = Associations(api)
        self._finding = Finding(api)
        self._words = words
        self._owner = owner
        self._data_path = session.data_path
        self._blob = session.blob

    def file(self, action: Action) -> Receipt:
        """Write it, or add what is missing to the one that ``add_to`` names: all of it, or nothing stays."""
        filing = _filing(action)
        journal = Journal(self._data_path, action.action_id)
        self._refuse_missing(filing.records)
        try:
            return self._filed(action, filing, journal)
        except Rejected as error:
            place_there = str(next(iter([*journal.all("made"), action.payload.get("add_to") or ""])))
            self.unfile(
                {
                    "action_id": action.action_id,
                    "remote_id": place_there,
                    "extra": {"object": activity(filing.kind)},
                }
            )
            if error.message_key != "forbidden":
                raise
            reason = f"{error.params['reason']}; nothing was filed."
            raise Rejected("forbidden", host=HOST, reason=reason) from error

    def _filed(self, action: Action, filing: Filing, journal: Journal) -> Receipt:
        name = activity(filing.kind)
        there = self._finding.there(action, filing, journal)
        if not filing.records and not filing.create:
            raise Rejected("setting_missing", field="records")
        known = [k for i in files_of(there or {}) if (k := files.kept(self._api, i, journal))]
        added = files.upload(self._api, journal, action.action_id, filing.attachments, known, self._blob)
        created = Creating(self._api, journal, self._words).all(filing.create, filing.records)
        wanted = {place(ref): ref.name or str(ref) for ref in (*filing.records, *(ref for ref, _ in created))}
        if there is None or journal.all("made"):
            wanted = {each: each[1] for each in self._people(filing)} | wanted
        if there is None:
            there = self._make(action, filing, wanted, [each.file_id for each in added], journal)
        elif added:
            ids = ";".join(dict.fromkeys([*files_of(there), *(each.file_id for each in added)]))
            self._api.change(name, str(there["id"]), {ATTACHMENTS: ids})
        self._hang(name, str(there["id"]), wanted, journal)
        seen = self._receipt(action, name, str(there["id"]), journal)
        if seen is None:
            raise Rejected("not_written")
        return seen

    def find(self, action: Action) -> Receipt | None:
        """What lies under the action's key: ours by its id, a colleague's through the records that it hangs on."""
        filing = _filing(action)
        journal = Journal(self._data_path, action.action_id)
        there = self._finding.there(action, filing, journal)
        return None if there is None else self._receipt(action, activity(filing.kind), str(there["id"]), journal)

    def unfile(self, receipt: Mapping[str, Any]) -> None:
        """Take back what the action of a receipt wrote; what is gone counts as taken back."""
        journal = Journal(self._data_path, str(receipt.get("action_id") or ""))
        said: Mapping[str, Any] = receipt.get("extra") or {}
        notes = {about: journal.all(about) or list(said.get(about) or ()) for about in NOTED}
        name, object_id = str(said.get("object") or "emails"), str(receipt.get("remote_id") or "")
        if object_id:
            self._take_back(name, object_id, notes)
        files.remove(self._api, journal, [str(each[0]) for each in notes["files"]], notes["folders"])
        creating = Creating(self._api, journal, self._words)
        for each in reversed(notes["created"]):
            creating.take_back(each, object_id)
        journal.forget()

    def _take_back(self, name: str, object_id: str, notes: Mapping[str, list[Any]]) -> None:
        there = self._api.one(name, object_id, READ[name])
        if there is None:
            return
        ours = {str(each[0]) for each in notes["files"]}
        left = [each for each in files_of(there) if each not in ours]
        links = [tuple(each) for each in notes["links"]]
        others = [each for each in self._associations.records(name, object_id) if each not in links]
        if notes["made"] and not others and not left:
            self._api.archive(name, object_id)
            return
        for to, to_id in links:
            self._associations.unlink(name, object_id, to, to_id)
        if len(left) < len(files_of(there)):
            self._api.change(name, object_id, {ATTACHMENTS: ";".join(left)})

    def _refuse_missing(self, refs: Iterable[RecordRef]) -> None:
        """Every record is there before anything is written: one that was merged or deleted is named."""
        by_type: dict[RecordType, list[RecordRef]] = {}
        for ref in refs:
            by_type.setdefault(RecordType(ref.record_type), []).append(ref)
        for record_type, wanted in by_type.items():
            kind = KINDS[record_type]
            found = self._api.read(kind.name, [place(ref)[1] for ref in wanted], kind.properties)
            ids = {str(each["id"]) for each in found}
            for ref in wanted:
                if place(ref)[1] not in ids:
                    into = next((each for each in found if _was_merged(each, place(ref)[1])), None)
                    if into is not None:
                        name = record(record_type, into, self._words).name
                        raise Rejected("merged", what=ref.name or str(ref), into=name, host=HOST)
                    raise Rejected("not_found", what=ref.name or str(ref))

    def _make(
        self, action: Action, filing: Filing, links: Iterable[tuple[str, str]], file_ids: list[str], journal: Journal
    ) -> Json:
        name = activity(filing.kind)
        journal.note("begun", filing.key)
        values = properties(
            filing, self._owner, file_ids, action_id=action.action_id, keeps_key=name == "emails" and self._keeps_key
        )
        try:
            there = self._api.create(name, values, links)
        except Rejected as error:
            if not is_lacking(error):
                raise
            self._refuse_missing(filing.records)
            raise Rejected("refused", host=HOST, reason=f"it keeps no {name}; nothing was filed.") from error
        journal.note("made", str(there["id"]))
        journal.note("links", *([to, to_id] for to, to_id in links if (name, to) in LINKS))
        return there

    def _people(self, filing: Filing) -> list[tuple[str, str]]:
        """The contacts whose addresses stand on a mail: HubSpot's own add-in links each of them."""
        if activity(filing.kind) != "emails":
            return []
        return [each for each in self._finding.places(filing) if each[0] == "contacts"]

    def _hang(self, name: str, object_id: str, wanted: Mapping[tuple[str, str], str], journal: Journal) -> None:
        """Hang it on what is wanted (with names to say) and does not have it yet."""
        there = set(self._associations.records(name, object_id))
        if journal.all("made"):
            # What HubSpot hung it on by itself goes with what we made.
            journal.note("links", *([to, to_id] for to, to_id in there))
        for each, label in wanted.items():
            if each in there:
                continue
            journal.note("links", list(each))
            try:
                self._associations.link(name, object_id, *each)
            except Rejected as error:
                if error.message_key == "forbidden":
                    raise Rejected("no_right", what=label, host=HOST) from error
                if is_lacking(error):
                    raise Rejected("not_found", what=label) from error
                raise

    @cached_property
    def _keeps_key(self) -> bool:
        """Whether the Message-ID can be written (https://developers.hubspot.com/docs/api-reference/crm-properties-v3)."""
        with suppress(Rejected):
            said = self._api.get(f"/crm/v3/properties/emails/{KEY}").get("modificationMetadata") or {}
            return not said.get("readOnlyValue")
        return False

    def _receipt(self, action: Action, name: str, object_id: str, journal: Journal) -> Receipt | None:
        there = self._api.one(name, object_id, READ[name])
        if there is None:
            return None
        kept = [k for i in files_of(there) if (k := files.kept(self._api, i, journal))]
        is_ours = object_id in (str(each) for each in journal.all("made"))
        owner = str((there.get("properties") or {}).get(OWNER) or "")
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=RemoteId(object_id),
            link=link(self._words.app, self._words.portal, TYPE_IDS[name], object_id),
            records=tuple(self._refs(action, name, object_id)),
            created=tuple(RecordRef(e[0], RemoteId(e[1]), e[2]) for e in journal.all("created")),
            attachments=tuple(each.entry for each in kept),
            found=not is_ours,
            filed_by=None if is_ours else self._words.owners.get(owner),
            extra={"object": name, **{about: journal.all(about) for about in NOTED}},
        )

    def _refs(self, action: Action, name: str, object_id: str) -> Iterator[RecordRef]:
        """The records that it hangs on; people who only stand on the mail are linked, but not what it was filed to."""
        filing = _filing(action)
        named = {place(ref): ref.name for ref in filing.records}
        by_type: dict[RecordType, list[str]] = {}
        for to, to_id in self._associations.records(name, object_id):
            by_type.setdefault(TYPE_OF[to], []).append(to_id)
        for record_type, ids in by_type.items():
            kind = KINDS[record_type]
            unknown = [each for each in ids if (kind.name, each) not in named]
            given = {str(e["id"]): e for e in self._api.read(kind.name, unknown, kind.properties)} if unknown else {}
            for each in ids:
                known = named.get((kind.name, each))
                label = known or (record(record_type, given[each], self._words).name if each in given else "")
                yield RecordRef(record_type.value, remote_id(record_type, each), label)


def _filing(action: Action) -> Filing:
    return Filing.from_json({key: value for key, value in action.payload.items() if key != "add_to"})


def _was_merged(given: Json, object_id: str) -> bool:
    """Whether an object took in another one: ``hs_calculated_merged_vids`` lists ``id:time`` of each."""
    said = str((given.get("properties") or {}).get("hs_calculated_merged_vids") or "")
    return str(given.get("id")) == object_id or object_id in [part.split(":")[0] for part in said.split(";")]
