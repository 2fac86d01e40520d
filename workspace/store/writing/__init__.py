"""How the engine writes ``cache.db``: each module a part of one transaction of its pen."""
