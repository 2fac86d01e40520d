"""Records made from a mail: checked against what this database asks for, and made once.

Each gets an external id that follows from the action (``load``, which Odoo's own import uses: the same id is never made
twice), so that a second attempt finds it and taking back knows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.odoo.failures import NotOffered, first_line
from connectors.odoo.looking import any_of
from connectors.odoo.models import LEAD, PARTNER, TASK, TICKET, Row, Schema, place
from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected
from workspace.mail.address import normalise
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

_ORDER = (RecordType.COMPANY, RecordType.CONTACT, RecordType.LEAD, RecordType.DEAL, RecordType.CASE)
_STAGES = {LEAD: "crm.stage", TICKET: "helpdesk.stage", TASK: "project.task.type"}
_LISTS = ("emails", "phones", "domains", "contacts", "parent_ids")
_PLAIN: Mapping[str, Mapping[str, str]] = {
    PARTNER: {"name": "name", "title": "function", "city": "city"},
    LEAD: {"name": "name", "title": "function", "city": "city", "company": "partner_name"},
    TICKET: {"name": "name"},
    TASK: {"name": "name"},
}
"""Our words for a field, and Odoo's."""


@dataclass(slots=True)
class Draft:
    """A record that is to be made: ``values`` by Odoo's names."""

    kind: RecordType
    model: str
    number: int
    emails: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.values.get("name") or "")


