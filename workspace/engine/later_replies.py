"""Mails that arrive in a conversation whose later replies are to be filed: actions that the engine decides itself."""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from workspace.connector.manifest import Manifest
from workspace.engine.health import trace_of
from workspace.engine.writing import Stores
from workspace.filing.action import file_action, reply_action_id
from workspace.filing.follow import filing_for_reply, is_later_reply
from workspace.filing.reasons import Refusal
from workspace.filing.rules import rules_of
from workspace.model.accounts import Account
from workspace.model.actions import Action, RecordRef
from workspace.model.ids import AccountId, RemoteId
from workspace.store.rows import ItemRow
from workspace.store.user.orders import Follow

if TYPE_CHECKING:
    from workspace.engine.engine import Engine


log = logging.getLogger(__name__)


class LaterReplies:
    """Looks at followed conversations after a pull brought something."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._writing = engine.writing
        self._reader = engine.reader
        self._is_looking = False

    def look(self) -> None:
        """Look on a worker, one look at a time; called in the scheduler's thread."""
        engine, follows = self._engine, self._engine.intake.follows
        if not follows or self._is_looking:
            return
        self._is_looking = True
        accounts, never_file = list(engine.intake.accounts), engine.intake.user.never_file()
        crms = {a: d.manifest for a, d in engine.duties.items() if d.manifest.is_crm}
        engine.launch(lambda: self._find(follows, accounts, never_file, crms), self._found)

    def _found(self, born: list[Action] | None, error: Exception | None) -> None:
        self._is_looking = False
        if error is not None:
            log.error("Looking for later replies: %s", trace_of(error))
        if born:
            self._engine.intake.add_born(born)

    def _find(
        self,
        follows: Sequence[Follow],
        accounts: Sequence[Account],
        never_file: Sequence[str],
        crms: Mapping[AccountId, Manifest],
    ) -> list[Action]:
        """Enter what is to be filed into the ledger; returns the actions that are new there."""
        rules = rules_of(accounts, never_file=never_file, policy=self._engine.profiles.found().filing)
        born = []
        for follow in follows:
            manifest = crms.get(follow.crm_account_id)
            if manifest is None:
                continue
            since = datetime.fromtimestamp(follow.created_at / 1000, UTC)
            records = self._records(follow)
            if not records:
                continue
            for item in self._reader.items_of_conversation(follow.thread_key):
                if not is_later_reply(item, follow.thread_key, since) or _is_filed(item, follow.crm_account_id):
                    continue
                filing = filing_for_reply(item, records, manifest.limits, rules)
                if isinstance(filing, Refusal):
                    continue
                action_id = reply_action_id(filing.key, follow.crm_account_id)
                action = file_action(filing, follow.crm_account_id, item.key, action_id)
                if self._writing.do(partial(_enter, action)):
                    born.append(action)
        return born

    def _records(self, follow: Follow) -> list[RecordRef]:
        """Those that the user chose, and those that the filing made; none while that is on its way."""
        filings = self._reader.filings_under(follow.thread_key, follow.crm_account_id)
        rows = [*follow.records, *(row for receipt in filings for row in receipt.created)]
        return list({(t, i): RecordRef(t, RemoteId(i), name) for t, i, name in rows}.values())


def _is_filed(item: ItemRow, crm_account_id: AccountId) -> bool:
    """At this CRM: another one that follows the conversation gets its own."""
    return any(chip.crm_account_id == crm_account_id for chip in item.filed)


def _enter(action: Action, stores: Stores) -> bool:
    return stores.ledger.engine_born(action)
