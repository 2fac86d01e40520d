"""Failures, named by what happens next; a connector raises these and nothing else on purpose.

Each carries a message key with parameters: the command line speaks :data:`SENTENCES`, the window translates the key.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from workspace.model.actions import Receipt

SENTENCES: Mapping[str, str] = {
    "unreachable": "{host} could not be reached.",
    "timeout": "{host} did not answer in time.",
    "quota_gone": "{host} takes no more calls today; it goes on at {until}.",
    "busy": "{host} is busy and asked to wait.",
    "connection_closed": "{host} closed the connection.",
    "bad_answer": "{host} sent an answer that could not be understood.",
    "signin_refused": "{host} refused the user name or password.",
    "signin_expired": "The sign-in at {host} has expired.",
    "scope_missing": "The sign-in at {host} does not allow {what}. Sign in again and allow it.",
    "signin_denied": "The permission was not given at {host}. Nothing was changed.",
    "signin_failed": "{host} did not accept the sign-in: {reason}",
    "signin_late": "Nobody answered in the browser in time. Start the sign-in again.",
    "signin_cancelled": "The sign-in was cancelled. Nothing was changed.",
    "signin_interrupted": "The sign-in was interrupted. Start it again.",
    "signin_missing": "This account is not signed in yet.",
    "no_device_code": "This service has no sign-in by code.",
    "keyring_locked": "The keyring of this computer is locked: unlock it; it then goes on by itself.",
    "consent_withdrawn": "The permission for Workspace at {host} was withdrawn.",
    "wrong_tenant": "This account belongs to another organisation than {host} lets in.",
    "forbidden": "{host} does not let this account do that: {reason}",
    "certificate": "The certificate of {host} is not trusted: {reason}",
    "not_secure": "{host} would be reached without encryption, which is only allowed on this computer.",
    "setting_missing": "{field} is missing.",
    "setting_wrong": "{field} is not right: {reason}",
    "profile_missing": "The profile {profile} is missing or not right; `workspace profile list` says why.",
    "different_person": "This is {found}, but the account belongs to {expected}. Nothing was changed.",
    "secret_missing": "The password for this account is not in the keyring.",
    "cursor_expired": "{collection} was renumbered by the server and is being read again.",
    "changed_elsewhere": "This was changed elsewhere. Yours is kept.",
    "refused": "{host} refused: {reason}",
    "not_found": "{what} is no longer there.",
    "too_large": "{name} is larger than the {limit} MB that {host} accepts.",
    "too_large_there": "{name} is larger than {host} accepts.",
    "recipient_refused": "{address} was refused by {host}: {reason}",
    "no_such_collection": "There is no mailbox for that at {host}.",
    "folder_exists": "{host} has a folder named {name} already.",
    "folder_name": "{host} does not take {name} as the name of a folder: {reason}",
    "folder_delimiter": "A folder at {host} cannot have {delimiter} in its name: it parts a folder from those in it.",
    "folder_fixed": "{host} needs the folder {name}: it cannot be renamed or deleted.",
    "folder_has_folders": "The folder {name} has folders in it. Delete those first.",
    "folder_not_empty": "The folder {name} is not empty and stays.",
    "folder_not_made": "The new folder was not made, so nothing was moved there.",
    "unsupported": "{connector} cannot do that.",
    "no_right": "You may not write to {what} at {host}. Nothing was written.",
    "merged": "{what} was merged into {into} at {host}. Nothing was written: file it there.",
    "partly_written": "It was filed to {written}, but not to {missing}: {reason}",
    "field_required": "{host} asks for {field} in every new record of this kind. Nothing was written.",
    "value_gone": "{host} has no {value} to choose in {field} any more. Nothing was written.",
    "too_old": "{what} keeps a post that only an administrator of {host} may delete, as it is old. "
    "Nothing was taken back: have the post deleted there, then take the filing back again.",
    "not_written": "The CRM took the filing but does not show it; it was not counted as done.",
    "unsure": "This may have been done. Check at the service, or try again.",
    "held_back": "{gone} entries in {collection} seem to be gone; they are kept until a second look agrees.",
    "not_readable": "{collection} cannot be read: {reason}",
    "broken": "Something is wrong in the {connector} connector.",
}
"""Every message key with its English sentence; ``ui`` keeps the Korean ones."""


class ConnectorError(Exception):
    """What the engine catches; never raised itself."""

    default_key = "broken"

    def __init__(self, message_key: str = "", **params: object) -> None:
        self.message_key = message_key or self.default_key
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The plain English sentence; unknown keys are shown as they are."""
        return sentence(self.message_key, self.params)


class Transient(ConnectorError):
    """The network, a 5xx, a time-out or a 429: the engine tries again, after ``retry_after`` seconds if given."""

    default_key = "unreachable"

    def __init__(self, message_key: str = "", *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(message_key, **params)
        self.retry_after = retry_after


class AuthRequired(ConnectorError):
    """Refused, revoked or expired credentials: this account stops until the user signs in again."""

    default_key = "signin_refused"


class CursorExpired(ConnectorError):
    """The service forgot our cursor (404/410 on a delta, UIDVALIDITY changed): the collection is pulled anew."""

    default_key = "cursor_expired"


class Conflict(ConnectorError):
    """The thing changed at the service (409, 412, etag): it is pulled again and the action fails."""

    default_key = "changed_elsewhere"


class Rejected(ConnectorError):
    """Refused for good: the action fails and the user reads the message."""

    default_key = "refused"


class PartlyWritten(Rejected):
    """A filing that reached some of its records and was refused by others, with no way to take it back at once.

    ``receipt`` is what stands in the CRM: it is shown as filed there and can be undone, and a retry writes only what is
    missing. Give ``written`` and ``missing`` as names and ``reason`` as the service's words.
    """

    default_key = "partly_written"

    def __init__(self, receipt: Receipt, **params: object) -> None:
        super().__init__("", **params)
        self.receipt = receipt


class Unsupported(ConnectorError):
    """Not in the manifest: whoever asked has a bug."""

    default_key = "unsupported"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


def sentence(message_key: str, params: Mapping[str, str]) -> str:
    """The English sentence for a stored key and its parameters."""
    return SENTENCES.get(message_key, message_key).format_map(_Blank(with_local_time(params)))


def with_local_time(params: Mapping[str, str]) -> dict[str, str]:
    """The parameters with ``until``, a moment in ISO 8601, as the clock on the wall shows it."""
    shown = dict(params)
    with suppress(KeyError, ValueError):
        shown["until"] = f"{datetime.fromisoformat(params['until']).astimezone():%Y-%m-%d %H:%M}"
    return shown
