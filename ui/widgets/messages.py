"""The sentences for the message keys that engine and connectors store, in the window's language."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.widgets.reasons import reason_words
from workspace.connector.errors import with_local_time

_NOTED = {
    "unreachable": QT_TRANSLATE_NOOP("messages", "{host} could not be reached."),
    "timeout": QT_TRANSLATE_NOOP("messages", "{host} did not answer in time."),
    "quota_gone": QT_TRANSLATE_NOOP("messages", "{host} takes no more calls today; it goes on at {until}."),
    "busy": QT_TRANSLATE_NOOP("messages", "{host} is busy and asked to wait."),
    "connection_closed": QT_TRANSLATE_NOOP("messages", "{host} closed the connection."),
    "bad_answer": QT_TRANSLATE_NOOP("messages", "{host} sent an answer that could not be understood."),
    "signin_refused": QT_TRANSLATE_NOOP("messages", "{host} refused the user name or password."),
    "signin_expired": QT_TRANSLATE_NOOP("messages", "The sign-in at {host} has expired."),
    "signin_denied": QT_TRANSLATE_NOOP("messages", "The permission was not given at {host}. Nothing was changed."),
    "signin_failed": QT_TRANSLATE_NOOP("messages", "{host} did not accept the sign-in: {reason}"),
    "signin_late": QT_TRANSLATE_NOOP("messages", "Nobody answered in the browser in time. Start the sign-in again."),
    "signin_cancelled": QT_TRANSLATE_NOOP("messages", "The sign-in was cancelled. Nothing was changed."),
    "signin_interrupted": QT_TRANSLATE_NOOP("messages", "The sign-in was interrupted. Start it again."),
    "signin_missing": QT_TRANSLATE_NOOP("messages", "This account is not signed in yet."),
    "no_device_code": QT_TRANSLATE_NOOP("messages", "This service has no sign-in by code."),
    "keyring_locked": QT_TRANSLATE_NOOP(
        "messages", "The keyring of this computer is locked: unlock it; it then goes on by itself."
    ),
    "scope_missing": QT_TRANSLATE_NOOP(
        "messages", "The sign-in at {host} does not allow {what}. Sign in again and allow it."
    ),
    "consent_withdrawn": QT_TRANSLATE_NOOP("messages", "The permission for Workspace at {host} was withdrawn."),
    "wrong_tenant": QT_TRANSLATE_NOOP("messages", "This account belongs to another organisation than {host} lets in."),
    "forbidden": QT_TRANSLATE_NOOP("messages", "{host} does not let this account do that: {reason}"),
    "certificate": QT_TRANSLATE_NOOP("messages", "The certificate of {host} is not trusted: {reason}"),
    "not_secure": QT_TRANSLATE_NOOP(
        "messages",
        "{host} would be reached without encryption, which is only allowed on this computer.",
    ),
    "setting_missing": QT_TRANSLATE_NOOP("messages", "{field} is missing."),
    "setting_wrong": QT_TRANSLATE_NOOP("messages", "{field} is not right: {reason}"),
    "profile_missing": QT_TRANSLATE_NOOP(
        "messages", "The profile {profile} is missing or not right; `workspace profile list` says why."
    ),
    "different_person": QT_TRANSLATE_NOOP(
        "messages", "This is {found}, but the account belongs to {expected}. Nothing was changed."
    ),
    "secret_missing": QT_TRANSLATE_NOOP("messages", "The password for this account is not in the keyring."),
    "cursor_expired": QT_TRANSLATE_NOOP(
        "messages", "{collection} was renumbered by the server and is being read again."
    ),
    "changed_elsewhere": QT_TRANSLATE_NOOP("messages", "This was changed elsewhere. Yours is kept."),
    "refused": QT_TRANSLATE_NOOP("messages", "{host} refused: {reason}"),
    "not_found": QT_TRANSLATE_NOOP("messages", "{what} is no longer there."),
    "too_large": QT_TRANSLATE_NOOP("messages", "{name} is larger than the {limit} MB that {host} accepts."),
    "too_large_there": QT_TRANSLATE_NOOP("messages", "{name} is larger than {host} accepts."),
    "recipient_refused": QT_TRANSLATE_NOOP("messages", "{address} was refused by {host}: {reason}"),
    "no_such_collection": QT_TRANSLATE_NOOP("messages", "There is no mailbox for that at {host}."),
    "folder_exists": QT_TRANSLATE_NOOP("messages", "{host} has a folder named {name} already."),
    "folder_name": QT_TRANSLATE_NOOP("messages", "{host} does not take {name} as the name of a folder: {reason}"),
    "folder_delimiter": QT_TRANSLATE_NOOP(
        "messages", "A folder at {host} cannot have {delimiter} in its name: it parts a folder from those in it."
    ),
    "folder_fixed": QT_TRANSLATE_NOOP("messages", "{host} needs the folder {name}: it cannot be renamed or deleted."),
    "folder_has_folders": QT_TRANSLATE_NOOP("messages", "The folder {name} has folders in it. Delete those first."),
    "folder_not_empty": QT_TRANSLATE_NOOP("messages", "The folder {name} is not empty and stays."),
    "folder_not_made": QT_TRANSLATE_NOOP("messages", "The new folder was not made, so nothing was moved there."),
    "unsupported": QT_TRANSLATE_NOOP("messages", "{connector} cannot do that."),
    "no_right": QT_TRANSLATE_NOOP("messages", "You may not write to {what} at {host}. Nothing was written."),
    "merged": QT_TRANSLATE_NOOP(
        "messages", "{what} was merged into {into} at {host}. Nothing was written: file it there."
    ),
    "partly_written": QT_TRANSLATE_NOOP("messages", "It was filed to {written}, but not to {missing}: {reason}"),
    "field_required": QT_TRANSLATE_NOOP(
        "messages", "{host} asks for {field} in every new record of this kind. Nothing was written."
    ),
    "value_gone": QT_TRANSLATE_NOOP(
        "messages", "{host} has no {value} to choose in {field} any more. Nothing was written."
    ),
    "too_old": QT_TRANSLATE_NOOP(
        "messages",
        "{what} keeps a post that only an administrator of {host} may delete, as it is old. "
        "Nothing was taken back: have the post deleted there, then take the filing back again.",
    ),
    "not_written": QT_TRANSLATE_NOOP(
        "messages",
        "The CRM took the filing but does not show it; it was not counted as done.",
    ),
    "held_back": QT_TRANSLATE_NOOP(
        "messages",
        "{gone} entries in {collection} seem to be gone; they are kept until a second look agrees.",
    ),
    "not_readable": QT_TRANSLATE_NOOP("messages", "{collection} cannot be read: {reason}"),
    "broken": QT_TRANSLATE_NOOP("messages", "Something is wrong in the {connector} connector."),
    "unsure": QT_TRANSLATE_NOOP("messages", "This may have been done. Check at the service, or try again."),
    "no_match": QT_TRANSLATE_NOOP("messages", "Nobody in the CRM has this address."),
    "several": QT_TRANSLATE_NOOP("messages", "More than one record matches."),
    "no_answer": QT_TRANSLATE_NOOP("messages", "There was no answer in time. Try again."),
}
SENTENCES: Mapping[str, str] = {key: str(words) for key, words in _NOTED.items()}
"""Every key of ``workspace.connector.errors.SENTENCES``, and the window's own."""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def why(error: OSError) -> str:
    """What the system says about a file, in the window's language as far as it is known."""
    return reason_words(error.strerror or str(error))


def message(key: str, params: Mapping[str, str]) -> str:
    """The sentence for a stored key; a key of a connector from elsewhere is shown as it is."""
    source = SENTENCES.get(key)
    if source is None:
        return key
    known = with_local_time(params)
    # What has a name of its own is called by it, also where that is a word.
    own_words = ("reason", "what", "name") if key.startswith("too_large") else ("reason", "what")
    known |= {name: reason_words(known[name]) for name in own_words if name in known}
    return QCoreApplication.translate("messages", source).format_map(_Blank(known))
