"""Attachments shown and saved, and messages on paper."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome, mail
from tests.ui.reader.test_view import last_card, png, shown
from ui.reader.attachments import AttachmentRow
from ui.reader.preview import PreviewSheet
from ui.reader.printing import print_on
from ui.reader.trusted import TrustedSheet
from ui.reader.view import ReaderView
from ui.shell.deeds import Deed
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


def test_pictures_and_texts_are_previewed_one_after_the_other(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    _, item_id, row = with_files(home, window)
    bring(home, item_id, 0, png())
    bring(home, item_id, 1, "안녕 <b>".encode())
    row.preview(row._shown[0])
    [sheet] = window.findChildren(PreviewSheet)
    assert sheet.stack.currentWidget() is sheet.picture
    assert sheet.picture.pixmap().width() == 8
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert (sheet.stack.currentWidget(), sheet.text.toPlainText()) == (sheet.text, "안녕 <b>")
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.stack.currentWidget() is sheet.words
    [(request_id, _)] = home.open_requests()
    bring(home, item_id, 2, b"late")
    home.writer.answer(request_id, {})
    home.observer.look()
    assert sheet.text.toPlainText() == "late"
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.stack.currentWidget() is sheet.picture
    sheet.done()


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
    sheet.done()
