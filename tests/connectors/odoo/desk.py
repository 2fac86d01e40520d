"""A desk at the stand-in: records made behind the connector's back, mails filed as the engine files them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.connectors.odoo.remote import OdooRemote, SmallPages
from tests.fakes.odoo_models import FIELDS
from workspace.connector.contract_filing import file_action
from workspace.connector.contract_verbs import action
from workspace.model.actions import Receipt, RecordRef
from workspace.model.filings import Filing, NewRecord
from workspace.model.ids import RemoteId
from workspace.model.kinds import Verb

DEAL = NewRecord("deal", (("name", "Kit Deal"), ("amount", "1,200.50")))
Connect = Callable[..., SmallPages]


@contextmanager
def known_field(model: str, name: str, **known: Any) -> Iterator[None]:
    """A field that the organisation has added, for a while."""
    fields = FIELDS[19][model]
    before = fields.get(name)
    fields[name] = {"string": name, "store": True, **(before or {}), **known}
    try:
        yield
    finally:
        fields.pop(name)
        if before is not None:
            fields[name] = before


def contact(remote: OdooRemote, name: str, email: str = "") -> RecordRef:
    row_id = remote.odoo.add("res.partner", name=name, email=email)
    return RecordRef("contact", RemoteId(f"res.partner/{row_id}"), name)


def deal(remote: OdooRemote, name: str) -> RecordRef:
    row_id = remote.odoo.add("crm.lead", name=name, type="opportunity")
    return RecordRef("deal", RemoteId(f"crm.lead/{row_id}"), name)


def file(connect: Connect, filing: Filing, name: str = "one") -> Receipt:
    """As the engine does it."""
    connector = connect()
    found = connector.find(file_action(filing, name))
    return connector.perform(file_action(filing, name, found.remote_id if found else None))


def unfile(connect: Connect, receipt: Receipt) -> Receipt:
    return connect().perform(action(Verb.UNFILE, {"receipt": receipt.to_json()}))


def messages(remote: OdooRemote) -> list[dict[str, Any]]:
    return sorted(remote.odoo.tables["mail.message"].values(), key=lambda row: row["id"])