class Creating:
    """Makes drafts, finds what is there already, and writes."""

    def __init__(self, rpc: Rpc, schema: Schema) -> None:
        self._rpc = rpc
        self._schema = schema

    def drafts(self, wanted: Iterable[tuple[str, Iterable[tuple[str, Any]]]]) -> list[Draft]:
        """Companies first, deals and cases last. Raises ``Rejected`` naming the field that is wrong or missing."""
        found = [self._draft(n, kind, list(pairs)) for n, (kind, pairs) in enumerate(wanted)]
        return sorted(found, key=lambda draft: _ORDER.index(draft.kind))

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
            domain = [["is_company", "=", True], ["name", "=ilike", draft.name]] if draft.name else []
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
            made = self._rpc.ids(draft.model, "create", vals_list=[draft.values], context=SILENT)
            return made[0]

    def _load(self, action_id: str, draft: Draft) -> int:
        types = {name: self._schema.fields(draft.model).get(name, {}).get("type") for name in draft.values}
        columns = ["id"] + [f"{name}/.id" if types[name] in _RELATIONS else name for name in draft.values]
        cells = [f"{MODULE}.{external_id(action_id, draft.number)}", *map(_cell, draft.values.values())]
        answer = self._rpc.call(draft.model, "load", fields=columns, data=[cells], context=SILENT)
        ids = answer.get("ids") if isinstance(answer, dict) else None
        if ids:
            return int(ids[0])
        messages = answer.get("messages") if isinstance(answer, dict) else None
        raise self._refused([each for each in messages or () if isinstance(each, dict)])

    def _refused(self, messages: list[Row]) -> Rejected:
        first = messages[0] if messages else {}
        reason = first_line(str(first.get("message") or "")) or "no reason given"
        if first.get("field"):
            return Rejected("setting_wrong", field=str(first.get("field_name") or first["field"]), reason=reason)
        return Rejected("refused", host=self._rpc.host, reason=reason)

    def _draft(self, number: int, kind: str, pairs: list[tuple[str, Any]]) -> Draft:
        try:
            wanted = RecordType(kind)
        except ValueError:
            raise Rejected("setting_wrong", field="record_type", reason=f"{kind[:40]!r} is none") from None
        model = self._model(wanted)
        fields = _gathered(pairs)
        emails = tuple(normalise(each) for each in fields.get("emails", ()))
        draft = Draft(wanted, model, number, emails)
        if model == PARTNER:
            draft.values["is_company"] = wanted is RecordType.COMPANY
        if model == LEAD:
            draft.values["type"] = "lead" if wanted is RecordType.LEAD else "opportunity"
        for name, values in fields.items():
            self._fill(draft, name, values)
        if model == LEAD and wanted is RecordType.LEAD and draft.name:
            draft.values.setdefault("contact_name", draft.name)
        if model == TASK:
            draft.values.setdefault("project_id", self._project())
        self._need_all(draft)
        return draft

    def _model(self, kind: RecordType) -> str:
        if kind in (RecordType.CONTACT, RecordType.COMPANY):
            return PARTNER
        if kind in (RecordType.LEAD, RecordType.DEAL):
            return LEAD
        try:
            self._schema.fields(TICKET)
        except Rejected:
            return TASK
        return TICKET

    def _fill(self, draft: Draft, name: str, values: list[str]) -> None:
        known = self._schema.fields(draft.model)
        first = values[0]
        if name in _PLAIN[draft.model]:
            draft.values[_PLAIN[draft.model][name]] = first
        elif name == "emails":
            field_name = next((n for n in ("email", "email_from", "partner_email") if n in known), None)
            if field_name:
                draft.values[field_name] = ", ".join(values)
        elif name == "phones":
            names = [each for each in ("phone", "mobile", "partner_phone") if each in known]
            draft.values.update(zip(names, values, strict=False))
        elif name == "domains":
            if "website" in known:
                draft.values["website"] = f"https://{first}"
        elif name == "company":
            self._at_company(draft, first)
        elif name in ("contacts", "parent_ids"):
            self._at(draft, name, first)
        elif name == "stage":
            draft.values["stage_id"] = self._named(_STAGES.get(draft.model, ""), name, first)
        elif name == "owner":
            self._owned(draft, first)
        elif name == "amount":
            draft.values["expected_revenue"] = _number(first)
        elif name == "project":
            draft.values["project_id"] = self._named("project.project", name, first)
        elif name in known and not known[name].get("readonly"):
            draft.values[name] = first
        elif name != "is_open":
            raise Rejected("setting_wrong", field=name, reason="Odoo has no such field")

    def _at_company(self, draft: Draft, name: str) -> None:
        found = self._rpc.ids(PARTNER, "search", domain=[["is_company", "=", True], ["name", "=ilike", name]], limit=2)
        target = "parent_id" if draft.model == PARTNER else "partner_id"
        if len(found) == 1 and draft.kind is not RecordType.COMPANY:
            draft.values[target] = found[0]
        elif "company_name" in self._schema.fields(draft.model) and draft.kind is RecordType.CONTACT:
            draft.values["company_name"] = name

    def _at(self, draft: Draft, name: str, value: str) -> None:
        """A parent by its remote id, its address or its name."""
        known = place(value)
        if known is not None and known[0] == PARTNER:
            found = [known[1]]
        else:
            domain = any_of([["email_normalized", "=", normalise(value)], ["name", "=ilike", value]])
            found = self._rpc.ids(PARTNER, "search", domain=domain, limit=2)
        if len(found) != 1:
            raise Rejected("setting_wrong", field=name, reason=f"{value[:80]} is not one contact")
        draft.values["parent_id" if draft.model == PARTNER else "partner_id"] = found[0]

    def _owned(self, draft: Draft, name: str) -> None:
        domain = any_of([["login", "=ilike", name], ["name", "=ilike", name]])
        found = self._rpc.ids("res.users", "search", domain=domain, limit=2)
        if len(found) != 1:
            raise Rejected("setting_wrong", field="owner", reason=f"{name[:80]} is not one user")
        known = self._schema.fields(draft.model)
        draft.values["user_id" if "user_id" in known else "user_ids"] = found[0]

    def _named(self, model: str, name: str, value: str) -> int:
        """The row of that name; one that was removed is said."""
        found = self._rpc.ids(model, "search", domain=[["name", "=ilike", value]], limit=1) if model else []
        if not found:
            raise Rejected("setting_wrong", field=name, reason=f"there is no {value[:80]!r}")
        return found[0]

    def _project(self) -> int:
        given = self._rpc.settings.get("project", "")
        if given:
            return self._named("project.project", "project", given)
        found = self._rpc.ids("project.project", "search", domain=[], limit=2)
        if len(found) != 1:
            raise Rejected("setting_missing", field="project")
        return found[0]

    def _need_all(self, draft: Draft) -> None:
        """Raises ``Rejected`` for the first mandatory field that has neither a value nor a default."""
        known = self._schema.fields(draft.model)
        if not draft.name:
            raise Rejected("setting_missing", field="name")
        needed = [
            name
            for name, each in known.items()
            # What depends on others is computed by the server.
            if each.get("required") and each.get("store", True) and not each.get("readonly") and not each.get("depends")
        ]
        missing = [name for name in needed if draft.values.get(name) in (None, "")]
        if not missing:
            return
        try:
            defaults = self._rpc.call(draft.model, "default_get", fields=missing)
        except NotOffered:
            return
        for name in missing:
            if isinstance(defaults, dict) and defaults.get(name) in (None, False, ""):
                raise Rejected("setting_missing", field=str(known[name].get("string") or name))


_RELATIONS = ("many2one", "many2many")


def external_id(action_id: str, number: int) -> str:
    return f"workspace_{action_id}_{number}".replace(".", "_")


def _number_of(ref: RecordRef) -> int:
    return int(ref.remote_id.rpartition("/")[2])


def _gathered(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    """A list is one pair a value, or a list as one value; empty ones are left out."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        for each in value if isinstance(value, (list, tuple)) else (value,):
            if text := str(each).strip():
                found.setdefault(name, []).append(text)
    return found


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "").split()[0])
    except (ValueError, IndexError):
        raise Rejected("setting_wrong", field="amount", reason=f"{text[:40]!r} is no number") from None


def _cell(value: object) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)
