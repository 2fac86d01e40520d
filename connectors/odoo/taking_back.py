"""Takes back exactly what an action wrote, and nothing that somebody else put there; twice is harmless."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from connectors.odoo.creating import SILENT
from connectors.odoo.looking import any_of
from connectors.odoo.messages import EVEN_ARCHIVED, Chatter, Entry, mark_of
from connectors.odoo.models import ATTACHMENT, LEAD, MESSAGE, PARTNER, TASK, TICKET, Row, Schema, place
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef

Place = tuple[str, int]
Became = Literal["removed", "archived", "kept"]


class Left(TypedDict):
    """What became of the records that an action made, as ``TYPE:REMOTE_ID``."""

    removed: list[str]
    archived: list[str]
    kept: list[str]


class TakingBack:
    """Deletes attachments before the message that names them, so that a second attempt finds what the first left."""

    def __init__(self, rpc: Rpc, schema: Schema, chatter: Chatter) -> None:
        self._rpc = rpc
        self._schema = schema
        self._chatter = chatter

    def remove_messages(self, action_id: str, places: Sequence[Place], noted: Sequence[int] = ()) -> None:
        """The action's messages and attachments on these records, and where its ``noted`` messages are now.

        Merging two contacts moves their messages: the place that was filed to is gone then.
        """
        mark = mark_of(action_id)
        if noted and self._chatter.has_marks:
            now_at = self._chatter.matching([["id", "in", list(noted)], ["email_layout_xmlid", "=", mark]])
            places = list(dict.fromkeys([*places, *(entry.at for entry in now_at)]))
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

    def remove_created(self, created: Sequence[RecordRef]) -> Left:
        """The created records that nobody changed or used since, the last one first."""
        left = Left(removed=[], archived=[], kept=[])
        for ref in reversed(created):
            at = place(ref.remote_id)
            became = self._became(at, ref.name) if at is not None else "kept"
            left[became].append(str(ref))
        return left

    def _became(self, at: Place, name: str) -> Became:
        model, res_id = at
        fields = ["name", "display_name", "create_date", "write_date", "active"]
        known = self._schema.fields(model)
        wanted = [each for each in fields if each in known]
        rows = self._rpc.rows(model, [["id", "=", res_id]], wanted, context=EVEN_ARCHIVED)
        if not rows:
            return "removed"
        if rows[0].get("active") is False:
            return "archived"
        return self._delete(at) if self._is_untouched(rows[0], at, name) else "kept"

    def _is_untouched(self, row: Row, at: Place, name: str) -> bool:
        is_as_made = name in (row.get("name"), row.get("display_name")) and row["create_date"] == row["write_date"]
        return is_as_made and not self._is_used(at)

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
            # Deleting a person deletes invitations without a word.
            uses.append(("calendar.event", [["partner_ids", "in", [res_id]]]))
            uses.append((MESSAGE, any_of([["author_id", "=", res_id], ["partner_ids", "in", [res_id]]])))
        return any(self._counts(other, domain) for other, domain in uses)

    def _counts(self, model: str, domain: list[object]) -> bool:
        try:
            return bool(self._rpc.call(model, "search_count", domain=domain, context=EVEN_ARCHIVED))
        except Rejected:
            # A model that is not installed, or not this user's to see, says nothing.
            return False

    def _delete(self, at: Place) -> Became:
        """Archived where this user may not delete, which Odoo leaves nobody but managers for leads; kept where
        something else in Odoo needs it.
        """
        model, res_id = at
        try:
            self._rpc.call(model, "unlink", [res_id])
        except Rejected as error:
            if error.message_key != "forbidden":
                return "kept"
            self._rpc.call(model, "write", [res_id], vals={"active": False}, context=SILENT)
            return "archived"
        return "removed"

    def _unlink(self, model: str, ids: Sequence[int]) -> None:
        if ids:
            self._rpc.call(model, "unlink", list(ids))
