"""Takes back exactly what an action wrote, and nothing that somebody else put there; twice is harmless."""

from collections.abc import Sequence

from connectors.odoo.creating import SILENT
from connectors.odoo.looking import any_of
from connectors.odoo.messages import EVEN_ARCHIVED, Chatter, Entry, mark_of
from connectors.odoo.models import ATTACHMENT, LEAD, MESSAGE, PARTNER, TASK, TICKET, Schema, place
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef

Place = tuple[str, int]


class TakingBack:
    """Deletes attachments before the message that names them, so that a second attempt finds what the first left."""

    def __init__(self, rpc: Rpc, schema: Schema, chatter: Chatter) -> None:
        self._rpc = rpc
        self._schema = schema
        self._chatter = chatter

    def remove_messages(self, action_id: str, places: Sequence[Place]) -> None:
        """The action's messages and attachments on these records."""
        mark = mark_of(action_id)
        by_model: dict[str, list[int]] = {}
        for model, res_id in places:
            by_model.setdefault(model, []).append(res_id)
        for model, ids in by_model.items():
            at = [["res_model", "=", model], ["res_id", "in", ids], ["description", "=like", f"{mark}:%"]]
            self._unlink(ATTACHMENT, self._rpc.ids(ATTACHMENT, "search", domain=at))
            if self._chatter.has_marks:
                ours = [["model", "=", model], ["res_id", "in", ids], ["email_layout_xmlid", "=", mark]]
                for entry in self._chatter.matching(ours):
                    self._remove(entry)

    def _remove(self, entry: Entry) -> None:
        """A message that others added attachments to becomes theirs."""
        own = [
            file for file in entry.files if file.mark == entry.mark or (not file.mark and file.user_id == entry.user_id)
        ]
        theirs = [file for file in entry.files if file not in own]
        self._unlink(ATTACHMENT, [file.attachment_id for file in own])
        if theirs:
            mark = theirs[0].mark or False
            self._rpc.call(MESSAGE, "write", [entry.message_id], vals={"email_layout_xmlid": mark})
        else:
            self._unlink(MESSAGE, [entry.message_id])

    def without_doubles(self, entries: Sequence[Entry], mark: str) -> list[Entry]:
        """Two who file at the same moment see each other's message afterwards: the later one is taken back."""
        kept: list[Entry] = []
        for entry in entries:
            if entry.mark == mark and any(other.at == entry.at for other in kept):
                self._remove(entry)
            else:
                kept.append(entry)
        return kept

    def remove_created(self, created: Sequence[RecordRef]) -> list[str]:
        """The created records that nobody changed or used since, the last one first; returns their names."""
        gone = []
        for ref in reversed(created):
            at = place(ref.remote_id)
            if at is not None and self._is_untouched(at, ref.name) and self._delete(at):
                gone.append(str(ref))
        return gone

    def _is_untouched(self, at: Place, name: str) -> bool:
        model, res_id = at
        fields = ["name", "display_name", "create_date", "write_date"]
        rows = self._rpc.rows(model, [["id", "=", res_id]], fields, context=EVEN_ARCHIVED)
        if not rows or name not in (rows[0].get("name"), rows[0].get("display_name")):
            return False
        return rows[0]["create_date"] == rows[0]["write_date"] and not self._is_used(at)

    def _is_used(self, at: Place) -> bool:
        model, res_id = at
        uses: list[tuple[str, list[object]]] = [
            (MESSAGE, [["model", "=", model], ["res_id", "=", res_id]]),
            (ATTACHMENT, [["res_model", "=", model], ["res_id", "=", res_id]]),
            ("mail.activity", [["res_model", "=", model], ["res_id", "=", res_id]]),
        ]
        if model == PARTNER:
            uses.append((PARTNER, [["parent_id", "=", res_id]]))
            uses += [(other, [["partner_id", "=", res_id]]) for other in (LEAD, TICKET, TASK)]
            uses.append((MESSAGE, any_of([["author_id", "=", res_id], ["partner_ids", "in", [res_id]]])))
        return any(self._counts(other, domain) for other, domain in uses)

    def _counts(self, model: str, domain: list[object]) -> bool:
        try:
            return bool(self._rpc.call(model, "search_count", domain=domain, context=EVEN_ARCHIVED))
        except Rejected:
            # A model that is not installed, or not this user's to see, says nothing.
            return False

    def _delete(self, at: Place) -> bool:
        """Archived where this user may not delete; kept where something else in Odoo needs it."""
        model, res_id = at
        try:
            self._rpc.call(model, "unlink", [res_id])
        except Rejected as error:
            if error.message_key != "forbidden":
                return False
            self._rpc.call(model, "write", [res_id], vals={"active": False}, context=SILENT)
        return True

    def _unlink(self, model: str, ids: Sequence[int]) -> None:
        if ids:
            self._rpc.call(model, "unlink", list(ids))
