"""OAuth tokens by account: refreshed by one thread at a time, and in the vault before anyone uses them."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.oauth import SignIn, Tokens, now
from workspace.store.secrets import VaultLocked

MARGIN_SECONDS = 300.0
"""For so long a token that is handed out is good, or for nine tenths of a life shorter than 50 minutes."""
SHORTEST_SECONDS = 60.0
"""A token that just came is used for so long, whatever its expiry says: clocks disagree."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """When tokens came, by the clock that nobody sets and by the one that goes on while the machine sleeps."""

    tokens: Tokens
    steady: float
    wall: datetime

    def is_fresh(self, steady: float, wall: datetime) -> bool:
        if self.tokens.expires_at is None:
            return True
        life = (self.tokens.expires_at - self.wall).total_seconds()
        age = max(steady - self.steady, (wall - self.wall).total_seconds())
        return age < max(life - min(MARGIN_SECONDS, life / 10), SHORTEST_SECONDS)


class Grant:
    """One account's tokens; ``read`` and ``write`` are its place in the vault, as JSON."""

    def __init__(
        self,
        read: Callable[[], str | None],
        write: Callable[[str], None],
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = now,
    ) -> None:
        self._read, self._write = read, write
        self._steady, self._wall = steady, wall
        self._lock = threading.Lock()
        self._arrival: _Arrival | None = None
        self._unsaved: Tokens | None = None

    @classmethod
    def on_trial(cls, tokens: Tokens) -> "Grant":
        """Tokens that lie in no vault, until it is known whose they are."""
        place = [tokens.to_json()]
        grant = cls(lambda: place[-1], place.append)
        grant._note(tokens)
        return grant

    def token(self, signin: Callable[[], SignIn], *, renew: bool = False, last: str = "") -> str:
        """An access token; ``renew`` because the service refused ``last``: another one than that.

        Raises ``AuthRequired`` where there is none or it is not renewed, ``Transient`` where the service or the keyring
        cannot be reached.
        """
        with self._lock:
            tokens = self._load()
            is_refused = renew and last in ("", tokens.access_token)
            if is_refused or not self._is_fresh(tokens):
                tokens = signin().refresh(tokens)
                self._save(tokens)
            return tokens.access_token

    def tokens(self) -> Tokens:
        with self._lock:
            return self._load()

    def revoke(self, signin: SignIn) -> bool:
        """Take the tokens back at the service, see :meth:`SignIn.revoke`; nothing is renewed meanwhile."""
        with self._lock:
            return signin.revoke(self._load())

    def put(self, tokens: Tokens) -> None:
        """The user signed in: these replace what was there."""
        with self._lock:
            self._save(tokens)

    def _is_fresh(self, tokens: Tokens) -> bool:
        arrival = self._arrival
        if arrival is not None and arrival.tokens.access_token == tokens.access_token:
            return arrival.is_fresh(self._steady(), self._wall())
        return tokens.is_fresh(self._wall(), MARGIN_SECONDS)

    def _note(self, tokens: Tokens) -> None:
        self._arrival = _Arrival(tokens, self._steady(), self._wall())

    def _load(self) -> Tokens:
        if self._unsaved is not None:
            self._save(self._unsaved)
        try:
            text = self._read()
        except VaultLocked as error:
            raise Transient("keyring_locked") from error
        if text is None:
            raise AuthRequired("signin_missing")
        try:
            return Tokens.from_json(text)
        except (ValueError, KeyError, TypeError) as error:
            raise AuthRequired("signin_missing") from error

    def _save(self, tokens: Tokens) -> None:
        """Services that rotate refresh tokens took the old one back: what cannot be stored now is stored later."""
        if tokens is not self._unsaved:
            self._note(tokens)
        self._unsaved = tokens
        try:
            self._write(tokens.to_json())
        except VaultLocked as error:
            raise Transient("keyring_locked") from error
        self._unsaved = None
