"""The strip below the results: what more the services may have, how far a search there is, and what it brought."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.search.server import Asked, ServerSearch
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import frame, label
from ui.widgets.times import count
from workspace.model.accounts import Account

NAMED = 2
"""Accounts that are named; more are counted."""


class ServerBar(QWidget):
    """Belongs to one query in one scope; hidden where the services have nothing to add."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.search = ServerSearch(context, self)
        self._query = ""
        self._accounts: list[Account] = []
        strip = frame("strip", self)
        self._text = label("", strip, tone="muted", wrap=True)
        self._button = Button("", strip, kind="link", on_click=self.press)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch()
        inner = QVBoxLayout(strip)
        px = theme().px
        inner.setContentsMargins(px(14), px(10), px(14), px(12))
        inner.setSpacing(px(t.STEP))
        inner.addWidget(self._text)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(strip)
        self.search.changed.connect(self._show)
        self.hide()

    @property
    def words(self) -> str:
        """All that is said."""
        return f"{self._text.text()} {self._button.text()}".strip()

    def forget(self) -> None:
        """Other words are searched for, or none."""
        self._query, self._accounts = "", []
        self.search.stop()
        self._show()

    def offer(self, query: str, scope: str, *, is_whole: bool) -> None:
        """Offer to search at the services for what is listed, unless everything of theirs is here."""
        if query != self._query:
            self.search.stop()
        self._query = query
        self._accounts = [] if is_whole else self.search.accounts(scope)
        self._show()

    def start(self, query: str, scope: str) -> bool:
        """Search there whatever is here; False where no service can be searched."""
        self._query, self._accounts = query, self.search.accounts(scope)
        self.search.start(query, self._accounts)
        return bool(self._accounts)

    def press(self) -> None:
        """Do what the button says."""
        if self.search.is_open:
            self.search.cancel()
        elif self.search.asked:
            self.search.again(self._query)
        else:
            self.search.start(self._query, self._accounts)

    def _show(self) -> None:
        asked = self.search.asked
        self.setVisible(bool(self._query) and bool(asked or self._accounts))
        if asked:
            self._text.setText(self._progress(asked) if self.search.is_open else self._outcome(asked))
            self._button.say(self.tr("Stop") if self.search.is_open else self.tr("Search there again"))
            self._button.setVisible(self.search.is_open or any(each.error for each in asked))
        elif self._accounts:
            words = self.tr("There may be more at {names} than is here yet.")
            self._text.setText(words.format(names=self._names(self._accounts)))
            self._button.say(self.tr("Search on the server"))
            self._button.show()
        self.setAccessibleName(self._text.text())

    def _progress(self, asked: list[Asked]) -> str:
        there = [each.account for each in asked if each.is_open]
        words = self.tr("Searching at {names}… {n} found so far.")
        return words.format(names=self._names(there), n=count(sum(each.count for each in asked)))

    def _outcome(self, asked: list[Asked]) -> str:
        return " ".join(self._said(each) for each in asked)

    def _said(self, asked: Asked) -> str:
        name = asked.account.name
        if asked.error:
            return self.tr("{name}: {error}").format(name=name, error=asked.error)
        if not asked.count:
            return self.tr("{name}: nothing found.").format(name=name)
        return self.tr("{name}: {n} found.").format(name=name, n=count(asked.count))

    def _names(self, accounts: list[Account]) -> str:
        named = ", ".join(each.name for each in accounts[:NAMED])
        more = len(accounts) - NAMED
        return self.tr("{names} and {n} more").format(names=named, n=count(more)) if more > 0 else named
