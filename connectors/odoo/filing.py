"""Files mails into the chatter of records: one message a record, attachments with it, in one transaction of Odoo.

``mail.message.create`` rather than ``message_post``, which would tell the followers by mail.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.odoo.composing import Composing, Place
from connectors.odoo.creating import Creating
from connectors.odoo.drafts import Draft, Drafts, collection_name
from connectors.odoo.failures import TooMuch
from connectors.odoo.files import MIB, Blob, File, absent, read
from connectors.odoo.mapping import link
from connectors.odoo.messages import Chatter, Entry, as_filed, mark_of, receipt
from connectors.odoo.models import MESSAGE, Schema, place
from connectors.odoo.rights import Rights
from connectors.odoo.rpc import Rpc
from connectors.odoo.taking_back import TakingBack
from workspace.connector.errors import PartlyWritten, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing, RecordField
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.kinds import RecordType

LARGEST_CALL = 30 * MIB
"""Bytes of attachments in one call; with more, each record is written by a call of its own."""
AS_IT_IS = {"image_no_postprocess": True}
"""Odoo makes pictures above 1920 pixels smaller (ir.attachment, base.image_autoresize_max_px) unless told not to."""


class Filings:
    """What one run files, finds and takes back."""

    def __init__(self, rpc: Rpc, schema: Schema, rights: Rights, blob: Blob, largest_call: int = LARGEST_CALL) -> None:
        self._largest_call = largest_call
        self._rpc = rpc
        self._rights = rights
        self._blob = blob
        self._chatter = Chatter(rpc, schema)
        self._composing = Composing(rpc, schema, self._chatter)
        self._drafts = Drafts(rpc, schema)
        self._creating = Creating(rpc, schema)
        self._taking_back = TakingBack(rpc, schema, self._chatter)

    def demanded(self, kind: RecordType) -> list[RecordField]:
        return self._drafts.demanded(kind)

    def find(self, action: Action) -> Receipt | None:
        """What is there under a ``file`` action's key, or what a ``create`` action made or would make again."""
        if "key" not in action.payload:
            return self._found_record(action)
        filing = filing_of(action)
        entries = self._chatter.under(filing.key)
        return self._receipt(action, filing, entries) if entries else None

    def file(self, action: Action) -> Receipt:
        """All of it or nothing, checked before it is written; what an earlier attempt wrote is completed."""
        filing = filing_of(action)
        try:
            files = self._written(action, filing)
        except Rejected as error:
            self._give_way(action, filing, error)
            if error.message_key in ("forbidden", "not_found"):
                # Somebody was faster between the checks and the write: what is wrong is known by name now.
                self._checked(filing)
            raise
        return self._read_back(action, filing, files)

    def _written(self, action: Action, filing: Filing) -> list[File]:
        entries, chosen = self._checked(filing)
        drafts = self._drafts.all((new.record_type, new.fields) for new in filing.create)
        if not chosen and not drafts:
            raise Rejected("setting_missing", field="records")
        self._check_creating(drafts)
        files = [read(each, self._blob, self._rpc.host) for each in filing.attachments]
        made = self._make_all(action, drafts, list(chosen.values()))
        self._write(action, filing, entries, list(dict.fromkeys([*chosen, *made])), files)
        return files

    def unfile(self, action: Action) -> Receipt:
        """``extra`` of the receipt: the created records that were ``removed``, are ``archived`` or are ``kept``."""
        given = action.payload["receipt"]
        if not isinstance(given, dict) or not given.get("action_id"):
            raise Rejected("setting_missing", field="receipt")
        records, created = (
            [RecordRef(str(t), RemoteId(str(i)), str(n)) for t, i, n in given.get(name) or ()]
            for name in ("records", "created")
        )
        places = [at for ref in (*records, *created) if (at := place(ref.remote_id)) is not None]
        noted = (given.get("extra") or {}).get("messages") or ()
        self._taking_back.remove_messages(str(given["action_id"]), places, [int(each) for each in noted])
        return Receipt(
            receipt_id=ReceiptId(f"odoo-{action.action_id}"),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id"))),
            records=tuple(records),
            extra=dict(self._taking_back.remove_created(created)),
        )

    def create(self, action: Action) -> Receipt:
        """One record, unless it is there already."""
        done = self._found_record(action)
        if done is not None:
            return done
        [draft] = self._asked(action)
        self._check_creating([draft])
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
        return self._drafts.all([(str(action.payload["record_type"]), pairs)])

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

    def _receipt(self, action: Action, filing: Filing, entries: Sequence[Entry]) -> Receipt:
        refs = as_filed(self._chatter.refs(entry.at for entry in entries), filing.records)
        created = self._created(action, len(filing.create))
        return receipt(action, filing, entries, refs, self._rpc.web.base_url, created)

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
            at = place(ref.remote_id)
            if at in refs:
                continue
            into = self._chatter.merged_into(at) if at else None
            if into is not None:
                raise Rejected("merged", what=ref.name or str(ref), into=into.name, host=self._rpc.host)
            raise Rejected("not_found", what=ref.name or str(ref))
        return {at: refs[at] for at in places}

    def _checked(self, filing: Filing) -> tuple[list[Entry], dict[Place, RecordRef]]:
        """What is under the key, and the chosen records. Raises ``Rejected`` naming those that cannot be filed to."""
        entries = self._chatter.under(filing.key)
        chosen = self._chosen(filing.records)
        filed = {entry.at for entry in entries}
        for model in {model for model, _ in chosen}:
            ids = [res_id for at_model, res_id in chosen if at_model == model and (model, res_id) not in filed]
            refused = self._rights.unwritable(model, ids)
            if refused:
                names = ", ".join(ref.name for at, ref in chosen.items() if at[0] == model and at[1] in refused)
                raise Rejected("no_right", host=self._rpc.host, what=names)
        return entries, chosen

    def _check_creating(self, drafts: Iterable[Draft]) -> None:
        """Raises ``Rejected`` naming the list that this user may not add to."""
        for draft in drafts:
            if not self._rights.may_create(draft.model):
                raise Rejected("no_right", host=self._rpc.host, what=collection_name(draft.kind, draft.model))

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

    def _write(
        self,
        action: Action,
        filing: Filing,
        entries: Sequence[Entry],
        targets: Sequence[Place],
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
        rows = [
            {**row, "attachment_ids": [f.command((row["model"], row["res_id"]), action.action_id) for f in files]}
            for row in self._composing.rows(action.action_id, filing, missing)
        ]
        size = sum(len(file.content) for file in files)
        self._send(rows, len(rows) if size * len(rows) <= self._largest_call else 1)

    def _send(self, rows: list[dict[str, Any]], step: int) -> None:
        for n in range(0, len(rows), step):
            part = rows[n : n + step]
            try:
                self._rpc.ids(MESSAGE, "create", vals_list=part, context=AS_IT_IS)
            except TooMuch:
                if len(part) == 1:
                    raise
                self._send(part, 1)

    def _complete(self, action: Action, entries: list[Entry], files: Sequence[File]) -> None:
        """Attachments that are missing on a record go to its first message."""
        first = entries[0]
        commands = [file.command(first.at, action.action_id) for file in absent(files, entries)]
        if commands:
            self._rpc.call(MESSAGE, "write", [first.message_id], vals={"attachment_ids": commands}, context=AS_IT_IS)

    def _give_way(self, action: Action, filing: Filing, error: Rejected) -> None:
        """Refused: what this or an earlier attempt wrote goes again. Raises ``PartlyWritten`` where it may not."""
        try:
            created = self._created(action, len(filing.create))
            places = [at for ref in (*filing.records, *created) if (at := place(ref.remote_id)) is not None]
            self._taking_back.remove_messages(action.action_id, places)
            self._taking_back.remove_created(created)
        except Rejected:
            seen = self.find(action)
            if seen is None:
                return
            written = {each.remote_id: each.name for each in seen.records}
            missing = [ref.name for ref in filing.records if ref.remote_id not in written]
            names = {"written": ", ".join(written.values()), "missing": ", ".join(missing)}
            raise PartlyWritten(seen, **names, reason=error.params.get("reason") or error.sentence) from error

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
        return self._receipt(action, filing, entries)


def filing_of(action: Action) -> Filing:
    data: dict[str, Any] = {name: value for name, value in action.payload.items() if name != "add_to"}
    return Filing.from_json(data)
