"""The Google connector: one account for one run, over three interfaces that are refused one by one."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, TypeVar

from connectors.google import mail_searching
from connectors.google.apis import Caller, api
from connectors.google.calendars import PAGE as EVENTS
from connectors.google.calendars import Calendars
from connectors.google.contacts import MINE, Contacts
from connectors.google.contacts import PAGE as PEOPLE
from connectors.google.event_verbs import EventVerbs
from connectors.google.failures import odd_answers
from connectors.google.folders import Folders
from connectors.google.labels import collections
from connectors.google.mail_pulling import FIRST_PAGE, PAGE, MailPulling
from connectors.google.mail_reading import MailReading
from connectors.google.mail_sending import MailSending
from connectors.google.mail_verbs import VERBS, MailVerbs
from connectors.google.quota import APP_UNITS, USER_UNITS, Units, share
from connectors.google.signin import CALENDAR, CONTACTS, MAIL
from connectors.google.transport import Http
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Ref, Search
from workspace.model.actions import Action, Receipt
from workspace.model.folders import FOLDER_VERBS
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb

log = logging.getLogger(__name__)
T = TypeVar("T")
PIECE = 1024 * 1024
_EVENTS = (Verb.ANSWER, Verb.CREATE_EVENT, Verb.CHANGE_EVENT, Verb.DELETE_EVENT)
_SENDS = (Verb.SEND, Verb.REPLY)
_WORDS = {"gmail": "mail", "calendar": "calendar", "people": "contacts", "oauth2": "account"}


class GoogleConnector(Connector):
    """Gmail, Google Calendar and Google Contacts of one account."""

    timeout_seconds = 30.0
    mail_pages = (FIRST_PAGE, PAGE)
    event_page = EVENTS
    contact_page = PEOPLE
    pauses: tuple[float, ...] = (0.5, 2.0)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._http = Http(session, self.timeout_seconds)

    def check(self) -> Identity:
        """Gmail says who we are; where it does not, the calendar does, whose id is the address, or the sign-in."""
        with self._reading():
            return self._identity(self._mail.aliases())

    def _identity(self, aliases: Sequence[Mapping[str, Any]]) -> Identity:
        primary: Mapping[str, Any] = next((each for each in aliases if each.get("isPrimary")), {})
        address = self._address(primary.get("sendAsEmail"))
        own = [str(each["sendAsEmail"]) for each in aliases if each.get("sendAsEmail")]
        name = str(primary.get("displayName") or "")
        return Identity(address.lower(), name, tuple(dict.fromkeys([address, *own])))

    def _own_address(self) -> str:
        aliases = self._mail.aliases()
        return self._address(next((each.get("sendAsEmail") for each in aliases if each.get("isPrimary")), None))

    def _address(self, sender: str | None) -> str:
        """Servers that imitate Google may know no profile; raises the failure of the last that was asked."""
        try:
            return self._mail.address()
        except Rejected:
            if sender:
                return sender
        try:
            return self._calendars.primary()
        except Rejected:
            people = self._caller("oauth2")
            return str(people.ask(people.api["userinfo"].get())["email"])

    def discover(self) -> list[Collection]:
        """A service that refuses us keeps its first collection, so that its pull says why."""
        with self._reading():
            return self._discovered()

    def _discovered(self) -> list[Collection]:
        self.unlisted.clear()
        found: list[Collection] = []
        if self._asks_for(MAIL):
            found += collections(self._or_else(Kind.EMAIL, self._mail.labels, list))
        if self._asks_for(CALENDAR):
            found += self._or_else(Kind.EVENT, self._calendars.collections, self._only_calendar)
        if self._asks_for(CONTACTS):
            found.append(MINE)
        return found

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        with self._reading():
            if collection.kind is Kind.EMAIL:
                yield from self._pulling.pages(collection, cursor)
            elif collection.kind is Kind.EVENT:
                yield from self._calendars.pages(collection, cursor)
            else:
                yield from self._contacts.pages(collection, cursor)

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        with self._reading():
            yield from self._mail.bodies(refs)

    def search(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        with self._reading():
            yield from mail_searching.search(self._mail, search, collections)

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        with self._reading():
            content = self._mail.part(ref.remote_id, ref.part_id)
        for start in range(0, max(len(content), 1), PIECE):
            yield content[start : start + PIECE]

    def perform(self, action: Action) -> Receipt:
        if action.verb in VERBS:
            return MailVerbs(self._caller("gmail")).perform(action)
        if action.verb in _EVENTS:
            return EventVerbs(self._caller("calendar"), self._own_address).perform(action)
        if action.verb in FOLDER_VERBS:
            return Folders(self._caller("gmail")).perform(action)
        sending = MailSending(self._caller("gmail"), self.session.blob)
        if action.verb in _SENDS:
            return sending.send(action)
        if action.verb is Verb.SAVE_DRAFT:
            return sending.save_draft(action)
        if action.verb is Verb.DELETE_DRAFT:
            return sending.delete_draft(action)
        raise Unsupported(connector="Google")

    def find(self, action: Action) -> Receipt | None:
        """Sent mail by its Message-ID, events by their uid, labels by their name."""
        with self._reading():
            if action.verb in (Verb.CREATE_FOLDER, Verb.RENAME_FOLDER):
                return Folders(self._caller("gmail")).find(action)
            if action.verb in _SENDS:
                return MailSending(self._caller("gmail"), self.session.blob).find(action)
            if action.verb is Verb.CREATE_EVENT:
                return EventVerbs(self._caller("calendar"), self._own_address).find(action)
        raise Unsupported(connector="Google")

    def close(self) -> None:
        self._http.close()

    def _reading(self) -> AbstractContextManager[None]:
        return odd_answers(api("gmail", self.session.settings.get("base_url", "")).host)

    @cached_property
    def _mail(self) -> MailReading:
        return MailReading(self._caller("gmail"))

    @cached_property
    def _pulling(self) -> MailPulling:
        return MailPulling(self._mail, self.mail_pages)

    @cached_property
    def _calendars(self) -> Calendars:
        return Calendars(self._caller("calendar"), self.event_page)

    @cached_property
    def _contacts(self) -> Contacts:
        return Contacts(self._caller("people"), self.contact_page)

    def _caller(self, name: str) -> Caller:
        shares = self._shares() if name == "gmail" else ()
        interface = api(name, self.session.settings.get("base_url", ""))
        return Caller(interface, self._http, _WORDS[name], shares, self.pauses)

    def _shares(self) -> tuple[Units, Units]:
        """The account's share of quota units, and that of everybody on this computer who uses the same client."""
        client = self.session.settings.get("client_id", "")
        return (
            share(f"account {self.session.account_id}", self._number("user_units_per_minute", USER_UNITS)),
            share(f"client {client}", self._number("app_units_per_minute", APP_UNITS)),
        )

    def _number(self, key: str, default: int) -> int:
        text = self.session.settings.get(key, "").strip() or str(default)
        if not (text.isascii() and text.isdigit()):
            raise Rejected("setting_wrong", field=key, reason="it must be a whole number")
        return int(text)

    def _asks_for(self, scope: str) -> bool:
        """Whether the sign-in asks for a service at all; an admin's ``scopes`` may leave some out."""
        scopes = self.session.settings.get("scopes", "").split()
        service = scope.rpartition("/")[2].partition(".")[0]
        return not scopes or any(service in each.rpartition("/")[2] for each in scopes)

    def _only_calendar(self) -> list[Collection]:
        """The own calendar has the address as its id; whatever else was refused is read again when it is allowed."""
        try:
            address = self._mail.address()
        except Rejected:
            address = "primary"
        return [Collection(RemoteId(address), address, Kind.EVENT, Role.CALENDAR)]

    def _or_else(self, kind: Kind, ask: Callable[[], list[T]], instead: Callable[[], list[T]]) -> list[T]:
        try:
            return ask()
        except Rejected as error:
            log.info("A part of a Google account is refused: %s.", error.message_key)
            self.unlisted.add((kind, None))
            return instead()


CONNECTOR = GoogleConnector
