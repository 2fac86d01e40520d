"""New parties and opportunities, made once per action.

Tryton keeps no id of ours. So a new party's first contact mechanism and a new opportunity have a comment that says from
which mail they come, with the action's id; an attempt that was cut off finds by it what it made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.tryton.drafts import Draft, party_values
from connectors.tryton.failures import UserError
from connectors.tryton.fields import OURS, Fields, unknown
from connectors.tryton.models import ACTIVE_OR_NOT, MECHANISM, OPPORTUNITY, PARTY, date_json, like, parts, reference
from connectors.tryton.notes import mark_line
from connectors.tryton.records import Records
from connectors.tryton.removing import sealed
from connectors.tryton.rpc import Domain, Row, Rpc
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.filings import RecordField
from workspace.model.items import Record
from workspace.model.kinds import RecordType

_MODELS: Mapping[RecordType, Sequence[str]] = {
    RecordType.CONTACT: (PARTY,),
    RecordType.COMPANY: (PARTY,),
    RecordType.LEAD: (OPPORTUNITY, PARTY),
    RecordType.DEAL: (OPPORTUNITY,),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """For which action records are made, and what they come from.

    ``chosen`` are the records that the filing goes to, of which a new opportunity takes its party; ``emails`` are whom
    it is about.
    """

    action_id: str
    words: str = ""
    chosen: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def mark(self, draft: Draft) -> str:
        return f"{mark_line(self.action_id)}/{draft.number}"

    def comment(self, draft: Draft) -> str:
        return "\n".join(filter(None, [draft.about(), self.words, self.mark(draft)]))


class Creating:
    """Makes the records of one user's actions."""

    def __init__(self, rpc: Rpc, records: Records) -> None:
        self._rpc = rpc
        self._records = records
        self._fields = Fields(rpc)

    def demanded(self, record_type: RecordType) -> list[RecordField]:
        """What the organisation demands; for a lead also of the party that its address brings along."""
        models = [model for model in _MODELS.get(record_type, ()) if self._rpc.may(model, "create")]
        return [self._fields.described(model, name) for model in models for name in self._fields.demanded(model)]

    def require(self, origin: Origin, drafts: Sequence[Draft]) -> None:
        """Raise ``Rejected`` for what the user may not make or Tryton would refuse; nothing was written then."""
        for draft in drafts:
            model = PARTY if draft.is_party else OPPORTUNITY
            if not self._rpc.may(model, "create"):
                raise Rejected("no_right", host=self._rpc.host, what=draft.name)
            needed = () if draft.is_party else ("company",) if draft.state == "lead" else ("company", "employee")
            for name in needed:
                if not self._rpc.preferences.get(name):
                    raise Rejected("setting_missing", field=f"{name} (of {self._rpc.username} in Tryton)")
            self._require_demanded(origin, draft, drafts)

    def _require_demanded(self, origin: Origin, draft: Draft, drafts: Sequence[Draft]) -> None:
        given = self._given(draft)
        missing = [
            (model, name)
            for model in _MODELS[RecordType(draft.record_type)]
            for name in self._fields.demanded(model)
            if name not in given.get(model, {})
        ]
        made = self._made_for(draft, origin, drafts) if missing else []
        for model, name in missing:
            if model in made:
                raise self._fields.missing(model, name, draft.record_type)

    def _given(self, draft: Draft) -> dict[str, dict[str, Any]]:
        """By model, the values of the fields that a draft gives by Tryton's own names."""
        given: dict[str, dict[str, str]] = {}
        for name, text in draft.more.items():
            models = _MODELS[RecordType(draft.record_type)]
            model = next((each for each in models if name in self._fields.of(each) and name not in OURS[each]), "")
            if not model:
                raise unknown([name], draft.record_type)
            given.setdefault(model, {})[name] = text
        return {model: self._fields.values(model, texts, draft.record_type) for model, texts in given.items()}

    def _made_for(self, draft: Draft, origin: Origin, drafts: Sequence[Draft]) -> list[str]:
        """The models of which a draft makes one; none for a party that is there already, or made by an attempt."""
        is_known = bool(self._there(origin, draft))
        if draft.is_party:
            return [] if is_known else [PARTY]
        has_party = is_known or origin.chosen or any(each.is_party for each in drafts) or not draft.emails
        return [OPPORTUNITY] if has_party else [OPPORTUNITY, PARTY]

    def made_by(self, action_id: str) -> list[RecordRef]:
        """What an action made."""
        found = [reference(PARTY, row["party"]) for row in self._marked(MECHANISM, f"{mark_line(action_id)}/")]
        if self._rpc.may(OPPORTUNITY, "read"):
            found += [
                reference(OPPORTUNITY, row["id"]) for row in self._marked(OPPORTUNITY, f"{mark_line(action_id)}/")
            ]
        return _refs(self._records.of(found))

    def make(self, origin: Origin, drafts: Sequence[Draft]) -> list[RecordRef]:
        """Every record that the drafts stand for: made now, by an earlier attempt, or there before."""
        made: list[str] = []
        for draft in drafts:
            if draft.is_party:
                made.append(self._party(origin, draft))
            else:
                made += self._opportunity(origin, draft, (*origin.chosen, *made))
        return _refs(self._records.of(made))

    def _marked(self, model: str, mark: str) -> list[Row]:
        """The rows whose comment ends with the mark; with one that ends in a slash, with any number behind it."""
        domain: Domain = [["comment", "like", f"%{like(mark)}%"], *([ACTIVE_OR_NOT] if model == MECHANISM else [])]
        fields = ("comment", "party", "party.active", *(["state"] if model == OPPORTUNITY else []))
        rows = self._rpc.rows(model, domain, fields)
        return [row for row in rows if _is_marked(str(row["comment"]), mark)]

    def _party(self, origin: Origin, draft: Draft) -> str:
        """The one that is there, else a new one."""
        if there := self._there(origin, draft):
            return reference(PARTY, there)
        values = party_values(draft, origin.comment(draft))
        return reference(PARTY, self._made(PARTY, draft, values))

    def _there(self, origin: Origin, draft: Draft) -> int:
        """An earlier attempt's party; else one with the same address, or a company with the same name; else 0."""
        rows = self._marked(MECHANISM, origin.mark(draft)) or self._records.mechanisms(draft.emails)
        same = [int(row["party"]) for row in rows if row["party."]["active"]]
        if not same and draft.record_type == RecordType.COMPANY:
            same = self._rpc.ids(PARTY, [["name", "=", draft.name]], limit=1)
        return same[0] if same else 0

    def _made(self, model: str, draft: Draft, values: dict[str, Any]) -> int:
        """The new one's number. Raises ``Rejected`` with the field that Tryton's refusal is about."""
        values |= self._given(draft).get(model, {})
        try:
            return int(self._rpc.ask(model, "create", [values])[0])
        except UserError as error:
            raise self._fields.meant(model, error.params["reason"], values, draft.record_type) or error from error

    def _opportunity(self, origin: Origin, draft: Draft, there: Sequence[str]) -> list[str]:
        """A lead with an address brings a party along, because only parties have addresses in Tryton."""
        rows = self._marked(OPPORTUNITY, origin.mark(draft))
        if rows:
            number, party = int(rows[0]["id"]), rows[0]["party"] and reference(PARTY, rows[0]["party"])
        else:
            party = self._whose(origin, draft, there)
            number = self._made(OPPORTUNITY, draft, self._opportunity_values(origin, draft, party))
        if draft.state == "opportunity" and (not rows or rows[0]["state"] == "lead"):
            self._rpc.ask(OPPORTUNITY, "opportunity", [number])
        return [*([party] if party and party not in there else []), reference(OPPORTUNITY, number)]

    def _whose(self, origin: Origin, draft: Draft, there: Sequence[str]) -> str:
        """The party that a new opportunity belongs to, companies first; empty for a lead that names nobody."""
        known = self._records.of(there)
        parties = [each for each in known if parts(each.remote_id)[0] == PARTY]
        parties.sort(key=lambda each: each.record_type is not RecordType.COMPANY)
        found = [*(each.remote_id for each in parties), *(parent for each in known for parent in each.parent_ids)]
        if found:
            return str(found[0])
        if draft.emails:
            return self._party(origin, draft)
        if draft.state == "opportunity":
            raise Rejected("setting_missing", field="company or contact")
        return ""

    def _opportunity_values(self, origin: Origin, draft: Draft, party: str) -> dict[str, Any]:
        values: dict[str, Any] = {
            "description": draft.name,
            "party": parts(party)[1] if party else None,
            "amount": draft.amount,
            "employee": self._rpc.preferences.get("employee"),
            "start_date": date_json(date.today()),  # noqa: DTZ011  a calendar day where the user is
        }
        if ways := self._records.mechanisms((*draft.emails, *origin.emails)):
            values["contact"] = ways[0]["id"]
        return {**values, "comment": sealed(origin.comment(draft), values | self._given(draft).get(OPPORTUNITY, {}))}


def _refs(found: Iterable[Record]) -> list[RecordRef]:
    return [RecordRef(each.record_type.value, each.remote_id, each.name) for each in found]


def _is_marked(comment: str, mark: str) -> bool:
    last = comment.rstrip().rpartition("\n")[2].partition(" #")[0]
    return last.startswith(mark) and (mark.endswith("/") or last == mark)
