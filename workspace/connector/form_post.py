"""One POST of a form whose answer is a JSON object, as OAuth's token endpoints take it (RFC 6749 section 3.2)."""

import json
import ssl
import urllib.request
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from typing import Any
from urllib.error import URLError

from workspace.connector.errors import Transient
from workspace.connector.session import is_loopback, require_web, translate

SECONDS = 30.0
LARGEST_ANSWER = 1024 * 1024


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Hands every status to the caller; a token endpoint is never followed elsewhere."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response


def post_form(url: str, body: str, context: ssl.SSLContext) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object that ``url`` answers to a form. Raises as :func:`send_form`.

    What is no JSON object is ``Transient`` too: half a body, a hotel's sign-in page.
    """
    status, content = send_form(url, body, context)
    return status, json_object(content, require_web(url))


def send_form(url: str, body: str, context: ssl.SSLContext) -> tuple[int, bytes]:
    """The status and the bytes that ``url`` answers to a form; the system's proxies are used.

    Raises ``Transient`` for the network, 429 and 5xx, and ``Rejected("not_secure")`` for plain http beyond this
    computer.
    """
    host = require_web(url)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    request = urllib.request.Request(url, body.encode(), headers)  # noqa: S310  the scheme was checked
    proxies = urllib.request.ProxyHandler({} if is_loopback(host) else None)
    opener = urllib.request.build_opener(proxies, urllib.request.HTTPSHandler(context=context), _AsItIs)
    with translate(host):
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                status, retry = int(answer.status), retry_after(answer.headers.get("Retry-After"))
                content = answer.read(LARGEST_ANSWER)
        except URLError as error:
            raise error.reason if isinstance(error.reason, OSError) else error from None
    if status == 429 or status >= 500:
        raise Transient("busy", retry_after=retry, host=host)
    return status, content


def json_object(content: bytes, host: str) -> dict[str, Any]:
    """Raises ``Transient`` for what is none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Transient("bad_answer", host=host)
    return found


def retry_after(value: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for, at most a day, or None (RFC 9110 section 10.2.3)."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value).astimezone(UTC) - datetime.now(UTC)).total_seconds()
        except ValueError:
            return None
    return min(max(seconds, 0.0), 86_400.0) if seconds == seconds else None
