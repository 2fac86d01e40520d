"""The conformance kit at a real Google account: ``make live NAME=google``."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests

from connectors.google.connector import GoogleConnector
from connectors.google.labels import places
from tests.connectors.google.remote import event_id, moment_of
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.contract import Connect
from workspace.connector.oauth import TOKENS, Tokens
from workspace.connector.session import require_web
from workspace.model.items import Address, Contact, Email, Event, Item
from workspace.model.kinds import Kind, Role

TIMEOUT_SECONDS = 60
HOSTS = {"gmail": "https://gmail.googleapis.com", "calendar": "https://www.googleapis.com"}
PEOPLE = "https://people.googleapis.com"
LABEL = "Kit label"
OURS = "@haneul.example>"
_LABELS = {Role.INBOX: "INBOX", Role.TRASH: "TRASH", Role.JUNK: "SPAM"}
_ANSWERS = {"accepted": "ACCEPTED", "declined": "DECLINED"}


class LiveGoogle(Foreign):
    """The same person by plain requests; what goes out goes to ``correspondent``, else to the account itself."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.web = requests.Session()
        self.web.headers["Authorization"] = f"Bearer {Tokens.from_json(keys.secrets[TOKENS]).access_token}"
        self.web.verify = keys.settings.get("ca_file") or True
        self.calendar = keys.more.get("calendar", "primary")
        address = keys.more.get("address") or self.mail("GET", "profile")["emailAddress"]
        self.me = Address("Me", address)
        self.them = Address("Orders desk", keys.more.get("correspondent", address))
        self._added = 0

    def close(self) -> None:
        self.web.close()

    def ask(self, verb: str, host: str, path: str, **options: Any) -> Any:
        """The JSON of the answer. Raises ``requests.HTTPError``."""
        base = self.settings.get("base_url", "").rstrip("/") or host
        require_web(base)
        answer = self.web.request(verb, f"{base}/{path}", timeout=TIMEOUT_SECONDS, **options)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def mail(self, verb: str, path: str, **options: Any) -> Any:
        return self.ask(verb, HOSTS["gmail"], f"gmail/v1/users/me/{path}", **options)

    def events(self, verb: str, path: str = "", **options: Any) -> Any:
        where = f"calendar/v3/calendars/{quote(self.calendar, safe='')}/events{path}"
        return self.ask(verb, HOSTS["calendar"], where, **options)

    def people(self, verb: str, path: str, **options: Any) -> Any:
        return self.ask(verb, PEOPLE, f"v1/{path}", **options)

    # What happens there

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        """https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/import"""
        params = {"internalDateSource": "dateHeader", "neverMarkSpam": "true"}
        self.mail("POST", "messages/import", params=params, json={"raw": _coded(raw), "labelIds": ["INBOX", "UNREAD"]})

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        if kind is Kind.EVENT:
            self.events("POST", json=self.event(title))
        elif kind is Kind.CONTACT:
            self.people("POST", "people:createContact", json={"names": [{"givenName": title}]})
        else:
            super().add(kind, title, received_at)

    def event(self, title: str) -> dict[str, Any]:
        self._added += 1
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=self._added)
        return {"summary": title, "start": moment_of(start), "end": moment_of(start + timedelta(minutes=30))}

    def invite(self, title: str) -> None:
        """https://developers.google.com/workspace/calendar/api/v3/reference/events/import"""
        boss = {"email": "boss@haneul.example"}
        asked = [{"email": self.me.email}, {**boss, "responseStatus": "accepted"}]
        told = {"iCalUID": f"{uuid4()}@haneul.example", "organizer": boss, "attendees": asked}
        self.events("POST", "/import", json={**self.event(title), **told})

    def delete(self, item: Item) -> None:
        if isinstance(item, Event):
            self.events("DELETE", f"/{event_id(item)}")
        elif isinstance(item, Contact):
            self.people("DELETE", f"{item.remote_id}:deleteContact")
        else:
            self.mail("DELETE", f"messages/{item.remote_id}")

    def change(self, item: Item, title: str) -> None:
        if isinstance(item, Event):
            self.events("PATCH", f"/{event_id(item)}", json={"summary": title})
            return
        known = self.people("GET", item.remote_id, params={"personFields": "names"})
        named = {"etag": known["etag"], "names": [{"givenName": title}]}
        fields = {"updatePersonFields": "names"}
        self.people("PATCH", f"{item.remote_id}:updateContact", params=fields, json=named)

    def mark(self, item: Item, *, is_read: bool) -> None:
        self.relabel(item.remote_id, **{"removeLabelIds" if is_read else "addLabelIds": ["UNREAD"]})

    def move(self, item: Email, role: Role) -> None:
        if role is Role.TRASH:
            self.mail("POST", f"messages/{item.remote_id}/trash")
        else:
            added = {"addLabelIds": [_LABELS[role]]} if role in _LABELS else {}
            self.relabel(item.remote_id, removeLabelIds=["INBOX"], **added)

    def relabel(self, remote_id: str, **changes: list[str]) -> None:
        self.mail("POST", f"messages/{remote_id}/modify", json=changes)

    # What is there

    def marks(self, item: Item) -> tuple[bool, bool]:
        labels = self.mail("GET", f"messages/{item.remote_id}", params={"format": "minimal"})["labelIds"]
        return "UNREAD" not in labels, "STARRED" in labels

    def mailboxes(self, item: Email) -> set[str]:
        found = [each for each in self.ours() if _message_id(each) == item.message_id]
        return {place for each in found for place in places(each.get("labelIds") or ())}

    def sent(self) -> list[bytes]:
        return [self.raw(each["id"]) for each in self.ours() if "SENT" in each.get("labelIds", ())]

    def drafts(self) -> list[bytes]:
        return [self.raw(each["id"]) for each in self.ours() if "DRAFT" in each.get("labelIds", ())]

    def answer(self, item: Event) -> str:
        attendees = self.events("GET", f"/{event_id(item)}")["attendees"]
        answers = {each["email"]: each["responseStatus"] for each in attendees}
        assert answers.pop("boss@haneul.example") == "accepted"
        return _ANSWERS[answers[self.me.email]]

    def raw(self, remote_id: str) -> bytes:
        found = self.mail("GET", f"messages/{remote_id}", params={"format": "raw"})["raw"]
        return base64.urlsafe_b64decode(found + "=" * (-len(found) % 4))

    def ours(self) -> list[dict[str, Any]]:
        """The kit's mails, wherever they are, with labels and Message-ID."""
        asked = {"format": "metadata", "metadataHeaders": ["Message-ID"]}
        listed = self.listed("messages", includeSpamTrash="true")
        found = [self.mail("GET", f"messages/{each['id']}", params=asked) for each in listed]
        return [each for each in found if _message_id(each).endswith(OURS)]

    def listed(self, name: str, **asked: str) -> Iterator[dict[str, Any]]:
        token = ""
        while True:
            page = self.mail(
                "GET", name, params={**asked, "maxResults": 500, **({"pageToken": token} if token else {})}
            )
            yield from page.get(name) or ()
            if not (token := page.get("nextPageToken", "")):
                return

    def tidy(self) -> None:
        labels = self.mail("GET", "labels").get("labels") or ()
        if LABEL not in {each["name"] for each in labels}:
            self.mail("POST", "labels", json={"name": LABEL})
        for mail in self.ours():
            self.mail("DELETE", f"messages/{mail['id']}")
        for event in self.events("GET", params={"maxResults": 2500}).get("items") or ():
            if event.get("summary", "").startswith("kit ") and event.get("status") != "cancelled":
                self.events("DELETE", f"/{event['id']}")
        for person in self.contacts():
            if any(each.get("displayName", "").startswith("kit ") for each in person.get("names") or ()):
                self.people("DELETE", f"{person['resourceName']}:deleteContact")

    def contacts(self) -> list[dict[str, Any]]:
        """None at a server that imitates Google without them: there the kit's tests of contacts fail, and no others."""
        asked = {"personFields": "names", "pageSize": 1000}
        try:
            return list(self.people("GET", "people/me/connections", params=asked).get("connections") or ())
        except requests.HTTPError as error:
            if error.response is None or error.response.status_code != 404:
                raise
            return []


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")


def _message_id(message: dict[str, Any]) -> str:
    headers = message.get("payload", {}).get("headers", ())
    return next((each["value"] for each in headers if each["name"].lower() == "message-id"), "")


class SmallPages(GoogleConnector):
    """Pages so small that the kit's few items make several; Gmail's quota is kept."""

    mail_pages = (2, 3)
    event_page = 3
    contact_page = 3


class TestLive(LiveContract):
    connector_id = "google"
    connector_class = SmallPages
    many = 5
    foreign = LiveGoogle

    def event_fields(self, connect: Connect, summary: str, **fields: Any) -> dict[str, Any]:
        """Google remembers the id of an event that was deleted, and an id follows from the uid."""
        return {**super().event_fields(connect, summary, **fields), "uid": f"{uuid4()}@workspace"}
