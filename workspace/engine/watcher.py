"""One thread and one selector for every push channel: 1,200 waiting sockets cost next to nothing."""

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from workspace.connector.base import Connector, Watch
from workspace.connector.errors import ConnectorError
from workspace.engine.health import trace_of
from workspace.model.ids import AccountId, RemoteId

RENEW_SECONDS = 180.0

log = logging.getLogger(__name__)

Heard = Callable[[AccountId, RemoteId], None]
"""Called in the watcher's thread: this collection has news."""
Lost = Callable[[AccountId, Exception], None]
"""Called in the watcher's thread: the account's channel broke and was given up."""


@dataclass(eq=False, slots=True)
class Channel:
    """A watch with the connector it belongs to, which lives as long as the watch."""

    account_id: AccountId
    collection: RemoteId
    watch: Watch
    connector: Connector

    def close(self) -> None:
        self.watch.close()
        self.connector.close()


class Watcher:
    """All channels. Adding and removing may be done from any thread."""

    def __init__(self, on_heard: Heard, on_lost: Lost) -> None:
        self._on_heard = on_heard
        self._on_lost = on_lost
        self._selector = selectors.DefaultSelector()
        self._wake_here, self._wake_there = socket.socketpair()
        self._wake_here.setblocking(False)
        self._wake_there.setblocking(False)
        self._selector.register(self._wake_here, selectors.EVENT_READ)
        self._guard = threading.Lock()
        self._arriving: list[Channel] = []
        self._leaving: set[AccountId] = set()
        self._channels: dict[AccountId, Channel] = {}
        self._is_open = True
        self._renew_at = 0.0
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def add(self, channel: Channel) -> None:
        """Watch it from now on, in place of what the account had before."""
        with self._guard:
            self._arriving.append(channel)
        self._wake()

    def remove(self, account_id: AccountId) -> None:
        with self._guard:
            self._leaving.add(account_id)
        self._wake()

    def close(self) -> None:
        self._is_open = False
        self._wake()
        self._thread.join()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake_there.send(b"!")

    def _run(self) -> None:
        while self._is_open:
            self._exchange()
            for key, _ in self._selector.select(self._wait_seconds()):
                if isinstance(key.data, Channel):
                    self._hear(key.data)
                else:
                    with contextlib.suppress(BlockingIOError):
                        self._wake_here.recv(4096)
            self._renew()
        self._exchange()  # what arrived last has to be closed too
        for account_id in list(self._channels):
            self._give_up(account_id)
        self._selector.close()
        self._wake_here.close()
        self._wake_there.close()

    def _wait_seconds(self) -> float | None:
        return max(0.0, self._renew_at - time.monotonic()) if self._channels else None

    def _exchange(self) -> None:
        with self._guard:
            leaving, arriving = self._leaving, self._arriving
            self._leaving, self._arriving = set(), []
        for account_id in leaving:
            self._give_up(account_id)
        for channel in arriving:
            self._give_up(channel.account_id)
            try:
                self._selector.register(channel.watch.fileno(), selectors.EVENT_READ, channel)
            except (ValueError, KeyError, OSError) as error:  # closed before it was listened to
                channel.close()
                self._on_lost(channel.account_id, error)
            else:
                self._channels[channel.account_id] = channel

    def _give_up(self, account_id: AccountId) -> None:
        if channel := self._channels.pop(account_id, None):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(channel.watch.fileno())
            channel.close()

    def _hear(self, channel: Channel) -> None:
        if self._channels.get(channel.account_id) is not channel:
            return
        try:
            has_news = channel.watch.heard()
        except Exception as error:
            if not isinstance(error, ConnectorError):
                log.error("Account %s: watching: %s", channel.account_id, trace_of(error))
            self._give_up(channel.account_id)
            self._on_lost(channel.account_id, error)
            return
        if has_news:
            self._on_heard(channel.account_id, channel.collection)

    def _renew(self) -> None:
        """Let each channel renew itself every few minutes, as its promise says."""
        now = time.monotonic()
        if now < self._renew_at:
            return
        self._renew_at = now + RENEW_SECONDS
        for channel in list(self._channels.values()):
            self._hear(channel)
