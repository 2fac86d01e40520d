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
    page: str = ""
    """Where its keys hold; everywhere if empty."""


class Commands:
    """The commands of one window, in the order they were added."""

    def __init__(self) -> None:
        self._by_name: dict[str, WindowCommand] = {}
        self._by_key: dict[tuple[str, str], WindowCommand] = {}

    def add(
        self, name: str, text: str, group: str, keys: tuple[str, ...], run: Callable[[], object], page: str = ""
    ) -> None:
        """Raises ``ValueError`` where a key already means something else there."""
        for key in keys:
            if (page, key) in self._by_key:
                raise ValueError(f"{key} already means {self._by_key[page, key].name}")
        made = WindowCommand(name, text, group, keys, run, page)
        self._by_name[name] = made
        self._by_key.update({(page, key): made for key in keys})

    def for_key(self, key: str, page: str = "") -> WindowCommand | None:
        """What a key means on a page: its own commands come first."""
        return self._by_key.get((page, key)) or self._by_key.get(("", key))

    def run(self, name: str) -> None:
        self._by_name[name].run()

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[WindowCommand]:
        return iter(self._by_name.values())
