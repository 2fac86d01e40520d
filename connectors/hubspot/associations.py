"""What hangs on what: associations v4, and where a server has none, as v3 had them.

https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide (v4) and
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/v3-guide (v3).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from connectors.hubspot.api import BATCH, Api, Json, next_page, quoted, results
from connectors.hubspot.failures import is_lacking
from connectors.hubspot.objects import KINDS, LINKS, TYPE_OF, link_name
from workspace.connector.errors import Rejected

LIMIT = 500
Ways = Sequence[Callable[[], Json]]
"""Calls that come to the same, the best first."""


class Associations:
    """The associations of one account for one run; what the server turned out to have is asked first from then on."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._had: dict[str, int] = {}

    def of(self, name: str, object_id: str, to: str) -> list[str]:
        """The ids of the objects of a kind that hang on one; none where it is gone."""
        found: list[str] = []
        after = ""
        while True:
            asked = {"limit": LIMIT, **({"after": after} if after else {})}
            try:
                answer = self._first("of", (name, to), partial(self._lists, name, object_id, to, asked))
            except Rejected as error:
                if not is_lacking(error):
                    raise
                return found
            found += _ids(results(answer))
            after = next_page(answer)
            if not after:
                return list(dict.fromkeys(found))

    def of_all(self, name: str, ids: Sequence[str], to: str) -> dict[str, list[str]]:
        """The same for many objects, without those on which nothing hangs; empty where the server has no such call."""
        found: dict[str, list[str]] = {}
        for at in range(0, len(ids), BATCH):
            body = {"inputs": [{"id": each} for each in ids[at : at + BATCH]]}
            try:
                rows = results(self._first("of_all", (name, to), partial(self._batches, name, to, "read", body, body)))
            except Rejected as error:
                if not is_lacking(error) and error.message_key != "refused":
                    raise
                return found
            for row in rows:
                if linked := _ids(row.get("to") or ()):
                    found.setdefault(str((row.get("from") or {}).get("id")), []).extend(linked)
        return found

    def records(self, name: str, object_id: str) -> list[tuple[str, str]]:
        """The records that it hangs on: one call, but where it does not give them or the lists are too long for it."""
        kinds = [kind.name for kind in KINDS.values()]
        there = self._api.one(name, object_id, (), kinds) or {}
        given = there.get("associations")
        if not isinstance(given, dict):
            found = [(kind, i) for kind in kinds for i in self.of(name, object_id, kind)]
        else:
            found = list(self._given(name, object_id, given))
        return list(dict.fromkeys(found))

    def _given(self, name: str, object_id: str, given: Json) -> Iterator[tuple[str, str]]:
        for to, said in given.items():
            ids = [str(each.get("id", each.get("toObjectId"))) for each in said.get("results") or ()]
            kind = to if to in TYPE_OF else to.removeprefix(f"{name}_to_")
            if kind in TYPE_OF:
                whole = self.of(name, object_id, kind) if said.get("paging") else ids
                yield from ((kind, each) for each in whole)

    def link(self, name: str, object_id: str, to: str, to_id: str) -> None:
        """The association that HubSpot calls the default, which is the most general one."""
        self._first("link", (name, to), partial(self._linking, name, object_id, to, to_id))

    def unlink(self, name: str, object_id: str, to: str, to_id: str) -> None:
        """Nothing happens where it does not hang there."""
        try:
            self._first("unlink", (name, to), partial(self._unlinking, name, object_id, to, to_id))
        except Rejected as error:
            if not is_lacking(error):
                raise

    def _lists(self, name: str, object_id: str, to: str, asked: Json) -> Ways:
        api, tail = self._api, f"{quoted(object_id)}/associations/{self._api.named(to)}"
        return [partial(api.get, f"/crm/{v}/objects/{api.named(name)}/{tail}", asked) for v in ("v4", "v3")]

    def _linking(self, name: str, object_id: str, to: str, to_id: str) -> Ways:
        api, kind, target = self._api, *self._where(name, object_id, to, to_id)
        default = partial(api.put, f"/crm/v4/{kind}/default/{target}")
        if (name, to) not in LINKS:
            return [default]
        types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": LINKS[name, to]}]
        both = {"from": {"id": object_id}, "to": {"id": to_id}}
        fourth, third = {**both, "types": types}, {**both, "type": link_name(name, to)}
        return [
            default,
            partial(api.put, f"/crm/v4/{kind}/{target}", types),
            partial(api.put, f"/crm/v3/{kind}/{target}/{link_name(name, to)}"),
            *self._batches(name, to, "create", {"inputs": [fourth]}, {"inputs": [third]}),
        ]

    def _unlinking(self, name: str, object_id: str, to: str, to_id: str) -> Ways:
        api, kind, target = self._api, *self._where(name, object_id, to, to_id)
        fourth = {"from": {"id": object_id}, "to": [{"id": to_id}]}
        third = {"from": {"id": object_id}, "to": {"id": to_id}, "type": link_name(name, to)}
        return [
            partial(api.delete, f"/crm/v4/{kind}/{target}"),
            partial(api.delete, f"/crm/v3/{kind}/{target}/{link_name(name, to)}"),
            *self._batches(name, to, "archive", {"inputs": [fourth]}, {"inputs": [third]}),
        ]

    def _where(self, name: str, object_id: str, to: str, to_id: str) -> tuple[str, str]:
        kind = f"objects/{self._api.named(name)}/{quoted(object_id)}/associations"
        return kind, f"{self._api.named(to)}/{quoted(to_id)}"

    def _batches(self, name: str, to: str, verb: str, fourth: Json, third: Json) -> Ways:
        api, tail = self._api, f"{self._api.named(name)}/{self._api.named(to)}/batch/{verb}"
        return [
            partial(api.post, f"/crm/v4/associations/{tail}", fourth),
            partial(api.post, f"/crm/v3/associations/{tail}", third),
        ]

    def _first(self, what: str, kinds: Sequence[str], ways: Callable[[], Ways]) -> Json:
        """The answer to the first of these calls that the server has; raises the last refusal where it has none."""
        try:
            return self._tried(what, ways())
        except Rejected as error:
            if not is_lacking(error):
                raise
            renamed = [each for each in kinds if self._api.resolve(each)]
            if not renamed:
                raise
        return self._tried(what, ways())

    def _tried(self, what: str, ways: Ways) -> Json:
        refused = Rejected("not_found", what="The association")
        for number in sorted(range(len(ways)), key=lambda each: each != self._had.get(what)):
            try:
                answer = ways[number]()
            except Rejected as error:
                if not is_lacking(error):
                    raise
                refused = error
                continue
            self._had[what] = number
            return answer
        raise refused


def _ids(rows: Sequence[Any]) -> list[str]:
    """Of associated objects: v4 says ``toObjectId``, v3 ``id``."""
    given = [each.get("toObjectId", each.get("id")) for each in rows if isinstance(each, dict)]
    return [str(each) for each in given if each is not None]
