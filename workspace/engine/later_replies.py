"""Mails that arrive in a conversation whose later replies are to be filed: actions that the engine decides itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from workspace.connector.manifest import Manifest
from workspace.engine.writing import Stores, Writing
from workspace.filing.action import file_action, reply_action_id
from workspace.filing.follow import filing_for_reply, is_later_reply
from workspace.filing.reasons import Refusal
from workspace.filing.rules import rules_of
from workspace.model.accounts import Account
from workspace.model.actions import Action, RecordRef
from workspace.model.ids import AccountId, RemoteId
from workspace.store.orders import Follow
from workspace.store.reader import Reader


class LaterReplies:
    """Looks at followed conversations after a pull brought something; used on workers."""

    def __init__(self, writing: Writing, reader: Reader) -> None:
        self._writing = writing
        self._reader = reader

    def find(
        self,
        follows: Sequence[Follow],
        accounts: Sequence[Account],
        never_file: Sequence[str],
        crms: Mapping[AccountId, Manifest],
    ) -> list[Action]:
        """Enter what is to be filed into the ledger; returns the actions that are new there."""
        rules = rules_of(accounts, never_file=never_file)
        born = []
        for follow in follows:
            manifest = crms.get(follow.crm_account_id)
            if manifest is None:
                continue
            since = datetime.fromtimestamp(follow.created_at / 1000, UTC)
            records = [RecordRef(t, RemoteId(i), name) for t, i, name in follow.records]
            for item in self._reader.items_of_conversation(follow.thread_key):
                if not is_later_reply(item, follow.thread_key, since) or item.filed:
                    continue
                filing = filing_for_reply(item, records, manifest.limits, rules)
                if isinstance(filing, Refusal):
                    continue
                action_id = reply_action_id(filing.key, follow.crm_account_id)
                action = file_action(filing, follow.crm_account_id, item.key, action_id)
                if self._writing.do(partial(_enter, action)):
                    born.append(action)
        return born


def _enter(action: Action, stores: Stores) -> bool:
    return stores.ledger.engine_born(action)
