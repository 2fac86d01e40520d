"""What HubSpot's API takes: method, path, parameters and body, read off its published OpenAPI files.

Names of the files, in HubSpot's public collection: CRM/Contacts .. CRM/Notes (v3), CRM/Associations (v4), CRM/Pipelines
(v3), CRM/Properties (v3), CRM/Crm Owners (v3), Files/Files (v3), Account/Account Info (v3), Auth/Oauth (v1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. ``body`` are the keys of its JSON with whether each is required; None: it takes no body."""

    method: str
    path: re.Pattern[str]
    name: str
    query: frozenset[str]
    body: Mapping[str, bool] | None
    source: str


def _row(method: str, path: str, name: str, query: str, body: Mapping[str, bool] | None, source: str) -> Row:
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "/?$")
    return Row(method, pattern, name, frozenset(query.split()), body, source)


_LISTED = "limit after properties propertiesWithHistory associations archived"
_READ = "properties propertiesWithHistory associations archived idProperty"
_NEW = {"properties": True, "associations": True}
_SEARCH = {"filterGroups": True, "limit": True, "properties": True, "sorts": True, "after": False, "query": False}
"""A first page has no ``after`` in the guide (developers.hubspot.com/docs/api-reference/legacy/crm/search)."""
_BATCH = {"inputs": True, "properties": True, "propertiesWithHistory": True, "idProperty": False}
_O = "/crm/v3/objects/{kind}"
_A = "/crm/v4/objects/{kind}/{id}/associations"
_A3 = "/crm/v3/objects/{kind}/{id}/associations"

ROWS = (
    _row("GET", _O, "list", _LISTED, None, "CRM/Contacts v3"),
    _row("POST", _O, "create", "", _NEW, "CRM/Contacts v3"),
    _row("POST", f"{_O}/search", "search", "", _SEARCH, "CRM/Contacts v3"),
    _row("POST", f"{_O}/batch/read", "batch_read", "archived", _BATCH, "CRM/Contacts v3"),
    _row("GET", f"{_O}/{{id}}", "read", _READ, None, "CRM/Contacts v3"),
    _row("PATCH", f"{_O}/{{id}}", "change", "idProperty", {"properties": True}, "CRM/Contacts v3"),
    _row("DELETE", f"{_O}/{{id}}", "archive", "", None, "CRM/Contacts v3"),
    _row("GET", f"{_A}/{{to}}", "linked", "limit after", None, "CRM/Associations v4"),
    _row("PUT", f"{_A}/default/{{to}}/{{to_id}}", "link", "", None, "CRM/Associations v4"),
    _row("DELETE", f"{_A}/{{to}}/{{to_id}}", "unlink", "", None, "CRM/Associations v4"),
    _row("PUT", f"{_A}/{{to}}/{{to_id}}", "link_typed", "", {"inputs": True}, "CRM/Associations v4"),
    _row("GET", f"{_A3}/{{to}}", "linked_v3", "limit after", None, "CRM/Associations v3 guide"),
    _row("PUT", f"{_A3}/{{to}}/{{to_id}}/{{type}}", "link_v3", "", None, "CRM/Associations v3 guide"),
    _row("DELETE", f"{_A3}/{{to}}/{{to_id}}/{{type}}", "unlink_v3", "", None, "CRM/Associations v3 guide"),
    _row("POST", "/crm/v4/associations/{kind}/{to}/batch/read", "linked_all", "", {"inputs": True}, "Associations v4"),
    _row("POST", "/crm/v4/associations/{kind}/{to}/batch/create", "link_all", "", {"inputs": True}, "Associations v4"),
    _row("POST", "/crm/v4/associations/{kind}/{to}/batch/archive", "unlink_all", "", {"inputs": True}, "Associat. v4"),
    _row("POST", "/crm/v3/associations/{kind}/{to}/batch/read", "linked_all_v3", "", {"inputs": True}, "Associat. v3"),
    _row("POST", "/crm/v3/associations/{kind}/{to}/batch/create", "link_all_v3", "", {"inputs": True}, "Associat. v3"),
    _row("POST", "/crm/v3/associations/{kind}/{to}/batch/archive", "unlink_all_v3", "", {"inputs": True}, "Asso. v3"),
    _row("GET", "/crm/v3/owners", "owners", "email after limit archived", None, "CRM/Crm Owners v3"),
    _row("GET", "/crm/v3/pipelines/{kind}", "pipelines", "", None, "CRM/Pipelines v3"),
    _row("GET", "/crm/v3/properties/{kind}/{id}", "property", "archived properties", None, "CRM/Properties v3"),
    _row("GET", "/account-info/v3/details", "details", "", None, "Account/Account Info v3"),
    _row("GET", "/oauth/v1/access-tokens/{id}", "token_info", "", None, "Auth/Oauth v1"),
    _row("GET", "/crm/v3/properties/{kind}", "all_properties", "archived properties", None, "CRM/Properties v3"),
    _row("GET", "/crm-object-schemas/v3/schemas/{kind}", "schema", "", None, "CRM/Schemas v3"),
    _row("GET", "/files/v3/files/search", "find_files", "name path limit after", None, "Files/Files v3"),
    _row("DELETE", "/files/v3/folders/{id}", "remove_folder", "", None, "Files/Files v3"),
    _row("GET", "/files/v3/files/{id}", "file", "properties", None, "Files/Files v3"),
    _row("DELETE", "/files/v3/files/{id}", "remove_file", "", None, "Files/Files v3"),
)
UPLOAD = frozenset({"file", "options", "folderPath", "folderId", "fileName", "charsetHunch"})
"""The parts of POST /files/v3/files, of which ``file``, ``options`` and one of the folders are needed (Files v3)."""


def row_of(method: str, path: str) -> tuple[Row, dict[str, str]] | None:
    for row in ROWS:
        if row.method == method and (found := row.path.match(path)):
            return row, found.groupdict()
    return None


def problems(row: Row, query: Mapping[str, str], body: Any) -> list[str]:
    """What the operation does not take, or lacks."""
    body = {"inputs": body} if row.name == "link_typed" else body
    found = [f"{row.name}: unknown parameter {each} ({row.source})" for each in set(query) - row.query]
    if row.body is None:
        return found + ([f"{row.name}: takes no body ({row.source})"] if body else [])
    if not isinstance(body, dict):
        return [*found, f"{row.name}: a body is needed ({row.source})"]
    found += [f"{row.name}: unknown key {each} ({row.source})" for each in set(body) - set(row.body)]
    found += [
        f"{row.name}: {each} is missing ({row.source})" for each, must in row.body.items() if must and each not in body
    ]
    found += (
        [
            f"{row.name}: property {name} is {type(value).__name__}, not text ({row.source})"
            for name, value in (body.get("properties") or {}).items()
            if isinstance(body.get("properties"), dict) and not isinstance(value, str)
        ]
        if isinstance(body.get("properties"), dict)
        else []
    )
    return found
