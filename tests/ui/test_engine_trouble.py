"""Why there is no engine is said in the language of the window, whatever it is."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.shell.app import WaitingWindow
from ui.shell.engine_trouble import trouble_words
from ui.shell.language import use_language
from workspace.link.state import EngineState, Trouble
from workspace.store.unopened import Why

HOME = {"home": "/srv/desk", "sentence": "The secrets of this home cannot be read."}
TROUBLES = [
    Trouble("not_started", {"reason": "..."}),
    Trouble("keeps_stopping", {"times": "5", "code": "3"}),
    Trouble("no_room", {"home": "/srv/desk", "free": "3", "needed": "64"}),
    Trouble("limit_reached", {"home": "/srv/desk"}),
    Trouble("cache_damaged", HOME),
    *(Trouble(why, HOME) for why in Why),
]
NAMES = re.compile("Workspace|WORKSPACE_VAULT_PASSPHRASE|GNOME Keyring|/srv/desk|MB")


@pytest.fixture
def korean(app: QApplication) -> Iterator[None]:
    use_language(app, "ko")
    yield
    use_language(app, "en")


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.key)
def test_a_korean_window_says_in_korean_why_there_is_no_engine(trouble: Trouble, korean: None, qtbot: QtBot) -> None:
    waiting = WaitingWindow()
    qtbot.addWidget(waiting)
    waiting.show_engine(EngineState.GIVEN_UP, trouble)
    said = waiting.notice.accessibleName()
    assert trouble_words(trouble) in said
    assert re.search("[가-힣]", said)
    assert not re.search("[A-Za-z]", NAMES.sub("", said))


def test_a_full_disk_is_said_with_how_much_room_is_wanted(qtbot: QtBot) -> None:
    waiting = WaitingWindow()
    qtbot.addWidget(waiting)
    waiting.show_engine(EngineState.NO_ROOM, Trouble("no_room", {"home": "/srv/desk", "free": "3", "needed": "64"}))
    assert "3 MB are free in /srv/desk, 64 MB are needed" in waiting.notice.accessibleName()


def test_what_keeps_a_home_closed_comes_with_what_to_do(app: QApplication) -> None:
    assert trouble_words(Trouble(Why.LOCKED, HOME)) == (
        "The passwords of Workspace are locked. Unlock the keyring, or give the passphrase that this home was made "
        "with, then try again."
    )
