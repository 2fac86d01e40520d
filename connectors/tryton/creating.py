"""New parties and opportunities, made once per action.

Tryton keeps no id of ours. So a new party's first contact mechanism and a new opportunity have a comment that says from
which mail they come, with the action's id; an attempt that was cut off finds by it what it made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.tryton.fields import Draft, date_json, party_values
from connectors.tryton.models import ACTIVE_OR_NOT, MECHANISM, OPPORTUNITY, PARTY, like, parts, reference
from connectors.tryton.notes import mark_line
from connectors.tryton.records import Records
from connectors.tryton.removing import sealed
from connectors.tryton.rpc import Domain, Row, Rpc
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.items import Record
from workspace.model.kinds import RecordType


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

    def require(self, drafts: Iterable[Draft]) -> None:
        """Raise ``Rejected`` for what the user may not make or Tryton would refuse; nothing was written then."""
        for draft in drafts:
            if not self._rpc.may(PARTY if draft.is_party else OPPORTUNITY, "create"):
                reason = f"making a {draft.record_type}. Nothing was written."
                raise Rejected("forbidden", host=self._rpc.host, reason=reason)
            needed = () if draft.is_party else ("company",) if draft.state == "lead" else ("company", "employee")
            for name in needed:
                if not self._rpc.preferences.get(name):
                    raise Rejected("setting_missing", field=f"{name} (of {self._rpc.username} in Tryton)")

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
        fields = ("comment", "party", *(["state"] if model == OPPORTUNITY else []))
        rows = self._rpc.rows(model, domain, fields)
        return [row for row in rows if _is_marked(str(row["comment"]), mark)]

    def _party(self, origin: Origin, draft: Draft) -> str:
        """An earlier attempt's; else one with the same address, or a company with the same name; else a new one."""
        rows = self._marked(MECHANISM, origin.mark(draft)) or self._records.mechanisms(draft.emails)
        same = [int(row["party"]) for row in rows]
        if not same and draft.record_type == RecordType.COMPANY:
            same = self._rpc.ids(PARTY, [["name", "=", draft.name]], limit=1)
        return reference(PARTY, same[0] if same else self._made(PARTY, party_values(draft, origin.comment(draft))))

    def _made(self, model: str, values: dict[str, Any]) -> int:
        return int(self._rpc.ask(model, "create", [values])[0])

    def _opportunity(self, origin: Origin, draft: Draft, there: Sequence[str]) -> list[str]:
        """A lead with an address brings a party along, because only parties have addresses in Tryton."""
        rows = self._marked(OPPORTUNITY, origin.mark(draft))
        if rows:
            number, party = int(rows[0]["id"]), rows[0]["party"] and reference(PARTY, rows[0]["party"])
        else:
            party = self._whose(origin, draft, there)
            number = self._made(OPPORTUNITY, self._opportunity_values(origin, draft, party))
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
        return {**values, "comment": sealed(origin.comment(draft), values)}


def _refs(found: Iterable[Record]) -> list[RecordRef]:
    return [RecordRef(each.record_type.value, each.remote_id, each.name) for each in found]


def _is_marked(comment: str, mark: str) -> bool:
    last = comment.rstrip().rpartition("\n")[2].partition(" #")[0]
    return last.startswith(mark) and (mark.endswith("/") or last == mark)
