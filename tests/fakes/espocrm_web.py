"""The stand-in's socket: signs in, checks each request against the table, answers as the server does."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.espocrm import PASSWORD, EspoFake, Fault, User
from tests.fakes.espocrm_search import Json, Wrong
from tests.fakes.espocrm_table import CONDITIONS, Rule, rule_of

BEFORE = "/api/v1/"
SECRET_KEY = "hmac secret"


class Request:
    """One request, read."""

    def __init__(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> None:
        parts = urlsplit(target)
        self.method, self.path = method, parts.path.removeprefix(BEFORE)
        self.is_api = parts.path.startswith(BEFORE)
        self.params = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.headers = headers
        self.body = body

    def json(self) -> Any:
        return json.loads(self.body) if self.body else {}


def answer(fake: EspoFake, request: Request) -> Fault:
    with fake.guard:
        fake.asked.append((request.method, request.path, request.params))
        name = f"{request.method} {request.path}"
        waiting = next((each for each in fake.faults if each and name.startswith(each) and fake.faults[each]), None)
        if waiting is not None:
            return fake.faults[waiting].popleft()
        if fake.writes_left is not None and fake.writes_left < 0:
            return Fault(503)
        found = _answered(fake, request)
        if fake.writes_left is not None and request.method != "GET":
            fake.writes_left -= 1
            if fake.writes_left < 0:
                return Fault(503)
        return found


def _answered(fake: EspoFake, request: Request) -> Fault:
    if not request.is_api:
        return Fault(404, b"<html>no such page</html>", {"Content-Type": "text/html"})
    try:
        if any(request.path.startswith(each) for each in fake.no_routes):
            raise Wrong(404, "")
        user = _signed_in(fake, request)
        rule, names = rule_of(request.method, request.path) or (None, {})
        if rule is None:
            fake.violations.append(f"{request.method} {request.path}: no such call")
            raise Wrong(404, f"Controller '{request.path}' does not exist.")
        fake.violations += _problems(rule, request)
        return _said(_done(fake, request, user, names))
    except Wrong as wrong:
        headers = {"X-Status-Reason": wrong.reason, "Content-Type": "application/json"}
        return Fault(wrong.status, json.dumps(wrong.body).encode() if wrong.body is not None else b"", headers)


def _said(found: Any) -> Fault:
    if isinstance(found, bytes):
        return Fault(200, found, {"Content-Type": "application/octet-stream"})
    return Fault(200, json.dumps(found).encode(), {"Content-Type": "application/json"})


def _done(fake: EspoFake, request: Request, user: User, names: Mapping[str, str]) -> Any:
    entity, record_id = names.get("entity", ""), names.get("id", "")
    match request.method, request.path.split("/"):
        case "GET", ["App", "user"]:
            return _who(fake, user, has_token="Espo-Authorization" in request.headers)
        case "POST", ["App", "destroyAuthToken"]:
            return fake.tokens.pop(str(request.json()["token"]), None) is not None
        case "GET", ["Metadata"]:
            return _metadata(fake, request.params["key"])
        case "GET", ["I18n"]:
            return fake.words
        case "POST", ["Email", "importEml"]:
            return fake.import_mail(str(request.json()["fileId"]), user)
        case "POST", ["Attachment", "chunk", file_id]:
            return fake.append(file_id, request.body.decode(), user)
        case "GET", ["Attachment", "file", file_id]:
            return fake.file(file_id, user)
        case "GET", [_, _, "stream"]:
            return fake.stream(entity, record_id, request.params, user)
        case "GET", [_]:
            return fake.listed(entity, request.params, user)
        case "GET", _:
            return fake.row(entity, record_id, user)
        case "POST", _:
            skip = request.headers.get("X-Skip-Duplicate-Check") == "true"
            return fake.create(entity, request.json(), user, skip_duplicates=skip)
        case "PUT", _:
            return fake.change(entity, record_id, request.json(), user)
    fake.delete(entity, record_id, user)
    return True


def _problems(rule: Rule, request: Request) -> list[str]:
    """What the table does not know."""
    where = f"{request.method} {request.path}"
    unknown = {name.partition("[")[0] for name in request.params} - rule.params
    kinds = {value for name, value in request.params.items() if name.endswith("[type]")} - CONDITIONS
    problems = [f"{where}: parameter {each}, see {rule.source}" for each in sorted(unknown | kinds)]
    if request.method in ("POST", "PUT") and not rule.is_text:
        given = set(request.json())
        problems += [f"{where}: {each} is missing, see {rule.source}" for each in sorted(rule.keys - given)]
        if rule.also is not None:
            problems += [f"{where}: key {e}, see {rule.source}" for e in sorted(given - rule.keys - rule.also)]
    return problems


def _signed_in(fake: EspoFake, request: Request) -> User:
    """https://docs.espocrm.com/development/api/#authentication"""
    if key := request.headers.get("X-Api-Key"):
        name = fake.keys.get(key)
    elif signed := request.headers.get("X-Hmac-Authorization"):
        key_text, _, digest = base64.b64decode(signed).partition(b":")
        wanted = hmac.new(SECRET_KEY.encode(), f"{request.method} /{request.path}".encode(), hashlib.sha256).digest()
        name = fake.keys.get(key_text.decode()) if hmac.compare_digest(digest, wanted) else None
    else:
        name = _by_password(fake, request)
    if name is None:
        raise Wrong(401)
    return fake.users[name]


def _by_password(fake: EspoFake, request: Request) -> str | None:
    pair = base64.b64decode(request.headers.get("Espo-Authorization") or "").decode()
    name, _, secret = pair.partition(":")
    if request.headers.get("Espo-Authorization-By-Token") == "true":
        return name if fake.tokens.get(secret) == name else None
    return name if name in fake.users and secret == PASSWORD else None


def _who(fake: EspoFake, user: User, *, has_token: bool) -> Json:
    token = token_hex(16) if has_token else None
    if token is not None:
        fake.tokens[token] = user.name
    return {
        "user": {
            "id": user.id,
            "userName": user.name,
            "name": user.name.title(),
            "type": "regular",
            "userEmailAddressList": user.addresses,
        },
        "acl": {"table": user.table},
        "settings": fake.settings,
        "token": token,
    }


def _metadata(fake: EspoFake, key: str) -> Any:
    """``entityDefs.ENTITY.fields`` or ``entityDefs.ENTITY.links.NAME.entity``."""
    _, entity, kind, *rest = key.split(".")
    return fake.fields.get(entity, {}) if kind == "fields" else fake.links.get(f"{entity}.{rest[0]}")


@contextmanager
def running(fake: EspoFake) -> Iterator[int]:
    """The port of a running stand-in."""
    server = _Listener(fake)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, fake: EspoFake) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, self.headers, body)  # type: ignore[arg-type]
        found = answer(self.server.fake, request)
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in found.headers:
            self.send_header("Content-Length", str(len(found.body) if found.length is None else found.length))
        self.end_headers()
        self.wfile.write(found.body)
        self.close_connection = found.length is not None

    def __getattr__(self, name: str) -> Any:
        """Every method is served alike."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests say what they saw themselves."""
