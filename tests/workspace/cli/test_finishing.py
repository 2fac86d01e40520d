"""A command that waits for an action says how it ended, whatever the engine writes in the same moment."""

import threading
import uuid
from pathlib import Path

import pytest

from tests.workspace.store.building import ACCOUNT, Store
from workspace.cli.context import Context
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ActionId, ReceiptId
from workspace.model.kinds import ActionState, Verb
from workspace.store.home import Home
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer, unlock
from workspace.store.rows import ReceiptRow

ROUNDS = 60


def test_an_action_that_ends_between_two_looks_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSPACE_VAULT_PASSPHRASE", "test")
    home = Home(tmp_path / "home")
    _, key, _ = unlock(home)
    Store.open(home.path, key).close()
    context, ledger = Context(str(home.path)), Ledger(open_writer(home.ledger_db, key))
    for _ in range(ROUNDS):
        action = Action(ActionId(str(uuid.uuid4())), ACCOUNT.account_id, Verb.READ, {"collection": "INBOX"})
        ledger.begin(action)
        receipt = Receipt(ReceiptId(str(uuid.uuid4())), action.action_id)
        engine = threading.Thread(target=ledger.finish, args=(action, ActionState.DONE, receipt))
        engine.start()
        while (ended := context._ended(action.action_id, 0)) is None:
            pass
        engine.join()
        assert isinstance(ended, ReceiptRow)
    ledger.close()
    context.close()
