"""The conformance kit on a real Odoo: ``make live NAME=odoo``. Take a database that exists for this alone."""

import re
from datetime import datetime
from typing import Any

from connectors.odoo.connector import OdooConnector
from tests.connectors.odoo.hand import Hand
from tests.live import Foreign, Keys, LiveContract
from workspace.connector.contract import Filed
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind

KEYS = "%@haneul.example>"


class LiveOdoo(Foreign):
    """The same user with XML-RPC of the standard library; contacts named ``kit ...`` and mails of haneul.example."""

    def __init__(self, keys: Keys) -> None:
        super().__init__(keys)
        given = keys.settings
        self.hand = Hand(given["base_url"], given["database"], given["login"], keys.secrets["api_key"])

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.hand.create("res.partner", name=title)

    def add_record(self, record: Record) -> None:
        self.hand.create("res.partner", name=record.name, email=", ".join(record.emails))

    def delete(self, item: Item) -> None:
        self.hand.unlink("res.partner", [number(item.remote_id)])

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        self.hand.call("res.partner", "write", [number(remote_id)], {"name": name})

    def record_names(self) -> set[str]:
        return {row["name"] for row in self.hand.rows("res.partner", ["name"], ["name", "=ilike", "kit %"])}

    def filings(self) -> list[Filed]:
        fields = ["message_id", "model", "res_id", "subject", "body", "attachment_ids"]
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.hand.rows("mail.message", fields, ["message_id", "=like", KEYS]):
            found.setdefault(row["message_id"], []).append(row)
        return [filed(self.hand, rows) for rows in found.values()]

    def tidy(self) -> None:
        domain = [["message_id", "=like", KEYS]]
        for row in self.hand.rows("mail.message", ["attachment_ids"], *domain):
            self.hand.unlink("ir.attachment", row["attachment_ids"])
            self.hand.unlink("mail.message", [row["id"]])
        self.hand.unlink("res.partner", self.hand.search("res.partner", ["name", "=ilike", "kit %"]))


def filed(hand: Hand, rows: list[dict[str, Any]]) -> Filed:
    first = rows[0]
    return Filed(
        str(first["id"]),
        first["message_id"],
        first["subject"],
        re.sub("<[^>]*>", " ", first["body"]),
        frozenset(f"contact:{row['model']}/{row['res_id']}" for row in rows),
        hand.attachments([each for row in rows for each in row["attachment_ids"]]),
    )


def number(remote_id: str) -> int:
    return int(remote_id.rpartition("/")[2])


class SmallPages(OdooConnector):
    """Pages so small that the kit's few records make several."""

    page_size = 3


class TestLive(LiveContract):
    connector_id = "odoo"
    connector_class = SmallPages
    foreign = LiveOdoo
