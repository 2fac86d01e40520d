"""What Graph's refusals mean for the engine, decided at one place.

Codes: https://learn.microsoft.com/graph/errors and https://learn.microsoft.com/graph/resolve-auth-errors.
"""

import email.utils
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from workspace.connector.errors import (
    AuthRequired,
    Conflict,
    ConnectorError,
    CursorExpired,
    Rejected,
    Transient,
)

# https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset
_LOST = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "errorinvalidsyncstatedata"})
_CHANGED = frozenset({"errorirresolvableconflict", "erroritemsave", "preconditionfailed"})
LONGEST_WAIT = 3600.0
_DENIED = {"erroraccessdenied", "accessdenied", "forbidden", "authorization_requestdenied", ""}


def refusal(status: int, headers: Mapping[str, str], body: Any, host: str, what: str = "The item") -> ConnectorError:
    """The failure that an answer with ``status`` is; ``body`` as parsed, None where it was no JSON."""
    code, message = _said(body)
    if status == 410 or code.lower() in _LOST:
        return CursorExpired(collection=what)
    if status in (408, 429) or (status >= 500 and status != 501):
        return Transient("busy", retry_after=retry_after(headers), host=host)
    if status == 401:
        return AuthRequired("signin_expired", host=host)
    if status == 403:
        if "scope" in message.lower():
            return Rejected("scope_missing", host=host, what=what)
        reason = "access is denied" if code.lower() in _DENIED else f"access is denied ({code})"
        return Rejected("forbidden", host=host, reason=reason)
    if status == 404:
        return Rejected("not_found", what=what)
    if status in (409, 412) or code.lower() in _CHANGED:
        return Conflict()
    if status == 413:
        return Rejected("too_large", name=what, limit="150", host=host)
    if 300 <= status < 400:
        return Transient("bad_answer", host=host)
    return Rejected("refused", host=host, reason=code or str(status))


def _said(body: Any) -> tuple[str, str]:
    """The innermost code and the message of Graph's error object."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "", ""
    return str(error.get("code") or ""), str(error.get("message") or "")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a ``Retry-After`` (RFC 9110 section 10.2.3); None where there is none.

    A date is meant by the clock of whoever sent it.
    """
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if text.isdecimal():
        return min(max(float(text), 1.0), LONGEST_WAIT)
    until = _date(text)
    if until is None:
        return 1.0 if text else None
    return min(max((until - (server_time(headers) or datetime.now(UTC))).total_seconds(), 1.0), LONGEST_WAIT)


def _date(text: str) -> datetime | None:
    try:
        at = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """What the service's clock says."""
    return _date(headers.get("Date", ""))
