"""Checking an account: its secrets wait in the vault under a trial id while the engine asks the service."""

import secrets as randomness
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.observer import News
from ui.shell.context import Context
from workspace.connector.oauth import TOKENS
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, RequestId, WorkplaceId

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest

PATIENCE_SECONDS = 60
BROWSER_SECONDS = 600
"""How long the engine waits for somebody who signs in elsewhere."""
GRACE_SECONDS = 5
"""The engine is to say itself that the time is over."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the service says we are."""

    user: str
    name: str
    addresses: tuple[str, ...]


class Check(QObject):
    """One check. ``agreed`` carries an :class:`Identity`; ``failed`` a message key and its parameters.

    With a ``method``, ``browser`` or ``device``, the service asks the user itself, and ``opened`` carries what to open.
    End it with :meth:`keep_new`, :meth:`keep_existing` or :meth:`forget`; nothing of a check stays in the vault else.
    """

    agreed = Signal(object)
    failed = Signal(str, object)
    opened = Signal(object)

    def __init__(
        self,
        context: Context,
        manifest: "Manifest",
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        parent: QObject,
        *,
        account: Account | None = None,
        profile: str = "",
        method: str = "",
    ) -> None:
        super().__init__(parent)
        self._context, self._manifest, self._method, self._profile = context, manifest, method, profile
        self._is_open = False
        self._settings = dict(settings)
        made = {f.key: randomness.token_hex(32) for f in manifest.fields if f.generated}
        self._secrets = {**({} if account else made), **secrets}
        self._account = account
        self.trial_id = AccountId(str(uuid.uuid4()))
        self._request: RequestId | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._end("no_answer", {}))
        context.observer.changed.connect(self._look)

    def start(self) -> None:
        """Raises nothing: whatever is wrong arrives by ``failed``."""
        for key, value in self._secrets.items():
            self._context.vault.set(secret_name(self.trial_id, key), value)
        seconds = BROWSER_SECONDS if self._method else PATIENCE_SECONDS
        verb, payload = ("sign_in", self._signin()) if self._method else ("check_account", self._trial())
        self._request = self._context.user.ask(verb, payload, seconds)
        self._context.ring()
        self._patience.start((seconds + GRACE_SECONDS) * 1000)

    def _trial(self) -> dict[str, object]:
        return {
            "connector_id": self._manifest.id,
            "settings": self._settings,
            "profile": self._profile,
            "account_id": self._account.account_id if self._account else self.trial_id,
            "secrets_ref": self.trial_id,
        }

    def _signin(self) -> dict[str, object]:
        """An account that is there keeps its settings, and its secrets where none were typed."""
        if self._account is None:
            return {**self._trial(), "method": self._method}
        typed = {"secrets_ref": self.trial_id} if self._secrets else {}
        return {"account_id": self._account.account_id, "method": self._method, **typed}

    def forget(self) -> None:
        """Nothing of it stays."""
        if self._request is not None and self._method:
            self._context.user.ask("cancel", {"request_id": self._request})
            self._context.ring()
        self._request = None
        self._patience.stop()
        for key in (*self._secrets, *((TOKENS,) if self._method else ())):
            self._context.vault.delete(secret_name(self.trial_id, key))

    def keep_new(
        self, identity: Identity, workplace_id: WorkplaceId | None, workplaces: Sequence[str] = ()
    ) -> AccountId:
        """Make it an account, in the workplace and those of these names; the engine begins its first sync."""
        user = self._context.user
        user.add_account(
            Account(
                account_id=self.trial_id,
                connector_id=self._manifest.id,
                name=identity.name or identity.user or self._manifest.name["en"],
                settings=self._settings,
                home_workplace_id=workplace_id,
                identity=identity.user,
                own_addresses=identity.addresses,
                profile=self._profile,
            )
        )
        if workplace_id is not None:
            user.assign(workplace_id, [self.trial_id])
        user.assign_named(workplaces, self.trial_id)
        self._tell()
        return self.trial_id

    def keep_existing(self, identity: Identity) -> None:
        """Give the new secrets to the account that was checked, and let the engine go on with it."""
        if self._account is None:
            return
        account_id = self._account.account_id
        for key, value in self._secrets.items():
            self._context.vault.set(secret_name(account_id, key), value)
        self._context.user.update_account(account_id, identity=identity.user)
        if not self._method:  # else the engine has the tokens already
            self._context.user.ask("sign_in", {"account_id": account_id})
        self.forget()
        self._tell()

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("accounts")

    def _look(self, news: News | None = None) -> None:
        answer = self._context.reader.answer(self._request) if self._request else None
        if answer is None:
            return
        if answer.state == "open":
            if not self._is_open:
                self._is_open = True
                self.opened.emit(dict(answer.payload))
            return
        if answer.state != "done":
            self._request = None
            self._end(answer.error_key, dict(answer.error_params))
            return
        self._request = None
        self._patience.stop()
        said = answer.payload
        addresses = said.get("addresses") or ()
        listed = addresses if isinstance(addresses, list | tuple) else ()
        self.agreed.emit(
            Identity(
                str(said.get("user", "")),
                str(said.get("name", "")),
                tuple(str(address) for address in listed),
            )
        )

    def _end(self, key: str, params: Mapping[str, str]) -> None:
        self.forget()
        self.failed.emit(key, dict(params))
