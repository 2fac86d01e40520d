"""A mailbox of Gmail as pages: everything newest first, then what the account's history says.

A cursor is ``h<history id>`` once everything is there. In the middle of a first pull it is
``f<history id>.<time>.<ids>``: where the history starts, when the last mail came, and the last ids delivered, by any
of which the listing goes on.
A label of the user's is fed by the mailboxes, whose mails carry all their labels: its own first pull brings what they
did not bring in this run, and where the history is forgotten it is listed and compared.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from connectors.google.labels import HOMES, MARKS, is_place, places
from connectors.google.mail_reading import MailReading
from workspace.connector.errors import CursorExpired, Transient
from workspace.connector.pages import Flags, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email

FIRST_PAGE, PAGE = 50, 200
_CURSOR = re.compile(r"h(\d+)|f(\d+)\.(\d+)\.([0-9A-Za-z_,-]*)")
_ANCHORS = 3
_DAY = 86_400
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Cursor:
    """``history_id`` is where the next delta starts; ``at`` and ``anchors`` only in the middle of a first pull."""

    history_id: str
    at: int = 0
    anchors: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"f{self.history_id}.{self.at}.{','.join(self.anchors)}" if self.anchors else f"h{self.history_id}"


@dataclass(slots=True)
class Step:
    """One page of history, kept so that the other mailboxes of a round need not ask again."""

    cursor: str
    token: str | None
    flags: dict[str, Flags]
    where: dict[str, tuple[RemoteId, ...]]
    """Where the mails of ``flags`` are, as far as the history tells."""
    emails: dict[str, Email | None]
    """What was added or moved; None is not there any more."""
    used_by: set[str] = field(default_factory=set)


class MailPulling:
    """Pulls for one run over all mailboxes of an account."""

    def __init__(self, reading: MailReading, sizes: tuple[int, int]) -> None:
        self._reading = reading
        self._sizes = sizes
        self._steps: OrderedDict[tuple[str, str | None], Step] = OrderedDict()
        self._delivered: set[str] = set()

    def pages(self, collection: Collection, text: str | None) -> Iterator[Page]:
        """Raises ``CursorExpired`` for a cursor that Gmail forgot, or that is none of ours."""
        is_home = collection.remote_id in HOMES
        try:
            cursor = _read(text, collection)
            if cursor is not None and not cursor.anchors:
                yield from self._changes(collection, cursor.history_id)
                return
        except CursorExpired:
            if is_home:
                raise
            yield self._listed(collection)
            return
        start = cursor or Cursor(self._reading.newest())
        yield from self._first(collection, start)
        if cursor is not None:
            # What happened since the cut is as old as the cut.
            yield from self._changes(collection, start.history_id)

    def _listed(self, collection: Collection) -> Page:
        """Which mails have the label; those that got it meanwhile come through their mailboxes."""
        cursor = Cursor(self._reading.newest())
        alive = frozenset(map(RemoteId, self._reading.ids(collection.remote_id)))
        return Page(alive=alive, cursor=str(cursor))

    def _first(self, collection: Collection, cursor: Cursor) -> Iterator[Page]:
        label = collection.remote_id
        total = self._reading.count(label)
        waiting = self._remaining(label, cursor)
        if label not in HOMES:
            waiting = (each for each in waiting if each not in self._delivered)
        for part, is_last in _parts(_settled(waiting, self._sizes[0]), self._sizes):
            found = [mail for mail in self._reading.emails(part).values() if mail is not None]
            self._delivered.update(mail.remote_id for mail in found)
            items = _newest_first(mail for mail in found if label in mail.labels)
            at = int(items[-1].received_at.timestamp()) if items else cursor.at
            cursor = Cursor(cursor.history_id, max(at, 0), tuple(part[-_ANCHORS:]))
            after = Cursor(cursor.history_id) if is_last else cursor
            yield Page(items=tuple(items), cursor=str(after), total=total)

    def _remaining(self, label: str, cursor: Cursor) -> Iterator[str]:
        """The ids after the last anchor that is still there; all of them if none is."""
        if not cursor.anchors:
            yield from self._reading.ids(label)
            return
        # A day's margin, because what a search takes for the time of a mail is not exactly ours.
        listed = list(self._reading.ids(label, f"before:{cursor.at + _DAY}" if cursor.at else None))
        known = [number for number, each in enumerate(listed) if each in cursor.anchors]
        yield from listed[known[-1] + 1 :] if known else self._reading.ids(label)

    def _changes(self, collection: Collection, start: str) -> Iterator[Page]:
        token: str | None = None
        seen: set[str] = set()
        while True:
            step = self._step(collection, start, token)
            yield _page(collection.remote_id, step)
            if step.token is None:
                return
            if step.token in seen:
                raise Transient("bad_answer", host="Gmail")
            seen.add(step.token)
            token = step.token

    def _step(self, collection: Collection, start: str, token: str | None) -> Step:
        """Asked once for all mailboxes that stand at the same place; a mailbox that asks again gets the news."""
        key = (start, token)
        step = self._steps.get(key)
        if step is None or collection.remote_id in step.used_by:
            step = self._steps[key] = self._ask(collection, start, token)
            while len(self._steps) > _KEPT:
                self._steps.popitem(last=False)
        step.used_by.add(collection.remote_id)
        return step

    def _ask(self, collection: Collection, start: str, token: str | None) -> Step:
        answer = self._reading.history(start, token, collection)
        records = answer.get("history") or ()
        flags, wanted, gone = changed(records)
        labelled = {m["id"]: m["labelIds"] for record in records for m in _messages(record) if "labelIds" in m}
        where = {name: places(labels) for name, labels in labelled.items() if name in flags}
        emails: dict[str, Email | None] = {**dict.fromkeys(gone), **self._reading.emails(wanted)}
        following = answer.get("nextPageToken")
        reached = records[-1]["id"] if following and records else answer.get("historyId", start)
        return Step(f"h{reached}", following, flags, where, emails)


def changed(records: Iterable[dict[str, Any]]) -> tuple[dict[str, Flags], list[str], list[str]]:
    """Marks that changed, mails to look at because they came or moved, and mails that are gone."""
    marks: dict[str, dict[str, bool]] = {}
    wanted: dict[str, None] = {}
    gone: dict[str, None] = {}
    for record in records:
        for each in record.get("messagesAdded") or ():
            wanted[each["message"]["id"]] = None
        for name, is_put_on in (("labelsAdded", True), ("labelsRemoved", False)):
            for each in record.get(name) or ():
                _note(each["message"]["id"], each.get("labelIds") or (), is_put_on, marks, wanted)
        for each in record.get("messagesDeleted") or ():
            gone[each["message"]["id"]] = None
            wanted.pop(each["message"]["id"], None)
    flags = {
        name: Flags(RemoteId(name), found.get("is_read"), found.get("is_flagged"))
        for name, found in marks.items()
        if name not in wanted and name not in gone
    }
    return flags, [each for each in wanted if each not in gone], list(gone)


def _messages(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("labelsAdded", "labelsRemoved"):
        yield from (each["message"] for each in record.get(name) or ())


def _note(
    name: str, labels: Iterable[str], is_put_on: bool, marks: dict[str, dict[str, bool]], wanted: dict[str, None]
) -> None:
    for label in labels:
        if label == "UNREAD":
            marks.setdefault(name, {})["is_read"] = not is_put_on
        elif label in MARKS:
            marks.setdefault(name, {})["is_flagged"] = is_put_on
        elif is_place(label):
            wanted[name] = None


def _page(label: str, step: Step) -> Page:
    here = {name: mail for name, mail in step.emails.items() if mail is not None and label in mail.labels}
    return Page(
        items=tuple(_newest_first(here.values())),
        flags=tuple(each for name, each in step.flags.items() if label in step.where.get(name, HOMES)),
        gone=tuple(RemoteId(name) for name in step.emails if name not in here),
        cursor=step.cursor,
    )


def _newest_first(mails: Iterable[Email]) -> list[Email]:
    return sorted(mails, key=lambda mail: mail.received_at, reverse=True)


def _read(text: str | None, collection: Collection) -> Cursor | None:
    if text is None:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise CursorExpired(collection=collection.name)
    if match[1]:
        return Cursor(match[1])
    return Cursor(match[2], int(match[3]), tuple(filter(None, match[4].split(","))))


def _settled(ids: Iterable[str], first: int) -> Iterator[str]:
    """After the first few the whole list is read: a page token may count places, and mails move while others load."""
    waiting = iter(ids)
    yield from islice(waiting, first)
    yield from list(waiting)


def _parts(ids: Iterable[str], sizes: tuple[int, int]) -> Iterator[tuple[list[str], bool]]:
    """Pieces of the first size, then of the second, each with whether it is the last; at least one."""
    size, part = sizes[0], list[str]()
    for each in ids:
        if len(part) == size:
            yield part, False
            size, part = sizes[1], []
        part.append(each)
    yield part, True
