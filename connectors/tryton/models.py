"""Tryton's models as the connector names them; a record's remote id is Tryton's own reference, ``MODEL,ID``."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId

PARTY = "party.party"
MECHANISM = "party.contact_mechanism"
OPPORTUNITY = "sale.opportunity"
NOTE = "ir.note"
ATTACHMENT = "ir.attachment"
RELATION = "party.relation.all"
"""Of the module ``party_relationship``, which not every server has; its ``party.relation`` cannot be asked."""
RECORDS = (PARTY, OPPORTUNITY)
T = TypeVar("T")
MANY = 1000
"""Ids and texts in one condition; more are asked in several calls."""
NEEDED = (PARTY, MECHANISM, OPPORTUNITY, NOTE, ATTACHMENT, RELATION)
_CLOCK = ("hour", "minute", "second", "microsecond")
ACTIVE_OR_NOT = ["active", "in", [True, False]]
"""A condition without which Tryton leaves out what was made inactive."""


def reference(model: str, number: object) -> RemoteId:
    return RemoteId(f"{model},{number}")


def parts(remote_id: str) -> tuple[str, int]:
    """The model and the number of a record. Raises ``Rejected("not_found")`` for what is no record of ours."""
    model, comma, number = remote_id.partition(",")
    if model not in RECORDS or not comma or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        raise Rejected("not_found", what=remote_id)
    return model, int(number)


def numbers(remote_ids: Iterable[str], model: str) -> list[int]:
    """The numbers of those that are of a model."""
    return [number for each, number in map(parts, remote_ids) if each == model]


def moment(value: Any) -> datetime | None:
    """A time of Tryton's, which are UTC, as JSON has it."""
    if not isinstance(value, dict) or value.get("__class__") != "datetime":
        return None
    given = {name: int(value.get(name, 0)) for name in _CLOCK}
    return datetime(value["year"], value["month"], value["day"], **given, tzinfo=UTC)


def moment_json(at: datetime) -> dict[str, Any]:
    """The inverse of :func:`moment`."""
    at = at.astimezone(UTC)
    return {"__class__": "datetime", **{name: getattr(at, name) for name in ("year", "month", "day", *_CLOCK)}}


def date_json(day: date) -> dict[str, Any]:
    return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}


def decimal(value: Any) -> str:
    """An amount as text, without the zeros behind it."""
    text = str(value.get("decimal", "")) if isinstance(value, dict) else str(value or "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def like(text: str) -> str:
    """A text for ``like`` and ``ilike``, whose signs stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def in_parts(many: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(many), MANY):
        yield list(many[start : start + MANY])
