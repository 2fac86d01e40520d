"""Gmail's labels as mailboxes: which of them are collections, and in which of those a mail is.

A mail lies in Trash or Spam alone; else in those of Inbox, Sent and Drafts whose label it has, in Archive if it has
none of the three, and in every label of the user's. Archive is ours: Gmail has no label for it. UNREAD and
STARRED are marks, IMPORTANT and the categories are Gmail's own sorting
(https://developers.google.com/workspace/gmail/api/guides/labels).
"""

from collections.abc import Iterable
from typing import Any

from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

INBOX, SENT, DRAFT, TRASH, SPAM, ARCHIVE = map(RemoteId, "INBOX SENT DRAFT TRASH SPAM ARCHIVE".split())
HOMES = (INBOX, SENT, DRAFT, TRASH, SPAM, ARCHIVE)
"""Every mail is in at least one of these; together they bring the whole account."""
PLACED = (INBOX, SENT, DRAFT)
MARKS = frozenset({"UNREAD", "STARRED"})

_SYSTEM = (
    Collection(INBOX, "Inbox", Kind.EMAIL, Role.INBOX),
    Collection(SENT, "Sent", Kind.EMAIL, Role.SENT),
    Collection(DRAFT, "Drafts", Kind.EMAIL, Role.DRAFTS),
    Collection(ARCHIVE, "Archive", Kind.EMAIL, Role.ARCHIVE),
    Collection(TRASH, "Trash", Kind.EMAIL, Role.TRASH),
    Collection(SPAM, "Spam", Kind.EMAIL, Role.JUNK),
)


def collections(labels: Iterable[dict[str, Any]]) -> list[Collection]:
    """The system's mailboxes, then the user's labels by name; ``labels`` as ``users.labels.list`` gives them."""
    own = [each for each in labels if each.get("type") == "user" and each.get("id") not in HOMES]
    own.sort(key=lambda each: str(each.get("name", "")).casefold())
    return [*_SYSTEM, *(Collection(RemoteId(each["id"]), each.get("name", ""), Kind.EMAIL) for each in own)]


def places(label_ids: Iterable[str]) -> tuple[RemoteId, ...]:
    """The collections that a mail with these labels is in."""
    found = frozenset(label_ids)
    for shut in (TRASH, SPAM):
        if shut in found:
            return (shut,)
    homes = [home for home in PLACED if home in found] or [ARCHIVE]
    return (*homes, *(RemoteId(each) for each in sorted(found) if is_own(each)))


def is_own(label_id: str) -> bool:
    """Whether a label is the user's; the system's are in capitals (INBOX, CATEGORY_SOCIAL, BLUE_STAR)."""
    return not label_id.isupper()


def is_place(label_id: str) -> bool:
    """Whether gaining or losing the label moves a mail."""
    return is_own(label_id) or label_id in HOMES
