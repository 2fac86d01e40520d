"""What changed in HubSpot: searches by the time of the last change, whole lists where a search cannot do it.

A search answers at most 10,000 objects, so the window moves on with what came; its index lags some seconds behind, so
each pull looks a little further back. What was put away is asked for by ``archived=true``.
https://developers.hubspot.com/docs/api-reference/legacy/crm/search
"""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from connectors.hubspot.api import Api, Json, next_page, results
from connectors.hubspot.associations import Associations
from connectors.hubspot.failures import is_lacking
from connectors.hubspot.mapping import Words, merged, moment, record
from connectors.hubspot.objects import KINDS, TYPE_OF, remote_id
from workspace.connector.errors import CursorExpired, Rejected
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

OVERLAP = timedelta(minutes=3)
OUR_CLOCK = timedelta(hours=1)
"""So far this computer's clock may be wrong; HubSpot's own times count beyond that."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
GONE_EVERY = timedelta(minutes=30)
"""Archived objects are listed so often at most: HubSpot cannot be asked since when."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """``after`` while a first list is under way; then everything changed since ``since`` is asked for."""

    portal: str
    since: datetime
    after: str = ""
    swept_at: datetime | None = None
    compares: bool = False
    """The server's search knows no times: each pull lists everything and compares."""

    def to_json(self) -> str:
        swept = self.swept_at.isoformat() if self.swept_at else ""
        return json.dumps(
            {
                "portal": self.portal,
                "since": self.since.isoformat(),
                "after": self.after,
                "swept_at": swept,
                "compares": self.compares,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Cursor":
        """Raises ``CursorExpired`` for what is none of ours."""
        try:
            data = json.loads(text)
            swept = data["swept_at"]
            return cls(
                str(data["portal"]),
                datetime.fromisoformat(data["since"]),
                str(data["after"]),
                datetime.fromisoformat(swept) if swept else None,
                bool(data.get("compares")),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise CursorExpired(collection="HubSpot") from error


class Pulling:
    """One kind of object of one account."""

    def __init__(
        self, api: Api, record_type: RecordType, words: Words, sizes: tuple[int, int], *, is_asked: bool
    ) -> None:
        self._api = api
        self._links = Associations(api)
        self._size, self._most = sizes
        self._is_asked = is_asked
        self._type = record_type
        self._kind = KINDS[record_type]
        self._words = words
        self._properties = (*self._kind.properties, self._kind.modified)

    def pull(self, cursor: str | None) -> Iterator[Page]:
        """Everything, or what changed since."""
        known = Cursor.from_json(cursor) if cursor else Cursor(self._words.portal, self._newest() or _BEGINNING)
        if known.portal != self._words.portal:
            raise CursorExpired(collection=self._kind.name)
        if cursor is None or known.after:
            yield from self._whole(known)
            return
        if known.compares:
            yield from self._compared(known)
            return
        try:
            yield from self._changed(known)
        except Rejected as error:
            if not is_lacking(error) and error.message_key != "refused":
                raise
            yield from self._compared(known)

    def _whole(self, cursor: Cursor) -> Iterator[Page]:
        after, came = cursor.after, False
        parents = {"associations": ",".join(KINDS[each].name for each in self._kind.parents)}
        while True:
            answer = self._api.page(self._kind.name, self._properties, after=after, limit=self._size, **parents)
            after = next_page(answer)
            at = replace(cursor, after=after).to_json() if after else None
            found = tuple(self._records(results(answer)))
            came |= bool(found)
            yield Page(found, gone=self._merged(results(answer)), cursor=at)
            if not after:
                break
        # What was put away while the list came may stand on a page that was read before.
        gone, swept_at = self._gone(replace(cursor, swept_at=None), datetime.now(UTC)) or ((), None)
        compares = came and self._newest() is None
        yield Page(gone=gone, cursor=replace(cursor, after="", swept_at=swept_at, compares=compares).to_json())

    def _changed(self, cursor: Cursor) -> Iterator[Page]:
        """By the time of the change, oldest first, so that a pull that is cut off goes on where it was."""
        began = datetime.now(UTC)
        newest, since = cursor.since, cursor.since - OVERLAP
        while True:
            is_whole, last = yield from self._window(cursor, since)
            newest = max(newest, last)
            if is_whole:
                break
            if last <= since:
                # More changed in one moment than a search can ever give.
                yield from self._compared(cursor)
                return
            since = last
        swept = self._gone(cursor, began)
        if swept is None:
            yield from self._compared(cursor)
            return
        gone, swept_at = swept
        at = max(newest, began - OUR_CLOCK)
        yield Page(gone=gone, cursor=replace(cursor, since=at, swept_at=swept_at).to_json())

    def _window(self, cursor: Cursor, since: datetime) -> Generator[Page, None, tuple[bool, datetime]]:
        """The pages of one search; returns whether they were all, and the time of the last change that came."""
        milliseconds = str(int(since.timestamp() * 1000))
        filters = [[{"propertyName": self._kind.modified, "operator": "GTE", "value": milliseconds}]]
        sorts = self._sorts("ASCENDING")
        came, after, last, is_sorted = 0, "", since, True
        while True:
            at_page = {"after": after} if after else {}
            answer = self._api.search(
                self._kind.name, filters, self._properties, sorts=sorts, limit=self._size, **at_page
            )
            found = results(answer)
            came += len(found)
            times = [changed for each in found if (changed := self._changed_at(each))]
            # A server that sorts otherwise is read to its end before the window moves on.
            is_sorted = is_sorted and all(one <= two for one, two in pairwise((last, *times)))
            last = max([last, *times])
            after = next_page(answer)
            if found:
                parents = self._parents([str(each["id"]) for each in found])
                at = replace(cursor, since=last) if after and is_sorted else cursor
                yield Page(tuple(self._records(found, parents)), gone=self._merged(found), cursor=at.to_json())
            if not after or came + self._size > self._most:
                return not after, last if is_sorted or not after else since

    def _sorts(self, direction: str) -> list[tuple[str, str]]:
        return [(self._kind.modified, direction)]

    def _newest(self) -> datetime | None:
        """When the last change was, by HubSpot's clock; None where nothing is there or the search knows no times."""
        filters = [[{"propertyName": self._kind.modified, "operator": "GTE", "value": "1"}]]
        properties = (self._kind.modified,)
        try:
            found = self._api.found(self._kind.name, filters, properties, limit=1, sorts=self._sorts("DESCENDING"))
        except Rejected:
            return None
        return next((changed for each in found if (changed := self._changed_at(each))), None)

    def _merged(self, found: list[Json]) -> tuple[RemoteId, ...]:
        return tuple(each_id for each in found for each_id in merged(self._type, each))

    def _changed_at(self, given: Json) -> datetime | None:
        properties = given.get("properties")
        said = properties.get(self._kind.modified) if isinstance(properties, dict) else None
        return moment(said or given.get("updatedAt"))

    def _compared(self, cursor: Cursor) -> Iterator[Page]:
        """A server that cannot search by time: everything again, and what is no longer there is gone."""
        began, after, alive = datetime.now(UTC), "", set[RemoteId]()
        parents = {"associations": ",".join(KINDS[each].name for each in self._kind.parents)}
        while True:
            answer = self._api.page(self._kind.name, self._properties, after=after, limit=self._size, **parents)
            found = tuple(self._records(results(answer)))
            alive |= {each.remote_id for each in found}
            after = next_page(answer)
            if not after:
                newest = self._newest()
                at = replace(
                    cursor, since=newest or _BEGINNING, swept_at=began, compares=bool(alive) and newest is None
                )
                yield Page(found, alive=frozenset(alive), cursor=at.to_json())
                return
            yield Page(found, cursor=cursor.to_json())

    def _gone(self, cursor: Cursor, now: datetime) -> tuple[tuple[RemoteId, ...], datetime | None] | None:
        """The ids that were put away; by itself at most every half hour: HubSpot lists all of them each time.

        None where the server does not tell what was put away.
        """
        if not self._is_asked and cursor.swept_at is not None and now - cursor.swept_at < GONE_EVERY:
            return (), cursor.swept_at
        gone: list[RemoteId] = []
        after = ""
        while True:
            try:
                answer = self._api.page(self._kind.name, (), archived="true", after=after)
            except Rejected:
                return None
            found = results(answer)
            if any(not each.get("archived") for each in found):
                return None
            gone += [remote_id(self._type, str(each["id"])) for each in found]
            after = next_page(answer)
            if not after:
                return tuple(gone), now

    def _parents(self, ids: list[str]) -> dict[str, list[RemoteId]]:
        """The companies and contacts that objects hang on: a search does not give them."""
        found: dict[str, list[RemoteId]] = {each: [] for each in ids}
        for parent in self._kind.parents:
            to = KINDS[parent].name
            for object_id, linked in self._links.of_all(self._kind.name, ids, to).items():
                found.setdefault(object_id, []).extend(remote_id(parent, each) for each in linked)
        return found

    def _records(self, given: list[Json], parents: dict[str, list[RemoteId]] | None = None) -> Iterator[Record]:
        for each in given:
            known = parents[str(each["id"])] if parents else _associated(each)
            yield record(self._type, each, self._words, known)


def _associated(given: Json) -> list[RemoteId]:
    """The associations that a list gives with each object."""
    named = given.get("associations")
    rows = named.items() if isinstance(named, dict) else ()
    found = [
        remote_id(TYPE_OF[name], str(row["id"]))
        for name, said in rows
        if name in TYPE_OF
        for row in said.get("results") or ()
    ]
    return list(dict.fromkeys(found))
