"""Calls of Slack's Web API: one client for a run, limits before it, failures after it.

The engine owns retries, so the SDK's own are off; what the SDK logs is dropped, because it logs messages and addresses.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.client import HTTPException, HTTPResponse
from ssl import SSLContext
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPErrorProcessor, HTTPSHandler, OpenerDirector, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from connectors.slack.failures import TOKEN_REFUSED, failed_status, failure
from connectors.slack.limits import Limits, Place
from workspace.connector.base import Session
from workspace.connector.errors import ConnectorError, Transient
from workspace.connector.session import require_web, translate

LONGEST_ANSWER = 32 * 1024 * 1024
_SILENT = logging.Logger("slack_sdk", logging.CRITICAL + 1)
Answer = dict[str, Any]


class _AnyStatus(HTTPErrorProcessor):
    """Hands back every answer as it is: a redirect must not carry the token to another host."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response


@cache
def _opener(context: SSLContext | None) -> OpenerDirector:
    """Made once for each context: making one takes as long as a call."""
    return build_opener(HTTPSHandler(context=context), _AnyStatus)


def open_url(request: Request, context: SSLContext | None, timeout: float) -> HTTPResponse:
    """Send it without following redirects; raises what sockets and TLS raise."""
    try:
        answer: HTTPResponse = _opener(context).open(request, timeout=timeout)
    except URLError as error:
        if isinstance(error.reason, OSError):
            raise error.reason from None
        raise
    return answer


class Wire(WebClient):
    """The SDK's client with bounded answers, no redirects, and nothing but JSON objects."""

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        with open_url(req, self.ssl, self.timeout) as answer:
            body = answer.read(LONGEST_ANSWER + 1)
            if len(body) > LONGEST_ANSWER:
                raise HTTPException("the answer is too long")
            text = body.decode("utf-8", "replace")
            if answer.status == 200:
                _check_object(text)
            return {"status": answer.status, "headers": answer.headers, "body": text}


def _check_object(text: str) -> None:
    try:
        is_object = isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        raise HTTPException("the answer is not a JSON object")


class Api:
    """One account's calls. ``team`` is set once it is known, so that its limits are counted together."""

    def __init__(self, session: Session, limits: Limits, timeout: float) -> None:
        self.session = session
        self.base_url = session.settings.get("base_url") or WebClient.BASE_URL
        self.host = require_web(self.base_url)
        self.team = ""
        self.timeout = timeout
        self._limits = limits
        self._client: Wire | None = None
        self._is_renewed = False

    @property
    def client(self) -> Wire:
        if self._client is None:
            self._client = Wire(
                token=self.session.token(),
                base_url=self.base_url,
                # The SDK says int, urllib takes fractions of a second.
                timeout=self.timeout,  # type: ignore[arg-type]
                ssl=self.context,
                retry_handlers=[],
                logger=_SILENT,
            )
        return self._client

    @property
    def context(self) -> SSLContext | None:
        """What checks certificates; none for plain http, which stays on this computer."""
        return self.session.ssl_context() if self.base_url.lower().startswith("https") else None

    @property
    def token(self) -> str:
        return self.client.token or ""

    def call(self, method: str, *, tolerated: frozenset[str] = frozenset(), **arguments: Any) -> Answer:
        """One call; arguments that are None are left out. Raises the failures of the connector contract.

        An answer whose error is ``tolerated`` is returned like any other.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        channel = str(given.get("channel", ""))
        place = Place(self.base_url, self.session.settings.get("client_id", ""), self.team, method, channel)
        for is_last in (False, True):
            self._wait(place)
            try:
                with self.translated():
                    answer = self._send(method, given)
            except SlackApiError as error:
                if code_of(error) in tolerated:
                    return {"error": code_of(error)}
                if not is_last and not self._is_renewed and code_of(error) in TOKEN_REFUSED:
                    self._renew()
                    continue
                raise self._failure(error, place) from None
            self._is_renewed = False
            return answer
        raise AssertionError("the second attempt returns or raises")

    def _send(self, method: str, given: Answer) -> Answer:
        # What is nested goes as JSON, the rest as a form, which every method takes.
        is_nested = any(isinstance(value, dict | list) for value in given.values())
        answer = self.client.api_call(method, json=given) if is_nested else self.client.api_call(method, params=given)
        return answer.data if isinstance(answer.data, dict) else {}

    def _renew(self) -> None:
        self.client.token = self.session.token(renew=True)
        self._is_renewed = True

    def _wait(self, place: Place) -> None:
        if missing := self._limits.take(place):
            raise Transient("busy", host=self.host, retry_after=missing)

    def _failure(self, error: SlackApiError, place: Place) -> ConnectorError:
        headers = {str(name).lower(): value for name, value in error.response.headers.items()}
        by_status = failed_status(self.host, error.response.status_code, headers.get("retry-after"))
        found = by_status or failure(self.host, code_of(error), error.response.data)
        if isinstance(found, Transient) and found.retry_after:
            self._limits.hold(place, found.retry_after)
        return found

    def pages(self, method: str, **arguments: Any) -> Iterator[Answer]:
        """Every page of a listing (https://docs.slack.dev/apis/web-api/pagination).

        Raises ``Transient`` where the service hands out a place in the listing a second time.
        """
        passed: set[str] = set()
        cursor: str | None = None
        while True:
            answer = self.call(method, **arguments, cursor=cursor)
            yield answer
            cursor = next_cursor(answer)
            if not cursor:
                return
            if cursor in passed:
                raise Transient("bad_answer", host=self.host)
            passed.add(cursor)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Failures of sockets, TLS and HTTP inside the block become ``Transient``."""
        with translate(self.host):
            yield

    def close(self) -> None:
        self._client = None


def code_of(error: SlackApiError) -> str:
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def next_cursor(answer: Answer) -> str:
    """Where the next page begins; empty on the last one."""
    return str(part(answer, "response_metadata").get("next_cursor") or "")


def part(answer: Mapping[str, Any], key: str) -> Answer:
    """The object under a key; an empty one where there is none."""
    found = answer.get(key)
    return found if isinstance(found, dict) else {}


def rows(answer: Mapping[str, Any], key: str) -> list[Answer]:
    """The objects in the list under a key; whatever else is there is left out."""
    found = answer.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
