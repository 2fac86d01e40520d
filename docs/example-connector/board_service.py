"""The bulletin board itself: a JSON service with real state on a loopback port, whose one user has the token ``right``.

| call | answer |
|---|---|
| ``GET /me`` | ``{"user"}`` |
| ``GET /boards`` | ``[{"id", "name"}]`` |
| ``GET /boards/ID/notices?since=S`` | ``{"notices", "gone", "next", "has_more"}``: newest first, three at a time |
| ``GET /boards/ID/notices?key=K`` | ``{"notices"}``: the one that was posted with that key, if any |
| ``POST /boards/ID/notices`` | ``{"text", "key"}`` gives the notice; the same key posts once |

``next`` is ``epoch.high`` when all changes up to ``high`` were given, and ``epoch.high.low.at`` in the middle: of what
changed after ``low`` and not after ``high``, the notices numbered below ``at`` remain. An ``epoch`` that is over: 410.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PAGE_SIZE = 3
BOARDS = {"lobby": "Lobby", "kitchen": "Kitchen"}


class Refused(Exception):
    """An answer with this HTTP status."""


@dataclass
class Notice:
    """``number`` is its place in the order of posting, ``changed`` that in the order of changes."""

    board: str
    author: str
    text: str
    posted_at: datetime
    key: str
    number: int
    changed: int

    def to_json(self) -> dict[str, Any]:
        posted_at = self.posted_at.isoformat()
        return {"id": f"n{self.number}", "author": self.author, "text": self.text, "posted_at": posted_at}


@dataclass
class Board:
    """The service's state; ``url`` is where it listens."""

    token: str = "right"
    user: str = "anna"
    url: str = ""
    is_cut_off: bool = False
    epoch: int = 1
    serial: int = 0
    notices: dict[str, Notice] = field(default_factory=dict)
    gone: list[tuple[int, str, str]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def post(self, board: str, author: str, text: str, posted_at: datetime, key: str = "") -> Notice:
        with self.lock:
            self.serial += 1
            notice = Notice(board, author, text, posted_at, key, self.serial, self.serial)
            self.notices[f"n{notice.number}"] = notice
            return notice

    def edit(self, remote_id: str, text: str) -> None:
        with self.lock:
            self.serial += 1
            self.notices[remote_id].text, self.notices[remote_id].changed = text, self.serial

    def delete(self, remote_id: str) -> None:
        with self.lock:
            self.serial += 1
            self.gone.append((self.serial, self.notices.pop(remote_id).board, remote_id))

    def answer(self, path: str, asked: dict[str, str], body: dict[str, str] | None) -> Any:
        """What a call gets; raises ``Refused``."""
        with self.lock:
            match path.strip("/").split("/"):
                case ["me"]:
                    return {"user": self.user}
                case ["boards"]:
                    return [{"id": key, "name": name} for key, name in BOARDS.items()]
                case ["boards", board, "notices"] if board in BOARDS:
                    if body is not None:
                        return self.posted_once(board, body["text"], body["key"])
                    if "key" in asked:
                        return {"notices": [each.to_json() for each in self.with_key(board, asked["key"])]}
                    return self.changes(board, asked.get("since", ""))
        raise Refused(404)

    def posted_once(self, board: str, text: str, key: str) -> dict[str, Any]:
        known = self.with_key(board, key)
        return (known[0] if known else self.post(board, self.user, text, datetime.now(UTC), key)).to_json()

    def with_key(self, board: str, key: str) -> list[Notice]:
        return [each for each in self.notices.values() if (each.board, each.key) == (board, key)]

    def changes(self, board: str, since: str) -> dict[str, Any]:
        high, low, at = self.span(since)
        found = [n for n in self.notices.values() if n.board == board and low < n.changed <= high and n.number < at]
        waiting = sorted(found, key=lambda notice: notice.number, reverse=True)
        part, has_more = waiting[:PAGE_SIZE], len(waiting) > PAGE_SIZE
        rest = f".{low}.{part[-1].number}" if has_more else ""
        return {
            "notices": [notice.to_json() for notice in part],
            "gone": [] if has_more else [i for serial, where, i in self.gone if where == board and serial > low > 0],
            "next": f"{self.epoch}.{high}{rest}",
            "has_more": has_more or high < self.serial,
        }

    def span(self, since: str) -> tuple[int, int, int]:
        """The changes that ``since`` asks for, and the number below which notices remain."""
        if not since:
            return self.serial, 0, self.serial + 1
        try:
            epoch, high, *rest = map(int, since.split("."))
        except ValueError:
            raise Refused(410) from None
        if epoch != self.epoch:
            raise Refused(410)
        return (high, rest[0], rest[1]) if rest else (self.serial, high, self.serial + 1)


@contextmanager
def running() -> Iterator[Board]:
    """The service, listening until the block ends."""
    board = Board()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, board)

        def do_POST(self) -> None:
            answer(self, board)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test shows what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    board.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield board
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer(call: BaseHTTPRequestHandler, board: Board) -> None:
    """Answer one call, or close the connection where the network is cut."""
    sent = call.rfile.read(int(call.headers.get("Content-Length") or 0))
    if board.is_cut_off:
        return
    url = urlsplit(call.path)
    try:
        if call.headers.get("Authorization") != f"Bearer {board.token}":
            raise Refused(401)
        content = board.answer(url.path, dict(parse_qsl(url.query)), json.loads(sent) if sent else None)
    except Refused as refused:
        call.send_error(refused.args[0])
        return
    text = json.dumps(content).encode()
    call.send_response(200)
    call.send_header("Content-Length", str(len(text)))
    call.end_headers()
    call.wfile.write(text)


if __name__ == "__main__":
    with running() as served:
        served.post("lobby", "mina", "The lift is out of order until Friday.", datetime.now(UTC))
        served.post("kitchen", "joon", "Whose cake is this?", datetime.now(UTC))
        print(served.url, flush=True)
        threading.Event().wait()
