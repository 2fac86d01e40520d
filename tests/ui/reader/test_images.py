"""Pictures in the text of a mail: their place is held at once, and what they show comes without holding anything up."""

import struct

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import SampleHome
from tests.ui.reader.test_view import last_card, related, shown
from ui.reader.body import PICTURE, MailBody
from ui.reader.images import MOST_POINTS, read_image, size_of
from ui.reader.printing import _Paper

RED, NAME = 0xFFD02020, QUrl("cid:pic@x")


@pytest.fixture(autouse=True)
def light(app: QApplication) -> None:
    """The theme is set."""


def png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def photo(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    return png_of(image)


def body_with(window: QWidget, picture: bytes, attributes: str = "") -> MailBody:
    """Laid out, as the reader does it, in a column that scrolls."""
    column = QScrollArea(window)
    column.setWidgetResizable(True)
    made = MailBody(column, lambda name: iter((picture,)) if name == NAME.toString() else None)
    column.setWidget(made)
    column.resize(700, 600)
    column.show()
    made.show_html(f'<p>Look</p><img src="cid:pic@x" {attributes}><p>Bye</p>')
    assert made.height() > 1
    return made


def color_in(body: MailBody) -> int:
    found = body.document().resource(PICTURE, NAME)
    return QImage(found if isinstance(found, QImage) else found.toImage()).pixel(2, 2)


def test_a_large_picture_has_its_place_at_once_and_is_read_beside(window: QWidget, qtbot: QtBot) -> None:
    body = body_with(window, photo(2_000, 1_000))
    high = body.height()
    assert color_in(body) != RED
    assert high > body.viewport().width() // 2
    qtbot.waitUntil(lambda: color_in(body) == RED)
    assert body.height() == high
    middle = body.grab().toImage()
    assert middle.pixel(middle.width() // 2, middle.height() // 2) == RED


def test_the_place_of_a_picture_is_as_wide_as_the_mail_says(window: QWidget, qtbot: QtBot) -> None:
    body = body_with(window, photo(2_000, 1_000), 'width="200"')
    high = body.height()
    assert 100 < high < 200
    qtbot.waitUntil(lambda: color_in(body) == RED)
    assert body.height() == high


def test_a_text_that_is_laid_out_anew_has_its_pictures_at_once(window: QWidget, qtbot: QtBot) -> None:
    body = body_with(window, photo(2_000, 1_000))
    qtbot.waitUntil(lambda: color_in(body) == RED)
    body.show_again()
    assert color_in(body) == RED


def test_a_small_picture_is_there_with_the_text(window: QWidget) -> None:
    body = body_with(window, photo(40, 20))
    assert color_in(body) == RED


def test_a_picture_whose_end_is_missing_leaves_its_place_as_it_was(window: QWidget, qtbot: QtBot) -> None:
    noise = QImage(bytes(range(256)) * 4_000, 640, 400, QImage.Format.Format_RGB32)
    body = body_with(window, png_of(noise)[:600])
    assert body.height() > 400
    qtbot.waitUntil(lambda: not body._images._is_busy)
    assert body.height() > 400


def test_a_picture_that_claims_too_much_is_not_read(window: QWidget) -> None:
    bomb = QImage(10_000, MOST_POINTS // 10_000 + 1, QImage.Format.Format_Mono)
    bomb.fill(0)
    data = png_of(bomb)
    assert len(data) < 100_000
    assert read_image(data, 600).isNull()
    body = body_with(window, data)
    assert body.height() < 200


def test_a_picture_that_a_telephone_stored_on_its_side_stands_upright() -> None:
    stored = QImage(400, 200, QImage.Format.Format_RGB32)
    stored.fill("white")
    with QPainter(stored) as painter:
        painter.fillRect(200, 0, 200, 200, "black")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    stored.save(buffer, "JPG")  # type: ignore[call-overload]
    entry = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, 6, 0, 0)
    exif = b"Exif\0\0" + entry
    raw = buffer.data().data()
    turned = raw[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + raw[2:]
    assert size_of(turned).toTuple() == (200, 400)
    for room, size in ((800, (200, 400)), (150, (150, 300))):
        shown = read_image(turned, room)
        assert shown.size().toTuple() == size
        assert shown.pixelColor(75, 20).lightness() > 200 > 50 > shown.pixelColor(75, 280).lightness()


def test_what_is_printed_waits_for_its_pictures(home: SampleHome, window: QWidget) -> None:
    picture = photo(2_000, 1_000)
    item_id = home.put(related('<img src="cid:pic@x">', picture))
    part = next(each for each in home.row(item_id).attachments if each.content_id)
    home.writer.add_attachment(item_id, part.part_id, [picture])
    paper = _Paper("Photo", [last_card(shown(home, window, item_id))])
    assert paper.loadResource(PICTURE, NAME).pixel(2, 2) == RED
    paper.deleteLater()
