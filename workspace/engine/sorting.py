"""Sorts the conversations that are here into the tabs of new rules: in slices, between which everybody else writes."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from workspace.store.tab_rules import TabRule

if TYPE_CHECKING:
    from workspace.engine.engine import Engine


class Sorting:
    """Called in the engine's thread."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._is_sorting = False
        self._is_changed = False
        """Whether the rules changed after the slice that is under way was handed in."""

    def begin(self, rules: Sequence[TabRule]) -> None:
        """From now on by these rules; what a stopped engine did not finish is sorted too."""
        wanted = list(rules)
        if not self._engine.writing.do(lambda s: s.cache.mirror_tabs(wanted), is_urgent=True):
            return
        self._is_changed = self._is_sorting
        if not self._is_sorting:
            self._is_sorting = True
            self._go_on()

    def _go_on(self) -> None:
        self._engine.writing.later(lambda s: s.cache.place_some()).add_done_callback(self._on_done)

    def _on_done(self, done: Future[bool]) -> None:
        """From the writer's thread."""
        self._engine.then(lambda: self._take(done.result()))

    def _take(self, has_more: bool) -> None:
        self._is_sorting = (has_more or self._is_changed) and not self._engine.stopping.is_set()
        self._is_changed = False
        if self._is_sorting:
            self._go_on()
