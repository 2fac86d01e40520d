"""Tryton's rows as records: what a party is, where an opportunity stands, and the link that opens either."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from connectors.tryton.models import OPPORTUNITY, PARTY, decimal, moment, parts, reference
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

Row = Mapping[str, Any]

PARTY_FIELDS = (
    "name",
    "code",
    "tax_identifier",
    "contact_mechanisms.type",
    "contact_mechanisms.value",
    "addresses.city",
    "create_date",
    "write_date",
    "_write",
    "_timestamp",
)
OPPORTUNITY_FIELDS = (
    "number",
    "reference",
    "description",
    "state",
    "state:string",
    "party",
    "party.name",
    "contact.type",
    "contact.value",
    "amount",
    "currency.code",
    "employee.rec_name",
    "create_date",
    "write_date",
    "_write",
    "_timestamp",
)
FIELDS: Mapping[str, tuple[str, ...]] = {PARTY: PARTY_FIELDS, OPPORTUNITY: OPPORTUNITY_FIELDS}

_PHONES = ("phone", "mobile")
_CLOSED = ("won", "lost", "cancelled")
# What ends the name of a company. Short ones only in the spelling that the law gives them: "Maria Sa" is a person.
_COMPANY = re.compile(
    r"(?i:\b(?:inc|ltd|llc|llp|plc|gmbh|corp|corporation|limited|company|sarl|s\.?r\.?l|pty|oyj|group)\.?$)"
    r"|\b(?:AG|KG|OHG|SE|SA|S\.A\.|SAS|SASU|BV|B\.V\.|NV|N\.V\.|AB|A/S|ASA|ApS|Oy|SpA|S\.p\.A\.|SL|S\.L\.|Co\.)$"
    r"|주식회사|유한회사|\(주\)|㈜|株式会社|有限公司"
)


def last_change(row: Row) -> datetime | None:
    """When a row was last written, or made."""
    return moment(row.get("write_date")) or moment(row.get("create_date"))


class Links:
    """Where Tryton's web client shows a record."""

    def __init__(self, client: str, database: str) -> None:
        self._start = f"{client.rstrip('/')}/#{quote(database, safe='')}/model"

    def to(self, remote_id: str) -> str:
        model, number = parts(remote_id)
        return f"{self._start}/{model}/{number}"


def record(model: str, row: Row, links: Links, *, can_write: bool) -> Record:
    """A row read with ``FIELDS[model]``; ``can_write`` whether the user may write to the model at all."""
    made = party if model == PARTY else opportunity
    return made(row, links, can_write=can_write and bool(row.get("_write", True)))


def is_company(row: Row) -> bool:
    """Whether Tryton gives a sign that a party is one: a tax identifier, a website, a company's ending of its name."""
    return bool(row.get("tax_identifier") or _sites(row) or _COMPANY.search(str(row.get("name") or "").strip()))


def _mechanisms(row: Row) -> list[tuple[str, str]]:
    """The ways to reach a party, each a type and a value."""
    return [(str(m.get("type")), str(m.get("value") or "")) for m in row.get("contact_mechanisms.") or ()]


def _sites(row: Row) -> list[str]:
    return [site for kind, value in _mechanisms(row) if kind == "website" and (site := site_of(value))]


def party(row: Row, links: Links, *, can_write: bool) -> Record:
    """A contact, or a company where Tryton gives a sign of one: both are parties there."""
    mechanisms = _mechanisms(row)
    emails = tuple(dict.fromkeys(v for t, v in mechanisms if t == "email" or (t == "other" and is_address(v))))
    sites = _sites(row)
    name = str(row.get("name") or "")
    domains = (*sites, *(email.rpartition("@")[2].lower() for email in emails)) if is_company(row) else ()
    cities = [str(a["city"]) for a in row.get("addresses.") or () if a.get("city")]
    remote_id = reference(PARTY, row["id"])
    return Record(
        remote_id,
        RecordType.COMPANY if is_company(row) else RecordType.CONTACT,
        name or f"[{row.get('code')}]",
        emails=emails,
        domains=tuple(dict.fromkeys(domains)),
        phones=tuple(dict.fromkeys(v for t, v in mechanisms if t in _PHONES)),
        city=cities[0] if cities else "",
        can_write=can_write,
        link=links.to(remote_id),
        updated_at=last_change(row),
        version=str(row.get("_timestamp") or "") or None,
        extra={"code": str(row.get("code") or "")},
    )


def opportunity(row: Row, links: Links, *, can_write: bool) -> Record:
    """A lead, or a deal once it is an opportunity: Tryton keeps the id."""
    state = str(row.get("state") or "")
    remote_id = reference(OPPORTUNITY, row["id"])
    contact = row.get("contact.") or {}
    amount = (
        " ".join(filter(None, (decimal(row.get("amount")), _of(row, "currency.", "code")))) if row.get("amount") else ""
    )
    return Record(
        remote_id,
        RecordType.LEAD if state == "lead" else RecordType.DEAL,
        str(row.get("description") or _of(row, "party.", "name") or row.get("number") or ""),
        emails=(str(contact["value"]),) if contact.get("type") == "email" else (),
        parent_ids=(reference(PARTY, row["party"]),) if row.get("party") else (),
        is_open=state not in _CLOSED,
        stage=str(row.get("state:string") or state),
        amount=amount,
        owner=_of(row, "employee.", "rec_name"),
        can_write=can_write,
        link=links.to(remote_id),
        updated_at=last_change(row),
        version=str(row.get("_timestamp") or "") or None,
        extra={"number": str(row.get("number") or ""), "reference": str(row.get("reference") or "")},
    )


def _of(row: Row, name: str, field: str) -> str:
    found = row.get(name) or {}
    return str(found.get(field) or "")


def is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    return bool(local and at and "." in domain and " " not in text)


def site_of(text: str) -> str:
    """The bare domain of a website."""
    host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    return host.lower().removeprefix("www.") if "." in host else ""


def ids_of(rows: Iterable[Row], field: str) -> list[int]:
    """The distinct ids that a field of the rows points at."""
    return list(dict.fromkeys(int(row[field]) for row in rows if row.get(field)))


def remote_ids(model: str, numbers: Iterable[int]) -> list[RemoteId]:
    return [reference(model, number) for number in numbers]
