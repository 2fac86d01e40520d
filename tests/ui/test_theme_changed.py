"""A window whose theme was changed looks as one that began with it: what was in sight and what was hidden meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenWindow
from tests.ui.sample_home import SampleHome
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, start_theme, theme

ALIKE = 0.0005
"""The share of pixels that may differ: a caret blinks, a second passes."""
LARGEST = 24


def inbox(window: MainWindow) -> None:
    window.show_place(Place.INBOX)
    window.mail.inbox.step(1)


PAGES: dict[str, Callable[[MainWindow], object]] = {
    "inbox": inbox,
    "accounts": lambda window: window.show_accounts(),
    "calendar": lambda window: window.commands.run("go_calendar"),
    "snoozed": lambda window: window.show_place(Place.SNOOZED),
}


def seen(window: MainWindow, page: str, qtbot: QtBot) -> QImage:
    PAGES[page](window)
    qtbot.waitUntil(lambda: page != "inbox" or (bool(window.mail.customer.timeline.rows)))
    qtbot.wait(250)  # until what is told late is there
    page_alone = window.rect().adjusted(0, 0, 0, -window.status.height())  # whose words count seconds
    return window.grab(page_alone).toImage().convertToFormat(QImage.Format.Format_RGB32)


def unlike(one: QImage, other: QImage) -> float:
    """The share of pixels that are not as good as the same."""
    assert one.size() == other.size()
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(a - b) > LARGEST for a, b in pairs) / one.sizeInBytes()


@pytest.mark.parametrize("begun", [Mode.LIGHT, Mode.DARK])
def test_every_page_is_right_after_the_theme_changed(
    app: QApplication, open_window: OpenWindow, home_with_mail: SampleHome, qtbot: QtBot, begun: Mode
) -> None:
    other = Mode.DARK if begun is Mode.LIGHT else Mode.LIGHT
    start_theme(app, begun, 1.0)
    window = open_window(home_with_mail)
    for page in PAGES:
        seen(window, page, qtbot)
    inbox(window)
    qtbot.waitUntil(lambda: all(item.is_read for item in window.mail.reader.items))
    theme().toggle()
    assert theme().mode is other
    found = {page: seen(window, page, qtbot) for page in PAGES}
    window.close()
    fresh = open_window(home_with_mail)
    wanted = {page: seen(fresh, page, qtbot) for page in PAGES}
    assert {page: unlike(found[page], wanted[page]) <= ALIKE for page in PAGES} == dict.fromkeys(PAGES, True)
