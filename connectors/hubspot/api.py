"""Calls to HubSpot's CRM API, v3 objects and files, with its limits kept; where a server lacks the best, the plain one.

https://developers.hubspot.com/docs/api-reference/legacy/crm/using-object-apis and the published OpenAPI files.
Limits: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (per app and account; searches
are counted apart).
"""

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import quote

from connectors.hubspot.failures import HOST, is_lacking, refusal
from connectors.hubspot.objects import LINKS, TYPE_IDS
from workspace.connector.base import Session
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.web import Web

Json = dict[str, Any]
Lists = Callable[[Sequence[str]], Any]
PAGE = 100
BATCH = 100
SEARCH_PAGE = 200
UNASKED = frozenset({"createdate", "lastmodifieddate", "hs_lastmodifieddate", "hs_object_id"})
"""Properties that come with every object."""
MOST_GROUPS = 5
"""Alternatives in one search."""
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
        self._names: dict[str, str] = {}
        self._lists: Lists = ",".join
        self._is_strict = False

    def get(self, where: str, params: Mapping[str, Any] | None = None) -> Json:
        return self._ask("GET", where, params=params)

    def post(self, where: str, body: Any) -> Json:
        return self._ask("POST", where, json=body)

    def put(self, where: str, body: Any = None) -> Json:
        return self._ask("PUT", where, **({} if body is None else {"json": body}))

    def delete(self, where: str) -> Json:
        return self._ask("DELETE", where)

    def named(self, name: str) -> str:
        """How this server calls an object: by its name, or by its type's id."""
        return self._names.get(name, name)

    def page(self, name: str, properties: Sequence[str], **params: Any) -> Json:
        """One page of all objects of a kind: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3"""
        asked = {key: value for key, value in {"limit": PAGE, **params}.items() if value != ""}
        return self._by_name(name, lambda called: self._shown(f"/crm/v3/objects/{called}", properties, asked))

    def search(self, name: str, filters: Sequence[Sequence[Json]], properties: Sequence[str], **more: Any) -> Json:
        """One page of a search; ``filters`` are groups of which one must hold, ``sorts`` are (property, direction).

        As https://developers.hubspot.com/docs/api-reference/legacy/crm/search has it, else as the published OpenAPI
        does: there each sort is a text, and a first page has a cursor too.
        """
        self._take("search", SEARCHES_PER_SECOND * SHARE, 1)
        groups = [{"filters": list(group)} for group in filters]
        sorts = [{"propertyName": key, "direction": way} for key, way in more.pop("sorts", ())]
        body = {"filterGroups": groups, "properties": list(properties), "limit": SEARCH_PAGE, "sorts": sorts, **more}
        strict = {**body, "after": more.get("after", "0"), "sorts": [json.dumps(each) for each in sorts]}

        def ask(called: str) -> Json:
            where = f"/crm/v3/objects/{called}/search"
            if not self._is_strict:
                try:
                    return self.post(where, body)
                except Rejected as error:
                    if error.message_key != "refused":
                        raise
            answer = self.post(where, strict)
            self._is_strict = True
            return answer

        return self._by_name(name, ask)

    def found(self, name: str, filters: Sequence[Sequence[Json]], properties: Sequence[str], **more: Any) -> list[Json]:
        """The first page of a search; nothing where the server has no search."""
        try:
            return results(self.search(name, filters, properties, **more))
        except Rejected as error:
            if is_lacking(error):
                return []
            raise

    def read(self, name: str, ids: Iterable[str], properties: Sequence[str], id_property: str = "") -> list[Json]:
        """Those of these ids (or values of a unique property) that are there."""
        wanted = list(dict.fromkeys(ids))
        try:
            return self._batches(name, wanted, properties, id_property)
        except Rejected as error:
            if not is_lacking(error):
                raise
        found = [self.one(name, each, properties, id_property=id_property) for each in wanted]
        return list({str(each["id"]): each for each in found if each is not None}.values())

    def _batches(self, name: str, wanted: Sequence[str], properties: Sequence[str], id_property: str) -> list[Json]:
        found: list[Json] = []
        for at in range(0, len(wanted), BATCH):
            body: Json = {
                "inputs": [{"id": each} for each in wanted[at : at + BATCH]],
                "properties": list(properties),
                "propertiesWithHistory": [],
            }
            if id_property:
                body["idProperty"] = id_property
            found += results(self.post(f"/crm/v3/objects/{self.named(name)}/batch/read", body))
        return found

    def people(self, emails: Sequence[str], properties: Sequence[str]) -> list[Json]:
        """The contacts with these addresses: by that unique property, which no index lags behind, else by search."""
        wanted = [each.lower() for each in emails if "@" in each]
        if not wanted:
            return []
        if found := self._by_address(wanted, properties):
            return found
        groups = [[{"propertyName": "email", "operator": "EQ", "value": each}] for each in wanted[:MOST_GROUPS]]
        try:
            found = self.found("contacts", groups, tuple(dict.fromkeys((*properties, "email"))))
        except Rejected as error:
            if error.message_key != "refused":
                raise
        return [each for each in found if str((each.get("properties") or {}).get("email") or "").lower() in wanted]

    def _by_address(self, emails: Sequence[str], properties: Sequence[str]) -> list[Json]:
        """By the unique property; nothing from a server that falls over it, which searches may still get on with."""
        try:
            return self.read("contacts", emails, properties, "email")
        except Transient as error:
            if error.message_key != "busy" or error.retry_after is not None:
                raise
            return []

    def one(
        self,
        name: str,
        object_id: str,
        properties: Sequence[str],
        associations: Sequence[str] = (),
        id_property: str = "",
    ) -> Json | None:
        """An object by its id, with what hangs on it; None where it is gone."""
        asked = {"associations": ",".join(associations), "idProperty": id_property}
        try:
            where = f"/crm/v3/objects/{self.named(name)}/{quoted(object_id)}"
            found = self._shown(where, properties, {key: value for key, value in asked.items() if value})
        except Rejected as error:
            if error.message_key != "not_found":
                raise
            is_renamed = self.resolve(name)
            return self.one(name, object_id, properties, associations, id_property) if is_renamed else None
        return found if "id" in found else None

    def resolve(self, name: str) -> bool:
        """Learn how this server calls an object; whether that is otherwise than was thought."""
        before = self.named(name)
        if name not in self._names:
            with suppress(Rejected):
                self.page(name, (), limit=1)
            self._names.setdefault(name, name)
        return self.named(name) != before

    def _by_name(self, name: str, ask: Callable[[str], Json]) -> Json:
        """Ask by the object's name, or where nothing is there by the id of its type."""
        try:
            answer = ask(self.named(name))
        except Rejected as error:
            if not is_lacking(error) or name in self._names or name not in TYPE_IDS:
                raise
            answer = ask(TYPE_IDS[name])
            self._names[name] = TYPE_IDS[name]
        self._names.setdefault(name, name)
        return answer

    def _shown(self, where: str, properties: Sequence[str], params: Json) -> Json:
        """Objects with these properties: listed with commas as the guide does, or each by itself as OpenAPI does."""
        if not properties:
            return self.get(where, params)
        answer = self.get(where, {**params, "properties": self._lists(properties)})
        if self._lists is list or _has_any(answer, properties):
            return answer
        again = self.get(where, {**params, "properties": list(properties)})
        if not _has_any(again, properties):
            return answer
        self._lists = list
        return again

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
        return _created(self._by_name(name, lambda called: self.post(f"/crm/v3/objects/{called}", body)))

    def change(self, name: str, object_id: str, properties: Mapping[str, str]) -> Json:
        where = f"/crm/v3/objects/{self.named(name)}/{quoted(object_id)}"
        return self._ask("PATCH", where, json={"properties": dict(properties)})

    def archive(self, name: str, object_id: str) -> None:
        """Put an object away; nothing happens where it is gone."""
        self._gone("DELETE", f"/crm/v3/objects/{self.named(name)}/{quoted(object_id)}")

    def upload(self, name: str, content: bytes, content_type: str, options: str, folder: str) -> Json:
        """Keep a file: https://developers.hubspot.com/docs/api-reference/files-files-v3"""
        fields = {"options": options, "folderPath": folder, "fileName": name}
        return self._ask("POST", "/files/v3/files", data=fields, files={"file": (name, content, content_type)})

    def remove_file(self, file_id: str) -> None:
        self._gone("DELETE", f"/files/v3/files/{quoted(file_id)}")

    def remove_folder(self, folder_id: str) -> None:
        """https://developers.hubspot.com/docs/api-reference/files-files-v3; an empty one that stays is no harm."""
        try:
            self._gone("DELETE", f"/files/v3/folders/{quoted(folder_id)}")
        except Rejected as error:
            if error.message_key not in ("refused", "forbidden", "scope_missing"):
                raise

    def close(self) -> None:
        self.web.close()

    def _gone(self, method: str, where: str) -> None:
        try:
            self._ask(method, where)
        except Rejected as error:
            if not is_lacking(error):
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
            self._token = self.private_token() or self._session.token(renew=renew)
        return self._token

    def private_token(self) -> str:
        """The token of a private app, which is good until it is taken back; empty where the user signed in."""
        with suppress(AuthRequired):
            return self._session.secret("access_token")
        return ""

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


def _created(answer: Json) -> Json:
    """A new object, by itself or, as newer versions of the API have it, in ``entity``; ``Transient`` for neither."""
    inner = answer.get("entity")
    found = inner if "id" not in answer and isinstance(inner, dict) else answer
    object_id = found.get("id") or answer.get("createdResourceId")
    if not object_id:
        raise Transient("bad_answer", host=HOST)
    return {**found, "id": str(object_id)}


def _has_any(answer: Json, properties: Sequence[str]) -> bool:
    """Whether an answer has any of these properties beside those that come unasked, or no object at all."""
    wanted = set(properties) - UNASKED
    rows = answer.get("results", [answer])
    given = [each.get("properties") for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    return not given or not wanted or any(isinstance(each, dict) and each.keys() & wanted for each in given)


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
