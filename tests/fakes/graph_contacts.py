"""Contacts of the Graph stand-in: the default folder and others (https://learn.microsoft.com/graph/api/contact-delta)."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.graph_feed import Feeds
from tests.fakes.graph_wire import Call, Json, Reply

OWN = "default"


@dataclass
class Contacts:
    feeds: Feeds
    people: dict[str, Json] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=lambda: {"AAkC-suppliers=": "Suppliers"})

    def put(self, known: str, folder: str = OWN, **fields: Any) -> None:
        self.people[known] = {**self.people.get(known, {}), **fields, "id": known}
        self.feeds.touch(f"contacts/{folder}", known)
        self.people[known]["@odata.etag"] = f'W/"{self.feeds.serial}"'

    def delete(self, known: str, folder: str = OWN) -> None:
        self.feeds.leave(f"contacts/{folder}", known)
        del self.people[known]


def answer(call: Call) -> Reply | None:
    contacts = call.fake.contacts
    if call.shape == "GET /me/contactFolders":
        return Reply.of({"value": [{"id": known, "displayName": name} for known, name in contacts.folders.items()]})
    if call.shape == "GET /me/contacts":
        return Reply.of({"value": list(contacts.people.values())})
    if not call.path.endswith("/contacts/delta"):
        return None
    feed = f"contacts/{call.names.get('contacts', OWN)}"
    values, params = call.fake.feeds.page(
        feed, call.query, lambda known: known, call.size(), lambda known, low, asked: contacts.people[known]
    )
    return call.page(values, params)
