"""Looks at opened messages for signs of an imitation, beside the window: the text is there first."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.models.beside import Beside
from ui.reader.content import Content
from ui.reader.message import MessageText
from ui.shell.context import Context
from workspace.mail.address import domain_of
from workspace.model.kinds import Kind
from workspace.store.rows import ItemRow

if TYPE_CHECKING:
    from workspace.mail.suspicion import Hint, KnownDomains

FRESH_SECONDS = 900.0
"""How long those known are taken for known before they are read anew."""
LISTS = ("list", "bulk", "machine")


class Watch(QObject):
    """Of one reader: tells each :class:`MessageText` what is to be noted above it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.beside = Beside(self)
        self._known: KnownDomains | None = None
        self._known_at = 0.0
        self._window = parent.window()
        self._window.installEventFilter(self)

    def look(self, text: MessageText) -> None:
        """Not at what was written here, and not at chats."""
        item, content = text.item, text.content
        if item.is_sent or item.is_draft or item.key.kind is not Kind.EMAIL or "@" not in item.from_.email:
            return
        self.beside.run(
            lambda: self._found(item, content), lambda found: text.show_hints(found) if isValid(text) else None
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.beside.finish()
        return False

    def _found(self, item: ItemRow, content: Content) -> "list[Hint]":
        from workspace.mail.suspicion import hints

        is_list = item.detail.get("automation") in LISTS or bool(item.detail.get("list_unsubscribe"))
        return hints(item.from_, item.reply_to, content.new, self._known_now(), is_list=is_list)

    def _known_now(self) -> "KnownDomains":
        from workspace.mail.suspicion import KnownDomains

        now = time.monotonic()
        if self._known is None or now - self._known_at > FRESH_SECONDS:
            reader = self._context.reader.another()
            try:
                domains = reader.known_domains()
            finally:
                reader.close()
            self._known = KnownDomains(domains | {domain_of(email) for email in self._context.user.own_emails()})
            self._known_at = now
        return self._known
