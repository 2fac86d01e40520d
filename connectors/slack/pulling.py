"""Reading a conversation: the newest messages each time, older ones until all are there, threads that changed.

Slack tells no deltas. Each pull looks at the newest messages again (the window) and compares them with what the last
look showed: edits, reactions and deletions inside the window arrive, older ones do not. A thread is read again when
its parent in the window says that it changed, and while it is young, because an edited reply changes no parent. Of
threads that began below the window nothing tells news: those of the user's are read in turn, most when he looks.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from connectors.slack.api import Answer, Api, next_cursor, part, rows
from connectors.slack.cursor import LONGEST_THREAD, Cursor, Thread
from connectors.slack.directory import Directory
from connectors.slack.mapping import (
    Place,
    Raw,
    at,
    can_be_unread,
    digest,
    is_own,
    is_shown,
    key_of,
    message_from,
    people_in,
    remote_id,
    texts,
)
from connectors.slack.mrkdwn import mentions
from workspace.connector.errors import Rejected, Transient
from workspace.connector.pages import Flags, Page
from workspace.model.items import ChatMessage

YOUNG_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is asked for at once (at most 999, 200 advised), looked at again, and read of threads in one pull.

    ``far``: so many threads below the window are read when the user looks at the conversation; else one every
    ``far_seconds``.
    """

    page: int = 200
    window: int = 200
    threads: int = 30
    far: int = 10
    far_seconds: float = 900.0


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of a conversation's history, newest first; ``is_cut`` if older messages are withheld."""

    messages: list[Raw]
    has_more: bool
    is_cut: bool

    @property
    def bottom(self) -> str:
        return str(self.messages[-1]["ts"]) if self.messages else ""


