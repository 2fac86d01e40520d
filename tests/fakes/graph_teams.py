"""Teams of the Graph stand-in: who we are, chats, channels, messages with replies and reactions."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes.graph_feed import Feeds
from tests.fakes.graph_wire import Call, Json, Refused, Reply

ME = "00000000-0000-0000-0000-0000000000aa"
MINA = "00000000-0000-0000-0000-0000000000bb"
CHAT = "19:mina_me@unq.gbl.spaces"
TEAM, CHANNEL = "11111111-2222-3333-4444-555555555555", "19:general@thread.tacv2"
MEMBERS = [
    {"userId": ME, "displayName": "Me", "email": "me@demo.example"},
    {"userId": MINA, "displayName": "Mina Park", "email": "mina@demo.example"},
]
_FILTER = re.compile(r"lastModifiedDateTime gt (\S+)\Z")


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Teams:
    feeds: Feeds
    said: dict[str, dict[str, Json]] = field(default_factory=lambda: {CHAT: {}, CHANNEL: {}})
    replies: dict[str, dict[str, Json]] = field(default_factory=dict)
    """By message id, those that answer it."""
    read_at: str = "1970-01-01T00:00:00.000Z"
    clock: datetime = datetime(2026, 3, 3, tzinfo=UTC)
    """The service's own, ahead with every change, so that no two changes are at once."""
    has_teams: bool = True

    def now(self) -> str:
        self.clock = max(self.clock + timedelta(milliseconds=1), datetime.now(UTC))
        return _stamp(self.clock)

    def say(self, where: str, content: str, said_at: datetime | None = None, **fields: Any) -> str:
        now = self.now()
        known = str(len(self.said[where]) + sum(map(len, self.replies.values())) + 1616990000000)
        self.said[where][known] = self._message(known, content, _stamp(said_at) if said_at else now, now, fields)
        self.feeds.touch(f"teams/{where}", known)
        return known

    def reply(self, where: str, root: str, content: str, **fields: Any) -> str:
        now = self.now()
        inner = self.replies.setdefault(root, {})
        known = f"{root}{len(inner)}"
        inner[known] = {**self._message(known, content, now, now, fields), "replyToId": root}
        self.touch(where, root)
        return known

    def _message(self, known: str, content: str, created: str, changed: str, fields: Json) -> Json:
        return {
            "id": known,
            "messageType": "message",
            "createdDateTime": created,
            "lastModifiedDateTime": changed,
            "deletedDateTime": None,
            "from": {"user": {"id": MINA, "displayName": "Mina Park"}},
            "body": {"contentType": "text", "content": content},
            "attachments": [],
            "mentions": [],
            "reactions": [],
            "replyToId": None,
            "webUrl": None,
            **fields,
        }

    def touch(self, where: str, known: str) -> None:
        self.said[where][known]["lastModifiedDateTime"] = self.now()
        self.feeds.touch(f"teams/{where}", known)

    def delete(self, where: str, known: str) -> None:
        """A deleted message stays, without its words (.../graph/api/resources/chatmessage)."""
        self.said[where][known] |= {"deletedDateTime": self.now(), "body": {"contentType": "html", "content": ""}}
        self.touch(where, known)

    def find(self, where: str, known: str, reply: str = "") -> Json:
        found = self.said.get(where, {}).get(known) if not reply else self.replies.get(known, {}).get(reply)
        if found is None:
            raise Refused(404, "NotFound")
        return found


def answer(call: Call) -> Reply | None:
    handler = _HANDLERS.get(call.shape)
    return handler(call) if handler else None


def _me(call: Call) -> Reply:
    return Reply.of({"id": ME, "displayName": "Me", "mail": call.mailbox, "userPrincipalName": "me@corp.example"})


def _where(call: Call) -> str:
    known = call.names.get("chat") or call.names["channel"]
    if known not in call.fake.teams.said:
        raise Refused(404, "NotFound")
    return known


def _chats(call: Call) -> Reply:
    if not call.fake.teams.has_teams:
        raise Refused(403, "Forbidden", "Missing scope permissions on the request.")
    members = {"members": MEMBERS} if call.query.get("$expand") == "members" else {}
    return Reply.of({"value": [{**_chat_json(call), **members}]})


def _chat_json(call: Call) -> Json:
    read_at = call.fake.teams.read_at
    return {"id": CHAT, "topic": None, "tenantId": "corp", "viewpoint": {"lastMessageReadDateTime": read_at}}


def _chat(call: Call) -> Reply:
    _where(call)
    return Reply.of(_chat_json(call))


def _members(call: Call) -> Reply:
    return Reply.of({"value": MEMBERS})


