"""Attachments shown and saved, and messages on paper."""

import os
import resource
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QObject, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, png, shown
from ui.reader.attachments import AttachmentRow, downloads, free_path, safe_name
from ui.reader.file_view import FileView
from ui.reader.kinds import FileKind
from ui.reader.pages import Pages, _head
from ui.reader.parts import RAW, Parts
from ui.reader.preview import PreviewSheet
from ui.reader.printing import print_on, printed_words, printer_for
from ui.reader.readable import Readable
from ui.reader.source import export_to
from ui.reader.trusted import TrustedSheet
from ui.reader.view import ReaderView
from ui.shell.deeds import Deed
from ui.widgets.buttons import Button
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


def test_files_are_previewed_one_after_the_other(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, item_id, row = with_files(home, window)
    bring(home, item_id, 0, png())
    bring(home, item_id, 1, "안녕 <b>".encode())
    qtbot.keyClick(row.chips[0], Qt.Key.Key_Space)
    [sheet] = window.findChildren(PreviewSheet)
    view = sheet.view
    qtbot.waitUntil(lambda: view.currentWidget() is view.picture)
    assert view.picture.pixmap().width() == 8
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: view.currentWidget() is view.text)
    assert view.text.toPlainText() == "안녕 <b>"
    qtbot.keyClick(view.text, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(home.open_requests()))
    assert view.currentWidget() is view.words
    [(request_id, _)] = home.open_requests()
    bring(home, item_id, 2, b"late")
    home.writer.answer(request_id, {})
    home.observer.look()
    qtbot.waitUntil(lambda: view.text.toPlainText() == "late")
    qtbot.keyClick(view.text, Qt.Key.Key_Right)
    assert "no preview" in view.words.text()
    assert view.currentWidget() is view.words
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.findChildren(PreviewSheet))


def previewed(home: SampleHome, window: QWidget, qtbot: QtBot, name: str, kind: str, data: bytes) -> FileView:
    """The preview of a mail's only attachment, once it was read."""
    head = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"'
    raw = mail(f"--x\r\nContent-Type: text/plain\r\n\r\nHello\r\n--x\r\n{head}\r\n\r\n1\r\n--x--\r\n",
               kind="multipart/mixed; boundary=x")  # fmt: skip
    item_id = home.put(raw)
    bring(home, item_id, 0, data)
    text = last_card(shown(home, window, item_id)).text
    assert text is not None
    assert text.row is not None
    text.row.preview_first()
    [sheet] = window.findChildren(PreviewSheet)
    qtbot.waitUntil(lambda: sheet.view.words.text() != "Reading…" or sheet.view.currentWidget() is not sheet.view.words)
    return sheet.view


def pdf(pages: int = 3) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    for n in range(pages):
        painter.fillRect(0, 0, 4_000, 4_000, QColor("#3B5BDB"))
        if n + 1 < pages:
            writer.newPage()
    painter.end()
    return buffer.data().data()


