"""A field for addresses that completes what is typed from contacts, records and recent mail."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QWidget

from ui.compose.letter import wrong_address
from ui.compose.line_field import LineField
from ui.shell.context import Context
from ui.widgets.labels import restyle
from workspace.mail.address import normalise
from workspace.model.items import Address
from workspace.model.kinds import Kind

SHOWN = 8
RECENT = 300


class AddressBook:
    """Everybody the cache knows, asked once for a composer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._recent: dict[str, str] | None = None

    def suggestions(self, typed: str) -> list[str]:
        """People whose name or address contains what was typed, as ``Name <address>``."""
        wanted = typed.strip().lower()
        if not wanted:
            return []
        found = {e: s for e, s in self._known().items() if wanted in s.lower()}
        for person in self._context.reader.addresses(wanted, SHOWN):
            found.setdefault(normalise(person.email), _written(person.name, person.email))
        for row in self._context.reader.find_records(wanted, SHOWN):
            for email in row.emails:
                found.setdefault(normalise(email), _written(row.name, email))
        starts = sorted(found.values(), key=lambda words: not words.lower().startswith(wanted))
        return starts[:SHOWN]

    def _known(self) -> dict[str, str]:
        if self._recent is None:
            reader = self._context.reader
            rows = [*reader.items(Kind.CONTACT, limit=2_000), *reader.items(Kind.EMAIL, limit=RECENT)]
            people = [a for row in rows for a in (row.from_, *row.to, *row.cc)]
            self._recent = _by_email(people)
        return self._recent


class AddressField(LineField):
    """Completes the address at its end; ``is_right`` marks it where it holds something else."""

    def __init__(self, book: AddressBook, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._book = book
        self._words = QStringListModel(self)
        self.completer_ = QCompleter(self._words, self)
        self.completer_.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer_.setWidget(self)
        self.completer_.activated.connect(self.take)
        self.textEdited.connect(self._on_edited)

    def take(self, words: str) -> None:
        """Put a suggestion in the place of what was typed last."""
        before, comma, _ = self.text().rpartition(",")
        self.setText(f"{before}{comma}{' ' if comma else ''}{words}, ")
        self.textEdited.emit(self.text())

    def is_right(self) -> bool:
        wrong = wrong_address(self.text())
        self.mark(wrong)
        return not wrong

    def mark(self, wrong: str) -> None:
        """Show that something in it is wrong; empty takes the mark away."""
        if bool(self.property("wrong")) != bool(wrong):
            self.setProperty("wrong", bool(wrong))
            restyle(self)

    def _on_edited(self, text: str) -> None:
        self.mark("")
        last = text.rpartition(",")[2]
        found = self._book.suggestions(last) if len(last.strip()) > 1 else []
        self._words.setStringList(found)
        if found and self.hasFocus():
            self.completer_.complete()
        else:
            self._hide_popup()

    def _hide_popup(self) -> None:
        popup = self.completer_.popup()
        if popup is not None:
            popup.hide()


def _written(name: str, email: str) -> str:
    return f"{name} <{email}>" if name and name != email else email


def _by_email(people: Iterable[Address]) -> dict[str, str]:
    """Each address once, with a name where any mail has one."""
    found: dict[str, str] = {}
    for person in people:
        key = normalise(person.email)
        if "@" in key and (key not in found or (person.name and "<" not in found[key])):
            found[key] = _written(person.name, person.email)
    return found
