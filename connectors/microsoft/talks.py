"""Which chats and channels there are, and who is in them: asked once a day, or when the user asks.

Teams' terms of use let an app poll a resource once a day (https://learn.microsoft.com/graph/api/resources/teams-api-overview,
"Polling requirements"); so the list is kept in a file of the account.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from connectors.microsoft import times
from connectors.microsoft.graph import UNKNOWN_MEMBERS, Graph, Json, path
from connectors.microsoft.remote_ids import Talk
from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Collection
from workspace.model.kinds import Kind, Role

KEPT = timedelta(days=1)
REFUSED_FOR = timedelta(hours=1)
_CHAT_PAGES = 6
"""Of 50 chats each, those with the latest messages first."""


@dataclass(slots=True)
class Talks:
    """What the file holds: ``people`` maps user ids to name and address, ``names`` remote ids to name and role."""

    at: str = ""
    me: str = ""
    names: list[tuple[str, str, str]] = field(default_factory=list)
    people: dict[str, tuple[str, str]] = field(default_factory=dict)

    def collections(self) -> list[Collection]:
        return [Collection(RemoteId(known), name, Kind.CHAT, role=Role(role)) for known, name, role in self.names]

    def address(self, user_id: str, name: str) -> Address:
        known = self.people.get(user_id, ("", ""))
        return Address(name or known[0], known[1])

    def is_fresh(self, now: datetime) -> bool:
        at = times.moment(self.at)
        return at is not None and abs(now - at) < KEPT

    def keep(self, file: str) -> None:
        path_of = Path(file)
        path_of.parent.mkdir(parents=True, exist_ok=True)
        fresh = path_of.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)), "utf-8")
        fresh.replace(path_of)


def kept(file: str) -> Talks:
    """What was kept; nothing where the file is missing or broken."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        data: dict[str, Any] = json.loads(Path(file).read_text("utf-8"))
        names = [(str(a), str(b), Role(c).value) for a, b, c in data["names"]]
        people = {str(key): (str(a), str(b)) for key, (a, b) in data["people"].items()}
        return Talks(str(data["at"]), str(data["me"]), names, people)
    return Talks()


def asked(graph: Graph, before: Talks) -> Talks:
    """Ask the service; what it refuses (no Teams there, a missing permission) stays as it was ``before``."""
    me = graph.get("/me", {"$select": "id"})
    found = Talks(times.stamp(graph.now()), str(me.get("id") or ""), people=dict(before.people))
    with _keeping("chats/", before, found, graph):
        _chats(graph, found)
    with _keeping("teams/", before, found, graph):
        _channels(graph, before, found)
    return found


@contextmanager
def _keeping(beginning: str, before: Talks, found: Talks, graph: Graph) -> Iterator[None]:
    """Where the block is refused, the names that begin so are taken from ``before``, and asked again in an hour."""
    try:
        yield
    except Rejected:
        found.at = times.stamp(graph.now() - KEPT + REFUSED_FOR)
        there = {each[0] for each in found.names}
        found.names += [each for each in before.names if each[0].startswith(beginning) and each[0] not in there]


def _chats(graph: Graph, found: Talks) -> None:
    """https://learn.microsoft.com/graph/api/chat-list"""
    params = {"$expand": "members", "$top": "50"}
    for page in islice(graph.pages("/me/chats", params, prefer=[UNKNOWN_MEMBERS]), _CHAT_PAGES):
        for chat in page:
            if chat.get("id"):
                members = [each for each in chat.get("members") or () if isinstance(each, dict)]
                _meet(found, members)
                found.names.append((Talk("", str(chat["id"])).remote_id, _name(chat, members, found.me), Role.DIRECT))


def _meet(found: Talks, members: list[Json]) -> None:
    for each in members:
        if each.get("userId"):
            found.people[str(each["userId"])] = (str(each.get("displayName") or ""), str(each.get("email") or ""))


def _name(chat: Json, members: list[Json], me: str) -> str:
    others = [str(each.get("displayName") or each.get("email") or "") for each in members if each.get("userId") != me]
    return str(chat.get("topic") or "") or ", ".join(each for each in others if each) or "Chat"


def _channels(graph: Graph, before: Talks, found: Talks) -> None:
    """https://learn.microsoft.com/graph/api/user-list-joinedteams, https://learn.microsoft.com/graph/api/channel-list"""
    for teams in graph.pages("/me/joinedTeams", prefer=[UNKNOWN_MEMBERS]):
        for team in teams:
            with _keeping(f"teams/{team.get('id')}/", before, found, graph):
                _channels_of(graph, found, team)


def _channels_of(graph: Graph, found: Talks, team: Json) -> None:
    select = {"$select": "id,displayName"}
    for page in graph.pages(f"{path('teams', str(team['id']))}/channels", select, prefer=[UNKNOWN_MEMBERS]):
        for each in page:
            name = f"{team.get('displayName') or ''} / {each.get('displayName') or ''}".strip(" /")
            found.names.append((Talk(str(team["id"]), str(each["id"])).remote_id, name, Role.CHANNEL))
