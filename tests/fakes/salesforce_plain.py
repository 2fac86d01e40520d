"""A stand-in for the small Salesforce servers that people write for their tests: any object, few calls, little SOQL.

One version and no list of versions, no describe, no composite, no recycle bin, nothing that happens by itself; of a
question it reads the object, the first equal sign and the limit, without an idea of quotes within quotes.
"""

import itertools
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Row = dict[str, Any]
VERSION = "58.0"
PREFIXES = {"Account": "001", "Contact": "003", "Opportunity": "006", "Lead": "00Q", "Case": "500", "Task": "00T"}
_FROM = re.compile(r"from\s+(\w+)", re.IGNORECASE)
_WHERE = re.compile(r"where\s+([\w.]+)\s*=\s*'([^']*)'", re.IGNORECASE)
_LIMIT = re.compile(r"limit\s+(\d+)", re.IGNORECASE)


class PlainServer:
    """A running one. ``lacks`` are objects that it has never heard of."""

    def __init__(self, lacks: frozenset[str] = frozenset()) -> None:
        self.rows: dict[str, dict[str, Row]] = {}
        self.lacks = lacks
        self.described: dict[str, list[Row]] = {}
        """What describe tells of an object's fields."""
        self.columns: dict[str, set[str]] = {}
        """The only fields that an object takes, for those that are strict about it."""
        self.lost_after = -1
        """So many calls from now the answer of one is lost; -1 loses none."""
        self._count = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def live(self, name: str) -> list[Row]:
        return list(self.rows.get(name, {}).values())

    def put(self, name: str, **fields: Any) -> str:
        record_id = f"{PREFIXES.get(name, '0XX')}{next(self._count):012d}AAA"
        self.rows.setdefault(name, {})[record_id] = {"attributes": {"type": name}, "Id": record_id, **fields}
        return record_id

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, Any]:
        parts = urlsplit(target)
        path = parts.path.removeprefix(f"/services/data/v{VERSION}/").split("/")
        if path == ["query"]:
            return self._query(parse_qs(parts.query)["q"][0])
        if path[-1] == "describe" and path[1] in self.described:
            return 200, {"name": path[1], "fields": self.described[path[1]]}
        if path[0] != "sobjects" or len(path) > 3 or path[1] in self.lacks:
            return 404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]
        name, given = path[1], json.loads(body) if body else {}
        wrong = sorted(set(given) - self.columns.get(name, set(given)))
        if wrong:
            return 400, [
                {"message": f"No such column '{wrong[0]}' on sobject of type {name}", "errorCode": "INVALID_FIELD"}
            ]
        if method == "POST":
            return 201, {"id": self.put(name, **given), "success": True, "errors": []}
        row = self.rows.get(name, {}).get(path[2])
        if row is None:
            return 404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}]
        if method == "GET":
            return 200, row
        if method == "PATCH":
            row.update(given)
        else:
            del self.rows[name][path[2]]
        return 204, None

    def _query(self, soql: str) -> tuple[int, Any]:
        found = _FROM.search(soql)
        name = found[1] if found else ""
        if name in self.lacks:
            return 400, [{"message": f"sObject type '{name}' is not supported.", "errorCode": "INVALID_TYPE"}]
        rows = self.live(name)
        if where := _WHERE.search(soql):
            rows = [row for row in rows if str(row.get(where[1])) == where[2]]
        if limit := _LIMIT.search(soql):
            rows = rows[: int(limit[1])]
        return 200, {"totalSize": len(rows), "done": True, "records": rows}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        plain = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, said = plain.answer(self.command, self.path, body)
                if plain.lost_after >= 0:
                    plain.lost_after -= 1
                    if plain.lost_after < 0:
                        self.close_connection = True
                        return
                data = b"" if said is None else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                if status != 204:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = do_DELETE = _do  # noqa: N815  the names that http.server looks for

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing: the tests look at the rows."""

        return Handler


@contextmanager
def running(*lacks: str) -> Iterator[PlainServer]:
    plain = PlainServer(frozenset(lacks))
    try:
        yield plain
    finally:
        plain.close()
