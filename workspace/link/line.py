"""One end of a doorbell connection: at most one unanswered bell each way, rung and heard in threads of its own.

``send_bytes`` on an unread pipe blocks after some hundred messages, so a bell is only sent when the one before was
answered; rings in between become one.
"""

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

BELL = b"!"
ANSWER = b"."
LONGEST = 16


class Line:
    """A connected bell. ``on_ring`` and ``on_closed`` are called in the line's own thread."""

    def __init__(
        self,
        connection: "Connection[bytes, bytes]",
        *,
        on_ring: Callable[[], None],
        on_closed: Callable[["Line"], None],
        name: str,
    ) -> None:
        self._connection = connection
        self._on_ring = on_ring
        self._on_closed = on_closed
        self._changed = threading.Condition()
        self._wanted = False
        self._unanswered = False
        self._answers = 0
        self._is_open = True
        self._threads = [
            threading.Thread(target=self._hear, name=f"{name}-hears", daemon=True),
            threading.Thread(target=self._speak, name=f"{name}-rings", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def is_open(self) -> bool:
        return self._is_open

    def ring(self) -> None:
        """Let the other end know that there is news; never blocks, and does nothing on a closed line."""
        with self._changed:
            self._wanted = True
            self._changed.notify_all()

    def close(self) -> None:
        """Hang up; both threads end soon. Safe to call twice and from any thread."""
        with self._changed:
            if not self._is_open:
                return
            self._is_open = False
            self._changed.notify_all()
        hang_up(self._connection)

    def _hear(self) -> None:
        with contextlib.suppress(OSError, EOFError, ValueError):
            while self._is_open:
                self._take(self._connection.recv_bytes(LONGEST))
        self.close()
        with contextlib.suppress(OSError):
            self._connection.close()
        self._on_closed(self)

    def _take(self, message: bytes) -> None:
        if message == ANSWER:
            with self._changed:
                self._unanswered = False
                self._changed.notify_all()
        elif message == BELL:
            self._on_ring()
            with self._changed:
                self._answers += 1
                self._changed.notify_all()

    def _speak(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while message := self._next():
                self._connection.send_bytes(message)
        self.close()

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(
                lambda: not self._is_open or self._answers or (self._wanted and not self._unanswered)
            )
            if not self._is_open:
                return None
            if self._answers:
                self._answers -= 1
                return ANSWER
            self._wanted, self._unanswered = False, True
            return BELL


def hang_up(connection: "Connection[bytes, bytes]") -> None:
    """End a connection so that a thread blocked in reading it wakes; closing the descriptor alone would not."""
    if os.name == "nt":
        connection.close()
        return
    with contextlib.suppress(OSError):
        plug = socket.socket(fileno=os.dup(connection.fileno()))
        with plug:
            plug.shutdown(socket.SHUT_RDWR)
