"""Attachments and messages saved to files, and shown by other programs."""

import resource
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, shown
from ui.reader.attachments import AttachmentRow, downloads, free_path, safe_name
from ui.reader.parts import RAW, Parts
from ui.reader.source import export_to
from ui.reader.view import ReaderView
from workspace.model.ids import ItemId

PARTS = (("a.png", "image/png"), ("b.txt", "text/plain"), ("b.txt", "text/plain"), ("c.zip", "application/zip"))


def with_files(home: SampleHome, window: QWidget) -> tuple[ReaderView, ItemId, AttachmentRow]:
    pieces = "".join(
        f'--x\r\nContent-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n1\r\n'
        for name, kind in PARTS
    )
    body = f"--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n{pieces}--x--\r\n"
    raw = mail(body, kind="multipart/mixed; boundary=x")
    item_id = home.put(raw)
    view = shown(home, window, item_id)
    text = last_card(view).text
    assert text is not None
    assert text.row is not None
    return view, item_id, text.row


def bring(home: SampleHome, item_id: ItemId, at: int, data: bytes) -> None:
    home.writer.add_attachment(item_id, home.row(item_id).attachments[at].part_id, [data])


def test_all_files_are_saved_under_names_of_their_own(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    view, item_id, row = with_files(home, window)
    for at in range(3):
        bring(home, item_id, at, b"%d" % at)
    said: list[str] = []
    view.refused.connect(said.append)
    folder = tmp_path / "out"
    folder.mkdir()
    row.save_all_to(folder)
    assert said == []
    [(request_id, verb)] = home.open_requests()
    assert verb == "fetch_attachment"
    bring(home, item_id, 3, b"3")
    home.writer.answer(request_id, {})
    home.observer.look()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.png": b"0", "b.txt": b"1", "b (2).txt": b"2", "c.zip": b"3",
    }  # fmt: skip
    assert said == ["4 of 4 files are in out"]


def test_what_could_not_be_fetched_is_counted_and_said(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    view, item_id, row = with_files(home, window)
    for at in range(3):
        bring(home, item_id, at, b"%d" % at)
    said: list[str] = []
    view.refused.connect(said.append)
    row.save_all_to(tmp_path)
    [(request_id, _)] = home.open_requests()
    home.writer.answer(request_id, error_key="unreachable", error_params={"host": "imap.example"})
    home.observer.look()
    assert said == [f"3 of 4 files are in {tmp_path.name} · imap.example could not be reached."]


def test_files_that_were_to_be_saved_come_also_where_one_reads_on(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    view, item_id, row = with_files(home, window)
    row.save_all_to(tmp_path)
    requests = home.open_requests()
    assert len(requests) == len(PARTS)
    view.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(row)
    for at, (request_id, _) in enumerate(requests):
        bring(home, item_id, at, b"%d" % at)
        home.writer.answer(request_id, {})
    home.observer.look()
    assert {"a.png", "b.txt", "b (2).txt", "c.zip"} <= {path.name for path in tmp_path.iterdir()}


def test_two_wishes_for_a_file_that_is_still_coming_are_both_met(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    view, item_id, row = with_files(home, window)
    said: list[str] = []
    view.refused.connect(said.append)
    part = home.row(item_id).attachments[0]
    row.save_to(part, tmp_path / "first.png")
    row.save_to(part, tmp_path / "second.png")
    [(request_id, _)] = home.open_requests()
    bring(home, item_id, 0, b"0")
    home.writer.answer(request_id, {})
    home.observer.look()
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["first.png", "second.png"]
    assert said == [f"first.png is in {tmp_path.name}", f"second.png is in {tmp_path.name}"]


def test_what_cannot_be_saved_leaves_the_file_that_was_there(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    view, item_id, row = with_files(home, window)
    bring(home, item_id, 0, b"new")
    said: list[str] = []
    view.refused.connect(said.append)
    (tmp_path / "a.png").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    row.save_to(home.row(item_id).attachments[0], tmp_path / "a.png")
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.glob("*.*")] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == b"old"
    assert said == ["a.png could not be saved: File too large"]


def test_a_message_is_saved_as_it_came_and_it_is_said_where_or_why_not(
    home: SampleHome, window: QWidget, tmp_path: Path
) -> None:
    item_id = home.put(mail("Hello", kind="text/plain"))
    home.writer.add_attachment(item_id, RAW, [b"as it came"])
    parts = Parts(home.context, home.row(item_id), window)
    said: list[str] = []
    export_to(parts, tmp_path / "mail.eml", said.append)
    export_to(parts, tmp_path / "nowhere" / "mail.eml", said.append)
    assert (tmp_path / "mail.eml").read_bytes() == b"as it came"
    assert said == [
        f"mail.eml is in {tmp_path.name}",
        "mail.eml could not be saved: No such file or directory",
    ]


def test_a_long_korean_name_fits_into_the_file_system_and_keeps_its_beginning_and_ending(tmp_path: Path) -> None:
    name = safe_name("회의록 " + "가" * 120 + ".xlsx")
    assert name.startswith("회의록 가")
    assert name.endswith("가.xlsx")
    free_path(tmp_path, name).write_bytes(b"1")
    free_path(tmp_path, name).write_bytes(b"2")
    assert len(list(tmp_path.iterdir())) == 2
    assert safe_name("a/b: c.pdf") == "a_b_ c.pdf"
    assert safe_name("Re: news of v2. All that is new") == "Re_ news of v2. All that is new"
    assert safe_name(" .. ") == "attachment"


class Viewer(QObject):
    """The program that the system has for files."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


def test_another_program_shows_a_copy(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, item_id, row = with_files(home, window)
    bring(home, item_id, 1, b"1")
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show")
    row.open(home.row(item_id).attachments[1])
    QDesktopServices.unsetUrlHandler("file")
    [path] = viewer.shown
    assert (path.name, path.read_bytes()) == ("b.txt", b"1")
    assert path.is_relative_to(home.home.opened)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system says where it is")
def test_files_are_saved_at_home_where_there_is_no_folder_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert downloads() == str(tmp_path)
    (tmp_path / "Downloads").mkdir()
    assert downloads() == str(tmp_path / "Downloads")
