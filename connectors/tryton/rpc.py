"""Calls to one Tryton database: JSON-RPC over HTTP, in a session that runs share.

Source: ``trytond.protocols`` and the user documentation of https://docs.tryton.org/latest/server/; each call is one
transaction of the server.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote

from connectors.tryton.failures import NoSuchPlace, failure, refused
from connectors.tryton.models import NEEDED
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.web import Web

CONTEXT = ("company", "companies", "company_filter", "employee", "employees", "language")
"""The user's preferences that Tryton's own clients send along with every call."""

Row = dict[str, Any]
Domain = list[Any]


@dataclass(frozen=True, slots=True)
class Signed:
    """A session at the server. ``place`` is where its calls go. ``preferences`` are the user's own: company, employee,
    language. ``models`` are those we need that are installed, ``access`` what the user's groups may do with each.
    """

    user_id: int
    header: str
    place: str
    models: tuple[str, ...] = ()
    preferences: Row = field(default_factory=dict)
    access: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)


class Rpc:
    """One signed-in user; signs in with the first call and again where the server forgot the session."""

    sessions: ClassVar[dict[str, Signed]] = {}
    """Those of the process: signing in is the dearest call, because the server hashes the password, so runs share one.
    Tryton ends it when the password changes or it was not used for long.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.base_url = session.settings["base_url"].rstrip("/")
        self.database = session.settings["database"]
        self.username = session.settings["username"]
        self._web = Web(self.base_url, session.ssl_context, refused=refused)
        self.host = self._web.host

    @cached_property
    def _name(self) -> str:
        """What a session is kept under; another password is another one."""
        password = self._session.secret("password")
        return hashlib.sha256("\0".join([self.base_url, self.database, self.username, password]).encode()).hexdigest()

    def _sign_in(self) -> Signed:
        """Start a session. Raises ``AuthRequired``, and ``Rejected`` where there is no such database."""
        self.sessions.pop(self._name, None)
        given = [self.username, {"password": self._session.secret("password")}]
        database = quote(self.database, safe="")
        # Up to Tryton 7 the calls went to the database's own address.
        for place in (f"/{database}/rpc/", f"/{database}/"):
            try:
                answer = self._send(place, "common.db.login", given)
            except NoSuchPlace:
                continue
            signed = self._signed(place, answer)
            models = set(self._send(place, "model.ir.model.list_models", [{}], signed.header))
            return self._known_better(replace(signed, models=tuple(each for each in NEEDED if each in models)))
        reason = f"{self.host} has no database {self.database!r}"
        raise Rejected("setting_wrong", field="database", reason=reason)

    def _signed(self, place: str, answer: Any) -> Signed:
        if not isinstance(answer, list) or len(answer) < 2:
            raise Transient("bad_answer", host=self.host)
        words = f"{self.username}:{answer[0]}:{answer[1]}"
        return Signed(int(answer[0]), f"Session {base64.b64encode(words.encode()).decode()}", place)

    def _known_better(self, signed: Signed) -> Signed:
        """The session with what its user prefers and may do now."""
        preferences = self._send(signed.place, "model.res.user.get_preferences", [True, {}], signed.header)
        access = self._send(signed.place, "model.ir.model.access.get_access", [list(signed.models), {}], signed.header)
        signed = replace(
            signed, preferences=dict(preferences), access={m: dict(rights) for m, rights in access.items()}
        )
        self.sessions[self._name] = signed
        return signed

    def refresh(self) -> None:
        """Ask anew what the user prefers and may do; signs in where the session ended."""
        known = self.sessions.get(self._name)
        if known is not None:
            try:
                self._known_better(known)
                return
            except AuthRequired as error:
                if error.message_key != "signin_refused":
                    raise
        self._sign_in()

    @property
    def signed(self) -> Signed:
        return self.sessions.get(self._name) or self._sign_in()

    @property
    def preferences(self) -> Row:
        return self.signed.preferences

    def call(self, method: str, *params: Any) -> Any:
        """The result of a method, signed in."""
        known = self.sessions.get(self._name)
        signed = known or self._sign_in()
        try:
            return self._send(signed.place, method, list(params), signed.header)
        except AuthRequired as error:
            if known is None or error.message_key != "signin_refused":
                raise
        # The session ended; the call was refused before it began, so it may be made again.
        signed = self._sign_in()
        return self._send(signed.place, method, list(params), signed.header)

    def _send(self, place: str, method: str, params: list[Any], header: str = "") -> Any:
        headers = {"Authorization": header} if header else {}
        # Tryton answers errors in JSON only to exactly these three keys.
        request = {"id": 0, "method": method, "params": params}
        answer = self._web.ask("POST", place, json=request, headers=headers)
        if not isinstance(answer, dict) or not {"result", "error"} & set(answer):
            raise Transient("bad_answer", host=self.host)
        if "error" in answer:
            raise failure(answer["error"], self.host)
        return answer["result"]

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

    def may(self, model: str, right: str) -> bool:
        """Whether the user may ``read write create delete`` rows of a model."""
        return bool(self.signed.access.get(model, {}).get(right, False))

    def close(self) -> None:
        """Let go of the connection; the session stays for the next run."""
        self._web.close()


def _rows(found: Any, host: str) -> list[Row]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Transient("bad_answer", host=host)
    return found
