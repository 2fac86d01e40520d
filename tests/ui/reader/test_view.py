"""What the reader shows of a conversation."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.sample import CRM, NOW, SampleHome, haneul, mail
from ui.reader.card import MessageCard
from ui.reader.links import LinkSheet
from ui.reader.parts import Parts
from ui.reader.source import SourceSheet
from ui.reader.view import ReaderView
from ui.widgets.chips import ChipLabel
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Email, Record
from workspace.store.writing.body import Body


def shown(home: SampleHome, window: QWidget, item_id: int) -> ReaderView:
    view = ReaderView(home.context, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(view)
    view.show_thread(home.thread_of(item_id))  # type: ignore[arg-type]
    return view


def last_card(view: ReaderView) -> MessageCard:
    card = view.cards[-1]
    assert isinstance(card, MessageCard)
    return card


def body_words(view: ReaderView) -> str:
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    return text.body.toPlainText()


def test_korean_mail_is_shown(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    raw = mail("안녕하세요, 어제 도착 예정이던 주문이 아직 도착하지 않았습니다.", subject="배송 지연 관련 문의")
    view = shown(home, window, home.put(raw))
    assert "도착하지 않았습니다" in body_words(view)
    assert view.header.subject.text() == "배송 지연 관련 문의"


HOSTILE = """<html><head><link rel=stylesheet href="{url}/a.css"><script src="{url}/b.js"></script>
<style>@import url({url}/c.css);
body{{background:url({url}/d.png)}}</style><meta http-equiv=refresh content="0;{url}/e">
</head><body background="{url}/f.png" onload="x()"><img src="{url}/g.png"><img src="file://{file}">
<img src="//127.0.0.1:{port}/h.png"><iframe src="{url}/i"></iframe><object data="{url}/j"></object>
<table background="{url}/k.png"><tr><td style="background-image:url('{url}/l.png')">Pay now</td></tr></table>
<video poster="{url}/m.png"></video><input type=image src="{url}/n.png"><svg><image href="{url}/o.png"/></svg>
<a href="javascript:alert(1)">x</a></body></html>"""


def test_hostile_html_loads_nothing(home: SampleHome, window: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    assert picture.save(str(secret))
    with listening() as (port, hits):
        url = f"http://127.0.0.1:{port}"
        raw = mail(HOSTILE.format(url=url, port=port, file=secret), kind="text/html")
        view = shown(home, window, home.put(raw))
        text = last_card(view).text
        assert text is not None
        assert text.body is not None
        assert "Pay now" in text.body.toPlainText()
        text.body.setHtml(HOSTILE.format(url=url, port=port, file=secret))
        qtbot.wait(150)
        kind = QTextDocument.ResourceType.ImageResource.value
        for address in (secret.as_uri(), str(secret), f"{url}/z.png", f"\\\\127.0.0.1\\{secret}"):
            assert text.body.loadResource(kind, QUrl(address)).isNull()
    assert hits == []
    assert not [verb for _, verb in home.open_requests() if verb == "remote_images"]


def test_remote_images_are_asked_for_only_when_the_user_wants_them(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    raw = mail('<p>Hi</p><img src="https://shop.example/logo.png">', kind="text/html")
    view = shown(home, window, home.put(raw))
    text = last_card(view).text
    assert text is not None
    assert text.blocked is not None
    assert home.open_requests() == []
    text.trust()
    [(request_id, verb)] = home.open_requests()
    assert verb == "remote_images"
    home.writer.add_image("https://shop.example/logo.png", png())
    home.writer.answer(request_id, {"fetched": 1})
    home.observer.look()
    assert b"".join(text.parts.image("remote:0") or ()) == png()
    assert home.user.trusted_senders() == {"orders@haneul.example"}


def test_quoted_text_is_folded(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    html = '<p>New words</p><div class="gmail_quote">On Monday we wrote:<blockquote>Old words</blockquote></div>'
    view = shown(home, window, home.put(mail(html, kind="text/html")))
    assert "New words" in body_words(view)
    assert "Old words" not in body_words(view)
    text = last_card(view).text
    assert text is not None
    assert text.fold is not None
    text.fold.click()
    assert text.quoted is not None
    assert "Old words" in text.quoted.toPlainText()


def test_an_inline_image_is_fetched_and_shown(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    item_id = home.put(related('<p>Look</p><img src="cid:pic@x">', png()))
    view = shown(home, window, item_id)
    qtbot.waitUntil(lambda: bool(home.open_requests()))
    [(request_id, verb)] = home.open_requests()
    assert verb == "fetch_attachment"
    part = next(p for p in home.row(item_id).attachments if p.content_id)
    home.writer.add_attachment(item_id, part.part_id, [png()])
    home.writer.answer(request_id, {})
    home.observer.look()
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    image = text.body.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("cid:pic@x"))
    assert (image.width(), image.height()) == (8, 8)


def test_a_link_that_says_one_place_and_leads_to_another_is_asked_about(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    raw = mail('<a href="https://evil.example/x">www.bank.example</a>', kind="text/html")
    view = shown(home, window, home.put(raw))
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    text.body.highlighted.emit(QUrl("https://evil.example/x"))
    assert "evil.example" in view.links.words
    text.body.anchorClicked.emit(QUrl("https://evil.example/x"))
    assert window.findChildren(LinkSheet)


def test_only_the_last_and_unread_messages_are_open(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    for n in range(4):
        answered = f"In-Reply-To: <m{n - 1}@x>\r\nReferences: <m0@x>\r\n" if n else ""
        item_id = home.put(
            mail(f"Message {n}", message_id=f"<m{n}@x>", extra=answered, minutes_ago=60 - n), is_read=n != 1
        )
    view = shown(home, window, item_id)
    assert [card.is_expanded for card in view.cards] == [False, True, False, True]
    view.cards[0].expand(True)
    view.show_thread(view.thread_id)
    assert view.cards[0].is_expanded


def test_a_text_that_is_still_coming_says_so_and_then_appears(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    item_id = home.put_headers(Email(RemoteId("7"), NOW, "Soon", (Address("", "a@b.example"),), snippet="First words"))
    view = shown(home, window, item_id)
    assert last_card(view).text is not None
    home.writer.store_bodies([(item_id, Body("All the words"))])
    view.show_thread(view.thread_id)
    assert "All the words" in body_words(view)


def test_the_menu_exports_the_message_as_it_came(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    item_id = home.put(mail("Original"))
    shown(home, window, item_id)
    parts = Parts(home.context, home.row(item_id), window)
    sheet = SourceSheet(window, parts)
    [(request_id, verb)] = home.open_requests()
    assert verb == "fetch_raw"
    home.writer.add_attachment(item_id, "raw", [mail("Original")])
    home.writer.answer(request_id, {"size": 1})
    home.observer.look()
    assert "Message-ID: <one@haneul.example>" in sheet.text.toPlainText()


def png() -> bytes:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0x00FF00)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def related(html: str, image: bytes) -> bytes:
    coded = base64.b64encode(image).decode()
    parts = (
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
        "--B\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Disposition: inline; filename=p.png\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--B--\r\n"
    )
    head = mail("").decode().partition("Content-Type")[0]
    return f"{head}Content-Type: multipart/related; boundary=B\r\n\r\n{parts}".encode()


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A web server that remembers what it was asked for."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port, hits
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_text_ends_with_its_last_line(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("Thank you\n\n\n")))
    assert body_words(view) == "Thank you"


NEWSLETTER = """<table width=600><tr><td width=300><table width=300><tr><td>Left</td></tr></table></td>
<td width=300><img src="https://haneul.example/a.png" width=900 height=90></td></tr></table>"""


def test_a_newsletter_drawn_for_a_wider_sheet_fits(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    window.resize(460, 800)
    view = shown(home, window, home.put(mail(NEWSLETTER, kind="text/html")))
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    body = text.body
    qtbot.waitUntil(lambda: body.viewport().width() > 200)
    assert body.document().size().width() <= body.viewport().width()
    assert body.height() >= body.document().size().height()


def test_a_message_is_laid_out_before_it_is_painted(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("First")))
    qtbot.waitUntil(lambda: last_card(view).width() > 400)
    second = home.put(mail("어제 도착 예정이던 주문이 아직 오지 않았습니다. " * 40, message_id="<two@haneul.example>"))
    view.show_thread(home.thread_of(second))
    text = last_card(view).text
    assert text is not None
    assert text.body is not None
    tall = text.body.document().size().height()
    assert tall > 200
    assert last_card(view).height() > tall


def test_an_endless_subject_does_not_push_the_message_away(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail(subject="Küste " * 3000)))
    assert len(view.header.subject.text()) < 500


def test_a_conversation_told_again_without_news_is_not_touched(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    view = shown(home, window, home.put(mail("Hello", extra="List-Unsubscribe: <https://a.test>\r\n")))
    qtbot.wait(50)
    body, items = last_card(view).text, view.items
    view.show_thread(view.thread_id)
    assert view.items is items
    assert last_card(view).text is body


def test_a_mark_is_news_and_reads_no_body(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    item_id = home.put(mail("Hello"), is_read=False)
    view = shown(home, window, item_id)
    text, words = last_card(view).text, view.items[-1].text
    assert "unread" in last_card(view).accessibleName()
    home.put(mail("Hello"), is_read=True)
    view.show_thread(view.thread_id)
    assert "unread" not in last_card(view).accessibleName()
    assert last_card(view).text is text
    assert view.items[-1].text is words


def test_a_deal_that_was_won_leaves_the_head(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    records = haneul()
    home.put_records(CRM, records)
    view = shown(home, window, home.put(mail("Hello")))
    assert "Renewal 2027 · Renewal" in chips(view)
    home.put_records(CRM, [replace(each, is_open=False) for each in records if isinstance(each, Record)])
    view.show_thread(view.thread_id)
    qtbot.waitUntil(lambda: "Renewal 2027 · Renewal" not in chips(view))


def test_a_long_unread_conversation_opens_bit_by_bit(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    for n in range(12):
        answered = f"In-Reply-To: <m{n - 1}@x>\r\nReferences: <m0@x>\r\n" if n else ""
        item_id = home.put(
            mail(f"Message {n}", message_id=f"<m{n}@x>", extra=answered, minutes_ago=60 - n), is_read=False
        )
    view = shown(home, window, item_id)
    assert [card.is_expanded for card in view.cards] == [True, True, *[False] * 10]
    qtbot.waitUntil(lambda: all(card.is_expanded for card in view.cards))


def chips(view: ReaderView) -> list[str]:
    return [chip.accessibleName() for chip in view.header.findChildren(ChipLabel) if chip.isVisibleTo(view)]
