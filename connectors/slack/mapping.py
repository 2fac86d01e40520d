"""A message as Slack sends it, and the chat message that we show.

Shapes: https://docs.slack.dev/reference/events/message and its subtypes, https://docs.slack.dev/reference/objects/
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from connectors.slack import mrkdwn
from connectors.slack.api import part, rows
from connectors.slack.directory import Directory
from connectors.slack.emojis import character
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attachment, ChatMessage

Raw = Mapping[str, Any]
_LAST = Decimal(253402300799)
"""The end of the year 9999, where Python's calendar ends."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COUNTERS = frozenset(
    {
        "latest_reply",
        "last_read",
        "reply_count",
        "reply_users",
        "reply_users_count",
        "subscribed",
        "unread_count",
        "user_profile",
    }
)
"""What changes on a message without its being another: who follows and answers it."""
_TALK = frozenset(
    {"", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast"}
)
"""Subtypes that somebody said; the others are the service's own lines (who joined, a new topic)."""
_LONGEST_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message was found, and who is looking."""

    team: str
    user: str
    url: str
    channel: str


def at(ts: object) -> Decimal:
    """A message's ts, or its key, as a number that compares; 0 for what is none."""
    try:
        found = Decimal(str(ts or 0).rpartition("/")[2])
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and 0 < found < _LAST else Decimal(0)


def moment(ts: object) -> datetime:
    return _EPOCH + timedelta(microseconds=int(at(ts) * 1_000_000))


def key_of(raw: Raw) -> str:
    """What names a message in its conversation: its ts, with its thread's before it where it is a reply."""
    ts, thread = str(raw["ts"]), str(raw.get("thread_ts") or "")
    return f"{thread}/{ts}" if thread and thread != ts else ts


def remote_id(channel: str, key: str) -> RemoteId:
    """A ts is unique in its channel only."""
    return RemoteId(f"{channel}/{key}")


def permalink(url: str, channel: str, ts: str, thread: str = "") -> str | None:
    """What ``chat.getPermalink`` would answer, without a call for each message."""
    if not url.startswith("https://"):
        return None
    link = f"{url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


def is_shown(raw: Raw) -> bool:
    """Whether there is something to show: neither hidden, nor the stump that a deleted message with replies leaves."""
    return at(raw.get("ts")) > 0 and not raw.get("hidden") and raw.get("subtype") != "tombstone"


def digest(raw: Raw) -> str:
    """Changes when what is shown of a message does."""
    kept = {key: value for key, value in raw.items() if key not in _COUNTERS}
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:10]


def people_in(raw: Raw) -> set[str]:
    """Everybody whose name is needed to show it."""
    found = {str(raw.get("user") or "")}
    for text in texts(raw):
        found |= mrkdwn.mentions(text)
    return found


def is_own(raw: Raw, place: Place) -> bool:
    """Whether we said it ourselves; a bot of ours is somebody else."""
    return raw.get("user") == place.user and raw.get("subtype") in (None, "me_message", "thread_broadcast")


def is_talk(raw: Raw) -> bool:
    """Whether somebody said it, unlike the service's own lines."""
    return str(raw.get("subtype") or "") in _TALK


def can_be_unread(raw: Raw, place: Place) -> bool:
    return is_talk(raw) and not is_own(raw, place)


def message_from(raw: Raw, place: Place, directory: Directory, *, is_read: bool) -> ChatMessage:
    ts, thread = str(raw["ts"]), str(raw.get("thread_ts") or "")
    said = list(texts(raw))
    is_called = any(place.user in mrkdwn.mentions(text) or mrkdwn.is_loud(text) for text in said)
    return ChatMessage(
        remote_id=remote_id(place.channel, key_of(raw)),
        received_at=moment(ts),
        from_=_author(raw, directory),
        text=mrkdwn.joined(said, lambda text: mrkdwn.plain(text, directory), "\n"),
        html=mrkdwn.joined(said, lambda text: mrkdwn.html(text, directory), "<br>") or None,
        global_id=f"{place.team}/{place.channel}/{ts}",
        thread_remote_id=remote_id(place.channel, thread) if thread else None,
        is_read=is_read or not can_be_unread(raw, place),
        is_mention=is_called and can_be_unread(raw, place),
        is_sent=is_own(raw, place),
        reactions=tuple((character(str(r.get("name"))), _number(r.get("count"))) for r in rows(raw, "reactions")),
        attachments=tuple(_files(raw)),
        link=permalink(place.url, place.channel, ts, thread),
        version=str(part(raw, "edited").get("ts") or "") or None,
        extra=_extra(raw, place.user),
    )


