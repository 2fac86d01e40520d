"""Calls to one org by simple-salesforce: one connection for a run, one way to fail, limits kept, plainer calls where a
server lacks the better ones.

Limits: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
"""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar
from urllib.parse import quote

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.exceptions import SalesforceError

from connectors.salesforce.failures import DAY_IS_FULL_SECONDS, Refused
from connectors.salesforce.schema import Schema
from connectors.salesforce.signin import org_address, parted
from connectors.salesforce.soql import Row, Select
from connectors.salesforce.versions import VERSION, newest
from workspace.connector.base import Session
from workspace.connector.errors import Rejected, Transient
from workspace.connector.limits import Bucket
from workspace.connector.session import require_web
from workspace.connector.web import TIMEOUT, failures, session_for

RATE, BURST = 25.0, 250.0
"""Calls a second of one account, and at once: what an org limits is the day's sum and what runs for long at once."""
COMPOSITE = 25
"""https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm"""
DISPENSABLE = frozenset(
    """ToIds CcIds BccIds IsClientManaged ThreadIdentifier FromName Headers Status Incoming TaskSubtype
    ContentType""".split()
)
"""Fields that a filing is whole without: whom the lists name is linked apart, our notes are on this computer too."""
_USAGE = re.compile(r"api-usage=(\d+)/(\d+)")
_NO_COLUMN = re.compile(r"(?:No such column '|field ')([A-Za-z0-9_]+)|relationship '?([A-Za-z0-9_]+)'?")
_MOST_COLUMNS = 30


