"""A stand-in for an Odoo database: models with rows, domains and access, answering as versions 19 and 17 do.

What each method takes and answers: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html.
Shapes and refusals are compared with exchanges recorded from the real servers (tests/connectors/odoo/recorded).
"""

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from tests.fakes.odoo_models import FIELDS, Refused, matches

Row = dict[str, Any]
Rows = dict[int, Row]


def stamp(at: datetime) -> str:
    """Odoo keeps microseconds and tells seconds."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


class Odoo:
    """One database; ``call`` is one transaction by one user."""

    def __init__(self, version: int = 19) -> None:
        self.version = version
        self.guard = threading.RLock()
        self._ids = count(1)
        self.tables: dict[str, Rows] = {model: {} for model in FIELDS[version]}
        self.external: dict[str, tuple[str, int]] = {}
        self.forbidden: set[tuple[str, int]] = set()
        """Records that nobody but the stand-in itself may write."""
        self.no_create: set[str] = set()
        self.no_unlink: set[str] = set()
        self.started_at = datetime.now(UTC)
        self.users = {
            name: self.add("res.users", name=name, login=f"{name}@odoo.example") for name in ("minsu", "jiyoung")
        }
        self.add("mail.message.subtype", name="Discussions", internal=False, res_model=False)
        self.note = self.add("mail.message.subtype", name="Note", internal=True, res_model=False)
        self.add("project.project", name="Support")

    def add(self, model: str, **values: Any) -> int:
        """A row made behind the connector's back."""
        return self._insert(model, values, 1)

    def change(self, model: str, row_id: int, **values: Any) -> None:
        with self.guard:
            self.tables[model][row_id].update({**values, "write_date": datetime.now(UTC)})

    def remove(self, model: str, row_id: int) -> None:
        """A record takes its chatter along."""
        with self.guard:
            self.tables[model].pop(row_id, None)
            if model == "ir.attachment":
                for row in self.tables["mail.message"].values():
                    row["attachment_ids"] = [each for each in row.get("attachment_ids", ()) if each != row_id]
            self.external = {name: at for name, at in self.external.items() if at != (model, row_id)}
            for other, m, i in (("mail.message", "model", "res_id"), ("ir.attachment", "res_model", "res_id")):
                for row in list(self.tables[other].values()):
                    if row.get(m) == model and row.get(i) == row_id:
                        self.remove(other, row["id"])

    def call(self, user: int, model: str, method: str, ids: Sequence[int], named: Row) -> Any:
        """Raises :class:`Refused`; nothing has changed then."""
        with self.guard:
            if model not in self.tables and model not in ("ir.model.data",):
                raise Refused("no_model", model)
            handle: Callable[..., Any] | None = getattr(self, f"do_{method}", None)
            if handle is None or method not in allowed_methods(self.version):
                raise Refused("no_method", f"{model}.{method}")
            check_arguments(method, ids, named, self.version)
            before = {name: {i: dict(row) for i, row in rows.items()} for name, rows in self.tables.items()}
            try:
                return handle(user, model, list(ids), **{k: v for k, v in named.items() if k != "context"})
            except Refused:
                self.tables = before
                raise

    def do_context_get(self, user: int, model: str, ids: list[int]) -> Row:
        return {"lang": "ko_KR", "tz": False, "uid": user}

    def do_fields_get(self, user: int, model: str, ids: list[int], attributes: Sequence[str] = ()) -> Row:
        known = FIELDS[self.version][model]
        return {name: {k: v for k, v in each.items() if k in attributes} for name, each in known.items()}

    def do_search(
        self, user: int, model: str, ids: list[int], domain: list[Any], order: str = "id", limit: int | None = None
    ) -> list[int]:
        return [row["id"] for row in self._found(model, domain, order)][:limit]

    def do_search_count(self, user: int, model: str, ids: list[int], domain: list[Any]) -> int:
        return len(self._found(model, domain, "id"))

    def do_search_read(
        self,
        user: int,
        model: str,
        ids: list[int],
        domain: list[Any],
        fields: Sequence[str],
        order: str = "id",
        limit: int | None = None,
    ) -> list[Row]:
        unknown = [name for name in fields if name not in FIELDS[self.version][model]]
        if unknown:
            raise Refused("value", f"Invalid field '{unknown[0]}' on '{model}'")
        return [self._told(model, row, fields) for row in self._found(model, domain, order)[:limit]]

    def do_create(self, user: int, model: str, ids: list[int], vals_list: list[Row]) -> list[int]:
        if model in self.no_create:
            raise Refused("access", f"You are not allowed to create '{model}' records.")
        return [self._insert(model, self._checked(model, values), user) for values in vals_list]

    def do_write(self, user: int, model: str, ids: list[int], vals: Row) -> bool:
        for row_id in ids:
            row = self._row(model, row_id)
            self._allow(model, row)
            self._assign(model, row, self._checked(model, vals), user)
            row["write_date"] = datetime.now(UTC)
        return True

    def do_unlink(self, user: int, model: str, ids: list[int]) -> bool:
        if model in self.no_unlink:
            raise Refused("access", f"You are not allowed to delete '{model}' records.")
        for row_id in ids:
            self._allow(model, self._row(model, row_id))
            self.remove(model, row_id)
        return True

    def do_load(self, user: int, model: str, ids: list[int], fields: list[str], data: list[list[str]]) -> Row:
        found = []
        for cells in data:
            values = {
                f.removesuffix("/.id"): _imported(self.version, model, f, c) for f, c in zip(fields, cells, strict=True)
            }
            name = str(values.pop("id"))
            wrong = self._wrong(model, values)
            if wrong:
                return {"ids": False, "messages": [wrong], "nextrow": 0}
            if name not in self.external:
                self.external[name] = (model, self.do_create(user, model, [], [values])[0])
            found.append(self.external[name][1])
        return {"ids": found, "messages": [], "nextrow": 0}

    def _wrong(self, model: str, values: Row) -> Row | None:
        """What an import answers for a value that is missing, or is none of the field's."""
        for name, known in FIELDS[self.version][model].items():
            value, label = values.get(name), known["string"]
            labels = [each for pair in known.get("selection") or () for each in pair]
            if known.get("required") and value in (None, "") and "default" not in known:
                return {"type": "error", "field": name, "message": f"Missing required value for the field '{label}'"}
            if labels and value not in (None, *labels):
                said = f"Value '{value}' not found in selection field '{label}'"
                return {"type": "error", "field": name, "field_name": label, "message": said}
            if known["type"] == "many2one" and value and value not in self.tables.get(known["relation"], {}):
                said = f"No matching record found for database id '{value}' in field '{label}'"
                return {"type": "error", "field": name, "field_name": label, "message": said}
        return None

    def merge(self, gone: int, into: int) -> None:
        """As a person merges contacts: the chatter moves along, and a note says who was merged."""
        with self.guard:
            row = self.tables["res.partner"][gone]
            for table, m, i in (("mail.message", "model", "res_id"), ("ir.attachment", "res_model", "res_id")):
                for each in self.tables[table].values():
                    if (each.get(m), each.get(i)) == ("res.partner", gone):
                        each[i] = into
            said = f"Merged with the following partners: ['{row['name']} <n/a> (ID {gone})']"
            note = {"model": "res.partner", "res_id": into, "message_type": "notification", "body": said}
            self._insert("mail.message", {"message_id": False, "attachment_ids": [], **note}, 1)
            self.remove("res.partner", gone)

    def do_check_object_reference(self, user: int, model: str, ids: list[int], module: str, xml_id: str) -> list[Any]:
        at = self.external.get(f"{module}.{xml_id}")
        if at is None:
            raise Refused("value", f"External ID not found in the system: {module}.{xml_id}")
        return [at[0], at[1] if at[1] in self.tables[at[0]] else False]

    def do_name_search(
        self, user: int, model: str, ids: list[int], name: str = "", operator: str = "ilike", limit: int = 100
    ) -> list[list[Any]]:
        domain = [["name", operator, name]] if name else []
        return [[row["id"], row["name"]] for row in self._found(model, domain, "id")][:limit]

    def do_default_get(self, user: int, model: str, ids: list[int], fields: Sequence[str]) -> Row:
        known = FIELDS[self.version][model]
        return {name: known[name]["default"] for name in fields if "default" in known[name]}

    def do_has_access(self, user: int, model: str, ids: list[int], operation: str) -> bool:
        if operation == "create":
            return model not in self.no_create
        return not any((model, each) in self.forbidden for each in ids)

    def do_check_access_rights(
        self, user: int, model: str, ids: list[int], operation: str, raise_exception: bool = True
    ) -> bool:
        return self.do_has_access(user, model, [], operation)

    def do_check_access_rule(self, user: int, model: str, ids: list[int], operation: str) -> None:
        if not self.do_has_access(user, model, ids, operation):
            raise Refused("access", "not allowed")

    def _found(self, model: str, domain: list[Any], order: str) -> list[Row]:
        known = {*FIELDS[self.version][model], "id"}
        rows = [row for row in self.tables[model].values() if matches(row, domain, known, model)]
        for part in reversed(order.split(",")):
            name, _, way = part.strip().partition(" ")
            rows.sort(key=lambda row: row.get(name) or 0, reverse=way == "desc")
        return rows

    def _told(self, model: str, row: Row, fields: Sequence[str]) -> Row:
        told: Row = {"id": row["id"]}
        for name in fields:
            kind, value = FIELDS[self.version][model][name]["type"], row.get(name, False)
            if name == "display_name":
                value = row.get("name") or False
            if kind == "many2one":
                other = FIELDS[self.version][model][name]["relation"]
                value = [value, self.tables.get(other, {}).get(value, {}).get("name", "?")] if value else False
            elif kind in ("many2many", "one2many"):
                value = list(value or [])
            elif isinstance(value, datetime):
                value = stamp(value)
            told[name] = value
        return told

    def _row(self, model: str, row_id: int) -> Row:
        row = self.tables[model].get(row_id)
        if row is None:
            raise Refused("missing", f"Record does not exist or has been deleted.\n(Record: {model}({row_id},))")
        return row

    def _allow(self, model: str, row: Row) -> None:
        """A message and an attachment may be changed by who may change their record."""
        at = {"mail.message": (row.get("model"), row.get("res_id"))}.get(model, (model, row["id"]))
        if at in self.forbidden:
            raise Refused("access", f"You are not allowed to modify '{model}' records.")

    def _checked(self, model: str, values: Row) -> Row:
        unknown = [name for name in values if name not in FIELDS[self.version][model]]
        if unknown:
            raise Refused("value", f"Invalid field '{unknown[0]}' on model '{model}'")
        if model == "mail.message" and "res_id" in values:
            self._row(values["model"], values["res_id"])
            self._allow(values["model"], self.tables[values["model"]][values["res_id"]])
        return values

    def _insert(self, model: str, values: Row, user: int) -> int:
        with self.guard:
            now = datetime.now(UTC)
            row: Row = {
                "id": next(self._ids),
                "active": True,
                "create_uid": user,
                "create_date": now,
                "write_date": now,
            }
            if model == "crm.lead":
                row |= {"type": "opportunity", "probability": 10.0}
            self.tables[model][row["id"]] = row
            self._assign(model, row, values, user)
            return int(row["id"])

    def _assign(self, model: str, row: Row, values: Row, user: int) -> None:
        for name, value in values.items():
            if FIELDS[self.version][model].get(name, {}).get("type") == "many2many":
                value = self._linked(FIELDS[self.version][model][name]["relation"], row.get(name) or [], value, user)
            row[name] = value
        if "email" in values or "email_from" in values:
            found = re.search(r"[^\s<>,;]+@[^\s<>,;]+", str(values.get("email") or values.get("email_from") or ""))
            row["email_normalized"] = found[0].lower() if found else False
        if model == "ir.attachment" and "datas" in values:
            content = base64.b64decode(values["datas"])
            row |= {"file_size": len(content), "checksum": hashlib.sha1(content, usedforsecurity=False).hexdigest()}
        if model == "mail.message" and "body" in values:
            # fields.Html: scripts and handlers are taken out.
            row["body"] = re.sub(r"<script.*?</script>|\son\w+=\S+", "", str(values["body"]), flags=re.S)

    def _linked(self, relation: str, old: list[int], commands: Any, user: int) -> list[int]:
        found = list(old)
        wanted: list[Any] = commands if isinstance(commands, list) else [[6, 0, [commands]]]
        for command in wanted:
            if command[0] == 6:
                found = list(command[2])
            elif command[0] == 0:
                found.append(self._insert(relation, self._checked(relation, command[2]), user))
            else:
                raise Refused("value", f"Wrong value for {relation}: {command!r}")
        return found


