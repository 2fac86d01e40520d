"""Asking where conversations are to go and which labels they are to carry, for what is open or chosen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.shell.folder_deeds import SHUNNED
from ui.shell.marking import FEW
from workspace.model.ids import AccountId, ThreadId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow

if TYPE_CHECKING:
    from ui.inbox.place_sheet import Choices, PlaceSheet
    from ui.shell.window import MainWindow

Threads = Mapping[AccountId, Sequence[ThreadId]]


def tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)


def add_commands(window: "MainWindow") -> None:
    """Register the keys that move and label what is chosen or open."""
    group = QCoreApplication.translate("commands", "Conversation")

    def on_chosen(name: str) -> None:
        thread_id = window.mail.thread_id
        if window.bulk.is_on:
            window.bulk.run(name)
        elif thread_id is not None and window.pages.currentWidget() is window.mail:
            row = window.context.reader.thread(thread_id)
            if row is not None and row.kind is Kind.EMAIL:
                (open_labels if name == "label" else open_moves)(window, {row.account_id: [row.thread_id]})

    window.commands.add("move", tr("Move…"), group, ("v",), lambda: on_chosen("move"))
    window.commands.add("label", tr("Label…"), group, ("l",), lambda: on_chosen("label"))


def open_moves(window: "MainWindow", threads: Threads) -> "PlaceSheet | None":
    """Ask where conversations are to go. None where no account can move them."""
    able = [each for each in threads if _can(window, each, Verb.MOVE)]
    if not able:
        return None
    sheet = _sheet(window, tr("Move to"), [_moves(window, each, threads[each]) for each in able])
    sheet.picked.connect(lambda place: window.deeds.move(place, *threads[place.account_id]))
    sheet.named.connect(lambda account_id, name: window.deeds.move_to_new(account_id, name, *threads[account_id]))
    sheet.open()
    return sheet


def open_labels(window: "MainWindow", threads: Threads) -> "PlaceSheet | None":
    """Ask which label is put on or taken off; says so where no account has any."""
    able = [each for each in threads if _can(window, each, Verb.LABEL)]
    if not able:
        window.toast.say(tr("There are no labels here: this account has folders. Press V to move."))
        return None
    sheet = _sheet(window, tr("Label as"), [_labels(window, each, threads[each]) for each in able])
    sheet.picked.connect(lambda label: window.deeds.toggle_label(label, *threads[label.account_id]))
    sheet.named.connect(lambda account_id, name: window.deeds.label_new(account_id, name, *threads[account_id]))
    sheet.open()
    return sheet


def _sheet(window: "MainWindow", title: str, choices: Sequence["Choices"]) -> "PlaceSheet":
    from ui.inbox.place_sheet import PlaceSheet  # not before it is asked for

    return PlaceSheet(title, choices, window)


def _carried(window: "MainWindow", thread_ids: Sequence[ThreadId]) -> frozenset[str] | None:
    """Where all of the conversations are; None of many, which nobody waits for."""
    if len(thread_ids) > FEW:
        return None
    reader = window.context.reader
    threads = [reader.thread_items(each, with_bodies=False) for each in thread_ids]
    places = [frozenset(place for item in items for place in item.collections) for items in threads]
    return frozenset.intersection(*places) if places else frozenset()


def _moves(window: "MainWindow", account_id: AccountId, thread_ids: Sequence[ThreadId]) -> "Choices":
    """Where not all of them are yet."""
    folders, here = window.context.reader.folders(account_id), _carried(window, thread_ids) or ()
    places = [row for row in folders if row.role not in SHUNNED and row.remote_id not in here]
    return _choices(window, account_id, folders, places, None)


def _labels(window: "MainWindow", account_id: AccountId, thread_ids: Sequence[ThreadId]) -> "Choices":
    """Ticked where every conversation carries it."""
    folders = window.context.reader.folders(account_id)
    labels = [row for row in folders if row.role == Role.OTHER]
    return _choices(window, account_id, folders, labels, _carried(window, thread_ids))


def _choices(
    window: "MainWindow",
    account_id: AccountId,
    folders: Sequence[CollectionRow],
    places: Sequence[CollectionRow],
    carried: frozenset[str] | None,
) -> "Choices":
    from ui.inbox.place_sheet import Choices
    from ui.shell.places import folder_name

    deeds, name = window.deeds.folders, window.context.names().get(account_id, "")
    refusal, has_labels = deeds.unable_words(account_id), deeds.has_labels(account_id)
    names = [words for row in folders for words in (row.name, folder_name(row))]
    return Choices(account_id, name, places, names, carried, has_labels, refusal)


def _can(window: "MainWindow", account_id: AccountId, verb: Verb) -> bool:
    account = window.context.user.account(account_id)
    manifest = window.context.manifest_of(account) if account else None
    return manifest is not None and verb in manifest.actions
