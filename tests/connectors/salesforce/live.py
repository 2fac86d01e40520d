"""The conformance kit in a real Salesforce org: ``make live NAME=salesforce``."""

from datetime import datetime
from typing import Any

import requests
from simple_salesforce.api import Salesforce
from simple_salesforce.format import format_soql

from connectors.salesforce.connector import SalesforceConnector
from tests.connectors.salesforce.remote import TYPES
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.contract_remote import Filed
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

KEYS = ("<Kit.Filing@haneul.example>", "<kit.filing@haneul.example>", "<other@haneul.example>")


class LiveSalesforce(Foreign):
    """The same user with Salesforce's own client; contacts named kit and mails under the kit's keys are the kit's."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        token = Tokens.from_json(keys.secrets[TOKENS]).access_token
        self.org = Salesforce(session_id=token, instance_url=keys.settings["base_url"], version="62.0")

    def rows(self, soql: str, **values: Any) -> list[dict[str, Any]]:
        return list(self.org.query_all(format_soql(soql, **values))["records"])

    def call(self, method: str, path: str, **given: Any) -> Any:
        return self.org.restful(f"sobjects/{path}", method=method, **given)

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.call("POST", "Contact", json={"LastName": title})

    def delete(self, item: Item) -> None:
        self.call("DELETE", f"Contact/{item.remote_id}")

    def change(self, item: Item, title: str) -> None:
        self.call("PATCH", f"Contact/{item.remote_id}", json={"FirstName": None, "LastName": title})

    def add_record(self, record: Record) -> None:
        *first, last = record.name.split()
        body = {"FirstName": " ".join(first), "LastName": last, "Email": record.emails[0]}
        self.call("POST", "Contact", json=body)

    def rename_record(self, remote_id: str, name: str) -> None:
        *first, last = name.split()
        self.call("PATCH", f"Contact/{remote_id}", json={"FirstName": " ".join(first), "LastName": last})

    def record_names(self) -> set[str]:
        return {row["Name"] for row in self.contacts()}

    def contacts(self) -> list[dict[str, Any]]:
        return self.rows("SELECT Id, Name FROM Contact WHERE Name LIKE 'kit%'")

    def filings(self) -> list[Filed]:
        wanted = "SELECT Id, MessageIdentifier, Subject, TextBody FROM EmailMessage WHERE MessageIdentifier IN {keys}"
        return [self.filed(row) for row in self.rows(wanted, keys=list(KEYS))]

    def filed(self, row: dict[str, Any]) -> Filed:
        asked = "SELECT RelationId FROM EmailMessageRelation WHERE EmailMessageId = {mail} AND RelationId != null"
        linked = [each["RelationId"] for each in self.rows(asked, mail=row["Id"])]
        records = frozenset(f"{TYPES[each[:3]]}:{each}" for each in linked if each[:3] in TYPES)
        files = {each["PathOnClient"]: self.content(each["VersionData"]) for each in self.versions(row["Id"])}
        return Filed(row["Id"], row["MessageIdentifier"], row["Subject"], row["TextBody"], records, files)

    def versions(self, mail_id: str) -> list[dict[str, Any]]:
        fields = "PathOnClient, VersionData, ContentDocumentId"
        asked = f"SELECT {fields} FROM ContentVersion WHERE FirstPublishLocationId = {{mail}}"
        return self.rows(asked, mail=mail_id)

    def content(self, path: str) -> bytes:
        """Of a base64 field a query gives the address."""
        headers = {"Authorization": f"Bearer {self.org.session_id}"}
        answer = requests.get(f"https://{self.org.sf_instance}{path}", headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.content

    def tidy(self) -> None:
        for filed in self.filings():
            for version in self.versions(filed.remote_id):
                self.call("DELETE", f"ContentDocument/{version['ContentDocumentId']}")
            self.call("DELETE", f"EmailMessage/{filed.remote_id}")
        for row in self.contacts():
            self.call("DELETE", f"Contact/{row['Id']}")


class SmallPages(SalesforceConnector):
    """Pages so small that the kit's few records make several."""

    page_size = 3


class TestLive(LiveContract):
    connector_id = "salesforce"
    connector_class = SmallPages
    foreign = LiveSalesforce
    needed = ("base_url",)