TAKES: dict[str, tuple[set[str], set[str]]] = {
    "context_get": (set(), set()),
    "fields_get": (set(), {"allfields", "attributes"}),
    "search": ({"domain"}, {"offset", "limit", "order"}),
    "search_count": ({"domain"}, {"limit"}),
    "search_read": (set(), {"domain", "fields", "offset", "limit", "order"}),
    "create": ({"vals_list"}, set()),
    "write": ({"vals"}, set()),
    "unlink": (set(), set()),
    "load": ({"fields", "data"}, set()),
    "check_object_reference": ({"module", "xml_id"}, {"raise_on_access_error"}),
    "default_get": ({"fields"}, set()),
    "name_search": (set(), {"name", "operator", "limit"}),
    "has_access": ({"operation"}, set()),
    "check_access_rights": ({"operation"}, {"raise_exception"}),
    "check_access_rule": ({"operation"}, set()),
}
"""Each method's required and other arguments, by the signatures of odoo.models.BaseModel and its heirs."""

ON_RECORDS = {"write", "unlink", "has_access", "check_access_rule"}


def allowed_methods(version: int) -> set[str]:
    """``has_access`` replaced its forerunners in version 18; in 19 they are gone from the public methods."""
    gone = {"check_access_rights", "check_access_rule"} if version >= 18 else {"has_access"}
    return set(TAKES) - gone


def check_arguments(method: str, ids: Sequence[int], named: Row, version: int) -> None:
    required, others = TAKES[method]
    given = set(named) - {"context"}
    if not required <= given or not given <= required | others or (ids and method not in ON_RECORDS):
        raise Refused("signature", f"{method} takes {sorted(required | others)}, not {sorted(given)}")


def _imported(version: int, model: str, column: str, cell: object) -> Any:
    """The cells of an import are texts."""
    if not isinstance(cell, str):
        raise Refused("value", f"{column} is no text")
    if column == "id":
        return cell
    name, _, by_id = column.partition("/")
    kind = FIELDS[version][model][name]["type"]
    if kind in ("many2one", "many2many"):
        if by_id != ".id":
            raise Refused("value", f"{column} names a record by its name")
        return int(cell) if kind == "many2one" else [[6, 0, [int(each) for each in cell.split(",")]]]
    plain = {"boolean": lambda: cell == "1", "float": lambda: float(cell), "integer": lambda: int(cell)}
    return plain.get(kind, lambda: cell)()
