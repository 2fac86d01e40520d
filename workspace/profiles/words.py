"""What can be wrong in an admin's files, by key: the command line says it in English, the window in its language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workspace.connector.errors import sentence

SENTENCES: Mapping[str, str] = {
    "unreadable": "cannot be read: {reason}",
    "large": "expected at most 1 MB",
    "utf8": "expected UTF-8",
    "toml": "expected TOML: {reason}",
    "text": "expected text in quotes",
    "text_not_empty": "expected text that is not empty",
    "number": "expected a whole number",
    "bounds": "expected a number from {low} to {high}",
    "list": 'expected a list: ["...", "..."]',
    "table": "expected a table",
    "text_or_number": "expected text in quotes or a whole number",
    "plain_value": "expected text in quotes, a whole number, true or false",
    "name": "expected a name of 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit",
    "pattern": "expected an address or a domain",
    "missing": "is missing",
    "missing_everywhere": "is missing, here and in the files before",
    "no_such_key": "there is no such key; expected one of {known}",
    "no_such_connector": "expected one of {known}, not '{name}'",
    "no_such_setting": "the connector has no such setting; expected one of {known}",
    "no_such_lock": "'{name}' is no setting that can be locked; expected some of {known}",
    "no_value": "'{name}' is locked and needed, but nothing gives it a value",
    "no_client_secret": "{name} takes no client secret",
    "secret": "is a secret, which is never in a file; users type it, and it goes to the keyring",
    "twice": "is given twice; it is {other} too",
    "other_connector": "expected {name}, as {place} says",
    "locked": "is locked by {place}",
    "locked_secret": "is locked with client_id by {place}",
    "must_be_number": "it must be a whole number",
    "must_be_one_of": "it must be one of {known}",
    "must_be_check": "it must be true or false",
    "no_address": "'{url}' is no address of the web",
    "entry": "{said} (entry {entry})",
    "other": "{reason}",
}
"""By key; those of :data:`workspace.connector.errors.SENTENCES` may stand here too."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why something is left out; ``entry`` counts from 1 where it is in a list."""

    key: str
    params: Mapping[str, str] = field(default_factory=dict)
    entry: int | None = None

    @property
    def sentence(self) -> str:
        """In English."""
        words = SENTENCES.get(self.key)
        said = sentence(self.key, self.params) if words is None else words.format_map(self.params)
        return said if self.entry is None else SENTENCES["entry"].format(said=said, entry=self.entry)


def wrong(key: str, **params: object) -> Wrong:
    return Wrong(key, {name: str(value) for name, value in params.items()})
