"""Why an account could not be added or signed in: which one, what happened, and what to do next."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.widgets.messages import message

_NOTED = {
    "unreachable": QT_TRANSLATE_NOOP("trouble", "Check the server's name and your connection, then try again."),
    "timeout": QT_TRANSLATE_NOOP("trouble", "Check the server's name and your connection, then try again."),
    "connection_closed": QT_TRANSLATE_NOOP(
        "trouble", "Try again in a minute; if it stays so, check port and encryption."
    ),
    "busy": QT_TRANSLATE_NOOP("trouble", "Try again in a few minutes."),
    "bad_answer": QT_TRANSLATE_NOOP("trouble", "Check that server and port are those of this service."),
    "signin_refused": QT_TRANSLATE_NOOP(
        "trouble", "Type it again; where signing in takes two steps, make an app password there and use that."
    ),
    "signin_expired": QT_TRANSLATE_NOOP("trouble", "Sign in again."),
    "signin_denied": QT_TRANSLATE_NOOP("trouble", "Try again and agree, or ask your administrator to allow it."),
    "signin_failed": QT_TRANSLATE_NOOP("trouble", "Try again; if it stays so, show this to your administrator."),
    "consent_withdrawn": QT_TRANSLATE_NOOP("trouble", "Sign in again and agree."),
    "forbidden": QT_TRANSLATE_NOOP("trouble", "Ask your administrator to allow it."),
    "wrong_tenant": QT_TRANSLATE_NOOP("trouble", "Sign in with an account of that organisation."),
    "certificate": QT_TRANSLATE_NOOP(
        "trouble",
        "Check the server's name; if your organisation signs certificates itself, "
        "choose its file as certificate authority.",
    ),
    "not_secure": QT_TRANSLATE_NOOP("trouble", "Choose TLS or STARTTLS as encryption."),
    "no_answer": QT_TRANSLATE_NOOP("trouble", "Try again; nothing was saved."),
    "broken": QT_TRANSLATE_NOOP("trouble", "Nothing was saved. `workspace doctor` says what to report."),
}
NEXT: Mapping[str, str] = {key: str(words) for key, words in _NOTED.items()}


def trouble(key: str, params: Mapping[str, str], account: str) -> str:
    """In one line; what is only missing in a form needs no more words."""
    said = message(key, params)
    if key in ("setting_missing", "setting_wrong"):
        return said
    step = NEXT.get(key, "")
    ended = said if said.endswith((".", "!", "?")) else f"{said}."
    words = f"{ended} {QCoreApplication.translate('trouble', step)}" if step else said
    return f"{account}: {words}" if account else words