class Pull:
    """One pull of one conversation; ``cursor`` is changed as it goes on."""

    def __init__(
        self, api: Api, place: Place, directory: Directory, cursor: Cursor, sizes: Sizes, *, is_asked: bool
    ) -> None:
        self._is_asked = is_asked
        self._api = api
        self._place = place
        self._directory = directory
        self._cursor = cursor
        self._sizes = sizes
        self._signs: dict[str, str] = {}

    def pages(self) -> Iterator[Page]:
        yield from self._window()
        yield from self._older()
        yield from self._threads()
        yield from self._far()

    # The window

    def _window(self) -> Iterator[Page]:
        cursor, before = self._cursor, str(self._cursor)
        is_first = not cursor.high
        newest = self._newest()
        shown = [raw for raw in newest.messages if is_shown(raw)]
        present = {key_of(raw): digest(raw) for raw in shown}
        changed = [raw for raw in shown if cursor.seen.get(key_of(raw)) != present[key_of(raw)]]
        gone = self._gone(newest, present)
        self._note_rest(newest, is_first=is_first)
        kept = {key: mark for key, mark in cursor.seen.items() if key not in gone}
        cursor.keep({**kept, **present}, self._sizes.window)
        self._note_threads(newest.messages, is_first=is_first)
        flags = self._read_marks(shown, changed)
        cursor.far_at = cursor.far_at or time.time()
        cursor.is_begun = True
        if changed or gone or flags or str(cursor) != before:
            yield Page(
                items=self._items(changed, cursor.read),
                flags=tuple(flags),
                gone=tuple(remote_id(self._place.channel, key) for key in gone),
                cursor=str(cursor),
            )

    def _newest(self) -> Part:
        """As much as the window holds; one part at the very first look, so that something is there soon."""
        cursor = self._cursor
        low = min(map(at, cursor.seen), default=at(cursor.high))
        found: list[Raw] = []
        last = Part([], has_more=False, is_cut=False)
        for last in self._history():
            found += last.messages
            is_enough = len(found) >= self._sizes.window or (found and at(found[-1]["ts"]) <= low)
            if not cursor.high or is_enough:
                break
        return Part(found, last.has_more, last.is_cut)

    def _gone(self, newest: Part, present: dict[str, str]) -> list[str]:
        """What the last look showed and this one does not, as far down as this one went."""
        is_open = newest.has_more or newest.is_cut
        if is_open and not newest.messages:
            return []
        floor = at(newest.bottom) if is_open else at(0)
        return [key for key in self._cursor.seen if key not in present and at(key) >= floor]

    def _note_rest(self, newest: Part, *, is_first: bool) -> None:
        """Whether something between this look and the last one is still to be read."""
        cursor = self._cursor
        if not newest.has_more:
            cursor.back = cursor.until = ""
        elif newest.bottom and (is_first or at(newest.bottom) > at(cursor.high)):
            cursor.until = cursor.until if cursor.back else cursor.high
            cursor.back = newest.bottom

    def _read_marks(self, shown: list[Raw], changed: list[Raw]) -> list[Flags]:
        """Ask up to where we have read, where that can matter, and mark what it changes of known messages."""
        cursor, old = self._cursor, self._cursor.read
        is_unread = any(at(raw["ts"]) > at(old) and can_be_unread(raw, self._place) for raw in shown)
        if cursor.is_begun and not changed and not is_unread:
            return []
        cursor.read = self._last_read()
        if not cursor.is_begun or at(cursor.read) == at(old):
            return []
        low, high = sorted((at(old), at(cursor.read)))
        is_read = at(cursor.read) > at(old)
        new = {raw["ts"] for raw in changed}
        moved = [raw for raw in shown if low < at(raw["ts"]) <= high and raw["ts"] not in new]
        if is_read and shown and at(old) < at(shown[-1]["ts"]):
            for older in self._history(latest=str(shown[-1]["ts"]), oldest=old):
                moved += older.messages
        return [
            Flags(remote_id(self._place.channel, key_of(raw)), is_read=is_read)
            for raw in moved
            if is_shown(raw) and can_be_unread(raw, self._place)
        ]

    def _last_read(self) -> str:
        """https://docs.slack.dev/reference/objects/conversation-object: ``last_read`` is given to members."""
        try:
            channel = part(self._api.call("conversations.info", channel=self._place.channel), "channel")
        except Rejected:
            channel = {}
        return str(channel.get("last_read") or self._cursor.high)

    # What is older

    def _older(self) -> Iterator[Page]:
        cursor = self._cursor
        if not cursor.back:
            return
        for older in self._history(latest=cursor.back, oldest=cursor.until):
            shown = [raw for raw in older.messages if is_shown(raw)]
            cursor.back = (older.bottom or cursor.back) if older.has_more else ""
            room = self._sizes.window - len(cursor.seen)
            cursor.seen.update({key_of(raw): digest(raw) for raw in shown[: max(room, 0)]})
            self._note_threads(older.messages, is_first=True)
            yield Page(items=self._items(shown, cursor.read), cursor=str(cursor))

    def _history(self, latest: str = "", oldest: str = "") -> Iterator[Part]:
        """Newest first. Goes on by the service's cursor, or by time where it gives none.

        Servers that imitate Slack may ignore the times; what lies outside them is dropped.
        """
        place = ""
        bottom = at(latest)
        while True:
            answer = self._api.call(
                "conversations.history",
                channel=self._place.channel,
                limit=self._sizes.page,
                latest=latest or None,
                oldest=oldest or None,
                cursor=place or None,
            )
            found = _messages(answer)
            messages = [
                raw for raw in found if at(raw["ts"]) > at(oldest) and (not latest or at(raw["ts"]) < at(latest))
            ]
            after = next_cursor(answer)
            is_past = bool(oldest and found and at(found[-1]["ts"]) <= at(oldest))
            has_more = bool(answer.get("has_more") or after) and not is_past
            if messages and bottom and at(messages[-1]["ts"]) >= bottom:
                raise Transient("bad_answer", host=self._api.host)
            yield Part(messages, has_more, bool(answer.get("is_limited")))
            if not has_more:
                return
            if (not messages and not after) or (after and after == place):
                raise Transient("bad_answer", host=self._api.host)
            place = after
            bottom = at(messages[-1]["ts"]) if messages else bottom
            latest = latest if after or not messages else str(messages[-1]["ts"])

    # Threads

    def _note_threads(self, messages: list[Raw], *, is_first: bool) -> None:
        """Put the threads that began among these and changed onto the list, newest first."""
        cursor = self._cursor
        begun = [raw for raw in messages if raw.get("reply_count")]
        changed = [str(raw["ts"]) for raw in begun if self._is_changed(raw)]
        self._signs |= {str(raw["ts"]): _sign(raw) for raw in begun}
        if is_first:
            cursor.todo += [ts for ts in changed if ts not in cursor.todo]
        else:
            cursor.todo = [*changed, *(ts for ts in cursor.todo if ts not in changed)]
            cursor.keep_threads({*(str(raw["ts"]) for raw in begun), *cursor.seen})

    def _is_changed(self, raw: Raw) -> bool:
        known = self._cursor.threads.get(str(raw["ts"]))
        latest = raw.get("latest_reply") or max(known.seen if known else (), key=at, default=None)
        is_young = abs(time.time() - float(at(latest))) < YOUNG_SECONDS
        return known is None or is_young or known.sign != _sign(raw)

    def _threads(self) -> Iterator[Page]:
        for ts in self._cursor.todo[: self._sizes.threads]:
            before = str(self._cursor)
            page = self._thread(ts)
            if page.items or page.gone or page.flags or str(self._cursor) != before:
                yield page

    def _far(self) -> Iterator[Page]:
        """Threads of the user's that began below the window, the one longest not read first."""
        cursor, now = self._cursor, time.time()
        is_due = abs(now - cursor.far_at) >= self._sizes.far_seconds
        most = self._sizes.far if self._is_asked else int(is_due)
        for ts in list(cursor.far)[:most]:
            cursor.far_at = now
            yield self._thread(ts)

    def _thread(self, ts: str) -> Page:
        cursor = self._cursor
        known = cursor.threads.get(ts) or cursor.far.pop(ts, None) or Thread("")
        low = min(known.seen, key=at) if len(known.seen) >= LONGEST_THREAD else ""
        parent, replies = self._replies(ts, low)
        present = {str(raw["ts"]): digest(raw) for raw in replies}
        read = self._thread_read(parent)
        changed = [raw for raw in replies if known.seen.get(raw["ts"]) != present[raw["ts"]]]
        gone = [each for each in known.seen if each not in present]
        others = [raw for raw in replies if raw not in changed and can_be_unread(raw, self._place)]
        flags = [self._flag(raw, read) for raw in others if known.sign and read != known.read]
        newest = sorted(present, key=at, reverse=True)[:LONGEST_THREAD]
        sign = _sign(parent) if parent else self._signs.get(ts, "")
        is_mine = bool(parent) and (known.is_mine or self._is_mine(parent, replies))
        cursor.threads[ts] = Thread(sign, {each: present[each] for each in newest}, read, is_mine)
        cursor.keep_threads(cursor.seen)
        cursor.todo = [each for each in cursor.todo if each != ts]
        return Page(
            items=self._items(changed, read),
            flags=tuple(flags),
            gone=tuple(remote_id(self._place.channel, f"{ts}/{each}") for each in gone),
            cursor=str(cursor),
        )

    def _replies(self, ts: str, low: str) -> tuple[Raw, list[Raw]]:
        """The parent and its replies from ``low`` on, newest first; nothing of a thread that vanished."""
        found: list[Raw] = []
        try:
            arguments: dict[str, Any] = {"channel": self._place.channel, "ts": ts, "limit": self._sizes.page}
            if low:
                arguments |= {"oldest": low, "inclusive": True}
            for answer in self._api.pages("conversations.replies", **arguments):
                found += _messages(answer)
        except Rejected as error:
            if error.message_key != "not_found":
                raise
        parent: Raw = next((raw for raw in found if raw["ts"] == ts), {})
        # Each page repeats the parent.
        replies = {str(raw["ts"]): raw for raw in found if raw["ts"] != ts and is_shown(raw)}
        return parent, sorted(replies.values(), key=lambda raw: at(raw["ts"]), reverse=True)

    def _is_mine(self, parent: Raw, replies: list[Raw]) -> bool:
        """Slack follows a thread for who begins it, writes in it or is mentioned there; some servers do not say so."""
        me = self._place.user
        said = [parent, *replies]
        return bool(parent.get("subscribed")) or any(
            is_own(raw, self._place) or any(me in mentions(text) for text in texts(raw)) for raw in said
        )

    def _thread_read(self, parent: Raw) -> str:
        """Up to where we have read a thread; all of one that we do not follow."""
        if "subscribed" not in parent:
            return self._cursor.read
        return str(parent.get("last_read") or "") if parent["subscribed"] else str(parent.get("latest_reply") or "")

    def _flag(self, raw: Raw, read: str) -> Flags:
        return Flags(remote_id(self._place.channel, key_of(raw)), is_read=at(raw["ts"]) <= at(read))

    # Messages

    def _items(self, messages: Iterable[Raw], read: str) -> tuple[ChatMessage, ...]:
        wanted = list(messages)
        self._directory.load({user for raw in wanted for user in people_in(raw)})
        return tuple(
            message_from(raw, self._place, self._directory, is_read=at(raw["ts"]) <= at(read)) for raw in wanted
        )


def _messages(answer: Answer) -> list[Raw]:
    """The messages of an answer that have a ts, newest first."""
    named: list[Raw] = [raw for raw in rows(answer, "messages") if at(raw.get("ts"))]
    return sorted(named, key=lambda raw: at(raw["ts"]), reverse=True)


def _sign(parent: Raw) -> str:
    return f"{parent.get('reply_count', 0)}/{parent.get('latest_reply', '')}"
