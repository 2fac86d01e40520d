"""Speaks to the desktop's notification daemon over the session bus, as the freedesktop specification 1.2 says
(https://specifications.freedesktop.org/notification-spec/1.2/), in a thread of its own.

Not through QtDBus: PySide6 turns every whole number into a signed one, and the specification wants unsigned ones.
"""

import html
import os
import queue
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.common import RouterClosed
from jeepney.io.threading import DBusRouter, open_dbus_router
from PySide6.QtCore import QObject, Signal

from ui.notify.spoken import Spoken

NAME = "org.freedesktop.Notifications"
DAEMON = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
TIMEOUT = 5.0
"""Seconds to wait for the daemon."""


class BusVoice(QObject):
    """``acted`` carries a notice's key, an action's name and a token with which the window may come forward, ``closed``
    a key whose notice the user put away, ``failed`` a notice that could not be told.
    """

    acted = Signal(str, str, str)
    closed = Signal(str)
    failed = Signal(object)

    def __init__(self, icon: str, parent: QObject | None, address: str = "") -> None:
        """``icon`` is the path of a picture, ``address`` that of the bus; empty for the session's."""
        super().__init__(parent)
        self._icon = icon
        self._address = address or _session_bus()
        self._orders: queue.Queue[Any] = queue.Queue()
        self._ids: dict[str, int] = {}
        self._tokens: dict[int, str] = {}
        self._capabilities: frozenset[str] | None = None
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def say(self, spoken: Spoken) -> None:
        """Show it; what was shown under the same key is replaced."""
        self._orders.put(partial(self._notify, spoken=spoken))

    def take_back(self, key: str) -> None:
        self._orders.put(partial(self._close, key=key))

    def stop(self) -> None:
        """Take back what is shown: its buttons would do nothing any more."""
        self.blockSignals(True)
        self._orders.put(None)
        self._thread.join(TIMEOUT)

    # In the thread

    def _run(self) -> None:
        if self._address:
            with suppress(OSError, RuntimeError, RouterClosed, ValueError), open_dbus_router(self._address) as router:
                self._serve(router)
                return
        self._give_back()

    def _serve(self, router: DBusRouter) -> None:
        heard = MatchRule(type="signal", interface=NAME, path=DAEMON.object_path)
        asked = MatchRule(type="signal", interface=NAME, path=DAEMON.object_path, sender=NAME)
        router.send_and_get_reply(message_bus.AddMatch(asked), timeout=TIMEOUT)
        with router.filter(heard, queue=self._orders):
            while (order := self._orders.get()) is not None:
                if isinstance(order, Message):
                    self._hear(order.header.fields.get(HeaderFields.member), order.body)
                else:
                    order(router)
            for number in self._ids.values():
                router.send(new_method_call(DAEMON, "CloseNotification", "u", (number,)))

    def _give_back(self) -> None:
        """Nobody hears, or not any more: what is to be told is told to have failed."""
        while (order := self._orders.get()) is not None:
            if isinstance(order, partial) and "spoken" in order.keywords:
                self.failed.emit(order.keywords["spoken"])

    def _notify(self, router: DBusRouter, spoken: Spoken) -> None:
        if self._capabilities is None:
            found = self._call(router, "GetCapabilities")
            self._capabilities = frozenset(found[0]) if found else None
        able = self._capabilities or frozenset()
        text = html.escape(spoken.text, quote=False) if "body-markup" in able else spoken.text
        buttons = [word for action in spoken.actions for word in action] if "actions" in able else []
        values = (
            "Workspace",
            self._ids.get(spoken.key, 0),
            self._icon,
            spoken.title,
            text,
            buttons,
            _hints(spoken),
            -1,
        )
        found = self._call(router, "Notify", "susssasa{sv}i", values)
        if found:
            self._ids[spoken.key] = found[0]
        else:
            self.failed.emit(spoken)

    def _close(self, router: DBusRouter, key: str) -> None:
        number = self._ids.pop(key, None)
        if number is not None:
            self._call(router, "CloseNotification", "u", (number,))

    def _call(
        self, router: DBusRouter, method: str, signature: str | None = None, values: tuple[object, ...] = ()
    ) -> tuple[Any, ...] | None:
        """The answer; None where there is no daemon or it refuses."""
        try:
            reply = router.send_and_get_reply(new_method_call(DAEMON, method, signature, values), timeout=TIMEOUT)
        except (TimeoutError, OSError, RouterClosed):
            return None
        return tuple(reply.body) if reply.header.message_type is MessageType.method_return else None

    def _hear(self, member: str | None, body: tuple[Any, ...]) -> None:
        key = next((key for key, number in self._ids.items() if number == body[0]), None)
        if member == "ActivationToken":
            self._tokens[body[0]] = body[1]
        elif key is not None and member == "ActionInvoked":
            self.acted.emit(key, body[1], self._tokens.pop(body[0], ""))
        elif key is not None and member == "NotificationClosed":
            del self._ids[key]
            self._tokens.pop(body[0], None)
            if body[1] == _BY_USER:
                self.closed.emit(key)


_BY_USER = 2
"""The reason with which a daemon says that the user closed a notice."""


def _hints(spoken: Spoken) -> Mapping[str, tuple[str, object]]:
    category = "im.received" if spoken.is_chat else "email.arrived"
    return {"urgency": ("y", 1), "category": ("s", category), "desktop-entry": ("s", "workspace")}


def _session_bus() -> str:
    """Empty where this session has none."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS", "") or (f"unix:path={runtime}/bus" if runtime else "")
