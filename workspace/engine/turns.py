"""Who waits for a pull: kept by connector, so that 1,200 accounts behind a full one cost nothing at each step."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from workspace.engine.duty import Duty
from workspace.model.ids import AccountId


class Turns:
    """Accounts in the order they came; those on screen go first, then the connector with the fewest under way."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[AccountId, Duty]] = {}

    def __bool__(self) -> bool:
        return any(self._waiting.values())

    def add(self, duty: Duty) -> None:
        """An account that waits already keeps its place."""
        self._waiting.setdefault(duty.manifest.id, {})[duty.account_id] = duty

    def take(
        self, has_room: Callable[[Duty], bool], under_way: Mapping[str, int], shown: Iterable[AccountId]
    ) -> Iterator[Duty]:
        """Those whose turn it is, as long as there is room; each is looked for when the one before has begun."""
        first = tuple(shown)

        def rank(duty: Duty) -> tuple[bool, int]:
            return duty.account_id not in first, under_way[duty.manifest.id]

        while ready := [duty for duty in self._next(first) if has_room(duty)]:
            duty = min(ready, key=rank)
            for waiting in self._waiting.values():
                waiting.pop(duty.account_id, None)
            yield duty

    def _next(self, first: Iterable[AccountId]) -> Iterator[Duty]:
        for waiting in self._waiting.values():
            if waiting:
                yield next((waiting[each] for each in first if each in waiting), None) or next(iter(waiting.values()))
