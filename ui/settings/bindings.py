"""The keys that the user gave to commands: what is kept, what a key may be, and who had it before."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from ui.shell.commands import Bindings, Commands, WindowCommand
from workspace.store.user import UserStore

SETTING = "window.keys"
MOST = 4
"""Keys that one command can have."""
_COPYING = ("Ctrl+C", "Ctrl+V", "Ctrl+X")
_SHOWN = {"Return": "⏎", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Backspace": "⌫", "PageUp": "PgUp"}


def tr(text: str) -> str:
    return QCoreApplication.translate("bindings", text)


def stored_bindings(user: UserStore) -> dict[str, tuple[str, ...]]:
    """What was kept; entries that are no list of keys count as not chosen."""
    kept = user.setting(SETTING, {})
    if not isinstance(kept, Mapping):
        return {}
    found = {str(name): keys for name, keys in kept.items() if isinstance(keys, list)}
    return {name: tuple(key for key in keys if isinstance(key, str) and key)[:MOST] for name, keys in found.items()}


def keep_bindings(user: UserStore, bindings: Bindings) -> None:
    user.set_setting(SETTING, {name: list(keys) for name, keys in bindings.items()})


def refusal(key: str) -> str:
    """Why a key cannot be given to a command, in words; empty where it can."""
    if key in _COPYING:
        return tr("{key} copies and pastes text.").format(key=shown(key))
    if key in ("Tab", "Escape", "Return"):
        return tr("{key} is needed to get around.").format(key=shown(key))
    return ""


def with_key(commands: Commands, name: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The bindings after a command got these keys; who had one of them loses it."""
    bindings = commands.bindings
    for key in keys:
        for holder in rivals(commands, name, key):
            bindings[holder.name] = tuple(each for each in commands[holder.name].keys if each != key)
    bindings[name] = keys
    return _without_own(commands, bindings)


def without_choice(commands: Commands, name: str) -> dict[str, tuple[str, ...]]:
    """The bindings after a command was given back its own keys, wherever they are now."""
    return _without_own(commands, with_key(commands, name, commands.own_keys(name)))


def rivals(commands: Commands, name: str, key: str) -> list[WindowCommand]:
    """Who would lose the key: what has it on the same page. A page's own key goes before the whole window's."""
    page = commands[name].page
    return [each for each in commands.holders(key, page) if each.page == page and each.name != name]


def shadows(commands: Commands, name: str, key: str) -> list[WindowCommand]:
    """What the key goes on to mean on single pages, though it means this command everywhere else."""
    if commands[name].page:
        return []
    return [each for each in commands.holders(key, "") if each.page]


def _without_own(commands: Commands, bindings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    known = {each.name for each in commands}
    # What is unknown here belongs to a part of the program that is not installed now.
    return {name: keys for name, keys in bindings.items() if name not in known or keys != commands.own_keys(name)}


@lru_cache(1_000)
def shown(key: str) -> str:
    """A key as it stands on a keyboard."""
    *modifiers, last = [key] if len(key) == 1 else key.split("+") if not key.endswith("++") else [key[:-2], "+"]
    return " ".join([*modifiers, last.upper() if len(last) == 1 else _SHOWN.get(last, last)])
