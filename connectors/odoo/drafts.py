"""What is known of a record before it is made, in Odoo's fields, checked against what this database demands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.odoo.failures import NotOffered
from connectors.odoo.looking import any_of, literal
from connectors.odoo.models import LEAD, LISTS, PARTNER, TASK, TICKET, Row, Schema, place
from connectors.odoo.rpc import Rpc
from connectors.odoo.values import Asked, Values
from workspace.connector.errors import Rejected
from workspace.mail.address import normalise
from workspace.model.filings import RecordField
from workspace.model.kinds import RecordType

PROJECT = "project.project"
_ORDER = (RecordType.COMPANY, RecordType.CONTACT, RecordType.LEAD, RecordType.DEAL, RecordType.CASE)
_PLAIN: Mapping[str, Mapping[str, str]] = {
    PARTNER: {"name": "name", "title": "function", "city": "city"},
    LEAD: {"name": "name", "title": "function", "city": "city", "company": "partner_name"},
    TICKET: {"name": "name"},
    TASK: {"name": "name"},
}
"""Our words for a field, and Odoo's."""
_OTHER = {
    "emails": ("email", "email_from", "partner_email"),
    "phones": ("phone", "mobile", "partner_phone"),
    "domains": ("website",),
    "stage": ("stage_id",),
    "owner": ("user_id", "user_ids"),
    "amount": ("expected_revenue",),
    "project": ("project_id",),
}
"""Our words that need more than a copy, and the fields that they fill."""


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


def collection_name(kind: RecordType, model: str) -> str:
    """What the list is called that a record of this kind stands in."""
    at = {RecordType.COMPANY: "companies", RecordType.LEAD: "leads", RecordType.DEAL: "deals"}.get(kind)
    return next(each.name for each in LISTS if each.model == model and at in (None, each.remote_id))


def our_word(model: str, name: str) -> str:
    """The key that people give a value by for a field of Odoo's: ours where there is one."""
    plain = {theirs: ours for ours, theirs in _PLAIN[model].items()}
    return plain.get(name) or next((ours for ours, names in _OTHER.items() if name in names), name)


