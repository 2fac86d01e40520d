"""Filing into Tryton: attachments first, then a note on each record in one transaction.

Each note and attachment bears the filing's key and the id of the action that wrote it, so that an attempt which was cut
off goes on where it was cut, and taking back removes that action's own and no more.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce

from connectors.tryton.creating import Creating, Origin
from connectors.tryton.drafts import Draft, drafts
from connectors.tryton.failures import TooLarge
from connectors.tryton.mapping import Links
from connectors.tryton.models import ATTACHMENT, NOTE
from connectors.tryton.notes import attachment_text, note_text, one_line
from connectors.tryton.records import Records
from connectors.tryton.rpc import Rpc
from connectors.tryton.settling import Settling, is_settled
from connectors.tryton.taking_back import TakingBack
from connectors.tryton.written import Content, There, Written
from workspace.connector.base import Session
from workspace.connector.errors import Conflict, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing
from workspace.model.ids import ReceiptId, RemoteId

MIB = 1024 * 1024
LARGEST_MB = 50
"""Of one attachment: it travels as base64 in one request."""


class Filings:
    """One user's filings."""

    def __init__(self, rpc: Rpc, session: Session, records: Records, links: Links) -> None:
        self._rpc = rpc
        self._session = session
        self._records = records
        self._links = links
        self._creating = Creating(rpc, records)
        self._written = Written(rpc, records)
        self._settling = Settling(rpc, self._written)
        self._taking_back = TakingBack(rpc, records, links)

    def find(self, action: Action) -> Receipt | None:
        """What is there under the action's key, whoever filed it and wherever.

        None also while the action's own attempt left something twice: performing it again settles that.
        """
        key = str(action.payload["key"])
        named = [str(each[1]) for each in _pairs(action.payload.get("records"))]
        created = self._creating.made_by(action.action_id) if action.payload.get("create") else []
        there = self._written.under(key, [*named, *(each.remote_id for each in created), *self._written.places(key)])
        if not there.notes or not is_settled(there, action.action_id, len(_pairs(action.payload.get("attachments")))):
            return None
        return self._receipt(action, there, named, created)

    def file(self, action: Action) -> Receipt:
        """Write what is missing. Raises ``Rejected`` before anything is written, or after it took back what was."""
        payload = dict(action.payload)
        add_to = str(payload.pop("add_to", None) or "")
        filing = Filing.from_json(payload)
        news = drafts(filing.create)
        if not filing.records and not news:
            raise Rejected("setting_missing", field="records")
        try:
            return self._file(action, filing, news, add_to)
        except (Rejected, Conflict) as error:
            chosen = [each.remote_id for each in filing.records]
            names = [*(each.name or each.remote_id for each in filing.records), *(each.name for each in news)]
            raise self._taking_back.refusal(action.action_id, chosen, names, error) from error

    def _file(self, action: Action, filing: Filing, news: Sequence[Draft], add_to: str) -> Receipt:
        self._records.require(filing.records)
        emails = tuple(each.email for each in ((filing.from_,) if filing.is_incoming else filing.to))
        words = f"Made from the {filing.kind} {one_line(filing.key)}"
        chosen = tuple(each.remote_id for each in filing.records)
        origin = Origin(action.action_id, words, chosen, emails)
        self._creating.require(origin, news)
        contents = [self._content(each) for each in filing.attachments]
        made = self._creating.make(origin, news)
        targets = list(dict.fromkeys((*chosen, *(each.remote_id for each in made))))
        others = self._places(add_to)
        self._write(action.action_id, filing, contents, targets, others)
        places = [*targets, *others, *self._written.places(filing.key)]
        there = self._settling.settle(action.action_id, filing.key, places, Counter(contents))
        created = self._creating.made_by(action.action_id) if news else []
        if set(targets) - set(there.resources):
            raise Rejected("not_written")
        return self._receipt(action, there, targets, created)

    def _places(self, add_to: str) -> tuple[str, ...]:
        """The record of the note that the filing is added to; it may have been deleted since."""
        try:
            return self._written.place_of(add_to)
        except Rejected:
            return ()

    def _content(self, attachment: FiledAttachment) -> Content:
        digest, size = hashlib.sha256(), 0
        for piece in self._session.blob(attachment.part_id):
            digest.update(piece)
            size += len(piece)
        if size > LARGEST_MB * MIB:
            raise Rejected("too_large", name=attachment.name, limit=LARGEST_MB, host=self._rpc.host)
        return one_line(attachment.name) or "attachment", size, digest.hexdigest()

    def _write(
        self, action_id: str, filing: Filing, contents: Sequence[Content], targets: Sequence[str], others: Sequence[str]
    ) -> None:
        """The notes come last and at once: a record with a note has its attachments."""
        there = self._written.under(filing.key, [*targets, *others])
        for resource in targets:
            left = Counter(there.contents(resource))
            for attachment, content in zip(filing.attachments, contents, strict=True):
                if left[content]:
                    left[content] -= 1
                else:
                    self._attach(action_id, filing, resource, attachment, content)
        bare = [resource for resource in targets if resource not in there.resources]
        if bare:
            message = note_text(filing, action_id, self._codes(filing))
            self._rpc.ask(NOTE, "create", [{"resource": each, "message": message} for each in bare])

    def _attach(
        self, action_id: str, filing: Filing, resource: str, attachment: FiledAttachment, content: Content
    ) -> None:
        name, _, sha256 = content
        data = base64.b64encode(b"".join(self._session.blob(attachment.part_id))).decode()
        values = {
            "resource": resource,
            "name": name,
            "type": "data",
            "description": attachment_text(filing, action_id, sha256),
            "data": {"__class__": "bytes", "base64": data},
        }
        try:
            self._rpc.ask(ATTACHMENT, "create", [values])
        except TooLarge as error:
            reason = f"“{name}” is larger than its max_size_authenticated allows"
            raise Rejected("refused", host=self._rpc.host, reason=reason) from error

    def _codes(self, filing: Filing) -> dict[str, str]:
        """The codes of the parties whom the mail's addresses belong to."""
        rows = self._records.mechanisms(each.email for each in (filing.from_, *filing.to, *filing.cc, *filing.bcc))
        return {str(row["value"]).lower(): str(row["party."]["code"]) for row in rows}

    def _receipt(self, action: Action, there: There, wanted: Iterable[str], created: Sequence[RecordRef]) -> Receipt:
        """What is there as a receipt; its attachments are those that every wanted record has."""
        first = there.notes[0]
        known = {each.remote_id: each for each in self._records.of(there.resources)}
        types = {str(each[1]): str(each[0]) for each in _pairs(action.payload.get("records"))}
        refs = [RecordRef(types.get(i, each.record_type.value), each.remote_id, each.name) for i, each in known.items()]
        counted = [Counter(there.contents(each)) for each in wanted if each in there.resources]
        if counted:
            contents = reduce(lambda one, two: one & two, counted)
        else:
            contents = reduce(lambda one, two: one | two, (Counter(there.contents(each)) for each in there.resources))
        is_ours = first.action_id == action.action_id
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=RemoteId(str(first.number)),
            link=self._links.to(first.resource),
            records=tuple(refs),
            created=tuple(each for each in created if each.remote_id in known),
            attachments=tuple(contents.elements()),
            found=not is_ours,
            filed_by=None if is_ours else first.user,
        )

    def unfile(self, action: Action) -> Receipt:
        """Remove what the receipt's action wrote and made; nothing happens the second time."""
        given = action.payload["receipt"]
        if not isinstance(given, dict) or not given.get("action_id"):
            raise Rejected("setting_missing", field="receipt")
        named = (*_pairs(given.get("records")), *_pairs(given.get("created")))
        refs = [RecordRef(record_type, RemoteId(remote_id), name) for record_type, remote_id, name in named]
        kept = self._taking_back.take_back(str(given["action_id"]), [each.remote_id for each in refs])
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id") or "")),
            records=tuple(dict.fromkeys(refs)),
            extra={"kept": [str(each) for each in kept]},
        )


def _pairs(value: object) -> list[list[str]]:
    """The records of a payload, each a type, a remote id and a name; or its attachments."""
    return [list(each) for each in value] if isinstance(value, list | tuple) else []
