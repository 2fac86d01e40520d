"""Slack for the bench: several workspaces of the tests' stand-in, some people in each, limits on."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from benchmarks.stand_ins import Asked, Served, token_of
from tests.fakes.slack import Slack
from tests.fakes.slack_web import SlackWeb

TEAM = 4
"""Accounts in one Slack workspace: more of them on one computer meet Slack's limit of 50 histories a minute."""
CHANNELS = 3


class Service:
    """So many accounts, ``TEAM`` in a workspace, each with a few conversations of some messages."""

    def __init__(self, *, accounts: int) -> None:
        self._webs: list[SlackWeb] = []
        self.accounts = [self._account(n) for n in range(accounts)]

    def _account(self, number: int) -> Served:
        if number % TEAM == 0:
            self._webs.append(SlackWeb(_workspace(number // TEAM)))
        web, name = self._webs[-1], f"slack{number}"
        user = f"U0P{number % TEAM}"
        web.slack.tokens[name] = user
        settings = {"client_id": web.client_id, "base_url": web.base_url}
        return Served(name, "slack", settings, token_of(name), f"{web.slack.team}/{user}")

    def asked(self) -> Asked:
        noted = Asked()
        for web in self._webs:
            noted.calls += Counter({method: n for (_, _, method), n in web.slack.calls.items()})
            noted.refused += web.slack.refused_429
            web.slack.forget_calls()
            web.slack.refused_429 = 0
        return noted

    def close(self) -> None:
        for web in self._webs:
            web.close()
            assert web.slack.violations == []


def _workspace(number: int) -> Slack:
    slack = Slack()
    slack.team, slack.has_limits = f"T0{number}", True
    people = [slack.add_user(f"U0P{n}", f"p{n}", f"Person {n}", f"p{n}@c{number}.example") for n in range(TEAM)]
    began = datetime.now(UTC) - timedelta(days=2)
    for n in range(CHANNELS):
        channel = slack.add_channel(f"C0{number}N{n}", f"channel-{n}", members=[*people, "U0MINA"])
        last = [slack.say(channel, f"Message {m}", began + timedelta(minutes=m)) for m in range(20)][-1]
        channel.last_read = dict.fromkeys(people, last)
    return slack
