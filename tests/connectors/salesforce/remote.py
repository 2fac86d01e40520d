"""The stand-in as the conformance kit changes it, behind the connector's back."""

import base64
from collections.abc import Mapping
from datetime import datetime

from connectors.salesforce.connector import SalesforceConnector
from tests.fakes.relay import Relay
from tests.fakes.salesforce import Org
from tests.fakes.salesforce_web import SalesforceWeb
from workspace.connector.contract_remote import Filed, Remote
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

TYPES = {"003": "contact", "001": "company", "00Q": "lead", "006": "deal", "500": "case"}


def token(text: str) -> Mapping[str, str]:
    return {TOKENS: Tokens(text).to_json()}


class SmallPages(SalesforceConnector):
    """The connector with pages small enough that few records make several, and without a limit."""

    page_size = 3
    rate = (1e6, 1e6)


class SalesforceRemote(Remote):
    """One fresh org behind a cable that can be pulled."""

    secrets: Mapping[str, str] = token("right")
    wrong_secrets: Mapping[str, str] = {**token("wrong"), "oauth_renewed": Tokens("also wrong").to_json()}

    def __init__(self, org: Org, web: SalesforceWeb) -> None:
        self.org = org
        self.relay = Relay(web.port)
        self.settings = {"base_url": f"http://127.0.0.1:{self.relay.port}", "client_id": "kit"}

    def close(self) -> None:
        self.relay.close()

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.org.put("Contact", LastName=title)

    def delete(self, item: Item) -> None:
        self.org.delete("Contact", item.remote_id, self.org.other)

    def change(self, item: Item, title: str) -> None:
        self.org.change("Contact", item.remote_id, FirstName=None, LastName=title)

    def add_record(self, record: Record) -> None:
        *first, last = record.name.split()
        self.org.put("Contact", FirstName=" ".join(first), LastName=last, Email=record.emails[0])

    def record_names(self) -> set[str]:
        return {row["Name"] for row in self.org.live("Contact")}

    def rename_record(self, remote_id: str, name: str) -> None:
        *first, last = name.split()
        self.org.change("Contact", remote_id, FirstName=" ".join(first), LastName=last)

    def filings(self) -> list[Filed]:
        return [self._filed(row["Id"]) for row in self.org.live("EmailMessage")]

    def _filed(self, mail_id: str) -> Filed:
        row = self.org.rows["EmailMessage"][mail_id]
        linked = {
            each["RelationId"] for each in self.org.live("EmailMessageRelation") if each["EmailMessageId"] == mail_id
        }
        linked |= {row["RelatedToId"]} - {None}
        records = frozenset(f"{TYPES[each[:3]]}:{each}" for each in linked if each and each[:3] in TYPES)
        return Filed(
            mail_id, row["MessageIdentifier"], row["Subject"], row["TextBody"], records, files_of(self.org, mail_id)
        )

    def forget_cursors(self) -> None:
        """The sandbox is refreshed: the same records in another org."""
        self.org.org_id = "00D000000000002EAA"
        SalesforceConnector.known.clear()

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


def files_of(org: Org, record_id: str) -> dict[str, bytes]:
    """What a user sees in the Files list of a record."""
    documents = {
        each["ContentDocumentId"] for each in org.live("ContentDocumentLink") if each["LinkedEntityId"] == record_id
    }
    return {
        each["PathOnClient"]: base64.b64decode(each["VersionData"])
        for each in org.live("ContentVersion")
        if each["ContentDocumentId"] in documents
    }
