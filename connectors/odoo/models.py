"""Which models of Odoo are customers, what is read of them, and what this database knows of each.

Field names: the models' own definitions, addons/base, crm, project and (Enterprise) helpdesk.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.odoo.rpc import Rpc
from workspace.connector.errors import Rejected, Transient
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, RecordType, Role

PARTNER, LEAD, TICKET, TASK = "res.partner", "crm.lead", "helpdesk.ticket", "project.task"
MESSAGE, ATTACHMENT = "mail.message", "ir.attachment"
Row = dict[str, Any]
Domain = list[Any]

_SHARED = (
    "name",
    "display_name",
    "write_date",
    "create_date",
    "active",
    "partner_id",
    "user_id",
    "stage_id",
    "email_cc",
)
READ: Mapping[str, tuple[str, ...]] = {
    PARTNER: (
        *("name", "display_name", "write_date", "create_date", "active", "user_id", "is_company", "email"),
        *("phone", "mobile", "website", "parent_id", "function", "city"),
    ),
    LEAD: (
        *_SHARED,
        *("type", "contact_name", "partner_name", "email_from", "phone", "mobile", "website", "function", "city"),
        *("probability", "expected_revenue", "company_currency"),
    ),
    TICKET: (*_SHARED, "partner_email", "partner_phone", "close_date", "ticket_ref"),
    TASK: (*_SHARED, "email_from", "user_ids", "state", "project_id"),
}
EMAIL_FIELDS = ("email", "email_from", "email_cc", "partner_email")


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection: the rows of a model that a domain chooses."""

    remote_id: str
    name: str
    model: str
    domain: Sequence[Any]
    context: Mapping[str, Any]
    """Lost leads are archived: ``active_test`` lets them be seen."""

    def collection(self) -> Collection:
        return Collection(RemoteId(self.remote_id), self.name, Kind.RECORD, Role.RECORDS)


_WITH_LOST = {"active_test": False}
LISTS = (
    Listed("contacts", "Contacts", PARTNER, [["is_company", "=", False]], {}),
    Listed("companies", "Companies", PARTNER, [["is_company", "=", True]], {}),
    Listed("leads", "Leads", LEAD, [["type", "=", "lead"]], _WITH_LOST),
    Listed("deals", "Opportunities", LEAD, [["type", "=", "opportunity"]], _WITH_LOST),
    Listed("tickets", "Tickets", TICKET, [], {}),
    Listed("tasks", "Tasks", TASK, [], {}),
)


def record_type(model: str, row: Row) -> RecordType:
    """What a row is, in our words."""
    if model == PARTNER:
        return RecordType.COMPANY if row.get("is_company") else RecordType.CONTACT
    if model == LEAD:
        return RecordType.LEAD if row.get("type") == "lead" else RecordType.DEAL
    return RecordType.CASE


def remote_id(model: str, res_id: int) -> RemoteId:
    """``MODEL/ID``: ids of two models may be the same number."""
    return RemoteId(f"{model}/{res_id}")


def place(remote: str) -> tuple[str, int] | None:
    """The model and the id; None for what is no remote id of ours."""
    model, _, number = remote.partition("/")
    if model not in READ or not (number.isascii() and number.isdecimal() and len(number) < 16):
        return None
    return model, int(number)


class Schema:
    """What fields the models have here, and of which type; kept for ten minutes for all runs of a user."""

    seconds = 600.0
    _kept: dict[tuple[str, str, int, str], tuple[float, dict[str, Row]]] = {}  # noqa: RUF012  one for the process

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc

    def fields(self, model: str) -> dict[str, Row]:
        """By name: ``type string required readonly store selection relation depends``.

        Raises ``Rejected`` where the model is not installed or not allowed.
        """
        rpc = self._rpc
        key = self._key(model)
        known = self._kept.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        attributes = ["type", "string", "required", "readonly", "store", "selection", "relation", "depends"]
        found = rpc.call(model, "fields_get", attributes=attributes)
        if not isinstance(found, dict):
            raise Transient("bad_answer", host=rpc.host)
        self._kept[key] = (time.monotonic() + self.seconds, found)
        return found

    def forget(self, model: str) -> None:
        """A field may have been added, renamed or removed since we asked."""
        self._kept.pop(self._key(model), None)

    def _key(self, model: str) -> tuple[str, str, int, str]:
        return self._rpc.web.base_url, self._rpc.settings["database"], self._rpc.uid, model

    def readable(self, model: str) -> list[str]:
        """Those of the fields that we want, and the organisation's own for addresses."""
        known = self.fields(model)
        return [name for name in READ[model] if name in known] + self.custom_emails(model)

    def custom_emails(self, model: str) -> list[str]:
        """Fields for addresses that the organisation added; Studio's names begin with ``x_``."""
        known = self.fields(model)
        return sorted(
            name
            for name, each in known.items()
            if name.startswith("x_") and "mail" in name.lower() and each.get("type") == "char"
        )

    def lists(self) -> list[Listed]:
        """The collections that this user has. Raises ``Rejected`` where there is none."""
        found = []
        refused: Rejected | None = None
        for each in LISTS:
            try:
                self.fields(each.model)
            except Rejected as error:
                refused = refused or error
            else:
                found.append(each)
        if not found and refused is not None:
            raise refused
        return found
