"""In which views a conversation stands, from the roles of the collections its items are in."""

from collections.abc import Iterable

VIEWS = (
    "inbox", "pinned", "snoozed", "chats", "sent", "drafts", "archive", "trash", "junk", "all", "filed", "calendar",
)  # fmt: skip
_HIDDEN = {"trash", "junk"}
_BY_ROLE = {
    "inbox": "inbox",
    "sent": "sent",
    "drafts": "drafts",
    "archive": "archive",
    "trash": "trash",
    "junk": "junk",
}


def views_of(kind: str, roles: Iterable[str], *, has_filing: bool) -> frozenset[str]:
    """The views of a conversation; in ``all`` is what is not only in trash or junk.

    What marks and time make of them, and which chats stand in the inbox, says :mod:`workspace.store.standing`.
    """
    if kind == "chat":
        found = {"chats"}
    else:
        known = set(roles)
        found = {_BY_ROLE[role] for role in known if role in _BY_ROLE}
        if known - _HIDDEN:
            found.add("all")
    return frozenset(found | {"filed"} if has_filing else found)
