"""Who is suggested while an address is typed: contacts, records and the people of recent mail."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ui.compose.addresses import written_one
from ui.shell.context import Context
from workspace.mail.address import normalise
from workspace.model.items import Address
from workspace.model.kinds import Kind

if TYPE_CHECKING:
    from concurrent.futures import Future

SHOWN = 8
RECENT = 300


class AddressBook:
    """Everybody the cache knows, asked once for a composer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._recent: dict[str, str] | None = None
        self._reading: Future[dict[str, str]] | None = None

    def begin(self) -> None:
        """Read beside the window what the first letters typed will ask for."""
        if self._recent is None and self._reading is None:
            from concurrent.futures import ThreadPoolExecutor  # the first paint does without it

            thread = ThreadPoolExecutor(1, "addresses")
            self._reading = thread.submit(self._read)
            thread.shutdown(wait=False)

    def end(self) -> None:
        """Nothing is read any more: the store may be closed."""
        if self._reading is not None:
            from concurrent.futures import wait

            wait([self._reading])

    def suggestions(self, typed: str) -> list[str]:
        """People whose name or address contains what was typed, as ``Name <address>``."""
        wanted = typed.strip().lower()
        if not wanted:
            return []
        found = {e: s for e, s in self._known().items() if wanted in s.lower()}
        for person in self._context.reader.addresses(wanted, SHOWN):
            found.setdefault(normalise(person.email), written_one(person.name, person.email))
        for row in self._context.reader.find_records(wanted, SHOWN):
            for email in row.emails:
                found.setdefault(normalise(email), written_one(row.name, email))
        starts = sorted(found.values(), key=lambda words: not words.lower().startswith(wanted))
        return starts[:SHOWN]

    def _known(self) -> dict[str, str]:
        if self._recent is None:
            self._recent = self._reading.result() if self._reading is not None else self._read()
        return self._recent

    def _read(self) -> dict[str, str]:
        reader = self._context.reader
        rows = [*reader.items(Kind.CONTACT, limit=2_000), *reader.items(Kind.EMAIL, limit=RECENT)]
        return _by_email(a for row in rows for a in (row.from_, *row.to, *row.cc))


def _by_email(people: Iterable[Address]) -> dict[str, str]:
    """Each address once, with a name where any mail has one."""
    found: dict[str, str] = {}
    for person in people:
        key = normalise(person.email)
        if "@" in key and (key not in found or (person.name and "<" not in found[key])):
            found[key] = written_one(person.name, person.email)
    return found
