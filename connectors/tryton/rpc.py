"""Calls to one Tryton database: JSON-RPC over HTTP, one session for a run.

Source: ``trytond.protocols`` and the user documentation of https://docs.tryton.org/latest/server/; each call is one
transaction of the server.
"""

import base64
import contextlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from connectors.tryton.failures import NoSuchPlace, failure, refused
from connectors.tryton.models import NEEDED
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.web import Web

CONTEXT = ("company", "companies", "company_filter", "employee", "employees", "language")
"""The user's preferences that Tryton's own clients send along with every call."""

Row = dict[str, Any]
Domain = list[Any]


class Rpc:
    """One signed-in user; signs in with the first call and again where the server forgot the session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.base_url = session.settings["base_url"].rstrip("/")
        self.database = session.settings["database"]
        self.username = session.settings["username"]
        self._web = Web(self.base_url, session.ssl_context, refused=refused)
        self.host = self._web.host
        self._place = f"/{quote(self.database, safe='')}/rpc/"
        self._signed = ""
        self._is_well = False
        self.user_id = 0

    def sign_in(self) -> None:
        """Start a session. Raises ``AuthRequired``, and ``Rejected`` where there is no such database."""
        given = [self.username, {"password": self._session.secret("password")}]
        try:
            answer = self._send("common.db.login", given)
        except NoSuchPlace:
            answer = self._sign_in_of_old(given)
        if not isinstance(answer, list) or len(answer) < 2:
            raise Transient("bad_answer", host=self.host)
        self.user_id = int(answer[0])
        words = f"{self.username}:{answer[0]}:{answer[1]}"
        self._signed = f"Session {base64.b64encode(words.encode()).decode()}"

    def _sign_in_of_old(self, given: list[Any]) -> Any:
        """Up to Tryton 7 the calls went to the database's own address."""
        now, self._place = self._place, self._place.removesuffix("rpc/")
        try:
            return self._send("common.db.login", given)
        except NoSuchPlace:
            self._place = now
            raise Rejected(
                "setting_wrong", field="database", reason=f"{self.host} has no database {self.database!r}"
            ) from None

    def call(self, method: str, *params: Any) -> Any:
        """The result of a method, signed in."""
        if not self._signed:
            self.sign_in()
        try:
            return self._send(method, list(params))
        except AuthRequired as error:
            if error.message_key != "signin_refused":
                raise
        # The session ended; the call was refused before it began, so it may be made again.
        self.sign_in()
        return self._send(method, list(params))

    def _send(self, method: str, params: list[Any]) -> Any:
        headers = {"Authorization": self._signed} if self._signed and method != "common.db.login" else {}
        # Tryton answers errors in JSON only to exactly these three keys.
        request = {"id": 0, "method": method, "params": params}
        self._is_well = False
        answer = self._web.ask("POST", self._place, json=request, headers=headers)
        self._is_well = True
        if not isinstance(answer, dict) or not {"result", "error"} & set(answer):
            raise Transient("bad_answer", host=self.host)
        if "error" in answer:
            raise failure(answer["error"], self.host)
        return answer["result"]

    @cached_property
    def preferences(self) -> Row:
        """The user's own: company, employee, language and the like."""
        found = self.call("model.res.user.get_preferences", True, {})
        return found if isinstance(found, dict) else {}

    def ask(self, model: str, method: str, *params: Any, timestamps: Mapping[str, str] | None = None) -> Any:
        """The result of a model's method. With ``timestamps`` (by ``MODEL,ID``) a write meets what was read or raises
        ``Conflict``.
        """
        context = {key: self.preferences[key] for key in CONTEXT if key in self.preferences}
        if timestamps:
            context["_timestamp"] = dict(timestamps)
        return self.call(f"model.{model}.{method}", *params, context)

    def rows(
        self,
        model: str,
        domain: Domain,
        fields: Sequence[str],
        *,
        limit: int | None = None,
        order: Sequence[tuple[str, str]] = (("id", "ASC"),),
    ) -> list[Row]:
        """What ``search_read`` finds."""
        return _rows(
            self.ask(model, "search_read", domain, 0, limit, [list(o) for o in order], list(fields)), self.host
        )

    def ids(self, model: str, domain: Domain, *, limit: int | None = None) -> list[int]:
        """The ids of a model's rows, newest first."""
        found = self.ask(model, "search", domain, 0, limit, [["id", "DESC"]])
        if not isinstance(found, list):
            raise Transient("bad_answer", host=self.host)
        return [int(each) for each in found]

    @cached_property
    def access(self) -> dict[str, dict[str, bool]]:
        """What the user's groups may do with each model; a model that is not installed is not in it."""
        there = set(self.ask("ir.model", "list_models"))
        found = self.ask("ir.model.access", "get_access", [each for each in NEEDED if each in there])
        return {model: {right: bool(is_given) for right, is_given in each.items()} for model, each in found.items()}

    def may(self, model: str, right: str) -> bool:
        """Whether the user may ``read write create delete`` rows of a model."""
        return self.access.get(model, {}).get(right, False)

    def close(self) -> None:
        """End the session at the server, unless that may take long."""
        if self._signed and self._is_well:
            with contextlib.suppress(ConnectorError):
                self._send("common.db.logout", [])
        self._signed = ""
        self._web.close()


def _rows(found: Any, host: str) -> list[Row]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Transient("bad_answer", host=host)
    return found
