"""What a card holds when it is open: the notes, the text with its folded history, and the attachments."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.reader.attachments import AttachmentRow
from ui.reader.body import MailBody
from ui.reader.content import Content, content_of, content_of_html
from ui.reader.left import left_at, ways_of
from ui.reader.notes import hint_words, note
from ui.reader.parts import RAW, Parts
from ui.reader.sizes import file_size
from ui.reader.thumbs import Thumbs
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.times import long_time
from workspace.mail.address import normalise
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from ui.reader.invitation import InvitationCard
    from workspace.mail.suspicion import Hint

GRACE = timedelta(days=2)
"""How long a list may take to stop: RFC 8058 hopes for at once, the law in many places for days."""
WHOLE = 5_000_000
"""Characters of HTML that "Show all" shows at most."""


class MessageText(QWidget):
    """``said`` carries a sentence, ``performed`` a :class:`Deed`;
    ``link_hovered`` and ``link_picked`` an address and whether its words differ."""

    said = Signal(object)
    performed = Signal(object)
    link_hovered = Signal(object, bool)
    link_picked = Signal(object, bool)

    def __init__(self, context: Context, item: ItemRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.item = item
        self.parts = Parts(context, item, self)
        self.parts.images_arrived.connect(self._on_images_arrived)
        self.parts.failed.connect(self._on_failed)
        self.parts.arrived.connect(self._on_arrived)
        self.body: MailBody | None = None
        self.quoted: MailBody | None = None
        self.fold: Button | None = None
        self.blocked: QWidget | None = None
        self.goes_on: QWidget | None = None
        self.row: AttachmentRow | None = None
        self.invitation: InvitationCard | None = None
        self.content = Content("", None)
        self.hints: QFrame | None = None
        self._hints: tuple[Hint, ...] = ()
        self.list_line: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(2 * t.STEP))
        self._fill()

    @property
    def is_remote_shown(self) -> bool:
        return self.parts.may_show_remote

    def show_remote(self) -> None:
        if self.blocked is not None:
            self.blocked.hide()
        self.parts.show_remote()

    def trust(self) -> None:
        """Show the remote pictures of this sender from now on."""
        self._context.user.trust_sender(normalise(self.item.from_.email))
        self.show_remote()

    def show_hints(self, hints: "Sequence[Hint]") -> None:
        """What speaks against a message stands above everything else of it."""
        self._hints = tuple(hints)
        if self.hints is not None:
            self.hints.deleteLater()
            self.hints = None
        if hints:
            lines = [hint_words(each.kind, each.seems, each.is_really) for each in hints]
            self.hints = note(lines, self, title=self.tr("Be careful with this message"))
            self._layout.insertWidget(0, self.hints)
            self.hints.show()

    def unsubscribe(self) -> None:
        """Ask how its list is to be left."""
        from ui.reader.unsubscribe import UnsubscribeSheet

        sheet = UnsubscribeSheet(self._context, self.item, self.window())
        sheet.performed.connect(self.performed)
        sheet.left.connect(self._add_list_line)
        sheet.open()

    def unfold(self) -> None:
        """Show or hide the quoted history."""
        if self.quoted is None and self.content.quoted:
            self.quoted = self._made_body(self.content.quoted)
            at = self._layout.indexOf(self.fold) + 1 if self.fold else 0
            self._layout.insertWidget(at, self.quoted)
            self.quoted.show()
        elif self.quoted is not None:
            self.quoted.setVisible(self.quoted.isHidden())

    def show_all(self) -> None:
        """A mail too long to be kept ready: fetched as it came, and made safe anew beside the window's thread."""
        data = self.parts.read(RAW)
        if self.goes_on is not None:
            self.goes_on.setEnabled(False)
        if data is None:
            self.said.emit(self.tr("Fetching the whole message…"))
            self.parts.fetch(RAW)
        else:
            Thumbs.of(self.window()).beside.run(lambda: _whole(data), self._on_read)

    def _fill(self) -> None:
        item = self.item
        if item.body_state == "none" and not item.text and not item.html:
            self._layout.addWidget(label(self.tr("The text is still coming."), self, tone="muted"))
            if item.snippet:
                self._layout.addWidget(label(item.snippet, self, wrap=True))
            return
        if item.body_state == "broken":
            words = self.tr("This message is damaged. It is shown as far as it could be read.")
            self._layout.addWidget(note([words], self))
        self._add_list_line()
        self._add_invitation()
        self._show(content_of(item))
        self._add_attachments()

    def _add_invitation(self) -> None:
        if not self.item.detail.get("calendar"):
            return
        from ui.reader.invitation import invitation_card

        self.invitation = invitation_card(self._context, self.item, self)
        if self.invitation is not None:
            self.invitation.performed.connect(self.performed)
            self.invitation.said.connect(self.said)
            self._layout.addWidget(self.invitation)

    def _show(self, content: Content) -> None:
        self.content = content
        self.parts.show_content(content)
        sender = normalise(self.item.from_.email)
        if content.images and sender in self._context.user.trusted_senders():
            self.parts.show_remote()
        elif content.images and not self.parts.may_show_remote:
            self._add_blocked()
        self.body = self._made_body(content.new)
        self._layout.addWidget(self.body)
        if content.quoted:
            self._add_fold()
        if content.is_cut:
            size = file_size(self.item.size)
            offer = self.tr("Show all ({size})").format(size=size) if size else self.tr("Show all")
            self.goes_on = self._line(self.tr("The message goes on."), (offer, self.show_all))
            self._layout.addWidget(self.goes_on)

    def _made_body(self, html: str) -> MailBody:
        made = MailBody(self, self.parts.image)
        made.setAccessibleName(self.tr("Message text"))
        made.link_hovered.connect(self.link_hovered)
        made.link_picked.connect(self.link_picked)
        made.show_html(html, is_paper=self.content.has_author_colours)
        return made

    def _add_blocked(self) -> None:
        offers = ((self.tr("Show"), self.show_remote), (self.tr("Always from this sender"), self.trust))
        self.blocked = self._line(self.tr("Remote images blocked"), *offers)
        self._layout.addWidget(self.blocked)

    def _add_list_line(self) -> None:
        """How to leave the list that sent this, or when it was left."""
        if not self.item.detail.get("list_unsubscribe"):
            return
        if not ways_of(self.item):
            return
        at = left_at(self._context, self.item)
        is_late = at is not None and self.item.received_at - at > GRACE
        again = ((self.tr("Unsubscribe again…"), self.unsubscribe),) if is_late else ()
        made = (
            self._line(self.tr("You left this mailing list: {when}").format(when=long_time(at)), *again)
            if at
            else self._line(self.tr("Mailing list"), (self.tr("Unsubscribe…"), self.unsubscribe))
        )
        place = 0 if self.list_line is None else self._layout.indexOf(self.list_line)
        if self.list_line is not None:
            self.list_line.hide()
            self.list_line.deleteLater()
        self.list_line = made
        self._layout.insertWidget(place, made)
        made.show()

    def _line(self, words: str, *offers: tuple[str, Callable[[], object]]) -> QWidget:
        """Words, and what can be pressed behind them."""
        made = QWidget(self)
        row = FlowLayout(spacing=theme().px(t.STEP))
        made.setLayout(row)
        row.addWidget(label(words, made, kind="secondary"))
        for name, press in offers:
            row.addWidget(Button(name, made, kind="link", on_click=press))
        return made

    def _add_fold(self) -> None:
        self.fold = Button("···", self, kind="fold", on_click=self.unfold)
        self.fold.setFixedWidth(theme().px(32))
        self.fold.setAccessibleName(self.tr("Quoted text"))
        self.fold.setToolTip(self.tr("Quoted text"))
        self._layout.addWidget(self.fold)

    def _add_attachments(self) -> None:
        shown = [part for part in self.item.attachments if not part.is_inline]
        if shown:
            self.row = AttachmentRow(self.parts, shown, self)
            self.row.said.connect(self.said)
            self._layout.addWidget(self.row)

    def _on_images_arrived(self) -> None:
        for body in (self.body, self.quoted):
            if body is not None:
                body.show_again()

    def _on_arrived(self, part_id: str) -> None:
        if part_id == RAW:
            self.show_all()

    def _on_failed(self, part_id: str, words: str) -> None:
        if part_id in (RAW, "remote"):
            self.said.emit(words)
        if part_id == RAW and self.goes_on is not None:
            self.goes_on.setEnabled(True)

    def _on_read(self, content: Content | None) -> None:
        if content is None or not isValid(self):  # another message is read meanwhile
            return
        while self._layout.count():
            left = self._layout.takeAt(0)
            widget = left.widget() if left is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.quoted = self.fold = self.blocked = self.goes_on = self.list_line = self.hints = None
        self._add_list_line()
        self._add_invitation()
        self._show(content)
        self._add_attachments()
        self.show_hints(self._hints)


def _whole(raw: bytes) -> Content | None:
    """What a whole message says, None where it has no HTML."""
    from workspace.mail.parse import parse
    from workspace.mail.pieces import cut

    mail = parse(raw)
    if not mail.html:
        return None
    content = content_of_html(mail.html, WHOLE)
    cut(content.new)  # which keeps it for who shows it
    return content
