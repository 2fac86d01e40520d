"""The account's mailboxes and what each is for: by SPECIAL-USE (RFC 6154), else by well-known names."""

from dataclasses import dataclass

from imapclient import imap_utf7

from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

_UNNAMEABLE = "raw:"
_SPECIAL = {
    b"\\INBOX": Role.INBOX,
    b"\\SENT": Role.SENT,
    b"\\DRAFTS": Role.DRAFTS,
    b"\\ARCHIVE": Role.ARCHIVE,
    b"\\TRASH": Role.TRASH,
    b"\\JUNK": Role.JUNK,
    b"\\ALL": Role.ALL,
}
_UNSELECTABLE = {b"\\NOSELECT", b"\\NONEXISTENT"}
_NAMES = {
    Role.SENT: ("sent", "sent items", "sent messages", "sent mail", "보낸편지함", "보낸메일함"),
    Role.DRAFTS: ("drafts", "draft", "임시보관함", "임시편지함"),
    Role.ARCHIVE: ("archive", "archives", "보관함", "보관편지함"),
    Role.TRASH: ("trash", "deleted items", "deleted messages", "bin", "휴지통", "지운편지함"),
    Role.JUNK: ("junk", "spam", "junk e-mail", "bulk mail", "스팸편지함", "스팸메일함", "정크메일함"),
}
_BY_NAME = {name: role for role, names in _NAMES.items() for name in names}
_ORDER = [Role.INBOX, Role.DRAFTS, Role.SENT, Role.ARCHIVE, Role.JUNK, Role.TRASH]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of LIST: upper-case flags, hierarchy delimiter, name as the server writes it."""

    flags: frozenset[bytes]
    delimiter: str
    wire_name: bytes


def to_wire(name: str) -> bytes:
    """The server's name of a mailbox from ours (modified UTF-7, RFC 3501 section 5.1.3)."""
    if name.startswith(_UNNAMEABLE):
        return name.removeprefix(_UNNAMEABLE).encode("latin-1")
    wire_name: bytes = imap_utf7.encode(name)
    return wire_name


def from_wire(wire_name: bytes) -> str:
    """Our name of a mailbox; one that does not come back the same is kept as its bytes."""
    try:
        name: str = imap_utf7.decode(wire_name)
        if imap_utf7.encode(name) == wire_name and not name.startswith(_UNNAMEABLE):
            return name
    except ValueError:
        pass
    return _UNNAMEABLE + wire_name.decode("latin-1")


def collections(listed: list[Listed]) -> list[Collection]:
    """What can be opened, each role given once, the inbox first."""
    usable = [each for each in listed if is_usable(each)]
    roles = _roles(usable)
    found = [_collection(each, roles.get(each.wire_name, Role.OTHER)) for each in usable]
    return sorted(found, key=_place)


def is_usable(each: Listed) -> bool:
    """Whether it holds mail; others only have mailboxes in them."""
    return not each.flags & _UNSELECTABLE


def _roles(listed: list[Listed]) -> dict[bytes, Role]:
    """A mailbox marked by the server wins over one that only has the name, INBOX over everything."""
    roles: dict[bytes, Role] = {}
    for each in listed:
        if each.wire_name.upper() == b"INBOX":
            roles[each.wire_name] = Role.INBOX
    outer_first = sorted(listed, key=_depth)
    for role_of in (_marked, _by_name):
        for each in outer_first:
            role = role_of(each)
            if role and role not in roles.values() and each.wire_name not in roles:
                roles[each.wire_name] = role
    return roles


def _depth(each: Listed) -> int:
    return each.wire_name.count(each.delimiter.encode("latin-1")) if each.delimiter else 0


def _marked(each: Listed) -> Role | None:
    return next((role for flag, role in _SPECIAL.items() if flag in each.flags), None)


def _by_name(each: Listed) -> Role | None:
    return _BY_NAME.get(_last(each).casefold())


def _last(each: Listed) -> str:
    name = from_wire(each.wire_name)
    return name.rpartition(each.delimiter)[2] if each.delimiter else name


def _collection(each: Listed, role: Role) -> Collection:
    name = from_wire(each.wire_name)
    shown = name.replace(each.delimiter, "/") if each.delimiter else name
    return Collection(RemoteId(name), shown, Kind.EMAIL, role)


def _place(collection: Collection) -> tuple[int, str]:
    order = _ORDER.index(collection.role) if collection.role in _ORDER else len(_ORDER)
    return order, collection.name.casefold()
