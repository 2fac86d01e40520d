"""A notification daemon on a session bus of its own, which refuses what the specification does not allow.

It answers over the real wire, keeps what it shows, and presses buttons as a person does
(https://specifications.freedesktop.org/notification-spec/1.2/).
"""

import queue
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
OURS = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
BY_USER, BY_CALL = 2, 3


class PrivateBus:
    """A `dbus-daemon` of its own; ``address`` is where it listens."""

    def __init__(self) -> None:
        program = shutil.which("dbus-daemon")
        assert program is not None, "dbus-daemon is missing"
        self._process = subprocess.Popen(
            [program, "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass
class Shown:
    """A notice on the desktop."""

    app: str
    icon: str
    title: str
    text: str
    actions: dict[str, str]
    hints: dict[str, tuple[str, Any]] = field(default_factory=dict)


class FakeNotificationDaemon:
    """``shown`` is what stands on the desktop, by number."""

    def __init__(self, address: str, capabilities: tuple[str, ...] = ("actions", "body", "body-markup")) -> None:
        self._capabilities = list(capabilities)
        self.shown: dict[int, Shown] = {}
        self.refused: list[str] = []
        self._last = 0
        self._signals: queue.Queue[Message] = queue.Queue()
        self._ends = threading.Event()
        self._connection: DBusConnection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME), timeout=5)
        self._thread = threading.Thread(target=self._serve, name="notification daemon", daemon=True)
        self._thread.start()

    def titles(self) -> list[str]:
        return [each.title for each in list(self.shown.values())]

    def press(self, title: str, action: str, *, token: str = "") -> None:
        """Press a button of what is shown under that title; ``default`` is a click on it."""
        number = self._number(title)
        assert action in self.shown[number].actions
        if token:
            self._signals.put(new_signal(OURS, "ActivationToken", "us", (number, token)))
        self._signals.put(new_signal(OURS, "ActionInvoked", "us", (number, action)))
        self.put_away(title)

    def put_away(self, title: str) -> None:
        """Close it, as a person does."""
        number = self._number(title)
        del self.shown[number]
        self._signals.put(new_signal(OURS, "NotificationClosed", "uu", (number, BY_USER)))

    def close(self) -> None:
        self._ends.set()
        self._thread.join(10)
        self._connection.close()

    def _number(self, title: str) -> int:
        return next(number for number, each in self.shown.items() if each.title == title)

    def _serve(self) -> None:
        while not self._ends.is_set():
            while not self._signals.empty():
                self._connection.send(self._signals.get())
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, call: Message) -> Message:
        method, signature = (call.header.fields.get(each) for each in (HeaderFields.member, HeaderFields.signature))
        if method == "GetCapabilities":
            return new_method_return(call, "as", (self._capabilities,))
        if method == "Notify" and signature == "susssasa{sv}i":
            return new_method_return(call, "u", (self._show(*call.body),))
        if method == "CloseNotification" and signature == "u":
            if self.shown.pop(call.body[0], None):
                self._signals.put(new_signal(OURS, "NotificationClosed", "uu", (call.body[0], BY_CALL)))
            return new_method_return(call)
        self.refused.append(f"{method}({signature})")
        return new_error(call, "org.freedesktop.DBus.Error.InvalidArgs")

    def _show(
        self, app: str, replaces: int, icon: str, title: str, text: str, actions: list[str], hints: Any, timeout: int
    ) -> int:
        if not replaces:
            self._last += 1
        number = replaces or self._last
        self.shown[number] = Shown(
            app, icon, title, text, dict(zip(actions[::2], actions[1::2], strict=True)), dict(hints)
        )
        return number
