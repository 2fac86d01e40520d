"""Who is who in a Slack workspace, kept for an hour for all accounts of this process in it.

A message names its author by an id; names and addresses come from ``users.info``, or from ``users.list`` where many are
missing at once (https://docs.slack.dev/reference/objects/user-object).
"""

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice

from connectors.slack.api import Answer, Api, part, rows
from workspace.connector.errors import Rejected
from workspace.model.items import Address

FRESH_SECONDS = 3600.0
MANY = 5
PAGE = 200
MOST_PAGES = 10
"""Twenty pages are a minute: in a larger workspace the rest are asked for one by one."""
_KNOWN: dict[tuple[str, str], "Known"] = {}
_OPENING = threading.Lock()


class Known:
    """What one process knows of one Slack workspace."""

    def __init__(self) -> None:
        self.began_at = time.monotonic()
        self.people: dict[str, Address] = {}
        self.handles: dict[str, str] = {}
        self.is_listed = False

    @property
    def is_fresh(self) -> bool:
        return time.monotonic() - self.began_at < FRESH_SECONDS


def _known(base_url: str, team: str) -> Known:
    with _OPENING:
        found = _KNOWN.get((base_url, team))
        if found is None or not found.is_fresh:
            found = _KNOWN[base_url, team] = Known()
        return found


class Directory:
    """Names for one run; what it learns, the next run knows."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known = _known(api.base_url, api.team)
        self._channels: dict[str, str] = {}

    def load(self, user_ids: Iterable[str]) -> None:
        """Learn who these are; whoever cannot be seen keeps the id as a name."""
        missing = {each for each in user_ids if each} - self._known.people.keys()
        if len(missing) > MANY and not self._known.is_listed:
            self._list()
            missing -= self._known.people.keys()
        for user_id in sorted(missing):
            self._ask(user_id)

    def _list(self) -> None:
        try:
            for answer in islice(self._api.pages("users.list", limit=PAGE), MOST_PAGES):
                for member in rows(answer, "members"):
                    self._learn(member)
        except Rejected:
            # Without the scope for it people keep their ids; messages are read all the same.
            return
        self._known.is_listed = True

    def _ask(self, user_id: str) -> None:
        with suppress(Rejected):
            self._learn(part(self._api.call("users.info", user=user_id), "user"))
        self._known.people.setdefault(user_id, Address(user_id, ""))

    def _learn(self, member: Answer) -> None:
        if user_id := str(member.get("id") or ""):
            self._known.people[user_id] = address_of(member)
            self._known.handles[str(member.get("name") or "")] = user_id

    def name_channels(self, channels: Iterable[Answer]) -> None:
        for each in channels:
            self._channels[str(each.get("id"))] = str(each.get("name") or "")

    def address(self, user_id: str) -> Address:
        return self._known.people.get(user_id) or Address(user_id, "")

    def user(self, user_id: str) -> str:
        found = self._known.people.get(user_id)
        return found.name if found and found.name != user_id else ""

    def by_handle(self, handle: str) -> str:
        """The name of whoever has this user name, as far as known."""
        return self.user(self._known.handles.get(handle, "")) or handle

    def channel(self, channel_id: str) -> str:
        return self._channels.get(channel_id, "")


def address_of(member: Answer) -> Address:
    profile = part(member, "profile")
    names = (profile.get("display_name"), profile.get("real_name"), member.get("real_name"), member.get("name"))
    name = next((each for each in names if each), member.get("id", ""))
    return Address(str(name), str(profile.get("email") or ""))
