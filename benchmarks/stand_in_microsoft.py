"""Microsoft Graph for the bench: one of the tests' stand-ins a mailbox, all behind one port."""

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.mails import mails
from benchmarks.stand_ins import Asked, Served, token_of
from tests.fakes import graph
from tests.fakes.graph import USER, GraphFake, respond
from tests.fakes.graph_wire import Reply


class _Counting(GraphFake):
    """Notes every call that was let in, and every refusal for too many."""

    noted = Asked()

    def answer(self, method: str, target: str, headers: dict[str, str], sent: bytes) -> Reply:
        reply = super().answer(method, target, headers, sent)
        if reply.status == 429:
            self.noted.refused += 1
        elif "$batch" not in target:
            self.noted.note(method)
        return reply


class Service:
    """``calls`` is what a mailbox may be asked in ``seconds``; 0 for no limit."""

    def __init__(self, *, accounts: int, mails: int, calls: int = 0, seconds: int = 600) -> None:
        graph.WINDOW_SECONDS = float(seconds)
        self._fakes: dict[str, _Counting] = {}
        self._server = self._listening()
        self.accounts = [self._account(f"microsoft{n}", mails, calls) for n in range(accounts)]

    def _listening(self) -> ThreadingHTTPServer:
        fakes = self._fakes

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                respond(self, fakes[self.headers["Authorization"].removeprefix("Bearer ")])

            do_POST = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is printed."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server

    def _account(self, name: str, count: int, calls: int) -> Served:
        url = f"http://127.0.0.1:{self._server.server_port}/v1.0"
        fake = self._fakes[name] = _Counting(
            {name: USER}, url, page_size=1000, allowed=calls or 10**9, at_once=4 if calls else 1000
        )
        for at, raw in mails(count):
            fake.mail.deliver(USER, raw, at)
        return Served(
            name,
            "microsoft",
            {"client_id": "bench", "base_url": url, "calls_per_ten_minutes": str(calls)},
            token_of(name),
            f"{name}@bench.example",
        )

    def asked(self) -> Asked:
        noted = Asked()
        for fake in self._fakes.values():
            one, fake.noted = fake.noted, Asked()
            by_rule, fake.calls = fake.calls, Counter()
            noted.calls += by_rule
            noted.refused += one.refused
            noted.units += one.units
            noted.first_at = min(filter(None, (noted.first_at, one.first_at)), default=0.0)
            noted.last_at = max(noted.last_at, one.last_at)
        return noted

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        wrong = [each for fake in self._fakes.values() for each in fake.wrong]
        assert wrong == [], wrong
