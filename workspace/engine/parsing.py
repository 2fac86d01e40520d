"""Reads mails in a process beside the one that stores them: faster, and a mail that kills it harms nobody else.

Few mails are read in the engine's process: starting another one would take longer.
"""

import logging
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from time import monotonic

from workspace.engine.health import trace_of
from workspace.mail.html import sanitise
from workspace.mail.parse import parse_body
from workspace.store.writing.body import Body, of_mail, packed

WORTH = 100
"""So many mails at once are worth a process."""
PATIENCE_SECONDS = 120.0
START_SECONDS = 30.0
AGAIN_SECONDS = 600.0
"""So long mails are read here where the process beside cannot be started."""

log = logging.getLogger(__name__)


class CannotStart(OSError):
    """The process ended before it could read anything: no mail is to blame."""


class Parsing:
    """One process for all pulls, started when first needed; it ends when the engine's does, however that ends."""

    def __init__(self, serve: Callable[[Connection], None] | None = None) -> None:
        self._serve = serve or _serve
        self._thread = ThreadPoolExecutor(1, "parsing")
        self._not_before = 0.0
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    @property
    def process_id(self) -> int | None:
        """None while no process is needed."""
        return self._process.pid if self._process else None

    def later(self, raws: Sequence[bytes]) -> Future[list[Body]]:
        """The bodies of raw messages, in their order; one that cannot be read is marked broken."""
        return self._thread.submit(self._read, list(raws))

    def close(self) -> None:
        self._thread.shutdown()
        self._end()

    def _read(self, raws: list[bytes]) -> list[Body]:
        if self._line is None and (len(raws) < WORTH or monotonic() < self._not_before):
            return [readable_body(raw) for raw in raws]
        try:
            return self._ask(raws)
        except CannotStart:
            self._end()
            self._not_before = monotonic() + AGAIN_SECONDS
            log.error("The process that reads mails does not start; they are read here.")
            return [readable_body(raw) for raw in raws]
        except (EOFError, OSError):
            self._end()
            log.error("A mail stopped the process that reads mails; each is read alone.")
            return [self._read_alone(raw) for raw in raws]

    def _read_alone(self, raw: bytes) -> Body:
        try:
            return self._ask([raw])[0]
        except (EOFError, OSError):
            self._end()
            return Body(text="", is_broken=True)

    def _ask(self, raws: list[bytes]) -> list[Body]:
        line = self._line or self._start()
        line.send(raws)
        if not line.poll(PATIENCE_SECONDS):
            raise EOFError
        answer: list[Body] = line.recv()
        return answer

    def _start(self) -> Connection:
        """Raises :class:`CannotStart` unless the process says that it can read."""
        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=self._serve, args=(far,), name="parsing", daemon=True)
        try:
            process.start()
            self._line, self._process = near, process
            far.close()
            if not near.poll(START_SECONDS):
                raise EOFError
            near.recv()
        except (EOFError, OSError) as error:
            raise CannotStart from error
        return near

    def _end(self) -> None:
        if self._process is not None and self._line is not None:
            self._line.close()
            self._process.kill()
            self._process.join()
        self._process = self._line = None


def _serve(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The other end closes when the engine ends, even by a kill.
    with suppress(EOFError, OSError):
        line.send(b"")
        while True:
            line.send([_ready(readable_body(raw)) for raw in line.recv()])


def _ready(body: Body) -> Body:
    return replace(body, packed=packed(body))


def readable_body(raw: bytes) -> Body:
    """:func:`body_of`, but a message that it stumbles over is marked instead of stopping the account."""
    try:
        return body_of(raw)
    except Exception as error:
        log.error("A mail could not be read: %s", trace_of(error))
        return Body(text="", is_broken=True)


def body_of(raw: bytes) -> Body:
    """A raw message as it is stored, its HTML made safe; marked broken where only a part could be read."""
    mail = parse_body(raw)
    if not mail.html:
        return of_mail(mail, None)
    safe = sanitise(mail.html)
    extra: dict[str, object] = {
        "remote_images": list(safe.remote_images),
        "has_author_colours": safe.has_author_colours,
        "is_cut": safe.is_cut,
        "trackers": safe.trackers,
    }
    return of_mail(mail, safe.html, extra)
