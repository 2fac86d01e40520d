"""What Salesforce's refusals mean for the engine, decided at one place.

Codes: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm and
https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_calls_concepts_core_data_objects.htm
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.form_post import retry_after
from workspace.connector.web import refusal

DAY_IS_FULL_SECONDS = 3600.0
"""The daily limit is a moving window of 24 hours, so that an hour later there are calls again."""
LONGEST_REASON = 200
_NO_OBJECT = re.compile(r"(?i)sobject type '?\w+'? is not supported|unknown (?:sobject|object)")

_GONE = frozenset(
    "ENTITY_IS_DELETED NOT_FOUND INVALID_CROSS_REFERENCE_KEY INVALID_ID_FIELD MALFORMED_ID DELETED_RECORD".split()
)
_RIGHTS = frozenset(
    """INSUFFICIENT_ACCESS INSUFFICIENT_ACCESS_OR_READONLY INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY
    CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY TRANSFER_REQUIRES_READ""".split()
)
_FORBIDDEN = frozenset(
    """API_DISABLED_FOR_ORG API_CURRENTLY_DISABLED FUNCTIONALITY_NOT_ENABLED OP_WITH_INVALID_USER_TYPE_EXCEPTION
    DELETE_FAILED""".split()
)
_BUSY = frozenset(
    """UNABLE_TO_LOCK_ROW SERVER_UNAVAILABLE REQUEST_RUNNING_TOO_LONG CONCURRENT_REQUESTS_LIMIT_EXCEEDED
    QUERY_TIMEOUT EXCEEDED_MAX_SEMIJOIN_SUBSELECTS UNKNOWN_EXCEPTION""".split()
)
_DAILY = frozenset("REQUEST_LIMIT_EXCEEDED TOTAL_REQUESTS_LIMIT_EXCEEDED".split())
_VALUES = frozenset(
    """STRING_TOO_LONG INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST FIELD_INTEGRITY_EXCEPTION INVALID_EMAIL_ADDRESS
    NUMBER_OUTSIDE_VALID_RANGE INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE FIELD_CUSTOM_VALIDATION_EXCEPTION
    JSON_PARSER_ERROR INVALID_TYPE_ON_FIELD_IN_RECORD FIELD_FILTER_VALIDATION_EXCEPTION DUPLICATE_VALUE""".split()
)


@dataclass(eq=False)
class Refused(Exception):
    """An answer of 300 and above, as Salesforce says it: a list of ``message``, ``errorCode`` and maybe ``fields``."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(str(each.get("errorCode") or "") for each in self.listed())

    @property
    def said(self) -> str:
        """The first message, whole; one about a query repeats the query."""
        return next((str(each["message"]) for each in self.listed() if each.get("message")), "")

    @property
    def message(self) -> str:
        return self.said.strip()[:LONGEST_REASON]

    @property
    def fields(self) -> str:
        named = [str(name) for each in self.listed() for name in (each.get("fields") or ())]
        return ", ".join(dict.fromkeys(named))

    @property
    def is_missing(self) -> bool:
        """Whether the server has no such call: it is then done in a plainer way."""
        return self.status in (404, 405, 501) or bool(self.codes & {"INVALID_TYPE", "METHOD_NOT_ALLOWED"})

    @property
    def is_unknown_object(self) -> bool:
        """Whether the org has no such object, or hides it."""
        return "INVALID_TYPE" in self.codes or _NO_OBJECT.search(self.said) is not None

    def meaning(self, host: str, what: str, *, writes: bool = False) -> ConnectorError:
        """The failure that the engine knows; ``what`` is what the user would call the thing."""
        codes = self.codes
        if codes & _DAILY:
            waits = retry_after(self.headers.get("Retry-After")) or DAY_IS_FULL_SECONDS
            until = datetime.now(UTC) + timedelta(seconds=waits)
            return Transient("quota_gone", retry_after=waits, host=host, until=until.isoformat(timespec="seconds"))
        if codes & _BUSY:
            return Transient("busy", retry_after=retry_after(self.headers.get("Retry-After")), host=host)
        if self.status == 401 or "INVALID_SESSION_ID" in codes:
            return AuthRequired("signin_expired", host=host)
        if codes & _GONE:
            return Rejected("not_found", what=what)
        if codes & _RIGHTS and writes:
            return Rejected("no_right", host=host, what=what)
        if refused := codes & (_RIGHTS | _FORBIDDEN):
            return Rejected("forbidden", host=host, reason=f"{what}: {self.fields or min(refused)}")
        return self._value() or self._other(host, what)

    def _value(self) -> ConnectorError | None:
        if "REQUIRED_FIELD_MISSING" in self.codes:
            return Rejected("setting_missing", field=self.fields or self.message)
        if self.codes & _VALUES:
            return Rejected("setting_wrong", field=self.fields or min(self.codes & _VALUES), reason=self.message)
        return None

    def _other(self, host: str, what: str) -> ConnectorError:
        if self.status in (409, 412) and not self.codes & {"DUPLICATES_DETECTED"}:
            return Conflict()
        if self.codes and 400 <= self.status < 500 and self.status not in (403, 404, 408, 410, 423, 429):
            return Rejected("refused", host=host, reason=self.message or min(self.codes))
        return refusal(self.status, self.headers, host, what)

    def listed(self) -> list[Mapping[str, Any]]:
        given = self.body if isinstance(self.body, list) else [self.body]
        return [each for each in given if isinstance(each, dict)]
