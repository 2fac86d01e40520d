"""One pull as it was when it started, and how it is asked to make room."""

from dataclasses import dataclass
from threading import Event

from workspace.connector.manifest import Manifest
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RemoteId
from workspace.model.items import Collection


class Cut(Exception):
    """The run was asked to make room."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one pull needs to know, fixed when it starts."""

    account: Account
    manifest: Manifest
    collections: tuple[Collection, ...]
    """Known ones; empty when they are to be discovered."""
    only: frozenset[RemoteId]
    """Pull these alone, because their channel has news or the user looks at them; empty means all."""
    looked_at: frozenset[RemoteId]
    insists: bool
    make_room: Event

    @property
    def account_id(self) -> AccountId:
        return self.account.account_id

    @property
    def is_asked(self) -> bool:
        """Whether the user waits for it; some services may only be read then."""
        return self.insists or bool(self.looked_at)

    def check_room(self) -> None:
        """Raises :class:`Cut` where something more urgent waits."""
        if self.make_room.is_set():
            raise Cut
