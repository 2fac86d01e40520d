"""The socket side of the stand-in for Odoo: JSON-2 from version 19 on, XML-RPC in all, and what tests break.

https://www.odoo.com/documentation/19.0/developer/reference/external_api.html,
https://www.odoo.com/documentation/17.0/developer/reference/external_api.html.
"""

import json
import re
import threading
import xmlrpc.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.fakes.odoo import Odoo
from tests.fakes.odoo_models import Refused

DATABASE, KEY = "kit", "right-key"
COLLEAGUE = "/colleague"
"""Below this address the same key is the colleague's, because the kit's users differ by settings alone."""

_JSON2 = re.compile(r"/json/2/([\w.]+)/(\w+)$")
# Status and name of each refusal: Json2Dispatcher and odoo.exceptions.
_NAMES = {
    "access": (403, "odoo.exceptions.AccessError"),
    "missing": (404, "odoo.exceptions.MissingError"),
    "user": (422, "odoo.exceptions.UserError"),
    "value": (500, "builtins.ValueError"),
    "no_model": (404, "werkzeug.exceptions.NotFound"),
    "no_method": (404, "werkzeug.exceptions.NotFound"),
    "signature": (422, "werkzeug.exceptions.UnprocessableEntity"),
}
# /xmlrpc/2 has four codes; 1 comes with a trace.
_CODES = {"access": 4, "missing": 2, "user": 2, "no_model": 2}
_CLASSES = {"value": "ValueError", "no_method": "AttributeError", "signature": "TypeError"}


@dataclass(frozen=True)
class Planned:
    """What happens to a call instead; ``is_done`` lets it be done before the answer is lost."""

    status: int = 0
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_done: bool = False
    is_cut: bool = False


class OdooWeb:
    """A listening server for one database."""

    def __init__(self, odoo: Odoo) -> None:
        self.odoo = odoo
        self.calls: list[str] = []
        """``MODEL.METHOD`` of every call, in order."""
        self.plans: dict[str, list[Planned]] = {}
        self.before: dict[str, Callable[[], object]] = {}
        """What happens, once, after the server took a call and before it does it."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def plan(self, call: str, *planned: Planned) -> None:
        """The next calls of ``MODEL.METHOD`` go wrong, one by one."""
        self.plans.setdefault(call, []).extend(planned)

    def done(
        self, user: str, model: str, method: str, ids: list[int], named: dict[str, Any]
    ) -> tuple[Any, Planned | None]:
        name = f"{model}.{method}"
        self.calls.append(name)
        if name in self.before:
            self.before.pop(name)()
        planned = self.plans[name].pop(0) if self.plans.get(name) else None
        if planned is not None and not planned.is_done:
            return None, planned
        return self.odoo.call(self.odoo.users[user], model, method, ids, named), planned


Answer = tuple[int, bytes, str]


def _handler(web: OdooWeb) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            user = "jiyoung" if self.path.startswith(COLLEAGUE) else "minsu"
            path = self.path.removeprefix(COLLEAGUE)
            answer, planned = (404, b"<!DOCTYPE html><h1>Not Found</h1>", "text/html"), None
            known = _JSON2.match(path)
            if known and web.odoo.version >= 19 and self.headers.get("x-odoo-database") in (DATABASE, None):
                answer, planned = _json2(web, user, known, content, self.headers.get("authorization", ""))
            elif path in ("/xmlrpc/2/common", "/xmlrpc/2/object"):
                answer, planned = _xmlrpc(web, user, path, content)
            self._send(answer, planned)

        def _send(self, answer: Answer, planned: Planned | None) -> None:
            if planned is not None and not planned.status:
                self.close_connection = True
                return
            status, content, kind = (planned.status, planned.content, "text/html") if planned else answer
            self.send_response_only(status)
            self.send_header("Date", self.date_time_string())
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            for name, value in planned.headers.items() if planned else ():
                self.send_header(name, value)
            self.end_headers()
            is_cut = planned is not None and planned.is_cut
            self.wfile.write(content[: len(content) // 2] if is_cut else content)
            self.close_connection = is_cut

    return Handler


def _json2(web: OdooWeb, user: str, known: re.Match[str], content: bytes, auth: str) -> tuple[Answer, Planned | None]:
    if auth != f"bearer {KEY}":
        return _json(401, _error("werkzeug.exceptions.Unauthorized", "Invalid apikey")), None
    named = json.loads(content)
    try:
        result, planned = web.done(user, known[1], known[2], named.pop("ids", []), named)
    except Refused as refused:
        status, name = _NAMES[refused.kind]
        return _json(status, _error(name, refused.message)), None
    return _json(200, result), planned


def _error(name: str, message: str) -> dict[str, Any]:
    return {"name": name, "message": message, "arguments": [message], "context": {}, "debug": "Traceback"}


def _json(status: int, body: Any) -> Answer:
    return status, json.dumps(body).encode(), "application/json; charset=utf-8"


def _xmlrpc(web: OdooWeb, user: str, path: str, content: bytes) -> tuple[Answer, Planned | None]:
    params: Any = xmlrpc.client.loads(content, use_builtin_types=True)[0]
    if path.endswith("common"):
        database, login, key, _ = params
        if database != DATABASE:
            text = f'Traceback\npsycopg2.OperationalError: FATAL:  database "{database}" does not exist\n'
            return _xml(xmlrpc.client.Fault(1, text)), None
        name = str(login).partition("@")[0]
        known = name in web.odoo.users and key == KEY
        return _xml((web.odoo.users[name] if known else False,)), None
    _, uid, key, model, name, args, *rest = params
    if key != KEY:
        return _xml(xmlrpc.client.Fault(3, "Access Denied")), None
    named = dict(rest[0]) if rest else {}
    by_place = {"create": "vals_list", "default_get": "fields"}
    ids = [] if name in by_place or not args else args[0]
    if name in by_place:
        named[by_place[name]] = args[0]
    who = next(n for n, i in web.odoo.users.items() if i == uid)
    try:
        result, planned = web.done(who, str(model), str(name), ids, named)
        return _xml((result,)), planned
    except Refused as refused:
        return _xml(_fault(refused)), None
    except TypeError as error:
        return _xml(xmlrpc.client.Fault(1, f"Traceback\nTypeError: {error}\n")), None


def _fault(refused: Refused) -> xmlrpc.client.Fault:
    if refused.kind == "no_model":
        return xmlrpc.client.Fault(2, f"Object {refused.message} doesn't exist")
    if refused.kind in _CODES:
        return xmlrpc.client.Fault(_CODES[refused.kind], refused.message)
    what = f"The method '{refused.message}' does not exist" if refused.kind == "no_method" else refused.message
    return xmlrpc.client.Fault(1, f"Traceback (most recent call last):\n{_CLASSES[refused.kind]}: {what}\n")


def _xml(answer: Any) -> Answer:
    """``None`` cannot be marshalled, as in Odoo itself."""
    return 200, xmlrpc.client.dumps(answer, methodresponse=True, allow_none=False).encode(), "text/xml"
