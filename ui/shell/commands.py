"""Everything the window can do, by name, with its keys: for the keyboard, the menus and the sheet of shortcuts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

Bindings = Mapping[str, tuple[str, ...]]
"""The keys that the user gave to commands, by their names; whoever is not named keeps its own."""


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
    """The commands of one window, in the order they were added; iterated with the keys that hold now."""

    def __init__(self) -> None:
        self._made: dict[str, WindowCommand] = {}
        self._own_keys: dict[tuple[str, str], str] = {}
        self._bindings: Bindings = {}
        self._by_name: dict[str, WindowCommand] = {}
        self._by_key: dict[tuple[str, str], WindowCommand] = {}

    def add(
        self, name: str, text: str, group: str, keys: tuple[str, ...], run: Callable[[], object], page: str = ""
    ) -> None:
        """Raises ``ValueError`` where a key already means something else there."""
        for key in keys:
            if (page, key) in self._own_keys:
                raise ValueError(f"{key} already means {self._own_keys[page, key]}")
        made = WindowCommand(name, text, group, keys, run, page)
        self._made[name] = made
        self._own_keys.update({(page, key): name for key in keys})
        if self._bindings:
            self.bind(self._bindings)
        else:
            self._by_name[name] = made
            self._by_key.update({(page, key): made for key in keys})

    def bind(self, bindings: Bindings) -> None:
        """Give commands the user's keys. A key that the user gave away is no longer its first owner's."""
        self._bindings = dict(bindings)
        self._by_name = dict(self._made)
        self._by_key = {}
        chosen = [made for name, made in self._made.items() if name in self._bindings]
        others = [made for name, made in self._made.items() if name not in self._bindings]
        for made in (*chosen, *others):
            wanted = self._bindings.get(made.name, made.keys)
            keys = tuple(key for key in dict.fromkeys(wanted) if (made.page, key) not in self._by_key)
            bound = replace(made, keys=keys)
            self._by_name[made.name] = bound
            self._by_key.update({(made.page, key): bound for key in keys})

    @property
    def bindings(self) -> dict[str, tuple[str, ...]]:
        return dict(self._bindings)

    def own_keys(self, name: str) -> tuple[str, ...]:
        """What a command is bound to where nobody chose."""
        return self._made[name].keys

    def for_key(self, key: str, page: str = "") -> WindowCommand | None:
        """What a key means on a page: its own commands come first."""
        return self._by_key.get((page, key)) or self._by_key.get(("", key))

    def holders(self, key: str, page: str) -> list[WindowCommand]:
        """Who has a key where one of ``page`` would have it too: on that page, everywhere, or on any if it is empty."""
        return [
            made for (where, each), made in self._by_key.items() if each == key and (not page or where in ("", page))
        ]

    def run(self, name: str) -> None:
        self._by_name[name].run()

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> WindowCommand:
        return self._by_name[name]

    def __iter__(self) -> Iterator[WindowCommand]:
        return iter(self._by_name.values())
