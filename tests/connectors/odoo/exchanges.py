"""Calls that a stand-in and a real Odoo must answer alike, and what counts as alike: the shape, not the values."""

import json
import xmlrpc.client
from collections.abc import Callable
from typing import Any

import requests

KEY = "<Recorded@haneul.example>"
Call = Callable[..., Any]
PARTNER_FIELDS = ["name", "is_company", "email", "email_normalized", "parent_id", "user_id", "write_date", "active"]
MESSAGE_FIELDS = ["message_id", "model", "res_id", "create_uid", "attachment_ids", "email_layout_xmlid", "author_id"]
FILE_FIELDS = ["name", "file_size", "checksum", "description", "create_uid"]


class Caller:
    """Calls as they go over the wire, refusals with their status and name instead of an answer."""

    def __init__(self, base_url: str, database: str, login: str, key: str, *, is_json2: bool) -> None:
        self._base_url, self._database, self._login, self._key = base_url, database, login, key
        self._is_json2 = is_json2
        self._uid: Any = None

    def __call__(self, model: str, method: str, ids: list[int] | None = None, **named: Any) -> Any:
        return (self._json2 if self._is_json2 else self._xmlrpc)(model, method, ids or [], named)

    def _json2(self, model: str, method: str, ids: list[int], named: dict[str, Any]) -> Any:
        headers = {"Authorization": f"bearer {self._key}", "X-Odoo-Database": self._database}
        body = {**named, "ids": ids} if ids else named
        answer = requests.post(f"{self._base_url}/json/2/{model}/{method}", json=body, headers=headers, timeout=60)
        if answer.status_code == 200:
            return answer.json()
        return {"refused": answer.status_code, "name": answer.json()["name"]}

    def _xmlrpc(self, model: str, method: str, ids: list[int], named: dict[str, Any]) -> Any:
        args: list[Any] = [ids] if ids else []
        if method in ("create", "default_get"):
            args = [named.pop("vals_list" if method == "create" else "fields")]
        try:
            if self._uid is None:
                self._uid = self._ask("common", "authenticate", self._database, self._login, self._key, {})
            given = (self._database, self._uid, self._key, model, method, args, named)
            return self._ask("object", "execute_kw", *given)
        except xmlrpc.client.Fault as fault:
            lines = fault.faultString.strip().splitlines()
            return {"refused": fault.faultCode, "name": lines[-1].partition(":")[0] if fault.faultCode == 1 else ""}

    def _ask(self, what: str, method: str, *params: Any) -> Any:
        with xmlrpc.client.ServerProxy(f"{self._base_url}/xmlrpc/2/{what}") as proxy:
            return getattr(proxy, method)(*params)


def exchanges(call: Call) -> dict[str, Any]:
    """By name, what a server answers; it is left as it was."""
    told: dict[str, Any] = {"context": call("res.users", "context_get")}
    [partner] = told["create partner"] = call(
        "res.partner", "create", vals_list=[{"name": "Rec", "email": "R@x.example"}]
    )
    told["read partner"] = call(
        "res.partner", "search_read", domain=[["id", "=", partner]], fields=PARTNER_FIELDS, order="id desc", limit=1
    )
    told["count"] = call("res.partner", "search_count", domain=[["id", "=", partner]])
    told["ids"] = call(
        "res.partner", "search", domain=["|", ["id", "=", partner], ["name", "=ilike", "no%ne"]], order="id"
    )
    told["names"] = call("res.partner", "name_search", name="rec", operator="=ilike", limit=1)
    file = {"name": "a.bin", "datas": "AAEC", "res_model": "res.partner", "res_id": partner, "description": "x:y"}
    message = {
        "message_id": KEY,
        "model": "res.partner",
        "res_id": partner,
        "body": "<p onclick=x>hi</p>",
        "author_id": partner,
        "partner_ids": [[6, 0, [partner]]],
        "email_layout_xmlid": "workspace.x",
        "attachment_ids": [[0, 0, file]],
    }
    made = told["create message"] = call(
        "mail.message", "create", vals_list=[message, {**message, "attachment_ids": []}]
    )
    told["read message"] = rows = call(
        "mail.message", "search_read", domain=[["message_id", "=", KEY]], fields=MESSAGE_FIELDS, order="id"
    )
    files = rows[0]["attachment_ids"]
    told["read file"] = call("ir.attachment", "search_read", domain=[["id", "in", files]], fields=FILE_FIELDS)
    told["write message"] = call("mail.message", "write", [made[0]], vals={"subject": "T"})
    told["unlink"] = call("mail.message", "unlink", made)
    told["load"] = loaded = call(
        "res.partner",
        "load",
        fields=["id", "name", "parent_id/.id"],
        data=[["__import__.recorded_1", "Rec 2", str(partner)]],
    )
    told["reference"] = call("ir.model.data", "check_object_reference", module="__import__", xml_id="recorded_1")
    call("res.partner", "unlink", [*loaded["ids"], partner])
    told.update(_refusals(call))
    return told


def _refusals(call: Call) -> dict[str, Any]:
    return {
        "gone": call("res.partner", "write", [99_999_999], vals={"name": "x"}),
        "no model": call("nothing.here", "search_count", domain=[]),
        "no method": call("res.partner", "nothing_here"),
        "no field": call("res.partner", "search_read", domain=[], fields=["nothing_here"]),
        "no reference": call("ir.model.data", "check_object_reference", module="__import__", xml_id="nothing_here"),
        "wrong signature": call("res.partner", "search_count", nothing_here=1),
        "load of a value that is none": _named(
            call("crm.lead", "load", fields=["id", "name", "type"], data=[["__import__.r", "R", "x"]])
        ),
        "load refused": _without_words(call("crm.lead", "load", fields=["id", "type"], data=[["__import__.r", "x"]])),
    }


def _named(answer: dict[str, Any]) -> dict[str, Any]:
    """Which field an import was refused for."""
    return {"ids": answer["ids"], "has_messages": [each["field"] for each in answer["messages"]]}


def _without_words(answer: dict[str, Any]) -> dict[str, Any]:
    return {"ids": answer["ids"], "has_messages": bool(answer["messages"])}


def shape(value: Any) -> Any:
    """Types instead of values; keys, refusals and truth are kept; a list is as its first entry."""
    if isinstance(value, dict):
        kept = value if "refused" in value or "has_messages" in value else None
        return kept or {key: shape(each) for key, each in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [shape(each) for each in value[:2]]
    return value if isinstance(value, bool) else type(value).__name__


def to_text(told: dict[str, Any]) -> str:
    return json.dumps({name: shape(each) for name, each in told.items()}, indent=1, sort_keys=True) + "\n"
