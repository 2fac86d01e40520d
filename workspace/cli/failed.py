"""How a command fails: one plain sentence and an exit code."""

from collections.abc import Mapping

from workspace.connector.errors import sentence

SIGN_IN = frozenset(
    {
        *("signin_refused", "signin_expired", "signin_denied", "signin_failed", "signin_late", "signin_missing"),
        *("secret_missing", "scope_missing", "consent_withdrawn", "wrong_tenant"),
    }
)
NEEDS_SIGNIN = 3
UNREACHABLE = frozenset({"unreachable", "timeout", "busy", "connection_closed", "bad_answer"})


class Failed(Exception):
    """A plain sentence for stderr and an exit code: 1 failed, 3 needs sign-in, 4 not reachable or still queued."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code


def failure(error_key: str, params: Mapping[str, str], about: str = "") -> Failed:
    """The exception for a stored error: its sentence, and the exit code its key asks for."""
    code = NEEDS_SIGNIN if error_key in SIGN_IN else 4 if error_key in UNREACHABLE else 1
    said = sentence(error_key, params)
    return Failed(f"{about}: {said}" if about else said, code)
