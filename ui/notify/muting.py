"""A workplace made mute, and heard again: from its tile's menu and the palette, with Undo."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from ui.notify.choices import KIND, NotifyChoices
from ui.notify.rules import Rules, Tell
from ui.shell.deeds import Deed
from workspace.model.ids import WorkplaceId

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("notify", text)


def is_mute(window: "MainWindow", workplace_id: WorkplaceId) -> bool:
    return NotifyChoices(window.context.user).rules(workplace_id).tell is Tell.NOTHING


def toggle_mute(window: "MainWindow", workplace_id: WorkplaceId) -> None:
    """Tell of nothing there, or again of what it told before. Its other choices stay."""
    before = NotifyChoices(window.context.user).rules(workplace_id)
    workplace = window.context.user.workplace(workplace_id)
    if workplace is None:
        return
    tell, words = Tell.NOTHING, tr("{workplace} is mute now")
    if before.tell is Tell.NOTHING:
        tell, words = before.heard, tr("{workplace} tells again")
    _keep(window, workplace_id, before.telling(tell))
    undo = partial(_keep, window, workplace_id, before)
    window.deeds.performed.emit(Deed(words.format(workplace=workplace.name), undo))


def add_to_menu(menu: QMenu, window: "MainWindow", workplace_id: WorkplaceId) -> None:
    """Mute with a check mark, and the workplace's settings."""
    action = menu.addAction(tr("Mute notifications"), lambda: toggle_mute(window, workplace_id))
    action.setCheckable(True)
    action.setChecked(is_mute(window, workplace_id))
    menu.addAction(tr("Notification settings…"), lambda: _show_settings(window, workplace_id))


def _keep(window: "MainWindow", workplace_id: WorkplaceId, rules: Rules) -> bool:
    NotifyChoices(window.context.user).set_rules(workplace_id, rules)
    window.context.observer.tell(KIND)
    return True


def _show_settings(window: "MainWindow", workplace_id: WorkplaceId) -> None:
    from ui.notify.page import NotifySheet

    NotifySheet(window.context, window, workplace_id=workplace_id).open()
