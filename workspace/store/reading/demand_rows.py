"""Which fields an organisation demands in new records, as its CRM last said: for the form, also offline."""

import json

from workspace.model.filings import RecordField
from workspace.model.ids import AccountId
from workspace.store.reading.connections import Files
from workspace.store.rows import DemandRow
from workspace.store.times import from_ms

_DEMAND = "SELECT fields, asked_at FROM demand WHERE account_id = ? AND record_type = ?"


class DemandReader:
    """The part of :class:`workspace.store.reader.Reader` on demanded fields."""

    _files: Files

    def demand(self, account_id: AccountId, record_type: str) -> DemandRow | None:
        """The CRM's last answer for new records of that type; None where it was never asked."""
        rows = self._files.cache(_DEMAND, account_id, str(record_type))
        return next((DemandRow(_fields(text), from_ms(at)) for text, at in rows), None)

    def demanded_fields(self, account_id: AccountId, record_type: str) -> tuple[RecordField, ...] | None:
        """The fields of :meth:`demand` alone."""
        found = self.demand(account_id, record_type)
        return None if found is None else found.fields


def _fields(text: str) -> tuple[RecordField, ...]:
    return tuple(RecordField(name, label, tuple(choices)) for name, label, choices in json.loads(text))
