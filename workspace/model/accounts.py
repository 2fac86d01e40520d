"""Workplaces, accounts and how they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workspace.model.ids import AccountId, WorkplaceId
from workspace.model.kinds import HealthState


@dataclass(frozen=True, slots=True)
class Workplace:
    """A user's group of accounts, with the colour and letters of its tile.

    ``icon`` names a picture that stands there instead of the letters; ``linked_account_id`` is the mail account that
    the workplace is about, none where it stands alone.
    """

    workplace_id: WorkplaceId
    name: str
    color: str
    letters: str
    position: int = 0
    icon: str = ""
    linked_account_id: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One signed-in identity at one service; its secrets are in the keyring, never here."""

    account_id: AccountId
    connector_id: str
    name: str
    settings: Mapping[str, str]
    home_workplace_id: WorkplaceId | None = None
    identity: str = ""
    """The address (or user name) that the service said we are; empty until the first check."""
    own_addresses: tuple[str, ...] = ()
    is_enabled: bool = True
    profile: str = ""
    """The name of the admin's profile that ``settings`` stand on; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an account is: a state, since when, and a message key with parameters for ``ui`` to translate."""

    state: HealthState
    since: datetime
    message_key: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
