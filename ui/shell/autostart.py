"""Start at login: an XDG autostart entry, a value in the registry of Windows, or a LaunchAgent of macOS.

XDG: https://specifications.freedesktop.org/autostart-spec/latest/ ; macOS: launchd.plist(5).
"""

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from ui.widgets.messages import why
from workspace.store.home import Home, default_home

NAME = "workspace"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class CannotStartAtLogin(Exception):
    """The system did not take it; the text says why."""


class Autostart:
    """Whether the program starts when its user signs in; ``here`` makes the one of this system."""

    def __init__(self, entry: "Entry", command: Sequence[str]) -> None:
        self._entry = entry
        self._command = list(command)

    @classmethod
    def here(cls, home: Home) -> "Autostart":
        command = program(home)
        if sys.platform == "win32":
            return cls(RegistryEntry(_name(home), import_module("winreg")), command)
        if sys.platform == "darwin":
            label = f"desktop.{_name(home)}"
            return cls(AgentEntry(Path.home() / "Library" / "LaunchAgents" / f"{label}.plist", label), command)
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autostart"
        return cls(DesktopEntry(folder / f"{_name(home)}.desktop"), command)

    @property
    def is_on(self) -> bool:
        return self._entry.is_there()

    def turn(self, is_on: bool) -> None:
        """Raises :class:`CannotStartAtLogin`."""
        try:
            if is_on:
                self._entry.put(self._command)
            else:
                self._entry.remove()
        except OSError as error:
            raise CannotStartAtLogin(why(error)) from error


class Entry(Protocol):
    """What a system reads at login."""

    def is_there(self) -> bool: ...

    def put(self, command: Sequence[str]) -> None: ...

    def remove(self) -> None: ...


class DesktopEntry:
    """A file in ``~/.config/autostart``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def is_there(self) -> bool:
        """A desktop's own settings may switch an entry off and leave it there."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & {line.strip() for line in lines}

    def put(self, command: Sequence[str]) -> None:
        words = " ".join(_desktop_word(each) for each in command)
        lines = ["[Desktop Entry]", "Type=Application", "Name=Workspace", f"Exec={words}", "Terminal=false"]
        _write(self.path, "\n".join([*lines, "X-GNOME-Autostart-enabled=true", ""]).encode())

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class AgentEntry:
    """A property list that launchd loads at login."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self._label = path, label

    def is_there(self) -> bool:
        return self.path.exists()

    def put(self, command: Sequence[str]) -> None:
        agent = {"Label": self._label, "ProgramArguments": list(command), "RunAtLoad": True}
        _write(self.path, plistlib.dumps({**agent, "ProcessType": "Interactive"}))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class RegistryEntry:
    """A value under the user's ``Run`` key; ``registry`` is the module ``winreg``."""

    def __init__(self, name: str, registry: Any) -> None:
        self._name, self._registry = name, registry

    def is_there(self) -> bool:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, RUN_KEY) as key:
                self._registry.QueryValueEx(key, self._name)
        except FileNotFoundError:
            return False
        return True

    def put(self, command: Sequence[str]) -> None:
        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, RUN_KEY) as key:
            registry.SetValueEx(key, self._name, 0, registry.REG_SZ, subprocess.list2cmdline(command))

    def remove(self) -> None:
        registry = self._registry
        with suppress(FileNotFoundError), registry.CreateKey(registry.HKEY_CURRENT_USER, RUN_KEY) as key:
            registry.DeleteValue(key, self._name)


def program(home: Home) -> list[str]:
    """How this program is started on this home."""
    if getattr(sys, "frozen", False):
        words = [sys.executable]
    else:
        script = Path(sys.executable).with_name("workspace.exe" if sys.platform == "win32" else "workspace")
        words = [str(script)] if script.exists() else [sys.executable, "-m", "workspace"]
    return words if _is_default(home) else [*words, "--home", str(home.path)]


def _is_default(home: Home) -> bool:
    chosen = os.environ.get("WORKSPACE_HOME")
    return not chosen and home.path == default_home().absolute()


def _name(home: Home) -> str:
    """Each home has an entry of its own."""
    return NAME if _is_default(home) else f"{NAME}-{home.home_id[:8]}"


def _desktop_word(word: str) -> str:
    """One argument of ``Exec`` (Desktop Entry Specification, The Exec key)."""
    if shlex.quote(word) == word and "%" not in word:
        return word
    # Quoted once for the argument, and its backslashes again because the value is a string.
    inside = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word.replace("%", "%%"))
    return '"' + inside.replace("\\", "\\\\") + '"'


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    os.replace(fresh, path)
