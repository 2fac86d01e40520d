"""The stand-in's socket: each call is checked against the table, answered, and counted; sign-in beside it.

Errors are lists of ``message`` and ``errorCode``:
https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.salesforce import Fault, Org, Row, SfError
from tests.fakes.salesforce_soql import SoqlError, parse
from tests.fakes.salesforce_table import CALLS, OBJECTS, REST

VERSION = "62.0"
_LIMITED = re.compile(r"sobjects/[A-Za-z_]+/(deleted|updated)")


class SalesforceWeb:
    """A running stand-in."""

    def __init__(self, org: Org) -> None:
        self.org = org
        self._server = _Listener(self)
        self.port: int = self._server.server_port
        self.base_url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, target: str, token: str, body: bytes) -> Fault:
        org = self.org
        parts = urlsplit(target)
        with org.guard:
            org.asked.append((method, parts.path))
            fault = next((each for each in org.faults if each.where in f"{method} {target}"), None)
            if fault is not None and fault.after:
                fault.after -= 1
                fault = None
            if fault is not None:
                org.faults.remove(fault)
                if not fault.is_done_first:
                    return fault
            said = self._said(method, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), token, body)
            return fault or said

    def _said(self, method: str, path: str, params: dict[str, str], token: str, body: bytes) -> Fault:
        if (method, path) == ("GET", "/services/data"):
            # Needs no sign-in: dome_versions.htm
            listed = [{"label": "", "url": f"/services/data/v{each}", "version": each} for each in self.org.versions]
            return _json(listed) if listed else _json([], 404)
        user = self.org.tokens.get(token)
        try:
            if user is None:
                raise SfError(401, "INVALID_SESSION_ID", "Session expired or invalid")
            if path == "/services/oauth2/userinfo":
                return _json(self._user_info(user))
            prefix = f"/services/data/v{VERSION}/"
            if not path.startswith(prefix):
                raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
            given = json.loads(body) if body else None
            return self.called(method, path.removeprefix(prefix), params, given, user)
        except SfError as error:
            return _refused(error)

    def called(self, method: str, path: str, params: Mapping[str, str], given: Any, user: str) -> Fault:
        """One call of the API, below the version."""
        self._check(method, path, params)
        parts = path.split("/")
        self.org.calls[parts[0] if parts[0] != "sobjects" else f"{method} {parts[1]}"] += 1
        if parts[0] in ("query", "queryAll"):
            return _json(self._query(parts, params, with_deleted=parts[0] == "queryAll"))
        if parts[0] == "composite":
            return _json(self._composite(given, user))
        if parts[-1] == "describe":
            return _json(self._described(parts[1]))
        if method == "POST":
            made = self.org.create(parts[1], given, user)
            return _json({"id": made, "success": True, "errors": []}, 201)
        if method == "GET":
            return _json(self._retrieved(parts[1], parts[2], params.get("fields", "")))
        if method == "PATCH":
            self.org.update(parts[1], parts[2], given, user)
        else:
            self.org.delete(parts[1], parts[2], user)
        return Fault("", 204)

    def _check(self, method: str, path: str, params: Mapping[str, str]) -> None:
        row = next((each for each in CALLS if each.fits(method, path)), None)
        if row is None:
            self.org.violations.append(f"{method} {path}: no such call, see {REST}")
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        wrong = [*(set(params) - row.parameters), *(row.required - set(params))]
        self.org.violations += [f"{method} {path}: parameter {each}, see {row.source}" for each in wrong]

    def _user_info(self, user: str) -> Row:
        row = self.org.rows["User"][user]
        return {"user_id": user, "organization_id": self.org.org_id, "name": row["Name"], "email": row["Email"]}

    # Reading

    def _query(self, parts: list[str], params: Mapping[str, str], *, with_deleted: bool) -> Row:
        if with_deleted and not self.org.has_deleted:
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        if len(parts) > 1:
            return self._batch(parts[0], parts[1])
        try:
            asked = parse(params["q"], self.org.columns)
        except SoqlError as error:
            raise SfError(400, error.code, error.message) from None
        rows = [row for row in self.org.rows[asked.name].values() if with_deleted or not row["IsDeleted"]]
        rows = [row for row in rows if asked.holds(row)]
        for path, is_down in reversed(asked.order):
            rows.sort(key=lambda row: (row.get(path) is not None, row.get(path)), reverse=is_down)
        shown = [self._shown(asked.name, row, asked.fields, asked.children) for row in rows[: asked.limit]]
        key = f"01g{len(self.org.cursors):012d}"
        self.org.cursors[key] = (shown, len(shown))
        return self._batch(parts[0], f"{key}-0")

    def _batch(self, call: str, locator: str) -> Row:
        key, _, start = locator.partition("-")
        if key not in self.org.cursors:
            raise SfError(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        rows, total = self.org.cursors[key]
        end = int(start) + self.org.batch
        answer = {"totalSize": total, "done": end >= total, "records": rows[int(start) : end]}
        if end < total:
            answer["nextRecordsUrl"] = f"/services/data/v{VERSION}/{call}/{key}-{end}"
        return answer

    def _shown(self, name: str, row: Row, fields: list[str], children: Mapping[str, list[str]]) -> Row:
        shown: Row = {"attributes": {"type": name, "url": f"/services/data/v{VERSION}/sobjects/{name}/{row['Id']}"}}
        for path in fields:
            first, _, rest = path.partition(".")
            shown[first] = (
                {**(shown.get(first) or {}), rest: self._through(name, row, first, rest)} if rest else row[path]
            )
        for relation, wanted in children.items():
            child, key = OBJECTS[name].children[relation]
            below = [each for each in self.org.live(child) if each[key] == row["Id"]]
            found = [self._shown(child, each, wanted, {}) for each in below]
            shown[relation] = {"totalSize": len(found), "done": True, "records": found} if found else None
        return shown

    def _through(self, name: str, row: Row, relation: str, field: str) -> Any:
        columns = self.org.columns(name) or {}
        key = next(key for key, column in columns.items() if column.relation == relation)
        other = self.org.rows[columns[key].to[0]].get(row.get(key) or "")
        return other[field] if other else None

    def _retrieved(self, name: str, record_id: str, fields: str) -> Row:
        columns = self.org.columns(name)
        if columns is None:
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        row = self.org.found(name, record_id)
        wanted = fields.split(",") if fields else list(columns)
        wrong = [each for each in wanted if each not in columns]
        if wrong:
            raise SfError(400, "INVALID_FIELD", f"No such column '{wrong[0]}' on entity '{name}'")
        return self._shown(name, row, [each for each in wanted if each != "Id"] + ["Id"], {})

    def _described(self, name: str) -> Row:
        columns, table = self.org.columns(name), OBJECTS.get(name)
        if columns is None or table is None or not self.org.has_describe:
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        may_create = "c" in table.calls and f"create:{name}" not in self.org.forbidden
        fields = [
            {
                "name": key,
                "label": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key),
                "type": "string" if column.type == "junctionidlist" else column.type,
                "length": column.length,
                "createable": column.can("c"),
                "updateable": column.can("u"),
                "filterable": column.can("f"),
                "nillable": column.can("n"),
                "defaultedOnCreate": column.can("d"),
                "restrictedPicklist": column.can("p"),
                "relationshipName": column.relation or None,
                "referenceTo": list(column.to),
                "picklistValues": [{"value": v, "active": True, "defaultValue": False} for v in column.values],
            }
            for key, column in columns.items()
        ]
        label = table.label or name
        return {"name": name, "labelPlural": label, "createable": may_create, "queryable": True, "fields": fields}

    # Several calls in one

    def _composite(self, given: Any, user: str) -> Row:
        """All or none, at most 25: resources_composite_composite_post.htm"""
        calls = given["compositeRequest"]
        if not self.org.has_composite or len(calls) > 25 or given.get("allOrNone") is not True:
            self.org.violations += ["composite: more than 25"] if len(calls) > 25 else []
            raise SfError(404, "NOT_FOUND", "The requested resource does not exist")
        before, answers = self.org.snapshot(), []
        made: dict[str, str] = {}
        failed = ""
        for call in calls:
            body = json.loads(re.sub(r"@\{(\w+)\.id\}", lambda m: made.get(m[1], m[0]), json.dumps(call["body"])))
            path = call["url"].removeprefix(f"/services/data/v{VERSION}/")
            try:
                answer = self.called(call["method"], path, {}, body, user)
                said, status = json.loads(answer.body), answer.status
                made[call["referenceId"]] = said["id"]
            except SfError as error:
                answer = _refused(error)
                said, status, failed = json.loads(answer.body), error.status, call["referenceId"]
            answers.append(
                {"body": said, "httpHeaders": {}, "httpStatusCode": status, "referenceId": call["referenceId"]}
            )
            if failed:
                break
        if failed:
            self.org.rows = before
            halted = [{"errorCode": "PROCESSING_HALTED", "message": "The transaction was rolled back"}]
            answers = [
                each if each["referenceId"] == failed else {**each, "body": halted, "httpStatusCode": 400}
                for each in (*answers, *({"referenceId": c["referenceId"]} for c in calls[len(answers) :]))
            ]
        return {"compositeResponse": answers}


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: SalesforceWeb) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener
    # Head and body in one piece, else the client's system waits 40 ms before it asks for the rest.
    wbufsize = -1

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        said = self.server.web.answer(self.command, self.path, token, body)
        if said.status < 0:
            self.close_connection = True
            return
        used, allowed = self.server.web.org.limit
        self.send_response(said.status)
        for name, value in {"Content-Type": "application/json;charset=UTF-8", **said.headers}.items():
            self.send_header(name, value)
        self.send_header("Sforce-Limit-Info", f"api-usage={used}/{allowed}")
        if said.status != 204 and "Content-Length" not in said.headers:
            self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self.wfile.write(said.body)
        if "Content-Length" in said.headers:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_DELETE = _do  # noqa: N815  the names that http.server looks for

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests look at ``asked``."""


def _json(body: Any, status: int = 200) -> Fault:
    return Fault("", status, json.dumps(body).encode())


def _refused(error: SfError) -> Fault:
    said = {"message": error.message, "errorCode": error.code}
    return _json([{**said, "fields": list(error.fields)} if error.fields else said], error.status)


@contextmanager
def running(org: Org) -> Iterator[SalesforceWeb]:
    web = SalesforceWeb(org)
    try:
        yield web
    finally:
        web.close()
