"""A name server on 127.0.0.1 with records of its own, asked over UDP as any other."""

import socket
import threading
from types import TracebackType

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset


class NameServer:
    """Knows what was put in, and everything below it; else it says that there is no such name.

    ``is_silent`` takes questions and never answers; ``asked`` keeps them.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._records: dict[tuple[str, str], list[str]] = {}
        self._thread = threading.Thread(target=self._serve)
        self.asked: list[tuple[str, str]] = []
        self.is_silent = False

    @property
    def at(self) -> str:
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def put(self, name: str, kind: str, *values: str) -> None:
        self._records.setdefault((name, kind), []).extend(values)

    def __enter__(self) -> "NameServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join(10)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, client = self._socket.recvfrom(4096)
            if not data:
                return
            if not self.is_silent:
                self._socket.sendto(self._answer(data), client)

    def _answer(self, data: bytes) -> bytes:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = str(question.name).rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        values = self._records.get((name, kind), [])
        if values:
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *values))
        elif not any(known == name or known.endswith(f".{name}") for known, _ in self._records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()
