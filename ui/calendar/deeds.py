"""What a user does to events: each becomes an action in the outbox, is seen at once, and can be taken back."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.widgets.messages import message
from workspace.connector.payloads import EventFields
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind, Verb
from workspace.store.reading.event_rows import NEW
from workspace.store.rows import ItemRow


class EventDeeds(QObject):
    """``performed`` carries a :class:`Deed`, ``refused`` a sentence.

    ``is_series`` means every instance of what the event is one of.
    """

    performed = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def create(self, account_id: AccountId, fields: EventFields) -> bool:
        return self._queue(Verb.CREATE_EVENT, account_id, fields.to_json(), None, self.tr("Event created"))

    def answer(self, row: ItemRow, partstat: str, *, is_series: bool = False) -> bool:
        """One's own answer (RFC 5545 PARTSTAT)."""
        payload = {"partstat": partstat, "comment": "", **_whole(is_series)}
        words = {
            "ACCEPTED": self.tr("Accepted"),
            "TENTATIVE": self.tr("Answered: perhaps"),
            "DECLINED": self.tr("Declined"),
        }
        return self._queue(Verb.ANSWER, row.key.account_id, payload, self._target(row, is_series), words[partstat])

    def change(self, row: ItemRow, changes: Mapping[str, Any], *, is_series: bool = False) -> bool:
        """``changes`` are keys of :class:`EventFields` as JSON; of a series the times are the master's."""
        if row.key.remote_id.startswith(NEW):
            return self._make_anew(row, changes)
        payload, before = {**changes, **_whole(is_series)}, None
        if row.detail.get("pending") == Verb.CHANGE_EVENT and not is_series:
            before = self._withdrawn(row)
            payload = {**(before.payload if before else {}), **payload}
        if "version" not in payload:
            payload["version"] = self._version(row, is_series)
        target = self._target(row, is_series)
        return self._queue(Verb.CHANGE_EVENT, row.key.account_id, payload, target, self.tr("Event changed"), before)

    def delete(self, row: ItemRow, *, is_series: bool = False) -> bool:
        if row.key.remote_id.startswith(NEW):
            return self._unmake(row)
        payload = {"version": self._version(row, is_series), **_whole(is_series)}
        target = self._target(row, is_series)
        return self._queue(Verb.DELETE_EVENT, row.key.account_id, payload, target, self.tr("Event deleted"))

    def master(self, row: ItemRow) -> ItemRow | None:
        """The master of the series that an event is one of, where its service gives one."""
        extra = row.detail.get("extra")
        series = extra.get("series_id") if isinstance(extra, Mapping) else None
        if not isinstance(series, str):
            return None
        return self._context.reader.item_by_key(ItemKey(row.key.account_id, Kind.EVENT, RemoteId(series)))

    def _target(self, row: ItemRow, is_series: bool) -> ItemKey:
        master = self.master(row) if is_series else None
        return master.key if master else row.key

    def _version(self, row: ItemRow, is_series: bool) -> str | None:
        """What the change is based on; with one of our own under way nobody can know what comes after it."""
        if row.detail.get("pending"):
            return None
        master = self.master(row) if is_series else None
        return master.version if master else row.version

    def _make_anew(self, row: ItemRow, changes: Mapping[str, Any]) -> bool:
        """Not at its service yet: made as it shall be."""
        before = self._withdrawn(row)
        if before is None:
            self.refused.emit(self.tr("It is on its way to the service. Try again in a moment."))
            return False
        payload = {**before.payload, **changes}
        return self._queue(Verb.CREATE_EVENT, before.account_id, payload, None, self.tr("Event changed"), before)

    def _unmake(self, row: ItemRow) -> bool:
        before = self._withdrawn(row)
        if before is None:
            self.refused.emit(self.tr("It is on its way to the service. Try again in a moment."))
            return False
        self._tell()
        self.performed.emit(Deed(self.tr("Event deleted"), lambda: self._again(before)))
        return True

    def _withdrawn(self, row: ItemRow) -> Action | None:
        """What is pending for an event, taken out of the outbox; None where it is too late."""
        action_id = ActionId(str(row.detail.get("action_id", "")))
        pending = self._context.reader.pending_action(action_id)
        return pending if pending and self._context.user.withdraw(action_id) else None

    def _queue(
        self,
        verb: Verb,
        account_id: AccountId,
        payload: Mapping[str, Any],
        item: ItemKey | None,
        words: str,
        before: Action | None = None,
    ) -> bool:
        account = self._context.user.account(account_id)
        manifest = self._context.manifest_of(account) if account else None
        if account is None or manifest is None or verb not in manifest.actions:
            self.refused.emit(message("unsupported", {"connector": account.name if account else "?"}))
            return False
        action = Action(_new_id(), account_id, verb, payload, item, datetime.now(UTC))
        self._context.user.queue(action, undo_seconds=UNDOABLE_SECONDS)
        self._tell()
        self.performed.emit(Deed(f"{words} · {account.name}", lambda: self._take_back(action, before)))
        return True

    def _take_back(self, action: Action, before: Action | None) -> bool:
        """Withdrawn while its time runs; what it had replaced stands again."""
        is_done = self._context.user.withdraw(action.action_id)
        if is_done and before is not None:
            self._again(before)
        self._tell()
        return is_done

    def _again(self, before: Action) -> bool:
        again = Action(_new_id(), before.account_id, before.verb, before.payload, before.item, datetime.now(UTC))
        self._context.user.queue(again)
        self._tell()
        return True

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")


def _whole(is_series: bool) -> dict[str, None]:
    return {"recurrence_id": None} if is_series else {}


def _new_id() -> ActionId:
    return ActionId(uuid.uuid4().hex)
