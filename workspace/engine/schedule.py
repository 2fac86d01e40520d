"""When which account is due: a heap, so that 1,200 accounts cost nothing while they wait."""

import heapq
from itertools import count

from workspace.model.ids import AccountId


class Schedule:
    """The next pull of every account, in seconds since 1970. Setting a time replaces the one before."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, AccountId]] = []
        self._entry: dict[AccountId, int] = {}
        self._numbers = count()

    def set(self, account_id: AccountId, due_at: float) -> None:
        number = next(self._numbers)
        self._entry[account_id] = number
        heapq.heappush(self._heap, (due_at, number, account_id))

    def remove(self, account_id: AccountId) -> None:
        self._entry.pop(account_id, None)

    def next_at(self) -> float:
        """When the next account is due; ``inf`` when none waits."""
        self._drop_replaced()
        return self._heap[0][0] if self._heap else float("inf")

    def pop_due(self, now: float) -> list[AccountId]:
        """Every account whose time has come, longest due first; each must be set again."""
        due = []
        while self.next_at() <= now:
            _, _, account_id = heapq.heappop(self._heap)
            del self._entry[account_id]
            due.append(account_id)
        return due

    def _drop_replaced(self) -> None:
        while self._heap and self._entry.get(self._heap[0][2]) != self._heap[0][1]:
            heapq.heappop(self._heap)
