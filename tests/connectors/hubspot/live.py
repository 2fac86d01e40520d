"""The conformance kit on a real portal: ``make live NAME=hubspot``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import requests

from connectors.hubspot.connector import HubSpot
from connectors.hubspot.letters import READ, files_of, keys_of
from tests.connectors.hubspot.remote import TYPES
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.contract_remote import Filed
from workspace.connector.oauth import TOKENS, Tokens
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

ENDING = "@haneul-kit.example"


class LiveHubSpot(Foreign):
    """The same person over plain HTTP; only contacts that begin with ``kit`` and mails of the kit are touched."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        self.base = keys.settings.get("base_url", "https://api.hubapi.com")
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {Tokens.from_json(keys.secrets[TOKENS]).access_token}"

    def close(self) -> None:
        self.http.close()

    def ask(self, method: str, where: str, **given: Any) -> Any:
        answer = self.http.request(method, f"{self.base}{where}", timeout=60, **given)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def all(self, name: str, *properties: str) -> list[dict[str, Any]]:
        found, after = [], ""
        while True:
            asked = {"limit": 100, "properties": ",".join(properties), "associations": ",".join(TYPES), "after": after}
            page = self.ask("GET", f"/crm/v3/objects/{name}", params={k: v for k, v in asked.items() if v})
            found += page["results"]
            after = page.get("paging", {}).get("next", {}).get("after", "")
            if not after:
                return found

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self._contact(title, f"{title.replace(' ', '.')}{ENDING}")

    def add_record(self, record: Record) -> None:
        self._contact(record.name, record.emails[0] if record.emails else "")

    def _contact(self, name: str, email: str) -> None:
        body = {"properties": {"firstname": name, "email": email}, "associations": []}
        self.ask("POST", "/crm/v3/objects/contacts", json=body)

    def delete(self, item: Item) -> None:
        self.ask("DELETE", f"/crm/v3/objects/contacts/{item.remote_id.rpartition('/')[2]}")

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        body = {"properties": {"firstname": name, "lastname": ""}}
        self.ask("PATCH", f"/crm/v3/objects/contacts/{remote_id.rpartition('/')[2]}", json=body)

    def record_names(self) -> set[str]:
        return {name for each in self.all("contacts", "firstname", "lastname") if _is_kits(name := _name(each))}

    def filings(self) -> list[Filed]:
        mails = self.all("emails", *READ["emails"], "hs_email_text")
        return [
            self._filed(each) for each in mails if any(k.endswith("@haneul.example>") for k in keys_of("emails", each))
        ]

    def _filed(self, mail: Mapping[str, Any]) -> Filed:
        said = mail["properties"]
        records = {
            f"{TYPES[to]}:{to}/{row['id']}"
            for to, rows in mail.get("associations", {}).items()
            for row in rows["results"]
        }
        (key,) = keys_of("emails", mail)
        files = dict(self._file(each) for each in files_of(mail))
        text = str(said.get("hs_email_text") or "")
        return Filed(mail["id"], key, said["hs_email_subject"], text, frozenset(records), files)

    def _file(self, file_id: str) -> tuple[str, bytes]:
        said = self.ask("GET", f"/files/v3/files/{file_id}")
        url = self.ask("GET", f"/files/v3/files/{file_id}/signed-url")["url"]
        return f"{said['name']}.{said['extension']}", requests.get(url, timeout=60).content

    def tidy(self) -> None:
        for mail in self.filings():
            self.ask("DELETE", f"/crm/v3/objects/emails/{mail.remote_id}")
        for each in self.all("contacts", "firstname", "lastname", "email"):
            if _is_kits(_name(each)) or str(each["properties"].get("email") or "").endswith(ENDING):
                self.ask("DELETE", f"/crm/v3/objects/contacts/{each['id']}")


def _name(given: Mapping[str, Any]) -> str:
    said = given["properties"]
    return f"{said.get('firstname') or ''} {said.get('lastname') or ''}".strip()


def _is_kits(name: str) -> bool:
    return name.lower().startswith("kit ")


class SmallPages(HubSpot):
    """Pages so small that the kit's few contacts make several."""

    page_size = 3


class TestLive(LiveContract):
    connector_id = "hubspot"
    connector_class = SmallPages
    foreign: ClassVar[type[Foreign]] = LiveHubSpot
