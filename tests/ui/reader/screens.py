"""Pictures of the reader: an imitation, leaving a list, previews, trusted senders."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPdfWriter

from ui.inbox.listings import Place
from ui.reader.find import find_bar
from ui.reader.links import LinkSheet
from ui.reader.message import MessageText
from ui.reader.preview import PreviewSheet
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.engine.parsing import body_of
from workspace.mail.parse import parse
from workspace.model.ids import AccountId, ItemId, RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role
from workspace.store.open import open_writer
from workspace.store.writer import CacheWriter

SUPPORT = AccountId("support")
INBOX = Collection(RemoteId("INBOX"), "Inbox", Kind.EMAIL, Role.INBOX)
IMITATION = (
    "From: Haneul Trading <orders@haneu1.example>\r\nReply-To: pay@mailbox.test\r\nTo: support@ours.example\r\n"
    "Subject: =?utf-8?b?6rOE7KKMIOuzgOqyvSDslYjrgrQ=?=\r\nMessage-ID: <imitation@x>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/html; charset=utf-8\r\n\r\n<p>안녕하세요, 입금 계좌가 바뀌었습니다.</p>"
    '<p>새 계좌: <a href="https://evil.test/x">www.haneul.example</a></p>\r\n'
)
NEWS = (
    "From: Marlow Logistics <news@lists.marlow.example>\r\nTo: support@ours.example\r\nSubject: Autumn rates\r\n"
    "Message-ID: <news@x>\r\nMIME-Version: 1.0\r\nList-Unsubscribe: <mailto:off@lists.marlow.example>, "
    "<https://lists.marlow.example/off?u=1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<p>Our rates for the autumn are attached.</p><img src="https://lists.marlow.example/logo.png" width=40>\r\n'
    "--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=harbour.png\r\n\r\nx\r\n"
    "--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=rates.csv\r\n\r\nx\r\n"
    "--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=contract.pdf\r\n\r\nx\r\n"
    "--x\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=all.zip\r\n\r\nx\r\n--x--\r\n"
)
COLOURED = (
    "From: Marlow Logistics <news@lists.marlow.example>\r\nTo: support@ours.example\r\nSubject: Winter rates\r\n"
    "Message-ID: <winter@x>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<table width=560 cellpadding=16 bgcolor="#F4EFE6"><tr><td bgcolor="#1F3B57"><font color="#FFFFFF"><b>Marlow '
    'Logistics</b></font></td></tr><tr><td><h2 style="color:#1F3B57">Winter rates</h2><p style="color:#333333">From '
    'the first of December every pallet costs <b style="color:#B03A2E">8 % less</b> north of Hamburg.</p><table '
    "border=1 cellpadding=6><tr><th>Port</th><th>EUR</th></tr><tr><td>Hamburg</td><td>120</td></tr></table>"
    "</td></tr></table>\r\n"
)
PDF = 2
TABLE = b"Port;EUR;Days;Note\n" + b"".join(b"Hamburg %d;%d;%d;by sea\n" % (n, 110 + n, n % 7) for n in range(60))


def opened(window: MainWindow, raw: str) -> MessageText:
    """Deliver a mail as a pull stores it, and open it."""
    item_id = deliver(window, raw)
    window.mail.inbox.show_place(SUPPORT, Place.INBOX)
    item = window.context.reader.item(item_id)
    assert item is not None
    assert item.thread_id is not None
    window.mail.show_thread(item.thread_id)
    if window.mail.is_covered:
        window.mail.go_in()
    wait(900)
    text = window.mail.reader.message_cards()[-1].text
    assert text is not None
    return text


def deliver(window: MainWindow, raw: str) -> ItemId:
    """A mail as a pull stores it, with its files."""
    reader, data = window.context.reader, raw.encode()
    writer = CacheWriter(open_writer(reader._home.cache_db, reader._key))
    mail = parse(data)
    remote_id = RemoteId(str(mail.message_id))
    account = window.context.user.account(SUPPORT)
    assert account is not None
    email = Email(
        remote_id, datetime.now(UTC), subject=mail.subject, from_=mail.from_, to=mail.to, reply_to=mail.reply_to,
        message_id=mail.message_id, is_automated=mail.is_automated, references=mail.references,
    )  # fmt: skip
    writer.apply_page(account, INBOX, Page((email,), cursor="2"))
    item_id = writer.item_id(SUPPORT, "email", remote_id)
    assert item_id is not None
    writer.store_bodies([(item_id, body_of(data))])
    for part, content in zip(reader.item(item_id).attachments, (picture(), TABLE, contract()), strict=False):  # type: ignore[union-attr]
        writer.add_attachment(item_id, part.part_id, [content])
    writer.close()
    return item_id


def contract() -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72)
    painter = QPainter(writer)
    for n in range(1, 4):
        for line in range(20):
            painter.drawText(60, 80 + 24 * line, f"{n}.{line}  제{line}조 The carrier delivers within two days.")
        if n < 3:
            writer.newPage()
    painter.end()
    return buffer.data().data()


def picture() -> bytes:
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, 0, 420)
    shade.setColorAt(0, QColor("#9CC4F0"))
    shade.setColorAt(1, QColor("#28527A"))
    painter.fillRect(image.rect(), shade)
    painter.fillRect(80, 260, 480, 60, QColor("#C0392B"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return buffer.data().data()


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def imitation(window: MainWindow) -> None:
    opened(window, IMITATION)


def unsubscribing(window: MainWindow) -> None:
    opened(window, NEWS).unsubscribe()


def newsletter(window: MainWindow) -> None:
    opened(window, NEWS)
    wait(1_000)  # the small picture of the PDF is drawn by another process
    window.mail.reader.bar.open_menu()
    wait(50)
    menu = window.mail.reader.bar._menu
    menu.setParent(window)  # a picture of the window has no other windows in it
    below = window.mail.reader.bar.more.mapTo(window, window.mail.reader.bar.more.rect().bottomLeft())
    room = window.size() - menu.sizeHint()
    menu.move(min(below.x(), room.width()), min(below.y(), room.height()))  # as Qt keeps it on the screen
    menu.show()


def previewing(at: int) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        row = opened(window, NEWS).row
        assert row is not None
        row.preview(row._shown[at])
        view = window.findChildren(PreviewSheet)[-1].view
        for _ in range(100):
            wait(50)
            is_drawn = view.pages.sheets and not view.pages.sheets[0].pixmap().isNull()
            if is_drawn or (at != PDF and view.words.text() != "Reading…"):
                break
        wait(300)

    return show


def trusting(window: MainWindow) -> None:
    for name in ("news@lists.marlow.example", "orders@haneul.example", "office@orchard.example"):
        window.context.user.trust_sender(name)
    window.commands.run("trusted_senders")


def reading(window: MainWindow) -> None:
    """The reader as Return opens it: alone where the window is narrow."""
    window.mail.inbox.step(1)
    window.commands.run("open")


def folded(window: MainWindow) -> None:
    """A long conversation with quoted text."""
    said = "".join(f"> Line {n} of what was written before.\r\n" for n in range(1, 9))
    for n in range(7):
        raw = (
            f"From: Haneul Trading <orders@haneul.example>\r\nTo: support@ours.example\r\nSubject: Re: Pallets\r\n"
            f"Message-ID: <pallet{n}@x>\r\nReferences: <pallet0@x> <pallet{max(0, n - 1)}@x>\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nAnswer {n}: we count {40 + n} pallets now.\r\n\r\n"
            f"On Friday Jane wrote:\r\n{said}"
        )
        deliver(window, raw)
    window.mail.inbox.show_place(SUPPORT, Place.INBOX)
    window.mail.inbox.step(1)
    if window.mail.is_covered:
        window.mail.go_in()
    wait(600)


def finding(words: str, show: Callable[[MainWindow], object]) -> Callable[[MainWindow], None]:
    """The bar over a conversation, with the words typed."""

    def find(window: MainWindow) -> None:
        show(window)
        window.mail.reader.run("find")
        bar = find_bar(window.mail.reader)
        bar.field.setText(words)
        wait(600)
        bar.finder.step(1)
        wait(200)

    return find


def source(window: MainWindow) -> None:
    opened(window, NEWS)
    window.mail.reader.bar.asked.emit("source")
    wait(300)


def elsewhere(window: MainWindow) -> None:
    opened(window, IMITATION)
    LinkSheet(window, "https://evil.test/x").open()


READER_SCREENS: dict[str, Callable[[MainWindow], None]] = {
    "reading": reading,
    "reader-folded": folded,
    "reader-find": finding("pallet", folded),
    "reader-find-quoted": finding("was written", folded),
    "reader-find-paper": finding("hamburg", lambda window: opened(window, COLOURED)),
    "reader-find-nothing": finding("zeppelin", folded),
    "reader-source": source,
    "reader-link": elsewhere,
    "reader-imitation": imitation,
    "reader-newsletter": newsletter,
    "reader-unsubscribe": unsubscribing,
    "reader-preview": previewing(0),
    "reader-preview-table": previewing(1),
    "reader-preview-pdf": previewing(2),
    "reader-preview-other": previewing(3),
    "reader-trusted": trusting,
}
