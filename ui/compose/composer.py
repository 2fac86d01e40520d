"""One letter being written, inline under a conversation or on a sheet of its own."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.compose.carrying import Carrying
from ui.compose.color_strip import ColorStrip
from ui.compose.coming import Coming
from ui.compose.doubts import doubts
from ui.compose.editor import Editor
from ui.compose.extras import Extras
from ui.compose.files import Files
from ui.compose.finding import Finding
from ui.compose.head import Head
from ui.compose.identities import crosses
from ui.compose.later import open_later
from ui.compose.letter import Letter
from ui.compose.pictures import Pictures, is_ours
from ui.compose.reopening import note_closed, note_open
from ui.compose.second_look import SecondLook
from ui.compose.toolbar import Toolbar
from ui.reader.body import MailBody
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import CutLabel, restyle
from ui.widgets.later import later
from workspace.model.ids import DraftId
from workspace.store.rows import ItemRow

SAVE_MS = 1_000
"""A pause this long in writing, and the draft is kept."""
REST_MS = 30_000
"""A pause this long, and the draft is kept at the service too."""


class Composer(QFrame):
    """``sent`` carries the :class:`Letter` and the time to come at which it leaves, None for now; ``discarded`` the
    letter, ``said`` a sentence.

    ``rested`` follows a long pause; ``left`` says that the writer wants to do something else. It may be made before
    there is a letter, a piece at each step of ``building``; until :meth:`write` it does nothing.
    """

    sent = Signal(object, object)
    discarded = Signal(object)
    said = Signal(object)
    rested = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAcceptDrops(True)
        self._context = context
        self._is_over, self._may_cross = True, False
        self._asked: set[str] = set()
        self._sends_then: Callable[[], None] | None = None
        self._save_timer = later(self, SAVE_MS, self._on_pause)
        self._rest_timer = later(self, REST_MS, self.rested.emit)
        self.building = self._place_parts()

    def write(self, letter: Letter, draft_id: DraftId | None = None) -> None:
        """Show the letter, once: from now on it is kept and can be sent."""
        for _ in self.building:
            pass
        self._is_over = False
        self._start, self.draft_id, self.is_plain = letter, draft_id, letter.is_plain
        self._kept_in, self._kept = letter.kept_in, letter.kept
        self._show_letter(letter)
        self._saved = self.letter() if draft_id is not None or letter.kept_in else None
        self._connect()

    # What the buttons do

    def send(self, at: datetime | None = None) -> None:
        """Send, now or at a time to come, unless something is wrong or asks for a second look."""
        if self._is_over or self.carrying.is_open or not self.head.has_right_people():
            return
        if self.coming.is_open:
            self._sends_then = lambda: self.send(at)
            self.saved.setText(self.tr("It leaves as soon as its files are read…"))
            return
        letter = self.letter()
        for name, words in doubts(letter).items():
            if name not in self._asked:
                self._asked.add(name)
                if name == "subject":
                    self.subject.setFocus()
                self.second_look.ask(words)
                return
        if not self._may_cross and (words := crosses(self._context, letter)):
            anyway, back = self.tr("Send anyway"), self.tr("Switch back")
            self.second_look.ask(words, (anyway, lambda: self._send_across(at)), (back, self._switch_back))
            return
        self.sent.emit(letter, at)  # put away by who has queued it: what could not be queued stays open

    def sign(self) -> None:
        """The signature of the address it leaves from, unless the writer changed the one that is there."""
        identity = self.head.identity
        if identity is not None:
            self.editor.sign(self._context.user.signature(identity.account.account_id, identity.email))

    def set_plain(self, is_plain: bool) -> None:
        """Send the text only, without any form."""
        self.is_plain = is_plain
        self._on_changed()

    def discard(self) -> None:
        """Throw the letter away; who shows the toast can bring it back."""
        if not self._is_over:
            letter = self.letter()
            self.put_away()
            self.discarded.emit(letter)

    def save(self) -> None:
        """Keep the draft as it is now."""
        self._save_timer.stop()
        letter = self.letter()
        if self._is_over or letter == self._saved or (letter.is_empty and self.draft_id is None):
            return
        self.draft_id = self.draft_id or DraftId(str(uuid4()))
        note_open(self._context, self.draft_id)  # first: a letter that is saved must be found after a crash
        self._context.user.save_draft(self.draft_id, letter.account_id, letter.to_fields())
        self._saved = letter
        self._context.observer.tell("drafts")
        self.saved.setText(self.tr("Draft saved"))

    def note_copy(self, letter: Letter) -> None:
        """Remember which copy of the draft the service has."""
        self._kept_in, self._kept = letter.kept_in, letter.kept
        self.save()

    def letter(self) -> Letter:
        """What stands here now, with the files that are still on their way: for those it waits."""
        self.coming.finish()
        identity = self.head.identities[self.from_.currentIndex()]
        start, html = self._start, self.editor.html()
        return Letter(
            identity.account.account_id,
            identity.email,
            to=self.to.text().strip().rstrip(","),
            cc=self.cc.text().strip().rstrip(","),
            bcc=self.bcc.text().strip().rstrip(","),
            subject=self.subject.text().strip(),
            text=self.editor.text(),
            html=html,
            quoted_text=start.quoted_text if self.has_quote else "",
            quoted_html=start.quoted_html if self.has_quote else "",
            in_reply_to=start.in_reply_to,
            references=start.references,
            files=tuple(self.pictures.left_in(html)),
            item=start.item,
            mode=start.mode,
            message_id=start.message_id,
            carried=self.carrying.item.key if self.carrying.item is not None and self.carrying.is_open else None,
            missing=self.carrying.missing,
            kept_in=self._kept_in,
            kept=self._kept,
            signature=self.editor.signature(),
            signature_text=self.editor.signature_text(),
            is_plain=self.is_plain,
        )

    def carry(self, item: ItemRow, only: Collection[str] | None = None) -> None:
        """Take the attachments of another mail along; those that are not here are fetched first."""
        self.carrying.carry(item, only)

    def attach(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self.window(), self.tr("Attach files"))
        for path in paths:
            self.files.add_path(Path(path))

    def open_later(self) -> None:
        """The menu of times that the letter can leave at."""
        open_later(self.later, self.send)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            is_later = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.open_later() if is_later else self.send()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.property("sheet") is None:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    # Its parts

    def _place_parts(self) -> Iterator[None]:
        self._strip = ColorStrip(self)
        self.head = head = Head(self._context, self)
        yield
        self.from_, self.to, self.cc, self.bcc, self.subject = head.from_, head.to, head.cc, head.bcc, head.subject
        self.editor = Editor(self)
        self.coming = Coming(self)
        self.files = Files(self._context, self.coming, self)
        self.files.is_shown = lambda file: not is_ours(file)
        self.pictures = Pictures(self._context, self.files, self.editor, self.coming, self)
        self.carrying = Carrying(self._context, self.files, self)
        self._quote_button = Button("···", self, kind="fold", on_click=self._toggle_quote)
        self._quote_button.setAccessibleName(self.tr("Quoted text"))
        self._quote: MailBody | None = None
        self.has_quote = False
        yield
        self.foot = self._foot()
        yield
        self._lay_out()

    def _lay_out(self) -> None:
        px = theme().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        inner = QVBoxLayout()
        # Before anything is in it: PySide would keep wrappers of its items, and the foot moves to a sheet's.
        layout.addLayout(inner)
        inner.setContentsMargins(px(16), px(8), px(16), px(12))
        inner.setSpacing(px(2 * t.STEP))
        inner.addWidget(self.head)
        inner.addSpacing(px(t.STEP))
        inner.addWidget(self.editor, 1)
        inner.addLayout(self._below_text())
        for part in (self.files, self.carrying):
            inner.addWidget(part)
        inner.addWidget(self.foot)
        self._inner = inner
        self.second_look = SecondLook(self, inner, self.foot)
        self.finding = Finding(self, self.editor, self.foot)

    def _below_text(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.saved = CutLabel("", self, kind="secondary")
        row.addWidget(self._quote_button)
        row.addWidget(self.saved, 1)
        return row

    def _foot(self) -> QWidget:
        """The buttons; a sheet takes them into its own foot, where they stay in sight."""
        made = QWidget(self)
        self.send_button = Button(self.tr("Send"), self, kind="primary", key="Ctrl ⏎", on_click=self.send)
        self.later = IconButton("clock", self.tr("Send later (Ctrl+Shift+Enter)"), self, on_click=self.open_later)
        self.toolbar = Toolbar(self.editor, self)
        self.extras = Extras(self._context, self)
        row = FlowLayout(spacing=theme().px(t.STEP), last_right=True)
        discard = Button(self.tr("Discard"), self, kind="ghost", on_click=self.discard)
        for part in (self.send_button, self.later, self.extras, discard):
            row.addWidget(part)
        foot = QVBoxLayout(made)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(theme().px(t.STEP))
        foot.addWidget(self.toolbar)
        foot.addLayout(row)
        return made

    def _show_letter(self, letter: Letter) -> None:
        self.extras.begin()
        self.head.show_letter(letter)
        self.files.show_files(letter.files)  # the text shows some of them
        self.editor.show_letter(letter.html, letter.text, letter.signature)
        self.has_quote = bool(letter.quoted_html or letter.quoted_text)
        self._quote_button.setVisible(self.has_quote)
        self._dress()

    def _connect(self) -> None:
        self.head.from_changed.connect(self._on_from_changed)
        self.head.changed.connect(self._on_changed)
        self.editor.textChanged.connect(self._on_changed)
        self.editor.files_dropped.connect(self._on_files)
        self.files.changed.connect(self._on_changed)
        self.files.said.connect(self.said)
        self.editor.long_pasted.connect(self.files.add_text)
        self.carrying.changed.connect(self._on_carrying)
        self.coming.changed.connect(self._on_coming)

    def begin(self) -> None:
        """Put the cursor where writing starts."""
        (self.editor if self.to.text() else self.to).setFocus()

    # What changes

    def _on_changed(self) -> None:
        self.saved.setText("")
        self._save_timer.start()
        self._rest_timer.start()

    def _on_from_changed(self) -> None:
        self._may_cross = False
        self.second_look.drop()
        self._dress()
        self.sign()
        self._on_changed()

    def _on_files(self, paths: list[str]) -> None:
        """Dropped or pasted where the text is: pictures stand there, other files go along."""
        for path in map(Path, paths):
            if self.is_plain or not self.pictures.add_path(path):
                self.files.add_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Beside the text everything is a file that goes along."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.files.add_path(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def _on_pause(self) -> None:
        if not self.coming.is_open:  # else what comes last saves
            self.save()

    def _on_coming(self) -> None:
        """The letter is sent or saved when nothing is on its way any more."""
        if self._is_over:
            return
        self._on_changed()
        if self.coming.is_open:
            self.saved.setText(self.tr("Files are being read…"))
        elif self._sends_then is not None:
            later(self, 0, self._send_then).start()  # what waits here for the last file is done first

    def _send_then(self) -> None:
        send, self._sends_then = self._sends_then, None
        if send is not None:
            send()

    def _on_carrying(self) -> None:
        self.send_button.setEnabled(not self.carrying.is_open)
        self._on_changed()

    def _toggle_quote(self) -> None:
        if self._quote is None:
            self._quote = MailBody(self)
            self._quote.setAccessibleName(self.tr("Quoted text"))
            self._quote.show_html(self._start.quoted_html or self._start.quoted_text)
            self._inner.insertWidget(self._inner.indexOf(self.files), self._quote)
            self._quote.show()
        else:
            self._quote.setVisible(self._quote.isHidden())

    def _send_across(self, at: datetime | None = None) -> None:
        self._may_cross = True
        self.send(at)

    def _switch_back(self) -> None:
        self.head.choose_from(self._start)
        self.second_look.drop()

    def put_away(self) -> None:
        """Nothing of it is saved any more: it was sent, thrown away, or kept as a draft."""
        self._is_over = True
        self.coming.end()
        self.head.book.end()
        self._save_timer.stop()
        self._rest_timer.stop()
        self.second_look.drop()
        note_closed(self._context, self.draft_id)

    def _dress(self) -> None:
        identity = self.head.identity
        self._strip.show_color(identity.color if identity else "")
        restyle(self)
