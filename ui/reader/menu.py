"""What can be done to a conversation, by its account's connector."""

from collections.abc import Sequence

from ui.shell.context import Context
from workspace.model.kinds import Kind, Verb
from workspace.store.rows import ItemRow

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
