"""Search at an IMAP server: UID SEARCH in one mailbox after the other (RFC 3501 section 6.4.4, ESEARCH of RFC 4731)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from connectors.imap.cursor import remote_id
from connectors.imap.fetching import PatientFetch
from connectors.imap.line import Line, Refused
from connectors.imap.mapping import HEADERS, HEADERS_KEY, email
from workspace.connector.errors import Rejected
from workspace.connector.pages import Page, Search
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind

PAGE = 100
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
Criteria = list[bytes | str]
"""Commands as bytes, and what a person typed as text."""


class Searching:
    """One search over mailboxes; ``select`` gives the connection with a mailbox selected."""

    def __init__(self, select: Callable[[str], Line], own_addresses: frozenset[str]) -> None:
        self._select = select
        self._own_addresses = own_addresses

    def pages(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        """Raises :class:`Refused` where no mailbox at all could be searched."""
        refused: Refused | Rejected | None = None
        is_answered = False
        for collection in collections:
            if collection.kind is not Kind.EMAIL:
                continue
            try:
                for items in self._found(search, collection):
                    yield collection, Page(items=items)
                is_answered = True
            except (Refused, Rejected) as error:
                refused = error
        if refused is not None and not is_answered:
            raise refused

    def _found(self, search: Search, collection: Collection) -> Iterator[tuple[Email, ...]]:
        line = self._select(collection.remote_id)
        uids = line.search_text(criteria(search), search.limit)
        patient = PatientFetch(lambda: self._select(collection.remote_id))
        while uids:
            uids, part = uids[:-PAGE], uids[-PAGE:]
            uidvalidity = line.selected.uidvalidity if line.selected else 0
            mails = (
                email(remote_id(uidvalidity, uid, collection.remote_id), found, collection.role, self._own_addresses)
                for uid, found in patient.fetch(part, HEADERS, HEADERS_KEY)
                if found is not None
            )
            items = [mail for mail in mails if search.is_in_time(mail.received_at)]
            if items:
                yield tuple(reversed(items))
            line = self._select(collection.remote_id)


def criteria(search: Search) -> Criteria:
    """What is sent after ``UID SEARCH``. A server counts days in a zone of its own: a day more on either side."""
    found: Criteria = []
    if search.after is not None:
        found.append(b"SINCE " + _day(search.after, -1))
    if search.before is not None:
        found.append(b"BEFORE " + _day(search.before, 2))
    for name in search.from_:
        found += [b"FROM", name]
    for name in search.to:
        found += [b"OR TO", name, b"CC", name]
    for words in search.subject:
        found += [b"SUBJECT", words]
    for word in search.words:
        found += [b"TEXT", word]
    return found or [b"ALL"]


def _day(at: datetime, more: int) -> bytes:
    day: date = at.date() + timedelta(days=more)
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}".encode()
