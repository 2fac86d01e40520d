"""Calls to HubSpot's CRM API, v3 objects and v4 associations, with its limits kept.

https://developers.hubspot.com/docs/api-reference/legacy/crm/using-object-apis and the published OpenAPI files.
Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (per app and account; searches
are counted apart).
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from connectors.hubspot.failures import HOST, refusal
from connectors.hubspot.objects import LINKS
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.web import Web

Json = dict[str, Any]
PAGE = 100
BATCH = 100
SEARCH_PAGE = 200
SEARCH_MOST = 10_000
"""A search answers no more than this, however it is paged."""
CALLS_PER_TEN_SECONDS, SEARCHES_PER_SECOND = 100, 4
SHARE = 0.9


class Api:
    """One account's line to HubSpot for one run."""

    buckets: ClassVar[dict[tuple[str, str], Bucket]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, session: Session) -> None:
        self._session = session
        self._token = ""
        self.web = Web(session.settings["base_url"], session.ssl_context, refused=refusal)
        self._calls = _number(session.settings.get("calls_per_ten_seconds", ""))

    def get(self, where: str, params: Mapping[str, Any] | None = None) -> Json:
        return self._ask("GET", where, params=params)

    def post(self, where: str, body: Any) -> Json:
        return self._ask("POST", where, json=body)

    def page(self, name: str, properties: Sequence[str], **params: Any) -> Json:
        """One page of all objects of a kind: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3"""
        asked = {"limit": PAGE, "properties": ",".join(properties), **params}
        return self.get(f"/crm/v3/objects/{name}", {key: value for key, value in asked.items() if value != ""})

    def search(self, name: str, filters: Sequence[Sequence[Json]], properties: Sequence[str], **more: Any) -> Json:
        """One page of a search; ``filters`` are groups of which one must hold."""
        self._take("search", SEARCHES_PER_SECOND * SHARE, 1)
        groups = [{"filters": list(group)} for group in filters]
        body = {"filterGroups": groups, "properties": list(properties), "limit": SEARCH_PAGE, "after": "0", "sorts": []}
        return self.post(f"/crm/v3/objects/{name}/search", {**body, **more})

    def found(self, name: str, filters: Sequence[Sequence[Json]], properties: Sequence[str], **more: Any) -> list[Json]:
        """The first page of a search; nothing where the server has no search."""
        try:
            return results(self.search(name, filters, properties, **more))
        except Rejected as error:
            if error.message_key == "not_found":
                return []
            raise

    def read(self, name: str, ids: Iterable[str], properties: Sequence[str], id_property: str = "") -> list[Json]:
        """Those of these ids (or values of a unique property) that are there."""
        wanted = list(dict.fromkeys(ids))
        found: list[Json] = []
        for at in range(0, len(wanted), BATCH):
            body: Json = {
                "inputs": [{"id": each} for each in wanted[at : at + BATCH]],
                "properties": list(properties),
                "propertiesWithHistory": [],
            }
            if id_property:
                body["idProperty"] = id_property
            found += results(self.post(f"/crm/v3/objects/{name}/batch/read", body))
        return found

    def one(
        self, name: str, object_id: str, properties: Sequence[str], associations: Sequence[str] = ()
    ) -> Json | None:
        """An object by its id, with what hangs on it; None where it is gone."""
        asked = {"properties": ",".join(properties), "associations": ",".join(associations)}
        try:
            where = f"/crm/v3/objects/{name}/{quoted(object_id)}"
            return self.get(where, {key: value for key, value in asked.items() if value})
        except Rejected as error:
            if error.message_key == "not_found":
                return None
            raise

    def create(self, name: str, properties: Mapping[str, str], links: Iterable[tuple[str, str]] = ()) -> Json:
        """A new object, hung in the same call on ``links`` (object name, id) where their type is known."""
        known = [(to, LINKS[name, to], object_id) for to, object_id in links if (name, to) in LINKS]
        associations = [
            {
                "to": {"id": object_id},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}],
            }
            for _, type_id, object_id in known
        ]
        body = {"properties": dict(properties), "associations": associations}
        return self.post(f"/crm/v3/objects/{name}", body)

    def change(self, name: str, object_id: str, properties: Mapping[str, str]) -> Json:
        where = f"/crm/v3/objects/{name}/{quoted(object_id)}"
        return self._ask("PATCH", where, json={"properties": dict(properties)})

    def archive(self, name: str, object_id: str) -> None:
        """Put an object away; nothing happens where it is gone."""
        self._gone("DELETE", f"/crm/v3/objects/{name}/{quoted(object_id)}")

    def linked(self, name: str, object_id: str, to: str) -> list[str]:
        """The ids of the objects of a kind that hang on one; https://developers.hubspot.com/docs/api-reference (v4)."""
        where = f"/crm/v4/objects/{name}/{quoted(object_id)}/associations/{to}"
        found: list[str] = []
        after = ""
        while True:
            try:
                answer = self.get(where, {"limit": 500, **({"after": after} if after else {})})
            except Rejected as error:
                if error.message_key != "not_found":
                    raise
                return found
            found += [str(each["toObjectId"]) for each in results(answer) if "toObjectId" in each]
            after = next_page(answer)
            if not after:
                return list(dict.fromkeys(found))

    def linked_all(self, name: str, ids: Sequence[str], to: str) -> dict[str, list[str]]:
        """The same for many objects, without those on which nothing hangs; empty where the server has no such call."""
        found: dict[str, list[str]] = {}
        for at in range(0, len(ids), BATCH):
            body = {"inputs": [{"id": each} for each in ids[at : at + BATCH]]}
            try:
                rows = results(self.post(f"/crm/v4/associations/{name}/{to}/batch/read", body))
            except Rejected as error:
                if error.message_key not in ("not_found", "refused"):
                    raise
                return found
            for row in rows:
                linked = [str(each["toObjectId"]) for each in row.get("to") or () if "toObjectId" in each]
                found.setdefault(str((row.get("from") or {}).get("id")), []).extend(linked)
        return found

    def link(self, name: str, object_id: str, to: str, to_id: str) -> None:
        """The association that HubSpot calls the default, which is the most general one."""
        where = f"/crm/v4/objects/{name}/{quoted(object_id)}/associations/default/{to}/{quoted(to_id)}"
        self._ask("PUT", where)

    def unlink(self, name: str, object_id: str, to: str, to_id: str) -> None:
        self._gone("DELETE", f"/crm/v4/objects/{name}/{quoted(object_id)}/associations/{to}/{quoted(to_id)}")

    def upload(self, name: str, content: bytes, content_type: str, options: str, folder: str) -> Json:
        """Keep a file: https://developers.hubspot.com/docs/api-reference/files-files-v3"""
        fields = {"options": options, "folderPath": folder, "fileName": name}
        return self._ask("POST", "/files/v3/files", data=fields, files={"file": (name, content, content_type)})

    def remove_file(self, file_id: str) -> None:
        self._gone("DELETE", f"/files/v3/files/{quoted(file_id)}")

    def close(self) -> None:
        self.web.close()

    def _gone(self, method: str, where: str) -> None:
        try:
            self._ask(method, where)
        except Rejected as error:
            if error.message_key != "not_found":
                raise

    def _ask(self, method: str, where: str, **given: Any) -> Json:
        """Send it; a refused token is renewed once."""
        for is_second in (False, True):
            self._take("calls", self._calls * SHARE / 10, self._calls * (1 - SHARE))
            headers = {"Authorization": f"Bearer {self._fresh(renew=is_second)}"}
            try:
                answer = self.web.ask(method, where, headers=headers, **given)
            except AuthRequired:
                if is_second:
                    raise
                continue
            if answer is not None and not isinstance(answer, dict):
                raise Transient("bad_answer", host=HOST)
            return answer or {}
        raise AuthRequired("signin_expired", host=HOST)

    def _fresh(self, *, renew: bool) -> str:
        if not self._token or renew:
            self._token = self._session.token(renew=renew)
        return self._token

    def _take(self, what: str, rate: float, burst: float) -> None:
        if not self._calls:
            return
        with self._guard:
            key = (what, f"{self.web.base_url} {self._session.account_id}")
            bucket = self.buckets.setdefault(key, Bucket(rate, max(1.0, burst)))
        if wait := bucket.take():
            raise Transient("busy", host=HOST, retry_after=wait)


def results(answer: Json) -> list[Json]:
    """The objects of an answer; raises ``Transient`` where it is none."""
    found = answer.get("results")
    if not isinstance(found, list):
        raise Transient("bad_answer", host=HOST)
    return [each for each in found if isinstance(each, dict)]


def next_page(answer: Json) -> str:
    """Where the next page begins; empty on the last."""
    paging = answer.get("paging")
    following = paging.get("next") if isinstance(paging, dict) else None
    return str(following.get("after") or "") if isinstance(following, dict) else ""


def quoted(object_id: str) -> str:
    return quote(object_id, safe="")


def _number(text: str) -> int:
    """Calls in ten seconds; 0 for no limit."""
    if not text.strip():
        return CALLS_PER_TEN_SECONDS
    if not (text.isascii() and text.isdigit()):
        raise Rejected("setting_wrong", field="calls_per_ten_seconds", reason="it must be a whole number")
    return int(text)
