"""Tokens are refreshed once, stored before they are used, and trusted no longer than they live."""

import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.authority import Authority, running
from tests.fakes.pier.signin import PierSignIn
from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.oauth import Tokens
from workspace.engine.grants import Grant
from workspace.store.secrets import FileVault, VaultLocked

REFRESH_AND_DIE = """
import os, pathlib, signal, ssl, sys
from tests.fakes.pier.signin import PierSignIn
from workspace.engine.grants import Grant
from workspace.store.secrets import FileVault
vault = FileVault(pathlib.Path(sys.argv[1]), raw_key=bytes(32))
signin = PierSignIn({"base_url": sys.argv[2], "client_id": "workspace-client"}, "", ssl.create_default_context())
grant = Grant(lambda: vault.get("oauth"), lambda text: vault.set("oauth", text))
grant.token(lambda: signin)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def authority() -> Iterator[Authority]:
    with running() as made:
        yield made


def signin_at(authority: Authority) -> PierSignIn:
    settings = {"base_url": authority.url, "client_id": authority.client_id}
    return PierSignIn(settings, "", ssl.create_default_context())


def granted(authority: Authority) -> Tokens:
    """Tokens whose access token is long expired."""
    device = signin_at(authority).begin_device()
    authority.devices[device.flow["device_code"]].interval = 0
    authority.answer_device(device.user_code)
    tokens = signin_at(authority).poll_device(device)
    assert tokens is not None
    authority.expire_accesses()
    return Tokens(tokens.access_token, tokens.refresh_token, datetime(2020, 1, 1, tzinfo=UTC), tokens.scopes)


class Place:
    """Where a grant lies; can be locked like a keyring."""

    def __init__(self, tokens: Tokens | None) -> None:
        self.text = tokens.to_json() if tokens else None
        self.is_locked = False

    def read(self) -> str | None:
        return self.text

    def write(self, text: str) -> None:
        if self.is_locked:
            raise VaultLocked("locked")
        self.text = text


def at_once(work: Callable[[], str], times: int = 8) -> set[str]:
    ready = threading.Barrier(times)

    def run() -> str:
        ready.wait(10)
        return work()

    with ThreadPoolExecutor(times) as threads:
        return {future.result(20) for future in [threads.submit(run) for _ in range(times)]}


def test_pulls_at_the_same_time_refresh_once(authority: Authority) -> None:
    place = Place(granted(authority))
    grant = Grant(place.read, place.write)
    [first] = at_once(lambda: grant.token(lambda: signin_at(authority)))
    assert authority.asked["refresh"] == 1
    authority.expire_accesses()
    [second] = at_once(lambda: grant.token(lambda: signin_at(authority), renew=True, last=first))
    assert second != first
    assert authority.asked["refresh"] == 2
    assert authority.user_of(f"Bearer {second}") == authority.user


def test_a_rotated_token_survives_a_kill(authority: Authority, tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "vault", raw_key=bytes(32))
    vault.set("oauth", granted(authority).to_json())
    command = [sys.executable, "-c", REFRESH_AND_DIE, str(vault.path), authority.url]
    done = subprocess.run(command, timeout=60, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    authority.expire_accesses()
    grant = Grant(lambda: vault.get("oauth"), lambda text: vault.set("oauth", text))
    token = grant.token(lambda: signin_at(authority), renew=True)
    assert authority.user_of(f"Bearer {token}") == authority.user


def test_what_a_locked_keyring_did_not_take_is_stored_later(authority: Authority) -> None:
    place = Place(granted(authority))
    grant = Grant(place.read, place.write)
    place.is_locked = True
    for _ in range(2):
        with pytest.raises(Transient) as caught:
            grant.token(lambda: signin_at(authority))
        assert caught.value.message_key == "keyring_locked"
    place.is_locked = False
    token = grant.token(lambda: signin_at(authority))
    assert authority.asked["refresh"] == 1
    assert Tokens.from_json(place.text or "").access_token == token


def test_without_tokens_or_with_damaged_ones_a_sign_in_is_needed(authority: Authority) -> None:
    place = Place(None)
    for place.text in (None, "{", "{}", "[]"):
        with pytest.raises(AuthRequired) as caught:
            Grant(place.read, place.write).token(lambda: signin_at(authority))
        assert caught.value.message_key == "signin_missing"


class Clocks:
    """A wall clock that people set and a steady one, both moved by the test; tokens live for an hour."""

    def __init__(self, life: float = 3600.0, ahead: float = 0.0) -> None:
        self.wall = datetime(2026, 5, 1, tzinfo=UTC)
        self.steady = 0.0
        place = Place(None)
        self.grant = Grant(place.read, place.write, steady=lambda: self.steady, wall=lambda: self.wall)
        self.grant.put(Tokens("first", "r", self.wall + timedelta(seconds=life - ahead)))

    def move(self, *, wall: float, steady: float) -> None:
        self.wall += timedelta(seconds=wall)
        self.steady += steady

    def is_renewed(self) -> bool:
        try:
            return self.grant.token(self._asked) != "first"
        except Transient:
            return True

    def _asked(self) -> PierSignIn:
        raise Transient(host="asked")


@pytest.mark.parametrize(
    ("wall", "steady", "is_renewed"),
    [
        (3200, 3200, False),
        (3400, 3400, True),
        (-3600 + 3400, 3400, True),  # the clock was set back by an hour
        (7200, 0, True),  # the machine slept
    ],
)
def test_a_token_is_trusted_by_both_clocks(wall: float, steady: float, is_renewed: bool) -> None:
    clocks = Clocks()
    clocks.move(wall=wall, steady=steady)
    assert clocks.is_renewed() is is_renewed


def test_a_clock_an_hour_off_does_not_renew_at_every_call() -> None:
    clocks = Clocks(ahead=3600)
    clocks.move(wall=30, steady=30)
    assert not clocks.is_renewed()


def test_a_short_life_is_used_up_to_nine_tenths() -> None:
    clocks = Clocks(life=200)
    clocks.move(wall=170, steady=170)
    assert not clocks.is_renewed()
    clocks.move(wall=15, steady=15)
    assert clocks.is_renewed()