class Line:
    """One account's line to its org for one run; every failure is one of :mod:`workspace.connector.errors`."""

    buckets: ClassVar[dict[str, Bucket]] = {}
    usage: ClassVar[dict[str, tuple[int, int]]] = {}
    """Calls made and allowed in 24 hours, as the org last said, by its address."""
    counting: ClassVar[set[str]] = set()
    """Orgs that tell how many calls were made, as every org of Salesforce's does with every call:
    https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_api_usage.htm"""
    versions: ClassVar[dict[str, str]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, session: Session, rate: tuple[float, float] = (RATE, BURST)) -> None:
        self._session = session
        self.account_id = session.account_id
        self._rate = rate
        self._org: Salesforce | None = None
        self._http: requests.Session | None = None
        self._headers: Mapping[str, str] = {}
        self._wanted_version = session.settings.get("api_version", "").strip().removeprefix("v")
        self.schema = Schema(self)

    @property
    def base_url(self) -> str:
        return org_address(self._session.settings, self._token())

    @property
    def host(self) -> str:
        return require_web(self.base_url)

    @property
    def is_plain(self) -> bool:
        """Whether the server is none of Salesforce's, and is asked in simple words."""
        return self.base_url not in self.counting

    @property
    def version(self) -> str:
        return self._wanted_version or self.versions.get(self.base_url) or VERSION

    def link(self, record_id: str) -> str:
        """Opens a record in the browser, in Lightning as in Classic."""
        return f"{self.base_url}/{record_id}"

    def ask(self, method: str, path: str, *, what: str = "The record", **given: Any) -> Any:
        """The JSON below the version's address; None where there is none."""
        try:
            return self.attempt(method, path, **given)
        except Refused as refused:
            raise refused.meaning(self.host, what) from None

    def attempt(self, method: str, path: str, **given: Any) -> Any:
        """As :meth:`ask`, but a refusal comes as it was said, for whoever knows another way."""
        for is_second in (False, True):
            self._take()
            try:
                with failures(self.host):
                    return self._send(method, path, is_second, given)
            except SalesforceError as error:
                refused = Refused(error.status, dict(self._headers), error.content)
                if refused.status != 401 or is_second:
                    raise refused from None
        raise AssertionError("the second attempt returns or raises")

    def user_info(self) -> Row:
        """https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_userinfo_endpoint.htm"""
        return self.attempt("GET", "../../oauth2/userinfo") or {}

    def select(self, wanted: Select, *, with_deleted: bool = False) -> list[Row]:
        """Every row, all pages; rows that were not meant are left out, whatever the server gave."""
        rows = (row for page in self.pages(wanted, with_deleted=with_deleted) for row in page)
        return list({str(row["Id"]): row for row in rows}.values())

    def pages(self, wanted: Select, *, with_deleted: bool = False) -> Iterator[list[Row]]:
        """The rows page by page. Raises ``Refused`` for ``with_deleted`` where the server cannot do that."""
        for asked in self._understood(wanted, with_deleted):
            answer = asked
            while True:
                rows = [row for row in self._rows(answer) if wanted.holds(row)]
                yield [row for row in rows if with_deleted or row.get("IsDeleted") is not True]
                more = answer.get("nextRecordsUrl")
                if answer.get("done", True) or not more:
                    break
                call = "queryAll" if with_deleted else "query"
                answer = self.ask("GET", f"{call}/{str(more).rpartition('/')[2]}") or {}

    def get(self, name: str, record_id: str, fields: Sequence[str]) -> Row | None:
        """One record, None where it is gone."""
        try:
            found = self.attempt("GET", _path(name, record_id), params={"fields": ",".join(fields)})
        except Refused as refused:
            if refused.status == 404 or "ENTITY_IS_DELETED" in refused.codes:
                return None
            raise refused.meaning(self.host, name) from None
        return _named(found) if isinstance(found, dict) and found.get("IsDeleted") is not True else None

    def create(self, name: str, body: Row, *, what: str = "") -> str:
        """The new record's id."""
        try:
            return self.attempt_create(name, body)
        except Refused as refused:
            raise refused.meaning(self.host, what or name, writes=True) from None

    def attempt_create(self, name: str, body: Row) -> str:
        """As :meth:`create`; what a server without describe turns out not to have, and can do without, is left out."""
        while True:
            try:
                return self._made(self.attempt("POST", f"sobjects/{name}", json=body))
            except Refused as refused:
                column = _NO_COLUMN.search(refused.said) if "INVALID_FIELD" in refused.codes else None
                if column is None or column[1] not in DISPENSABLE & set(body):
                    raise
                body = {key: value for key, value in body.items() if key != column[1]}

    def delete(self, name: str, record_id: str) -> bool:
        """Whether it was there."""
        try:
            self.attempt("DELETE", _path(name, record_id))
        except Refused as refused:
            if refused.status == 404 or refused.codes & {"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"}:
                return False
            raise refused.meaning(self.host, name, writes=True) from None
        return True

    def create_all(self, wanted: Sequence[tuple[str, str, Row]]) -> dict[str, str]:
        """Make records that belong together, all or none: (reference, object, fields) each, ids by reference.

        A field may say ``@{reference.id}``. Raises ``Refused`` with the reference as its body's ``reference``.
        """
        if len(wanted) > COMPOSITE or len(wanted) == 1 or self.is_plain or not self.schema.has_composite:
            return self._one_by_one(wanted)
        root = f"/services/data/v{self.version}/sobjects"
        calls = [
            {"method": "POST", "url": f"{root}/{name}", "referenceId": reference, "body": body}
            for reference, name, body in wanted
        ]
        try:
            answer = self.attempt("POST", "composite", json={"allOrNone": True, "compositeRequest": calls})
        except Refused as refused:
            if not refused.is_missing:
                raise
            self.schema.has_composite = False
            return self._one_by_one(wanted)
        return self._composed(answer)

    def create_named(self, wanted: Sequence[tuple[str, str, Row]], names: Mapping[str, str]) -> dict[str, str]:
        """As :meth:`create_all`, refused in the user's words: ``names`` are what the references are about."""
        try:
            return self.create_all(wanted)
        except Refused as refused:
            listed = refused.body if isinstance(refused.body, list) else []
            reference = next((str(each.get("reference")) for each in listed if isinstance(each, dict)), "")
            raise refused.meaning(self.host, names.get(reference) or "The filing", writes=True) from None

    def refuse_when_full(self, share: float) -> None:
        """Keep the rest of the day's calls for what the user does: raises ``Transient`` beyond that share."""
        used, allowed = self.usage.get(self.base_url, (0, 0))
        if allowed and used >= allowed * share:
            # Forgotten at once, so that the next run asks the org how it stands.
            self.usage.pop(self.base_url, None)
            raise Transient("busy", retry_after=DAY_IS_FULL_SECONDS, host=self.host)

    def now(self) -> datetime:
        """The org's time, as its last answer said; ours before that."""
        try:
            return parsedate_to_datetime(self._headers["Date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return datetime.now(UTC)

    def close(self) -> None:
        self._org = None
        if self._http is not None:
            self._http.close()
            self._http = None

    def _send(self, method: str, path: str, is_second: bool, given: Mapping[str, Any]) -> Any:
        org = self._renewed() if is_second else self._org or self._renewed(renew=False)
        try:
            return org.restful(path, method=method, timeout=TIMEOUT, allow_redirects=False, **given)
        except TypeError as error:
            # simple-salesforce measures the answer, which may be a number or null.
            raise ValueError("neither an object nor a list") from error

    def _renewed(self, *, renew: bool = True) -> Salesforce:
        token = self._session.token(renew=renew)
        base_url = org_address(self._session.settings, token)
        require_web(base_url)
        if self._http is None:
            self._http = session_for(self._session.ssl_context, base_url)
            self._http.hooks["response"].append(self._heard)
        if not self._wanted_version and base_url not in self.versions:
            self._choose_version(base_url, parted(token)[1])
        org = Salesforce(session_id=parted(token)[1], instance_url=base_url, version=self.version, session=self._http)
        # It would go to https whatever it was told, and asks for answers with blanks in them.
        org.base_url = f"{base_url}/services/data/v{self.version}/"
        org.headers.pop("X-PrettyPrint")
        self._org = org
        return org

    def _choose_version(self, base_url: str, bearer: str) -> None:
        http = self._http or session_for(self._session.ssl_context, base_url)
        headers = {"Authorization": f"Bearer {bearer}"}

        def get(path: str) -> requests.Response:
            self._take()
            return http.get(f"{base_url}/services/data{path}", headers=headers, timeout=TIMEOUT, allow_redirects=False)

        if found := newest(get):
            self.versions[base_url] = found

    def _token(self) -> str:
        return "" if self._session.settings.get("base_url") else self._session.token()

    def _heard(self, response: requests.Response, *_: Any, **__: Any) -> None:
        self._headers = response.headers
        if found := _USAGE.search(response.headers.get("Sforce-Limit-Info", "")):
            self.usage[self.base_url] = (int(found[1]), int(found[2]))
            self.counting.add(self.base_url)

    def _take(self) -> None:
        with self._guard:
            key = f"{self.base_url} {self._session.account_id}"
            bucket = self.buckets.setdefault(key, Bucket(*self._rate))
        if wait := bucket.take():
            raise Transient("busy", host=self.host, retry_after=wait)

    def _understood(self, wanted: Select, with_deleted: bool) -> Iterator[Row]:
        """The first answers of the question, or of plainer ones that together hold at least as much."""
        try:
            for asked in wanted.simple() if self.is_plain and not with_deleted else [wanted]:
                yield self._query(asked, with_deleted)
            return
        except Refused as refused:
            if with_deleted:
                raise
            if refused.is_unknown_object:
                self.schema.lack(wanted.name)
                return
            if not self._is_not_understood(refused):
                raise refused.meaning(self.host, wanted.name) from None
        for asked in wanted.plainer():
            try:
                yield self._query(asked, with_deleted)
            except Refused as refused:
                raise refused.meaning(self.host, wanted.name) from None

    def _is_not_understood(self, refused: Refused) -> bool:
        """Whether a question may be taken when it is put in plainer words."""
        codes = {"MALFORMED_QUERY", "INVALID_QUERY_FILTER_OPERATOR", "INVALID_FIELD"}
        return bool(refused.codes & codes) or (self.is_plain and refused.status in (400, 500, 501))

    def _query(self, wanted: Select, with_deleted: bool) -> Row:
        call = "queryAll" if with_deleted else "query"
        for _ in range(_MOST_COLUMNS):
            try:
                answer = self.attempt("GET", call, params={"q": str(wanted)})
            except Refused as refused:
                column = _NO_COLUMN.search(refused.said) if "INVALID_FIELD" in refused.codes else None
                smaller = wanted.without(column[1] or column[2]) if column else wanted
                if smaller == wanted:
                    raise
                wanted = smaller
                continue
            return answer if isinstance(answer, dict) else {}
        raise Rejected("refused", host=self.host, reason="it hides too many fields")

    def _rows(self, answer: Row) -> list[Row]:
        rows = answer.get("records")
        if not isinstance(rows, list):
            raise Transient("bad_answer", host=self.host)
        return [_named(row) for row in rows if isinstance(row, dict) and row.get("Id")]

    def _one_by_one(self, wanted: Sequence[tuple[str, str, Row]]) -> dict[str, str]:
        made: dict[str, str] = {}
        names = {reference: name for reference, name, _ in wanted}
        for reference, name, body in wanted:
            filled = {key: _filled(value, made) for key, value in body.items()}
            try:
                made[reference] = self.attempt_create(name, filled)
            except Refused as refused:
                for known in reversed(made):
                    self.delete(names[known], made[known])
                refused.body = [{**each, "reference": reference} for each in refused.listed()]
                raise
        return made

    def _composed(self, answer: Any) -> dict[str, str]:
        given = answer.get("compositeResponse") if isinstance(answer, dict) else None
        if not isinstance(given, list):
            raise Transient("bad_answer", host=self.host)
        for each in given:
            body, status = each.get("body"), int(each.get("httpStatusCode") or 500)
            if status < 300:
                continue
            said = [{**e, "reference": each.get("referenceId")} for e in body or () if isinstance(e, dict)]
            # The others of a composite that was undone say PROCESSING_HALTED.
            if not any(e.get("errorCode") == "PROCESSING_HALTED" for e in said):
                raise Refused(status, each.get("httpHeaders") or {}, said)
        return {str(each["referenceId"]): self._made(each.get("body")) for each in given}

    def _made(self, answer: Any) -> str:
        made = (answer.get("id") or answer.get("Id")) if isinstance(answer, dict) else None
        if not made:
            raise Transient("bad_answer", host=self.host)
        return str(made)


def _named(row: Row) -> Row:
    """A person's name is put together by Salesforce; a plainer server keeps the parts alone."""
    if "Name" not in row and row.get("LastName"):
        row["Name"] = " ".join(str(row[each]) for each in ("FirstName", "LastName") if row.get(each))
    return row


def _path(name: str, record_id: str) -> str:
    return f"sobjects/{name}/{quote(record_id, safe='')}"


def _filled(value: Any, made: Mapping[str, str]) -> Any:
    """A field of a composite call with the ids that its references stand for."""
    if isinstance(value, list):
        return [_filled(each, made) for each in value]
    if isinstance(value, str) and value.startswith("@{") and value.endswith(".id}"):
        return made[value[2:-4]]
    return value
