"""Opens the two files that the engine writes, made or migrated first; called in the writer thread."""

from workspace.engine.writing import Stores
from workspace.store.home import Home
from workspace.store.ledger import Ledger
from workspace.store.open import bring_up_to_date, open_writer
from workspace.store.writer import CacheWriter


def open_stores(home: Home, key: bytes) -> Stores:
    """Raises ``StoreNewer`` where a newer program wrote them."""
    for name in ("cache", "ledger"):
        bring_up_to_date(home, key, name)
    return Stores(CacheWriter(open_writer(home.cache_db, key)), Ledger(open_writer(home.ledger_db, key)))
