"""What the org has: its objects and fields as ``describe`` tells them, kept for an hour, and what a server lacks.

https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from connectors.salesforce.failures import Refused
from connectors.salesforce.soql import Select

if TYPE_CHECKING:
    from connectors.salesforce.line import Line

Field = Mapping[str, Any]
SECONDS = 3600.0


class Schema:
    """Of one org and user, because a user does not see every field."""

    known: ClassVar[dict[tuple[str, str, str], tuple[float, Mapping[str, Any] | None]]] = {}
    _there: ClassVar[set[tuple[str, str, str]]] = set()
    _plain: ClassVar[set[str]] = set()
    """Orgs without composite calls."""

    def __init__(self, line: "Line") -> None:
        self._line = line

    @property
    def has_composite(self) -> bool:
        return self._line.base_url not in self._plain

    @has_composite.setter
    def has_composite(self, value: bool) -> None:
        (self._plain.discard if value else self._plain.add)(self._line.base_url)

    def describe(self, name: str, *, anew: bool = False) -> Mapping[str, Any] | None:
        """The object, None where the org has no such object or the server does not describe."""
        key = (self._line.base_url, str(self._line.account_id), name)
        at, found = self.known.get(key, (0.0, None))
        if at and not anew and time.monotonic() - at < SECONDS:
            return found
        try:
            answer = self._line.attempt("GET", f"sobjects/{name}/describe")
        except Refused as refused:
            if not refused.is_missing:
                raise refused.meaning(self._line.host, name) from None
            answer = None
        fields = answer.get("fields") if isinstance(answer, dict) else None
        found = answer if fields and isinstance(fields, list) else None
        self.known[key] = (time.monotonic(), found)
        return found

    def forget(self, name: str) -> None:
        """Ask anew next time: the org has changed since."""
        self.known.pop((self._line.base_url, str(self._line.account_id), name), None)

    def lack(self, name: str) -> None:
        """A question told that there is no such object, which ``describe`` could not."""
        lacking = {"queryable": False, "createable": False, "fields": []}
        self.known[self._line.base_url, str(self._line.account_id), name] = (time.monotonic(), lacking)

    def has(self, name: str, *, may_create: bool = False) -> bool:
        """Whether the user may see, or make, such records; where the server does not describe, it is asked for one."""
        found = self.describe(name)
        if found is None:
            return self._answers(name)
        return bool(found.get("queryable", True)) and (not may_create or bool(found.get("createable", True)))

    def _answers(self, name: str) -> bool:
        """Whether such records can be asked for; what is not told to be missing is taken to be there."""
        key = (self._line.base_url, str(self._line.account_id), name)
        if key not in self._there:
            try:
                self._line.attempt("GET", "query", params={"q": str(Select(name, ("Id",), limit=1))})
            except Refused as refused:
                if refused.is_unknown_object or refused.is_missing or refused.status == 400:
                    self.lack(name)
                    return False
                raise refused.meaning(self._line.host, name) from None
            self._there.add(key)
        return True

    def fields(self, name: str) -> Mapping[str, Field] | None:
        """The object's fields by name, None where the server does not say."""
        found = self.describe(name)
        if found is None:
            return None
        return {str(each["name"]): each for each in found["fields"] if isinstance(each, dict) and each.get("name")}

    def present(self, name: str, wanted: Iterable[str]) -> tuple[str, ...]:
        """Those of the fields that the user may see; paths and subqueries are judged by their first word."""
        known = self.fields(name)
        if known is None:
            return tuple(wanted)
        references = {str(each.get("relationshipName") or "") for each in known.values()}
        return tuple(
            each
            for each in wanted
            if each in known or each.startswith("(") or ("." in each and each.partition(".")[0] in references)
        )

    def creatable(self, name: str, field: str) -> bool:
        known = self.fields(name)
        return known is None or (field in known and bool(known[field].get("createable", True)))

    def emails(self, name: str, standard: str) -> tuple[str, ...]:
        """The standard address field, and every custom one of the type Email."""
        known = self.fields(name)
        if known is None:
            return (standard,)
        own = sorted(key for key, each in known.items() if each.get("type") == "email" and key != standard)
        return (*((standard,) if standard in known else ()), *own)

    def choices(self, name: str, field: str) -> Sequence[Mapping[str, Any]]:
        """The active values of a picklist; empty where they are not known."""
        values = ((self.fields(name) or {}).get(field) or {}).get("picklistValues") or ()
        return [each for each in values if isinstance(each, dict) and each.get("active", True)]
