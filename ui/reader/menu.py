"""What can be done to a conversation: by its account's connector, and where it can be moved."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QMenu, QWidget

from ui.shell.context import Context
from workspace.model.actions import Action
from workspace.model.ids import ActionId
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.rows import CollectionRow, ItemRow

_NEEDS = {
    "archive": Verb.ARCHIVE,
    "star": Verb.STAR,
    "unread": Verb.UNREAD,
    "trash": Verb.TRASH,
    "move": Verb.MOVE,
}


def able_to(context: Context, items: Sequence[ItemRow]) -> frozenset[str]:
    """The names of the action bar's deeds that make sense for these items."""
    item = items[-1]
    account = context.user.account(item.key.account_id)
    manifest = context.manifest_of(account) if account else None
    verbs = frozenset(manifest.actions) if manifest else frozenset()
    found = {name for name, verb in _NEEDS.items() if verb in verbs and item.key.kind is not Kind.EVENT}
    if any(not each.is_draft for each in items):
        found.add("file")
    if item.key.kind is Kind.EMAIL:
        found |= {"source", "export"}
        if verbs & {Verb.SEND, Verb.REPLY}:
            found |= {"reply", "reply_all", "forward"}
    elif item.key.kind is Kind.CHAT and Verb.REPLY in verbs:
        found.add("reply")
    return frozenset(found)


def move_menu(context: Context, items: Sequence[ItemRow], parent: QWidget) -> QMenu:
    """The collections of the account; picking one queues the moves."""
    menu = QMenu(parent)
    for row in targets(context, items):
        action = menu.addAction(row.name)
        action.triggered.connect(lambda checked=False, row=row: move(context, items, row.remote_id))
    return menu


def targets(context: Context, items: Sequence[ItemRow]) -> list[CollectionRow]:
    """Where the items are not yet."""
    item = items[-1]
    here = set(item.collections)
    shunned = (Role.DRAFTS, Role.SENT, Role.ALL)
    return [
        row
        for row in context.reader.collections(item.key.account_id)
        if row.kind is item.key.kind and row.remote_id not in here and row.role not in shunned
    ]


def move(context: Context, items: Sequence[ItemRow], to: str) -> None:
    """Queue a move of everything in the conversation that was received."""
    for item in items:
        if item.is_sent or not item.collections or to in item.collections:
            continue
        payload = {"collection": item.collections[0], "to": to}
        action_id = ActionId(uuid.uuid4().hex)
        context.user.queue(Action(action_id, item.key.account_id, Verb.MOVE, payload, item.key, datetime.now(UTC)))
    context.ring()
    context.observer.tell("actions")
