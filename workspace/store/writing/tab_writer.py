"""The engine's pen for the tabs that the user's rules make; a part of :class:`workspace.store.writer.CacheWriter`."""

from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from workspace.store.tab_rules import TabRule, by_workplace
from workspace.store.times import now_ms
from workspace.store.writing import tab_mirror
from workspace.store.writing.pen import Pen


class TabWriter(Pen):
    """Each method is one transaction."""

    def __init__(self, engine: Engine, now: Callable[[], int] = now_ms) -> None:
        super().__init__(engine, now)
        with engine.begin() as db:
            self._placed = tab_mirror.load(db)
        self._known.rules = self._placed.rules

    def mirror_tabs(self, rules: Sequence[TabRule]) -> bool:
        """Place by exactly these rules from now on.

        True while conversations that are here may stand where older rules put them: :meth:`place_some` goes on.
        """
        wanted = by_workplace(rules)
        scopes = tab_mirror.changed(self._placed.rules, wanted)
        if scopes:
            with self._writing("tabs") as (db, _):
                self._placed.rules = self._known.rules = wanted
                tab_mirror.begin(db, self._placed, scopes)
                tab_mirror.save(db, self._placed)
        return bool(self._placed.scopes)

    def place_some(self) -> bool:
        """Put some of the conversations that are here where the rules say; False when all of them stand there."""
        with self._engine.begin() as db:
            is_moved = tab_mirror.step(db, self._placed, self._known.scopes)
            tab_mirror.save(db, self._placed)
            if is_moved or not self._placed.scopes:
                self._note(db, set(), "tabs", None, None)
        return bool(self._placed.scopes)
