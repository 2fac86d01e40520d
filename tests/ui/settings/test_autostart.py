"""Start at login: what each system reads, and that it goes away again."""

import errno
import os
import plistlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.patience import until_unfolded
from ui.settings.general import GeneralSection
from ui.settings.sheet import SettingsSheet
from ui.shell.autostart import RUN_KEY, AgentEntry, Autostart, CannotStartAtLogin, DesktopEntry, RegistryEntry
from ui.shell.language import use_language
from ui.shell.window import MainWindow
from ui.widgets.messages import why
from workspace.store.home import Home


def test_a_desktop_reads_an_entry_for_each_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.platform", "linux")
    home = Home(tmp_path / 'my "home" 100%')
    autostart = Autostart.here(home)
    assert not autostart.is_on
    autostart.turn(True)
    assert Autostart.here(home).is_on
    [entry] = (tmp_path / "config" / "autostart").iterdir()
    [line] = [each for each in entry.read_text().splitlines() if each.startswith("Exec=")]
    assert line.endswith(f'--home "{tmp_path}/my \\\\"home\\\\" 100%%"')
    assert not Autostart.here(Home(tmp_path / "other")).is_on
    autostart.turn(False)
    assert not entry.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_that_the_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    entry = DesktopEntry(tmp_path / "workspace.desktop")
    entry.put(["workspace"])
    assert entry.is_there()
    entry.path.write_text(entry.path.read_text().replace("X-GNOME-Autostart-enabled=true", line))
    assert not entry.is_there()


def test_launchd_reads_a_property_list(tmp_path: Path) -> None:
    entry = AgentEntry(tmp_path / "agents" / "desktop.workspace.plist", "desktop.workspace")
    autostart = Autostart(entry, ["/Applications/Workspace", "--home", "/tmp/a b"])
    autostart.turn(True)
    kept = plistlib.loads(entry.path.read_bytes())
    assert (kept["Label"], kept["RunAtLoad"]) == ("desktop.workspace", True)
    assert kept["ProgramArguments"] == ["/Applications/Workspace", "--home", "/tmp/a b"]
    autostart.turn(False)
    autostart.turn(False)
    assert not autostart.is_on


class Registry:
    """Keys and values as ``winreg`` keeps them."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {}

    class Key:
        def __init__(self, values: dict[str, str]) -> None:
            self.values = values

        def __enter__(self) -> "Registry.Key":
            return self

        def __exit__(self, *error: object) -> None:
            pass

    def OpenKey(self, root: int, path: str) -> "Registry.Key":
        if path not in self.keys:
            raise FileNotFoundError(path)
        return Registry.Key(self.keys[path])

    def CreateKey(self, root: int, path: str) -> "Registry.Key":
        return Registry.Key(self.keys.setdefault(path, {}))

    def QueryValueEx(self, key: "Registry.Key", name: str) -> tuple[str, int]:
        if name not in key.values:
            raise FileNotFoundError(name)
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: "Registry.Key", name: str, reserved: int, kind: int, value: str) -> None:
        key.values[name] = value

    def DeleteValue(self, key: "Registry.Key", name: str) -> None:
        if name not in key.values:
            raise FileNotFoundError(name)
        del key.values[name]


def test_windows_reads_a_value_of_the_registry() -> None:
    registry = Registry()
    autostart = Autostart(RegistryEntry("workspace", registry), [r"C:\Program Files\Workspace\workspace.exe"])
    autostart.turn(False)
    autostart.turn(True)
    assert registry.keys[RUN_KEY] == {"workspace": r'"C:\Program Files\Workspace\workspace.exe"'}
    autostart.turn(False)
    assert not autostart.is_on


def test_what_the_system_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    autostart = Autostart(DesktopEntry(tmp_path / "file" / "workspace.desktop"), ["workspace"])
    with pytest.raises(CannotStartAtLogin):
        autostart.turn(True)


def general_of(window: MainWindow) -> GeneralSection:
    window.sheets.show_settings("general")
    sheet = window.findChildren(SettingsSheet)[-1]
    until_unfolded(sheet)
    section = sheet.made["general"]
    assert isinstance(section, GeneralSection)
    return section


def test_the_box_stays_as_it_is_where_the_system_refuses(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    section = general_of(window)
    section.autostart_box.click()
    assert not section.autostart_box.isChecked()
    assert section.wrong.text() == "This could not be set: Not a directory"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    section = general_of(window)
    section.autostart_box.click()
    assert section.autostart_box.isChecked()
    assert section.wrong.isHidden()


def test_what_the_system_says_is_said_in_the_windows_language(app: QApplication) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert why(error) == "No space left on device"
    use_language(app, "ko")
    assert why(error) == "디스크에 남은 공간이 없습니다"
