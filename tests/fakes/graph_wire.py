"""What goes in and out of the Graph stand-in: a checked call, an answer, a refusal."""

import base64
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.graph import GraphFake

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    @classmethod
    def of(cls, body: Json | None, status: int = 200) -> "Reply":
        if body is None:
            return cls(status)
        return cls(status, {"Content-Type": "application/json"}, json.dumps(body).encode())

    def in_batch(self) -> Json:
        """https://learn.microsoft.com/graph/json-batching#response-format: JSON as it is, other bodies as base64."""
        found: Json = {"status": self.status, "headers": self.headers}
        if self.headers.get("Content-Type", "").startswith("application/json"):
            return {**found, "body": json.loads(self.content)}
        return {**found, "body": base64.b64encode(self.content).decode("ascii")} if self.content else found


class Refused(Exception):
    """An error object (https://learn.microsoft.com/graph/errors)."""

    def __init__(self, status: int, code: str, message: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(status, code)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}

    def reply(self) -> Reply:
        error = {"error": {"code": self.code, "message": self.message or f"The {self.code} words of the service."}}
        told = Reply.of(error, self.status)
        return Reply(told.status, {**told.headers, **self.headers}, told.content)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that keeps to the table. ``path`` is the table's; ``raw_path`` what was asked for."""

    method: str
    path: str
    names: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    mailbox: str
    raw_path: str
    fake: "GraphFake"

    @property
    def shape(self) -> str:
        return f"{self.method} {self.path}"

    def prefers(self, what: str) -> str:
        """The value of a preference; empty where it is not sent."""
        for each in self.headers.get("Prefer", "").split(","):
            name, _, value = each.strip().partition("=")
            if name == what:
                return value.strip('"') or "true"
        return ""

    def size(self) -> int:
        """How many values a page has: what is asked for, at most what the test allows."""
        asked = self.prefers("odata.maxpagesize") or self.query.get("$top") or "10"
        return min(int(asked), self.fake.page_size)

    def page(self, values: list[Json], params: Json) -> Reply:
        key = "@odata.deltaLink" if "$deltatoken" in params else "@odata.nextLink"
        link = {key: self.fake.link(self, params)} if params else {}
        return Reply.of({"value": values, **link})
