"""Where secrets lie: the system keyring, or an encrypted file that the user chose; never plain text.

``open_vault`` picks one for a home, ``home_key`` keeps the key of the home's databases in it.
"""

import base64
import hashlib
import json
import os
import secrets as randomness
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import count, takewhile
from pathlib import Path
from typing import Any, Protocol

from workspace.store.home import DATABASES, Home

PASSPHRASE = "WORKSPACE_VAULT_PASSPHRASE"
HOME_KEY = "WORKSPACE_HOME_KEY"
SERVICE = "workspace"
KEY_NAME = "home-key"
LONGEST_ENTRY = 2_000
"""Windows' vault takes 2,560 bytes of UTF-16 an entry (CRED_MAX_CREDENTIAL_BLOB_SIZE); longer secrets are split."""
_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_SPLIT = "\x00parts:"
_SERIES = ("a", "b")
_BACKENDS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class NoKeyring(Exception):
    """This machine has no place for secrets; the text says in a sentence what to do."""


class VaultLocked(Exception):
    """The place for secrets is there but cannot be read: a wrong passphrase or a locked keyring."""


class WrongPassphrase(VaultLocked):
    """The passphrase or key in the environment does not open the vault."""


class KeyLost(Exception):
    """The home has databases but no key that opens them."""


class Vault(Protocol):
    """A place for secrets by name; ``describe`` says in words where they lie."""

    def describe(self) -> str: ...

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...

    def delete(self, name: str) -> None: ...


def open_vault(home: Home) -> Vault:
    """The home's vault. Raises :class:`NoKeyring` or :class:`VaultLocked`."""
    if raw := os.environ.get(HOME_KEY):
        return FileVault(home.vault_file, raw_key=_hex_key(raw))
    if passphrase := os.environ.get(PASSPHRASE):
        if home.id_file.exists() and home.user_db.exists() and not home.vault_file.exists():
            raise VaultLocked(f"The secrets of this home are in the system keyring: unset {PASSPHRASE} to open it.")
        return FileVault(home.vault_file, passphrase=passphrase)
    if home.vault_file.exists():
        raise VaultLocked(f"The secrets of this home are in {home.vault_file}: set {PASSPHRASE} to open it.")
    backend = system_keyring()
    return KeyringVault(home.home_id, backend)


def store_lock(home: Home) -> AbstractContextManager[object]:
    """Held while a home's key or files are made; imported when needed, which a start seldom does."""
    from filelock import FileLock

    return FileLock(home.store_lock)


def home_key(home: Home, vault: Vault) -> bytes:
    """The 32-byte key of the home's databases, made once. Raises :class:`KeyLost`."""
    stored = vault.get(KEY_NAME)
    if stored is not None:
        return bytes.fromhex(stored)
    with store_lock(home):
        stored = vault.get(KEY_NAME)
        if stored is not None:
            return bytes.fromhex(stored)
        if any(home.database(name).exists() for name in DATABASES):
            raise KeyLost("The key of this home's files is not in the keyring any more.")
        key = randomness.token_bytes(32)
        vault.set(KEY_NAME, key.hex())
        return key


def _hex_key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise VaultLocked(f"{HOME_KEY} must be 64 hexadecimal digits.")
    return hashlib.sha256(b"workspace vault" + key).digest()


