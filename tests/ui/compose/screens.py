"""The screens of writing: a letter with its signature, its sheets, and what leaves later."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtGui import QTextCursor

from tests.ui.sample_home import SALES, SUPPORT, VIP
from ui.compose.composer import Composer
from ui.compose.later import ask_time
from ui.compose.writing_sheet import WritingSheet
from ui.shell.window import MainWindow

_SIGNED = "<div><b>Jane Kim</b> · Customer service</div><div>Shop Ltd · +82 2 555 0142</div>"
_TEXT = (
    "<div>Dear Ingrid,</div><div><br></div><div>the corrected invoice leaves <b>today</b>:</div>"
    '<ol><li>VAT id as on your order</li><li><span style="color:#C0272D">the old one is void</span></li></ol>'
    "<blockquote><div>Our year closes on Monday.</div></blockquote><div>It will be there before.</div>"
)


def _write(window: MainWindow) -> Composer:
    user = window.context.user
    user.set_signature(SUPPORT, "support@ours.example", _SIGNED)
    user.set_signature(VIP, "vip@ours.example", _SIGNED)
    place = user.workplaces()[0].workplace_id
    user.add_template("Invoice corrected", "Your invoice", "<div>Dear {first},</div><div>we corrected it.</div>", place)
    user.add_template("배송 지연 안내", "배송 안내", "<div>{name}님, 안녕하세요.</div>")
    composer = window.desks.letters.write("Ingrid Berg <ap@norrland.example>")
    assert composer is not None
    composer.subject.setText("Invoice 2291, corrected")
    composer.editor.moveCursor(QTextCursor.MoveOperation.Start)
    composer.editor.add_html(_TEXT)
    return composer


def _writing(window: MainWindow) -> None:
    _write(window)


def _answering(window: MainWindow) -> None:
    _write(window).discard()
    window.toast.hide()
    window.mail.inbox.step(1)
    composer = window.desks.letters.answer(window.mail.shown.answered_item().item_id, "reply")
    assert composer is not None
    composer.editor.insertPlainText("It leaves today, Ingrid.")


def _later(window: MainWindow) -> None:
    ask_time(lambda at: None, _write(window))


def _planned(window: MainWindow) -> None:
    composer = _write(window)
    composer.send(datetime.now(UTC) + timedelta(days=1))
    window.toast.hide()
    window.sheets.show_outbox()


def _sheet(window: MainWindow) -> WritingSheet:
    _write(window)
    window.desks.letters.leave()
    sheet = WritingSheet(window.context, window)
    sheet.open()
    return sheet


def _wording(window: MainWindow) -> None:
    _sheet(window)


def _template(window: MainWindow) -> None:
    sheet = _sheet(window)
    sheet._edit(window.context.user.templates()[0])


def _doubt(window: MainWindow) -> None:
    composer = _write(window)
    composer.subject.setText("")
    composer.send()


def _crossing(window: MainWindow) -> None:
    """An answer that would leave from another workplace."""
    window.mail.inbox.step(1)
    composer = window.desks.letters.answer(window.mail.shown.answered_item().item_id, "reply")
    assert composer is not None
    other = next(n for n, each in enumerate(composer.head.identities) if each.account.account_id == SALES)
    composer.from_.setCurrentIndex(other)
    composer.send()


screens: dict[str, Callable[[MainWindow], None]] = {
    "compose": _writing,
    "compose-answer": _answering,
    "compose-doubt": _doubt,
    "compose-crossing": _crossing,
    "compose-later": _later,
    "outbox-later": _planned,
    "wording": _wording,
    "wording-template": _template,
}
