"""What HubSpot's refusals mean. Its error object: https://developers.hubspot.com/docs/api-reference/error-handling"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.form_post import retry_after

HOST = "HubSpot"
_DAY_SECONDS = 3600.0
"""The daily quota comes back at midnight of the portal's time zone; asked again each hour."""
_PAUSES = {"SECONDLY": 1.0, "TEN_SECONDLY_ROLLING": 10.0, "DAILY": _DAY_SECONDS}
LONGEST_REASON = 300
_NAMED = re.compile(r'"name":"(\w+)"')
_PROPERTY = re.compile(r'[Pp]roperty "?(\w+)"?')
_VALUE = re.compile(r"(?:^|: )'?\"?([^:'\"]*?)'?\"? (?:was|is) not one of the allowed options")


def refusal(status: int, headers: Mapping[str, str], body: Any) -> ConnectorError | None:
    """The failure an answer stands for; None where HubSpot says nothing of its own."""
    said = body if isinstance(body, dict) else {}
    category, message = str(said.get("category") or ""), str(said.get("message") or "")
    if status in (405, 501):
        return Rejected("unsupported", connector=HOST)
    if status == 429:
        policy = str(said.get("policyName") or "")
        seconds = retry_after(headers.get("Retry-After")) or _PAUSES.get(policy)
        if policy == "DAILY":
            return _quota_gone(seconds or _DAY_SECONDS)
        return Transient("busy", host=HOST, retry_after=seconds)
    if status == 401:
        return AuthRequired("signin_expired", host=HOST)
    if status == 403 and category == "MISSING_SCOPES":
        return Rejected("scope_missing", host=HOST, what=_scopes(said) or "that")
    if status == 403:
        return Rejected("forbidden", host=HOST, reason=_reason(said, message) or "403")
    if status == 409:
        return Conflict() if not message else Rejected("refused", host=HOST, reason=message[:LONGEST_REASON])
    if status == 400 and (wrong := _wrong_value(said, message)):
        return wrong
    if status == 400 and (reason := _reason(said, message)):
        return Rejected("refused", host=HOST, reason=reason)
    return None


def is_lacking(error: Rejected) -> bool:
    """Whether the server knows no such call, or nothing lies at that address: both may be said by 404."""
    return error.message_key in ("not_found", "unsupported")


def _quota_gone(seconds: float) -> Transient:
    until = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
    return Transient("quota_gone", host=HOST, until=until, retry_after=seconds)


def _wrong_value(said: Mapping[str, Any], message: str) -> Rejected | None:
    """A property that is demanded, or a choice that is not there: named, so that it can be given."""
    rows = [each for each in said.get("errors") or () if isinstance(each, dict)] or [{"message": message}]
    for row in rows:
        words, code = str(row.get("message") or message), str(row.get("code") or "")
        context = row.get("context") if isinstance(row.get("context"), dict) else {}
        listed = [each for names in (context or {}).values() if isinstance(names, list) for each in names]
        known = _NAMED.search(words) or _PROPERTY.search(words)
        name = str(listed[0]) if listed else str(row.get("in") or (known[1] if known else ""))
        if not name:
            continue
        if "REQUIRED" in code or "required propert" in words.lower() or "is required" in words:
            return Rejected("field_required", host=HOST, field=name, key=name)
        if code == "INVALID_OPTION" or "not one of the allowed options" in words:
            value = _VALUE.search(words)
            return Rejected("value_gone", host=HOST, field=name, key=name, value=value[1] if value else "")
    return None


def _reason(said: Mapping[str, Any], message: str) -> str:
    """The sentences of the single errors where there are some: they name the property."""
    errors = said.get("errors")
    parts = [str(each.get("message")) for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    return " ".join(dict.fromkeys(part for part in parts if part))[:LONGEST_REASON] or message[:LONGEST_REASON]


def _scopes(said: Mapping[str, Any]) -> str:
    found: list[str] = []
    for each in said.get("errors") or ():
        context = each.get("context") if isinstance(each, dict) else None
        for names in (context or {}).values():
            found += [str(name) for name in names] if isinstance(names, list) else []
    return ", ".join(dict.fromkeys(found))
