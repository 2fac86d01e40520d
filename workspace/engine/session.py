"""What a connector gets for one run: settings, secrets, the shared TLS context, bytes that go along, its own files."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from workspace.connector.base import Connector
from workspace.connector.errors import AuthRequired, Rejected
from workspace.connector.manifest import Manifest
from workspace.connector.oauth import TOKENS, SignIn
from workspace.connector.session import secret_name
from workspace.engine.departures import Departures, counting, purpose
from workspace.engine.grants import Grant
from workspace.engine.roots import verifying_context
from workspace.model.accounts import Account
from workspace.model.departures import RECEIVE, SIGN_IN
from workspace.model.ids import AccountId
from workspace.profiles.current import Profiles
from workspace.store.home import Home
from workspace.store.secrets import Vault

Blob = Callable[[str], Iterator[bytes]]


class Secrets:
    """The vault's entries by account, read once: a keyring takes 20 ms for each."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[tuple[str, str], str | None] = {}
        self._guard = threading.Lock()

    def get(self, owner: str, key: str) -> str | None:
        """One secret of an account, or of the prefix that a trial's secrets lie under."""
        with self._guard:
            if (owner, key) not in self._known:
                self._known[owner, key] = self._vault.get(secret_name(owner, key))
            return self._known[owner, key]

    def forget(self, owner: str) -> None:
        """Read them anew: the user signed in again."""
        with self._guard:
            self._known = {known: v for known, v in self._known.items() if known[0] != owner}

    def of(self, owner: str, manifest: Manifest) -> dict[str, str]:
        """The secrets of the manifest's form that are there."""
        found = {f.key: self.get(owner, f.key) for f in manifest.fields if f.secret}
        return {key: value for key, value in found.items() if value}

    def drop(self, owner: str, key: str) -> None:
        with self._guard:
            self._known.pop((owner, key), None)
            self._vault.delete(secret_name(owner, key))

    def put(self, owner: str, key: str, value: str) -> None:
        """Store a secret; it is in the vault when this returns."""
        with self._guard:
            self._known.pop((owner, key), None)
            self._vault.set(secret_name(owner, key), value)
            self._known[owner, key] = value


@cache
def tls_context(ca_file: str) -> ssl.SSLContext:
    context = counting(verifying_context())
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except ssl.SSLError:
            raise Rejected("setting_wrong", field="ca_file", reason="there is no certificate in it") from None
        except OSError as error:
            raise Rejected("setting_wrong", field="ca_file", reason=error.strerror or str(error)) from None
    return context


def no_blob(name: str) -> Iterator[bytes]:
    """For runs that perform nothing."""
    raise Rejected("not_found", what=name)


class EngineSession:
    """One run's :class:`workspace.connector.base.Session`."""

    def __init__(
        self,
        account_id: AccountId,
        settings: Mapping[str, str],
        *,
        home: Home,
        secrets: Secrets,
        secrets_owner: str = "",
        blob: Blob = no_blob,
        token: Callable[[bool, str], str],
        is_asked: bool = True,
    ) -> None:
        self.account_id = account_id
        self.settings = settings
        self.is_asked = is_asked
        self._home = home
        self._secrets = secrets
        self._secrets_owner = secrets_owner or account_id
        self._blob = blob
        self._token = token
        self._last_token = ""

    def secret(self, key: str) -> str:
        value = self._secrets.get(self._secrets_owner, key)
        if value is None:
            raise AuthRequired("secret_missing")
        return value

    def token(self, *, renew: bool = False) -> str:
        with purpose(SIGN_IN):
            self._last_token = self._token(renew, self._last_token)
        return self._last_token

    def ssl_context(self) -> ssl.SSLContext:
        return tls_context(self.settings.get("ca_file", ""))

    def blob(self, name: str) -> Iterator[bytes]:
        return self._blob(name)

    def data_path(self, name: str) -> str:
        if not name or name != name.rpartition("/")[2].rpartition("\\")[2] or name.startswith("."):
            raise Rejected("setting_wrong", field="file", reason="it must be a plain file name")
        return str(self._home.account_path(self.account_id) / name)


class Connecting:
    """Makes connectors for runs; each is used by one thread and closed at the end of its run."""

    def __init__(
        self,
        home: Home,
        secrets: Secrets,
        profiles: Profiles | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._home = home
        self.secrets = secrets
        self.profiles = profiles or Profiles()
        self.departures = Departures(clock)
        self._grants: dict[str, Grant] = {}
        self._guard = threading.Lock()

    def grant(self, owner: str) -> Grant:
        """The one holder of an account's OAuth tokens."""
        with self._guard:
            if owner not in self._grants:
                self._grants[owner] = Grant(
                    lambda: self.secrets.get(owner, TOKENS), lambda text: self.secrets.put(owner, TOKENS, text)
                )
            return self._grants[owner]

    def settings(self, account: Account, manifest: Manifest) -> dict[str, str]:
        """What a connector is given: the settings in effect over its defaults. Raises as ``Profiles.of``."""
        return manifest.settings_with_defaults(self.profiles.settings(account))

    def refuse_wrong(self, account: Account, manifest: Manifest, secrets_owner: str) -> None:
        """Check settings and secrets by their form, as the admin's files are now.

        Raises ``Rejected``, and as ``Profiles.of``.
        """
        self.profiles.refresh()
        profile = self.profiles.of(account)
        given = {**(profile.secrets if profile else {}), **self.secrets.of(secrets_owner, manifest)}
        manifest.refuse_wrong(self.profiles.settings(account), given)

    def signin(self, account: Account, manifest: Manifest, *, secrets_owner: str = "") -> SignIn:
        """The OAuth side of the account's service."""
        settings = self.settings(account, manifest)
        profile = self.profiles.of(account)
        own_secret = self.secrets.get(secrets_owner or account.account_id, "client_secret")
        client_secret = own_secret or (profile.client_secret if profile else "")
        return manifest.signin_class()(settings, client_secret, tls_context(settings.get("ca_file", "")))

    @contextmanager
    def to(
        self,
        account: Account,
        manifest: Manifest,
        *,
        blob: Blob = no_blob,
        secrets_owner: str = "",
        grant: Grant | None = None,
        is_asked: bool = True,
        purpose: str = RECEIVE,
    ) -> Iterator[Connector]:
        """The account's connector, closed after the block; what this thread sends in it is counted for the purpose."""
        with self.departures.leaving(account.account_id, purpose):
            connector = self.make(
                account, manifest, blob=blob, secrets_owner=secrets_owner, grant=grant, is_asked=is_asked
            )
            try:
                yield connector
            finally:
                connector.close()

    def make(
        self,
        account: Account,
        manifest: Manifest,
        *,
        blob: Blob = no_blob,
        secrets_owner: str = "",
        grant: Grant | None = None,
        is_asked: bool = True,
    ) -> Connector:
        """The account's connector; whoever asks closes it. ``grant`` holds other tokens than the account's own."""
        held = grant or self.grant(secrets_owner or account.account_id)
        session = EngineSession(
            account.account_id,
            self.settings(account, manifest),
            home=self._home,
            secrets=self.secrets,
            secrets_owner=secrets_owner,
            blob=blob,
            token=lambda renew, last: held.token(
                lambda: self.signin(account, manifest, secrets_owner=secrets_owner), renew=renew, last=last
            ),
            is_asked=is_asked,
        )
        return manifest.connector_class()(session)
