"""Brings what was committed to the disk, beside whoever committed it: a window that waited would stand still."""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

_log = logging.getLogger(__name__)


class Disk:
    """Of one file with a write-ahead log, whose connection commits with ``synchronous=NORMAL``: such a commit outlives
    its process, and a loss of power from when the log is on the disk (https://sqlite.org/wal.html#performance_considerations).
    """

    def __init__(self, file: Path) -> None:
        self._wal = file.with_name(f"{file.name}-wal")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self._is_asked = Event()

    def bring(self) -> None:
        """Returns at once; what is committed until the thread begins goes along."""
        if not self._is_asked.is_set():
            self._is_asked.set()
            self._thread.submit(self._bring)

    def close(self) -> None:
        """Waits for what was asked."""
        self._thread.shutdown()

    def _bring(self) -> None:
        # No lock is lost with this descriptor, as one of the file itself would take them along: the log carries none
        # (https://sqlite.org/howtocorrupt.html, section 2.2).
        self._is_asked.clear()
        try:
            with self._wal.open("r+b") as log:
                os.fsync(log.fileno())
        except FileNotFoundError:
            pass  # whoever closed the file last wrote the log into it, and waited
        except OSError as error:
            _log.error("%s was not brought to the disk: %s", self._wal.name, error)
