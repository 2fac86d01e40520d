"""Records made from a mail, once each.

Each gets an external id that follows from the action (``load``, which Odoo's own import uses: the same id is never made
twice), so that a second attempt finds it and taking back knows it.
"""

from collections.abc import Sequence
from typing import Any

from connectors.odoo.drafts import Draft, our_word
from connectors.odoo.failures import NotOffered, first_line
from connectors.odoo.looking import literal
from connectors.odoo.models import Row, Schema
from connectors.odoo.rpc import Rpc
from connectors.odoo.values import RELATIONS, Asked, Values, cell
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.kinds import RecordType

MODULE = "__import__"
SILENT = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}
"""Nobody is told by mail, and nothing is written into the new record's chatter."""
_IMPORT = {**SILENT, "tz": "UTC"}
"""An import reads moments in the user's own time zone unless told otherwise."""


class Creating:
    """Finds what is there already, and writes drafts."""

    def __init__(self, rpc: Rpc, schema: Schema) -> None:
        self._rpc = rpc
        self._schema = schema
        self._values = Values(rpc)

    def made(self, action_id: str, number: int) -> tuple[str, int] | None:
        """What this very action made before: model and id."""
        name = external_id(action_id, number)
        try:
            found = self._rpc.call("ir.model.data", "check_object_reference", module=MODULE, xml_id=name)
        except NotOffered:
            return None
        except Rejected as error:
            if error.message_key != "refused":
                raise
            return None
        return (str(found[0]), int(found[1])) if isinstance(found, list) and len(found) == 2 and found[1] else None

    def same(self, draft: Draft) -> int | None:
        """The one person with an address of the draft, or the one company of its name."""
        if draft.kind is RecordType.COMPANY:
            domain = [["is_company", "=", True], ["name", "=ilike", literal(draft.name)]] if draft.name else []
        elif not draft.emails or draft.kind not in (RecordType.CONTACT, RecordType.LEAD):
            domain = []
        elif draft.kind is RecordType.CONTACT:
            domain = [["is_company", "=", False], ["email_normalized", "in", list(draft.emails)]]
        else:
            domain = [["type", "=", "lead"], ["email_normalized", "in", list(draft.emails)]]
        if not domain:
            return None
        found = self._rpc.ids(draft.model, "search", domain=domain, limit=2)
        return found[0] if len(found) == 1 else None

    def hang_on(self, draft: Draft, known: Sequence[RecordRef]) -> None:
        """People at the one company that is known, deals and cases at the first person or company."""
        people = [ref for ref in known if ref.record_type == RecordType.CONTACT]
        companies = [ref for ref in known if ref.record_type == RecordType.COMPANY]
        if draft.kind is RecordType.CONTACT and len(companies) == 1:
            draft.values.setdefault("parent_id", _number_of(companies[0]))
        elif draft.kind in (RecordType.DEAL, RecordType.CASE) and (people or companies):
            draft.values.setdefault("partner_id", _number_of((people or companies)[0]))

    def write(self, action_id: str, draft: Draft) -> int:
        try:
            return self._load(action_id, draft)
        except NotOffered:
            values = {name: _command(value) for name, value in draft.values.items()}
            return self._rpc.ids(draft.model, "create", vals_list=[values], context=SILENT)[0]

    def _load(self, action_id: str, draft: Draft) -> int:
        types = {name: self._schema.fields(draft.model).get(name, {}).get("type") for name in draft.values}
        columns = ["id"] + [f"{name}/.id" if types[name] in RELATIONS else name for name in draft.values]
        cells = [f"{MODULE}.{external_id(action_id, draft.number)}", *map(cell, draft.values.values())]
        answer = self._rpc.call(draft.model, "load", fields=columns, data=[cells], context=_IMPORT)
        ids = answer.get("ids") if isinstance(answer, dict) else None
        if ids:
            return int(ids[0])
        messages = answer.get("messages") if isinstance(answer, dict) else None
        raise self._refused(draft, [each for each in messages or () if isinstance(each, dict)])

    def _refused(self, draft: Draft, messages: list[Row]) -> Rejected:
        """What was mandatory or removed only when it was written is named like what was seen before."""
        first = messages[0] if messages else {}
        reason = first_line(str(first.get("message") or "")) or "no reason given"
        name = str(first.get("field") or "")
        if not name:
            return Rejected("refused", host=self._rpc.host, reason=reason)
        known = self._schema.fields(draft.model).get(name, {})
        asked = Asked(our_word(draft.model, name), known, draft.kind.value)
        if draft.values.get(name) in (None, ""):
            at = {"field": asked.label, "key": asked.key, "record_type": asked.record_type}
            return Rejected("field_required", host=self._rpc.host, **at)
        if known.get("type") in (*RELATIONS, "selection"):
            return self._values.gone(asked, str(draft.values[name]))
        return Rejected("setting_wrong", field=asked.label, reason=reason)


def external_id(action_id: str, number: int) -> str:
    return f"workspace_{action_id}_{number}".replace(".", "_")


def _number_of(ref: RecordRef) -> int:
    return int(ref.remote_id.rpartition("/")[2])


def _command(value: Any) -> Any:
    """Several ids are set by a command."""
    return [[6, 0, value]] if isinstance(value, list) else value
