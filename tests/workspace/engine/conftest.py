"""An engine on a home of its own, with a clock that only the test moves and workers that work at once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from connectors.demo.service import DemoService
from tests.fakes.pier import package
from tests.workspace.engine.faulty import FAULTS, Faults
from workspace.connector.manifest import manifests
from workspace.connector.session import secret_name
from workspace.engine.engine import Engine
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId, RequestId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.home import Home
from workspace.store.reader import Reader
from workspace.store.rows import AnswerRow
from workspace.store.secrets import FileVault
from workspace.store.user import UserStore

KEY = b"\x07" * 32


class AtOnce(Executor):
    """Works in the thread that submits."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Bench:
    """A home with its engine, the user's hand and eyes, and the services behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.home = Home(path / "home")
        self.vault = FileVault(self.home.vault_file, raw_key=b"\x05" * 32)
        self.user = UserStore(self.home, KEY)
        # The user's file is stamped with the real time, so the test's clock starts there.
        self.clock = Clock(time.time())
        self.rings = 0
        self.engine = self.start()
        self.reader = Reader(self.home, KEY)
        self._numbers = iter(range(1000))

    def start(self) -> Engine:
        shipped = dict(manifests())
        for name, changes in (
            ("faulty", {}),
            ("single", {"per_account": 1}),
            ("forgetful", {"module": "tests.workspace.engine.forgetful"}),
            ("large", {"module": "tests.workspace.engine.large"}),
            ("listing", {"module": "tests.workspace.engine.listing"}),
            ("quiet", {"module": "tests.workspace.engine.quiet"}),
            ("idle", {"module": "tests.workspace.engine.idle", "concurrency": 16}),
        ):
            manifest = replace(shipped["demo"], id=name, module="tests.workspace.engine.faulty", watch=False)
            shipped[name] = replace(manifest, **changes)
        shipped["pier"] = package.manifest()
        self.engine = Engine(
            self.home,
            KEY,
            self.vault,
            on_news=self._ring,
            clock=self.clock,
            random=Random(7),
            executor=AtOnce(),
            connectors=shipped,
        )
        return self.engine

    def _ring(self) -> None:
        self.rings += 1

    def restart(self) -> None:
        self.engine.close()
        self.start()

    def close(self) -> None:
        self.engine.close()
        self.reader.close()
        self.user.close()

    def account(self, name: str = "mail", connector: str = "demo", **settings: str) -> tuple[AccountId, DemoService]:
        account_id = AccountId(name)
        address = f"{name}@demo.example"
        settings = {"path": str(self.path / f"{name}.json"), "address": address, **settings}
        address = settings["address"]
        account = Account(account_id, connector, name, settings, identity=address, own_addresses=(address,))
        self.user.add_account(account)
        return account_id, DemoService(settings["path"])

    def password(self, account_id: str, value: str) -> None:
        self.vault.set(secret_name(account_id, "password"), value)

    def steps(self, seconds: float = 0.0, *, each: float = 1.0) -> None:
        """Step until nothing more happens at once; then again for every second of the given time."""
        end = self.clock.now + seconds
        while True:
            for _ in range(6):
                self.engine.step()
            if self.clock.now >= end:
                self.engine.writing.do(lambda stores: None, is_news=False)
                return
            self.clock.now = min(end, self.clock.now + each)

    def until(self, is_so: Callable[[], bool], seconds: float = 10) -> bool:
        """Step in real time, for what other threads bring in."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.engine.step()
            if is_so():
                return True
            self.engine.woken.wait(0.05)
        return False

    def act(
        self,
        verb: Verb,
        account_id: AccountId,
        payload: dict[str, object],
        item: ItemKey | None = None,
        *,
        undo_seconds: float = 0,
    ) -> ActionId:
        action = Action(ActionId(f"action-{next(self._numbers)}"), account_id, verb, payload, item)
        self.user.queue(action, undo_seconds=undo_seconds and undo_seconds + self.clock.now - time.time())
        return action.action_id

    def ask(self, verb: str, deadline: float = 60, **payload: object) -> RequestId:
        ahead = self.clock.now - time.time()
        return self.user.ask(verb, payload, deadline + ahead)

    def answer(self, verb: str, **payload: object) -> AnswerRow:
        request_id = self.ask(verb, **payload)
        self.steps()
        found = self.reader.answer(request_id)
        assert found is not None
        return found

    def state(self, action_id: ActionId) -> str:
        found = self.reader.attempt(action_id)
        return found.state if found else "unknown"

    def health(self, account_id: AccountId) -> str:
        return self.reader.health()[account_id].state

    def mails(self, account_id: AccountId | None = None) -> dict[str, Any]:
        return {row.key.remote_id: row for row in self.reader.items(Kind.EMAIL, account_id, 1000)}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    FAULTS.clear()
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def faults() -> Faults:
    return FAULTS
