"""What a user does in Slack, and how it is found again after a crash.

``chat.postMessage`` has no key against doing it twice. What we post carries the action's id as message metadata
(https://docs.slack.dev/messaging/message-metadata), which apps read and people do not see.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from connectors.slack import mrkdwn
from connectors.slack.api import Api, part, rows
from connectors.slack.emojis import name_of
from connectors.slack.mapping import Place, Raw, at, key_of, permalink, remote_id
from workspace.connector.errors import Rejected, Unsupported
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId
from workspace.model.kinds import Verb

EVENT_TYPE = "workspace_action"
LONGEST_TEXT = 40_000
"""https://docs.slack.dev/reference/methods/chat.postMessage: Slack cuts off what is longer."""
PAGE = 200
LOOKED_AT = 5
"""How many pages back a message is looked for."""
CLOCKS_APART = timedelta(hours=1, minutes=5)
NOTHING_READ = "0000000000.000000"
_NO_METADATA = frozenset({"metadata_must_be_sent_from_app"})


class Verbs:
    """The verbs of one run; ``place_in`` says who we are in a conversation."""

    def __init__(self, api: Api, place_in: Callable[[str], Place]) -> None:
        self._api = api
        self._place_in = place_in
        self._marked: dict[str, str] = {}
        self._verbs: Mapping[Verb, Callable[[Action], Receipt]] = {
            Verb.POST: self._post,
            Verb.REPLY: self._post,
            Verb.REACT: self._react,
            Verb.UNREACT: self._unreact,
            Verb.READ: self._read,
            Verb.UNREAD: self._unread,
        }

    def perform(self, action: Action) -> Receipt:
        if action.verb not in self._verbs:
            raise Unsupported(connector="slack")
        return self._verbs[action.verb](action)

    # Saying

    def _post(self, action: Action) -> Receipt:
        channel, thread = self._goes_to(action)
        text = mrkdwn.typed(given(action, "text"))
        if len(text) > LONGEST_TEXT:
            reason = f"the message is longer than {LONGEST_TEXT:,} characters"
            raise Rejected("refused", host=self._api.host, reason=reason)
        said: dict[str, Any] = {"channel": channel, "text": text, "thread_ts": thread or None}
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"action_id": action.action_id}}
        answer = self._api.call("chat.postMessage", tolerated=_NO_METADATA, **said, metadata=metadata)
        if answer.get("error") in _NO_METADATA:
            answer = self._api.call("chat.postMessage", **said)
        ts = str(answer.get("ts") or "")
        return self._receipt(action, str(answer.get("channel") or channel), f"{thread}/{ts}" if thread else ts)

    def _goes_to(self, action: Action) -> tuple[str, str]:
        """The conversation, and the thread there if it goes into one."""
        if action.verb is Verb.POST:
            thread = str(action.payload.get("thread") or "")
            return given(action, "channel"), thread.rpartition("/")[2]
        channel, key = named(action)
        thread, _, ts = key.rpartition("/")
        # Slack takes an answer to nothing too, so whether the message is still there is asked first.
        self._api.call("conversations.replies", channel=channel, ts=ts, limit=1)
        return channel, thread or ("" if self._is_direct(channel) else ts)

    def _is_direct(self, channel: str) -> bool:
        """In a direct conversation a reply is the next message, elsewhere it opens a thread."""
        if channel.startswith("D"):
            return True
        found = part(self._api.call("conversations.info", channel=channel), "channel")
        return bool(found.get("is_im") or found.get("is_mpim"))

    def find(self, action: Action) -> Receipt | None:
        """The message that an earlier attempt posted."""
        if action.verb not in (Verb.POST, Verb.REPLY):
            raise Unsupported(connector="slack")
        try:
            channel, thread = self._goes_to(action)
            for raw in self._recent(action, channel, thread):
                if self._is_ours(raw, action, self._place_in(channel)):
                    return self._receipt(action, channel, key_of(raw), found=True)
        except Rejected as error:
            if error.message_key != "not_found":
                raise
        return None

    def _recent(self, action: Action, channel: str, thread: str) -> Iterator[Raw]:
        oldest = None
        if action.created_at is not None:
            oldest = f"{(action.created_at - CLOCKS_APART).timestamp():.6f}"
        arguments: dict[str, Any] = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
        if thread:
            pages = self._api.pages("conversations.replies", **arguments, ts=thread)
        else:
            pages = islice(self._api.pages("conversations.history", **arguments, oldest=oldest), LOOKED_AT)
        for answer in pages:
            yield from (raw for raw in rows(answer, "messages") if at(raw.get("ts")))

    def _is_ours(self, raw: Raw, action: Action, place: Place) -> bool:
        """By its metadata; where the service took none, by author, words and time."""
        if metadata := part(raw, "metadata"):
            return bool(part(metadata, "event_payload").get("action_id") == action.action_id)
        is_later = action.created_at is not None and at(raw["ts"]) >= at(action.created_at.timestamp())
        words = mrkdwn.typed(str(action.payload.get("text") or ""))
        return is_later and raw.get("user") == place.user and bool(raw.get("app_id")) and raw.get("text") == words

    # Reacting

    def _react(self, action: Action) -> Receipt:
        return self._set_reaction(action, "reactions.add", "already_reacted")

    def _unreact(self, action: Action) -> Receipt:
        return self._set_reaction(action, "reactions.remove", "no_reaction")

    def _set_reaction(self, action: Action, method: str, done_before: str) -> Receipt:
        channel, key = named(action)
        name, ts = name_of(given(action, "emoji")), key.rpartition("/")[2]
        self._api.call(method, tolerated=frozenset({done_before}), channel=channel, timestamp=ts, name=name)
        return self._receipt(action, channel, key)

    # Reading

    def _read(self, action: Action) -> Receipt:
        """Forward only: reading an old message must not make newer ones unread.

        Slack has no call that marks a thread; its channel's mark must not jump over what lies between.
        """
        channel, ts = named(action)
        if "/" in ts:
            return self._receipt(action, channel, ts)
        if channel not in self._marked:
            found = part(self._api.call("conversations.info", channel=channel), "channel")
            self._marked[channel] = str(found.get("last_read") or NOTHING_READ)
        if at(ts) > at(self._marked[channel]):
            self._mark(channel, ts)
        return self._receipt(action, channel, ts)

    def _unread(self, action: Action) -> Receipt:
        """Slack knows up to where we read, so everything after the message is unread with it."""
        channel, ts = named(action)
        if "/" in ts:
            return self._receipt(action, channel, ts)
        self._mark(channel, self._before(channel, ts))
        return self._receipt(action, channel, ts)

    def _before(self, channel: str, ts: str) -> str:
        """The message before that one; a server that ignores ``latest`` is asked for more of them."""
        for limit in (1, PAGE):
            found = rows(self._api.call("conversations.history", channel=channel, latest=ts, limit=limit), "messages")
            before = [str(raw["ts"]) for raw in found if 0 < at(raw.get("ts")) < at(ts)]
            if before or not found:
                return max(before, key=at, default=NOTHING_READ)
        return NOTHING_READ

    def _mark(self, channel: str, ts: str) -> None:
        self._api.call("conversations.mark", channel=channel, ts=ts)
        self._marked[channel] = ts

    def _receipt(self, action: Action, channel: str, key: str, *, found: bool = False) -> Receipt:
        thread, _, ts = key.rpartition("/")
        return Receipt(
            ReceiptId(f"slack-{action.action_id}"),
            action.action_id,
            remote_id(channel, key),
            permalink(self._place_in(channel).url, channel, ts, thread),
            found=found,
        )


def given(action: Action, field: str) -> str:
    """A field of the payload; raises ``Rejected`` naming one that is missing."""
    if not (found := str(action.payload.get(field) or "")):
        raise Rejected("setting_missing", field=field)
    return found


def named(action: Action) -> tuple[str, str]:
    """The conversation, and the key of the message that is acted on."""
    channel, _, key = (action.item.remote_id if action.item else "").partition("/")
    if not channel or not at(key):
        raise Rejected("not_found", what=action.verb.value)
    return channel, key
