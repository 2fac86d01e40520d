"""The ledger as the performer uses it: what is about to be done, and what came of it, also where lists show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workspace.connector.errors import ConnectorError, PartlyWritten
from workspace.engine.duty import Work
from workspace.engine.writing import Stores, Writing
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import Filing
from workspace.model.folders import Renamed, makers_of
from workspace.model.ids import AccountId, ActionId, ReceiptId, RemoteId
from workspace.model.kinds import ActionState, Verb
from workspace.store.ledger import REPEATED
from workspace.store.reader import Reader
from workspace.store.rows import ReceiptRow

FILINGS = frozenset({Verb.FILE, Verb.UNFILE})
DEMANDS = frozenset({"field_required", "value_gone"})
"""Refusals after which a CRM is asked anew what it demands in new records."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt that is under way. ``is_again``: an earlier one may have reached the service, at ``earlier_at``."""

    is_again: bool
    earlier_at: float
    now: float


class Attempts:
    """Used on workers; writes through the writer thread."""

    def __init__(
        self,
        writing: Writing,
        reader: Reader,
        clock: Callable[[], float],
        given_up: Callable[[], frozenset[ActionId]],
    ) -> None:
        """``given_up`` says which actions the user does not want to see any more."""
        self._writing = writing
        self._reader = reader
        self._given_up = given_up
        self._clock = clock
        self._tried_at: dict[ActionId, float] = {}
        self._renamed: dict[AccountId, list[Renamed]] | None = None

    def where_it_is(self, action: Action) -> Action:
        """The action, addressed to where its item is now: moved by us since it was queued, or by another program."""
        item = action.item
        if item is None:
            return self._in_folders(action)
        now_at = self._writing.do(lambda s: s.ledger.moved_to(item), is_news=False, is_urgent=True)
        if action.verb is Verb.FILE and self._reader.item_by_key(now_at) is None:
            twins = self._reader.items_by_filing_key(str(action.payload.get("key", "")))
            now_at = next((row.key for row in twins if row.key.account_id == now_at.account_id), now_at)
        return self._in_folders(action if now_at == item else replace(action, item=now_at))

    def _in_folders(self, action: Action) -> Action:
        """The action with the folders that it names as they are called now: we made or renamed some since."""
        if makers_of(action):
            action = self._writing.do(lambda s: s.ledger.with_made_folders(action), is_news=False, is_urgent=True)
        renamed = self._renamed
        if renamed is None:
            renamed = self._renamed = self._writing.do(lambda s: s.ledger.renamed(), is_news=False, is_urgent=True)
        account_id = action.item.account_id if action.item else action.account_id
        for each in renamed.get(account_id, ()):
            if action.created_at is not None and action.created_at < each.at:
                action = each.apply(action)
        return action

    def begin(self, work: Work) -> Begun | None:
        """Write ``trying`` before the call; None if the action has ended already."""
        action = work.action

        def write(stores: Stores) -> Any:
            begun = stores.ledger.begin(action, retries=work.retries)
            self._mark(stores, action)
            return begun

        begun = self._writing.do(write, is_urgent=True)
        if begun is None:
            return None
        now = self._clock()
        # When an attempt of an engine that died was made is not known: taken as now, to be safe.
        earlier_at = self._tried_at.setdefault(action.action_id, now)
        is_again = begun.was in (ActionState.TRYING, ActionState.UNSURE)
        return Begun(is_again, earlier_at, now)

    def done(self, action: Action, receipt: Receipt) -> None:
        """Show it in the cache, then write the receipt: the preview gives way to the same picture."""
        self._tried_at.pop(action.action_id, None)

        def write(stores: Stores) -> None:
            stores.cache.apply_done(action, receipt)
            stores.ledger.finish(action, ActionState.DONE, receipt)
            self._mark(stores, action)

        self._writing.do(write, is_urgent=True)
        if action.verb is Verb.RENAME_FOLDER:
            self._renamed = None

    def ended(self, action: Action, state: ActionState, error: ConnectorError) -> None:
        """``failed`` or ``unsure``, with the reason; what was written in part keeps its receipt, to be undone."""
        receipt = error.receipt if isinstance(error, PartlyWritten) else None
        self._tried_at.pop(action.action_id, None)

        def write(stores: Stores) -> None:
            stores.ledger.finish(action, state, receipt, error_key=error.message_key, error_params=error.params)
            self._mark(stores, action)
            if error.message_key in DEMANDS:
                stores.cache.forget_demands(action.account_id)

        self._writing.do(write, is_urgent=True)

    def waits(self, action: Action, error: ConnectorError) -> None:
        """It is tried again later; the reason is shown meanwhile."""
        self._tried_at[action.action_id] = self._clock()

        def write(stores: Stores) -> None:
            # What failed before the attempt began (fetching an attachment) is noted too.
            stores.ledger.begin(action)
            stores.ledger.postpone(action.action_id, error.message_key, error.params)

        self._writing.do(write, is_urgent=True)

    def filed_before(self, action: Action, filing: Filing) -> Receipt | None:
        """The newest of our own receipts under this key at this CRM, if together they hold all that is to be filed."""
        others = self._writing.do(lambda s: s.ledger.filed_by_others(action, filing.key), is_news=False, is_urgent=True)
        rows = [row for receipt_id, _ in others if (row := self._reader.receipt(receipt_id))]
        done = [filing_of(payload) for _, payload in others if payload is not None]
        records = {(kind, remote_id) for row in rows for kind, remote_id, _ in row.records}
        made = {new for each in done for new in each.create}
        parts = {(part.part_id, part.name) for each in done for part in each.attachments}
        is_all_there = (
            {(ref.record_type, ref.remote_id) for ref in filing.records} <= records
            and set(filing.create) <= made
            and {(part.part_id, part.name) for part in filing.attachments} <= parts
        )
        return _receipt(rows[0]) if rows and is_all_there else None

    def as_first_filed(self, action: Action) -> Action:
        """An ``unfile`` of a receipt that repeats an earlier one, addressed to the earlier one."""
        named: Any = action.payload.get("receipt")
        receipt_id = str(named.get("receipt_id", "")) if isinstance(named, dict) else ""
        first, sign, _ = receipt_id.partition(REPEATED)
        row = self._reader.receipt(ReceiptId(first)) if sign else None
        if row is None:
            return action
        return replace(action, payload={**action.payload, "receipt": _receipt(row).to_json()})

    def _mark(self, stores: Stores, action: Action) -> None:
        if action.verb in FILINGS:
            stores.cache.mirror_filed(stores.ledger.filed_marks(self._given_up()))


def filing_of(payload: Mapping[str, Any]) -> Filing:
    """The filing in the payload of a ``file`` action."""
    return Filing.from_json({name: value for name, value in payload.items() if name != "add_to"})


def again(ours: Receipt, action: Action) -> Receipt:
    """An earlier receipt as this action's own: same remote record, found, nothing created."""
    return replace(
        ours,
        receipt_id=ReceiptId(f"{ours.receipt_id.partition(REPEATED)[0]}{REPEATED}{action.action_id}"),
        action_id=action.action_id,
        created=(),
        found=True,
    )


def _receipt(row: ReceiptRow) -> Receipt:
    return Receipt(
        row.receipt_id,
        row.action_id,
        remote_id=RemoteId(row.remote_id) if row.remote_id else None,
        link=row.link,
        records=tuple(RecordRef(t, RemoteId(i), name) for t, i, name in row.records),
        created=tuple(RecordRef(t, RemoteId(i), name) for t, i, name in row.created),
        attachments=row.attachments,
        found=row.found,
        filed_by=row.filed_by,
        extra=row.extra,
    )
