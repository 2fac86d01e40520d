"""Filing into Tryton: attachments first, then a note on each record in one transaction.

Each note and attachment bears the filing's key and the id of the action that wrote it, so that an attempt which was cut
off goes on where it was cut, and taking back removes that action's own and no more.
"""

import base64
import hashlib
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce

from connectors.tryton.creating import Creating, Origin
from connectors.tryton.fields import drafts
from connectors.tryton.mapping import Links
from connectors.tryton.models import ATTACHMENT, NOTE
from connectors.tryton.notes import attachment_text, mark_line, note_text, one_line
from connectors.tryton.records import Records
from connectors.tryton.removing import Removing
from connectors.tryton.rpc import Rpc
from connectors.tryton.written import Content, There, Written, WrittenNote
from workspace.connector.base import Session
from workspace.connector.errors import Conflict, Rejected
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import FiledAttachment, Filing
from workspace.model.ids import ReceiptId, RemoteId

MIB = 1024 * 1024
LARGEST_MB = 50
"""Of one attachment: it travels as base64 in one request."""
RACE_SECONDS = 1.0


class Filings:
    """One user's filings."""

    def __init__(self, rpc: Rpc, session: Session, records: Records, links: Links) -> None:
        self._rpc = rpc
        self._session = session
        self._records = records
        self._links = links
        self._creating = Creating(rpc, records)
        self._removing = Removing(rpc)
        self._written = Written(rpc, records)

    def find(self, action: Action) -> Receipt | None:
        """What is there under the action's key, whoever filed it and wherever."""
        key = str(action.payload["key"])
        named = [str(each[1]) for each in _pairs(action.payload.get("records"))]
        created = self._creating.made_by(action.action_id) if action.payload.get("create") else []
        there = self._written.under(key, [*named, *(each.remote_id for each in created), *self._written.places(key)])
        return self._receipt(action, there, named, created) if there.notes else None

    def file(self, action: Action) -> Receipt:
        """Write what is missing. Raises ``Rejected`` before anything is written, or after it took back what was."""
        payload = dict(action.payload)
        add_to = str(payload.pop("add_to", None) or "")
        filing = Filing.from_json(payload)
        news = drafts(filing.create)
        if not filing.records and not news:
            raise Rejected("setting_missing", field="records")
        self._records.require(filing.records)
        self._creating.require(news)
        contents = [self._content(each) for each in filing.attachments]
        try:
            emails = tuple(each.email for each in ((filing.from_,) if filing.is_incoming else filing.to))
            words = f"Made from the {filing.kind} {one_line(filing.key)}"
            chosen = tuple(each.remote_id for each in filing.records)
            made = self._creating.make(Origin(action.action_id, words, chosen, emails), news)
            targets = list(dict.fromkeys((*chosen, *(each.remote_id for each in made))))
            self._write(action.action_id, filing, contents, targets, self._places(add_to))
        except (Rejected, Conflict):
            self._take_back(action.action_id, [each.remote_id for each in filing.records])
            raise
        places = [*targets, *self._places(add_to), *self._written.places(filing.key)]
        there = self._settled(action.action_id, filing.key, places)
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
        self._rpc.ask(ATTACHMENT, "create", [values])

    def _codes(self, filing: Filing) -> dict[str, str]:
        """The codes of the parties whom the mail's addresses belong to."""
        rows = self._records.mechanisms(each.email for each in (filing.from_, *filing.to, *filing.cc))
        return {str(row["value"]).lower(): str(row["party."]["code"]) for row in rows}

    def _settled(self, action_id: str, key: str, resources: Sequence[str]) -> There:
        """What is there in the end. Where a colleague filed the same in the same moment, one of the two gives way.

        The later note goes. Whose note came first may still be unseen by the other, so the first one looks again.
        """
        for is_last_look in (False, True):
            there = self._written.under(key, resources)
            doubled = [_parted(there.notes_on(each), action_id) for each in there.resources]
            doubled = [(own, rest) for own, rest in doubled if own and rest]
            late = [note for own, rest in doubled if is_last_look or rest[0].number < own[0].number for note in own]
            if late:
                self._remove_doubled(action_id, there, late)
                return self._written.under(key, resources)
            if not doubled:
                break
            threading.Event().wait(RACE_SECONDS)
        return there

    def _remove_doubled(self, action_id: str, there: There, late: Sequence[WrittenNote]) -> None:
        """Remove notes that are there twice, and their attachments that are."""
        self._rpc.ask(NOTE, "delete", [note.number for note in late])
        for resource in {note.resource for note in late}:
            theirs = Counter(
                e.content for e in there.attachments if e.resource == resource and e.action_id != action_id
            )
            own = [e for e in there.attachments if e.resource == resource and e.action_id == action_id]
            twice = [e.number for e in own if theirs[e.content]]
            if twice:
                self._rpc.ask(ATTACHMENT, "delete", twice)

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
        kept = self._take_back(str(given["action_id"]), [each.remote_id for each in refs])
        return Receipt(
            receipt_id=ReceiptId(action.action_id),
            action_id=action.action_id,
            remote_id=RemoteId(str(given.get("remote_id") or "")),
            records=tuple(dict.fromkeys(refs)),
            extra={"kept": [str(each) for each in kept]},
        )

    def _take_back(self, action_id: str, remote_ids: Iterable[str]) -> list[RecordRef]:
        """Remove an action's own; returns the records it made that stay because they are used or changed."""
        made = self._creating.made_by(action_id)
        resources = [*remote_ids, *(each.remote_id for each in made)]
        resources += [each.remote_id for each in self._records.merged_into(resources)]
        own = self._written.by(action_id, resources)
        if own.attachments:
            self._rpc.ask(ATTACHMENT, "delete", [each.number for each in own.attachments])
        for note in own.notes:
            self._hand_over(note)
        if own.notes:
            self._rpc.ask(NOTE, "delete", [each.number for each in own.notes])
        return self._removing.take_away(made)

    def _hand_over(self, note: WrittenNote) -> None:
        """A colleague who added attachments to our note keeps a note with them."""
        there = self._written.under(note.key, [note.resource])
        others = [each.action_id for each in there.attachments if each.action_id != note.action_id]
        if not others or any(each.action_id != note.action_id for each in there.notes):
            return
        [row] = self._rpc.ask(NOTE, "read", [note.number], ["message"])
        message = str(row["message"]).replace(mark_line(note.action_id), mark_line(others[0]), 1)
        self._rpc.ask(NOTE, "create", [{"resource": note.resource, "message": message}])


def _parted(notes: Sequence[WrittenNote], action_id: str) -> tuple[list[WrittenNote], list[WrittenNote]]:
    """An action's own notes, and the others."""
    return [n for n in notes if n.action_id == action_id], [n for n in notes if n.action_id != action_id]


def _pairs(value: object) -> list[list[str]]:
    """The records of a payload, each a type, a remote id and a name."""
    return [list(each) for each in value] if isinstance(value, list | tuple) else []
