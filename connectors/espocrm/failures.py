"""What EspoCRM's refusals mean for the engine, decided at one place.

https://docs.espocrm.com/development/api/#error-codes ; the reason comes in the header ``X-Status-Reason``.
"""

import re
from collections.abc import Mapping
from typing import Any

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.form_post import retry_after

_FIELD = re.compile(r"field: (\w+), type: (\w+)")
_REASON_CHARS = 200


class Duplicate(Conflict):
    """The server has something like it already: the ids that it named (409)."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__()
        self.ids = ids


class Invalid(Rejected):
    """A value that the organisation does not allow, or a field that it demands: its name there, and what is wrong."""

    def __init__(self, field: str, kind: str) -> None:
        if kind == "required":
            super().__init__("setting_missing", field=field)
        else:
            super().__init__("setting_wrong", field=field, reason=_KINDS.get(kind, kind or "it is refused"))
        self.field = field
        self.kind = kind


class NoRoute(Rejected):
    """This server has no such call (an older one, or one that offers the plain part alone)."""


def refusal(host: str, status: int, headers: Mapping[str, str], body: Any) -> ConnectorError | None:
    """The failure that an answer is; None where its status says enough."""
    reason = " ".join(headers.get("X-Status-Reason", "").split())[:_REASON_CHARS]
    if status == 400:
        return _invalid(host, reason, body)
    if status == 401:
        return AuthRequired("signin_refused", host=host)
    if status == 403:
        return Rejected("forbidden", host=host, reason=reason or "403")
    if status == 404:
        is_record = "record" in reason.lower() or "not found" in reason.lower()
        return Rejected("not_found", what="The record") if is_record else NoRoute("refused", host=host, reason="404")
    if status in (405, 501):
        return NoRoute("refused", host=host, reason=str(status))
    if status == 409:
        return Duplicate(_ids(body))
    if status == 413:
        return Rejected("too_large_there", name="This", host=host)
    if status == 503 and headers.get("Retry-After") is None:
        return Transient("busy", retry_after=60, host=host)
    if status == 429:
        return Transient("busy", retry_after=retry_after(headers.get("Retry-After")) or 30, host=host)
    return None


def _invalid(host: str, reason: str, body: Any) -> ConnectorError:
    field, kind = "", ""
    translation = body.get("messageTranslation") if isinstance(body, dict) else None
    data = translation.get("data") if isinstance(translation, dict) else None
    if isinstance(data, dict):
        field, kind = str(data.get("field") or ""), str(data.get("type") or "")
    elif said := _FIELD.search(reason):
        field, kind = said[1], said[2]
    if not field:
        return Rejected("refused", host=host, reason=reason or "400")
    return Invalid(field, kind)


_KINDS = {
    "valid": "this value is not allowed there",
    "maxLength": "it is too long",
    "max": "it is too large",
    "min": "it is too small",
}


def _ids(body: Any) -> tuple[str, ...]:
    """Of the records alike, or of the mail that was imported before."""
    if isinstance(body, list):
        return tuple(str(each["id"]) for each in body if isinstance(each, dict) and each.get("id"))
    translation = body.get("messageTranslation") if isinstance(body, dict) else None
    data = translation.get("data") if isinstance(translation, dict) else None
    found = data.get("id") if isinstance(data, dict) else None
    return (str(found),) if found else ()
