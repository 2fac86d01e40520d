"""The original layout of a message on demand, in a process of its own, which ends with its window or this one."""

import base64
import json
import re
import sys
from html import unescape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, QTimer
from PySide6.QtWidgets import QWidget

from ui.models.beside import Beside
from ui.reader.parts import RAW, Parts
from ui.reader.source import when_here
from ui.shell.context import Context
from ui.shell.keys import is_locked
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from ui.reader.view import ReaderView

_SOURCE = re.compile(r"((?:\bsrc|\bbackground)\s*=\s*[\"']?|url\(\s*[\"']?)((?:https?:)?//[^\"'\s>)]+)", re.IGNORECASE)
LONGEST = 20_000_000
END_MS = 3_000


def tr(text: str) -> str:
    return QCoreApplication.translate("original", text)


def show_original(view: "ReaderView") -> None:
    """The newest open message that has a layout of its own."""
    cards = [card for card in view.message_cards() if card.item.html and card.text is not None]
    opened = [card for card in cards if card.is_expanded] or cards
    if not opened or opened[-1].text is None:
        view.refused.emit(tr("This message has no layout of its own."))
        return
    may_show_remote = opened[-1].text.is_remote_shown
    original = Original(view.context, opened[-1].item, may_show_remote, view)
    original.parts.failed.connect(lambda _, words: view.refused.emit(words))
    original.begin()


class Original(QObject):
    """One message in its window."""

    def __init__(self, context: Context, item: ItemRow, may_show_remote: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._item, self._may_show_remote = context, item, may_show_remote
        self.parts = Parts(context, item, self)
        self._beside = Beside(self)
        self.process = QProcess(self)
        self.process.finished.connect(self.deleteLater)
        self.process.errorOccurred.connect(lambda _: self.parts.failed.emit(RAW, tr("It could not be opened.")))
        self._window = parent.window()
        self._window.installEventFilter(self)

    def begin(self) -> None:
        """As soon as the whole message is here."""
        when_here(self.parts, self._read)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self._beside.finish()
            self.end()
        elif watched is self._window and event.type() == QEvent.Type.DynamicPropertyChange and is_locked(self._window):
            self._put_away()
        return False

    def _put_away(self) -> None:
        """A locked window shows nothing of its mail, nor in another window; it is asked for anew."""
        self._beside.finish()
        self.process.closeWriteChannel()
        QTimer.singleShot(END_MS, self.process, self.process.kill)

    def _read(self) -> None:
        data = self.parts.read(RAW) or b""
        self._beside.run(lambda: self._order(data), self._start)

    def _order(self, raw: bytes) -> bytes:
        """Everything the process needs; the remote pictures are those that were let in, out of the cache."""
        from workspace.mail.html import sanitise
        from workspace.mail.parse import attachment, parse

        mail = parse(raw)
        html = (mail.html or "")[:LONGEST]
        pictures = {
            f"cid:{part.content_id.strip('<>')}": attachment(raw, part.part_id)
            for part in mail.attachments
            if part.content_id and part.content_type.startswith("image/")
        }
        if self._may_show_remote:
            addresses = sanitise(html, limit=LONGEST).remote_images
            html = with_numbers(html, addresses)
            for n, address in enumerate(addresses):
                pictures[f"remote:{n}"] = b"".join(self._context.reader.remote_image(address) or ())
        coded = {name: base64.b64encode(data).decode() for name, data in pictures.items() if data}
        words = {"open": tr("Open this address in your browser?\n\n{address}")}
        order = {"title": self._item.subject or tr("No subject"), "html": html, "pictures": coded, "words": words}
        return json.dumps(order).encode() + b"\n"

    def _start(self, order: bytes) -> None:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "workspace"]
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self.process.start(program[0], [*program[1:], "original"])
        self.process.write(order)

    def end(self) -> None:
        """Close its window."""
        if self.process.state() is QProcess.ProcessState.NotRunning:
            return
        self.process.closeWriteChannel()
        if not self.process.waitForFinished(END_MS):
            self.process.kill()


def with_numbers(html: str, addresses: tuple[str, ...]) -> str:
    """The author's HTML with the addresses of its pictures as ``remote:N``, where only those are handed out."""
    numbers = {address: n for n, address in enumerate(addresses)}

    def numbered(match: re.Match[str]) -> str:
        address = unescape(match[2])
        n = numbers.get(address, numbers.get(f"https:{address}"))
        return match[0] if n is None else f"{match[1]}remote:{n}"

    return _SOURCE.sub(numbered, html)
