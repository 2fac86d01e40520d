"""Measures a window: each step of a journey in its handler, and every turn of the event loop that follows it."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent

from benchmarks.programs import percentile
from benchmarks.table import Row

QUIET_SECONDS = 0.09
"""So long no turn took anything: what the step began is over. The window's timers wait less, but one: reading."""
BUSY_MS = 0.4
LONGEST_SECONDS = 20.0
OPENING = 150.0
"""The worst that opening a message may take, in milliseconds; its p95 has a row of its own."""
NEXT = "then the next one opens"
YARDSTICK = 12_000
"""Rounds of a loop that does the same each time, about a millisecond: what takes longer then is the machine's doing."""


@dataclass(slots=True)
class Taken:
    """Milliseconds of each step: in its handler, and in the longest turn after it, by the clock and of the thread."""

    reach: float
    handlers: list[tuple[float, float]] = field(default_factory=list)
    turns: list[tuple[float, float]] = field(default_factory=list)

    def worst(self, which: int) -> list[float]:
        """The longest that the window heard nothing in each step; ``which`` is 0 for the clock, 1 for the thread."""
        return [max(one[which], other[which]) for one, other in zip(self.handlers, self.turns, strict=True)]


class Turns:
    """What was measured, by the name of the step."""

    def __init__(self) -> None:
        self.taken: dict[str, Taken] = {}
        self.yardstick: list[float] = []
        """Milliseconds of the same work before each step, by the clock."""
        self.on_step: Callable[[str, float], object] = lambda name, cpu: None
        self._is_opening = False

    def note_opening(self) -> None:
        """This turn opens a message: in a step that is about something else it counts by itself."""
        self._is_opening = True

    def step(
        self,
        name: str,
        act: Callable[[], object],
        until: Callable[[], bool] = lambda: True,
        *,
        reach: float = 16.0,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        """Do something as a key would, then let the window do all that follows until it is done and quiet."""
        gc.collect(0)  # what the measuring itself left behind
        self._is_opening = False
        self.yardstick.append(_timed(_same_work)[0])
        taken = self.taken.setdefault(name, Taken(reach))
        handler = _timed(act)
        taken.handlers.append(handler)
        taken.turns.append(self.settle(name, until, quiet=quiet))
        self.on_step(name, max(handler[1], taken.turns[-1][1]))

    def settle(
        self, name: str, until: Callable[[], bool] = lambda: True, *, quiet: float = QUIET_SECONDS
    ) -> tuple[float, float]:
        """Turn by turn until it is done and quiet; the longest turn, by the clock and of the thread."""
        began = busy_at = time.monotonic()
        longest = busiest = 0.0
        while True:
            wall, cpu = _timed(_turn)
            now = time.monotonic()
            if self._is_opening and self._is_about_else(name):
                opened = self.taken.setdefault(NEXT, Taken(OPENING))
                opened.handlers.append((0.0, 0.0))
                opened.turns.append((wall, cpu))
            else:
                longest, busiest = max(longest, wall), max(busiest, cpu)
            self._is_opening = False
            if cpu > BUSY_MS or wall > 10 * BUSY_MS:
                busy_at = now
            elif until() and now - busy_at > quiet:
                return longest, busiest
            if now - began > LONGEST_SECONDS:
                raise TimeoutError(name)
            time.sleep(0.001)  # what works beside the window needs the processor too

    def _is_about_else(self, name: str) -> bool:
        return name not in self.taken or self.taken[name].reach < OPENING

    def rows(self) -> list[Row]:
        return [*(_row(name, taken) for name, taken in self.taken.items()), self._machine()]

    def _machine(self) -> Row:
        """How even the machine was: of a step that takes ten milliseconds, a p99 of twice that may be its doing."""
        p50, p99 = percentile(self.yardstick, 50), percentile(self.yardstick, 99)
        note = f"of a loop of {p50:.2f} ms; worst {max(self.yardstick):.1f}; {len(self.yardstick)} times"
        return Row("window: the machine itself", "p99 / p50", p99 / p50, 1.5, note=note)

    def show(self) -> str:
        """Everything, for a terminal."""
        heads = [f"{what} {which}" for what in ("wall", "cpu") for which in ("p50 act", "turn", "p99 act", "turn")]
        lines = [f"{'ms':26}{'n':>5}{''.join(f'{each:>13}' for each in heads)}"]
        for name, taken in self.taken.items():
            numbers = [
                percentile([each[which] for each in one], percent)
                for which in (0, 1)
                for percent in (50, 99)
                for one in (taken.handlers, taken.turns)
            ]
            verdict = "" if percentile(taken.worst(1), 99) <= taken.reach else "MISSED"
            shown = "".join(f"{each:13.1f}" for each in numbers)
            lines.append(f"{name:26}{len(taken.turns):5}{shown}  {verdict}")
        return "\n".join(lines)


def _row(name: str, taken: Taken) -> Row:
    wall, cpu = taken.worst(0), taken.worst(1)
    handler = percentile([each[0] for each in taken.handlers], 99)
    note = (
        f"p50 {percentile(wall, 50):.1f}, worst {max(wall):.1f}, handler {handler:.1f};"
        f" processor p99 {percentile(cpu, 99):.1f}; {len(wall)} times"
    )
    return Row(f"window: {name}", "ms p99", percentile(wall, 99), taken.reach, note=note)


def _same_work() -> None:
    total = 0
    for number in range(YARDSTICK):
        total += number * number


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of this thread's processor time."""
    wall, cpu = time.perf_counter(), time.thread_time()
    act()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - cpu)


def _turn() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
