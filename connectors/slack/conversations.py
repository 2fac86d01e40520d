"""The conversations of an account as collections: direct ones first, then the channels that the user is in.

https://docs.slack.dev/reference/methods/conversations.list and .../reference/objects/conversation-object
"""

from collections.abc import Iterable

from connectors.slack.api import Answer, Api, part, rows
from connectors.slack.directory import Directory
from workspace.connector.errors import AuthRequired, Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

TYPES = ("public_channel", "private_channel", "mpim", "im")
PAGE = 200


def members_of(api: Api) -> tuple[list[Answer], bool]:
    """Every conversation that the user is in, and whether those are all.

    Where a scope is missing, each type is asked for alone and the refused ones are left out; raises ``AuthRequired``
    where nothing is allowed.
    """
    try:
        return _listed(api, TYPES), True
    except Rejected as error:
        if error.message_key != "scope_missing":
            raise
    found: list[Answer] = []
    refused: list[Rejected] = []
    for each in TYPES:
        try:
            found += _listed(api, (each,))
        except Rejected as error:
            refused.append(error)
    if len(refused) == len(TYPES):
        raise AuthRequired(refused[0].message_key, **refused[0].params)
    return found, not refused


def _listed(api: Api, types: Iterable[str]) -> list[Answer]:
    found: dict[str, Answer] = {}
    for answer in api.pages("conversations.list", types=",".join(types), exclude_archived="true", limit=PAGE):
        for each in rows(answer, "channels"):
            if each.get("id") and is_member(each):
                found[str(each["id"])] = each
    return list(found.values())


def is_member(channel: Answer) -> bool:
    """Direct conversations say nothing of membership: only their members see them."""
    return channel.get("is_member") is not False and not channel.get("is_archived")


def is_direct(channel: Answer) -> bool:
    return bool(channel.get("is_im") or channel.get("is_mpim"))


def collections(channels: list[Answer], user: str, directory: Directory) -> list[Collection]:
    directory.load({str(each.get("user") or "") for each in channels if each.get("is_im")} | {user})
    directory.name_channels(channels)
    ordered = sorted(channels, key=lambda each: not is_direct(each))
    return [_collection(each, user, directory) for each in ordered]


def _collection(channel: Answer, user: str, directory: Directory) -> Collection:
    extra = {
        "is_private": bool(channel.get("is_private")),
        "topic": str(part(channel, "topic").get("value") or ""),
        "user": channel.get("user"),
        "is_shared": bool(channel.get("is_ext_shared")),
    }
    return Collection(
        RemoteId(str(channel["id"])),
        _name(channel, user, directory),
        Kind.CHAT,
        Role.DIRECT if is_direct(channel) else Role.CHANNEL,
        extra={key: value for key, value in extra.items() if value},
    )


def _name(channel: Answer, user: str, directory: Directory) -> str:
    if channel.get("is_im"):
        return directory.address(str(channel.get("user") or "")).name or str(channel["id"])
    name = str(channel.get("name") or channel["id"])
    if not channel.get("is_mpim"):
        return name
    # A group's name is made of its members' user names: mpdm-mina--joon--sora-1.
    handles = name.removeprefix("mpdm-").rpartition("-")[0].split("--")
    others = [who for handle in handles if (who := directory.by_handle(handle)) != directory.user(user)]
    return ", ".join(others) or name
