"""Why there is no engine, in the window's language: said by the waiting window and the status line."""

from PySide6.QtCore import QCoreApplication

from ui.widgets.reasons import reason_words
from workspace.link.state import Trouble
from workspace.store.unopened import Unopened, Why


def tr(text: str) -> str:
    return QCoreApplication.translate("engine_trouble", text)


def trouble_words(trouble: Trouble) -> str:
    """What happened and, where it is known, what to do next."""
    match trouble.key:
        case "not_started":
            return tr("The engine cannot be started: {reason}.").format(reason=reason_words(trouble.params["reason"]))
        case "keeps_stopping":
            return tr("The engine stopped {times} times in a row (exit code {code}).").format_map(trouble.params)
        case "no_room":
            return tr(
                "The disk is full: {free} MB are free in {home}, {needed} MB are needed. "
                "Make room: then all goes on by itself. What is here is kept."
            ).format_map(trouble.params)
        case "limit_reached":
            return tr(
                "Nothing more can be stored in {home}: a limit is reached. "
                "Make room: then all goes on by itself. What is here is kept."
            ).format_map(trouble.params)
        case "cache_damaged":
            return tr("Mail kept on this computer is damaged; at the services it is safe.")
    from ui.shell import unopened

    happened, _, step = unopened.words(Unopened(Why(trouble.key), trouble.params["home"], trouble.sentence))
    return f"{happened} {step}"
