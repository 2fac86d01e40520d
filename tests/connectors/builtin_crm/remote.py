"""A hand that changes the built-in CRM's file from outside, with a second connection of its own."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors.builtin_crm import records
from connectors.builtin_crm.fields import draft
from connectors.builtin_crm.file import CrmFile
from workspace.connector.contract import Filed, Remote
from workspace.model.items import Item, Record
from workspace.model.kinds import Kind, RecordType

KEY = "5a" * 32


class CrmRemote(Remote):
    """The file of one CRM in a folder that can be taken away like a drive."""

    secrets: Mapping[str, str] = {"key": KEY}
    wrong_secrets: Mapping[str, str] = {"key": "00" * 32}
    colleague: Mapping[str, str] = {"user": "Jiyoung"}

    def __init__(self, folder: Path) -> None:
        self.drive = folder / "drive"
        self.away = folder / "away"
        self.drive.mkdir()
        self.path = self.drive / "crm.db"
        self.settings = {"path": str(self.path), "user": "Minsu"}
        with self.open():
            """The file is there and has its key."""

    @contextmanager
    def open(self) -> Iterator[CrmFile]:
        file = CrmFile(str(self.path), KEY)
        try:
            yield file
        finally:
            file.close()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self.open() as file, file.read() as connection:
            found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
            return found

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.create("contact", name=title)

    def add_record(self, record: Record) -> None:
        self.create(record.record_type, name=record.name, emails=record.emails)

    def create(self, record_type: str, **fields: Any) -> str:
        """Write a record and return its remote id."""
        with self.open() as file, file.write() as connection:
            return str(records.add(connection, draft(record_type, fields.items())))

    def delete(self, item: Item) -> None:
        with self.open() as file, file.write() as connection:
            records.remove(connection, int(item.remote_id))

    def change(self, item: Item, title: str) -> None:
        self.rename_record(item.remote_id, title)

    def rename_record(self, remote_id: str, name: str) -> None:
        with self.open() as file, file.write() as connection:
            found = records.read(connection, int(remote_id))
            found.name = name
            records.change(connection, int(remote_id), found)

    def record_names(self) -> set[str]:
        return {row[0] for row in self.rows("SELECT name FROM record")}

    def demand_field(self, record_type: RecordType) -> str:
        self.settings = {**self.settings, "demanded": f"{record_type}.city"}
        return "부산"

    def field_value(self, remote_id: str, name: str) -> str:
        with self.open() as file, file.read() as connection:
            return str(getattr(records.read(connection, int(remote_id)), name))

    def filings(self) -> list[Filed]:
        rows = self.rows("SELECT activity_id, key, subject, text FROM activity ORDER BY activity_id")
        return [
            Filed(str(i), key, subject, text, self._records(i), self._attachments(i)) for i, key, subject, text in rows
        ]

    def _records(self, activity_id: int) -> frozenset[str]:
        sql = (
            "SELECT DISTINCT record_type, record_id FROM filing_record JOIN filing USING (action_id)"
            " JOIN record USING (record_id) WHERE activity_id = ?"
        )
        return frozenset(f"{t}:{i}" for t, i in self.rows(sql, activity_id))

    def _attachments(self, activity_id: int) -> dict[str, bytes]:
        sql = (
            "SELECT name, data FROM attachment JOIN attachment_chunk USING (attachment_id)"
            " WHERE activity_id = ? ORDER BY attachment_id, n"
        )
        found: dict[str, bytearray] = {}
        for name, data in self.rows(sql, activity_id):
            found.setdefault(name, bytearray()).extend(data)
        return {name: bytes(data) for name, data in found.items()}

    def forget_cursors(self) -> None:
        """As when another file was put in its place."""
        with self.open() as file, file.write() as connection:
            sql = "UPDATE fact SET value = ? WHERE name = 'file_id'"
            connection.execute(sql, (secrets.token_hex(8),))

    def cut_network(self) -> None:
        self.drive.rename(self.away)

    def mend_network(self) -> None:
        self.away.rename(self.drive)
