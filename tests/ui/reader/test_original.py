"""The original layout: offered only where its engine is installed, shut off from everything, gone when closed."""

import os
import sys

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, listening, png, related, shown
from ui.reader.original import Original, with_numbers
from ui.reader.parts import RAW
from ui.shell.reader_commands import has_web

needs_web = pytest.mark.skipif(not has_web(), reason="PySide6-Addons is not installed")


def test_the_addresses_of_pictures_become_numbers_and_no_other() -> None:
    html = (
        "<img src='https://a.example/p?x=1&amp;y'><td background=//b.example/q style=\"c: url(https://c.example/r)\">"
    )
    html += '<a href="https://a.example/p?x=1&amp;y">'
    assert with_numbers(html, ("https://a.example/p?x=1&y", "https://b.example/q")) == (
        "<img src='remote:0'><td background=remote:1 style=\"c: url(https://c.example/r)\">"
        '<a href="https://a.example/p?x=1&amp;y">'
    )


@pytest.mark.skipif(has_web(), reason="PySide6-Addons is installed")
def test_nothing_offers_it_where_its_engine_is_missing(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("<p>Hi</p>", kind="text/html")))
    assert "original" not in view.bar.menu_names()
    view.run("original")
    assert view.findChildren(Original) == []


def test_it_is_gone_when_the_window_is_locked(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("<p>Hi</p>", kind="text/html")))
    original = Original(view.context, last_card(view).item, False, view)
    process = original.process
    process.start(sys.executable, ["-c", "import sys; sys.stdin.read()"])
    assert process.waitForStarted()
    ended: list[int] = []
    process.finished.connect(lambda code, _: ended.append(code))
    window.setProperty("unlocked", True)
    assert ended == []
    window.setProperty("locked", True)
    qtbot.waitUntil(lambda: ended == [0], timeout=10_000)


@needs_web
def test_it_shows_the_message_asks_nobody_and_its_process_ends(
    home: SampleHome, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with listening() as (port, hits):
        url = f"http://127.0.0.1:{port}"
        html = (
            f'<link rel=stylesheet href="{url}/a.css"><script src="{url}/b.js"></script><img src="{url}/c.png">'
            f'<iframe src="{url}/d"></iframe><meta http-equiv=refresh content="0;{url}/e">'
            f'<style>@font-face{{src:url({url}/f)}} p{{background:url({url}/g)}}</style><p>Hi</p><img src="cid:pic@x">'
        )
        raw = related(html, png())
        item_id = home.put(raw)
        home.writer.add_attachment(item_id, RAW, [raw])
        view = shown(home, window, item_id)
        assert last_card(view).item.html
        view.run("original")
        [original] = view.findChildren(Original)
        process = original.process
        qtbot.waitUntil(lambda: process.bytesAvailable() > 0, timeout=60_000)
        assert b'"shown": true' in process.readAllStandardOutput().data()
        pid, ended = process.processId(), []
        process.finished.connect(lambda code, _: ended.append(code))
        original.end()
        qtbot.waitUntil(lambda: ended == [0], timeout=10_000)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert hits == []
    assert process.state() is QProcess.ProcessState.NotRunning
