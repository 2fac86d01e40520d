"""What Odoo's refusals mean for the engine, decided at one place for both of its interfaces.

JSON-2 answers with HTTP statuses and the name of the exception (https://www.odoo.com/documentation/19.0/developer/reference/external_api.html),
XML-RPC with 200 and a fault of one of four codes, whose text is a trace for code 1.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.web import refusal

LONGEST_REASON = 200
LONG_WAIT = 900.0
"""Seconds."""
_EXCEPTION = re.compile(r"^([A-Za-z_][\w.]*): ?(.*)", re.MULTILINE)
_NO_MODEL = re.compile(r"^Object [\w.]+ doesn't exist")


class NotOffered(Rejected):
    """This server has no such model or method: a plainer call may do."""


class UnknownField(Rejected):
    """A field that was there when the model was described."""


class TooMuch(Rejected):
    """The server, or a proxy before it, takes no call of this size."""


def json2_refusal(status: int, headers: Mapping[str, str], body: Any, host: str) -> ConnectorError:
    """The failure that an answer of JSON-2 is; ``body`` as parsed, None where it was no JSON."""
    name, message = _said(body)
    if name.endswith((".AccessDenied", ".SessionExpiredException")):
        return AuthRequired("signin_refused", host=host)
    if name.startswith("odoo.exceptions."):
        return by_exception(name, message, host)
    if status in (404, 405, 501) or (status == 422 and name.startswith("werkzeug.")):
        return NotOffered("refused", host=host, reason=first_line(message) or str(status))
    if status == 500 and name:
        return by_exception(name, message, host)
    return plain_refusal(status, headers, host)


def plain_refusal(status: int, headers: Mapping[str, str], host: str) -> ConnectorError:
    """What a status means by itself; who asks for a long wait has no calls left."""
    if status == 413:
        return TooMuch("refused", host=host, reason="the attachments are too large (413)")
    error = refusal(status, headers, host)
    if isinstance(error, Transient) and status == 429 and (error.retry_after or 0) >= LONG_WAIT:
        until = datetime.now(UTC) + timedelta(seconds=error.retry_after or 0)
        return Transient("quota_gone", retry_after=error.retry_after, host=host, until=until.isoformat())
    return error


def fault_refusal(code: object, text: str, host: str) -> ConnectorError:
    """The failure that a fault of ``/xmlrpc/2`` is."""
    if code == 3:
        return AuthRequired("signin_refused", host=host)
    if code == 4:
        return Rejected("forbidden", host=host, reason=first_line(text))
    if code == 2:
        kind = NotOffered if _NO_MODEL.match(text) else Rejected
        return kind("refused", host=host, reason=first_line(text))
    raised = _EXCEPTION.findall(text)
    name, message = raised[-1] if raised else ("", text)
    return by_exception(name, message, host)


def by_exception(name: str, message: str, host: str) -> ConnectorError:
    """The failure that an exception on the server is, by its class."""
    last = name.rpartition(".")[2]
    if last == "AccessError":
        return Rejected("forbidden", host=host, reason=first_line(message))
    if last == "MissingError":
        return Rejected("not_found", what="The record")
    if last == "AttributeError" and "does not exist" in message:
        return NotOffered("refused", host=host, reason=first_line(message))
    if "psycopg2" in name or last in ("OperationalError", "SerializationFailure", "PoolError", "MemoryError"):
        if "database" in message and "does not exist" in message:
            return Rejected("setting_wrong", field="database", reason=f"{host} has none of this name")
        return Transient("busy", host=host)
    kind = UnknownField if last in ("ValueError", "KeyError") and "nvalid field" in message else Rejected
    return kind("refused", host=host, reason=first_line(message) or last or "500")


def first_line(text: str) -> str:
    """What Odoo tells its own user, in the user's language, without what follows it."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return lines[0][:LONGEST_REASON] if lines else ""


def _said(body: Any) -> tuple[str, str]:
    if not isinstance(body, dict):
        return "", ""
    return str(body.get("name") or ""), str(body.get("message") or "")
