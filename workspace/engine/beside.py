"""The bodies of a large first pull come on a second connection while its headers still arrive on the first."""

import logging
import threading
from types import TracebackType
from typing import Self

from workspace.connector.errors import ConnectorError
from workspace.connector.pages import Page
from workspace.engine.bodies import Bodies
from workspace.engine.run import Cut, Run
from workspace.engine.session import Connecting

WORTH = 1_000
"""So many mails to come are worth a second sign-in."""
LOOK_SECONDS = 0.2

log = logging.getLogger(__name__)


class BodiesBeside:
    """Used as a context around the pull of the headers; what is left at its end is the first connection's."""

    def __init__(self, bodies: Bodies, connecting: Connecting, run: Run) -> None:
        self._bodies = bodies
        self._connecting = connecting
        self._run = run
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def expect(self, page: Page) -> None:
        """Begin, if the pull has become a large one and the service allows a second connection."""
        is_large = (page.total or 0) >= WORTH and self._run.manifest.per_account > 1
        if self._thread is None and is_large:
            self._thread = threading.Thread(target=self._fetch, name=f"bodies {self._run.account_id}", daemon=True)
            self._thread.start()

    def _fetch(self) -> None:
        try:
            with self._connecting.to(self._run.account, self._run.manifest, is_asked=self._run.is_asked) as connector:
                while not self._ended.wait(LOOK_SECONDS):
                    self._bodies.fetch(connector, self._run, self._check_room)
        except Cut:
            return
        except ConnectorError as error:
            # The first connection meets the same, and tells.
            log.info("Account %s: a second connection ended (%s).", self._run.account_id, error.message_key)

    def _check_room(self) -> None:
        self._run.check_room()
        if self._ended.is_set():
            raise Cut
