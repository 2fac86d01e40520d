"""IDLE (RFC 2177) as a watch: its own connection, a socket to select on, renewed before servers give up."""

import imaplib
import ssl
import time
from collections.abc import Callable

from connectors.imap.line import Line
from connectors.imap.wire import named
from workspace.connector.errors import Transient

RENEW_SECONDS = 27 * 60.0
MAX_RECEIVES = 64
_NEWS = (b"EXISTS", b"EXPUNGE", b"FETCH", b"VANISHED")


class IdleWatch:
    """Hears when the selected mailbox of ``line`` changes; owns the line."""

    def __init__(self, line: Line, clock: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._clock = clock
        self._pending = False
        self._socket = line.wire.raw.sock
        self._begin()

    def fileno(self) -> int:
        return self._socket.fileno()

    def heard(self) -> bool:
        """Whether the mailbox changed; never waits for news, and renews IDLE when its time has come."""
        if not self._line.is_open:
            raise Transient("connection_closed", host=self._line.host)
        self._receive()
        self._pending = self._read_lines() or self._pending
        if self._clock() >= self._renew_at:
            self._end()
            self._begin()
        has_news, self._pending = self._pending, False
        return has_news

    def close(self) -> None:
        if self._line.is_open:
            self._line.log_out()

    def _begin(self) -> None:
        with named(self._line.host):
            self._line.wire.raw.send(b"WI IDLE\r\n")
        self._renew_at = self._clock() + RENEW_SECONDS
        while (text := self._line.answer()[0])[:1] != b"+":
            if text.startswith(b"WI "):
                self._line.close()
                raise Transient("bad_answer", host=self._line.host)
            self._pending = self._pending or _is_news(text)

    def _end(self) -> None:
        with named(self._line.host):
            self._line.wire.raw.send(b"DONE\r\n")
        while not (text := self._line.answer()[0]).startswith(b"WI "):
            self._pending = self._pending or _is_news(text)

    def _receive(self) -> None:
        """Everything the socket has, TLS records held back by the library included."""
        timeout = self._socket.gettimeout()
        self._socket.setblocking(False)
        try:
            for _ in range(MAX_RECEIVES):
                if not self._line.wire.raw.receive():
                    break
            else:
                return
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except (OSError, imaplib.IMAP4.error):
            self._line.close()
            with named(self._line.host):
                raise
        finally:
            if self._line.is_open:
                self._socket.settimeout(timeout)
        self._line.close()
        raise Transient("connection_closed", host=self._line.host)

    def _read_lines(self) -> bool:
        has_news = False
        while self._line.wire.raw.has_line():
            text = self._line.answer()[0]
            if text.startswith(b"WI "):
                self._line.close()
                raise Transient("connection_closed", host=self._line.host)
            has_news = has_news or _is_news(text)
        return has_news


def _is_news(text: bytes) -> bool:
    words = text.upper().split(b" ", 3)
    return words[0] == b"*" and any(word in _NEWS for word in words[1:3])