def _messages(call: Call) -> Reply:
    """.../graph/api/chat-list-messages: at most 50, newest first; a filter needs the order of the same property."""
    order = call.query.get("$orderby", "createdDateTime desc").partition(" ")[0]
    found = [dict(each) for each in call.fake.teams.said[_where(call)].values()]
    start, high = map(int, call.query.get("$skiptoken", "0.0").split("."))
    if int(call.query.get("$top", 20)) > 50:
        raise Refused(400, "BadRequest")
    if asked := _FILTER.match(call.query.get("$filter", "")):
        if order != "lastModifiedDateTime":
            raise Refused(400, "BadRequest", "QueryOptions to order by and to filter by must be the same")
        found = [each for each in found if each["lastModifiedDateTime"] > asked[1]]
    found.sort(key=lambda each: each[order], reverse=True)
    size = call.size()
    part = found[start : start + size]
    again = {k: v for k, v in call.query.items() if k != "$skiptoken"}
    more = {**again, "$skiptoken": f"{start + size}.{high}"} if start + size < len(found) else {}
    return call.page(part, more)


def _message(call: Call) -> Reply:
    return Reply.of(call.fake.teams.find(_where(call), call.names["said"]))


def _post(call: Call) -> Reply:
    if call.body["body"]["contentType"] not in ("text", "html"):
        raise Refused(400, "BadRequest")
    tags = set(re.findall(r'<at id="(\d+)">', call.body["body"]["content"]))
    if tags != {str(each["id"]) for each in call.body.get("mentions", [])}:
        raise Refused(400, "BadRequest", "each mention needs its at tag")
    teams, where = call.fake.teams, _where(call)
    fields = {"body": call.body["body"], "mentions": call.body.get("mentions", [])}
    fields["from"] = {"user": {"id": ME, "displayName": "Me"}}
    if root := call.names.get("said"):
        teams.find(where, root)
        known = teams.reply(where, root, "", **fields)
        return Reply.of(teams.find(where, root, known), 201)
    return Reply.of(teams.find(where, teams.say(where, "", **fields)), 201)


def _react(call: Call) -> Reply:
    teams, where = call.fake.teams, _where(call)
    message = teams.find(where, call.names["said"], call.names.get("reply", ""))
    mine = {"reactionType": call.body["reactionType"], "user": {"user": {"id": ME}}}
    others = [each for each in message["reactions"] if each != mine]
    message["reactions"] = [*others, mine] if call.path.endswith("/setReaction") else others
    teams.touch(where, call.names["said"])
    return Reply(204)


def _mark(call: Call) -> Reply:
    if call.body["user"] != {"id": ME, "tenantId": "corp"}:
        raise Refused(400, "BadRequest")
    call.fake.teams.read_at = call.body.get("lastMessageReadDateTime") or call.fake.teams.now()
    return Reply(204)


def _joined(call: Call) -> Reply:
    if not call.fake.teams.has_teams:
        raise Refused(403, "Forbidden", "Missing scope permissions on the request.")
    return Reply.of({"value": [{"id": TEAM, "displayName": "Support"}]})


def _channels(call: Call) -> Reply:
    return Reply.of({"value": [{"id": CHANNEL, "displayName": "General"}]})


def _channel_delta(call: Call) -> Reply:
    """.../graph/api/chatmessage-delta: roots; their replies where they are asked for."""
    teams, where = call.fake.teams, _where(call)

    def show(known: str, low: int, asked: Json) -> Json:
        replies = list(teams.replies.get(known, {}).values())
        return {**teams.said[where][known], **({"replies": replies} if asked.get("$expand") == "replies" else {})}

    def order(known: str) -> float:
        return -datetime.fromisoformat(teams.said[where][known]["createdDateTime"]).timestamp()

    values, params = call.fake.feeds.page(f"teams/{where}", call.query, order, call.size(), show)
    return call.page(values, params)


def _channel_messages(call: Call) -> Reply:
    return Reply.of({"value": list(call.fake.teams.said[_where(call)].values())})


def _replies(call: Call) -> Reply:
    return Reply.of({"value": list(call.fake.teams.replies.get(call.names["said"], {}).values())})


_IN_CHAT, _IN_CHANNEL = "/chats/{chat}/messages", "/teams/{team}/channels/{channel}/messages"
_HANDLERS = {
    "GET /me": _me,
    "GET /me/chats": _chats,
    "GET /chats/{chat}": _chat,
    "GET /chats/{chat}/members": _members,
    f"GET {_IN_CHAT}": _messages,
    f"GET {_IN_CHAT}/{{said}}": _message,
    f"POST {_IN_CHAT}": _post,
    "POST /chats/{chat}/markChatReadForUser": _mark,
    "POST /chats/{chat}/markChatUnreadForUser": _mark,
    "GET /me/joinedTeams": _joined,
    "GET /teams/{team}/channels": _channels,
    "GET /teams/{team}/channels/{channel}/members": _members,
    f"GET {_IN_CHANNEL}/delta": _channel_delta,
    f"GET {_IN_CHANNEL}": _channel_messages,
    f"POST {_IN_CHANNEL}": _post,
    f"GET {_IN_CHANNEL}/{{said}}/replies": _replies,
    f"POST {_IN_CHANNEL}/{{said}}/replies": _post,
    **{
        f"POST {where}/{each}": _react
        for each in ("setReaction", "unsetReaction")
        for where in (f"{_IN_CHAT}/{{said}}", f"{_IN_CHANNEL}/{{said}}", f"{_IN_CHANNEL}/{{said}}/replies/{{reply}}")
    },
}
