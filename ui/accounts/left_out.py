"""What is wrong in an admin's files, in the window's language."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.widgets.messages import message
from ui.widgets.reasons import reason_words
from workspace.profiles.profile import Problem

_NOTED = {
    "unreadable": QT_TRANSLATE_NOOP("profiles", "cannot be read: {reason}"),
    "large": QT_TRANSLATE_NOOP("profiles", "expected at most 1 MB"),
    "utf8": QT_TRANSLATE_NOOP("profiles", "expected UTF-8"),
    "toml": QT_TRANSLATE_NOOP("profiles", "expected TOML: {reason}"),
    "text": QT_TRANSLATE_NOOP("profiles", "expected text in quotes"),
    "text_not_empty": QT_TRANSLATE_NOOP("profiles", "expected text that is not empty"),
    "number": QT_TRANSLATE_NOOP("profiles", "expected a whole number"),
    "bounds": QT_TRANSLATE_NOOP("profiles", "expected a number from {low} to {high}"),
    "list": QT_TRANSLATE_NOOP("profiles", 'expected a list: ["...", "..."]'),
    "table": QT_TRANSLATE_NOOP("profiles", "expected a table"),
    "text_or_number": QT_TRANSLATE_NOOP("profiles", "expected text in quotes or a whole number"),
    "plain_value": QT_TRANSLATE_NOOP("profiles", "expected text in quotes, a whole number, true or false"),
    "name": QT_TRANSLATE_NOOP(
        "profiles", "expected a name of 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit"
    ),
    "pattern": QT_TRANSLATE_NOOP("profiles", "expected an address or a domain"),
    "missing": QT_TRANSLATE_NOOP("profiles", "is missing"),
    "missing_everywhere": QT_TRANSLATE_NOOP("profiles", "is missing, here and in the files before"),
    "no_such_key": QT_TRANSLATE_NOOP("profiles", "there is no such key; expected one of {known}"),
    "no_such_connector": QT_TRANSLATE_NOOP("profiles", "expected one of {known}, not '{name}'"),
    "no_such_setting": QT_TRANSLATE_NOOP("profiles", "the connector has no such setting; expected one of {known}"),
    "no_such_lock": QT_TRANSLATE_NOOP(
        "profiles", "'{name}' is no setting that can be locked; expected some of {known}"
    ),
    "no_value": QT_TRANSLATE_NOOP("profiles", "'{name}' is locked and needed, but nothing gives it a value"),
    "no_client_secret": QT_TRANSLATE_NOOP("profiles", "{name} takes no client secret"),
    "secret": QT_TRANSLATE_NOOP(
        "profiles", "is a secret, which is never in a file; users type it, and it goes to the keyring"
    ),
    "twice": QT_TRANSLATE_NOOP("profiles", "is given twice; it is {other} too"),
    "other_connector": QT_TRANSLATE_NOOP("profiles", "expected {name}, as {place} says"),
    "locked": QT_TRANSLATE_NOOP("profiles", "is locked by {place}"),
    "locked_secret": QT_TRANSLATE_NOOP("profiles", "is locked with client_id by {place}"),
    "must_be_number": QT_TRANSLATE_NOOP("profiles", "it must be a whole number"),
    "must_be_one_of": QT_TRANSLATE_NOOP("profiles", "it must be one of {known}"),
    "must_be_check": QT_TRANSLATE_NOOP("profiles", "it must be true or false"),
    "no_address": QT_TRANSLATE_NOOP("profiles", "'{url}' is no address of the web"),
    "entry": QT_TRANSLATE_NOOP("profiles", "{said} (entry {entry})"),
    "other": QT_TRANSLATE_NOOP("profiles", "{reason}"),
}
SENTENCES: Mapping[str, str] = {key: str(words) for key, words in _NOTED.items()}
"""Every key of ``workspace.profiles.words.SENTENCES``."""


def line(problem: Problem) -> str:
    """File, line, key and what is wrong there."""
    wrong = problem.wrong
    source = SENTENCES.get(wrong.key)
    said = message(wrong.key, wrong.params) if source is None else _filled(source, wrong.params)
    if wrong.entry is not None:
        said = _translated(SENTENCES["entry"]).format(said=said, entry=wrong.entry)
    return problem.with_words(said)


def _filled(source: str, params: Mapping[str, str]) -> str:
    return _translated(source).format_map({**params, "reason": reason_words(params.get("reason", ""))})


def _translated(source: str) -> str:
    return QCoreApplication.translate("profiles", source)