def test_the_pages_of_a_pdf_are_drawn_by_a_process_of_their_own(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    view = previewed(home, window, qtbot, "rates.pdf", "application/octet-stream", pdf())
    qtbot.waitUntil(lambda: len(view.pages.sheets) == 3, timeout=15_000)
    first = view.pages.sheets[0]
    qtbot.waitUntil(lambda: not first.pixmap().isNull(), timeout=15_000)
    assert first.pixmap().toImage().pixelColor(40, 40).name().upper() == "#3B5BDB"
    process = view.pages._pages.process  # type: ignore[union-attr]
    assert process.processId() > 0
    view.window().findChildren(PreviewSheet)[0].done()
    assert process.processId() == 0


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"\x00" * 5_000, pdf()[:900]], ids=["empty", "zeros", "cut"])
def test_a_broken_pdf_says_so(data: bytes, home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = previewed(home, window, qtbot, "a.pdf", "application/pdf", data)
    qtbot.waitUntil(lambda: "cannot be shown" in view.words.text(), timeout=15_000)
    assert view.currentWidget() is view.words


def test_the_process_that_draws_a_pdf_is_not_told_the_key_or_where_the_session_is(
    home: SampleHome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "WORKSPACE_HOME_KEY" in os.environ
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    pages = Pages(None)
    with qtbot.waitSignal(pages.counted, timeout=15_000):
        pages.begin(pdf())
    told = pages.process.processEnvironment()
    assert told.contains("PATH")
    assert not told.contains("WORKSPACE_HOME_KEY")
    assert not (sys.platform == "linux" and told.contains("SSH_AUTH_SOCK"))
    pages.stop()


def test_a_process_that_dies_or_lies_takes_nothing_with_it(qtbot: QtBot) -> None:
    pages = Pages(None)
    with qtbot.waitSignal(pages.counted, timeout=15_000):
        pages.begin(pdf())
    with qtbot.waitSignal(pages.failed, timeout=15_000) as failed:
        pages.process.kill()
    assert failed.args == ["broken"]
    for line in (b'{"bytes": 9}', b'{"page": 0, "width": 9000, "height": 1, "bytes": 36000}', b"[]", b'{"sizes": [1]}'):
        assert _head(line) is None
    assert _head(b'{"page": 0, "width": 2, "height": 2, "bytes": 16}') is not None


def test_a_table_is_shown_as_one(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = previewed(home, window, qtbot, "rates.csv", "text/csv", '항구;EUR\n부산;120\n"Ham;burg";90\n'.encode())
    qtbot.waitUntil(lambda: view.currentWidget() is view.table)
    model = view.table.model()
    cells = [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]
    assert cells == [["부산", "120"], ["Ham;burg", "90"]]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "항구"


def test_a_mail_within_a_mail_is_shown_safely(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    inner = mail('<p>Inner <b>words</b></p><script>x()</script><img src="https://t.test/x.png">', kind="text/html",
                 subject="Forwarded order")  # fmt: skip
    view = previewed(home, window, qtbot, "order.eml", "application/octet-stream", inner)
    qtbot.waitUntil(lambda: view.currentWidget() is view.page)
    assert view.body is not None
    words = view.body.toPlainText()
    assert "Forwarded order" in words
    assert "Inner words" in words
    assert "orders@haneul.example" in words
    assert "x()" not in words


def test_an_event_says_when_and_where(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    ics = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20300101T000000Z\r\n"
        "SUMMARY:Contract call\r\nLOCATION:Room 4\r\nDTSTART;VALUE=DATE:20300102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    view = previewed(home, window, qtbot, "call.ics", "text/calendar", ics.encode())
    qtbot.waitUntil(lambda: view.currentWidget() is view.page)
    assert view.body is not None
    assert "Contract call" in view.body.toPlainText()
    assert "Room 4" in view.body.toPlainText()


def test_a_picture_that_was_here_before_the_sheet_was_laid_out_grows_with_it(window: QWidget) -> None:
    view = FileView(window)
    view.resize(40, 30)
    view.show()
    view.show_file(Readable(FileKind.PICTURE, picture=QImage(400, 300, QImage.Format.Format_RGB32)), "harbour.png")
    assert view.picture.pixmap().width() == 40
    view.resize(600, 500)
    assert view.picture.pixmap().width() == 400


def test_chips_show_small_pictures_of_what_is_here(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, item_id, _ = with_files(home, window)
    bring(home, item_id, 0, png())
    text = last_card(shown(home, window, item_id)).text
    assert text is not None
    text._on_read(text.content)  # laid out anew, as after "Show all"
    row = text.row
    assert row is not None
    small = QSize(28, 28)
    qtbot.waitUntil(lambda: row.chips[0].iconSize() == small)
    assert row.chips[3].iconSize() != small
    assert len({chip.height() for chip in row.chips}) == 1


def test_a_message_is_printed_with_its_people_and_no_window_colours(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    html = "<p>Hello</p>" * 400
    view = shown(home, window, home.put(mail(html, kind="text/html", subject="Order 1")))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    print_on(printer, "Order 1", [last_card(view)])
    data = (tmp_path / "out.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") > 3
    assert "print" in view.bar.menu_names()
    assert printed_words(printer) == f"out.pdf is in {tmp_path.name}"


def test_a_subject_is_proposed_as_a_name_that_a_file_can_have(window: QWidget) -> None:
    assert printer_for("Re: offer 1/2, v1.2 is new").docName() == "Re_ offer 1_2, v1.2 is new.pdf"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_could_not_be_printed_is_said(home: SampleHome, window: QWidget, tmp_path: Path) -> None:
    view = shown(home, window, home.put(mail("<p>Hello</p>", kind="text/html")))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "out.pdf"))
    print_on(printer, "Order 1", [last_card(view)])
    assert printed_words(printer) == "out.pdf could not be written; nothing was printed."


def test_trust_is_taken_back_and_put_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    for n in range(12):
        home.user.trust_sender(f"shop{n}@news.example")
    sheet = TrustedSheet(home.context, window)
    deeds: list[Deed] = []
    sheet.performed.connect(deeds.append)
    sheet.open()
    sheet.field.setText("shop7")
    sheet.remove("shop7@news.example")
    assert "shop7@news.example" not in home.user.trusted_senders()
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert "shop7@news.example" in home.user.trusted_senders()
    offered = {each.accessibleName() for each in sheet.findChildren(Button)}
    assert "Block images of shop7@news.example again" in offered
    sheet.done()
