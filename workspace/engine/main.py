"""The engine's process: its lock, its log, its bell, and when it ends."""

import faulthandler
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workspace.connector.manifest import Manifest
from workspace.engine.engine import Engine
from workspace.engine.health import trace_of
from workspace.link.bell import BellServer
from workspace.link.lock import Taken, held
from workspace.link.supervisor import ALREADY_RUNNING, CANNOT_OPEN, NO_ROOM
from workspace.store.damage import CacheDamaged
from workspace.store.home import Home
from workspace.store.open import StoreNewer, unlock
from workspace.store.room import NoRoom, noticing_no_room
from workspace.store.secrets import KeyLost, NoKeyring, VaultLocked
from workspace.store.unopened import unopened

PARENT_SECONDS = 15.0
GC_THRESHOLD = 20_000
NICENESS = 10
LOG_BYTES = 1_000_000
LOGS_KEPT = 3
PACKAGES = ("workspace", "connectors")

log = logging.getLogger(__name__)


def run(home_path: str | Path, *, child: bool, connectors: Mapping[str, Manifest] | None = None) -> int:
    """Serve a home until told to stop; the exit code.

    A child ends when its parent hangs up, or does not connect within 15 seconds. 0 means asked to end,
    ``ALREADY_RUNNING`` that another engine serves the home, ``NO_ROOM`` that its disk is full, ``CANNOT_OPEN`` that
    stderr says why not: for a parent with the key of its :class:`workspace.link.state.Trouble` before the sentence.
    """
    try:
        home = Home(home_path)
        with noticing_no_room(), held(home.engine_lock), _logging(home.log):
            return _serve(home, child, connectors)
    except Taken:
        print("Another engine already serves this home.", file=sys.stderr)
        return ALREADY_RUNNING
    except NoRoom:
        if not child:  # whose parent sees it by the code: what it is said to may be on the same disk
            print("The disk is full. Make room, and start the engine again.", file=sys.stderr)
        return NO_ROOM
    except CacheDamaged:
        why, said = "cache_damaged", "cache.db is damaged; the next start makes it anew, and all of it is pulled again."
    except (NoKeyring, VaultLocked, KeyLost, StoreNewer, OSError) as error:
        found = unopened(error, str(home_path))
        if found is None:
            raise
        why, said = found.why, found.sentence
    print(f"{why}: {said}" if child else said, file=sys.stderr)
    return CANNOT_OPEN


def _serve(home: Home, child: bool, connectors: Mapping[str, Manifest] | None) -> int:
    faulthandler.enable()
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    # A pull makes hundreds of thousands of objects that no cycle holds: looking for cycles all the time cost 3 %.
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)
    vault, key, set_aside = unlock(home)
    if set_aside:
        log.info("The key was lost; %d files were set aside.", len(set_aside))
    stop = threading.Event()
    engine = Engine(home, key, vault, connectors=connectors)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _end(stop, engine))
    bell = BellServer(home, on_ring=engine.wake, on_parent=_parent_watch(stop, engine, child))
    engine.on_news = bell.ring
    log.info("The engine runs.")
    try:
        engine.run(stop)
    except CacheDamaged:
        log.warning("The cache is damaged.")
        raise
    except NoRoom:
        log.warning("There is no room on the disk.")
        raise
    except Exception as error:
        log.critical("The engine stopped: %s", trace_of(error))
        raise
    finally:
        bell.close()
        engine.close()
        log.info("The engine ended.")
    return 0


def _parent_watch(stop: threading.Event, engine: Engine, child: bool) -> Callable[[bool], None]:
    """What to do when the parent comes and goes; a child without one ends."""
    patience = threading.Timer(PARENT_SECONDS, _end, (stop, engine))
    patience.daemon = True
    if child:
        patience.start()

    def on_parent(is_there: bool) -> None:
        patience.cancel()
        if child and not is_there:
            _end(stop, engine)

    return on_parent


def _end(stop: threading.Event, engine: Engine) -> None:
    stop.set()
    engine.wake()


@contextmanager
def _logging(path: Path) -> Iterator[None]:
    """Sentences into a rotating file: account ids, never addresses or contents."""
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in PACKAGES]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        handler.close()
