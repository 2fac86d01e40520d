"""Pictures in the text of a letter, files dropped beside it, and what is asked before it leaves."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of, outgoing
from tests.ui.reader.sample import SampleHome
from tests.ui.reader.test_view import png
from ui.compose.composer import Composer
from ui.compose.doubts import HEAVY, doubts
from ui.compose.letter import Letter
from ui.compose.undo_time import set_undo_seconds
from ui.shell.deeds import Deed
from workspace.connector.payloads import OutgoingAttachment
from workspace.model.ids import AccountId


def written(home: SampleHome, window: QWidget) -> Composer:
    composer = desk_of(home, window)[0].write("a@b.example")
    assert composer is not None
    composer.subject.setText("Screens")
    return composer


def paste_picture(composer: Composer) -> None:
    data = QMimeData()
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data.setImageData(image)
    composer.editor.insertFromMimeData(data)


def test_a_pasted_picture_stands_in_the_text_and_goes_with_it(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    composer = written(home, window)
    qtbot.keyClicks(composer.editor, "See ")
    paste_picture(composer)
    assert composer.files.isHidden()
    composer.save()
    assert composer.draft_id is not None
    row = home.user.draft(composer.draft_id)
    assert row is not None
    again = Letter.from_fields(row.account_id, row.fields)
    assert again == composer.letter()
    composer.send()
    [(_, _, letter)] = outgoing(home)
    [file] = letter.attachments
    assert letter.html == f'<div>See <img src="cid:{file.content_id}" width="40" alt=""></div>'
    assert letter.text == "See [picture]"
    assert file.content_type == "image/png"


def test_a_draft_shows_its_pictures_again_and_nothing_from_elsewhere(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    composer = written(home, window)
    paste_picture(composer)
    letter = composer.letter()
    (tmp_path / "x.png").write_bytes(png())
    opened = Composer(home.context, window)
    opened.write(letter)
    [file] = letter.files
    shown = opened.editor.loadResource(2, QUrl(f"cid:{file.content_id}"))
    assert (shown.width(), shown.height()) == (40, 20)
    assert opened.editor.loadResource(2, QUrl.fromLocalFile(str(tmp_path / "x.png"))).isEmpty()
    opened.put_away()


def test_a_picture_taken_out_of_the_text_does_not_go(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    composer = written(home, window)
    paste_picture(composer)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Backspace)
    assert composer.letter().files == ()
    composer.editor.undo()
    assert len(composer.letter().files) == 1


def test_what_is_dropped_into_the_text_stands_there_and_beside_it_goes_along(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.txt").write_bytes(b"x")
    composer = written(home, window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "b.txt")])
    composer.editor.insertFromMimeData(data)
    assert [bool(each.content_id) for each in composer.letter().files] == [True, False]
    keys = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    composer.dropEvent(drop)
    assert [(each.name, bool(each.content_id)) for each in composer.letter().files] == [
        ("a.png", True), ("b.txt", False), ("a.png", False), ("b.txt", False),
    ]  # fmt: skip


def test_heavy_and_forgotten_files_are_asked_about_in_both_languages() -> None:
    plain = Letter(AccountId("a"), "me@x.example", to="a@b.example", subject="s")
    said = ("The offer is attached.", "견적서를 첨부합니다.", "> attached\nThanks", "Hello")
    assert ["files" in doubts(replace(plain, text=words)) for words in said] == [True, True, False, False]
    for size in (HEAVY, HEAVY + 1):
        file = OutgoingAttachment("b", "x.zip", "application/zip", size)
        assert ("size" in doubts(replace(plain, text="Hello", files=(file,)))) is (size > HEAVY)


def test_undo_is_offered_as_long_as_it_was_chosen(home: SampleHome, window: QWidget) -> None:
    set_undo_seconds(home.context, 30)
    desk, _ = desk_of(home, window)
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    composer = desk.write("a@b.example")
    assert composer is not None
    composer.subject.setText("s")
    composer.editor.setPlainText("Hello")
    composer.send()
    assert deeds[-1].seconds == 30


def screenshot() -> QImage:
    """Of a screen with 3840 x 2160 points, full of lines."""
    image = QImage(3840, 2160, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for n in range(0, 2160, 3):
        painter.fillRect(n, n, 3840 - n, 1, Qt.GlobalColor(n % 15 + 3))
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.parametrize("is_read", [True, False])
def test_a_large_picture_is_seen_at_once_and_kept_beside(
    home: SampleHome, window: QWidget, qtbot: QtBot, is_read: bool
) -> None:
    composer, image, data = written(home, window), screenshot(), QMimeData()
    if is_read:
        data.setImageData(image)
    else:
        data.setData("image/png", png_of(image))
        data.setData("application/x-qt-image", b"")
    composer.editor.insertFromMimeData(data)
    assert composer.coming.is_open
    seen = composer.editor.loadResource(2, QUrl(_sources(composer)[0]))
    assert (seen.width(), seen.height()) == (1200, 675)
    composer.send()
    assert outgoing(home) == []
    qtbot.waitUntil(lambda: len(outgoing(home)) == 1, timeout=20_000)
    [file] = outgoing(home)[0][2].attachments
    whole = QImage.fromData(b"".join(home.user.blob(file.blob_id)))
    assert (whole.size(), whole.pixel(5, 3)) == (image.size(), image.pixel(5, 3))


def test_a_letter_put_away_waits_for_its_pictures(home: SampleHome, window: QWidget) -> None:
    composer, data = written(home, window), QMimeData()
    data.setImageData(screenshot())
    composer.editor.insertFromMimeData(data)
    composer.send()
    composer.save()
    composer.put_away()
    [row] = home.user.drafts()
    assert len(Letter.from_fields(row.account_id, row.fields).files) == 1
    QApplication.processEvents()
    assert outgoing(home) == []


def test_a_large_file_is_read_beside_and_two_are_too_much(
    home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    composer = written(home, window)
    said: list[str] = []
    composer.said.connect(said.append)
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(b"x" * 30_000_000)
        composer.files.add_path(tmp_path / name)
        assert composer.coming.is_open
    assert ["b.bin is too large" in words for words in said] == [True]
    qtbot.waitUntil(lambda: [each.size for each in composer.files.files] == [30_000_000], timeout=20_000)


def _sources(composer: Composer) -> list[str]:
    return re.findall(r'src="([^"]+)"', composer.editor.html())
