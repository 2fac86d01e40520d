"""No word of Korean is cut and nothing is bright in the dark; English is looked at where each screen is opened anyway
(test_access). Whatever fits at 150 % in a narrow window fits at 100 %.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.cut import cut_faults
from tests.ui.painted import painted_faults
from tests.ui.walking import STAGES, View, lasting, settle, shown
from ui.theme.theme import Mode
from ui.widgets.labels import CutLabel

KOREAN = View(language="ko", scale=1.5, mode=Mode.DARK)
"""At 1440 pixels that is as wide as 960 at 100 %."""
PAPER = {"reader-preview-pdf"}
"""These show what somebody else made white."""
BRIGHT, MOST_BRIGHT = 160, 0.15


@pytest.mark.parametrize("name", STAGES)
def test_no_korean_word_is_cut(app: QApplication, still_home: Path, tmp_path: Path, name: str) -> None:
    with shown(app, still_home, tmp_path, name, KOREAN) as window:
        faults = [*lasting(cut_faults, window), *lasting(painted_faults, window)]
        bright = share_of_brightness(window)
        window.resize(900, 700)
        settle()
        faults += [*lasting(cut_faults, window), *lasting(painted_faults, window)]
    assert not faults, "\n".join(faults)
    assert name in PAPER or bright < MOST_BRIGHT


def test_cut_words_of_the_program_are_found_and_those_of_people_are_not(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for top, words in enumerate(("Manage accounts", "Norrland Foods", "Save as .eml…")):
        CutLabel(words, window).setGeometry(0, 30 * top, 90 if top < 2 else 200, 20)
    window.resize(200, 100)
    window.show()
    assert [fault.partition("…")[0] for fault in painted_faults(window)] == ["'Manage acc"]


def share_of_brightness(window: QWidget) -> float:
    """How much of a picture of it is as light as paper."""
    small = window.grab().toImage().scaled(QSize(180, 112))
    places = [(x, y) for x in range(small.width()) for y in range(small.height())]
    return sum(small.pixelColor(x, y).lightness() > BRIGHT for x, y in places) / len(places)
