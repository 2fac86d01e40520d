"""The stand-in as the conformance kit changes it, behind the connector's back."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count

from connectors.slack.connector import SlackConnector
from connectors.slack.emojis import character
from connectors.slack.limits import Limits, Window
from connectors.slack.pulling import Sizes
from tests.fakes.relay import Relay
from tests.fakes.slack import Slack
from tests.fakes.slack_web import SlackWeb
from workspace.connector.contract_remote import Remote
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import ChatMessage, Item
from workspace.model.kinds import Kind

_TEAMS = count(1)


def token(text: str) -> Mapping[str, str]:
    return {TOKENS: Tokens(text).to_json()}


class Hasty(SlackConnector):
    """The connector with pages so small that few messages make several, and without limits."""

    timeout_seconds = 5.0
    sizes = Sizes(page=3)
    limits = Limits(lambda calls, seconds: Window(100_000, 0.0))


class SlackRemote(Remote):
    """One fresh workspace behind a cable that can be pulled."""

    secrets: Mapping[str, str] = token("xoxp-right")
    wrong_secrets: Mapping[str, str] = token("xoxp-wrong")

    def __init__(self, slack: Slack, web: SlackWeb) -> None:
        self.slack = slack
        self.web = web
        self.relay = Relay(web.port)
        self.settings = {"base_url": f"http://127.0.0.1:{self.relay.port}/api/", "client_id": web.client_id}

    def close(self) -> None:
        self.relay.close()

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.slack.say(self.slack.general, title, received_at)

    def delete(self, item: Item) -> None:
        self.slack.delete(self.slack.general, ts_of(item))

    def change(self, item: Item, title: str) -> None:
        self.slack.edit(self.slack.general, ts_of(item), title)

    def said(self) -> list[str]:
        return [raw["text"] for raw in self.slack.general.messages.values()]

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        raw = self.slack.general.messages[ts_of(item)]
        return {character(each["name"]): each["count"] for each in raw.get("reactions", ())}

    def forget_cursors(self) -> None:
        """The workspace moves to an organisation and gets another id; a program that starts anew learns of it."""
        SlackConnector.known.clear()
        self.slack.team = f"T1MOVED{next(_TEAMS)}"

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


def ts_of(item: Item) -> str:
    return item.remote_id.rpartition("/")[2]
