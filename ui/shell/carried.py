"""What a window that is made anew, in another language or text size, takes over from the one before it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.inbox.listings import Place
from ui.shell.mishaps import attempt
from workspace.model.ids import AccountId, CollectionId, DraftId, ThreadId

if TYPE_CHECKING:
    from ui.settings.sheet import SettingsSheet
    from ui.shell.window import MainWindow


@dataclass(frozen=True, slots=True)
class Carried:
    """Where the user was: a place, account or folder, a conversation, a letter, and a section of the settings."""

    place: Place
    account_id: AccountId | None
    folder: CollectionId | None
    is_accounts: bool
    thread_id: ThreadId | None
    draft_id: DraftId | None
    section: str


def carried(window: "MainWindow") -> Carried:
    """Of the old window, whose letter is put away."""
    is_mail = window.pages.currentWidget() is window.mail
    sheet = _settings_of(window)
    return Carried(
        window.place,
        window.account_id,
        window.folder.collection_id if window.folder is not None else None,
        window.pages.shows("accounts"),
        window.mail.thread_id if is_mail else None,
        _put_away(window),
        sheet.section if sheet is not None else "",
    )


def take_over(window: "MainWindow", what: Carried) -> None:
    """Show it in the new window; what is gone meanwhile is left out."""
    if what.is_accounts:
        window.show_accounts()
    elif what.folder is not None:
        window.show_folder(what.folder)
    elif what.account_id is not None:
        window.show_account(what.account_id)
    else:
        window.show_place(what.place)
    if what.thread_id is not None and window.context.reader.thread_items(what.thread_id, with_bodies=False):
        window.mail.inbox.view.pick(what.thread_id)
        window.mail.show_thread(what.thread_id)
    if what.draft_id is not None and window.context.user.draft(what.draft_id) is not None:
        window.desks.letters.open_draft(what.draft_id)
    if what.section:
        window.sheets.show_settings(what.section)
        sheet = _settings_of(window)
        if sheet is not None:
            sheet.unfolded.connect(sheet.go_on)


def _settings_of(window: "MainWindow") -> "SettingsSheet | None":
    from ui.settings.sheet import SettingsSheet

    return next((each for each in window.findChildren(SettingsSheet) if each.isVisible()), None)


def _put_away(window: "MainWindow") -> DraftId | None:
    composer = window.desks.letters.composer if "desks" in vars(window) else None
    if composer is None:
        return None
    attempt(window.desks.letters.leave)
    return composer.draft_id
