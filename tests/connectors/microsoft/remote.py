"""The Graph stand-in as the conformance kit changes it, behind the connector's back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.fakes.graph import USER, GraphFake
from tests.fakes.graph_calendar import OWN
from tests.fakes.graph_teams import CHAT
from workspace.connector.contract_remote import Remote, moment
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import ChatMessage, Contact, Email, Event, Item
from workspace.model.kinds import Kind, Role

_ALIAS = {Role.TRASH: "deleteditems", Role.ARCHIVE: "archive", Role.JUNK: "junkemail", Role.INBOX: "inbox"}
_ANSWERS = {"accepted": "ACCEPTED", "tentativelyAccepted": "TENTATIVE", "declined": "DECLINED"}


class GraphRemote(Remote):
    """One user of a running stand-in, whose pages hold three."""

    secrets: Mapping[str, str] = {TOKENS: Tokens("right").to_json()}
    wrong_secrets: Mapping[str, str] = {TOKENS: Tokens("wrong").to_json()}

    def __init__(self, fake: GraphFake) -> None:
        self.fake = fake
        self.settings = {"base_url": fake.url, "client_id": "kit", "authority": "http://127.0.0.1:9/kit"}

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        with self.fake.lock:
            self.fake.mail.deliver(USER, raw, received_at)

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        if kind is Kind.EVENT:
            self.fake.calendars.add(event(title, received_at))
        elif kind is Kind.CONTACT:
            self.fake.contacts.put(f"AAkP-{title}=", displayName=title, emailAddresses=[{"address": "a@b.example"}])
        elif kind is Kind.CHAT:
            self.fake.teams.say(CHAT, title, received_at)
        else:
            super().add(kind, title, received_at)

    def delete(self, item: Item) -> None:
        fake, known = self.fake, item.remote_id
        if isinstance(item, Email):
            fake.mail.delete(USER, fake.mail.message(USER, known))
        elif isinstance(item, Event):
            fake.calendars.delete(known)
        elif isinstance(item, Contact):
            fake.contacts.delete(known)
        else:
            fake.teams.delete(CHAT, known.rpartition("/")[2])

    def change(self, item: Item, title: str) -> None:
        if isinstance(item, Event):
            self.fake.calendars.update(item.remote_id, {"subject": title})
        elif isinstance(item, Contact):
            self.fake.contacts.put(item.remote_id, displayName=title)
        elif isinstance(item, ChatMessage):
            known = item.remote_id.rpartition("/")[2]
            self.fake.teams.said[CHAT][known]["body"]["content"] = title
            self.fake.teams.touch(CHAT, known)

    def mark(self, item: Item, *, is_read: bool) -> None:
        message = self.fake.mail.message(USER, item.remote_id)
        message.json["isRead"] = is_read
        self.fake.mail.touch(USER, message, frozenset({"isRead"}))

    def move(self, item: Email, role: Role) -> None:
        self.fake.mail.move(USER, self.fake.mail.message(USER, item.remote_id), _ALIAS[role])

    def marks(self, item: Item) -> tuple[bool, bool]:
        found = self.fake.mail.message(USER, item.remote_id).json
        return found["isRead"], found["flag"]["flagStatus"] == "flagged"

    def mailboxes(self, item: Email) -> set[str]:
        found = self.fake.mail.messages[USER].values()
        return {each.folder for each in found if each.json["internetMessageId"] == item.message_id}

    def sent(self) -> list[bytes]:
        return list(self.fake.mail.sent)

    def drafts(self) -> list[bytes]:
        drafts = self.fake.mail.folder(USER, "drafts").id
        return [each.mime() for each in self.fake.mail.messages[USER].values() if each.folder == drafts]

    def said(self) -> list[str]:
        return [each["body"]["content"] for each in self.fake.teams.said[CHAT].values()]

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self.fake.teams.find(CHAT, item.remote_id.rpartition("/")[2])["reactions"]:
            found[each["reactionType"]] = found.get(each["reactionType"], 0) + 1
        return found

    def invite(self, title: str) -> None:
        people = [USER, "mina@demo.example"]
        asked = [{"emailAddress": {"address": each}, "status": {"response": "none"}} for each in people]
        mina = {"emailAddress": {"address": people[1], "name": "Mina"}}
        given = {"isOrganizer": False, "organizer": mina, "attendees": asked}
        self.fake.calendars.add({**event(title, moment(0)), **given, "responseStatus": {"response": "notResponded"}})

    def answer(self, item: Event) -> str:
        found = self.fake.calendars.whole(item.remote_id)
        [mine] = [e for e in found["attendees"] if e["emailAddress"]["address"] == USER]
        assert mine["status"] == found["responseStatus"]
        return _ANSWERS[mine["status"]["response"]]

    def forget_cursors(self) -> None:
        self.fake.feeds.forget()

    def cut_network(self) -> None:
        self.fake.is_cut_off = True

    def mend_network(self) -> None:
        self.fake.is_cut_off = False


def event(title: str, starts_at: datetime, calendar: str = OWN) -> dict[str, Any]:
    ends_at = starts_at.replace(minute=59)
    return {
        "subject": title,
        "start": {"dateTime": f"{starts_at:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"},
        "end": {"dateTime": f"{ends_at:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"},
        "body": {"contentType": "text", "content": ""},
        "location": {"displayName": ""},
    }
