"""Parties and opportunities as they are in Tryton now: read, looked up, and checked before something is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from connectors.tryton.mapping import FIELDS, Links, ids_of, is_company, record, site_of
from connectors.tryton.models import (
    MECHANISM,
    NOTE,
    OPPORTUNITY,
    PARTY,
    RECORDS,
    RELATION,
    in_parts,
    like,
    numbers,
    reference,
)
from connectors.tryton.rpc import Domain, Row, Rpc
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId
from workspace.model.items import Record

FOUND_AT_MOST = 200
_OPEN = ["state", "in", ["lead", "opportunity", "converted"]]


class Records:
    """What one user sees of them."""

    def __init__(self, rpc: Rpc, links: Links) -> None:
        self._rpc = rpc
        self._links = links

    @property
    def models(self) -> list[str]:
        """Those that the user may read, parties first."""
        return [model for model in RECORDS if self._rpc.may(model, "read")]

    def can_write(self, model: str) -> bool:
        """Whether notes may be written to a model at all: Tryton asks for the right to write the record itself."""
        return self._rpc.may(model, "write") and self._rpc.may(NOTE, "create")

    def found(self, model: str, domain: Domain, limit: int | None = None) -> list[Record]:
        """Newest first."""
        rows = self._rpc.rows(model, domain, FIELDS[model], limit=limit, order=[("id", "DESC")])
        employers = self._employers(rows) if model == PARTY else {}
        found = (record(model, row, self._links, can_write=self.can_write(model)) for row in rows)
        return [replace(each, parent_ids=employers.get(each.remote_id, each.parent_ids)) for each in found]

    def _employers(self, rows: Iterable[Row]) -> dict[RemoteId, tuple[RemoteId, ...]]:
        """The companies that people are related to, in whichever direction the organisation says it."""
        people = [int(row["id"]) for row in rows if not is_company(row)]
        if not people or not self._rpc.may(RELATION, "read"):
            return {}
        related = self._rpc.rows(RELATION, ["OR", ["from_", "in", people], ["to", "in", people]], ("from_", "to"))
        pairs = [(row["from_"], row["to"]) for row in related] + [(row["to"], row["from_"]) for row in related]
        others = list(dict.fromkeys(other for _, other in pairs))
        if not others:
            return {}
        companies = {
            row["id"] for row in self._rpc.rows(PARTY, [["id", "in", others]], FIELDS[PARTY]) if is_company(row)
        }
        return {
            reference(PARTY, one): tuple(
                dict.fromkeys(reference(PARTY, other) for who, other in pairs if who == one and other in companies)
            )
            for one in people
        }

    def of(self, remote_ids: Iterable[str]) -> list[Record]:
        """Those that are there, as given; what is gone or inactive is left out."""
        wanted = list(dict.fromkeys(remote_ids))
        found = {
            each.remote_id: each
            for model in self.models
            for some in in_parts(numbers(wanted, model))
            for each in self.found(model, [["id", "in", some]])
        }
        return [found[RemoteId(each)] for each in wanted if each in found]

    def all_ids(self) -> list[RemoteId]:
        """Of every record that the user may read."""
        return [reference(model, number) for model in self.models for number in self._rpc.ids(model, [])]

    def look_up(self, query: Query) -> list[Record]:
        parties = self._with_address(query.emails, query.domains)
        if query.text:
            parties += self._rpc.ids(PARTY, [["name", "ilike", f"%{like(query.text)}%"]], limit=FOUND_AT_MOST)
        found = self.of(reference(PARTY, number) for number in dict.fromkeys(parties[:FOUND_AT_MOST]))
        return [*found, *self._opportunities(ids_of_parties(found), query.text)]

    def _with_address(self, emails: Sequence[str], domains: Sequence[str]) -> list[int]:
        """The parties with any of the addresses, or with an address or website in the domains."""
        return ids_of([*self.mechanisms(emails), *self._in_domains(domains)], "party")

    def mechanisms(self, emails: Iterable[str]) -> list[Row]:
        """The ways to reach a party that are one of these addresses; case does not matter."""
        wanted = [["value", "ilike", like(email)] for email in dict.fromkeys(emails) if email]
        if not wanted:
            return []
        fields = ("party", "party.code", "party.active", "value")
        return self._rpc.rows(MECHANISM, ["OR", *wanted], fields, limit=FOUND_AT_MOST)

    def _in_domains(self, domains: Sequence[str]) -> list[Row]:
        wanted = [
            [["type", "=", kind], ["value", "ilike", f"%{like(domain)}%"]]
            for domain in domains
            for kind in ("email", "website")
        ]
        if not wanted:
            return []
        rows = self._rpc.rows(MECHANISM, ["OR", *wanted], ("party", "type", "value"), limit=FOUND_AT_MOST)
        return [row for row in rows if _is_in(row, domains)]

    def _opportunities(self, parties: list[int], text: str) -> Iterator[Record]:
        wanted: Domain = [["party", "in", parties]] if parties else []
        if text:
            words = f"%{like(text)}%"
            wanted += [[field, "ilike", words] for field in ("description", "number", "reference")]
        if wanted and OPPORTUNITY in self.models:
            yield from self.found(OPPORTUNITY, [_OPEN, ["OR", *wanted]], limit=FOUND_AT_MOST)

    def require(self, refs: Iterable[RecordRef]) -> list[Record]:
        """The records, of which each may be written to; raises ``Rejected`` naming the one that may not or is gone.

        Nothing has been written then: rights are said before.
        """
        wanted = list(refs)
        found = {each.remote_id: each for each in self.of(ref.remote_id for ref in wanted)}
        for ref in wanted:
            if ref.remote_id not in found:
                raise self._gone(ref)
            if not found[ref.remote_id].can_write:
                raise Rejected("no_right", host=self._rpc.host, what=found[ref.remote_id].name)
        return list(found.values())

    def _gone(self, ref: RecordRef) -> Rejected:
        """It was deleted, or merged into another party."""
        name = ref.name or str(ref)
        merged = self.merged_into([ref.remote_id])
        if merged:
            return Rejected("merged", host=self._rpc.host, what=name, into=merged[0].name)
        return Rejected("not_found", what=name)

    def merged_into(self, remote_ids: Iterable[str]) -> list[Record]:
        """The parties that took the place of these."""
        some = numbers(remote_ids, PARTY)
        if not some:
            return []
        rows = self._rpc.rows(PARTY, [["id", "in", some], ["active", "=", False]], ("replaced_by",))
        return self.of(reference(PARTY, number) for number in ids_of(rows, "replaced_by"))


def ids_of_parties(found: Iterable[Record]) -> list[int]:
    return numbers((each.remote_id for each in found), PARTY)


def _is_in(row: Row, domains: Sequence[str]) -> bool:
    value = str(row["value"])
    host = site_of(value) if row["type"] == "website" else value.rpartition("@")[2].lower()
    return any(host == domain.lower() or host.endswith(f".{domain.lower()}") for domain in domains)
