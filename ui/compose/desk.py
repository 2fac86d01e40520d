"""Opens letters where they belong, sends them with time to think again, and keeps what is not finished."""

import uuid
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.chat.says import DRAFT
from ui.compose.composer import Composer
from ui.compose.copies import delete_copy, save_copy
from ui.compose.identities import identities
from ui.compose.later import leaving_words
from ui.compose.letter import Letter, answer_letter, draft_letter, new_letter, prepare_quote
from ui.compose.planned import action_of, answered_by
from ui.compose.undo_time import undo_seconds
from ui.models.beside import Beside
from ui.reader.view import ReaderView
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.shell.mishaps import attempt
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import restyle
from ui.widgets.later import later
from ui.widgets.sheet import Sheet
from ui.widgets.turns import Turns
from workspace.model.actions import Action
from workspace.model.ids import ActionId, DraftId, ItemId
from workspace.model.items import ItemKey
from workspace.model.kinds import Kind
from workspace.store.rows import DraftRow, ItemRow

AHEAD_MS = 400
"""After a letter was opened what the next one is written in is made: first what was asked for is seen."""
LONG = 10_000
"""Letters of HTML that are quoted within a key."""


class ComposeDesk(QObject):
    """``performed`` carries a :class:`Deed`, ``refused`` and ``told`` a sentence; ``left`` says that an answer was put
    away.

    Chats are written where they are read: ``chat_asked`` carries the message to answer, ``chat_draft_asked`` a
    :class:`DraftRow`.
    """

    performed = Signal(object)
    refused = Signal(object)
    told = Signal(object)
    left = Signal()
    chat_asked = Signal(object)
    chat_draft_asked = Signal(object)

    def __init__(self, context: Context, reader: ReaderView, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._reader = reader
        self._window = window
        self.composer: Composer | None = None
        self._next: Composer | None = None
        """Made ahead, because its parts take longer than a key may: the next letter is written in it."""
        self._making = Turns(self)
        self._making_soon = later(self, AHEAD_MS, lambda: self._making.start(self._made_ahead()))
        self._making_soon.start()
        self._beside = Beside(self)
        self._beside.run(context.user.sweep_blobs, lambda _: None)
        self._quoting = later(self, AHEAD_MS, self._prepare_quote)
        reader.thread_shown.connect(self._on_thread_shown)

    def write(self, to: str = "", scope: str = "*") -> Composer | None:
        """A new letter on a sheet, from an account of the workplace or account that is shown."""
        here = {account.account_id for account in self._context.accounts_in(scope)}
        found = sorted(identities(self._context), key=lambda each: each.account.account_id not in here)
        if not found:
            self.refused.emit(self.tr("No account here can send mail."))
            return None
        return self._on_sheet(self._signed(new_letter(found[0].account, to)), None)

    def answer(self, item_id: object, mode: str) -> Composer | None:
        """A reply, reply to all or forward; in the place of the reply box where its conversation is open."""
        item = self._context.reader.item(ItemId(int(str(item_id))))
        account = self._context.user.account(item.key.account_id) if item else None
        if item is None or account is None:
            self.refused.emit(self.tr("This message is no longer here."))
            return None
        if item.key.kind is Kind.CHAT:
            self.chat_asked.emit(item)
            return None
        kept = self._draft_for(item, mode)
        if kept is not None:
            return self._go_on(kept)
        letter = self._signed(answer_letter(item, account, mode, self._context.user.own_emails()))
        composer = self._open(letter, None)
        if composer is not None and mode == "forward" and item.attachments:
            composer.carry(item)
        return composer

    def open_draft(self, draft_id: object) -> Composer | None:
        """Go on with a draft."""
        row = self._context.user.draft(DraftId(str(draft_id)))
        if row is None:
            self.refused.emit(self.tr("This draft is no longer here."))
            return None
        return self._go_on(row)

    def _go_on(self, row: DraftRow) -> Composer | None:
        if row.fields.get("mode") == DRAFT:
            self.chat_draft_asked.emit(row)
            return None
        if self.composer is not None and self.composer.draft_id == row.draft_id:
            return self._begin(self.composer)
        return self._open(Letter.from_fields(row.account_id, row.fields), row.draft_id)

    def open_copy(self, item_id: object) -> Composer | None:
        """Go on with a draft that lies at its service, or with the one here that stands for it."""
        item = self._context.reader.item(ItemId(int(str(item_id))))
        account = self._context.user.account(item.key.account_id) if item else None
        if item is None or account is None:
            self.refused.emit(self.tr("This draft is no longer here."))
            return None
        if item.text is None and item.html is None:
            self.refused.emit(self.tr("The text of this draft has not arrived yet."))
            return None
        if self.composer is not None and self.composer.letter().message_id == item.message_id:
            return self._begin(self.composer)
        for row in self._context.user.drafts():
            if item.message_id and row.fields.get("message_id") == item.message_id:
                return self.open_draft(row.draft_id)
        composer = self._open(
            draft_letter(
                item, account, answered_by(self._context, item.key.account_id, item.detail.get("in_reply_to"))
            ),
            None,
        )
        if composer is not None and item.attachments:
            composer.carry(item)
        return composer

    def leave(self) -> None:
        """Put the open letter away as a draft, here and at its service. One that cannot be kept stays open."""
        if self.composer is None:
            return
        composer = self.composer
        self._keep(composer)
        self.composer = None
        composer.put_away()
        sheet = composer.property("sheet")
        if isinstance(sheet, Sheet):
            if sheet.isVisible():
                sheet.done()
        else:
            self._take_out(composer)

    def stop(self) -> None:
        """The window closes, also with a letter that finds no room: it is told, and there as it was saved last."""
        for part in (self._making_soon, self._making, self._quoting):
            part.stop()
        self._beside.finish()
        attempt(self.leave)
        if self.composer is not None:
            attempt(self.composer.put_away)

    # Opening

    def _open(self, letter: Letter, draft_id: DraftId | None) -> Composer | None:
        if not identities(self._context):
            self.refused.emit(self.tr("No account here can send mail."))
            return None
        ids = {item.key for item in self._reader.items}
        if letter.item in ids and letter.mode in ("reply", "reply_all", "forward"):
            return self._inline(letter, draft_id)
        return self._on_sheet(letter, draft_id)

    def _inline(self, letter: Letter, draft_id: DraftId | None, *, takes_focus: bool = True) -> Composer:
        self.leave()
        composer = self._made(letter, draft_id, self._reader.sheet)
        self._reader.show_composer(composer)
        return self._begin(composer) if takes_focus else composer

    def _begin(self, composer: Composer) -> Composer:
        """With the keyboard, where it is seen."""
        if composer.property("sheet") is None:
            self._reader.wanted.emit()
        composer.begin()
        return composer

    def _on_sheet(self, letter: Letter, draft_id: DraftId | None) -> Composer:
        self.leave()
        titles = {"new": self.tr("New mail"), "forward": self.tr("Forward")}
        sheet = Sheet(self._window, titles.get(letter.mode, self.tr("Reply")), width=t.WIDE_SHEET)
        composer = self._made(letter, draft_id, sheet.body)
        composer.setProperty("sheet", sheet)
        composer.setProperty("kind", "bare")
        restyle(composer)
        sheet.layout_.addWidget(composer)
        composer.show()
        composer.foot.setContentsMargins(theme().px(16), 0, theme().px(16), 0)  # below the text
        sheet.foot.addWidget(composer.foot)
        sheet.closed.connect(self._on_sheet_closed)
        sheet.open()
        composer.begin()
        return composer

    def _made(self, letter: Letter, draft_id: DraftId | None, parent: QWidget) -> Composer:
        self._making_soon.stop()
        self._making.stop()
        composer, self._next = self._next or Composer(self._context, parent), None
        composer.setParent(parent)
        composer.write(letter, draft_id)
        composer.sent.connect(self.send)
        composer.discarded.connect(self.discard)
        composer.said.connect(self.refused)
        composer.left.connect(self._on_left)
        composer.rested.connect(lambda: self._keep(composer))
        self.composer = composer
        carried = self._context.reader.item_by_key(letter.carried) if letter.carried else None
        if carried is not None:
            composer.carry(carried, letter.missing)
        self._making_soon.start()
        return composer

    def _made_ahead(self) -> Iterator[None]:
        """Piece by piece, where most letters are written: below their conversation."""
        self._next = made = Composer(self._context, self._reader.sheet)
        made.hide()
        for _ in made.building:  # not "yield from", which would end it half built when this is stopped
            yield

    def _on_left(self) -> None:
        composer = self.composer
        self.leave()
        self._tell_kept(composer)
        self.left.emit()

    def _keep(self, composer: Composer) -> None:
        """Save the draft, and have its service keep it once its attachments are all here."""
        composer.save()
        if composer.draft_id is None or composer.carrying.is_open:
            return
        letter = composer.letter()
        kept = save_copy(self._context, letter, composer.draft_id)
        if kept != letter:
            composer.note_copy(kept)
            self._context.observer.tell("actions")

    def _on_sheet_closed(self) -> None:
        if self.composer is not None and self.composer.property("sheet") is self.sender():
            composer, self.composer = self.composer, None
            self._keep(composer)
            composer.put_away()
            self._tell_kept(composer)

    def _tell_kept(self, composer: Composer | None) -> None:
        """Where it is now, for who closed it."""
        if composer is not None and composer.draft_id is not None:
            self.told.emit(self.tr("Kept under Drafts"))

    def _on_thread_shown(self, thread_id: object) -> None:
        """Another conversation: the letter is put away, and one begun there before goes on."""
        if self.composer is not None and not isinstance(self.composer.property("sheet"), Sheet):
            self.leave()
        self._quoting.start()
        keys = {item.key for item in self._reader.items}
        for row, letter in self._begun(keys):
            if self.composer is None:
                # The focus stays in the list: who goes on with J must not write "j" into the draft.
                self._inline(letter, row.draft_id, takes_focus=False)

    def _prepare_quote(self) -> None:
        """Of the mail that an answer would answer, while it is read."""
        item = self._reader.answered_item() if self._reader.items else None
        if item is not None and len(item.html or "") > LONG:
            self._beside.run(lambda: prepare_quote(item), lambda _: None)

    # Ending

    def send(self, letter: Letter, at: datetime | None = None) -> None:
        """Queue the letter, for now or for a time to come; Undo brings it back as it was."""
        action = action_of(self._context, letter, at)
        if at is None:
            self._context.user.queue(action, undo_seconds=undo_seconds(self._context))
        else:
            self._context.user.plan(action, at)
        if self.composer is not None:
            self.composer.put_away()
        draft_id = self._close_composer()
        deleting = self._delete_copy(letter, draft_id)
        self._tell()
        words = self.tr("Leaves {time}").format(time=leaving_words(at)) if at else self.tr("Sending…")
        seconds = undo_seconds(self._context)
        self.performed.emit(Deed(words, lambda: self._unsend(action, deleting, letter, draft_id), seconds))

    def discard(self, letter: Letter) -> None:
        """Throw the draft away; Undo brings it back."""
        draft_id = self._close_composer()
        deleting = self._delete_copy(letter, draft_id)
        self._tell()
        if letter.is_empty and deleting is None:
            return
        done = QTimer(self)
        done.setSingleShot(True)
        done.timeout.connect(lambda: self._forget_files(letter))
        done.timeout.connect(done.deleteLater)
        done.start(undo_seconds(self._context) * 1000)
        seconds = undo_seconds(self._context)
        words, undo = self.tr("Draft discarded"), lambda: self._undiscard(done, deleting, letter, draft_id)
        self.performed.emit(Deed(words, undo, seconds))

    def _delete_copy(self, letter: Letter, draft_id: DraftId | None) -> ActionId | None:
        """What deletes the service's draft when the time for Undo is over."""
        # A draft of a service that was never changed here has no id of its own yet.
        some_id = draft_id or DraftId(uuid.uuid4().hex)
        return delete_copy(self._context, letter, some_id, undo_seconds=undo_seconds(self._context))

    def _close_composer(self) -> DraftId | None:
        """The letter is finished: its place closes and its draft goes; the id it had."""
        composer, self.composer = self.composer, None
        if composer is None:
            return None
        if composer.draft_id is not None:
            self._context.user.delete_draft(composer.draft_id)
        sheet = composer.property("sheet")
        if isinstance(sheet, Sheet):
            sheet.done()
        else:
            self._take_out(composer)
        return composer.draft_id

    def _take_out(self, written: Composer) -> None:
        """Out of the conversation, which may have let go of it already."""
        focus = QApplication.focusWidget()
        if focus is not None and written.isAncestorOf(focus):
            self._reader.setFocus()  # before it is hidden: Qt would look for the next stop in the whole window
        if self._reader.composer is written:
            self._reader.hide_composer()
        written.deleteLater()

    def _unsend(self, action: Action, deleting: ActionId | None, letter: Letter, draft_id: DraftId | None) -> bool:
        if not self._context.user.withdraw(action.action_id):
            return False
        self._reopen(deleting, letter, draft_id)
        return True

    def _undiscard(self, done: QTimer, deleting: ActionId | None, letter: Letter, draft_id: DraftId | None) -> bool:
        if not done.isActive():
            return False
        done.stop()
        done.deleteLater()
        self._reopen(deleting, letter, draft_id)
        return True

    def _reopen(self, deleting: ActionId | None, letter: Letter, draft_id: DraftId | None) -> None:
        """As it was; kept at its service again, as what waited to be saved there was withdrawn."""
        if deleting is not None:
            self._context.user.withdraw(deleting)
        letter = replace(letter, kept="")
        draft_id = self._context.user.save_draft(draft_id, letter.account_id, letter.to_fields())
        self._tell()
        self._open(letter, draft_id)

    def _forget_files(self, letter: Letter) -> None:
        for file in letter.files:
            self._context.user.delete_blob(file.blob_id)

    def _draft_for(self, item: ItemRow, mode: str) -> DraftRow | None:
        """What was begun before as the same answer to the same mail."""
        return next((row for row, letter in self._begun({item.key}) if letter.mode == mode), None)

    def _begun(self, answered: Set[ItemKey]) -> Iterator[tuple[DraftRow, Letter]]:
        """Every letter that was kept as an answer to one of these; what was begun in a chat is none."""
        for row in self._context.user.drafts_on(answered):
            letter = Letter.from_fields(row.account_id, row.fields)
            if letter.item in answered and letter.mode != DRAFT:
                yield row, letter

    def _signed(self, letter: Letter) -> Letter:
        """With the signature of the address it leaves from."""
        return replace(letter, signature=self._context.user.signature(letter.account_id, letter.from_email))

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions", "drafts")
