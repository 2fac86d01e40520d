"""What Google's answers mean for the engine: one exception of the library becomes one of our failures.

The reasons are those of https://developers.google.com/workspace/gmail/api/guides/handle-errors,
https://developers.google.com/workspace/calendar/api/guides/errors and https://cloud.google.com/apis/design/errors.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from googleapiclient.errors import Error, HttpError

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient

log = logging.getLogger(__name__)

_BUSY = frozenset(
    "rateLimitExceeded userRateLimitExceeded dailyLimitExceeded quotaExceeded concurrentLimitExceeded"
    " RATE_LIMIT_EXCEEDED RESOURCE_EXHAUSTED backendError".split()
)
_SCOPE = frozenset("insufficientPermissions insufficientScopes ACCESS_TOKEN_SCOPE_INSUFFICIENT".split())
_SWITCHED_OFF = frozenset("accessNotConfigured SERVICE_DISABLED".split())
_WORD = re.compile(r"[A-Za-z][\w.-]{0,60}")


@contextmanager
def refusals(host: str, what: str) -> Iterator[None]:
    """Turn what the library raises inside the block into our failures; ``what`` names the kind of thing asked for."""
    try:
        yield
    except HttpError as error:
        raise failure(error, host, what) from error
    except (Error, ValueError, KeyError, IndexError, TypeError) as error:
        # The library reads batches unguarded: a page of HTML, or half a batch, ends in these.
        raise Transient("bad_answer", host=host) from error


@contextmanager
def odd_answers(host: str) -> Iterator[None]:
    """Around the reading of answers: JSON that is not what was asked for (a hotel's sign-in) is no answer either."""
    try:
        yield
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        log.info("An answer of %s could not be read: %s.", host, type(error).__name__)
        raise Transient("bad_answer", host=host) from error


def identified(answer: Mapping[str, Any], host: str) -> str:
    """The id of what was made or read. Raises ``Transient`` where the answer names none."""
    with odd_answers(host):
        return str(answer["id"])


def failure(error: HttpError, host: str, what: str) -> ConnectorError:
    """The failure to raise for an answer with an error status."""
    status, found = int(error.resp.status), reasons(error)
    if status == 401:
        return AuthRequired("signin_expired", host=host)
    if status == 429 or (status == 403 and found & _BUSY):
        return Transient("busy", host=host, retry_after=retry_after(error))
    if status == 408 or (status >= 500 and status != 501):
        key = "busy" if status == 503 else "bad_answer"
        return Transient(key, host=host, retry_after=retry_after(error))
    if status < 400:
        # A hotel's sign-in page and the like: Google's interfaces redirect nowhere.
        return Transient("bad_answer", host=host)
    return _refusal(status, found, host, what)


def _refusal(status: int, found: frozenset[str], host: str, what: str) -> ConnectorError:
    if status == 403 and found & _SCOPE:
        return Rejected("scope_missing", host=host, what=what)
    if status == 403 and found & _SWITCHED_OFF:
        return Rejected("forbidden", host=host, reason=f"the interface for {what} is not enabled in the Cloud project")
    if status == 403:
        return Rejected("forbidden", host=host, reason=_word(found) or "no permission")
    if status in (404, 410):
        return Rejected("not_found", what="The address book" if what == "contacts" else f"The {what}")
    if status in (409, 412):
        return Conflict("changed_elsewhere")
    return Rejected("refused", host=host, reason=_word(found) or f"HTTP {status}")


def reasons(error: HttpError) -> frozenset[str]:
    """The reason words of Google's old and new form of an error."""
    try:
        body: Any = json.loads(error.content)["error"]
        listed = [*body.get("errors", ()), *body.get("details", ())]
        words = [each.get("reason", "") for each in listed if isinstance(each, dict)]
        return frozenset(word for word in (*words, body.get("status", "")) if word)
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset()


def _word(found: frozenset[str]) -> str:
    """A reason fit for a sentence; Google's own messages may hold addresses."""
    return next((word for word in sorted(found) if _WORD.fullmatch(word)), "")


def retry_after(error: HttpError) -> float | None:
    """Seconds from ``Retry-After``; a date is compared with the answer's own, as our clock may be wrong."""
    text = error.resp.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        sent = error.resp.get("date")
        now = parsedate_to_datetime(sent) if sent else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
