"""The portal as the conformance kit changes it, behind the connector's back."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import ClassVar

from connectors.hubspot import letters
from connectors.hubspot.connector import HubSpot
from tests.fakes.hubspot import HubSpotPortal, Thing
from tests.fakes.hubspot_web import HubSpotWeb
from tests.fakes.relay import Relay
from workspace.connector.contract_remote import Filed, Remote
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

_PORTALS = count(500)
TYPES = {"contacts": "contact", "companies": "company", "deals": "deal", "tickets": "case", "leads": "lead"}


def token(text: str) -> Mapping[str, str]:
    return {TOKENS: Tokens(text).to_json()}


class HubSpotRemote(Remote):
    """One fresh portal behind a cable that can be pulled."""

    secrets: Mapping[str, str] = token("right")
    wrong_secrets: Mapping[str, str] = token("wrong")
    colleague: ClassVar[Mapping[str, str]] = {}

    def __init__(self, portal: HubSpotPortal, web: HubSpotWeb) -> None:
        self.portal = portal
        self.relay = Relay(web.port)
        self.settings = {
            "base_url": f"http://127.0.0.1:{self.relay.port}",
            "client_id": "app",
            "calls_per_ten_seconds": "0",
        }

    def close(self) -> None:
        self.relay.close()

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.portal.add("contacts", firstname=title)

    def add_record(self, record: Record) -> None:
        self.portal.add("contacts", firstname=record.name, email=record.emails[0] if record.emails else "")

    def delete(self, item: Item) -> None:
        self.portal.archive("contacts", item.remote_id.rpartition("/")[2])

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        self.portal.change("contacts", remote_id.rpartition("/")[2], {"firstname": name, "lastname": ""})

    def record_names(self) -> set[str]:
        return {self._name(each) for each in self.portal.live("contacts")}

    @staticmethod
    def _name(thing: Thing) -> str:
        return f"{thing.properties.get('firstname', '')} {thing.properties.get('lastname', '')}".strip()

    def filings(self) -> list[Filed]:
        return [self._filed(each) for each in self.portal.live("emails")]

    def _filed(self, mail: Thing) -> Filed:
        shown = mail.json(list(letters.READ["emails"]))
        records = {
            f"{TYPES[to]}:{to}/{to_id}" for k, i, to, to_id in self.portal.links if (k, i) == ("emails", mail.id)
        }
        files = [self.portal.files[each] for each in letters.files_of(shown)]
        return Filed(
            mail.id,
            mail.properties["hs_email_message_id"],
            mail.properties["hs_email_subject"],
            mail.properties["hs_email_text"],
            frozenset(records),
            {f"{said['name']}.{said['extension']}": data for said, data in files},
        )

    def forget_cursors(self) -> None:
        """The sign-in leads to another portal, whose ids are others."""
        self.portal.portal = next(_PORTALS)

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


class Hasty(HubSpot):
    """The connector with pages so small that few records make several."""

    page_size = 3
