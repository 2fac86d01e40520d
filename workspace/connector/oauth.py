"""Signing in by OAuth 2.0: what a connector says about its service, and the tokens that go to the keyring.

A connector with ``signin = "oauth"`` has a module ``signin.py`` that ends with ``SIGNIN = ItsSignIn``. The engine runs
the flow (loopback listener, state, locks, keyring); the connector knows addresses, scopes and odd answers.
"""

import json
import ssl
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from workspace.connector.errors import Unsupported

TOKENS = "oauth"
"""The key of the account's secret that holds :class:`Tokens` as JSON."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a service granted. ``expires_at`` None means that it does not expire; ``cache`` is the library's own."""

    access_token: str
    refresh_token: str = ""
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    cache: str = ""

    def to_json(self) -> str:
        return json.dumps({**asdict(self), "expires_at": self.expires_at and self.expires_at.isoformat()})

    @classmethod
    def from_json(cls, text: str) -> "Tokens":
        data = json.loads(text)
        at = data["expires_at"]
        return cls(**{**data, "expires_at": at and datetime.fromisoformat(at), "scopes": tuple(data["scopes"])})

    def is_fresh(self, now: datetime, margin_seconds: float = 300) -> bool:
        """Whether the access token is good for so long still."""
        return self.expires_at is None or (self.expires_at - now).total_seconds() > margin_seconds


@dataclass(frozen=True, slots=True)
class Authorization:
    """An address for the user's browser; ``flow`` is JSON-ready and handed back to :meth:`SignIn.redeem`."""

    url: str
    state: str
    flow: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Device:
    """RFC 8628 section 3.2: the user opens ``url`` on any device and types ``user_code``."""

    url: str
    user_code: str
    interval: float
    expires_at: datetime
    flow: Mapping[str, Any]


class SignIn(ABC):
    """The OAuth side of one service for one account's settings; blocking, made for one flow or one refresh.

    Every method may raise ``Transient``; what the service refuses is ``AuthRequired``: "signin_expired" for a refresh
    token that died, "consent_withdrawn" where the permission was taken back, "signin_denied" where the user said no,
    "signin_failed" with a ``reason`` for other errors, "scope_missing" where the user unticked something needed.
    """

    def __init__(self, settings: Mapping[str, str], client_secret: str, context: ssl.SSLContext) -> None:
        """``client_secret`` is empty for public clients (PKCE alone)."""
        self.settings = settings
        self.client_secret = client_secret
        self.context = context

    @property
    def redirect(self) -> str:
        """Where the browser returns to on this computer; port 0 is any free one (RFC 8252 section 7.3).

        The host is ``127.0.0.1`` or ``localhost``; a service that compares the port too needs a fixed one, which the
        setting ``redirect_port`` gives.
        """
        return f"http://127.0.0.1:{self.redirect_port}/"

    @property
    def redirect_port(self) -> str:
        return self.settings.get("redirect_port") or "0"

    @abstractmethod
    def authorize(self, redirect_uri: str, *, login_hint: str = "") -> Authorization:
        """Begin: authorisation code with PKCE S256 (RFC 7636) and a fresh ``state``."""

    @abstractmethod
    def redeem(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Tokens:
        """The redirect's query, whose state was compared already, becomes tokens."""

    @abstractmethod
    def refresh(self, tokens: Tokens) -> Tokens:
        """New tokens; keeps the old refresh token where the service gives none."""

    def revoke(self, tokens: Tokens) -> bool:
        """Take back at the service what was granted; False where it offers no way to (RFC 7009 section 2).

        What is revoked already counts as done. Raises ``Transient`` and ``AuthRequired``.
        """
        return False

    def begin_device(self) -> Device:
        """Begin without a browser on this machine (RFC 8628)."""
        raise Unsupported("no_device_code")

    def poll_device(self, device: Device) -> Tokens | None:
        """None while the user has not answered; the engine waits ``interval`` seconds between calls.

        ``Transient`` makes it wait 5 seconds longer from then on (RFC 8628 section 3.5, ``slow_down``).
        """
        raise Unsupported("no_device_code")


def now() -> datetime:
    return datetime.now(UTC)
