"""The conformance kit in a real Slack workspace: ``make live NAME=slack``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from connectors.slack.connector import SlackConnector
from connectors.slack.emojis import character
from connectors.slack.pulling import Sizes
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import ChatMessage, Item
from workspace.model.kinds import Kind

BASE_URL = "https://slack.com/api/"
PATIENT = RateLimitErrorRetryHandler(max_retry_count=5)


class LiveSlack(Foreign):
    """The same person with Slack's own client, in the conversation ``channel`` alone."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.channel = keys.more["channel"]
        self.places = {Kind.CHAT: self.channel}
        self.client = WebClient(
            Tokens.from_json(keys.secrets[TOKENS]).access_token,
            base_url=keys.settings.get("base_url", BASE_URL),
            retry_handlers=[PATIENT],
        )

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.client.chat_postMessage(channel=self.channel, text=title)

    def delete(self, item: Item) -> None:
        self.client.chat_delete(channel=self.channel, ts=ts_of(item))

    def change(self, item: Item, title: str) -> None:
        self.client.chat_update(channel=self.channel, ts=ts_of(item), text=title)

    def messages(self) -> Iterator[dict[str, Any]]:
        for page in self.client.conversations_history(channel=self.channel, limit=200):
            yield from page["messages"]

    def said(self) -> list[str]:
        return [each["text"] for each in self.messages()]

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        [raw] = [each for each in self.messages() if each["ts"] == ts_of(item)]
        return {character(each["name"]): each["count"] for each in raw.get("reactions", ())}

    def tidy(self) -> None:
        for raw in list(self.messages()):
            if raw["text"].startswith("kit "):
                self.client.chat_delete(channel=self.channel, ts=raw["ts"])


def ts_of(item: Item) -> str:
    return item.remote_id.rpartition("/")[2]


class SmallPages(SlackConnector):
    """Pages so small that the kit's few messages make several; Slack's limits are kept."""

    sizes = Sizes(page=3)


class TestLive(LiveContract):
    connector_id = "slack"
    connector_class = SmallPages
    foreign = LiveSlack
    needed = ("channel",)
