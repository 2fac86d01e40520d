"""What each method of the stand-in answers; every function names the page that describes it."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from time import time

from tests.fakes.slack import Channel, Json, Slack, is_reply, order
from tests.fakes.slack_table import TYPED

REACTION_NAMES = {"thumbsup": "+1", "thumbsdown": "-1"}
"""Two names of one emoji count as one reaction."""
MOST = 999


class Refused(Exception):
    """An answer with ``ok: false``."""

    def __init__(self, error: str, **fields: object) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **fields}


class Call:
    """One request that was let in: who asks, and with what."""

    def __init__(self, slack: Slack, method: str, given: Json, token: str, base: str) -> None:
        self.slack = slack
        self.method = method
        self.given = given
        self.token = token
        self.user = slack.tokens[token]
        self.base = base

    def channel(self) -> Channel:
        """The conversation that is named, if the user may see it."""
        found = self.slack.channels.get(str(self.given["channel"]))
        if found is None or (self.user not in found.members and found.type != "public_channel"):
            raise Refused("channel_not_found")
        return found

    def ts(self, key: str, error: str) -> Decimal | None:
        if self.given.get(key) in (None, ""):
            return None
        try:
            return Decimal(str(self.given[key]))
        except InvalidOperation:
            raise Refused(error) from None

    def flag(self, key: str) -> bool:
        return str(self.given.get(key, "")).lower() in ("1", "true")

    def page(self, rows: list[Json], default: int = 100) -> tuple[list[Json], Json]:
        """https://docs.slack.dev/apis/web-api/pagination: an opaque cursor, empty on the last page."""
        limit = int(self.given.get("limit") or default)
        if not 1 <= limit <= MOST:
            raise Refused("invalid_limit")
        limit = min(limit, self.slack.newest_page)
        start = self._start()
        part = rows[start : start + limit]
        after = encode(start + limit) if start + limit < len(rows) else ""
        return part, {"next_cursor": after}

    def _start(self) -> int:
        cursor = self.given.get("cursor")
        if not cursor:
            return 0
        try:
            return int(base64.b64decode(str(cursor)).decode().removeprefix("next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None


def encode(start: int) -> str:
    return base64.b64encode(f"next:{start}".encode()).decode()


def auth_test(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/auth.test"""
    url = "https://haneul.slack.com/"
    return {"url": url, "team": "Haneul", "user": "me", "team_id": call.slack.team, "user_id": call.user}


def auth_revoke(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/auth.revoke"""
    call.slack.revoked[call.token] = "token_revoked"
    del call.slack.tokens[call.token]
    return {"revoked": True}


def conversations_list(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.list

    All public channels, the private ones and direct ones that the user is in.
    """
    types = str(call.given.get("types") or "public_channel").split(",")
    if not set(types) <= set(TYPED):
        raise Refused("invalid_types")
    for each in types:
        need(call, f"{TYPED[each]}:read")
    seen = [each for each in call.slack.channels.values() if each.type in types and _is_visible(each, call)]
    part, metadata = call.page([_described(each, call) for each in seen])
    return {"channels": part, "response_metadata": metadata}


def _is_visible(channel: Channel, call: Call) -> bool:
    is_in = call.user in channel.members
    return (is_in or channel.type == "public_channel") and not (channel.is_archived and call.flag("exclude_archived"))


def _described(channel: Channel, call: Call) -> Json:
    """https://docs.slack.dev/reference/objects/conversation-object: an im has a user instead of a name."""
    described: Json = {
        "id": channel.id,
        "is_im": channel.type == "im",
        "is_mpim": channel.type == "mpim",
        "is_private": channel.type != "public_channel",
        "is_archived": channel.is_archived,
    }
    if channel.type == "im":
        others = channel.members - {call.user} or {call.user}
        return {**described, "user": min(others)}
    topic = {"value": "", "creator": "", "last_set": 0}
    return {**described, "name": channel.name, "topic": topic, "is_member": call.user in channel.members}


def conversations_info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.info: last_read is there for members."""
    channel = call.channel()
    described = _described(channel, call)
    if call.user in channel.members:
        described["last_read"] = channel.last_read.get(call.user, "0000000000.000000")
    return {"channel": described}


def conversations_history(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.history

    Newest first; latest and oldest are exclusive unless inclusive is set.
    """
    channel = call.channel()
    rows = [raw for raw in channel.history() if _is_between(raw, call)]
    kept = [raw for raw in rows if _is_kept(raw, call.slack)]
    part, metadata = call.page(kept)
    answer: Json = {"messages": [_sent(raw, call) for raw in part], "has_more": bool(metadata["next_cursor"])}
    if len(kept) < len(rows):
        # Free plans hide what is older than 90 days.
        answer["is_limited"] = True
    is_told = answer["has_more"] and call.slack.gives_cursors
    return {**answer, "response_metadata": metadata} if is_told else answer


def _is_kept(raw: Json, slack: Slack) -> bool:
    return slack.shows_last_days is None or float(raw["ts"]) > time() - slack.shows_last_days * 86400


def _is_between(raw: Json, call: Call) -> bool:
    latest, oldest = call.ts("latest", "invalid_ts_latest"), call.ts("oldest", "invalid_ts_oldest")
    if not call.slack.knows_times:
        return True
    at, is_inclusive = order(raw), call.flag("inclusive")
    is_early = latest is None or at < latest or (is_inclusive and at == latest)
    return is_early and (oldest is None or at > oldest or (is_inclusive and at == oldest))


def _sent(raw: Json, call: Call) -> Json:
    """Metadata is only given to whoever asks for it."""
    hidden = {"metadata"} if not call.flag("include_all_metadata") else set()
    if not call.slack.knows_times:
        hidden.add("latest_reply")
    return {k: v for k, v in raw.items() if k not in hidden}


def conversations_replies(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.replies

    The parent on every page, then its replies, oldest first.
    """
    channel = call.channel()
    raw = channel.messages.get(str(call.given["ts"]))
    if raw is None:
        raise Refused("thread_not_found")
    if is_reply(raw):
        return {"messages": [_sent(raw, call)], "has_more": False}
    replies = [each for each in channel.replies(raw["ts"]) if _is_between(each, call)]
    part, metadata = call.page(replies, default=MOST)
    parent = dict(raw)
    if replies:
        read = channel.thread_read.get(raw["ts"])
        parent |= {"subscribed": read is not None, **({"last_read": read} if read else {})}
    messages = [_sent(each, call) for each in (parent, *part)]
    return {"messages": messages, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def conversations_mark(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.mark"""
    channel, ts = call.channel(), call.ts("ts", "invalid_timestamp")
    if call.user not in channel.members:
        raise Refused("not_in_channel")
    channel.last_read[call.user] = f"{ts:.6f}"
    return {}


def users_list(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.list"""
    part, metadata = call.page([_person(user, call) for user in call.slack.users.values()])
    return {"members": part, "response_metadata": metadata}


def users_info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.info"""
    user = call.slack.users.get(str(call.given["user"]))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _person(user, call)}


def _person(user: Json, call: Call) -> Json:
    """https://docs.slack.dev/reference/scopes/users.read.email: the address needs a scope of its own."""
    if "users:read.email" in call.slack.scopes:
        return user
    return {**user, "profile": {k: v for k, v in user["profile"].items() if k != "email"}}


def files_info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/files.info"""
    file_id = str(call.given["file"])
    if file_id not in call.slack.files:
        raise Refused("file_not_found")
    file = call.slack.files[file_id][0]
    return {"file": {"url_private": f"{call.base}/files-pri/{call.slack.team}-{file_id}/file", **file}}


def reactions_add(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/reactions.add"""
    name, found = _reaction(call)
    users = found.setdefault(name, [])
    if call.user in users:
        raise Refused("already_reacted")
    users.append(call.user)
    return _set_reactions(call, found)


def reactions_remove(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/reactions.remove"""
    name, found = _reaction(call)
    if call.user not in found.get(name, []):
        raise Refused("no_reaction")
    found[name].remove(call.user)
    return _set_reactions(call, found)


def _reaction(call: Call) -> tuple[str, dict[str, list[str]]]:
    name = str(call.given["name"])
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    raw = _reacted_to(call)
    found = {each["name"]: list(each["users"]) for each in raw.get("reactions", ())}
    return REACTION_NAMES.get(name, name), found


def _reacted_to(call: Call) -> Json:
    raw = call.channel().messages.get(str(call.given["timestamp"]))
    if raw is None:
        raise Refused("message_not_found")
    return raw


def _set_reactions(call: Call, found: Mapping[str, list[str]]) -> Json:
    raw = _reacted_to(call)
    raw["reactions"] = [{"name": n, "users": users, "count": len(users)} for n, users in found.items() if users]
    if not raw["reactions"]:
        del raw["reactions"]
    return {}


def chat_post(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postMessage

    The message of a user token is the user's, and names the app.
    """
    channel, given = call.channel(), call.given
    if channel.is_archived:
        raise Refused("is_archived")
    if call.user not in channel.members:
        raise Refused("not_in_channel")
    if not given.get("text") and not given.get("blocks") and not given.get("attachments"):
        raise Refused("no_text")
    metadata = _metadata(call)
    thread = given.get("thread_ts")
    if thread and (str(thread) not in channel.messages or is_reply(channel.messages[str(thread)])):
        raise Refused("cannot_reply_to_message")
    fields = {"user": call.user, "app_id": call.slack.app, "thread_ts": thread, "metadata": metadata}
    ts = call.slack.say(channel, str(given.get("text", "")), **fields)
    if thread:
        channel.thread_read[str(thread)] = ts
    return {"channel": channel.id, "ts": ts, "message": channel.messages[ts]}


def chat_update(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.update"""
    channel, ts = _own(call, "cant_update_message")
    call.slack.edit(channel, ts, str(call.given.get("text", "")))
    return {"channel": channel.id, "ts": ts, "text": channel.messages[ts]["text"]}


def chat_delete(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.delete"""
    channel, ts = _own(call, "cant_delete_message")
    call.slack.delete(channel, ts)
    return {"channel": channel.id, "ts": ts}


def _own(call: Call, error: str) -> tuple[Channel, str]:
    """With a user token: what this user posted."""
    channel, ts = call.channel(), str(call.given["ts"])
    if ts not in channel.messages:
        raise Refused("message_not_found")
    if channel.messages[ts].get("user") != call.user:
        raise Refused(error)
    return channel, ts


def _metadata(call: Call) -> Json | None:
    """https://docs.slack.dev/messaging/message-metadata"""
    given = call.given.get("metadata")
    if given is None:
        return None
    if not call.slack.takes_metadata:
        raise Refused("metadata_must_be_sent_from_app")
    found = json.loads(given) if isinstance(given, str) else given
    if not isinstance(found, dict) or set(found) != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    return found


def need(call: Call, scope: str) -> None:
    if scope not in call.slack.scopes:
        provided = ",".join(sorted(call.slack.scopes))
        raise Refused("missing_scope", needed=scope, provided=provided)


ANSWERS: Mapping[str, Callable[[Call], Json]] = {
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "conversations.list": conversations_list,
    "conversations.info": conversations_info,
    "conversations.history": conversations_history,
    "conversations.replies": conversations_replies,
    "conversations.mark": conversations_mark,
    "users.list": users_list,
    "users.info": users_info,
    "files.info": files_info,
    "reactions.add": reactions_add,
    "reactions.remove": reactions_remove,
    "chat.postMessage": chat_post,
    "chat.update": chat_update,
    "chat.delete": chat_delete,
}
