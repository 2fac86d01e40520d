"""Every screen can be used with a screen reader, without a mouse, and with text of twice the size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.cut import cut_faults, outside_faults
from tests.ui.spoken import keyboard_faults, spoken_faults
from tests.ui.walking import RESIZED_MS, STAGES, View, settle, shown, top

ENGLISH = View()
LARGE = View(scale=2.0, width=1366, height=768)
LOOKED_AT: set[str] = set()


@pytest.mark.parametrize("name", STAGES)
def test_a_screen_speaks_and_is_walked_with_tab(app: QApplication, week_home: Path, tmp_path: Path, name: str) -> None:
    with shown(app, week_home, tmp_path, name, ENGLISH) as window:
        root = top(window)
        faults = [*cut_faults(root), *spoken_faults(root), *keyboard_faults(root, LOOKED_AT)]
        window.resize(900, 700)
        settle(RESIZED_MS)
        faults += cut_faults(top(window))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", STAGES)
def test_a_screen_fits_with_text_of_twice_the_size(
    app: QApplication, week_home: Path, tmp_path: Path, name: str
) -> None:
    with shown(app, week_home, tmp_path, name, LARGE) as window:
        assert (window.width(), window.height()) == (LARGE.width, LARGE.height)
        faults = [*outside_faults(window), *cut_faults(top(window))]
    assert not faults, "\n".join(faults)
