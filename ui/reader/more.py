"""What else can be done with an open conversation: print, original layout, files, lists; and what the window adds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.reader.left import ways_of
from ui.shell.reader_commands import has_web
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from ui.reader.view import ReaderView
    from ui.shell.commands import Commands

FIND = ("find", "find_next", "find_previous")
OWN = (*FIND, "preview", "print", "original", "save_files", "unsubscribe")
OF_WINDOW = ("snooze", "pin", "mute", "label")
"""Commands of other parts of the window, offered where it has them."""


def commands_of(widget: QWidget) -> "Commands | None":
    """None in a window that has none."""
    found: Commands | None = getattr(widget.window(), "commands", None)
    return found


def more_able(widget: QWidget, items: Sequence[ItemRow]) -> frozenset[str]:
    """The names of :data:`OWN` and :data:`OF_WINDOW` that make sense for these items."""
    if not items or items[-1].key.kind is not Kind.EMAIL:
        return frozenset()
    commands = commands_of(widget)
    found = {name for name in OF_WINDOW if commands is not None and name in commands}
    if any(item.text or item.html for item in items):
        found |= {"print", *FIND}
    if any(item.html for item in items) and has_web():
        found.add("original")
    if any(not part.is_inline for item in items for part in item.attachments):
        found |= {"save_files", "preview"}
    if any(ways_of(item) for item in items):
        found.add("unsubscribe")
    return frozenset(found)


def run_more(view: "ReaderView", name: str) -> bool:
    """Do one of them; False where it is none."""
    if name in (*OF_WINDOW, "move"):
        commands = commands_of(view)
        if commands is not None and name in commands:
            commands.run(name)
        return True
    if name not in OWN or name not in more_able(view, view.items):
        return name in OWN
    if name in FIND:
        from ui.reader.find import find_bar

        find_bar(view).run(name)
    elif name == "print":
        from ui.reader.printing import print_messages

        print_messages(view)
    elif name == "original":
        from ui.reader.original import show_original

        show_original(view)
    elif name == "save_files":
        from ui.reader.saving import save_files

        save_files(view)
    elif name == "preview":
        from ui.reader.saving import preview_files

        preview_files(view)
    else:
        _unsubscribe(view)
    return True


def _unsubscribe(view: "ReaderView") -> None:
    from ui.reader.unsubscribe import UnsubscribeSheet

    item = next(item for item in reversed(view.items) if ways_of(item))
    card = next((card for card in view.message_cards() if card.item.item_id == item.item_id), None)
    if card is not None and card.text is not None:
        card.text.unsubscribe()
    else:
        sheet = UnsubscribeSheet(view.context, item, view.window())
        sheet.performed.connect(view.performed)
        sheet.open()