def _author(raw: Raw, directory: Directory) -> Address:
    user, own = str(raw.get("user") or ""), raw.get("username")
    # What a person posts through an app carries the app's profile too.
    if user and not own and (directory.user(user) or not raw.get("bot_id")):
        return directory.address(user)
    return Address(str(own or part(raw, "bot_profile").get("name") or raw.get("bot_id") or user or "Slack"), "")


def _extra(raw: Raw, user: str) -> dict[str, object]:
    mine = [character(str(r.get("name"))) for r in rows(raw, "reactions") if user in _several(r.get("users"))]
    found: dict[str, object] = {
        "subtype": raw.get("subtype"),
        "is_system": not is_talk(raw),
        "is_bot": bool(raw.get("bot_id")),
        "is_edited": bool(raw.get("edited")),
        "my_reactions": mine,
        "links": [f.get("url_private") for f in rows(raw, "files") if f.get("is_external") and f.get("url_private")],
    }
    return {key: value for key, value in found.items() if value}


def _files(raw: Raw) -> Iterator[Attachment]:
    """Files that lie at Slack; those elsewhere are links, deleted and hidden ones have no bytes."""
    for each in rows(raw, "files"):
        if not each.get("id") or each.get("is_external") or each.get("mode") in ("tombstone", "hidden_by_limit"):
            continue
        name = str(each.get("name") or each.get("title") or each["id"])
        content_type = str(each.get("mimetype") or "application/octet-stream")
        yield Attachment(str(each["id"]), name, content_type, _number(each.get("size")))


def texts(raw: Raw) -> Iterator[str]:
    """Everything a message says, in Slack's format: its text, else its blocks; then what is attached."""
    text = str(raw.get("text") or "")
    said = text or "\n".join(block_texts(rows(raw, "blocks")))
    if said and raw.get("subtype") == "me_message":
        said = f"_{said}_"
    if said:
        yield said
    for each in rows(raw, "attachments"):
        if quoted := _attached(each):
            yield quoted
    for each in rows(raw, "files"):
        if each.get("is_external") and each.get("url_private"):
            yield f"<{each['url_private']}|{_label(each)}>"


def _attached(each: Raw) -> str:
    """A legacy attachment or an unfolded link: its lines, quoted as Slack shows them beside a bar."""
    title = str(each.get("title") or "")
    if title and str(each.get("title_link") or "").startswith("http"):
        title = f"<{each['title_link']}|{_label(each)}>"
    fields = [f"{f.get('title', '')}: {f.get('value', '')}" for f in rows(each, "fields")]
    inside = list(block_texts(rows(each, "blocks"))) or [str(each.get("text") or "")]
    lines = [str(each.get("pretext") or ""), title, *inside, *fields]
    said = "\n".join(line for line in lines if line.strip()) or str(each.get("fallback") or "")
    return "\n".join(f"&gt; {line}" for line in said.splitlines())


def _label(each: Raw) -> str:
    words = str(each.get("title") or each.get("name") or "file")
    return words.replace("|", "/").replace("<", "&lt;").replace(">", "&gt;")


def block_texts(blocks: Iterable[Raw], depth: int = 0) -> Iterator[str]:
    """The words of blocks (https://docs.slack.dev/reference/block-kit/blocks), each block a text of its own."""
    for block in blocks if depth < _LONGEST_DEPTH else ():
        match block.get("type"):
            case "section" | "header" | "markdown":
                yield from _words(block.get("text"))
                for field in rows(block, "fields"):
                    yield from _words(field)
            case "context":
                yield " ".join(word for each in rows(block, "elements") for word in _words(each))
            case "rich_text" | "rich_text_list":
                yield from block_texts(rows(block, "elements"), depth + 1)
            case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
                yield "".join(map(_element, rows(block, "elements")))
            case "image" | "video":
                yield from _words(block.get("title")) if block.get("title") else (str(block.get("alt_text") or ""),)


def _words(text: object) -> Iterator[str]:
    found = text.get("text") if isinstance(text, Mapping) else text
    if isinstance(found, str) and found.strip():
        yield found


def _element(each: Raw) -> str:
    match each.get("type"):
        case "user":
            return f"<@{each.get('user_id', '')}>"
        case "channel":
            return f"<#{each.get('channel_id', '')}>"
        case "broadcast":
            return f"<!{each.get('range', '')}>"
        case "emoji":
            return f":{each.get('name', '')}:"
        case "link":
            return f"<{each.get('url', '')}|{each['text']}>" if each.get("text") else f"<{each.get('url', '')}>"
    return str(each.get("text") or "")


def _several(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _number(found: object) -> int:
    return found if isinstance(found, int) and 0 <= found < 2**63 else 0
