"""What is open, on paper: subject, people, dates and the text as it is read, without the window's colours."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QImage, QPageLayout

from ui.reader.attachments import safe_name, saved_words
from ui.reader.body import MailBody
from ui.reader.images import Pieces, read_image
from ui.reader.narrow import narrow
from ui.reader.people import details

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.reader.card import MessageCard
    from ui.reader.view import ReaderView

POINTS = 10.0
MARGIN = 15.0
"""Millimetres on every side."""


def tr(text: str) -> str:
    return QCoreApplication.translate("printing", text)


def print_messages(view: "ReaderView") -> None:
    """Ask for a printer or a PDF file, and print the open messages of the conversation."""
    if not _opened(view):
        view.refused.emit(tr("Unfold the message that you want to print."))
        return
    from PySide6.QtPrintSupport import QPrintDialog

    printer = printer_for(view.header.accessibleName())
    dialog = QPrintDialog(printer, view.window())
    dialog.setWindowTitle(tr("Print"))
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        # News may have come meanwhile and made the cards anew.
        print_on(printer, view.header.accessibleName(), _opened(view))
        view.refused.emit(printed_words(printer))


def printer_for(subject: str) -> "QPrinter":
    """The dialog proposes its title as the name of a PDF file, up to the last full stop."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(f"{safe_name(subject)}.pdf")
    return printer


def _opened(view: "ReaderView") -> "list[MessageCard]":
    return [card for card in view.message_cards() if card.is_expanded]


def print_on(printer: "QPrinter", subject: str, cards: "list[MessageCard]") -> None:
    """Print now; the pictures are those that are shown."""
    printer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    paper = _Paper(subject, cards)
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Point).size()
    paper.document().setPageSize(QSizeF(room))
    narrow(paper.document(), round(room.width()), always=paper.document().size().width() > room.width())
    paper.document().print_(printer)
    paper.deleteLater()


def printed_words(printer: "QPrinter") -> str:
    """What became of it."""
    path = Path(printer.outputFileName()) if printer.outputFileName() else None
    if printer.printerState() is type(printer).PrinterState.Error:
        words = tr("{name} could not be written; nothing was printed.") if path else tr("It could not be printed.")
        return words.format(name=path and path.name)
    return saved_words(path) if path else tr("Sent to {printer}").format(printer=printer.printerName())


class _Paper(MailBody):
    """A body that is never shown: it loads what the messages may show, and nothing else."""

    def __init__(self, subject: str, cards: "list[MessageCard]") -> None:
        super().__init__(None, self._picture)  # type: ignore[arg-type]
        self._texts = [card.text for card in cards if card.text is not None]
        font = QFont(self.document().defaultFont())
        font.setPointSizeF(POINTS)
        self.document().setDefaultFont(font)
        self.document().setDefaultStyleSheet("a { color: #000; } td { vertical-align: top; }")
        pieces = [f"<h2>{escape(subject)}</h2>", *(self._message(n, card) for n, card in enumerate(cards))]
        self.document().setHtml(f'<div style="color: #000">{"<hr>".join(pieces)}</div>')

    def _message(self, n: int, card: "MessageCard") -> str:
        rows = "".join(
            f"<tr><td><b>{escape(name)}</b>&nbsp;&nbsp;</td><td>{escape(words)}</td></tr>"
            for name, words in details(card.item)
        )
        text = card.text
        html = text.content.new if text is not None else ""
        if text is not None and text.quoted is not None and not text.quoted.isHidden():
            html += text.content.quoted or ""
        files = ", ".join(part.name for part in card.item.attachments if not part.is_inline)
        word = escape(tr("Attachments"))
        below = f"<p><b>{word}</b>&nbsp;&nbsp;{escape(files)}</p>" if files else ""
        # Each message has its own remote:0 and so on.
        html = html.replace('"remote:', f'"remote:{n}-')
        return f"<table>{rows}</table><br>{html}{below}"

    def image(self, name: str, pieces: Pieces) -> QImage:
        """Nobody waits for what is printed."""
        return read_image(b"".join(pieces), self.viewport().width())

    def _picture(self, name: str) -> Pieces | None:
        scheme, _, rest = name.partition(":")
        if scheme == "remote":
            n, _, number = rest.partition("-")
            return self._texts[int(n)].parts.image(f"remote:{number}") if n.isdecimal() else None
        found = (text.parts.image(name) for text in self._texts)
        return next((each for each in found if each), None)
