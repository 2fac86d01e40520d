"""The interfaces out of Google's bundled discovery documents, and asking them within the quota.

Building one takes longer than a call, so they are shared by all accounts that use the same address.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import httplib2
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError

from connectors.google.failures import failure, refusals
from connectors.google.quota import UNITS, Units
from connectors.google.transport import Http
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient

BATCH = 50
"""Calls in one batch: 100 are allowed, 50 advised
(https://developers.google.com/workspace/gmail/api/guides/batch)."""
_VERSIONS = {"gmail": "v1", "calendar": "v3", "people": "v1", "oauth2": "v2"}

Failed = dict[str, ConnectorError]
_NOT_THERE: Mapping[int, None] = {404: None, 410: None}
_NO_BATCH = (404, 405, 501)


class Api:
    """One interface at one address: its resources by their dotted name, made once."""

    def __init__(self, name: str, base_url: str) -> None:
        document = json.loads(get_static_doc(name, _VERSIONS[name]))
        if base_url:
            document["rootUrl"] = f"{base_url.rstrip('/')}/"
            document["baseUrl"] = document["rootUrl"] + document["servicePath"]
            document.pop("mtlsRootUrl", None)
        self.host = urlsplit(document["rootUrl"]).hostname or ""
        self.has_batch = True
        """False once the address turned out to know no batches, as servers that imitate Google may."""
        self._root = build_from_document(document, http=httplib2.Http())
        self._resources: dict[str, Any] = {}

    def __getitem__(self, path: str) -> Any:
        """The resource ``users.messages`` and the like."""
        if path not in self._resources:
            found = self._root
            for name in path.split("."):
                found = getattr(found, name)()
            self._resources[path] = found
        return self._resources[path]

    def batch(self, callback: Callable[[str, Any, HttpError | None], None]) -> Any:
        return self._root.new_batch_http_request(callback=callback)


@cache
def api(name: str, base_url: str) -> Api:
    """``name`` is ``gmail``, ``calendar``, ``people`` or ``oauth2``; ``base_url`` empty means Google's own."""
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise Rejected("setting_wrong", field="base_url", reason="it must begin with https://")
    return Api(name, base_url)


class Caller:
    """Asks one interface for one account; every failure is ours."""

    def __init__(
        self,
        interface: Api,
        http: Http,
        what: str,
        shares: Sequence[Units] = (),
        pauses: Sequence[float] = (),
    ) -> None:
        """``what`` names in the user's words what is asked for.

        ``pauses`` are the seconds after which the refused part of a batch is asked again.
        """
        self.api = interface
        self.host = interface.host
        self.what = what
        self._http = http
        self._shares = shares
        self._pauses = pauses

    def ask(self, request: Any) -> Any:
        """The answer as Python values. Raises the failures of :mod:`workspace.connector.errors`."""
        self._take(_units(request))
        with refusals(self.host, self.what):
            return self._checked(request.execute(http=self._http))

    def ask_or(self, statuses: Mapping[int, Exception] | Mapping[int, None], request: Any) -> Any:
        """The same, but these statuses have their own meaning: an exception to raise, or None for no answer."""
        self._take(_units(request))
        with refusals(self.host, self.what):
            try:
                return self._checked(request.execute(http=self._http))
            except HttpError as error:
                if error.resp.status not in statuses:
                    raise
                meaning = statuses[error.resp.status]
        if meaning is not None:
            raise meaning
        return None

    def ask_all(self, requests: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Reads in batches; what is not there (404, 410) is None, any other failure ends the whole.

        A few calls of a full batch are often refused as too many at once: those alone are asked again.
        """
        waiting = iter(requests.items())
        while part := dict(islice(waiting, BATCH)):
            answers, failed = self._ask_batch(part)
            if any(isinstance(each, AuthRequired) for each in failed.values()):
                # The batch itself is answered with 200, its parts with 401.
                self._http.renew()
                failed = self._ask_again(part, answers, failed)
            for pause in self._pauses:
                if not failed or not all(_is_short(each, pause) for each in failed.values()):
                    break
                # Seconds at most, on a worker; what takes longer ends the pull and is left to the engine.
                time.sleep(pause)
                failed = self._ask_again(part, answers, failed)
            for error in failed.values():
                raise error
            yield from answers.items()

    def _ask_again(self, part: Mapping[str, Any], answers: dict[str, Any], failed: Iterable[str]) -> Failed:
        more, left = self._ask_batch({name: part[name] for name in failed})
        answers.update(more)
        return left

    def _ask_batch(self, part: Mapping[str, Any]) -> tuple[dict[str, Any], Failed]:
        """The answers, and the failures of those that were refused, by name."""
        if not self.api.has_batch:
            return {name: self.ask_or(_NOT_THERE, request) or None for name, request in part.items()}, {}
        names = list(part)
        answers: dict[str, Any] = {}
        failed: Failed = {}

        def take(number: str, answer: Any, error: HttpError | None) -> None:
            name = names[int(number)]
            if error is None:
                answers[name] = self._checked(answer)
            elif error.resp.status in _NOT_THERE:
                answers[name] = None
            else:
                failed[name] = failure(error, self.host, self.what)

        batch = self.api.batch(take)
        for number, name in enumerate(names):
            # Numbers, because the library does not find a long id again once its header line was folded.
            batch.add(part[name], request_id=str(number))
            # The batch as a whole says who asks; repeated in each part it is a third of the client's work.
            part[name].headers.clear()
        self._take(sum(map(_units, part.values())))
        with refusals(self.host, self.what):
            try:
                batch.execute(http=self._http)
            except HttpError as error:
                if error.resp.status not in _NO_BATCH:
                    raise
                self.api.has_batch = False
        return (answers, failed) if self.api.has_batch else self._ask_batch(part)

    def _checked(self, answer: Any) -> dict[str, Any]:
        """The library gives what is no JSON as it came; the answer to a deletion is empty."""
        if isinstance(answer, dict):
            return answer
        if answer:
            raise Transient("bad_answer", host=self.host)
        return {}

    def _take(self, units: float) -> None:
        for share in self._shares:
            share.take(units)

    def pages(
        self, request: Any, following: Callable[[Any, Any], Any], statuses: Mapping[int, Exception] | None = None
    ) -> Iterator[Any]:
        """Every page of a listing. A page token that comes again would never end: ``Transient``."""
        seen: set[str] = set()
        while request is not None:
            answer = self.ask_or(statuses or {}, request)
            yield answer
            token = answer.get("nextPageToken")
            if token in seen:
                raise Transient("bad_answer", host=self.host)
            seen.add(token)
            request = following(request, answer)


def _is_short(error: ConnectorError, pause: float) -> bool:
    """Whether asking again after so many seconds is what the service allows."""
    return isinstance(error, Transient) and (error.retry_after or 0) <= pause


def _units(request: Any) -> float:
    """By the method's name: ``gmail.users.messages.get`` is ``messages.get``."""
    name: str = request.methodId or ""
    return UNITS.get(".".join(name.split(".")[-2:]), UNITS.get(name.rpartition(".")[2], 1))
