"""Sign-ins under way: each waits in a thread of its own for the user, and keeps the tokens only of the right person."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.connector.manifest import Manifest
from workspace.connector.oauth import SignIn, Tokens, now
from workspace.connector.session import require_web
from workspace.engine.grants import Grant
from workspace.engine.loopback import Answer, Loopback
from workspace.engine.session import Connecting
from workspace.model.accounts import Account
from workspace.model.departures import SIGN_IN
from workspace.model.ids import RequestId

LONGEST_SECONDS = 600.0
SLOWER_SECONDS = 5.0
"""RFC 8628 section 3.5: what ``slow_down`` adds to the interval, for good."""
SHORTEST_INTERVAL = 1.0
MOST_FLOWS = 8
METHODS = ("browser", "device")
Payload = dict[str, Any]


class Flow:
    """One sign-in of a user; ``opened`` is told what they have to open. ``cancel`` may come from any thread."""

    def __init__(
        self,
        opened: Callable[[Payload], None],
        *,
        seconds: float = LONGEST_SECONDS,
        slower_seconds: float = SLOWER_SECONDS,
    ) -> None:
        self._opened = opened
        self._slower_seconds = slower_seconds
        self._heard: SimpleQueue[Answer | ConnectorError] = SimpleQueue()
        self._until = time.monotonic() + seconds
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()
        self._heard.put(Rejected("signin_cancelled"))

    def refuse_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise Rejected("signin_cancelled")

    def run(self, method: str, signin: SignIn, login_hint: str) -> Tokens:
        """What the user agreed to. Raises as :class:`SignIn` does, ``Rejected`` when cancelled."""
        return self._device(signin) if method == "device" else self._browser(signin, login_hint)

    def _browser(self, signin: SignIn, login_hint: str) -> Tokens:
        with Loopback(signin.redirect, self._heard.put) as loopback:
            asked = signin.authorize(loopback.redirect_uri, login_hint=login_hint)
            require_web(asked.url)
            loopback.listen(asked.state)
            self._opened({"method": "browser", "url": asked.url})
            answer = self._wait(self._until - time.monotonic())
        if answer is None:
            raise AuthRequired("signin_late")
        return signin.redeem(asked.flow, answer)

    def _device(self, signin: SignIn) -> Tokens:
        device = signin.begin_device()
        require_web(device.url)
        until = min(self._until, time.monotonic() + (device.expires_at - now()).total_seconds())
        self._opened({"method": "device", "url": device.url, "user_code": device.user_code})
        interval = max(device.interval, SHORTEST_INTERVAL)
        while time.monotonic() + interval < until:
            self._wait(interval)
            try:
                tokens = signin.poll_device(device)
            except Transient:
                interval += self._slower_seconds
            else:
                if tokens is not None:
                    return tokens
        raise AuthRequired("signin_late")

    def _wait(self, seconds: float) -> Answer | None:
        """The redirect's query, or None when the time is over; raises when it was cancelled."""
        try:
            heard = self._heard.get(timeout=max(0.0, seconds))
        except Empty:
            return None
        if isinstance(heard, ConnectorError):
            raise heard
        return heard


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who signs in: an account, saved or not, and the name its secrets lie under meanwhile."""

    account: Account
    manifest: Manifest
    method: str
    secrets_owner: str = ""


@dataclass(slots=True)
class Signing:
    """The flows by the question that began them; called in the scheduler's thread, but for the work itself."""

    connecting: Connecting
    flows: dict[RequestId, tuple[str, Flow]] = field(default_factory=dict)

    def begin(
        self,
        request_id: RequestId,
        wanted: Wanted,
        opened: Callable[[Payload], None],
        ended: Callable[[Payload, Exception | None], None],
    ) -> None:
        """Start one; ``opened`` and ``ended`` are called in its thread. An account's earlier one is cancelled."""
        if wanted.method not in METHODS:
            raise Rejected("setting_wrong", field="method", reason=f"one of {', '.join(METHODS)}")
        if wanted.manifest.signin != "oauth":
            raise Rejected("unsupported", connector=wanted.manifest.id)
        account_id = wanted.account.account_id
        for known, (whose, _) in list(self.flows.items()):
            if whose == account_id or len(self.flows) >= MOST_FLOWS:
                self.cancel(known)
        flow = Flow(opened)
        self.flows[request_id] = account_id, flow

        def work() -> None:
            try:
                payload = self._sign_in(flow, wanted)
            except Exception as error:
                ended({}, error)
            else:
                ended(payload, None)

        threading.Thread(target=work, name="sign-in", daemon=True).start()

    def cancel(self, request_id: RequestId) -> None:
        """The asker waits no longer, or its answer is there."""
        _, flow = self.flows.pop(request_id, ("", None))
        if flow is not None:
            flow.cancel()

    def close(self) -> None:
        for request_id in list(self.flows):
            self.cancel(request_id)

    def _sign_in(self, flow: Flow, wanted: Wanted) -> Payload:
        account, manifest = wanted.account, wanted.manifest
        owner = wanted.secrets_owner or account.account_id
        self.connecting.secrets.forget(owner)
        self.connecting.refuse_wrong(account, manifest, owner)
        signin = self.connecting.signin(account, manifest, secrets_owner=owner)
        with self.connecting.departures.leaving(account.account_id, SIGN_IN):
            grant = Grant.on_trial(flow.run(wanted.method, signin, account.identity))
        with self.connecting.to(account, manifest, secrets_owner=owner, grant=grant, purpose=SIGN_IN) as connector:
            identity = asdict(connector.check())
        refuse_another(account, identity)
        flow.refuse_cancelled()
        self.connecting.grant(account.account_id).put(grant.tokens())
        return identity


def refuse_another(account: Account, identity: Mapping[str, Any]) -> None:
    """Raises ``Rejected("different_person")`` where an account would change hands."""
    found, expected = str(identity["user"]), account.identity
    if expected and found.casefold() != expected.casefold():
        raise Rejected("different_person", found=found, expected=expected)
