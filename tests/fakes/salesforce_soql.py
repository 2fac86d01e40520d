"""The stand-in's own reading of SOQL: what Salesforce takes, and its refusals for what it does not.

https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.fakes.salesforce_table import OBJECTS, Column, Table

Row = dict[str, Any]
Test = Callable[[Row], bool]
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>'(?:\\.|[^'\\])*') | (?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))
    | (?P<on>\d{4}-\d\d-\d\d) | (?P<number>-?\d+(?:\.\d+)?) | (?P<name>[A-Za-z][\w.]*) | (?P<sign><=|>=|!=|[=<>(),])
    )""",
    re.VERBOSE,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_FITS = {
    "at": {"datetime"},
    "on": {"date"},
    "number": {"int", "currency", "double"},
    "text": {"string", "id", "reference", "picklist", "email", "phone", "url", "textarea", "combobox"},
}


class SoqlError(Exception):
    """``errorCode`` and message of a refusal."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(slots=True)
class Question:
    """A parsed query: subqueries by their relationship's name."""

    name: str
    fields: list[str]
    children: dict[str, list[str]]
    holds: Test
    filtered: dict[str, str]
    order: list[tuple[str, bool]]
    limit: int | None


def parse(soql: str, columns: Callable[[str], Mapping[str, Column] | None]) -> Question:
    """``columns`` are what the user sees of an object, None where there is no such object."""
    return _Parser(soql, columns).question()


class _Parser:
    def __init__(self, soql: str, columns: Callable[[str], Mapping[str, Column] | None]) -> None:
        self.soql, self.columns = soql, columns
        self.tokens = self._tokens(soql)
        self.at = 0
        self.filtered: dict[str, str] = {}
        self.table: Table
        self.known: Mapping[str, Column] = {}

    def _tokens(self, soql: str) -> list[tuple[str, str]]:
        found, at = [], 0
        while at < len(soql.rstrip()):
            match = _TOKEN.match(soql, at)
            if match is None or match.lastgroup is None:
                raise self.wrong(f"unexpected token: '{soql[at : at + 10]}'")
            found.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        return found

    def wrong(self, message: str) -> SoqlError:
        return SoqlError("MALFORMED_QUERY", f"\n{self.soql[:60]}\n^\nERROR at Row:1:Column:1\n{message}")

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else "<EOF>"

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise self.wrong("unexpected token: '<EOF>'")
        self.at += 1
        return self.tokens[self.at - 1]

    def is_next(self, *words: str) -> bool:
        if all(
            self.at + n < len(self.tokens) and self.tokens[self.at + n][1].upper() == word
            for n, word in enumerate(words)
        ):
            self.at += len(words)
            return True
        return False

    def need(self, word: str) -> None:
        if not self.is_next(word):
            raise self.wrong(f"unexpected token: '{self.peek()}'")

    def question(self) -> Question:
        self.need("SELECT")
        fields, children = self._selected()
        self.need("FROM")
        name = self.take()[1]
        known = self.columns(name)
        if known is None:
            raise SoqlError("INVALID_TYPE", f"sObject type '{name}' is not supported.")
        self.table, self.known = OBJECTS[name], known
        for each in fields:
            self.column(each)
        for child, wanted in children.items():
            self._child(child, wanted)
        holds: Test = self._either() if self.is_next("WHERE") else lambda row: True
        order = self._order() if self.is_next("ORDER", "BY") else []
        limit = int(self.take()[1]) if self.is_next("LIMIT") else None
        if self.at < len(self.tokens):
            raise self.wrong(f"unexpected token: '{self.peek()}'")
        if name == "ContentDocumentLink" and not {"ContentDocumentId", "LinkedEntityId"} & set(self.filtered):
            raise self.wrong("Implementation restriction: ContentDocumentLink requires a filter by a single Id")
        return Question(name, fields, children, holds, self.filtered, order, limit)

    def _selected(self) -> tuple[list[str], dict[str, list[str]]]:
        fields: list[str] = []
        children: dict[str, list[str]] = {}
        while True:
            if self.is_next("("):
                self.need("SELECT")
                wanted, _ = self._selected()
                self.need("FROM")
                children[self.take()[1]] = wanted
                self.need(")")
            else:
                kind, word = self.take()
                if kind != "name" or word.upper() in ("FROM", "WHERE"):
                    raise self.wrong(f"unexpected token: '{word}'")
                if word in fields:
                    raise SoqlError("INVALID_FIELD", f"duplicate field selected: {word}")
                fields.append(word)
            if not self.is_next(","):
                return fields, children

    def _child(self, name: str, wanted: list[str]) -> None:
        if name not in self.table.children:
            raise SoqlError("INVALID_FIELD", f"Didn't understand relationship '{name}' in FROM part of query call.")
        for each in wanted:
            if each not in OBJECTS[self.table.children[name][0]].columns:
                raise no_column(each, name)

    def column(self, path: str) -> Column:
        first, _, rest = path.partition(".")
        if not rest:
            if path not in self.known:
                raise no_column(path, "it")
            return self.known[path]
        through = next((each for each in self.known.values() if each.relation == first), None)
        if through is None:
            raise SoqlError("INVALID_FIELD", f"Didn't understand relationship '{first}' in field path.")
        target = OBJECTS[through.to[0]].columns
        if rest not in target:
            raise no_column(rest, through.to[0])
        return target[rest]

    def _either(self) -> Test:
        tests, words = [self._one()], set()
        while True:
            word = self.peek().upper()
            if word not in ("AND", "OR"):
                break
            self.take()
            words.add(word)
            if len(words) > 1:
                # AND and OR beside each other need brackets.
                raise self.wrong(f"unexpected token: '{word}'")
            tests.append(self._one())
        return (lambda row: any(t(row) for t in tests)) if words == {"OR"} else (lambda row: all(t(row) for t in tests))

    def _one(self) -> Test:
        if self.is_next("("):
            inside = self._either()
            self.need(")")
            return inside
        kind, path = self.take()
        if kind != "name":
            raise self.wrong(f"unexpected token: '{path}'")
        column = self.column(path)
        if not column.can("f"):
            raise SoqlError("INVALID_FIELD", f"field '{path}' can not be filtered in a query call")
        sign = self.take()[1].upper()
        self.filtered[path] = sign
        if sign == "IN":
            self.need("(")
            values = [self._literal(path, column)]
            while self.is_next(","):
                values.append(self._literal(path, column))
            self.need(")")
            return lambda row: _same(row.get(path), values)
        if sign not in ("=", "!=", "<", ">", "<=", ">=", "LIKE"):
            raise self.wrong(f"unexpected token: '{sign}'")
        value = self._literal(path, column)
        return _compared(path, sign, value)

    def _literal(self, path: str, column: Column) -> Any:
        kind, word = self.take()
        if kind == "name":
            if word.lower() not in ("true", "false", "null"):
                raise self.wrong(f"unexpected token: '{word}'")
            return {"true": True, "false": False, "null": None}[word.lower()]
        if column.type not in _FITS.get(kind, set()):
            message = f"value of filter criterion for field '{path}' must be of type {column.type}"
            raise SoqlError("INVALID_FIELD", message)
        if kind == "text":
            return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[0] if m[1] in "%_" else m[1]), word[1:-1])
        if kind == "at":
            return datetime.fromisoformat(word)
        return date.fromisoformat(word) if kind == "on" else float(word)

    def _order(self) -> list[tuple[str, bool]]:
        found = []
        while True:
            path = self.take()[1]
            if not self.column(path).can("s"):
                raise SoqlError("INVALID_FIELD", f"field '{path}' can not be sorted in a query call")
            is_down = self.is_next("DESC")
            self.is_next("ASC")
            found.append((path, is_down))
            if not self.is_next(","):
                return found


