"""Taking back what one action wrote: by the user's wish, or because Tryton refused the rest of it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from connectors.tryton.creating import Creating
from connectors.tryton.mapping import Links
from connectors.tryton.models import ATTACHMENT, NOTE
from connectors.tryton.notes import mark_line
from connectors.tryton.records import Records
from connectors.tryton.removing import Removing
from connectors.tryton.rpc import Rpc
from connectors.tryton.written import Written, WrittenNote
from workspace.connector.errors import Conflict, ConnectorError, PartlyWritten, Rejected
from workspace.model.actions import Receipt, RecordRef
from workspace.model.ids import ActionId, ReceiptId, RemoteId


class TakingBack:
    """One user's."""

    def __init__(self, rpc: Rpc, records: Records, links: Links) -> None:
        self._rpc = rpc
        self._records = records
        self._links = links
        self._creating = Creating(rpc, records)
        self._removing = Removing(rpc)
        self._written = Written(rpc, records)

    def take_back(self, action_id: str, remote_ids: Iterable[str]) -> list[RecordRef]:
        """Remove an action's own; returns the records it made that stay because they are used or changed."""
        made = self._creating.made_by(action_id)
        own = self._written.by(action_id, self._places(remote_ids, made))
        if own.attachments:
            self._rpc.ask(ATTACHMENT, "delete", [each.number for each in own.attachments])
        for note in own.notes:
            self._hand_over(note)
        if own.notes:
            self._rpc.ask(NOTE, "delete", [each.number for each in own.notes])
        return self._removing.take_away(made)

    def _places(self, remote_ids: Iterable[str], made: Iterable[RecordRef]) -> list[str]:
        """The records, those made, and where parties among them were merged into."""
        places = [*remote_ids, *(each.remote_id for each in made)]
        return [*places, *(each.remote_id for each in self._records.merged_into(places))]

    def _hand_over(self, note: WrittenNote) -> None:
        """A colleague who added attachments to our note keeps a note with them."""
        there = self._written.under(note.key, [note.resource])
        others = [each.action_id for each in there.attachments if each.action_id != note.action_id]
        if not others or any(each.action_id != note.action_id for each in there.notes):
            return
        [row] = self._rpc.ask(NOTE, "read", [note.number], ["message"])
        message = str(row["message"]).replace(mark_line(note.action_id), mark_line(others[0]), 1)
        self._rpc.ask(NOTE, "create", [{"resource": note.resource, "message": message}])

    def refusal(self, action_id: str, wanted: Sequence[str], names: Sequence[str], error: ConnectorError) -> Exception:
        """What to say of an action that Tryton refused: the same, once nothing of it is left.

        ``wanted`` are the records that it was for, ``names`` those and the ones to create. Who may create may not
        always delete: what stays then goes into a receipt.
        """
        with suppress(Rejected, Conflict):
            self.take_back(action_id, wanted)
        made = self._creating.made_by(action_id)
        own = self._written.by(action_id, self._places(wanted, made))
        places = dict.fromkeys((*(e.resource for e in own.notes), *(e.resource for e in own.attachments)))
        left = self._records.of((*places, *(each.remote_id for each in made)))
        if not left:
            return error
        receipt = Receipt(
            receipt_id=ReceiptId(action_id),
            action_id=ActionId(action_id),
            remote_id=RemoteId(str(own.notes[0].number) if own.notes else ""),
            link=self._links.to(left[0].remote_id),
            records=tuple(RecordRef(each.record_type.value, each.remote_id, each.name) for each in left),
            created=tuple(made),
            attachments=tuple(dict.fromkeys(each.content for each in own.attachments)),
        )
        written = [each.name for each in left]
        missing = [each for each in names if each not in written] or names
        reason = error.params.get("reason") or error.sentence
        return PartlyWritten(receipt, written=", ".join(written), missing=", ".join(missing), reason=reason)
