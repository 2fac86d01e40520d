"""How long a letter waits after Send, so that it can be taken back."""

from ui.shell.context import Context
from workspace.model.actions import UNDOABLE_SECONDS

UNDO_CHOICES = (UNDOABLE_SECONDS, 20, 30, 60)
UNDO = "compose.undo_seconds"


def undo_seconds(context: Context) -> int:
    """What the user chose; a wrong stored value counts as not chosen."""
    stored = context.user.setting(UNDO, UNDOABLE_SECONDS)
    return stored if stored in UNDO_CHOICES else UNDOABLE_SECONDS


def set_undo_seconds(context: Context, seconds: int) -> None:
    context.user.set_setting(UNDO, seconds)
