"""Files mails into the chatter of records: one message a record, attachments with it, in one transaction of Odoo.

``mail.message.create`` rather than ``message_post``, which would tell the followers by mail.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.odoo.bodies import body, plain_people, written
from connectors.odoo.creating import Creating, Draft
from connectors.odoo.mapping import link, stamp
from connectors.odoo.messages import Chatter, Entry, description_of, mark_of, receipt
from connectors.odoo.models import MESSAGE, PARTNER, Schema, place
from connectors.odoo.people import partners_of, recipients
from connectors.odoo.rights import Rights
from connectors.odoo.rpc import Rpc
from connectors.odoo.taking_back import TakingBack
from workspace.connector.errors import Rejected
from workspace.mail.address import normalise
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing
from workspace.model.ids import ReceiptId, RemoteId

LARGEST_MB = 40
MIB = 1024 * 1024
LARGEST_CALL = 30 * MIB
"""Bytes of attachments in one call; with more, each record is written by a call of its own."""
AS_IT_IS = {"image_no_postprocess": True}
"""Odoo makes pictures above 1920 pixels smaller (ir.attachment, base.image_autoresize_max_px) unless told not to."""

Blob = Callable[[str], Iterator[bytes]]
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment's bytes, ready to be sent."""

    filed: FiledAttachment
    content: bytes
    sha1: str
    sha256: str

    def is_in(self, entries: Sequence[Entry]) -> bool:
        return any(
            file.name == self.filed.name
            and (file.checksum == self.sha1 if file.checksum else file.size == len(self.content))
            for entry in entries
            for file in entry.files
        )

    def command(self, at: Place, action_id: str) -> list[Any]:
        values = {
            "name": self.filed.name,
            "datas": base64.b64encode(self.content).decode(),
            "mimetype": self.filed.content_type,
            "res_model": at[0],
            "res_id": at[1],
            "description": description_of(action_id, self.sha256),
        }
        return [0, 0, values]


