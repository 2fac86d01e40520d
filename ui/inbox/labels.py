"""Asking where conversations are to go and which labels they are to carry, for what is open or chosen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.shell.folder_deeds import SHUNNED
from workspace.model.ids import AccountId, ThreadId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow, ItemRow

if TYPE_CHECKING:
    from ui.inbox.place_sheet import Choices, PlaceSheet
    from ui.shell.window import MainWindow

Items = dict[AccountId, dict[ThreadId, list[ItemRow]]]


def tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)


def add_commands(window: "MainWindow") -> None:
    """Register the keys that move and label what is chosen or open."""
    group = QCoreApplication.translate("commands", "Conversation")

    def on_chosen(name: str) -> None:
        if window.bulk.is_on:
            window.bulk.run(name)
        elif window.mail.thread_id is not None and window.pages.currentWidget() is window.mail:
            (open_labels if name == "label" else open_moves)(window, [window.mail.thread_id])

    window.commands.add("move", tr("Move…"), group, ("v",), lambda: on_chosen("move"))
    window.commands.add("label", tr("Label…"), group, ("l",), lambda: on_chosen("label"))


def open_moves(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> "PlaceSheet | None":
    """Ask where they are to go. None where no account can move them."""
    found = _items(window, thread_ids)
    able = [each for each in found if _can(window, each, Verb.MOVE)]
    if not able:
        return None
    sheet = _sheet(window, tr("Move to"), [_moves(window, each, found[each]) for each in able])
    sheet.picked.connect(lambda place: window.deeds.move(place, *found[place.account_id]))
    sheet.named.connect(lambda account_id, name: window.deeds.move_to_new(account_id, name, *found[account_id]))
    sheet.open()
    return sheet


def open_labels(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> "PlaceSheet | None":
    """Ask which label is put on or taken off; says so where no account has any."""
    found = _items(window, thread_ids)
    able = [each for each in found if _can(window, each, Verb.LABEL)]
    if not able:
        window.toast.say(tr("There are no labels here: this account has folders. Press V to move."))
        return None
    sheet = _sheet(window, tr("Label as"), [_labels(window, each, found[each]) for each in able])
    sheet.picked.connect(lambda label: window.deeds.toggle_label(label, *found[label.account_id]))
    sheet.named.connect(lambda account_id, name: window.deeds.label_new(account_id, name, *found[account_id]))
    sheet.open()
    return sheet


def _sheet(window: "MainWindow", title: str, choices: Sequence["Choices"]) -> "PlaceSheet":
    from ui.inbox.place_sheet import PlaceSheet  # not before it is asked for

    return PlaceSheet(title, choices, window)


def _items(window: "MainWindow", thread_ids: Iterable[ThreadId]) -> Items:
    """The mails of each conversation, by account."""
    found: Items = {}
    for thread_id in thread_ids:
        for item in window.context.reader.thread_items(thread_id, with_bodies=False):
            if item.key.kind is Kind.EMAIL:
                found.setdefault(item.key.account_id, {}).setdefault(thread_id, []).append(item)
    return found


def _moves(window: "MainWindow", account_id: AccountId, threads: dict[ThreadId, list[ItemRow]]) -> "Choices":
    """Where not all of them are yet."""
    folders = window.context.reader.folders(account_id)
    newest = [each[-1] for each in threads.values()]
    places = [
        row
        for row in folders
        if row.role not in SHUNNED and not all(row.remote_id in item.collections for item in newest)
    ]
    return _choices(window, account_id, folders, places, None)


def _labels(window: "MainWindow", account_id: AccountId, threads: dict[ThreadId, list[ItemRow]]) -> "Choices":
    """Ticked where every conversation carries it."""
    folders = window.context.reader.folders(account_id)
    labels = [row for row in folders if row.role == Role.OTHER]
    carried = [
        row.remote_id
        for row in labels
        if all(any(row.remote_id in item.collections for item in each) for each in threads.values())
    ]
    return _choices(window, account_id, folders, labels, frozenset(carried))


def _choices(
    window: "MainWindow",
    account_id: AccountId,
    folders: Sequence[CollectionRow],
    places: Sequence[CollectionRow],
    carried: frozenset[str] | None,
) -> "Choices":
    from ui.inbox.place_sheet import Choices

    deeds, name = window.deeds.folders, window.context.names().get(account_id, "")
    refusal, has_labels = deeds.unable_words(account_id), deeds.has_labels(account_id)
    return Choices(account_id, name, places, [row.name for row in folders], carried, has_labels, refusal)


def _can(window: "MainWindow", account_id: AccountId, verb: Verb) -> bool:
    account = window.context.user.account(account_id)
    manifest = window.context.manifest_of(account) if account else None
    return manifest is not None and verb in manifest.actions
