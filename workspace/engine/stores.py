"""Opens the two files that the engine writes, made or migrated first; called in the writer thread."""

from collections.abc import Callable

from workspace.engine.writing import Stores
from workspace.store.home import Home
from workspace.store.integrity import judge_cache
from workspace.store.ledger import Ledger
from workspace.store.open import bring_up_to_date, open_writer
from workspace.store.room import free
from workspace.store.writer import CacheWriter


def open_stores(home: Home, key: bytes, clock: Callable[[], float]) -> Stores:
    """``clock`` in seconds since 1970. Raises ``StoreNewer`` where a newer program wrote them."""
    for name in ("cache", "ledger"):
        bring_up_to_date(home, key, name)
    cache = CacheWriter(open_writer(home.cache_db, key), lambda: int(clock() * 1000))
    ledger = Ledger(open_writer(home.ledger_db, key))
    return Stores(cache, ledger, lambda: judge_cache(home, key), lambda: free(home))
