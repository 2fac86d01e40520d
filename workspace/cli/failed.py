"""How a command fails: one plain sentence and an exit code."""

from collections.abc import Mapping

from workspace.connector.errors import sentence
from workspace.model.kinds import Verb
from workspace.store.rows import AttemptRow

SIGN_IN = frozenset(
    {
        *("signin_refused", "signin_expired", "signin_denied", "signin_failed", "signin_late", "signin_missing"),
        *("secret_missing", "scope_missing", "consent_withdrawn", "wrong_tenant"),
    }
)
NEEDS_SIGNIN = 3
STILL_QUEUED = 4
UNREACHABLE = frozenset({"unreachable", "timeout", "quota_gone", "busy", "connection_closed", "bad_answer"})


class Failed(Exception):
    """A plain sentence for stderr and an exit code: 1 failed, 3 needs sign-in, 4 not reachable or still queued."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code


def failure(error_key: str, params: Mapping[str, str], about: str = "") -> Failed:
    """The exception for a stored error: its sentence, and the exit code its key asks for."""
    code = NEEDS_SIGNIN if error_key in SIGN_IN else STILL_QUEUED if error_key in UNREACHABLE else 1
    said = sentence(error_key, params)
    return Failed(f"{about}: {said}" if about else said, code)


def unsure_words(attempt: AttemptRow) -> str:
    """What may have happened, and what to do now."""
    if attempt.verb != Verb.FILE:
        return f"this may have been done. Check there, then retry or drop {attempt.action_id}."
    return (
        f"this may have been filed. `workspace outbox check {attempt.action_id}` looks; `workspace outbox retry` looks "
        "too and writes only what is missing; `workspace outbox drop` gives it up."
    )


def way_on(attempt: AttemptRow) -> str:
    """What a user can do about a filing that was refused; "" for everything else."""
    if attempt.verb != Verb.FILE:
        return ""
    field = attempt.error_params.get("key", "")
    if attempt.error_key in ("field_required", "value_gone") and field:
        return f" File it again with --set {field}=VALUE."
    retry = f"`workspace outbox retry {attempt.action_id}`"
    if attempt.error_key == "partly_written":
        return f" {retry} writes what is missing; `workspace filings` has the receipt of the rest."
    return f" {retry} tries again."
