"""Rows of Odoo as records of ours; Odoo says ``False`` for what is empty."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from connectors.odoo.models import EMAIL_FIELDS, LEAD, PARTNER, TASK, Row, record_type, remote_id
from workspace.mail.address import ascii_domain, normalise, parse_text
from workspace.mail.domains import is_free_mail
from workspace.model.ids import RemoteId
from workspace.model.items import Record
from workspace.model.kinds import RecordType

_CLOSED_TASKS = ("1_done", "1_canceled")


def record(model: str, row: Row, base_url: str, *, can_write: bool, owners: Mapping[int, str]) -> Record:
    """A row with the fields of ``models.READ``; ``owners`` names the people that a task is assigned to."""
    kind = record_type(model, row)
    emails = _emails(row)
    return Record(
        remote_id(model, row["id"]),
        kind,
        _name(row),
        emails=emails,
        domains=_domains(row, emails) if kind is RecordType.COMPANY else (),
        phones=_texts(row, "phone", "mobile", "partner_phone"),
        parent_ids=_parents(model, row),
        is_open=_is_open(model, row),
        stage=_label(row.get("stage_id")),
        amount=_amount(row),
        owner=_owner(row, owners),
        title=_text(row, "function"),
        city=_text(row, "city"),
        can_write=can_write,
        link=link(base_url, model, row["id"]),
        updated_at=moment(row.get("write_date")),
        version=str(row.get("write_date") or "") or None,
        extra=_extra(row),
    )


def link(base_url: str, model: str, res_id: int) -> str:
    """What every version redirects to the record's form."""
    return f"{base_url}/mail/view?model={quote(model)}&res_id={res_id}"


def moment(text: object) -> datetime | None:
    """Odoo's times are UTC, without saying so."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def row_name(row: Row) -> str:
    return _name(row)


def _name(row: Row) -> str:
    return _text(row, "name") or _text(row, "display_name") or str(row["id"])


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(row: Row, *keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for key in keys if (text := _text(row, key))))


def _label(pair: object) -> str:
    """A many2one comes as ``[id, name]``."""
    return str(pair[1]) if isinstance(pair, (list, tuple)) and len(pair) == 2 else ""


def _id(pair: object) -> int | None:
    first = pair[0] if isinstance(pair, (list, tuple)) and pair else None
    return first if isinstance(first, int) else None


def _emails(row: Row) -> tuple[str, ...]:
    """Odoo lets a field hold several addresses with names."""
    keys = [*(key for key in EMAIL_FIELDS if key != "email_cc"), *sorted(key for key in row if key.startswith("x_"))]
    found = (normalise(each.email) for key in keys for each in parse_text(_text(row, key)))
    return tuple(dict.fromkeys(email for email in found if "@" in email))


def _domains(row: Row, emails: Iterable[str]) -> tuple[str, ...]:
    """The website's, and those of the company's own addresses that are not free mail."""
    site = _text(row, "website")
    host = ascii_domain(_host(site)).removeprefix("www.") if site else ""
    found = [host, *(email.rpartition("@")[2] for email in emails)]
    return tuple(dict.fromkeys(each for each in found if "." in each and not is_free_mail(each)))


def _host(site: str) -> str:
    try:
        return urlsplit(site if "//" in site else f"//{site}").hostname or ""
    except ValueError:
        return ""


def _parents(model: str, row: Row) -> tuple[RemoteId, ...]:
    parent = _id(row.get("parent_id" if model == PARTNER else "partner_id"))
    return (remote_id(PARTNER, parent),) if parent else ()


def _is_open(model: str, row: Row) -> bool:
    if row.get("active") is False or row.get("close_date"):
        return False
    if model == LEAD:
        # Won is 100; what Odoo foretells by itself stays below. Lost is archived.
        return not float(row.get("probability") or 0) >= 100
    return model != TASK or row.get("state") not in _CLOSED_TASKS


def _amount(row: Row) -> str:
    value = row.get("expected_revenue")
    if not isinstance(value, (int, float)) or not value:
        return ""
    return f"{value:.2f} {_label(row.get('company_currency'))}".strip().replace(".00", "", 1)


def _owner(row: Row, owners: Mapping[int, str]) -> str:
    assigned: Sequence[int] = row.get("user_ids") or ()
    names = [owners[each] for each in assigned if each in owners]
    return _label(row.get("user_id")) or ", ".join(names)


def _extra(row: Row) -> dict[str, object]:
    known = {
        "project": _label(row.get("project_id")),
        "company_name": _text(row, "partner_name"),
        "contact_name": _text(row, "contact_name"),
        "ticket": _text(row, "ticket_ref"),
    }
    return {key: text for key, text in known.items() if text}
