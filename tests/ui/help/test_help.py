"""Help lies on this computer, in both languages, says the window's own words, and opens where it is needed."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.test_shape import ROOT
from ui.help.sheet import HelpSheet
from ui.help.topics import OF_PAGE, OF_PLACE, as_html, found, topics
from ui.inbox.listings import Place
from ui.shell.window import MainWindow

NAMED = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
OPEN_ENDED = re.compile(r"^Never file mail of|^… 메일은")


def opened(window: MainWindow) -> HelpSheet:
    window.commands.run("help")
    return window.findChildren(HelpSheet)[-1]


def keys_in(text: str) -> set[str]:
    return set(re.findall(r"`([A-Z?/+][^`a-z]*)`", text))


def test_both_languages_have_the_same_topics() -> None:
    english, korean = topics("en"), topics("ko")
    assert [each.name for each in english] == [each.name for each in korean]
    assert {*OF_PAGE.values(), *OF_PLACE.values(), "reading", "search"} <= {each.name for each in english}
    assert all(each.title and each.title not in (other.title for other in english) for each in korean)
    assert [keys_in(each.text) for each in korean] == [keys_in(each.text) for each in english]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_a_page_names_is_called_so_in_the_window(language: str) -> None:
    tree = ElementTree.parse(ROOT / "resources/translations/workspace_ko.ts")
    tag = "source" if language == "en" else "translation"
    known = {"".join(each.itertext()).strip() for each in tree.iter(tag)}
    named = {name for each in topics(language) for name in NAMED.findall(each.text) if not OPEN_ENDED.match(name)}
    assert named - known == set()


def test_f1_opens_the_topic_of_what_is_shown(window: MainWindow) -> None:
    for place, title in ((Place.CALENDAR, "The calendar"), (Place.CHATS, "Chats"), (Place.DRAFTS, "Writing")):
        window.show_place(place)
        sheet = opened(window)
        assert sheet.names.currentItem().text() == title
        assert title in sheet.page.toPlainText()
        sheet.done()


def test_help_is_searched_as_one_types(window: MainWindow, qtbot: QtBot) -> None:
    sheet = opened(window)
    qtbot.keyClicks(sheet.field, "pdf arrows")
    assert [sheet.names.item(n).text() for n in range(sheet.names.count())] == ["Reading mail"]
    sheet.field.clear()
    qtbot.keyClick(sheet.field, Qt.Key.Key_Down)
    assert sheet.names.currentRow() == 1
    sheet.field.setText("no such thing")
    assert sheet.names.count() == 0
    assert "Try one word" in sheet.page.toPlainText()
    sheet.done()


def test_emphasis_is_seen_before_a_korean_particle() -> None:
    assert as_html("# A\n\n*목록…*에 **굵게**는 `F1` <b>") == (
        "<h2>A</h2><p><i>목록…</i>에 <b>굵게</b>는 <code>F1</code> &lt;b&gt;</p>"
    )


def test_titles_come_first_in_what_is_found() -> None:
    assert found(topics("en"), "calendar")[0].name == "calendar"
