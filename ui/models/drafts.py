"""Which drafts at the services are not shown: what is written on here, or is being deleted there, stands for them."""

from collections.abc import Iterable

from ui.shell.context import Context
from workspace.model import filing_key
from workspace.model.ids import ThreadId
from workspace.store.rows import ItemRow


def hidden_keys(context: Context) -> frozenset[str]:
    """The filing keys of those drafts."""
    stuck = {row.action_id for row in context.reader.attempts(("failed", "unsure"))}
    ids = [str(row.fields.get("message_id") or "") for row in context.user.drafts()]
    ids += [message_id for action_id, message_id in context.user.deleted_drafts().items() if action_id not in stuck]
    keys = (filing_key.of_email(each) for each in ids if each)
    return frozenset(key for key in keys if key)


def without_hidden(context: Context, items: Iterable[ItemRow]) -> list[ItemRow]:
    """The messages of a conversation without those drafts; all of them where nothing else is left."""
    found = list(items)
    if not any(item.is_draft for item in found):
        return found
    keys = hidden_keys(context)
    return [item for item in found if not (item.is_draft and item.filing_key in keys)] or found


def hidden_threads(context: Context) -> frozenset[ThreadId]:
    """Conversations that hold such drafts and no other one."""
    keys, reader = hidden_keys(context), context.reader
    copies = [item for key in keys for item in reader.items_by_filing_key(key) if item.is_draft]
    threads = {item.thread_id for item in copies if item.thread_id is not None}
    return frozenset(
        each
        for each in threads
        if not any(item.is_draft and item.filing_key not in keys for item in reader.thread_items(each))
    )
