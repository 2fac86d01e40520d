"""The tables of the three files, as SQLAlchemy Core; migrations are checked against them.

Times are integer milliseconds since 1970 UTC. JSON columns hold text. What the window asks is plain SQL in
``queries.py`` on these names, because importing SQLAlchemy costs the window its start.
"""

from workspace.store.tables.cache import CACHE, SEARCH_DDL
from workspace.store.tables.ledger import LEDGER
from workspace.store.tables.user import USER

__all__ = ["CACHE", "LEDGER", "SEARCH_DDL", "USER"]
