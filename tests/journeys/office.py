"""What somebody had set up before a journey begins: workplaces, mailboxes and a CRM, as the window writes them."""

import secrets
import uuid
from pathlib import Path

from tests.fakes.dovecot import PASSWORD, Dovecot
from tests.fakes.relay import Relay
from tests.fakes.smtp import SmtpSink
from workspace.connector.manifest import manifest
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import AccountId, WorkplaceId
from workspace.store.home import Home
from workspace.store.secrets import home_key, open_vault
from workspace.store.user import UserStore

SECONDS = 300


class Office:
    """A home before its window opens; the engine does what is asked of it once it runs. Close it before."""

    def __init__(self, path: Path) -> None:
        home = Home(path)
        self._folder = path.parent
        self._vault = open_vault(home)
        self.user = UserStore(home, home_key(home, self._vault))

    def close(self) -> None:
        self.user.close()

    def workplace(self, name: str) -> WorkplaceId:
        return self.user.add_workplace(name).workplace_id

    def mailbox(
        self,
        server: Dovecot,
        address: str,
        workplace_id: WorkplaceId,
        smtp: SmtpSink | None = None,
        *,
        relay: Relay | None = None,
    ) -> AccountId:
        """A mailbox of the real server, which sends by ``smtp`` and is reached through ``relay`` where one is given."""
        settings = server.settings(address) | {"address": address}
        if relay is not None:
            settings |= {"port": str(relay.port)}
        if smtp is not None:
            settings |= {"smtp_host": "127.0.0.1", "smtp_port": str(smtp.port), "smtp_security": "none"}
        return self._add("imap", address, settings, {"password": PASSWORD}, workplace_id)

    def crm(self, workplace_id: WorkplaceId, customers: str) -> AccountId:
        """The built-in CRM with these customers, as CSV."""
        made = {field.key: secrets.token_hex(32) for field in manifest("builtin_crm").fields if field.generated}
        account_id = self._add("builtin_crm", "Customers", {}, made, workplace_id)
        path = self._folder / "customers.csv"
        path.write_text(customers, "utf-8")
        self.user.ask("crm_import", {"account_id": account_id, "path": str(path)}, SECONDS)
        return account_id

    def _add(
        self, connector_id: str, name: str, settings: dict[str, str], known: dict[str, str], workplace_id: WorkplaceId
    ) -> AccountId:
        account_id = AccountId(str(uuid.uuid4()))
        for key, value in known.items():
            self._vault.set(secret_name(account_id, key), value)
        identity = settings.get("address", name)
        own = (identity,) if "@" in identity else ()
        self.user.add_account(
            Account(account_id, connector_id, name, settings, workplace_id, identity=identity, own_addresses=own)
        )
        return account_id
