"""Connects the main window with the desks that open letters and filing sheets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.compose.desk import ComposeDesk
from ui.filing.desk import FilingDesk
from workspace.connector.manifest import manifests
from workspace.store.rows import DraftRow, TimelineRow

if TYPE_CHECKING:
    from ui.shell.window import MainWindow

BUILT_IN_CRM = "builtin_crm"


class Desks:
    """Made once with the window; lives as long as it."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.letters = ComposeDesk(window.context, window.mail.reader, window)
        self.filing = FilingDesk(window.context, window)
        self._connect()

    def _connect(self) -> None:
        window, letters, filing = self._window, self.letters, self.filing
        letters.left.connect(window.mail.back)
        letters.told.connect(lambda words: window.toast.say(words))
        letters.chat_asked.connect(lambda item: window.mail.chat.begin_reply(item))
        letters.chat_draft_asked.connect(self.open_chat)
        filing.crm_asked.connect(self.add_crm)
        window.mail.reader.never_list_asked.connect(filing.show_never_file)
        for desk in (letters, filing):
            desk.performed.connect(window.deeds.performed)
            desk.refused.connect(window.deeds.refused)

    def show_line(self, row: TimelineRow) -> None:
        """A line of the timeline, in the reader."""
        item = self._window.context.reader.item(row.item_id) if row.item_id is not None else None
        if item is not None:
            self._window.mail.show_row(item)
        elif row.thread_id is not None:
            self._window.mail.show_thread(row.thread_id)
        else:
            return
        if self._window.mail.is_covered:
            self._window.mail.go_in()

    def open_chat(self, draft: DraftRow) -> None:
        """Go on with what is being written in a chat."""
        mail, channel = self._window.mail, str(draft.fields.get("channel") or "")
        thread_id = self._window.context.reader.chat_in(draft.account_id, channel)
        if thread_id is not None:
            mail.show_thread(thread_id)
            mail.go_in()

    def create_contact(self, emails: Sequence[str]) -> None:
        """File what they wrote last of the open conversation, else the message at hand, with a new contact."""
        shown = self._window.mail.shown
        if shown.items:
            theirs = [each for each in shown.items if each.from_.email.lower() in emails]
            item = theirs[-1] if theirs else shown.answered_item()
            self.filing.open(item.item_id, "contact")

    def file(self, item_id: object) -> None:
        """Open the sheet for a message; one of several chosen stands for all of them."""
        several = self._window.mail.several(item_id)
        if len(several) > 1:
            self.filing.open_several(several, len(several))
        else:
            self.filing.open(item_id)

    def add_crm(self) -> None:
        self._window.sheets.add_account_of(manifests()[BUILT_IN_CRM])
