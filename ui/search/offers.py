"""What the palette offers for the words in it: commands, workplaces, saved searches, and what the store found."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.models.lines import RECORD_ICONS, record_line
from ui.search.entries import Entry
from ui.search.finder import Found
from ui.search.words import guess_words, trouble_words
from ui.shell.deeds import Deed
from ui.shell.places import ICONS
from ui.widgets.times import short_time
from workspace.mail.query import guess
from workspace.mail.tokens import fold
from workspace.model.items import Address
from workspace.model.kinds import Kind
from workspace.store.rows import HitRow, RecordRow
from workspace.store.user.searches import SavedSearch

if TYPE_CHECKING:
    from ui.search.palette import Palette
    from ui.shell.commands import WindowCommand
    from ui.shell.window import MainWindow

SHOWN_COMMANDS = 6
AT_THE_END = ("next", "previous", "open", "back", "choose", "choose_all")
"""Commands that are in the way where nothing was typed: the palette is no place to move by one line."""
PLACE_ICONS = {f"go_{place.value}": icon for place, icon in ICONS.items()}
KEY_WORDS = {"Return": "⏎", "Escape": "Esc", "Delete": "Del"}


def tr(text: str) -> str:
    return QCoreApplication.translate("palette", text)


def key_words(key: str) -> str:
    """A key as it stands on a keyboard."""
    return " ".join(KEY_WORDS.get(part, part.upper() if len(part) == 1 else part) for part in key.split("+") if part)


def rank(words: Sequence[str], *texts: str) -> int:
    """How well a text fits what was typed: 0 begins with it, 1 at beginnings of words, 2 inside, -1 not at all."""
    folded = [fold(text) for text in texts]
    if folded[0].startswith(" ".join(words)):
        return 0
    parts = [part for text in folded for part in text.replace("/", " ").split()]
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 1
    return 2 if all(any(word in text for text in folded) for word in words) else -1


def _english(entry: Entry) -> str:
    """What a command is called in every language."""
    return str(entry.key[1]).replace("_", " ") if isinstance(entry.key, tuple) else ""


def _nothing() -> None:
    """A row that only says something."""


class Offers:
    """The rows for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._user = window.context.user
        self._names = window.context.names()
        self._saved = self._user.saved_searches(window.scope)
        self._commands = [*self._workplaces(), *self._own_commands()]

    def all(self, text: str, found: Found, palette: "Palette") -> list[Entry]:
        """Commands first where one begins with the words, else at the end; ``found`` may be of words before these."""
        words = fold(text.removeprefix(">")).split()
        ranked = [(rank(words, entry.title, entry.about, _english(entry)), entry) for entry in self._commands]
        fitting = sorted((pair for pair in ranked if pair[0] >= 0), key=lambda pair: pair[0])
        commands = [entry for _, entry in fitting]
        if not words or text.startswith(">"):
            return commands if words or text else [*self._saved_entries(()), *commands]
        mended = self._mended(found, palette)
        stored = [*mended, *self._saved_entries(words), *self._people(found), *self._hits(found), *self._records(found)]
        further = list(self._further(found, palette))
        is_meant = bool(fitting) and fitting[0][0] == 0
        commands = commands[:SHOWN_COMMANDS]
        return [*commands, *stored, *further] if is_meant else [*stored, *further, *commands]

    # Commands

    def _own_commands(self) -> Iterator[Entry]:
        shown = [each for each in self._window.commands if self._may_run(each)]
        for command in sorted(shown, key=lambda each: each.name in AT_THE_END):
            yield Entry(
                ("command", command.name),
                tr("Commands"),
                PLACE_ICONS.get(command.name, "chevron-right"),
                command.text,
                command.run,
                about=command.group,
                mark=key_words(command.keys[0]) if command.keys else "",
            )

    def _may_run(self, command: "WindowCommand") -> bool:
        is_own = command.name == "palette" or command.name.startswith("workplace_")
        return not is_own and command.page in ("", self._window.pages.name())

    def _workplaces(self) -> Iterator[Entry]:
        for n, tile in enumerate(self._window.rail.tiles, 1):
            workplace = tile.workplace
            if workplace.workplace_id != self._window.scope:
                yield Entry(
                    ("workplace", workplace.workplace_id),
                    tr("Commands"),
                    "chevron-right",
                    tr("Switch to {workplace}").format(workplace=workplace.name),
                    partial(self._window.show_workplace, workplace.workplace_id),
                    mark=f"Ctrl {n}" if n < 10 else "",
                )

    # Saved searches

    def _save(self, query: str) -> None:
        saved = self._user.save_search(self._window.scope, query, query)
        self._tell(tr("Search saved"), lambda: self._user.remove_search(saved.search_id))

    def _saved_entries(self, words: Sequence[str]) -> Iterator[Entry]:
        for saved in self._saved:
            if not words or rank(words, saved.name, saved.query) >= 0:
                about = saved.query if saved.query != saved.name else tr("Del removes it")
                yield Entry(
                    ("saved", saved.search_id),
                    tr("Saved searches"),
                    "star-filled",
                    saved.name,
                    partial(self._search, saved.query),
                    about,
                    remove=partial(self._remove, saved),
                )

    def _remove(self, saved: SavedSearch) -> None:
        self._user.remove_search(saved.search_id)
        self._saved.remove(saved)
        self._tell(tr("Saved search removed"), lambda: self._user.restore_search(saved))

    def _tell(self, words: str, undo: Callable[[], bool]) -> None:
        self._window.deeds.performed.emit(Deed(words, undo))

    # What was found

    def _mended(self, found: Found, palette: "Palette") -> Iterator[Entry]:
        if meant := guess(found.text):
            mend = partial(palette.field.setText, meant.query)
            yield Entry("guess", tr("Search"), "info", guess_words(meant), mend, mark=key_words("Return"), stays=True)

    def _hits(self, found: Found) -> Iterator[Entry]:
        for trouble in found.troubles:
            words = trouble_words(trouble)
            yield Entry(("trouble", words), tr("Conversations"), "info", words, _nothing, stays=True)
        for hit in found.hits:
            yield self._hit(hit)

    def _further(self, found: Found, palette: "Palette") -> Iterator[Entry]:
        """What else can be done with the words."""
        if found.text:
            yield Entry(
                "list",
                tr("Search"),
                "search",
                tr("Show all in the list"),
                partial(self._search, found.text),
            )
            if not found.troubles and found.text not in {each.query for each in self._saved}:
                save = partial(self._save, found.text)
                yield Entry("save", tr("Search"), "star", tr("Save this search"), save)
            if found.scope != "*" and len(self._window.rail.tiles) > 1:
                words = tr("Search in every workplace")
                yield Entry("widen", tr("Search"), "search", words, palette.widen, stays=True)

    def _hit(self, hit: HitRow) -> Entry:
        icon = {Kind.CHAT: "chat", Kind.EVENT: "calendar"}.get(hit.key.kind, "mail")
        title = hit.subject or hit.snippet or tr("No subject")
        return Entry(
            ("hit", hit.thread_id or hit.key),
            tr("Conversations"),
            icon,
            title,
            self._show(hit),
            about=hit.from_.name or hit.from_.email,
            mark=short_time(hit.received_at),
        )

    def _people(self, found: Found) -> Iterator[Entry]:
        for person in found.people:
            yield self._person(person)

    def _person(self, person: Address) -> Entry:
        about = person.email if person.name else ""
        run = partial(self._search, person.email)
        return Entry(("person", person.email), tr("People"), "contact", person.name or person.email, run, about)

    def _records(self, found: Found) -> Iterator[Entry]:
        for record in found.records:
            yield self._record(record)

    def _record(self, record: RecordRow) -> Entry:
        line = record_line(record, self._names)
        about = " · ".join(part for part in (line.chips[0].text, record.stage, ", ".join(record.emails[:1])) if part)
        icon = RECORD_ICONS.get(record.record_type, "customers")
        key = ("record", record.item_id)
        return Entry(key, tr("Customers"), icon, record.name, self._show(record), about, line.when)

    def _show(self, row: HitRow | RecordRow) -> Callable[[], None]:
        def show() -> None:
            self._window.pages.setCurrentWidget(self._window.mail)
            self._window.mail.open_row(row)

        return show

    def _search(self, query: str) -> None:
        from ui.search.commands import search_for

        search_for(self._window, query)
