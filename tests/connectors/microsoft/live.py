"""The conformance kit on a real Microsoft 365 account: ``make live NAME=microsoft``."""

import base64
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
import requests

from connectors.microsoft.connector import MicrosoftConnector
from connectors.microsoft.hosts import GRAPH
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.oauth import TOKENS, Tokens
from workspace.mail.parse import attachment, parse
from workspace.model.items import Address, ChatMessage, Email, Event, Item
from workspace.model.kinds import Kind, Role

Json = dict[str, Any]
TIMEOUT_SECONDS = 60
SENT_WITHIN_SECONDS = 60.0
ALIAS = {Role.TRASH: "deleteditems", Role.ARCHIVE: "archive", Role.JUNK: "junkemail", Role.INBOX: "inbox"}
OURS = "@haneul.example>"
"""Ends the Message-ID of every mail of the kit; .example is nobody's (RFC 2606)."""
# What makes a mail one that arrived, and when: MAPI's PidTagMessageFlags and PidTagMessageDeliveryTime, [MS-OXPROPS].
FLAGS, DELIVERED = "Integer 0x0E07", "SystemTime 0x0E06"


class LiveGraph(Foreign):
    """Another program of the same user: the mailbox, one calendar, the contacts, and one chat."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.base_url = keys.settings.get("base_url", GRAPH).rstrip("/")
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {Tokens.from_json(keys.secrets[TOKENS]).access_token}"
        self.http.headers["Prefer"] = 'IdType="ImmutableId"'
        user = self.ask("GET", "/me")
        self.user = str(user["id"])
        self.me = Address("Me", str(user.get("mail") or user["userPrincipalName"]))
        self.them = Address("Orders desk", keys.more.get("correspondent", self.me.email))
        self.calendar, self.chat = keys.more["calendar"], keys.more["chat"].removeprefix("chats/")
        self.places = {Kind.EVENT: self.calendar, Kind.CHAT: f"chats/{self.chat}"}

    def close(self) -> None:
        self.http.close()

    def ask(self, method: str, where: str, body: Json | None = None, **params: str) -> Json:
        """One call; anything but success fails the test."""
        url = where if where.startswith("http") else self.base_url + where
        answer = self.http.request(method, url, params=params, json=body, timeout=TIMEOUT_SECONDS)
        assert answer.ok, f"{method} {where}: {answer.status_code} {answer.text}"
        found: Json = answer.json() if answer.content else {}
        return found

    def listed(self, where: str, **params: str) -> Iterator[Json]:
        answer = self.ask("GET", where, **params)
        yield from answer["value"]
        while link := answer.get("@odata.nextLink"):
            answer = self.ask("GET", link)
            yield from answer["value"]

    # Mail

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        mail = parse(raw)
        files = [
            {
                "@odata.type": "#microsoft.graph.fileAttachment",
                "name": part.name,
                "contentType": part.content_type,
                "contentBytes": base64.b64encode(attachment(raw, part.part_id)).decode(),
            }
            for part in mail.attachments
        ]
        stamp = received_at.isoformat().replace("+00:00", "Z")
        arrived = {FLAGS: "0", DELIVERED: stamp}
        body = {
            "subject": mail.subject,
            "body": {"contentType": "text", "content": mail.text},
            "from": _person(mail.from_[0]),
            "toRecipients": [_person(each) for each in mail.to],
            "internetMessageId": mail.message_id,
            "attachments": files,
            "singleValueExtendedProperties": [{"id": name, "value": value} for name, value in arrived.items()],
        }
        self.ask("POST", "/me/mailFolders/inbox/messages", body)

    def mark(self, item: Item, *, is_read: bool) -> None:
        self.ask("PATCH", _mail(item), {"isRead": is_read})

    def move(self, item: Email, role: Role) -> None:
        self.ask("POST", f"{_mail(item)}/move", {"destinationId": ALIAS[role]})

    def marks(self, item: Item) -> tuple[bool, bool]:
        found = self.ask("GET", _mail(item))
        return found["isRead"], found["flag"]["flagStatus"] == "flagged"

    def mailboxes(self, item: Email) -> set[str]:
        wanted = str(item.message_id).replace("'", "''")
        found = self.listed("/me/messages", **{"$filter": f"internetMessageId eq '{wanted}'"})
        return {each["parentFolderId"] for each in found}

    def sent(self) -> list[bytes]:
        """A mail is in Sent a moment after it was taken."""
        deadline = time.monotonic() + SENT_WITHIN_SECONDS
        while not (found := list(self._kits("/me/mailFolders/sentitems/messages"))) and time.monotonic() < deadline:
            threading.Event().wait(1)
        return [self._raw(each) for each in found]

    def drafts(self) -> list[bytes]:
        return [self._raw(each) for each in self._kits("/me/mailFolders/drafts/messages")]

    def _kits(self, where: str) -> Iterator[str]:
        for each in self.listed(where, **{"$select": "id,internetMessageId", "$top": "100"}):
            if str(each.get("internetMessageId")).endswith(OURS):
                yield each["id"]

    def _raw(self, message: str) -> bytes:
        url = f"{self.base_url}/me/messages/{quote(message)}/$value"
        answer = self.http.get(url, timeout=TIMEOUT_SECONDS)
        assert answer.ok, answer.text
        return answer.content

    # Events, contacts and chats

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        if kind is Kind.EVENT:
            times = {"start": _at(received_at), "end": _at(received_at + timedelta(minutes=59))}
            self.ask("POST", self.events, {"subject": title, **times})
        elif kind is Kind.CONTACT:
            self.ask("POST", "/me/contacts", {"displayName": title, "givenName": title})
        elif kind is Kind.CHAT:
            self.ask("POST", f"/chats/{self.chat}/messages", {"body": {"contentType": "text", "content": title}})
        else:
            super().add(kind, title, received_at)

    def delete(self, item: Item) -> None:
        known = quote(item.remote_id)
        if isinstance(item, Email):
            self.ask("POST", f"{_mail(item)}/permanentDelete")
        elif isinstance(item, Event):
            self.ask("DELETE", f"/me/events/{known}")
        elif isinstance(item, ChatMessage):
            self._unsay(_said(item))
        else:
            self.ask("DELETE", f"/me/contacts/{known}")

    def change(self, item: Item, title: str) -> None:
        known = quote(item.remote_id)
        if isinstance(item, Event):
            self.ask("PATCH", f"/me/events/{known}", {"subject": title})
        elif isinstance(item, ChatMessage):
            body = {"contentType": "text", "content": title}
            self.ask("PATCH", f"/chats/{self.chat}/messages/{_said(item)}", {"body": body})
        else:
            self.ask("PATCH", f"/me/contacts/{known}", {"displayName": title, "givenName": title})

    def invite(self, title: str) -> None:
        pytest.skip("nobody else is signed in who could invite this account")

    def said(self) -> list[str]:
        return [each["body"]["content"] for each in self.messages()]

    def reactions(self, item: ChatMessage) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self.ask("GET", f"/chats/{self.chat}/messages/{_said(item)}")["reactions"]:
            found[each["reactionType"]] = found.get(each["reactionType"], 0) + 1
        return found

    def messages(self) -> list[Json]:
        found = self.listed(f"/chats/{self.chat}/messages", **{"$top": "50"})
        return [each for each in found if not each.get("deletedDateTime")]

    def _unsay(self, message: str) -> None:
        self.ask("POST", f"/users/{self.user}/chats/{self.chat}/messages/{message}/softDelete")

    @property
    def events(self) -> str:
        return "/me/events" if self.calendar == "calendar" else f"/me/calendars/{quote(self.calendar)}/events"

    def tidy(self) -> None:
        for message in list(self._kits("/me/messages")):
            self.ask("POST", f"/me/messages/{quote(message)}/permanentDelete")
        for each in list(self.listed(self.events, **{"$select": "id,subject", "$top": "100"})):
            if str(each.get("subject")).startswith("kit "):
                self.ask("DELETE", f"/me/events/{quote(each['id'])}")
        for each in list(self.listed("/me/contacts", **{"$select": "id,displayName", "$top": "100"})):
            if str(each.get("displayName")).startswith("kit "):
                self.ask("DELETE", f"/me/contacts/{quote(each['id'])}")
        for each in self.messages():
            if (each.get("body") or {}).get("content", "").startswith("kit "):
                self._unsay(each["id"])


def _person(address: Address) -> Json:
    return {"emailAddress": {"name": address.name or address.email, "address": address.email}}


def _mail(item: Item) -> str:
    return f"/me/messages/{quote(item.remote_id)}"


def _said(item: ChatMessage) -> str:
    return item.remote_id.rpartition("/")[2]


def _at(at: datetime) -> Json:
    return {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


class SmallPages(MicrosoftConnector):
    """Pages so small that the kit's few mails make several."""

    page_sizes = (2, 3)


class TestLive(LiveContract):
    connector_id = "microsoft"
    connector_class = SmallPages
    foreign = LiveGraph
    needed = ("calendar", "chat")
