"""Every screen can be used with a screen reader, without a mouse, and with text of twice the size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.cut import cut_faults, outside_faults
from tests.ui.painted import painted_faults
from tests.ui.spoken import keyboard_faults, spoken_faults
from tests.ui.walking import STAGES, View, lasting, settle, shown, top

ENGLISH = View()
LARGE = View(scale=2.0, width=1366, height=768)
LOOKED_AT: set[str] = set()


@pytest.mark.parametrize("name", STAGES)
def test_a_screen_speaks_and_is_walked_with_tab(app: QApplication, still_home: Path, tmp_path: Path, name: str) -> None:
    with shown(app, still_home, tmp_path, name, ENGLISH) as window:
        root = top(window)
        faults = [*lasting(cut_faults, window), *lasting(painted_faults, window)]
        faults += [*spoken_faults(root), *keyboard_faults(root, LOOKED_AT)]
        window.resize(900, 700)
        settle()
        faults += [*lasting(cut_faults, window), *lasting(painted_faults, window)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", STAGES)
def test_a_screen_fits_with_text_of_twice_the_size(
    app: QApplication, still_home: Path, tmp_path: Path, name: str
) -> None:
    with shown(app, still_home, tmp_path, name, LARGE) as window:
        assert (window.width(), window.height()) == (LARGE.width, LARGE.height)
        faults = [*outside_faults(window), *lasting(cut_faults, window), *lasting(painted_faults, window)]
    assert not faults, "\n".join(faults)
