"""Taking away a party or opportunity that we made, if nobody changed it since and nobody uses it.

A party is as it was made while its rows bear the time of its making. An opportunity is written again when its state
changes, so its comment ends with a seal over what was written.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from connectors.tryton.models import (
    ACTIVE_OR_NOT,
    ATTACHMENT,
    MECHANISM,
    NOTE,
    OPPORTUNITY,
    PARTY,
    decimal,
    parts,
    reference,
)
from connectors.tryton.rpc import Row, Rpc
from workspace.connector.errors import Conflict, Rejected
from workspace.model.actions import RecordRef

_ITS_OWN = (MECHANISM, "party.party.lang", "party.party-party.category", "party.address", "party.identifier")
"""Rows that belong to a party; any other row that names it uses it."""
_SEALED = ("description", "party", "contact", "amount", "employee", "start_date")
_ALSO_SEALED = ("reference", "end_date")
"""Those only if they are there, because they mostly are not."""
_UNDONE = ("lead", "opportunity", "cancelled")
_TIMES = ("create_date", "write_date")
_SEAL = " #"


class Removing:
    """One user's."""

    closed: ClassVar[set[tuple[str, str, str, str]]] = set()
    """Models that a user cannot ask, so that each is asked once a process."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc

    def take_away(self, refs: Sequence[RecordRef]) -> list[RecordRef]:
        """Delete those that nobody changed or uses, opportunities before their parties; returns those that stay."""
        kept = []
        for ref in sorted(refs, key=lambda each: parts(each.remote_id)[0] == PARTY):
            model, number = parts(ref.remote_id)
            try:
                is_gone = self._take_party(number) if model == PARTY else self._take_opportunity(number)
            except (Rejected, Conflict):
                is_gone = False
            if not is_gone:
                kept.append(ref)
        return kept

    def _take_party(self, number: int) -> bool:
        rows = self._rpc.rows(PARTY, [["id", "=", number], ACTIVE_OR_NOT], (*_TIMES, "_timestamp"))
        if not rows:
            return True
        if not _is_as_made(rows[0], rows[0]) or not self._is_bare(PARTY, number) or self._is_used(number, rows[0]):
            return False
        self._delete(PARTY, rows[0])
        return True

    def _is_used(self, number: int, party: Row) -> bool:
        """Whether a row names the party. Asked first: deleting it may empty such a field instead of being refused."""
        domain = [["relation", "=", PARTY], ["ttype", "=", "many2one"]]
        names: dict[str, list[str]] = {}
        for row in self._rpc.rows("ir.model.field", domain, ("name", "model")):
            names.setdefault(str(row["model"]), []).append(str(row["name"]))
        return any(self._is_used_in(model, names[model], number, party) for model in names)

    def _is_used_in(self, model: str, names: Sequence[str], number: int, party: Row) -> bool:
        place = (self._rpc.base_url, self._rpc.database, self._rpc.username, model)
        if place in self.closed:
            return False
        try:
            rows = self._rpc.rows(model, ["OR", *([name, "=", number] for name in names)], _TIMES, limit=50)
        except Rejected:
            # No table, or none of this user's; what needs the party there Tryton itself does not let go.
            self.closed.add(place)
            return False
        return any(model not in _ITS_OWN or not _is_as_made(row, party) for row in rows)

    def _take_opportunity(self, number: int) -> bool:
        rows = self._opportunity(number)
        if not rows:
            return True
        if rows[0]["state"] not in _UNDONE or not _is_sealed(rows[0]) or not self._is_bare(OPPORTUNITY, number):
            return False
        if rows[0]["state"] != "cancelled":
            # Tryton deletes no other.
            self._rpc.ask(OPPORTUNITY, "cancel", [number], timestamps=_timestamps(OPPORTUNITY, rows[0]))
            rows = self._opportunity(number)
        self._delete(OPPORTUNITY, rows[0])
        return True

    def _opportunity(self, number: int) -> list[Row]:
        fields = (*_SEALED, *_ALSO_SEALED, "lines", "comment", "state", "_timestamp")
        return self._rpc.rows(OPPORTUNITY, [["id", "=", number]], fields)

    def _is_bare(self, model: str, number: int) -> bool:
        """Whether no note and no attachment hangs on it."""
        domain = [["resource", "=", reference(model, number)]]
        return not any(self._rpc.ids(each, domain, limit=1) for each in (NOTE, ATTACHMENT))

    def _delete(self, model: str, row: Row) -> None:
        self._rpc.ask(model, "delete", [row["id"]], timestamps=_timestamps(model, row))


def sealed(comment: str, values: Mapping[str, Any]) -> str:
    """The comment of a new opportunity with a seal over it and the values at its end."""
    return f"{comment}{_SEAL}{_seal(comment, values)}"


def _seal(comment: str, values: Mapping[str, Any]) -> str:
    told = {name: decimal(values.get(name)) if name == "amount" else values.get(name) for name in _SEALED}
    told |= {name: values[name] for name in _ALSO_SEALED if values.get(name)}
    text = json.dumps([comment, told], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_sealed(row: Row) -> bool:
    comment, _, seal = str(row.get("comment") or "").rstrip().rpartition(_SEAL)
    return seal == _seal(comment, row) and not row.get("lines")


def _is_as_made(row: Row, party: Row) -> bool:
    """Whether a row was made with the party and not written since; both times are the transaction's."""
    return row["create_date"] == party["create_date"] and row["write_date"] in (None, row["create_date"])


def _timestamps(model: str, row: Row) -> dict[str, str]:
    return {reference(model, row["id"]): str(row["_timestamp"])}
