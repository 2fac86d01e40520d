"""Who is listened to: the accounts on screen and some others, each by a push channel on its first collection."""

from typing import TYPE_CHECKING

from workspace.connector.errors import ConnectorError
from workspace.engine.duty import Duty
from workspace.engine.health import trace_of
from workspace.engine.watcher import Channel, Watcher, log
from workspace.model.ids import AccountId, RemoteId
from workspace.model.kinds import Role

if TYPE_CHECKING:
    from workspace.engine.engine import Engine

OTHERS = 64
"""How many accounts that are not on screen may keep a connection open."""
LOST_SECONDS = (5.0, 30.0)
ROLES = (Role.INBOX, Role.DIRECT, Role.CHANNEL)


class Watching:
    """Opens and ends channels; called in the scheduler's thread."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._expected: dict[AccountId, Duty] = {}
        self._watcher = Watcher(
            lambda account_id, remote_id: engine.then(lambda: self._heard(account_id, remote_id)),
            lambda account_id, error: engine.then(lambda: self._lost(account_id)),
        )

    def close(self) -> None:
        self._watcher.close()

    def expect(self, duty: Duty) -> None:
        """The account was just pulled: :meth:`listen` considers it."""
        self._expected[duty.account_id] = duty

    def listen(self, *, is_busy: bool) -> None:
        """Consider those expected; while others, or a user, wait for pulls only accounts on screen."""
        engine = self._engine
        ready = engine.intake.members(engine.shown) if is_busy else tuple(self._expected)
        for account_id in ready:
            duty = self._expected.pop(account_id, None)
            if duty is not None and engine.duties.get(account_id) is duty:
                self.consider(duty)

    def consider(self, duty: Duty) -> None:
        """The account was just pulled: listen to it, if it may be and is not yet."""
        if duty.is_watched or not duty.manifest.watch or not self._may(duty):
            return
        found = [c for role in ROLES for c in duty.collections if c.role == role]
        if not found:
            return
        duty.is_watched = True
        collection, engine = found[0], self._engine

        def open_channel() -> Channel | None:
            connector = engine.connecting.make(duty.account, duty.manifest)
            try:
                with engine.connecting.departures.leaving(duty.account_id):
                    watch = connector.watch(collection)
            except BaseException:
                connector.close()
                raise
            if watch is None:
                connector.close()
                return None
            return Channel(duty.account_id, collection.remote_id, watch, connector)

        engine.launch(open_channel, lambda channel, error: self._opened(duty, channel, error))

    def reconsider(self) -> None:
        """What is on screen changed: leave those beyond the number, listen to those shown."""
        for duty in self._engine.duties.values():
            if duty.is_watched and not self._may(duty):
                self.leave(duty)
            elif not duty.is_watched and duty.collections and duty.condition.is_well:
                self.consider(duty)

    def leave(self, duty: Duty) -> None:
        duty.is_watched = False
        self._watcher.remove(duty.account_id)

    def _may(self, duty: Duty) -> bool:
        if self._engine.is_shown(duty) or self._engine.shown is None:
            others = sum(1 for each in self._engine.duties.values() if each.is_watched)
            return self._engine.is_shown(duty) or duty.is_watched or others < OTHERS
        others = sum(1 for each in self._engine.duties.values() if each.is_watched and not self._engine.is_shown(each))
        return others < OTHERS or (duty.is_watched and others <= OTHERS)

    def _opened(self, duty: Duty, channel: Channel | None, error: Exception | None) -> None:
        if error is not None and not isinstance(error, ConnectorError):
            log.error("Account %s: opening a channel: %s", duty.account_id, trace_of(error))
        if channel is None:
            # A service without a channel stays marked, so that it is not asked after every pull.
            duty.is_watched = error is None
        elif self._engine.duties.get(duty.account_id) is duty and duty.is_watched:
            self._watcher.add(channel)
        else:
            channel.close()

    def _heard(self, account_id: AccountId, remote_id: RemoteId) -> None:
        if duty := self._engine.duties.get(account_id):
            duty.heard.add(remote_id)
            self._engine.stir(duty, pull=duty.condition.is_well)

    def _lost(self, account_id: AccountId) -> None:
        if duty := self._engine.duties.get(account_id):
            duty.is_watched = False
            self._engine.hurry(duty, self._engine.random.uniform(*LOST_SECONDS))
