"""The stand-in as the conformance kit changes it, behind the connector's back."""

import base64
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.odoo.connector import OdooConnector
from tests.fakes.odoo import Odoo
from tests.fakes.odoo_web import COLLEAGUE, DATABASE, KEY, OdooWeb
from tests.fakes.relay import Relay
from workspace.connector.contract import Filed, Remote
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind


class SmallPages(OdooConnector):
    """Pages so small that the kit's few records make several."""

    page_size = 3


class OdooRemote(Remote):
    """A fresh database behind a cable that can be pulled."""

    secrets: Mapping[str, str] = {"api_key": KEY}
    wrong_secrets: Mapping[str, str] = {"api_key": "wrong"}

    def __init__(self, odoo: Odoo, web: OdooWeb) -> None:
        self.odoo = odoo
        self.web = web
        self.relay = Relay(web.port)
        base_url = f"http://127.0.0.1:{self.relay.port}"
        me = "minsu@odoo.example"
        self.settings = {"base_url": base_url, "database": DATABASE, "login": me, "calls_per_second": "0"}
        self.colleague = {"base_url": base_url + COLLEAGUE, "login": "jiyoung@odoo.example"}

    def close(self) -> None:
        self.relay.close()

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.odoo.add("res.partner", name=title)

    def add_record(self, record: Record) -> None:
        self.odoo.add("res.partner", name=record.name, email=", ".join(record.emails))

    def delete(self, item: Item) -> None:
        self.odoo.remove(*at(item.remote_id))

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        model, row_id = at(remote_id)
        self.odoo.change(model, row_id, name=name)

    def record_names(self) -> set[str]:
        return {row["name"] for row in self.odoo.tables["res.partner"].values()}

    def filings(self) -> list[Filed]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in sorted(self.odoo.tables["mail.message"].values(), key=lambda row: row["id"]):
            found.setdefault(row["message_id"], []).append(row)
        return [self._filed(rows) for rows in found.values()]

    def _filed(self, rows: list[dict[str, Any]]) -> Filed:
        files = [self.odoo.tables["ir.attachment"][i] for row in rows for i in row["attachment_ids"]]
        kinds = {"res.partner": "contact", "crm.lead": "deal", "project.task": "case"}
        return Filed(
            str(rows[0]["id"]),
            rows[0]["message_id"],
            rows[0]["subject"],
            re.sub("<[^>]*>", " ", rows[0]["body"]),
            frozenset(f"{kinds[row['model']]}:{row['model']}/{row['res_id']}" for row in rows),
            {file["name"]: base64.b64decode(file["datas"]) for file in files},
        )

    def forget_cursors(self) -> None:
        """Another database in its place."""
        for row in self.odoo.tables["res.users"].values():
            row["create_date"] = datetime(2020, 1, 1, tzinfo=UTC)

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


def at(remote_id: str) -> tuple[str, int]:
    model, _, number = remote_id.partition("/")
    return model, int(number)
