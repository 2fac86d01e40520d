"""The menu of labels a conversation carries, and the command for what is open or chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from workspace.model.ids import AccountId, ThreadId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow, ItemRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)


def add_commands(window: "MainWindow") -> None:
    """Register the key that labels what is chosen or open."""

    def act() -> None:
        if window.bulk.is_on:
            window.bulk.run("label")
        elif window.mail.thread_id is not None and window.pages.currentWidget() is window.mail:
            open_labels(window, [window.mail.thread_id])

    window.commands.add("label", tr("Label…"), QCoreApplication.translate("commands", "Conversation"), ("l",), act)


def open_labels(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> None:
    """Ask which labels, beside the line it is about; says so where an account has none."""
    menu = label_menu(window, thread_ids)
    menu.aboutToHide.connect(menu.deleteLater)
    if menu.isEmpty():
        menu.deleteLater()
        window.toast.say(tr("There are no labels here: this account has folders. Press V to move."))
        return
    view = window.mail.inbox.view
    here = view.visualRect(view.currentIndex())
    spot = here.bottomLeft() if here.isValid() and view.viewport().rect().intersects(here) else QPoint()
    menu.popup(view.viewport().mapToGlobal(spot))
    menu.setActiveAction(menu.actions()[0])


def label_menu(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> QMenu:
    """The labels of the account, checked where every conversation carries them; of several accounts a menu each."""
    reader = window.context.reader
    items: dict[AccountId, dict[ThreadId, list[ItemRow]]] = {}
    for thread_id in thread_ids:
        for item in reader.thread_items(thread_id, with_bodies=False):
            items.setdefault(item.key.account_id, {}).setdefault(thread_id, []).append(item)
    menu = QMenu(window)
    menu.setAccessibleName(tr("Labels"))
    names, labels = window.context.names(), {each: labels_of(window, each) for each in items}
    labelled = [each for each in items if labels[each]]
    for account_id in labelled:
        inner = menu if len(labelled) == 1 else menu.addMenu(names.get(account_id, ""))
        for label in labels[account_id]:
            _add(window, inner, label, items[account_id])
    return menu


def labels_of(window: "MainWindow", account_id: AccountId) -> list[CollectionRow]:
    """What can be put on a mail of this account beside the place it is in, by name."""
    account = window.context.user.account(account_id)
    manifest = window.context.manifest_of(account) if account else None
    if manifest is None or Verb.LABEL not in manifest.actions:
        return []
    rows = window.context.reader.collections(account_id)
    found = [row for row in rows if row.kind is Kind.EMAIL and row.role == Role.OTHER]
    return sorted(found, key=lambda row: row.name.casefold())


def _add(window: "MainWindow", menu: QMenu, label: CollectionRow, threads: dict[ThreadId, list[ItemRow]]) -> None:
    action = menu.addAction(label.name.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(all(any(label.remote_id in item.collections for item in each) for each in threads.values()))
    action.triggered.connect(lambda checked=False: window.deeds.toggle_label(label, *threads))
