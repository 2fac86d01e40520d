"""A hand that changes a real Tryton behind the connector's back, and reads what was filed by itself."""

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.tryton.connector import TrytonConnector
from connectors.tryton.rpc import Rpc
from tests.fakes.relay import Relay
from tests.fakes.tryton import DATABASE, PASSWORD, Hand, Tryton
from workspace.connector.contract import Filed, Remote
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind, RecordType

PARTY = "party.party"
OPPORTUNITY = "sale.opportunity"
HEAD = re.compile(r"^(?:Message-ID|ID): (.*)$", re.M)


class SmallPages(TrytonConnector):
    """A pull of a few records takes several pages."""

    page_size = 3


class Hands(Remote):
    """What an administrator and someone who sells do in Tryton, and what they see there."""

    is_code_demanded = False

    def take(self, hand: Hand, selling: Hand) -> None:
        self.hand = hand
        self.selling = selling
        self._staff = {row["id"] for row in self.hand.rows(PARTY, [])}

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.party(title)

    def add_record(self, record: Record) -> None:
        self.party(record.name, *record.emails)

    def party(self, name: str, *emails: str, **values: Any) -> str:
        """Make a party and return its remote id."""
        ways = [{"type": "email", "value": email} for email in emails]
        if self.is_code_demanded:
            values["code"] = f"by-hand-{name}"
        made = self.hand.create(PARTY, name=name, contact_mechanisms=[["create", ways]], **values)
        return f"{PARTY},{made}"

    def opportunity(self, description: str, party: str = "", **values: Any) -> str:
        """Make a lead and return its remote id."""
        whose = int(party.partition(",")[2]) if party else None
        made = self.selling.create(OPPORTUNITY, description=description, party=whose, **values)
        return f"{OPPORTUNITY},{made}"

    def delete(self, item: Item) -> None:
        model, number = item.remote_id.split(",")
        if model == OPPORTUNITY:
            self.selling.ask(model, "cancel", [int(number)])
        self.hand.ask(model, "delete", [int(number)])

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        model, number = remote_id.split(",")
        field = "name" if model == PARTY else "description"
        self.hand.ask(model, "write", [int(number)], {field: name})

    def record_names(self) -> set[str]:
        parties = self.hand.rows(PARTY, [["id", "not in", list(self._staff)]], "name")
        leads = self.hand.rows(OPPORTUNITY, [], "description")
        return {row["name"] for row in parties} | {row["description"] for row in leads}

    def filings(self) -> list[Filed]:
        """What the notes say, put together by key."""
        notes = self.hand.rows("ir.note", [], "message", "resource")
        keys = dict.fromkeys(key_of(note["message"]) for note in notes)
        return [self._filed(key, [n for n in notes if key_of(n["message"]) == key]) for key in keys]

    def _filed(self, key: str, notes: list[dict[str, Any]]) -> Filed:
        subject, _, rest = notes[0]["message"].partition("\n")
        return Filed(
            remote_id=str(notes[0]["id"]),
            key=key,
            subject=subject,
            text=rest.partition("\n\n")[2],
            records=frozenset(f"{self._type(note['resource'])}:{note['resource']}" for note in notes),
            attachments={row["name"]: content(row) for row in self.attachments() if key_of(row["description"]) == key},
        )

    def attachments(self) -> list[dict[str, Any]]:
        return self.hand.rows("ir.attachment", [], "name", "description", "resource", "data")

    def _type(self, resource: str) -> str:
        model, number = resource.split(",")
        if model == PARTY:
            return "contact"
        [row] = self.hand.rows(model, [["id", "=", int(number)]], "state")
        return "lead" if row["state"] == "lead" else "deal"


class TrytonRemote(Hands):
    """One server of ours, behind a cable that can be pulled."""

    secrets: Mapping[str, str] = {"password": PASSWORD}
    wrong_secrets: Mapping[str, str] = {"password": "not this one"}
    colleague: Mapping[str, str] = {"username": "jiyoung"}

    def __init__(self, server: Tryton) -> None:
        self.server = server
        self.relay = Relay(server.port)
        self.settings = {
            "base_url": f"http://127.0.0.1:{self.relay.port}",
            "database": DATABASE,
            "username": "minsu",
        }
        self._rights: list[tuple[str, int]] = []
        self.take(Hand(server.url), Hand(server.url, "jiyoung"))
        [row] = self.hand.rows("party.configuration", [], "party_sequence")
        self._sequence: int = row["party_sequence"]

    def right(self, table: str, **values: Any) -> None:
        """Change what users may do, until the test ends: a row of ``ir.model.access`` or ``ir.rule.group``."""
        self._rights.append((table, self.hand.ask(table, "create", [values])[0]))

    def demand_field(self, record_type: RecordType) -> str:
        """Without a sequence Tryton demands the code of every new party."""
        if record_type not in (RecordType.CONTACT, RecordType.COMPANY):
            return ""
        self._number_parties(None)
        self.is_code_demanded = True
        return "K-4711"

    def _number_parties(self, sequence: int | None) -> None:
        self.hand.ask("party.configuration", "write", [1], {"party_sequence": sequence})

    def field_value(self, remote_id: str, name: str) -> str:
        [row] = self.hand.rows(PARTY, [["id", "=", int(remote_id.partition(",")[2])]], name)
        return str(row[name])

    def tidy(self) -> None:
        self.relay.mend()
        if self.is_code_demanded:
            self._number_parties(self._sequence)
            self.is_code_demanded = False
        self.take_rights_back()
        self.server.tidy()

    def take_rights_back(self) -> None:
        """Undo what :meth:`right` did."""
        for table, number in self._rights:
            # Tryton keeps rights in memory, so they are not removed behind its back.
            self.hand.ask(table, "delete", [number])
            Rpc.sessions.clear()
        self._rights.clear()

    def close(self) -> None:
        self.relay.close()

    def forget_cursors(self) -> None:
        """As when another database was put in its place."""
        self.server.sql("UPDATE res_user SET create_date = datetime(create_date, '-1 day')")

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()


def key_of(text: str) -> str:
    found = HEAD.search(text)
    return found[1] if found else ""


def content(row: dict[str, Any]) -> bytes:
    return base64.b64decode(row["data"]["base64"])
