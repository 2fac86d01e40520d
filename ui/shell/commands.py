"""Everything the window can do, by name, with its keys: for the keyboard, the menus and the sheet of shortcuts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WindowCommand:
    """``keys`` are single keys as typed (``j``, ``#``) or names (``Return``, ``Ctrl+K``); ``group`` heads the sheet."""

    name: str
    text: str
    group: str
    keys: tuple[str, ...]
    run: Callable[[], object]


class Commands:
    """The commands of one window, in the order they were added."""

    def __init__(self) -> None:
        self._by_name: dict[str, WindowCommand] = {}
        self._by_key: dict[str, WindowCommand] = {}

    def add(self, name: str, text: str, group: str, keys: tuple[str, ...], run: Callable[[], object]) -> None:
        """Raises ``ValueError`` where a key already means something else."""
        for key in keys:
            if key in self._by_key:
                raise ValueError(f"{key} already means {self._by_key[key].name}")
        made = WindowCommand(name, text, group, keys, run)
        self._by_name[name] = made
        self._by_key.update(dict.fromkeys(keys, made))

    def for_key(self, key: str) -> WindowCommand | None:
        return self._by_key.get(key)

    def run(self, name: str) -> None:
        self._by_name[name].run()

    def __iter__(self) -> Iterator[WindowCommand]:
        return iter(self._by_name.values())
