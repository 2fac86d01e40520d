"""Reading a collection: sync-collection (RFC 6578) where the server has it, else ctag and then etags compared.

The first pull lists everything and reads it in the order of its addresses, so that a cut one goes on; what changed
meanwhile comes with the token, or the etags, of before the listing.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from connectors.caldav.cursor import Cursor
from connectors.caldav.discovery import last_word, properties, read
from connectors.caldav.wire import Answer, Wire
from connectors.caldav.xml import CTAG, DAV, ETAG, RESOURCE_TYPE, SYNC_TOKEN, multiget, precondition, sync_collection
from workspace.connector.errors import CursorExpired
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Item

MOST_ROUNDS = 1000
_REPORTS = f"{DAV}supported-report-set"
_TEXT = {"Content-Type": "application/xml; charset=utf-8"}
# What servers answer to a REPORT that they do not have.
_NO_SUCH_REPORT = frozenset({400, 405, 415, 422, 501})


class Reader(Protocol):
    """What a resource of one kind is made of."""

    namespace: str
    data: str
    """The property that holds the text of a resource."""
    month: str
    """Of the window in which series are expanded; empty where there are none."""

    def items(self, href: str, etag: str, text: bytes) -> Sequence[Item] | None:
        """The items of a resource; None where it cannot be read, which leaves what was delivered before."""


class Pull:
    """One pull of one collection."""

    def __init__(self, wire: Wire, collection: Collection, reader: Reader, page_size: int) -> None:
        self.wire = wire
        self.href = collection.remote_id
        self.name = collection.name
        self.reader = reader
        self.page_size = page_size
        self._ctag: str | None = None
        """As it was before the first listing, where that was asked already."""

    def pages(self, text: str | None) -> Iterator[Page]:
        """Until everything is there. Raises ``CursorExpired``."""
        cursor = self._begin() if text is None else self._cursor(text)
        if cursor.after is not None:
            yield from self._list(cursor)
        yield from self._compare(cursor) if cursor.etags is not None else self._sync(cursor)
        if cursor.month != self.reader.month:
            yield from self._roll(cursor)

    def _cursor(self, text: str) -> Cursor:
        try:
            return Cursor.read(text)
        except ValueError:
            raise CursorExpired(collection=self.name) from None

    def _begin(self) -> Cursor:
        """Where changes are counted from, before anything is listed."""
        answered, _ = properties(self.wire, self.href, [SYNC_TOKEN, CTAG, _REPORTS])
        for found in answered.found:
            token = found.text(SYNC_TOKEN)
            has_report = _REPORTS not in found.props or found.has(_REPORTS, f"{DAV}sync-collection")
            if token and has_report:
                return Cursor(self.reader.month, token, after="")
            self._ctag = self._ctag or found.text(CTAG)
        return Cursor(self.reader.month, etags={})

    def _list(self, cursor: Cursor) -> Iterator[Page]:
        after = cursor.after or ""
        waiting = sorted(href for href in self._members() if href > after)
        for start in range(0, len(waiting), self.page_size):
            part = waiting[start : start + self.page_size]
            cursor.after = part[-1]
            yield replace(self._page(cursor, part), total=len(waiting))
        cursor.after = None
        yield Page(cursor=str(cursor))

    def _sync(self, cursor: Cursor) -> Iterator[Page]:
        for _ in range(MOST_ROUNDS):
            answer = self.wire.ask("REPORT", self.href, sync_collection(cursor.token), {**_TEXT, "Depth": "0"})
            if answer.status != 207:
                if self._has_no_report(answer):
                    cursor.token, cursor.etags = "", {}
                    yield from self._compare(cursor)
                    return
                self._refuse(answer)
            is_cut = yield from self._changes(cursor, answer)
            if not is_cut:
                return

    def _changes(self, cursor: Cursor, answer: Answer) -> Generator[Page, None, bool]:
        """The pages of one sync-collection answer; true if the server cut it short (RFC 6578 section 3.6)."""
        answered = read(self.wire, answer)
        named = [(self.wire.name_of(each.href, answer.url), each) for each in answered.found]
        here = self.wire.name_of(self.href)
        is_cut = any(each.status == 507 for href, each in named if href == here)
        gone = [href for href, each in named if each.status in (404, 410)]
        changed = [href for href, each in named if href != here and each.status == 200 and not href.endswith("/")]
        for start in range(0, len(changed), self.page_size):
            yield self._page(cursor, changed[start : start + self.page_size])
        is_news = bool(gone) or answered.sync_token != cursor.token
        is_cut = is_cut and answered.sync_token != cursor.token
        cursor.token = answered.sync_token or cursor.token
        if is_news:
            yield Page(gone=self._forgotten(cursor, gone), cursor=str(cursor))
        return is_cut

    def _compare(self, cursor: Cursor) -> Iterator[Page]:
        known = cursor.etags if cursor.etags is not None else {}
        ctag = self._ctag
        if ctag is None:
            answered, _ = properties(self.wire, self.href, [CTAG])
            ctag = next((text for each in answered.found if (text := each.text(CTAG))), "")
        if ctag and ctag == cursor.ctag:
            return
        there = self._members()
        changed = sorted(href for href, etag in there.items() if known.get(href) != etag)
        for start in range(0, len(changed), self.page_size):
            part = changed[start : start + self.page_size]
            known.update({href: there[href] for href in part})
            yield replace(self._page(cursor, part), total=len(changed))
        gone = [href for href in known if href not in there]
        for href in gone:
            del known[href]
        if gone or ctag != cursor.ctag or not ctag:
            cursor.ctag = ctag
            yield Page(gone=self._forgotten(cursor, gone), cursor=str(cursor))

    def _roll(self, cursor: Cursor) -> Iterator[Page]:
        """The window moved on: every series is expanded again."""
        waiting = sorted(cursor.series)
        for start in range(0, len(waiting), self.page_size):
            yield self._page(cursor, waiting[start : start + self.page_size])
        cursor.month = self.reader.month
        yield Page(cursor=str(cursor))

    def _members(self) -> dict[str, str]:
        """Every resource of the collection with its etag."""
        answered, answer = properties(self.wire, self.href, [ETAG, RESOURCE_TYPE], depth=1)
        here = self.wire.name_of(answer.url)
        named = {self.wire.name_of(each.href, answer.url): each for each in answered.found}
        return {
            href: each.text(ETAG)
            for href, each in named.items()
            if href not in (here, self.href) and not each.has(RESOURCE_TYPE, f"{DAV}collection")
        }

    def _page(self, cursor: Cursor, hrefs: list[str]) -> Page:
        """These resources read, and what they no longer hold."""
        items: list[Item] = []
        gone: list[RemoteId] = []
        for href, etag, text in self._texts(hrefs):
            if text is None:
                gone += self._forgotten(cursor, [href])
                continue
            found = self.reader.items(href, etag, text)
            if found is None:
                continue
            items += found
            before = set(self._forgotten(cursor, [href]))
            ids = {each.remote_id for each in found}
            gone += sorted(before - ids)
            if series := sorted(each.partition("#")[2] for each in ids if "#" in each):
                cursor.series[href] = series
        return Page(items=tuple(items), gone=tuple(gone), cursor=str(cursor))

    def _texts(self, hrefs: list[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Address, etag and text of each; the text is None where it is gone."""
        asked = multiget(self.reader.namespace, self.reader.data, hrefs)
        answer = self.wire.ask("REPORT", self.href, asked, {**_TEXT, "Depth": "1"})
        if answer.status != 207:
            raise self.wire.failed(answer, what=self.name)
        named = {self.wire.name_of(each.href, answer.url): each for each in read(self.wire, answer).found}
        for href in hrefs:
            found = named.get(href)
            if found is not None and (text := found.text(self.reader.data)):
                yield href, found.text(ETAG), text.encode()
            elif found is None or found.status == 200:
                yield from self._text(href)
            elif found.status in (404, 410):
                yield href, "", None

    def _text(self, href: str) -> Iterator[tuple[str, str, bytes | None]]:
        """One resource alone, where the server left it out of the answer."""
        answer = self.wire.ask("GET", href)
        if answer.status == 200:
            yield href, answer.headers.get("ETag", ""), answer.body
        elif answer.status in (404, 410):
            yield href, "", None
        elif answer.status >= 500 or answer.status == 429:
            raise self.wire.failed(answer, what=last_word(href))

    def _forgotten(self, cursor: Cursor, hrefs: list[str]) -> tuple[RemoteId, ...]:
        """Everything that was delivered of these resources, taken out of the cursor."""
        ids = [[href, *(f"{href}#{each}" for each in cursor.series.pop(href, []))] for href in hrefs]
        return tuple(RemoteId(each) for part in ids for each in part)

    def _has_no_report(self, answer: Answer) -> bool:
        is_refused = answer.status in _NO_SUCH_REPORT or precondition(answer.body, "supported-report")
        return is_refused and not precondition(answer.body, "valid-sync-token")

    def _refuse(self, answer: Answer) -> None:
        """Raise what a refused sync-collection means; a token that the server forgot is RFC 6578 section 3.2's."""
        if answer.status in (404, 409, 410, 412) or precondition(answer.body, "valid-sync-token"):
            raise CursorExpired(collection=self.name)
        raise self.wire.failed(answer, what=self.name)
