"""A letter that was open when the program was cut off is opened again at the next start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.shell.context import Context
from workspace.model.ids import DraftId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

OPEN = "compose.open"


def note_open(context: Context, draft_id: DraftId) -> None:
    """This draft is being written now."""
    if context.user.setting(OPEN, "") != draft_id:
        context.user.set_setting(OPEN, draft_id)


def note_closed(context: Context, draft_id: DraftId | None) -> None:
    """It was put away, sent or thrown away by its writer."""
    if draft_id is not None and context.user.setting(OPEN, "") == draft_id:
        context.user.set_setting(OPEN, "")


def reopen(window: "MainWindow") -> None:
    """Open what was cut off; nothing where the last letter was put away in order."""
    user = window.context.user
    draft_id = user.setting(OPEN, "")
    if not draft_id:
        return
    user.set_setting(OPEN, "")
    if user.draft(DraftId(draft_id)) is not None and window.desks.letters.open_draft(draft_id) is not None:
        window.toast.say(
            QCoreApplication.translate("compose", "The program was cut off. Your letter is as it was saved last.")
        )
