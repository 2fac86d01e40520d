"""What Tryton's refusals mean for the engine, decided at one place.

The errors are those of ``trytond.exceptions`` and ``trytond.protocols.jsonrpc`` (8.2, https://code.tryton.org/tryton).
"""

from collections.abc import Mapping
from typing import Any

from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient

LONGEST_REASON = 500
_BUSY = ("OperationalError", "SerializationFailure", "DeadlockDetected", "LockNotAvailable", "QueryCanceled")
"""What ends the trace where the database gave up for now: a lock, a deadlock, its restart. Tryton tried again itself.
sqlite3, and https://www.psycopg.org/docs/errors.html.
"""


class NoSuchPlace(Rejected):
    """Nothing of Tryton is at that address: another version, or no such database."""

    default_key = "not_found"


class UserError(Rejected):
    """Tryton's own refusal, in the words that its users know; it names the field where one is missing or wrong."""


class TooLarge(UserError):
    """The request is larger than the server's ``[request] max_size_authenticated``."""


def refused(status: int, headers: Mapping[str, str], body: Any) -> ConnectorError | None:
    """A status other than 200: the request did not reach a model; None leaves it to the general reading."""
    if status in (404, 405):
        return NoSuchPlace(what="The database")
    if status == 413:
        return TooLarge(host="Tryton", reason="the request is larger than its max_size_authenticated")
    if status == 423:
        return Conflict()
    return None


def failure(error: Any, host: str) -> ConnectorError:
    """The ``error`` of an answer: a name and its arguments, else a text and a trace."""
    name, arguments = (*error, None, None)[:2] if isinstance(error, list) else (error, None)
    words = [str(each) for each in arguments if each] if isinstance(arguments, list) else []
    match name:
        case "ConcurrencyException":
            return Conflict()
        case "LoginException":
            what = words[1] if len(words) > 1 else "something besides the password"
            return AuthRequired("signin_failed", host=host, reason=_short(f"it asks for more than a password ({what})"))
        case "UserError":
            # A third argument is the domain of the field, for programs.
            return UserError(host=host, reason=_short(" ".join(words[:2])))
        case "UserWarning":
            return UserError(host=host, reason=_short(" ".join(words[1:3])))
    if isinstance(arguments, str) and _is_busy(arguments):
        return Transient("busy", host=host)
    return Rejected("refused", host=host, reason=_short(str(name)))


def _is_busy(trace: str) -> bool:
    """Whether a trace of Python's ends with an exception of the database that goes by itself."""
    lines = [line for line in trace.splitlines() if line and not line[0].isspace()]
    return any(line.partition(":")[0].rpartition(".")[2] in _BUSY and "no such" not in line for line in lines)


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_REASON] or "no reason was given"
