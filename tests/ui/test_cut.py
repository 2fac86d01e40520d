"""No word of Korean is cut; English is looked at where each screen is opened anyway (test_access)."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.cut import cut_faults
from tests.ui.walking import STAGES, View, lasting, settle, shown

KOREAN = View(language="ko", scale=1.5)
"""At 1440 pixels that is as wide as 960 at 100 %."""


@pytest.mark.parametrize("name", STAGES)
def test_no_korean_word_is_cut(app: QApplication, filled_home: Path, tmp_path: Path, name: str) -> None:
    with shown(app, filled_home, tmp_path, name, KOREAN) as window:
        faults = lasting(cut_faults, window)
        window.resize(900, 700)
        settle()
        faults += lasting(cut_faults, window)
    assert not faults, "\n".join(faults)
