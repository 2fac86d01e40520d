"""Questions in SOQL: written from conditions, and checked again here for servers that understand less of it.

https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from simple_salesforce.format import quote_soql_value, soql_escapes, soql_like_escapes

Row = dict[str, Any]
_WORDS = frozenset(
    "and asc by desc from group having in includes like limit not null offset or order select where".split()
)
_UNSAFE = re.compile(r"""['"\\(),%;]""")
Op = Literal["=", "IN", "on", ">=", ">", "has", "ends"]


@dataclass(frozen=True, slots=True)
class Where:
    """One condition. ``has`` and ``ends`` are LIKE, ``on`` names days; texts are compared without case, as there."""

    field: str
    op: Op
    value: Any

    def __str__(self) -> str:
        if self.op in ("has", "ends"):
            text = str(self.value).translate(soql_escapes).translate(soql_like_escapes)
            return f"{self.field} LIKE '%{text}%'" if self.op == "has" else f"{self.field} LIKE '%{text}'"
        if self.op == "IN":
            return f"{self.field} IN ({', '.join(map(literal, self.value))})"
        if self.op == "on":
            return f"{self.field} IN ({', '.join(map(str, self.value))})"
        return f"{self.field} {self.op} {literal(self.value)}"

    @property
    def is_simple(self) -> bool:
        """Whether a server that takes a question apart by its words understands this as it is meant."""
        if self.op in ("has", "ends"):
            return False
        values = self.value if self.op in ("IN", "on") else [self.value]
        texts = [each for each in values if isinstance(each, str)]
        return not any(_UNSAFE.search(each) or _WORDS & set(each.casefold().split()) for each in texts)

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row that a server gave is meant; a time that it does not keep is no reason to leave it out."""
        found = value_of(row, self.field)
        if self.op in (">=", ">"):
            given = found if isinstance(found, str) else None
            return given is None or _after(given, self.value, or_same=self.op == ">=")
        if found is None:
            return False
        if isinstance(self.value, datetime):
            return parsed_moment(found) == self.value.replace(microsecond=self.value.microsecond // 1000 * 1000)
        words = str(found).casefold().strip()
        if self.op == "has":
            return str(self.value).casefold() in words
        if self.op == "ends":
            return words.endswith(str(self.value).casefold())
        wanted = self.value if self.op in ("IN", "on") else [self.value]
        return words in {str(each).casefold().strip() for each in wanted}


@dataclass(frozen=True, slots=True)
class Select:
    """What is asked of one object: every condition of ``all_of`` and, where there are any, one of ``any_of``."""

    name: str
    fields: tuple[str, ...]
    all_of: tuple[Where, ...] = ()
    any_of: tuple[Where, ...] = ()
    order: tuple[str, ...] = ()
    limit: int = 0

    def __str__(self) -> str:
        # What is compared is asked for too, so that it can be compared again here.
        compared = (each.field for each in (*self.all_of, *self.any_of))
        parts = ["SELECT", ", ".join(dict.fromkeys((*self.fields, *compared))), "FROM", self.name]
        conditions = [str(each) for each in self.all_of]
        if self.any_of:
            either = " OR ".join(map(str, self.any_of))
            conditions.append(f"({either})" if self.all_of and len(self.any_of) > 1 else either)
        if conditions:
            parts.append(f"WHERE {' AND '.join(conditions)}")
        if self.order:
            parts.append(f"ORDER BY {', '.join(self.order)}")
        if self.limit:
            parts.append(f"LIMIT {self.limit}")
        return " ".join(parts)

    def without(self, field: str) -> "Select":
        """The same for an org that hides this field or has none of that name."""
        wanted = field.casefold()
        return replace(
            self,
            fields=tuple(each for each in self.fields if each.casefold().partition(".")[0] != wanted),
            any_of=tuple(each for each in self.any_of if each.field.casefold() != wanted),
            order=tuple(each for each in self.order if each.casefold().split()[0] != wanted),
        )

    def simple(self) -> list["Select"]:
        """The same in words that every server understands as they are meant: more rows come, and are checked here."""
        fields = tuple(each for each in self.fields if "." not in each and not each.startswith("("))
        kept = tuple(each for each in self.all_of if each.is_simple)
        is_whole = kept == self.all_of and all(each.is_simple for each in self.any_of)
        plain = replace(self, fields=fields, all_of=kept, any_of=(), limit=self.limit if is_whole else 0)
        if not self.any_of or not all(each.is_simple for each in self.any_of):
            return [plain]
        # A server may read over an OR, and take one side of it for the whole.
        return [replace(plain, all_of=(*kept, each)) for each in self.any_of]

    def plainer(self) -> list["Select"]:
        """The same for a server that knows one equal sign alone."""
        fields = tuple(each for each in self.fields if "." not in each and not each.startswith("("))
        bare = replace(self, fields=fields, all_of=(), any_of=(), order=(), limit=0)
        for each in self.all_of:
            values = list(each.value) if each.op == "IN" else [each.value]
            if each.op in ("=", "IN") and each.is_simple and all(isinstance(value, str) for value in values):
                return [replace(bare, all_of=(Where(each.field, "=", value),)) for value in values]
        return [bare]

    def holds(self, row: Mapping[str, Any]) -> bool:
        return all(each.holds(row) for each in self.all_of) and (
            not self.any_of or any(each.holds(row) for each in self.any_of)
        )


def literal(value: Any) -> str:
    """A value as SOQL writes it; times in UTC with milliseconds."""
    if isinstance(value, datetime):
        return moment(value)
    return str(quote_soql_value(value))


def moment(at: datetime) -> str:
    """A time as Salesforce reads and writes it in JSON and in SOQL."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def parsed_moment(text: object) -> datetime | None:
    """A time of an answer (``2026-03-02T09:00:00.000+0000``), None where it is none."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def value_of(row: Mapping[str, Any], path: str) -> Any:
    """The value at ``Owner.Name``; None where a part of the way is missing."""
    found: Any = row
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def text_of(row: Mapping[str, Any], path: str) -> str:
    found = value_of(row, path)
    return "" if found is None else str(found)


def chunks(values: Iterable[str], size: int = 100) -> Iterator[Sequence[str]]:
    """Pieces of a list that fit into one question."""
    listed = list(dict.fromkeys(values))
    for at in range(0, len(listed), size):
        yield listed[at : at + size]


def _after(given: str, wanted: Any, *, or_same: bool) -> bool:
    if isinstance(wanted, datetime):
        at = parsed_moment(given)
        return at is None or at > wanted or (or_same and at == wanted)
    return given > str(wanted) or (or_same and given == str(wanted))