class Filings:
    """What one run files, finds and takes back."""

    def __init__(self, rpc: Rpc, schema: Schema, rights: Rights, blob: Blob, largest_call: int = LARGEST_CALL) -> None:
        self._largest_call = largest_call
        self._rpc = rpc
        self._schema = schema
        self._rights = rights
        self._blob = blob
        self._chatter = Chatter(rpc, schema)
        self._creating = Creating(rpc, schema)
        self._taking_back = TakingBack(rpc, schema, self._chatter)

    def find(self, action: Action) -> Receipt | None:
        """What is there under a ``file`` action's key, or what a ``create`` action made or would make again."""
        if "key" not in action.payload:
            return self._found_record(action)
        filing = filing_of(action)
        entries = self._chatter.under(filing.key)
        if not entries:
            return None
        refs = self._chatter.refs(entry.at for entry in entries)
        created = self._created(action, len(filing.create))
        return receipt(action, entries, refs, self._rpc.web.base_url, created)

    def file(self, action: Action) -> Receipt:
        """All of it is checked before anything is written; what an earlier attempt wrote is completed."""
        filing = filing_of(action)
        entries = self._chatter.under(filing.key)
        chosen = self._chosen(filing.records)
        drafts = self._creating.drafts((new.record_type, new.fields) for new in filing.create)
        if not chosen and not drafts:
            raise Rejected("setting_missing", field="records")
        self._check_rights(chosen, entries, drafts)
        files = [self._file(each) for each in filing.attachments]
        made = self._make_all(action, drafts, list(chosen.values()))
        try:
            self._write(action, filing, entries, {**chosen, **made}, files)
        except Rejected:
            self._taking_back.remove_created(self._created(action, len(drafts)))
            raise
        return self._read_back(action, filing, files)

    def unfile(self, action: Action) -> Receipt:
        given = action.payload["receipt"]
        if not isinstance(given, dict) or not given.get("action_id"):
            raise Rejected("setting_missing", field="receipt")
        records, created = (
            [RecordRef(str(t), RemoteId(str(i)), str(n)) for t, i, n in given.get(name) or ()]
            for name in ("records", "created")
        )
        places = [at for ref in (*records, *created) if (at := place(ref.remote_id)) is not None]
        self._taking_back.remove_messages(str(given["action_id"]), places)
        gone = self._taking_back.remove_created(created)
        return Receipt(
            receipt_id=ReceiptId(f"odoo-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id"))),
            records=tuple(records),
            extra={"removed": gone},
        )

    def create(self, action: Action) -> Receipt:
        """One record, unless it is there already."""
        done = self._found_record(action)
        if done is not None:
            return done
        [draft] = self._asked(action)
        if not self._rights.may_create(draft.model):
            raise Rejected("forbidden", host=self._rpc.host, reason=f"to create a {draft.kind.value}")
        at = draft.model, self._creating.write(action.action_id, draft)
        ref = self._chatter.refs([at])[at]
        return self._record_receipt(action, ref, created=(ref,))

    def _found_record(self, action: Action) -> Receipt | None:
        made = self._created(action, 1)
        if made:
            return self._record_receipt(action, made[0], created=made)
        [draft] = self._asked(action)
        same = self._creating.same(draft)
        if same is None:
            return None
        at = draft.model, same
        return self._record_receipt(action, self._chatter.refs([at])[at])

    def _asked(self, action: Action) -> list[Draft]:
        fields: Any = action.payload["fields"]
        pairs = fields.items() if isinstance(fields, Mapping) else fields
        return self._creating.drafts([(str(action.payload["record_type"]), pairs)])

    def _record_receipt(self, action: Action, ref: RecordRef, created: tuple[RecordRef, ...] = ()) -> Receipt:
        model, res_id = place(ref.remote_id) or ("", 0)
        return Receipt(
            receipt_id=ReceiptId(f"odoo-{action.action_id}"),
            action_id=action.action_id,
            remote_id=ref.remote_id,
            link=link(self._rpc.web.base_url, model, res_id),
            records=(ref,),
            created=created,
            found=not created,
        )

    def _created(self, action: Action, count: int) -> tuple[RecordRef, ...]:
        """What this action itself made, so far."""
        places = [at for n in range(count) if (at := self._creating.made(action.action_id, n)) is not None]
        refs = self._chatter.refs(places) if places else {}
        return tuple(refs[at] for at in places if at in refs)

    def _chosen(self, records: Sequence[RecordRef]) -> dict[Place, RecordRef]:
        """The records as they are now. Raises ``Rejected`` for one that was deleted or merged since it was chosen."""
        places = {at: ref for ref in records if (at := place(ref.remote_id)) is not None}
        refs = self._chatter.refs(places)
        for ref in records:
            if place(ref.remote_id) not in refs:
                raise Rejected("not_found", what=ref.name or str(ref))
        return {at: refs[at] for at in places}

    def _check_rights(self, chosen: Mapping[Place, RecordRef], entries: Sequence[Entry], drafts: list[Draft]) -> None:
        """Raises ``Rejected`` naming what this user may not do; nothing was written then."""
        filed = {entry.at for entry in entries}
        for model in {model for model, _ in chosen}:
            ids = [res_id for at_model, res_id in chosen if at_model == model and (model, res_id) not in filed]
            refused = self._rights.unwritable(model, ids)
            if refused:
                names = ", ".join(ref.name for at, ref in chosen.items() if at[0] == model and at[1] in refused)
                raise Rejected("forbidden", host=self._rpc.host, reason=f"to change {names}; nothing was written")
        for draft in drafts:
            if not self._rights.may_create(draft.model):
                reason = f"to create a {draft.kind.value}; nothing was written"
                raise Rejected("forbidden", host=self._rpc.host, reason=reason)

    def _make_all(self, action: Action, drafts: list[Draft], known: list[RecordRef]) -> dict[Place, RecordRef]:
        made: dict[Place, RecordRef] = {}
        for draft in drafts:
            at = self._creating.made(action.action_id, draft.number)
            if at is None:
                same = self._creating.same(draft)
                if same is None:
                    self._creating.hang_on(draft, known)
                    same = self._creating.write(action.action_id, draft)
                at = draft.model, same
            made[at] = self._chatter.refs([at])[at]
            known.append(made[at])
        return made

    def _file(self, filed: FiledAttachment) -> File:
        content = bytearray()
        for piece in self._blob(filed.part_id):
            content += piece
            if len(content) > LARGEST_MB * MIB:
                raise Rejected("too_large", name=filed.name, limit=LARGEST_MB, host=self._rpc.host)
        data = bytes(content)
        # Odoo's own fingerprint of an attachment, no protection.
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return File(filed, data, sha1, hashlib.sha256(data).hexdigest())

    def _write(
        self,
        action: Action,
        filing: Filing,
        entries: Sequence[Entry],
        targets: Mapping[Place, RecordRef],
        files: Sequence[File],
    ) -> None:
        there: dict[Place, list[Entry]] = {}
        for entry in entries:
            there.setdefault(entry.at, []).append(entry)
        for at in targets:
            if at in there:
                self._complete(action, there[at], files)
        missing = [at for at in targets if at not in there]
        if not missing:
            return
        shared = self._values(action, filing, missing)
        parents = self._parents(filing, missing)
        rows = [
            {**shared, **_of_record(at, parents), "attachment_ids": [f.command(at, action.action_id) for f in files]}
            for at in missing
        ]
        size = sum(len(file.content) for file in files)
        step = len(rows) if size * len(rows) <= self._largest_call else 1
        for n in range(0, len(rows), step):
            self._rpc.ids(MESSAGE, "create", vals_list=rows[n : n + step], context=AS_IT_IS)

    def _complete(self, action: Action, entries: list[Entry], files: Sequence[File]) -> None:
        """Attachments that are missing on a record go to its first message."""
        first = entries[0]
        commands = [file.command(first.at, action.action_id) for file in files if not file.is_in(entries)]
        if commands:
            self._rpc.call(MESSAGE, "write", [first.message_id], vals={"attachment_ids": commands}, context=AS_IT_IS)

    def _values(self, action: Action, filing: Filing, targets: Sequence[Place]) -> dict[str, Any]:
        """What the messages of all records share, as far as this version has the fields."""
        known = self._schema.fields(MESSAGE)
        partners = partners_of(self._rpc, filing, {res_id for model, res_id in targets if model == PARTNER})
        addressed = "incoming_email_to" if filing.is_incoming else "outgoing_email_to"
        values = {
            "message_id": filing.key,
            "subject": filing.subject,
            "body": body(filing, with_recipients=addressed not in known),
            "date": stamp(filing.sent_at),
            "message_type": self._message_type(filing),
            "subtype_id": self._note(),
            "is_internal": True,
            "email_from": written(filing.from_) or False,
            "author_id": partners.get(normalise(filing.from_.email), False),
            "partner_ids": [[6, 0, recipients(filing, partners)]],
            "email_layout_xmlid": mark_of(action.action_id),
        }
        if filing.kind == "email" and filing.is_incoming:
            values["incoming_email_to"] = plain_people(filing.to)
            values["incoming_email_cc"] = plain_people(filing.cc)
        elif filing.kind == "email":
            values["outgoing_email_to"] = plain_people((*filing.to, *filing.cc))
        return {name: value for name, value in values.items() if name in known}

    def _message_type(self, filing: Filing) -> str:
        """Meetings and chats are notes."""
        pairs = self._schema.fields(MESSAGE).get("message_type", {}).get("selection") or ()
        wanted = "email" if filing.is_incoming else "email_outgoing"
        known = {str(pair[0]) for pair in pairs}
        return wanted if filing.kind == "email" and (wanted in known or not known) else "comment"

    def _note(self) -> int | bool:
        """The subtype that customers in the portal do not see; the oldest is Odoo's own Note."""
        domain = [["internal", "=", True], ["res_model", "=", False]]
        found = self._rpc.ids("mail.message.subtype", "search", domain=domain, order="id", limit=1)
        return found[0] if found else False

    def _parents(self, filing: Filing, targets: Sequence[Place]) -> dict[Place, int]:
        """The first mail of the conversation, where it lies on the same record."""
        if not filing.thread_key or filing.thread_key == filing.key:
            return {}
        entries = self._chatter.under(filing.thread_key)
        return {entry.at: entry.message_id for entry in reversed(entries) if entry.at in targets}

    def _read_back(self, action: Action, filing: Filing, files: Sequence[File]) -> Receipt:
        """Checks the bytes by Odoo's own fingerprints, and makes way for a colleague who was first."""
        entries = self._taking_back.without_doubles(self._chatter.under(filing.key), mark_of(action.action_id))
        sums = {file.sha1 for file in files}
        for entry in entries:
            ours = [file for file in entry.files if file.mark == mark_of(action.action_id)]
            if any(file.checksum and file.checksum not in sums for file in ours):
                raise Rejected("not_written")
        if not entries:
            raise Rejected("not_written")
        refs = self._chatter.refs(entry.at for entry in entries)
        created = self._created(action, len(filing.create))
        return receipt(action, entries, refs, self._rpc.web.base_url, created)


def filing_of(action: Action) -> Filing:
    data: dict[str, Any] = {name: value for name, value in action.payload.items() if name != "add_to"}
    return Filing.from_json(data)


def _of_record(at: Place, parents: Mapping[Place, int]) -> dict[str, Any]:
    values: dict[str, Any] = {"model": at[0], "res_id": at[1]}
    return {**values, "parent_id": parents[at]} if at in parents else values
