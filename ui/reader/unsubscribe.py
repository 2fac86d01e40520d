"""Leaving a mailing list: asked first, done by the engine or by a mail, and remembered."""

import uuid
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui.compose.letter import new_message_id, received_by
from ui.reader.left import forget, remember, ways_of
from ui.reader.links import open_link
from ui.reader.people import sender_name
from ui.reader.question import Question
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.connector.payloads import Outgoing
from workspace.mail.unsubscribing import Farewell, WaysOut, host_of
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.ids import ActionId
from workspace.model.items import Address
from workspace.model.kinds import Verb
from workspace.profiles.current import shared
from workspace.store.rows import ItemRow


class UnsubscribeSheet(Sheet):
    """``performed`` carries a :class:`Deed`, ``said`` a sentence; ``left``: the list was asked to stop."""

    performed = Signal(object)
    said = Signal(object)
    left = Signal()

    def __init__(self, context: Context, item: ItemRow, window: QWidget) -> None:
        super().__init__(window, "")
        self._context = context
        self._item = item
        self._question: Question | None = None
        self._account = context.user.account(item.key.account_id)
        self.call(self.tr("Unsubscribe from {name}?").format(name=sender_name(item)))
        self.ways = self._offered(ways_of(item))
        self.words = self._line("")
        self._advice = self._line("muted")
        self._advice.setText(
            self.tr(
                "If you do not know this sender, rather move the message to the trash: "
                "an answer tells them that your address is read."
            )
        )
        self._buttons: list[Button] = []
        for n, (way, name, _) in enumerate(self.ways):
            kind = "primary" if n == 0 else "ghost"
            self._buttons.append(Button(name, self.body, kind=kind, on_click=partial(self.go, way)))
        self.words.setText(self.ways[0][2] if self.ways else self.tr("This message does not say how."))
        for button in reversed(self._buttons[1:]):
            self.foot.addWidget(button)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.dismiss))
        for button in self._buttons[:1]:
            self.foot.addWidget(button)

    def open(self) -> None:
        """With the focus on the best way, which Return takes."""
        super().open()
        if self._buttons:
            self._buttons[0].setFocus()

    def go(self, way: str) -> None:
        """Leave by ``post``, ``mail`` or ``page``."""
        ways = ways_of(self._item)
        if way == "post":
            self._ask(ways.one_click)
        elif way == "mail" and ways.farewell is not None:
            self._send(ways.farewell)
        elif way == "page":
            self._open_page(ways.page)

    def dismiss(self) -> None:
        """What was asked already is not taken back by closing the sheet, but nobody waits for the answer."""
        if self._question is not None:
            self._question.stop()
        self.done()

    def _line(self, tone: str) -> QLabel:
        made = label("", self.body, tone=tone, wrap=True)
        self.layout_.addWidget(made)
        return made

    def _offered(self, ways: WaysOut) -> list[tuple[str, str, str]]:
        """The ways with their buttons and what they do, the best first."""
        found = []
        if ways.one_click:
            words = self.tr(
                "Workspace asks {host} to send nothing more to {address}. This cannot be taken back here: "
                "to get it again, subscribe again."
            )
            said = words.format(host=host_of(ways.one_click), address=self._address)
            found.append(("post", self.tr("Unsubscribe"), said))
        if ways.farewell is not None and self._can_send:
            words = self.tr(
                "A mail that asks for it goes from {address} to {to}. You can take it back for {n} seconds."
            )
            said = words.format(address=self._address, to=ways.farewell.to, n=UNDOABLE_SECONDS)
            name = self.tr("By mail instead") if found else self.tr("Send the mail")
            found.append(("mail", name, said))
        if ways.page:
            said = self.tr("{host} has a page for this. It opens in your browser.").format(host=host_of(ways.page))
            found.append(("page", self.tr("Open the page"), said))
        return found

    @property
    def _address(self) -> str:
        return received_by(self._item, self._account) if self._account else ""

    @property
    def _can_send(self) -> bool:
        manifest = self._context.manifest_of(self._account) if self._account else None
        return bool(manifest and Verb.SEND in manifest.actions and self._address)

    def _ask(self, url: str) -> None:
        self._show_busy(True)
        self.words.setText(self.tr("Asking {host}…").format(host=host_of(url)))
        self._question = Question(self._context, "unsubscribe", {"url": url}, self)
        self._question.answered.connect(lambda _: self._on_left(url))
        self._question.failed.connect(self._on_failed)

    def _on_left(self, url: str) -> None:
        self._question = None
        remember(self._context, self._item)
        words = self.tr("Unsubscribed: {host} was told").format(host=host_of(url))
        self.left.emit()
        self.performed.emit(Deed(words))
        self.done()

    def _on_failed(self, words: str) -> None:
        self._question = None
        self._show_busy(False)
        self.words.setText(self.tr("{reason} Nothing was changed.").format(reason=words))
        if self._buttons:
            self._buttons[0].say(self.tr("Try again"))

    def _show_busy(self, is_busy: bool) -> None:
        for button in self._buttons:
            button.setEnabled(not is_busy)

    def _send(self, farewell: Farewell) -> None:
        context, item, account = self._context, self._item, self._account
        if account is None:
            return
        sender = self._address
        outgoing = Outgoing(
            message_id=new_message_id(sender),
            from_=Address(shared().name_shown(account), sender),
            to=(Address("", farewell.to),),
            subject=farewell.subject,
            text=farewell.text,
            date=datetime.now(UTC),
        )
        action = Action(
            ActionId(uuid.uuid4().hex), account.account_id, Verb.SEND, outgoing.to_json(), None, datetime.now(UTC)
        )
        context.user.queue(action, undo_seconds=UNDOABLE_SECONDS)
        context.ring()
        remember(context, item)

        def undo() -> bool:
            if not context.user.withdraw(action.action_id):
                return False
            forget(context, item)
            context.ring()
            return True

        self.left.emit()
        self.performed.emit(Deed(self.tr("A mail that unsubscribes goes to {to}").format(to=farewell.to), undo))
        self.done()

    def _open_page(self, url: str) -> None:
        if open_link(url):
            self.done()
        else:
            self.words.setText(self.tr("The browser could not be opened. The page is: {address}").format(address=url))
