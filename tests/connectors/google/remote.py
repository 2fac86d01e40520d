"""The stand-in for Google as the conformance kit changes it, behind the connector's back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.google.connector import GoogleConnector
from connectors.google.labels import places
from tests.fakes.google import Google, GoogleAccount
from tests.fakes.relay import Relay
from workspace.connector.contract_remote import Remote
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import Contact, Email, Event, Item
from workspace.model.kinds import Kind, Role

ADDRESS = "me@demo.example"
_LABELS = {Role.INBOX: "INBOX", Role.TRASH: "TRASH", Role.JUNK: "SPAM"}


class SmallPages(GoogleConnector):
    """The connector with pages small enough that few items make several."""

    mail_pages = (2, 3)
    event_page = 3
    contact_page = 3
    timeout_seconds = 5.0
    pauses = ()


class GoogleRemote(Remote):
    """One account of the stand-in, behind a relay whose cable can be pulled."""

    def __init__(self, google: Google) -> None:
        self.google = google
        self.account: GoogleAccount = google.add_account("right", ADDRESS)
        self.box, self.agenda = self.account.box, self.account.agenda
        self.box.add_label("Kit label")
        self.relay = Relay(google.web.port)
        self.secrets = {TOKENS: Tokens("right").to_json()}
        self.wrong_secrets = {TOKENS: Tokens("wrong").to_json(), "oauth_renewed": Tokens("also wrong").to_json()}
        self.settings = {
            "client_id": "kit",
            "base_url": f"http://127.0.0.1:{self.relay.port}",
            "user_units_per_minute": "0",
            "app_units_per_minute": "0",
        }
        self._added = 0

    def close(self) -> None:
        self.relay.close()

    def deliver(self, raw: bytes, received_at: datetime) -> None:
        self.box.add(raw, ["INBOX", "UNREAD", "CATEGORY_PERSONAL"], received_at)

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        if kind is Kind.EVENT:
            self.put_event(title)
        elif kind is Kind.CONTACT:
            self._added += 1
            names = {"names": [{"displayName": title}], "emailAddresses": [{"value": "kit@haneul.example"}]}
            self.agenda.put_person(f"people/c{self._added}", names)
        else:
            super().add(kind, title, received_at)

    def put_event(self, title: str, **fields: Any) -> dict[str, Any]:
        """Inside the window, whenever the test runs."""
        self._added += 1
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=self._added)
        times = {"start": moment_of(start), "end": moment_of(start + timedelta(minutes=30))}
        event = {"id": f"kitevent{self._added:03}", "summary": title, **times, **fields}
        return self.agenda.put(ADDRESS, event)

    def delete(self, item: Item) -> None:
        if isinstance(item, Event):
            name = event_id(item)
            self.agenda.put(ADDRESS, {**self.agenda.calendars[ADDRESS].events[name], "status": "cancelled"})
        elif isinstance(item, Contact):
            self.agenda.put_person(item.remote_id, {"metadata": {"deleted": True}})
        else:
            self.box.delete(self.box.mails[item.remote_id])

    def change(self, item: Item, title: str) -> None:
        if isinstance(item, Event):
            self.agenda.put(ADDRESS, {**self.agenda.calendars[ADDRESS].events[event_id(item)], "summary": title})
        else:
            person = self.agenda.people[item.remote_id]
            self.agenda.put_person(item.remote_id, {**person, "names": [{"displayName": title}]})

    def mark(self, item: Item, *, is_read: bool) -> None:
        mail = self.box.mails[item.remote_id]
        self.box.relabel(mail, [] if is_read else ["UNREAD"], ["UNREAD"] if is_read else [])

    def move(self, item: Email, role: Role) -> None:
        mail = self.box.mails[item.remote_id]
        if role is Role.TRASH:
            self.box.trash(mail)
        else:
            self.box.relabel(mail, [_LABELS[role]] if role in _LABELS else [], ["INBOX"])

    def marks(self, item: Item) -> tuple[bool, bool]:
        labels = self.box.mails[item.remote_id].labels
        return "UNREAD" not in labels, "STARRED" in labels

    def mailboxes(self, item: Email) -> set[str]:
        return {
            place
            for mail in self.box.mails.values()
            if mail.message_id == item.message_id
            for place in places(mail.labels)
        }

    def sent(self) -> list[bytes]:
        return list(self.box.sent)

    def drafts(self) -> list[bytes]:
        return [self.box.mails[name].raw for name in self.box.drafts.values()]

    def invite(self, title: str) -> None:
        boss = {"email": "boss@haneul.example"}
        asked = [{"email": ADDRESS}, {**boss, "responseStatus": "accepted"}]
        self.put_event(title, organizer=boss, attendees=asked)

    def answer(self, item: Event) -> str:
        event = self.agenda.calendars[ADDRESS].events[event_id(item)]
        mine, boss = event["attendees"]
        assert boss["responseStatus"] == "accepted"
        return {"accepted": "ACCEPTED", "declined": "DECLINED"}[mine["responseStatus"]]

    def forget_cursors(self) -> None:
        self.box.forget_history()
        self.agenda.epoch += 1

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


def moment_of(at: datetime, zone: str = "Asia/Seoul") -> dict[str, str]:
    return {"dateTime": at.isoformat(), "timeZone": zone}


def event_id(item: Event) -> str:
    return item.remote_id.rpartition("/")[2]