def no_column(name: str, entity: str) -> SoqlError:
    return SoqlError(
        "INVALID_FIELD",
        f"\nSELECT Id, {name} FROM {entity}\n           ^\nERROR at Row:1:Column:12\nNo such column '{name}' on entity"
        f" '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after its name.",
    )


def _plain(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _same(found: Any, values: list[Any]) -> bool:
    return _plain(_typed(found, values[0])) in {_plain(each) for each in values}


def _typed(found: Any, wanted: Any) -> Any:
    """A stored text as what it is compared with."""
    if isinstance(wanted, datetime) and isinstance(found, str):
        at = datetime.fromisoformat(found)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    if isinstance(wanted, date) and isinstance(found, str):
        return date.fromisoformat(found)
    return found


def _compared(path: str, sign: str, value: Any) -> Test:
    if sign == "LIKE":
        parts = re.split(r"(?<!\\)([%_])", str(value))
        pattern = "".join(
            {"%": ".*", "_": "."}.get(p, re.escape(p.replace("\\%", "%").replace("\\_", "_"))) for p in parts
        )
        like = re.compile(pattern, re.IGNORECASE | re.DOTALL)
        return lambda row: like.fullmatch(str(row.get(path) or "")) is not None
    if sign in ("=", "!="):
        return lambda row: _same(row.get(path), [value]) == (sign == "=")

    def test(row: Row) -> bool:
        found = _typed(row.get(path), value)
        if found is None:
            return False
        return bool({"<": found < value, ">": found > value, "<=": found <= value, ">=": found >= value}[sign])

    return test
