"""Calls to one EspoCRM server for one run: signing in, the documented search parameters, files.

https://docs.espocrm.com/development/api/ and https://docs.espocrm.com/development/api-search-params/
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from threading import Lock
from typing import Any
from urllib.parse import quote

from connectors.espocrm.failures import refusal
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.web import Web, failures

PAGE = 200
"""The most that a server lists at once (``recordListMaxSizeLimit``)."""
PIECE = 1024 * 1024
CALLS_PER_SECOND, BURST_SECONDS = 40.0, 5
"""EspoCRM sets no limit of its own; a server that a whole company shares is spared by all accounts of this process."""
LONGEST_WAIT_SECONDS = 20.0

Json = dict[str, Any]
Where = Mapping[str, Any]

_BUCKETS: dict[tuple[str, float], Bucket] = {}
_GUARD = Lock()


def where(kind: str, attribute: str, value: Any = None) -> Json:
    """One condition of a search."""
    given = {"type": kind, "attribute": attribute}
    return given if value is None else {**given, "value": value}


def either(*conditions: Where) -> Json:
    return {"type": "or", "value": list(conditions)}


def both(*conditions: Where) -> Json:
    return {"type": "and", "value": list(conditions)}


class Espo:
    """One account's server; closed by whoever made it."""

    def __init__(self, session: Session, calls_per_second: float = CALLS_PER_SECOND) -> None:
        self._session = session
        self.site = site_of(session.settings.get("base_url", ""))
        self._web = Web(f"{self.site}/api/v1", session.ssl_context, refused=self._refused)
        self.host = self._web.host
        self._token: str | None = None
        rate = calls_per_second
        with _GUARD:
            self._bucket = _BUCKETS.setdefault((self.site, rate), Bucket(rate, rate * BURST_SECONDS))

    def user(self) -> Json:
        """Who we are, what we may do, and the server's settings (``App/user``); signs in."""
        answer = self.ask("GET", "App/user")
        found: Json = answer if isinstance(answer, dict) else {}
        if not isinstance(found.get("user"), dict):
            raise Transient("bad_answer", host=self.host)
        if self._by_name:
            self._token = str(found.get("token") or "") or None
        return found

    def ask(self, method: str, path: str, **given: Any) -> Any:
        """The parsed answer; raises the failures of :mod:`connectors.espocrm.failures`."""
        missing = self._bucket.take(longest_seconds=LONGEST_WAIT_SECONDS)
        if missing:
            raise Transient("busy", retry_after=missing, host=self.host)
        extra = given.pop("headers", {})
        try:
            return self._web.ask(method, f"/{path}", headers={**self._signed(method, path), **extra}, **given)
        except AuthRequired:
            if self._token is None:
                raise
        # The token of a session may end while a long pull runs; the password is asked once more.
        self._token = None
        return self._web.ask(method, f"/{path}", headers={**self._signed(method, path), **extra}, **given)

    def one(self, entity: str, record_id: str) -> Json:
        """Raises ``Rejected("not_found")``."""
        found = self.ask("GET", f"{entity}/{quote(record_id, safe='')}")
        if not isinstance(found, dict) or not found.get("id") or found.get("deleted") is True:
            raise Rejected("not_found", what="The record")
        return found

    def list(
        self,
        path: str,
        *conditions: Where,
        select: Iterable[str] = (),
        order: tuple[str, str] | None = None,
        size: int = PAGE,
        offset: int = 0,
    ) -> tuple[list[Json], int]:
        """The records of one page, and how many there are in all (negative where the server does not count)."""
        params = {"maxSize": str(size), "offset": str(offset)}
        if select:
            params["select"] = ",".join(select)
        if order:
            params |= {"orderBy": order[0], "order": order[1]}
        params |= dict(_flat("where", list(conditions)))
        found = self.ask("GET", path, params=params)
        rows = found.get("list") if isinstance(found, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Transient("bad_answer", host=self.host)
        total = found.get("total")
        return rows, total if isinstance(total, int) else -1

    def every(self, path: str, *conditions: Where, select: Iterable[str] = ()) -> Iterator[Json]:
        """All records, page by page."""
        offset = 0
        while True:
            rows, _ = self.list(path, *conditions, select=select, offset=offset)
            yield from rows
            offset += len(rows)
            if len(rows) < PAGE:
                return

    def create(self, entity: str, data: Json, *, skip_duplicates: bool = False) -> Json:
        """Raises :class:`~connectors.espocrm.failures.Duplicate` where the server knows somebody alike."""
        headers = {"X-Skip-Duplicate-Check": "true"} if skip_duplicates else {}
        made = self.ask("POST", entity, json=data, headers=headers)
        if not isinstance(made, dict) or not made.get("id"):
            raise Transient("bad_answer", host=self.host)
        return made

    def change(self, entity: str, record_id: str, data: Json) -> Json:
        changed = self.ask("PUT", f"{entity}/{quote(record_id, safe='')}", json=data)
        return changed if isinstance(changed, dict) else {}

    def delete(self, entity: str, record_id: str) -> None:
        """Nothing happens where it is gone."""
        try:
            self.ask("DELETE", f"{entity}/{quote(record_id, safe='')}")
        except Rejected as error:
            if error.message_key != "not_found":
                raise

    def file(self, attachment_id: str) -> Iterator[bytes]:
        """An attachment's bytes, as they come."""
        path = f"Attachment/file/{quote(attachment_id, safe='')}"
        with failures(self.host):
            response = self._web.send("GET", f"/{path}", headers=self._signed("GET", path), stream=True)
            with response:
                if response.status_code != 200:
                    raise self._refused(response.status_code, response.headers, None) or Transient(
                        "bad_answer", host=self.host
                    )
                yield from response.iter_content(PIECE)

    def close(self) -> None:
        if self._token is not None:
            # Else each run would leave a session behind at the server.
            with suppress(ConnectorError):
                self.ask("POST", "App/destroyAuthToken", json={"token": self._token})
            self._token = None
        self._web.close()

    def link(self, entity: str, record_id: str) -> str:
        return f"{self.site}/#{entity}/view/{record_id}"

    @property
    def user_name(self) -> str:
        """As the settings say; with an API key the server knows."""
        return self._session.settings.get("username") or "api"

    @property
    def _by_name(self) -> bool:
        return bool(self._session.settings.get("username"))

    def _signed(self, method: str, path: str) -> dict[str, str]:
        """https://docs.espocrm.com/development/api/#authentication"""
        if self._by_name:
            return self._by_password()
        api_key = self._session.secret("api_key")
        secret_key = self._optional("secret_key")
        if not secret_key:
            return {"X-Api-Key": api_key}
        digest = hmac.new(secret_key.encode(), f"{method} /{path}".encode(), hashlib.sha256).digest()
        return {"X-Hmac-Authorization": _base64(api_key.encode() + b":" + digest)}

    def _by_password(self) -> dict[str, str]:
        name = self._session.settings["username"]
        by_token = {"Espo-Authorization-By-Token": "true"} if self._token else {}
        secret = self._token or self._session.secret("password")
        return {"Espo-Authorization": _base64(f"{name}:{secret}".encode()), **by_token}

    def _optional(self, key: str) -> str:
        try:
            return self._session.secret(key)
        except AuthRequired as error:
            if error.message_key != "secret_missing":
                raise
            return ""

    def _refused(self, status: int, headers: Mapping[str, str], body: Any) -> ConnectorError | None:
        return refusal(self.host, status, headers, body)


def site_of(base_url: str) -> str:
    """The address of the site, from any address that a browser shows on it."""
    bare = base_url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    return bare.removesuffix("/api/v1").rstrip("/")


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Nested conditions as PHP reads them: ``where[0][value][1][type]``."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _flat(f"{name}[{key}]", each)
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _flat(f"{name}[{number}]", each)
    else:
        yield name, str(value)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
