"""Calls of Odoo's models: JSON-2 where the server has it (Odoo 19 and later), XML-RPC where it is older.

JSON-2: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html;
XML-RPC: https://www.odoo.com/documentation/17.0/developer/reference/external_api.html.
"""

import xmlrpc.client
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, cached_property
from typing import Any

import requests

from connectors.odoo.envelopes import packed, unpacked
from connectors.odoo.failures import NotOffered, fault_refusal, json2_refusal, plain_refusal
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.web import Web, failures, parsed

LARGEST_ANSWER = 64 * 1024 * 1024
BURST = 40.0
_UNNAMED = {"create": "vals_list", "default_get": "fields"}
"""Arguments whose names differ between versions: XML-RPC takes them by their place."""


@cache
def bucket(host: str, per_second: float) -> Bucket:
    """One for all accounts of a server."""
    return Bucket(per_second, BURST)


class Rpc:
    """One user's calls to one database, for one run."""

    def __init__(self, session: Session) -> None:
        self.settings = session.settings
        self.web = Web(_address(self.settings["base_url"]), session.ssl_context)
        self._secret = session.secret
        self._skew = timedelta()

    @property
    def host(self) -> str:
        return self.web.host

    @property
    def now(self) -> datetime:
        """The server's clock, as far as its last answer told it."""
        return datetime.now(UTC) + self._skew

    @cached_property
    def _wire(self) -> "_Json2 | _XmlRpc":
        """Settled by the first call, which signs in."""
        json2 = _Json2(self)
        try:
            json2.uid = _uid(json2.call("res.users", "context_get", (), {}), self.host)
        except NotOffered:
            return _XmlRpc(self)
        return json2

    @cached_property
    def uid(self) -> int:
        return self._wire.uid

    @cached_property
    def context(self) -> dict[str, Any]:
        """Names come in the user's own language."""
        known = self._wire.call("res.users", "context_get", (), {})
        lang = known.get("lang") if isinstance(known, dict) else None
        return {"lang": lang} if lang else {}

    def call(self, model: str, method: str, ids: Sequence[int] = (), /, **named: Any) -> Any:
        """What the method of a model answers. Raises the classes of :mod:`workspace.connector.errors`, among them
        ``NotOffered``.
        """
        context = {**self.context, **named.pop("context", {})}
        return self._wire.call(model, method, ids, {**named, "context": context} if context else named)

    def rows(self, model: str, domain: Sequence[Any], fields: Sequence[str], **named: Any) -> list[dict[str, Any]]:
        """``search_read``; raises ``Transient`` for anything but a list of rows."""
        found = self.call(model, "search_read", domain=list(domain), fields=list(fields), **named)
        if not isinstance(found, list) or not all(isinstance(row, dict) and _is_id(row.get("id")) for row in found):
            raise Transient("bad_answer", host=self.host)
        return found

    def ids(self, model: str, method: str, /, **named: Any) -> list[int]:
        """A call that answers with ids."""
        found = self.call(model, method, **named)
        if not isinstance(found, list) or not all(_is_id(each) for each in found):
            raise Transient("bad_answer", host=self.host)
        return found

    @property
    def api_key(self) -> str:
        return self._secret("api_key")

    def send(self, where: str, **given: Any) -> requests.Response:
        """One request, in its turn; use inside :func:`failures`."""
        self._take_turn()
        response = self.web.send("POST", where, **given)
        try:
            self._skew = parsedate_to_datetime(response.headers["Date"]) - datetime.now(UTC)
        except (KeyError, ValueError, TypeError):
            self._skew = timedelta()
        return response

    def _take_turn(self) -> None:
        try:
            rate = float(self.settings.get("calls_per_second") or 0)
        except ValueError:
            raise Rejected("setting_wrong", field="calls_per_second", reason="a number is needed") from None
        if rate > 0 and (wait := bucket(self.host, rate).take()):
            raise Transient("busy", retry_after=wait, host=self.host)

    def close(self) -> None:
        self.web.close()


class _Json2:
    """``POST /json/2/MODEL/METHOD``, with named arguments only."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self.uid = 0

    def call(self, model: str, method: str, ids: Sequence[int], named: Mapping[str, Any]) -> Any:
        rpc = self._rpc
        body = {**named, "ids": list(ids)} if ids else dict(named)
        headers = {"Authorization": f"bearer {rpc.api_key}", "X-Odoo-Database": rpc.settings["database"]}
        with failures(rpc.host):
            response = rpc.send(f"/json/2/{model}/{method}", json=body, headers=headers)
            if response.status_code < 300:
                return parsed(response, rpc.host)
            try:
                said = parsed(response, rpc.host)
            except Transient:
                said = None
            raise json2_refusal(response.status_code, response.headers, said, rpc.host)


class _XmlRpc:
    """``/xmlrpc/2/common`` signs in and ``/xmlrpc/2/object`` calls, the user and the key in each call."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc

    @cached_property
    def uid(self) -> int:
        rpc = self._rpc
        uid = self._ask("common", "authenticate", rpc.settings["database"], rpc.settings["login"], rpc.api_key, {})
        if uid is False:
            raise AuthRequired("signin_refused", host=rpc.host)
        return _uid({"uid": uid}, rpc.host)

    def call(self, model: str, method: str, ids: Sequence[int], named: Mapping[str, Any]) -> Any:
        args: list[Any] = [list(ids)] if ids else []
        given = dict(named)
        if method in _UNNAMED:
            args = [given.pop(_UNNAMED[method])]
        database, key = self._rpc.settings["database"], self._rpc.api_key
        return self._ask("object", "execute_kw", database, self.uid, key, model, method, args, given)

    def _ask(self, what: str, method: str, *params: Any) -> Any:
        rpc = self._rpc
        with failures(rpc.host):
            headers = {"Content-Type": "text/xml"}
            response = rpc.send(f"/xmlrpc/2/{what}", data=packed(method, *params), headers=headers, stream=True)
            with response:
                if response.status_code in (404, 405):
                    raise self._nothing_here()
                if response.status_code >= 300:
                    raise plain_refusal(response.status_code, response.headers, rpc.host)
                content = _limited(response)
            try:
                return unpacked(content)
            except xmlrpc.client.Fault as fault:
                if "cannot marshal None" in fault.faultString:
                    return None
                raise fault_refusal(fault.faultCode, fault.faultString, rpc.host) from None

    def _nothing_here(self) -> Rejected:
        """Neither interface: another program, or a server that knows the interfaces but not the database."""
        return Rejected("setting_wrong", field="base_url", reason="there is no Odoo with this database")


def _limited(response: requests.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_content(65536):
        content += piece
        if len(content) > LARGEST_ANSWER:
            raise ValueError("the answer is too long")
    return bytes(content)


def _address(text: str) -> str:
    """The address without what a browser's line has behind it."""
    text = text.strip().rstrip("/")
    for ending in ("/web", "/odoo"):
        text = text.removesuffix(ending)
    return text if "://" in text else f"https://{text}"


def _uid(known: Any, host: str) -> int:
    uid = known.get("uid") if isinstance(known, dict) else None
    if not isinstance(uid, int) or not _is_id(uid):
        raise Transient("bad_answer", host=host)
    return uid


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
