"""Chats and channels of Teams, read when the user looks at them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from connectors.microsoft import times
from connectors.microsoft.chat_mapping import Reader, is_said
from connectors.microsoft.delta import UNDER_WAY, Entries, Plain, Round
from connectors.microsoft.graph import UNKNOWN_MEMBERS, Graph, Json, path, values
from connectors.microsoft.remote_ids import Talk, talk
from connectors.microsoft.talks import Talks
from workspace.connector.errors import CursorExpired, Rejected
from workspace.connector.pages import Page
from workspace.model.items import ChatMessage, Collection

MOST_PAGES = 20
"""Of 50 messages each: how far back a chat is read the first time."""
_PREFER = (UNKNOWN_MEMBERS,)
_NEVER = "1970-01-01T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class _Step:
    """A page, how far its whole round reaches, and whether another follows."""

    page: Page
    upto: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class ChatChanges:
    """One chat, by when its messages last changed: chats have no delta.

    https://learn.microsoft.com/graph/api/chat-list-messages. A cursor is ``UPTO``, or ``SINCE UPTO next LINK`` between
    two pages. A deleted message is told as such, so that nothing is missed that changed after ``SINCE``.
    """

    graph: Graph
    collection: Collection
    talks: Talks

    def pages(self, cursor: str | None) -> Iterator[Page]:
        since, upto, link = _read_cursor(cursor, self.collection.name)
        reader = Reader(talk(self.collection.remote_id), self.talks, self._read_at())
        is_long = bool(link)
        for step in self._round(reader, since, upto, link):
            is_long = is_long or step.goes_on
            upto = step.upto
            yield step.page
        if is_long:
            # What changed while several pages were read is asked for once more.
            for step in self._round(reader, upto, "", ""):
                yield step.page

    def _round(self, reader: Reader, since: str, upto: str, link: str) -> Iterator["_Step"]:
        """Newest change first, back to ``since``."""
        answer = self._follow(link) if link else self._begin(since)
        for number in count(1):
            found = values(answer, self.graph.host)
            upto = upto or max([_changed(each) for each in found] + [since or _NEVER])
            is_over = any(_changed(each) <= since for each in found) if since else number >= MOST_PAGES
            following = "" if is_over else str(answer.get("@odata.nextLink") or "")
            cursor = f"{since or _NEVER} {upto} {UNDER_WAY}{following}" if following else upto
            entries = _entries(reader, [each for each in found if not since or _changed(each) > since])
            yield _Step(Page(items=entries.items, gone=entries.gone, cursor=cursor), upto, bool(following))
            if not following:
                return
            answer = self._follow(following)

    def _begin(self, since: str) -> Json:
        params = {"$top": "50", "$orderby": "lastModifiedDateTime desc"}
        if since:
            params["$filter"] = f"lastModifiedDateTime gt {since}"
        return self.graph.get(talk(self.collection.remote_id).messages, params, prefer=_PREFER)

    def _follow(self, link: str) -> Json:
        return self.graph.follow(link, prefer=_PREFER, what=self.collection.name)

    def _read_at(self) -> datetime | None:
        """Up to when the user has read the chat; None where the service does not say."""
        where = path("chats", talk(self.collection.remote_id).channel)
        try:
            chat = self.graph.get(where, prefer=_PREFER)
        except Rejected:
            # If the chat is gone, its messages say so.
            return None
        viewpoint = chat.get("viewpoint")
        return times.moment(viewpoint.get("lastMessageReadDateTime")) if isinstance(viewpoint, dict) else None


def _read_cursor(cursor: str | None, name: str) -> tuple[str, str, str]:
    """``(since, upto, link)``: where the round began, how far it reaches, where it goes on."""
    if cursor is None:
        return "", "", ""
    first, _, rest = cursor.partition(" ")
    upto, _, link = rest.partition(f" {UNDER_WAY}")
    if times.moment(first) is None or bool(upto) != bool(link) or (upto and times.moment(upto) is None):
        raise CursorExpired(collection=name)
    return ("" if first == _NEVER and link else first), upto, link


def _changed(found: Json) -> str:
    """When it last changed, in one form that sorts as text."""
    at = times.moment(found.get("lastModifiedDateTime")) or times.moment(found.get("createdDateTime"))
    return times.stamp(at) if at else _NEVER


def _entries(reader: Reader, found: list[Json]) -> Entries:
    talk_of = reader.talk
    items: list[ChatMessage] = []
    gone = []
    for each, reply_to in _with_replies(found):
        if "@removed" in each or each.get("deletedDateTime"):
            gone.append(talk_of.of(str(each["id"]), reply_to or each.get("replyToId")).remote_id)
        elif is_said(each):
            items.append(reader.message(each, reply_to))
    return Entries(tuple(items), tuple(gone))


def _with_replies(found: list[Json]) -> Iterator[tuple[Json, str | None]]:
    for each in found:
        if each.get("id"):
            yield each, None
            for reply in each.get("replies") or ():
                if isinstance(reply, dict) and reply.get("id"):
                    yield reply, str(each["id"])


def channel_changes(graph: Graph, collection: Collection, talks: Talks) -> Round:
    """A channel's messages of the last eight months with their replies.

    https://learn.microsoft.com/graph/api/chatmessage-delta
    """
    here = talk(collection.remote_id)
    reader = Reader(here, talks)
    params = {"$top": "50", "$expand": "replies"}

    def read(found: list[Json]) -> Entries:
        return _entries(reader, _answered(graph, here, found))

    plain = (Plain(here.messages, params),)
    return Round(graph, f"{here.messages}/delta", params, collection.name, read, _PREFER, plain=plain)


def _answered(graph: Graph, here: Talk, found: list[Json]) -> list[Json]:
    """With their replies, which a service that knows no ``$expand`` leaves out everywhere."""
    roots = [each for each in found if "@removed" not in each and not each.get("replyToId")]
    if any("replies" in each for each in found):
        return found
    for each in roots:
        with suppress(Rejected):
            pages = graph.pages(f"{here.of(str(each['id']), None).message}/replies", {"$top": "50"}, prefer=_PREFER)
            each["replies"] = [reply for page in pages for reply in page]
    return found


def posted(graph: Graph, here: Talk, me: str, text: str, since: datetime) -> Json | None:
    """The message that the user said there since then with exactly these words."""
    where = f"{here.message}/replies" if here.root else here.messages
    wanted = " ".join(text.split())
    answer = graph.get(where, {"$top": "50"}, prefer=_PREFER)
    for each in values(answer, graph.host):
        said_at = times.moment(each.get("createdDateTime"))
        if (
            not is_said(each)
            or each.get("deletedDateTime")
            or said_at is None
            or said_at < since - timedelta(seconds=5)
        ):
            continue
        said = Reader(here, Talks(me=me)).message(each, here.root or None)
        if said.is_sent and " ".join(said.text.split()) == wanted:
            return each
    return None
