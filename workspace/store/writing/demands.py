"""Keeps which fields an organisation demands in new records, as its CRM said; read in ``demand_rows``."""

import json

from sqlalchemy import Connection

from workspace.store.rows import DemandRow
from workspace.store.times import to_ms


def keep(db: Connection, account_id: str, record_type: str, demand: DemandRow) -> None:
    text = json.dumps([[each.name, each.label, list(each.choices)] for each in demand.fields], ensure_ascii=False)
    values = (account_id, record_type, text, to_ms(demand.asked_at))
    db.exec_driver_sql("INSERT OR REPLACE INTO demand VALUES (?, ?, ?, ?)", values)


def forget(db: Connection, account_id: str) -> None:
    db.exec_driver_sql("DELETE FROM demand WHERE account_id = ?", (account_id,))
