"""What can be done to a conversation: by its account's connector, and where it can be moved."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from ui.shell.context import Context
from workspace.model.ids import AccountId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow, ItemRow

NEEDS = {
    "archive": Verb.ARCHIVE,
    "star": Verb.STAR,
    "unread": Verb.UNREAD,
    "trash": Verb.TRASH,
    "move": Verb.MOVE,
    "label": Verb.LABEL,
}


def able_to(context: Context, items: Sequence[ItemRow]) -> frozenset[str]:
    """The names of the action bar's deeds that make sense for these items."""
    item = items[-1]
    account = context.user.account(item.key.account_id)
    manifest = context.manifest_of(account) if account else None
    verbs = frozenset(manifest.actions) if manifest else frozenset()
    found = {name for name, verb in NEEDS.items() if verb in verbs and item.key.kind is not Kind.EVENT}
    if item.key.kind is not Kind.RECORD and any(not each.is_draft for each in items):
        found.add("file")
    if item.key.kind is Kind.EMAIL:
        found |= {"source", "export"}
        if verbs & {Verb.SEND, Verb.REPLY}:
            found |= {"reply", "reply_all", "forward"}
    elif item.key.kind is Kind.CHAT and Verb.REPLY in verbs:
        found.add("reply")
    return frozenset(found)


def move_menu(places: Sequence[CollectionRow], move: Callable[[CollectionRow], object], parent: QWidget) -> QMenu:
    """A menu of collections; ``move`` gets the one that is picked."""
    menu = QMenu(parent)
    menu.setAccessibleName(QCoreApplication.translate("ActionBar", "Move…"))
    for row in places:
        action = menu.addAction(row.name)
        action.triggered.connect(lambda checked=False, row=row: move(row))
    return menu


def targets(context: Context, items: Sequence[ItemRow]) -> list[CollectionRow]:
    """Where the items are not yet."""
    item = items[-1]
    here = set(item.collections)
    return [row for row in places_of(context, item.key.account_id, item.key.kind) if row.remote_id not in here]


def places_of(context: Context, account_id: AccountId, kind: Kind) -> list[CollectionRow]:
    """The collections that something can be moved to."""
    shunned = (Role.DRAFTS, Role.SENT, Role.ALL)
    return [row for row in context.reader.collections(account_id) if row.kind is kind and row.role not in shunned]
