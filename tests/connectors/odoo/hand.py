"""A hand of its own in an Odoo: XML-RPC by the standard library, which every version to 21 answers."""

import base64
import xmlrpc.client
from typing import Any


class Hand:
    """One user's calls, without any code of the connector."""

    def __init__(self, base_url: str, database: str, login: str, key: str) -> None:
        self._database, self._key = database, key
        common = xmlrpc.client.ServerProxy(f"{base_url}/xmlrpc/2/common", allow_none=True)
        self.uid: Any = common.authenticate(database, login, key, {})
        self._object = xmlrpc.client.ServerProxy(f"{base_url}/xmlrpc/2/object", allow_none=True, use_builtin_types=True)

    def call(self, model: str, method: str, *args: Any, **named: Any) -> Any:
        return self._object.execute_kw(self._database, self.uid, self._key, model, method, list(args), named)

    def search(self, model: str, *domain: Any, **named: Any) -> list[int]:
        found: list[int] = self.call(model, "search", list(domain), **named)
        return found

    def rows(self, model: str, fields: list[str], *domain: Any, **named: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call(model, "search_read", list(domain), fields=fields, order="id", **named)
        return found

    def create(self, model: str, **values: Any) -> int:
        made: int = self.call(model, "create", values)
        return made

    def unlink(self, model: str, ids: list[int]) -> None:
        if ids:
            self.call(model, "unlink", ids)

    def attachments(self, ids: list[int]) -> dict[str, bytes]:
        """The bytes by name."""
        rows = self.rows("ir.attachment", ["name", "datas"], ["id", "in", ids])
        return {row["name"]: base64.b64decode(row["datas"] or b"") for row in rows}
