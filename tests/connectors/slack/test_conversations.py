"""Which conversations there are, what they are called, and who is in them."""

import json

import pytest

from tests.connectors.slack.conftest import Make
from tests.fakes.slack import ME, Fault, Slack
from workspace.connector.contract_remote import Mirror, moment
from workspace.connector.errors import Transient
from workspace.model.items import ChatMessage
from workspace.model.kinds import Role


def test_only_what_the_user_is_in_is_listed_direct_ones_first(slack: Slack, make: Make) -> None:
    slack.add_user("U0JOON", "joon", "Joon Park", "joon@haneul.example")
    slack.add_channel("C0OTHER", "others", members=("U0MINA",))
    slack.add_channel("C0OLD", "old").is_archived = True
    slack.add_channel("C0SECRET", "plans", "private_channel")
    slack.add_channel("D0MINA", "", "im")
    slack.add_channel("G0THREE", "mpdm-me--mina--joon-1", "mpim", (ME, "U0MINA", "U0JOON"))
    slack.add_channel("D0JOON", "", "im", (ME, "U0JOON"))
    found = [(each.remote_id, each.name, each.role) for each in make().discover()]
    assert found == [
        ("D0MINA", "Mina Kim", Role.DIRECT),
        ("G0THREE", "Mina Kim, Joon Park", Role.DIRECT),
        ("D0JOON", "Joon Park", Role.DIRECT),
        ("C0GENERAL", "general", Role.CHANNEL),
        ("C0SECRET", "plans", Role.CHANNEL),
    ]


def test_every_page_of_conversations_and_people_is_read(slack: Slack, make: Make) -> None:
    slack.newest_page = 3
    for n in range(8):
        user = slack.add_user(f"U{n:04}", f"user{n}", f"User {n}", f"user{n}@haneul.example")
        slack.add_channel(f"D{n:04}", "", "im", (ME, user))
    names = [each.name for each in make().discover()]
    assert names == [*(f"User {n}" for n in range(8)), "general"]
    assert slack.count("users.info") == 0


def test_a_listing_that_goes_in_circles_is_transient(slack: Slack, make: Make) -> None:
    answer = {"ok": True, "channels": [], "response_metadata": {"next_cursor": "again"}}
    slack.plant("conversations.list", *[Fault(body=json.dumps(answer).encode())] * 5)
    with pytest.raises(Transient):
        list(make().discover())
    assert slack.count("conversations.list") == 2


def test_people_are_asked_for_once_a_process(slack: Slack, make: Make) -> None:
    slack.say(slack.general, "hello <@U0GONE>", moment(0))
    for _ in range(2):
        connector = make()
        mirror = Mirror(next(iter(connector.discover())))
        mirror.pull(connector)
    asked = sorted(str(given["user"]) for method, given in slack.asked if method == "users.info")
    assert asked == ["U0GONE", "U0ME", "U0MINA"]
    [item] = mirror.items.values()
    assert isinstance(item, ChatMessage)
    assert (item.from_.name, item.from_.email) == ("Mina Kim", "mina@haneul.example")
    assert item.text == "hello @U0GONE"
