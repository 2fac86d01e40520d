"""Calls to Microsoft Graph: one connection that is kept, one way to fail, pages, batches and the limit kept.

Limits of Outlook resources: 10,000 calls in 10 minutes and 4 at once, per app and mailbox
(https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits).
"""

import base64
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote

import requests

from connectors.microsoft import hosts
from connectors.microsoft.failures import refusal, server_time
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, ConnectorError, CursorExpired, Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.session import require_web
from workspace.connector.web import TIMEOUT, failures, parsed, session_for
from workspace.model.ids import AccountId

Json = dict[str, Any]
IMMUTABLE = 'IdType="ImmutableId"'
"""https://learn.microsoft.com/graph/outlook-immutable-id: to be sent with every call, else ids change with a move."""
UNKNOWN_MEMBERS = "include-unknown-enum-members"
BATCH = 20
"""https://learn.microsoft.com/graph/json-batching#batch-size-limitations"""
PIECE = 1024 * 1024
CALLS = 10_000
RATE, BURST = 0.95 / 600, 0.05
"""Of the calls of ten minutes, a second and at once: what flows evenly and what comes as a burst are all of them."""
_REASONABLE_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a batch."""

    status: int
    headers: Mapping[str, str]
    body: Any


def path(*segments: str) -> str:
    """A path of ids, each quoted: ids are opaque and may hold any sign."""
    return "".join(f"/{quote(each, safe='$:@!,')}" for each in segments)


class Graph:
    """One account's line to Graph for one run."""

    buckets: ClassVar[dict[tuple[str, AccountId], Bucket]] = {}
    """The calls that every account may make, kept between runs."""
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, session: Session) -> None:
        self.base_url = hosts.address(session.settings, "base_url", hosts.GRAPH)
        self.host = hosts.host_of(self.base_url)
        self._session = session
        self._http: requests.Session | None = None
        self._token = ""
        self._calls = _number(session.settings.get("calls_per_ten_minutes", ""))
        self._has_batches = True
        self.skew = timedelta(0)
        """How far the service's clock is ahead of ours."""

    def get(
        self,
        where: str,
        params: Mapping[str, str] | None = None,
        *,
        prefer: Sequence[str] = (),
        what: str = "The item",
    ) -> Json:
        """One object; raises the classes of :mod:`workspace.connector.errors`."""
        return self._json("GET", where, params=params, prefer=prefer, what=what)

    def post(self, where: str, body: Json | None = None, *, prefer: Sequence[str] = ()) -> Json:
        return self._json("POST", where, json=body if body is not None else {}, prefer=prefer)

    def post_mime(self, where: str, message: bytes) -> None:
        """A whole message, as https://learn.microsoft.com/graph/outlook-send-mime-message says."""
        self._json("POST", where, data=base64.b64encode(message), headers={"Content-Type": "text/plain"})

    def patch(self, where: str, body: Json, *, if_match: str = "", prefer: Sequence[str] = ()) -> Json:
        return self._json("PATCH", where, json=body, prefer=prefer, headers=_matching(if_match))

    def delete(self, where: str, *, if_match: str = "") -> None:
        self._json("DELETE", where, headers=_matching(if_match))

    def pages(
        self,
        where: str,
        params: Mapping[str, str] | None = None,
        *,
        prefer: Sequence[str] = (),
        what: str = "The item",
    ) -> Iterator[list[Json]]:
        """The values of a list, page by page; the first is asked for at once, so that a refusal is raised here."""
        return self._pages(self.get(where, params, prefer=prefer, what=what), prefer)

    def _pages(self, answer: Json, prefer: Sequence[str]) -> Iterator[list[Json]]:
        for _ in range(_REASONABLE_PAGES):
            yield values(answer, self.host)
            link = answer.get("@odata.nextLink")
            if not link:
                return
            answer = self.follow(str(link), prefer=prefer)

    def follow(self, link: str, *, prefer: Sequence[str] = (), what: str = "The collection") -> Json:
        """A ``nextLink`` or ``deltaLink``; raises ``CursorExpired`` where the service does not know it any more."""
        try:
            return self._json("GET", hosts.at_home(link, self.base_url), prefer=prefer, what=what)
        except Rejected as error:
            if error.message_key in ("not_found", "refused"):
                raise CursorExpired(collection=what) from error
            raise

    def raw(self, where: str, *, largest: int | None = None) -> bytes:
        """The bytes of a ``$value``; raises ``Rejected("too_large")`` beyond ``largest``."""
        with failures(self.host), self._call("GET", where, {}, stream=True) as response:
            self._refuse(response, "The item")
            pieces, size = [], 0
            for piece in response.iter_content(PIECE):
                size += len(piece)
                if largest is not None and size > largest:
                    raise Rejected("too_large", name="The item", limit=largest // PIECE, host="Workspace")
                pieces.append(piece)
        return b"".join(pieces)

    def put_range(self, url: str, content: bytes, start: int, total: int) -> None:
        """One range of an upload session; its address carries its own permission, so no token goes along.

        https://learn.microsoft.com/graph/outlook-large-attachments
        """
        headers = {"Content-Range": f"bytes {start}-{start + len(content) - 1}/{total}"}
        headers["Content-Type"] = "application/octet-stream"
        require_web(url)
        self._take(1)
        with failures(self.host):
            response = self._line().put(url, data=content, headers=headers, timeout=TIMEOUT, allow_redirects=False)
            self._refuse(response, "The upload")

    def batch(self, paths: Sequence[str], *, accept: str = "") -> list[Answer]:
        """GETs, twenty in a call, answered in their order; raises only where the whole batch failed."""
        found: list[Answer] = []
        for at in range(0, len(paths), BATCH):
            found += self._batch(paths[at : at + BATCH])
        return found

    def _batch(self, paths: Sequence[str]) -> list[Answer]:
        self._take(len(paths) - 1)
        asked = [
            {"id": str(number), "method": "GET", "url": each, "headers": {"Prefer": IMMUTABLE}}
            for number, each in enumerate(paths)
        ]
        try:
            answer = self.post("/$batch", {"requests": asked}) if self._has_batches else {}
        except Rejected as error:
            if error.message_key not in ("not_found", "refused"):
                raise
            self._has_batches = False
        if not self._has_batches:
            return [self._single(each) for each in paths]
        given = answer.get("responses")
        if not isinstance(given, list):
            raise Transient("bad_answer", host=self.host)
        by_id = {str(each.get("id")): each for each in given if isinstance(each, dict)}
        if any(str(number) not in by_id for number in range(len(paths))):
            raise Transient("bad_answer", host=self.host)
        ordered = [by_id[str(number)] for number in range(len(paths))]
        return [Answer(int(e.get("status", 500)), e.get("headers") or {}, e.get("body")) for e in ordered]

    def _single(self, where: str) -> Answer:
        """One GET of a batch by itself, for a server that has none."""
        with failures(self.host):
            response = self._call("GET", where, {})
            is_json = "json" in response.headers.get("Content-Type", "")
            body = parsed(response, self.host) if is_json else base64.b64encode(response.content).decode("ascii")
        return Answer(response.status_code, response.headers, body)

    def refusal(self, answer: Answer, what: str) -> ConnectorError:
        return refusal(answer.status, answer.headers, answer.body, self.host, what)

    def now(self) -> datetime:
        """The service's time, as far as it is known."""
        return datetime.now(UTC) + self.skew

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def _line(self) -> requests.Session:
        if self._http is None:
            self._http = session_for(self._session.ssl_context, self.base_url)
        return self._http

    def _json(self, method: str, where: str, *, what: str = "The item", **given: Any) -> Json:
        prefer, headers = given.pop("prefer", ()), given.pop("headers", {})
        headers["Prefer"] = ", ".join((IMMUTABLE, *prefer))
        with failures(self.host):
            response = self._call(method, where, headers, **given)
            self._refuse(response, what)
            body = parsed(response, self.host)
        if body is not None and not isinstance(body, dict):
            raise Transient("bad_answer", host=self.host)
        return body or {}

    def _refuse(self, response: requests.Response, what: str) -> None:
        if response.status_code < 300:
            return
        try:
            body = parsed(response, self.host)
        except Transient:
            body = None
        raise refusal(response.status_code, response.headers, body, self.host, what)

    def _call(self, method: str, where: str, headers: dict[str, str], **given: Any) -> requests.Response:
        """Send it; a refused token is renewed once."""
        url = where if where.startswith("http") else self.base_url + where
        headers.setdefault("Prefer", IMMUTABLE)
        for is_second in (False, True):
            self._take(1)
            if is_second or not self._token:
                self._token = self._session.token(renew=is_second)
            headers["Authorization"] = f"Bearer {self._token}"
            response = self._line().request(
                method, url, headers=headers, timeout=TIMEOUT, allow_redirects=False, **given
            )
            self._note_time(response.headers)
            if response.status_code != 401:
                return response
            response.close()
        raise AuthRequired("signin_expired", host=self.host)

    def _note_time(self, headers: Mapping[str, str]) -> None:
        if at := server_time(headers):
            self.skew = at - datetime.now(UTC)

    def _take(self, n: int) -> None:
        if not self._calls:
            return
        with self._guard:
            key = (self.base_url, self._session.account_id)
            bucket = self.buckets.setdefault(key, Bucket(self._calls * RATE, max(1.0, self._calls * BURST)))
        if wait := bucket.take(n) if n > 0 else 0.0:
            raise Transient("busy", host=self.host, retry_after=wait)


def _number(text: str) -> int:
    """Calls in ten minutes; 0 for no limit."""
    if not text.strip():
        return CALLS
    if not (text.isascii() and text.isdigit()):
        raise Rejected("setting_wrong", field="calls_per_ten_minutes", reason="it must be a whole number")
    return int(text)


def values(answer: Json, host: str) -> list[Json]:
    """The objects of a page; raises ``Transient`` where it is none."""
    found = answer.get("value")
    if not isinstance(found, list):
        raise Transient("bad_answer", host=host)
    return [each for each in found if isinstance(each, dict)]


def _matching(version: str) -> dict[str, str]:
    return {"If-Match": version} if version else {}
