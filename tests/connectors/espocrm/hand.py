"""Another program at an EspoCRM server, real or not: changes records and reads filings through the plain API."""

import base64
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import requests

from workspace.connector.contract import Filed, Remote
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

ENTITIES = {"contact": "Contact", "company": "Account", "lead": "Lead", "deal": "Opportunity", "case": "Case"}
TYPES = {entity: name for name, entity in ENTITIES.items()}
SECONDS = 60
Json = dict[str, Any]


class EspoHand(Remote):
    """Signs in as the account does; what it makes are records named ``kit ...`` and ``Kit ...``."""

    settings: Mapping[str, str]
    secrets: Mapping[str, str]

    @property
    def direct_url(self) -> str:
        """The server's address for this hand, which no cut network reaches."""
        return self.settings["base_url"]

    def call(self, method: str, path: str, **given: Any) -> Any:
        headers = {**self._signed(), "X-Skip-Duplicate-Check": "true"}
        url = f"{self.direct_url}/api/v1/{path}"
        answer = requests.request(method, url, headers=headers, timeout=SECONDS, **given)
        assert answer.status_code == 200, (method, path, answer.status_code, answer.headers.get("X-Status-Reason"))
        return answer.json() if answer.headers["Content-Type"].startswith("application/json") else answer.content

    def _signed(self) -> dict[str, str]:
        if "username" not in self.settings:
            return {"X-Api-Key": self.secrets["api_key"]}
        pair = f"{self.settings['username']}:{self.secrets['password']}"
        return {"Espo-Authorization": base64.b64encode(pair.encode()).decode()}

    def every(self, path: str, **params: str) -> Iterator[Json]:
        offset = 0
        while rows := self.call("GET", path, params={"maxSize": "200", "offset": str(offset), **params})["list"]:
            yield from rows
            offset += len(rows)
            if len(rows) < 200:
                return

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.create("Contact", lastName=title)

    def create(self, entity: str, **fields: Any) -> Json:
        made: Json = self.call("POST", entity, json=fields)
        return made

    def add_record(self, record: Record) -> None:
        data = [{"emailAddress": each, "primary": n == 0} for n, each in enumerate(record.emails)]
        fields: Json = {"emailAddressData": data, "emailAddress": record.emails[0]} if data else {}
        name = {"lastName": record.name} if record.record_type in ("contact", "lead") else {"name": record.name}
        self.create(ENTITIES[record.record_type], **name, **fields)

    def delete(self, item: Item) -> None:
        self.call("DELETE", f"{self._entity(item.remote_id)}/{item.remote_id}")

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        entity = self._entity(remote_id)
        fields = {"firstName": "", "lastName": name} if entity in ("Contact", "Lead") else {"name": name}
        self.call("PUT", f"{entity}/{remote_id}", json=fields)

    def _entity(self, remote_id: str) -> str:
        found = [e for e in TYPES for row in self._ours(e) if row["id"] == remote_id]
        assert len(found) == 1, f"{remote_id} is {found}"
        return found[0]

    def _ours(self, entity: str) -> Iterator[Json]:
        for row in self.every(entity, select="id,name"):
            if row["name"].lower().startswith("kit "):
                yield row

    def record_names(self) -> set[str]:
        return {row["name"] for entity in TYPES for row in self._ours(entity)}

    def filings(self) -> list[Filed]:
        return [self.filed(str(row["id"])) for row in self._mails()]

    def _mails(self) -> list[Json]:
        rows = self.every("Email", select="id,messageId")
        ours = [row for row in rows if str(row.get("messageId")).endswith("@haneul.example>")]
        return sorted(ours, key=lambda row: str(row["id"]))

    def filed(self, mail_id: str) -> Filed:
        mail = self.call("GET", f"Email/{mail_id}")
        names = mail["attachmentsNames"] or {}
        return Filed(
            remote_id=mail_id,
            key=mail["messageId"],
            subject=mail["name"],
            text=mail["bodyPlain"] or mail["body"],
            records=frozenset(self.hangs_on(mail)),
            attachments={names[each]: self.call("GET", f"Attachment/file/{each}") for each in mail["attachmentsIds"]},
        )

    def hangs_on(self, mail: Json) -> Iterator[str]:
        """Its parent, and the records in whose streams somebody posted it."""
        if mail.get("parentId"):
            yield f"{TYPES[mail['parentType']]}:{mail['parentId']}"
        for entity in TYPES:
            for row in self._ours(entity):
                posts = [str(each.get("post")) for each in self.every(f"{entity}/{row['id']}/stream")]
                if any(f"(#Email/view/{mail['id']})" in post for post in posts):
                    yield f"{TYPES[entity]}:{row['id']}"

    def tidy(self) -> None:
        for row in self._mails():
            self.call("DELETE", f"Email/{row['id']}")
        for entity in TYPES:
            for row in list(self._ours(entity)):
                self.call("DELETE", f"{entity}/{row['id']}")