class FileVault:
    """Secrets in one file: AES-256-GCM under a given key, or one derived by scrypt (RFC 7914)."""

    def __init__(self, path: Path, *, passphrase: str = "", raw_key: bytes | None = None) -> None:
        self.path = path
        self._passphrase = passphrase.encode()
        self._raw_key = raw_key
        self._derived: tuple[bytes, bytes] | None = None
        self._read()

    def describe(self) -> str:
        return "an encrypted file in the home"

    def get(self, name: str) -> str | None:
        return self._read().get(name)

    def set(self, name: str, value: str) -> None:
        with self._lock():
            self._write({**self._read(), name: value})

    def delete(self, name: str) -> None:
        with self._lock():
            entries = self._read()
            if entries.pop(name, None) is not None:
                self._write(entries)

    def _lock(self) -> AbstractContextManager[object]:
        from filelock import FileLock

        return FileLock(self.path.with_name(self.path.name + ".lock"))

    def _key(self, salt: bytes) -> bytes:
        if self._raw_key is not None:
            return self._raw_key
        if self._derived is None or self._derived[0] != salt:
            self._derived = (salt, _scrypt(self._passphrase, salt))
        return self._derived[1]

    def _read(self) -> dict[str, str]:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            envelope = json.loads(self.path.read_bytes())
            salt, nonce, data = (base64.b64decode(envelope[part]) for part in ("salt", "nonce", "data"))
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError) as error:
            raise VaultLocked(f"{self.path} is damaged; put back a copy of it.") from error
        try:
            plain = AESGCM(self._key(salt)).decrypt(nonce, data, None)
        except InvalidTag as error:
            wanted = PASSPHRASE if self._raw_key is None else HOME_KEY
            raise WrongPassphrase(f"{wanted} does not open {self.path}.") from error
        entries: dict[str, str] = json.loads(plain)
        return entries

    def _write(self, entries: dict[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt = self._derived[0] if self._derived else os.urandom(16)
        nonce = os.urandom(12)
        data = AESGCM(self._key(salt)).encrypt(nonce, json.dumps(entries).encode(), None)
        parts = {"salt": salt, "nonce": nonce, "data": data}
        envelope = {name: base64.b64encode(part).decode() for name, part in parts.items()}
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(envelope).encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)


def _scrypt(passphrase: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase, salt=salt, dklen=32, **_SCRYPT)


class KeyringVault:
    """Secrets in the system keyring, under the home's id; long ones in numbered pieces."""

    def __init__(self, home_id: str, backend: Any = None) -> None:
        self._backend = system_keyring() if backend is None else backend
        self._home_id = home_id

    def describe(self) -> str:
        return f"the system keyring ({self._backend.name})"

    def get(self, name: str) -> str | None:
        value = self._ask("get_password", name)
        while value is not None and value.startswith(_SPLIT):
            pieces = [self._ask("get_password", piece) for piece in _piece_names(name, value)]
            if None not in pieces:
                return "".join(piece for piece in pieces if piece)
            before, value = value, self._ask("get_password", name)
            if value == before:
                return None
            # Somebody stored a new value meanwhile.
        return value

    def set(self, name: str, value: str) -> None:
        """New pieces lie beside the old ones until the entry names them: a crash leaves the one or the other value."""
        old = self._ask("get_password", name)
        pieces = _split(value)
        head = value if len(pieces) == 1 else f"{_SPLIT}{len(pieces)}:{_other_series(old)}"
        for piece_name, piece in zip(_piece_names(name, head), pieces, strict=False):
            self._ask("set_password", piece_name, piece)
        self._ask("set_password", name, head)
        self._forget(_piece_names(name, old))

    def delete(self, name: str) -> None:
        old = self._ask("get_password", name)
        self._forget([name, *_piece_names(name, old)])
        self._forget(self._left_over(name))

    def _left_over(self, name: str) -> Iterator[str]:
        """Pieces that a crash left behind."""
        for series in _SERIES:
            numbered = (f"{name}#{series}{n}" for n in count())
            yield from takewhile(lambda piece: self._ask("get_password", piece) is not None, numbered)

    def _forget(self, names: Iterable[str]) -> None:
        from keyring.errors import PasswordDeleteError

        for name in names:
            with suppress(PasswordDeleteError):  # it is gone already
                self._ask("delete_password", name)

    def _ask(self, method: str, name: str, *value: str) -> str | None:
        from keyring.errors import InitError, KeyringLocked, PasswordSetError

        try:
            answer: str | None = getattr(self._backend, method)(SERVICE, f"{self._home_id}:{name}", *value)
        except (KeyringLocked, InitError, PasswordSetError) as error:
            raise VaultLocked("The system keyring is locked: unlock it, then try again.") from error
        return answer


def _split(value: str) -> list[str]:
    """Pieces of at most ``LONGEST_ENTRY`` bytes of UTF-16, at least one."""
    pieces, size = [""], 0
    for letter in value:
        width = len(letter.encode("utf-16-le", "surrogatepass"))
        if size + width > LONGEST_ENTRY:
            pieces.append("")
            size = 0
        pieces[-1] += letter
        size += width
    return pieces


def _piece_names(name: str, head: str | None) -> list[str]:
    """The entries that hold a split value; none for a whole one. Its head says how many they are, and which series."""
    if head is None or not head.startswith(_SPLIT):
        return []
    number, _, series = head.removeprefix(_SPLIT).partition(":")
    return [f"{name}#{series}{n}" for n in range(int(number))]


def _other_series(head: str | None) -> str:
    first, second = _SERIES
    return second if head and head.startswith(_SPLIT) and head.endswith(f":{first}") else first


def system_keyring() -> Any:
    """The best working keyring of this system. Raises :class:`NoKeyring`.

    Only the real ones are considered and they are named here, because a frozen program finds none by entry points;
    plain-text, null and failing keyrings never are.
    """
    from importlib import import_module

    candidates = []
    for name in _BACKENDS:
        with suppress(ImportError):
            candidates.append(import_module(name).__dict__.get("Keyring"))
    candidates.append(_windows())
    found = [(_priority(each), each) for each in candidates if each is not None]
    usable = [(priority, each) for priority, each in found if priority > 0]
    if not usable:
        raise NoKeyring(
            "This machine has no system keyring: install one (for example gnome-keyring), or choose "
            f"an encrypted file by setting {PASSPHRASE}."
        )
    return max(usable, key=lambda pair: pair[0])[1]()


def _windows() -> Any:
    from keyring.backends import Windows

    return Windows.WinVaultKeyring


def _priority(backend: Any) -> float:
    """The backend's own measure of whether it works here; 0 where it says no."""
    try:
        return float(backend.priority)
    except Exception:
        return 0.0