class Drafts:
    """Makes drafts from the pairs of a form."""

    def __init__(self, rpc: Rpc, schema: Schema) -> None:
        self._rpc = rpc
        self._schema = schema
        self._values = Values(rpc)

    def all(self, wanted: Iterable[tuple[str, Iterable[tuple[str, Any]]]]) -> list[Draft]:
        """Companies first, deals and cases last. Raises ``Rejected`` naming the field that is wrong or missing."""
        found = [self._draft(n, kind, list(pairs)) for n, (kind, pairs) in enumerate(wanted)]
        return sorted(found, key=lambda draft: _ORDER.index(draft.kind))

    def demanded(self, kind: RecordType) -> list[RecordField]:
        """What a form has to ask for: mandatory fields that neither Odoo nor we fill in."""
        draft = Draft(kind, self._model(kind), 0)
        self._fill_in(draft)
        known = self._known_anew(draft.model)
        found = [self._asked_for(draft, known, name) for name in self._missing(draft, known) if name != "name"]
        return [RecordField(each.key, each.label, self._values.choices(each.field)) for each in found]

    def _known_anew(self, model: str) -> dict[str, Row]:
        """Asked now: an organisation may have changed its fields since."""
        self._schema.forget(model)
        return self._schema.fields(model)

    def _draft(self, number: int, kind: str, pairs: list[tuple[str, Any]]) -> Draft:
        try:
            wanted = RecordType(kind)
        except ValueError:
            raise Rejected("setting_wrong", field="record_type", reason=f"{kind[:40]!r} is none") from None
        fields = _gathered(pairs)
        draft = Draft(wanted, self._model(wanted), number, tuple(normalise(each) for each in fields.get("emails", ())))
        known = self._known_anew(draft.model)
        for name, values in fields.items():
            self._fill(draft, known, name, values)
        self._fill_in(draft)
        for name in self._missing(draft, known):
            asked = self._asked_for(draft, known, name)
            at = {"field": asked.label, "key": asked.key, "record_type": asked.record_type}
            raise Rejected("field_required", host=self._rpc.host, **at)
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

    def _fill_in(self, draft: Draft) -> None:
        """What follows from the kind, and needs nobody's word."""
        if draft.model == PARTNER:
            draft.values["is_company"] = draft.kind is RecordType.COMPANY
        if draft.model == LEAD:
            draft.values["type"] = "lead" if draft.kind is RecordType.LEAD else "opportunity"
        if draft.kind is RecordType.LEAD and draft.name:
            draft.values.setdefault("contact_name", draft.name)
        if draft.model == TASK and "project_id" not in draft.values and (project := self._project(draft)):
            draft.values["project_id"] = project

    def _fill(self, draft: Draft, known: Mapping[str, Row], name: str, values: list[str]) -> None:
        first = values[0]
        if name == "is_open":
            return
        if name in _PLAIN[draft.model]:
            draft.values[_PLAIN[draft.model][name]] = first
        elif name == "phones":
            names = [each for each in _OTHER[name] if each in known]
            draft.values.update(zip(names, values, strict=False))
        elif name == "company":
            self._at_company(draft, known, first)
        elif name in ("contacts", "parent_ids"):
            self._at(draft, name, first)
        elif name == "owner":
            self._owned(draft, known, first)
        else:
            self._fill_one(draft, known, name, values)

    def _fill_one(self, draft: Draft, known: Mapping[str, Row], name: str, values: list[str]) -> None:
        """A field of ours that is one of Odoo's, or one by its own name."""
        theirs = next((each for each in _OTHER.get(name, (name,)) if each in known), None)
        if name in ("emails", "domains"):
            text = ", ".join(values) if name == "emails" else f"https://{values[0]}"
            draft.values.update({theirs: text} if theirs else {})
        elif theirs is None or known[theirs].get("readonly"):
            raise Rejected("setting_wrong", field=name, reason="Odoo has no such field")
        else:
            asked = Asked(name, known[theirs], draft.kind.value)
            draft.values[theirs] = self._values.typed(asked, values)

    def _at_company(self, draft: Draft, known: Mapping[str, Row], name: str) -> None:
        found = self._rpc.ids(
            PARTNER, "search", domain=[["is_company", "=", True], ["name", "=ilike", literal(name)]], limit=2
        )
        target = "parent_id" if draft.model == PARTNER else "partner_id"
        if len(found) == 1 and draft.kind is not RecordType.COMPANY:
            draft.values[target] = found[0]
        elif "company_name" in known and draft.kind is RecordType.CONTACT:
            draft.values["company_name"] = name

    def _at(self, draft: Draft, name: str, value: str) -> None:
        """A parent by its remote id, its address or its name."""
        known = place(value)
        if known is not None and known[0] == PARTNER:
            found = [known[1]]
        else:
            domain = any_of([["email_normalized", "=", normalise(value)], ["name", "=ilike", literal(value)]])
            found = self._rpc.ids(PARTNER, "search", domain=domain, limit=2)
        if len(found) != 1:
            raise Rejected("setting_wrong", field=name, reason=f"{value[:80]} is not one contact")
        draft.values["parent_id" if draft.model == PARTNER else "partner_id"] = found[0]

    def _owned(self, draft: Draft, known: Mapping[str, Row], name: str) -> None:
        theirs = "user_id" if "user_id" in known else "user_ids"
        domain = any_of([["login", "=ilike", literal(name)], ["name", "=ilike", literal(name)]])
        found = self._rpc.ids("res.users", "search", domain=domain, limit=2)
        if not found:
            raise self._values.gone(Asked("owner", known.get(theirs, {}), draft.kind.value), name)
        if len(found) > 1:
            raise Rejected("setting_wrong", field="owner", reason=f"{name[:80]} is not one user")
        draft.values[theirs] = found[0] if theirs == "user_id" else found

    def _project(self, draft: Draft) -> int | None:
        """The project for new tasks: the account's, else the only one."""
        given = self._rpc.settings.get("project", "")
        domain = [["name", "=ilike", literal(given)]] if given else []
        found = self._rpc.ids(PROJECT, "search", domain=domain, limit=2)
        if given and not found:
            raise Rejected("setting_wrong", field="project", reason=f"there is no “{given[:80]}”")
        return found[0] if len(found) == 1 or given else None

    def _missing(self, draft: Draft, known: Mapping[str, Row]) -> Iterator[str]:
        """Odoo's names of what has neither a value nor a default."""
        if not draft.name:
            yield "name"
        needed = [name for name, each in known.items() if _is_needed(each) and name != "name"]
        if draft.model == TASK:
            needed.append("project_id")
        missing = [name for name in dict.fromkeys(needed) if draft.values.get(name) in (None, "", [])]
        defaults = self._defaults(draft.model, missing) if missing else {}
        yield from (name for name in missing if defaults.get(name) in (None, False, "", []))

    def _defaults(self, model: str, names: list[str]) -> dict[str, Any]:
        try:
            found = self._rpc.call(model, "default_get", fields=names)
        except NotOffered:
            # Nobody says what is filled in: a refusal of the write names the field then.
            return dict.fromkeys(names, True)
        return found if isinstance(found, dict) else {}

    def _asked_for(self, draft: Draft, known: Mapping[str, Row], name: str) -> Asked:
        return Asked(our_word(draft.model, name), known.get(name, {}), draft.kind.value)


def _is_needed(known: Row) -> bool:
    """What depends on others is computed by the server; a box that is not ticked has its value."""
    is_ours = known.get("store", True) and not known.get("readonly") and not known.get("depends")
    return bool(known.get("required") and is_ours and known.get("type") != "boolean")


def _gathered(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    """A list is one pair a value, or a list as one value; empty ones are left out."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        for each in value if isinstance(value, (list, tuple)) else (value,):
            if text := str(each).strip():
                found.setdefault(name, []).append(text)
    return found
