"""What opens the lock: a PIN or passphrase, of which only a scrypt hash (RFC 7914) is kept."""

import hashlib
import hmac
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workspace.store.user import UserStore

SETTING = "window.lock"
SHORTEST = 4
MINUTES = (1, 5, 15, 30, 60)
FREE_TRIES = 4
"""Wrong tries before one has to wait, each time twice as long."""
LONGEST_WAIT = 300


@dataclass(frozen=True, slots=True)
class LockSetting:
    """``minutes`` without a key or click until the window locks; 0 locks by hand and at start only."""

    salt: str
    hash: str
    minutes: int
    tries: int = 0
    """Wrong ones since it was opened last; kept, so that a new start does not forgive them."""


def make_setting(secret: str, minutes: int) -> LockSetting:
    """Takes 0.1 s. Raises ``ValueError`` for a secret shorter than ``SHORTEST``."""
    if len(secret) < SHORTEST:
        raise ValueError(secret)
    salt = os.urandom(16)
    return LockSetting(salt.hex(), _hash(secret, salt), minutes)


def opens(setting: LockSetting, secret: str) -> bool:
    """Whether this is the secret. Takes 0.1 s."""
    return hmac.compare_digest(setting.hash, _hash(secret, bytes.fromhex(setting.salt)))


def wait_seconds(tries: int) -> int:
    """How long to wait after so many wrong tries."""
    return 0 if tries <= FREE_TRIES else min(LONGEST_WAIT, 5 * 2 ** (tries - FREE_TRIES - 1))


def stored_setting(user: "UserStore") -> LockSetting | None:
    """None where no lock is set. A stored value that is none counts as none."""
    kept = user.setting(SETTING, None)
    if not isinstance(kept, dict):
        return None
    salt, digest, minutes, tries = (kept.get(name, 0) for name in ("salt", "hash", "minutes", "tries"))
    if not (isinstance(salt, str) and isinstance(digest, str) and isinstance(minutes, int) and isinstance(tries, int)):
        return None
    return LockSetting(salt, digest, minutes, tries)


def keep_setting(user: "UserStore", setting: LockSetting | None) -> None:
    user.set_setting(SETTING, None if setting is None else asdict(setting))


def _hash(secret: str, salt: bytes) -> str:
    return hashlib.scrypt(secret.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32).hex()
