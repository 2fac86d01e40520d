"""Why a home does not open, named for what the user does next."""

import errno
from dataclasses import dataclass
from enum import StrEnum

from sqlcipher3 import dbapi2

from workspace.store.home import Home
from workspace.store.integrity import problems
from workspace.store.open import CACHE_FILE, StoreNewer
from workspace.store.room import is_disk_full, is_used_up
from workspace.store.secrets import KeyLost, NoKeyring, VaultLocked

_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Why(StrEnum):
    """What kept the home closed."""

    NO_KEYRING = "no_keyring"
    LOCKED = "locked"
    KEY_LOST = "key_lost"
    NEWER = "newer"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    UNUSABLE = "unusable"
    DAMAGED = "damaged"
    OTHER_WINDOW = "other_window"
    BROKEN = "broken"
    """A fault of the program."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A home that stays closed. ``sentence`` is for a console, ``files`` are those that are damaged."""

    why: Why
    home: str
    sentence: str
    files: tuple[str, ...] = ()


class OtherWindow(Exception):
    """Another window has this home open and does not come forward."""


def unopened(error: Exception, path: str, home: Home | None = None, key: bytes | None = None) -> Unopened | None:
    """What an exception of the start says of the home at a path; None for a fault of the program.

    With a home and its key a damaged file is found by name.
    """
    for kind, why in (
        (NoKeyring, Why.NO_KEYRING),
        (VaultLocked, Why.LOCKED),
        (StoreNewer, Why.NEWER),
        (OtherWindow, Why.OTHER_WINDOW),
    ):
        if isinstance(error, kind):
            return Unopened(why, path, str(error))
    is_trouble = isinstance(error, (OSError, dbapi2.OperationalError))
    said = f"The home {path} cannot be used: {getattr(error, 'strerror', None) or error}."
    if is_trouble and (why := _kind_of_trouble(error, path)) is not Why.UNUSABLE:
        return Unopened(why, path, said)
    if home is not None and key is not None and isinstance(error, (KeyLost, dbapi2.DatabaseError)):
        broken = tuple(f"{home.path / name}" for name, wrong in problems(home, key) if wrong and name != CACHE_FILE)
        if broken:
            wrong = f"{' and '.join(broken)}: damaged ({error}). Put back a copy; nothing in it was changed."
            return Unopened(Why.DAMAGED, path, wrong, broken)
    if isinstance(error, KeyLost):
        return Unopened(Why.KEY_LOST, path, str(error))
    return Unopened(Why.UNUSABLE, path, said) if is_trouble else None


def _kind_of_trouble(error: Exception, path: str) -> Why:
    if getattr(error, "errno", None) in _READ_ONLY or "readonly" in str(error):
        return Why.READ_ONLY
    if is_disk_full(error) or is_used_up(path):
        return Why.DISK_FULL
    return Why.UNUSABLE
