"""The HubSpot connector: one account for one run."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from connectors.hubspot.api import PAGE, SEARCH_MOST, Api, Json, quoted
from connectors.hubspot.creating import Creating
from connectors.hubspot.fields import Fields
from connectors.hubspot.filing import FilingDesk
from connectors.hubspot.looking_up import look_up
from connectors.hubspot.mapping import APP, Words, words_of
from connectors.hubspot.objects import KINDS, place
from connectors.hubspot.pulling import Pulling
from workspace.connector.base import Connector, Session
from workspace.connector.errors import Rejected, Unsupported
from workspace.connector.journal import Journal
from workspace.connector.pages import Identity, Page, Query
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.filings import NewRecord, RecordField
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Verb

_NAMES = {
    RecordType.CONTACT: "Contacts",
    RecordType.COMPANY: "Companies",
    RecordType.LEAD: "Leads",
    RecordType.DEAL: "Deals",
    RecordType.CASE: "Tickets",
}


class HubSpot(Connector):
    """Records of one portal as the signed-in user may see them."""

    page_size = PAGE
    search_most = SEARCH_MOST

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._api = Api(session)

    def check(self) -> Identity:
        """https://developers.hubspot.com/docs/api-reference/auth-oauth-v1: whose token it is, and at which portal."""
        user = self._user
        portal = self._portal
        return Identity(
            user or (f"portal {portal}" if portal else self._api.web.host), user, (user,) if "@" in user else ()
        )

    def discover(self) -> Iterable[Collection]:
        """One collection a kind; leads only where the portal has them and the sign-in allows them."""
        for record_type, name in _NAMES.items():
            if record_type in (RecordType.LEAD, RecordType.CASE) and not self._has(record_type):
                continue
            yield Collection(RemoteId(KINDS[record_type].name), name, Kind.RECORD)

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        record_type = next((t for t, kind in KINDS.items() if kind.name == collection.remote_id), None)
        if record_type is None:
            raise Rejected("not_found", what=collection.name)
        sizes = (self.page_size, self.search_most)
        return Pulling(self._api, record_type, self._words, sizes, is_asked=self.session.is_asked).pull(cursor)

    def perform(self, action: Action) -> Receipt:
        match action.verb:
            case Verb.FILE:
                return self._desk.file(action)
            case Verb.UNFILE:
                given = action.payload.get("receipt")
                if not isinstance(given, dict) or not given.get("action_id"):
                    raise Rejected("setting_missing", field="receipt")
                self._desk.unfile(given)
                return Receipt(ReceiptId(action.action_id), action.action_id, given.get("remote_id"))
            case Verb.CREATE:
                return self._create(action)
        raise Unsupported(connector="HubSpot")

    def find(self, action: Action) -> Receipt | None:
        if action.verb is Verb.FILE:
            return self._desk.find(action)
        if action.verb is Verb.CREATE:
            made = self._creating(action).there(_asked(action))
            return None if made is None else _receipt(action, made[0], is_new=made[1], words=self._words)
        return None

    def look_up(self, query: Query) -> Iterable[Record]:
        return look_up(self._api, query, self._words)

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return Fields(self._api).demanded(record_type) if record_type in KINDS else ()

    def close(self) -> None:
        self._api.close()

    def _create(self, action: Action) -> Receipt:
        ref, is_new = self._creating(action).one(_asked(action))
        return _receipt(action, ref, is_new=is_new, words=self._words)

    def _creating(self, action: Action) -> Creating:
        return Creating(self._api, Journal(self.session.data_path, action.action_id), self._words)

    def _has(self, record_type: RecordType) -> bool:
        try:
            self._api.page(KINDS[record_type].name, (), limit=1)
        except Rejected:
            return False
        return True

    @cached_property
    def _desk(self) -> FilingDesk:
        return FilingDesk(self._api, self._words, self._owner, self.session)

    @cached_property
    def _words(self) -> Words:
        scopes = self._token_info.get("scopes")
        known = frozenset(str(each) for each in scopes) if isinstance(scopes, list) else frozenset()
        return words_of(self._api, self._portal, self.session.settings.get("app_url") or APP, known)

    @cached_property
    def _portal(self) -> str:
        """https://developers.hubspot.com/docs/api-reference/account-account-info-v3"""
        try:
            return str(self._api.get("/account-info/v3/details").get("portalId") or "")
        except Rejected:
            self._api.page("contacts", (), limit=1)
            return ""

    @property
    def _user(self) -> str:
        return str(self._token_info.get("user") or "")

    @cached_property
    def _token_info(self) -> Json:
        """Empty for the token of a private app, which HubSpot tells nothing about."""
        if self._api.private_token():
            return {}
        try:
            return self._api.get(f"/oauth/v1/access-tokens/{quoted(self.session.token())}")
        except Rejected:
            return {}

    @cached_property
    def _owner(self) -> str:
        """The owner that the user is: who is named as having logged the mail."""
        if not self._user:
            return ""
        try:
            rows = self._api.get("/crm/v3/owners", {"email": self._user, "limit": 1}).get("results") or []
        except Rejected:
            return ""
        return str(rows[0].get("id") or "") if rows else ""


def _asked(action: Action) -> NewRecord:
    fields: Any = action.payload["fields"]
    pairs = fields.items() if isinstance(fields, dict) else fields
    flat = [(k, str(v)) for k, given in pairs for v in (given if isinstance(given, list) else [given])]
    return NewRecord(str(action.payload["record_type"]), tuple(flat))


def _receipt(action: Action, ref: RecordRef, *, is_new: bool, words: Words) -> Receipt:
    return Receipt(
        ReceiptId(action.action_id),
        action.action_id,
        remote_id=ref.remote_id,
        link=words.link(RecordType(ref.record_type), place(ref)[1]),
        records=(ref,),
        created=(ref,) if is_new else (),
        found=not is_new,
    )


CONNECTOR = HubSpot
