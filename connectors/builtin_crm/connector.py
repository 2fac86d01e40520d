"""The built-in CRM as a connector: pulls records by the change sequence, files mail in one
transaction each.
"""

import getpass
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from connectors.builtin_crm import exchange, filings, records
from connectors.builtin_crm.exchange import Imported
from connectors.builtin_crm.fields import demands, label
from connectors.builtin_crm.file import NAME, Connection, CrmFile
from workspace.connector.base import Connector
from workspace.connector.errors import CursorExpired, Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Query
from workspace.model.actions import Action, Receipt
from workspace.model.filings import RecordField
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Record
from workspace.model.kinds import Kind, RecordType, Role, Verb

RECORDS = Collection(RemoteId("records"), "Customers", Kind.RECORD, Role.RECORDS)


class BuiltinCrm(Connector):
    """One account's CRM file."""

    page_size: ClassVar[int] = 500

    @cached_property
    def file(self) -> CrmFile:
        path = self.session.settings.get("path") or self.session.data_path("crm.db")
        return CrmFile(path, self.session.secret("key"))

    @property
    def user(self) -> str:
        """Who files: the account's setting, else who is signed in to this computer."""
        return self.session.settings.get("user") or _signed_in()

    @property
    def _demands(self) -> Mapping[str, Sequence[str]]:
        return demands(self.session.settings.get("demanded", ""))

    def check(self) -> Identity:
        demands(self.session.settings.get("demanded", ""))
        with self.file.read():
            return Identity(self.user, self.user)

    def discover(self) -> Iterable[Collection]:
        with self.file.read():
            return (RECORDS,)

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """Oldest change first, so that every page's cursor is a place to go on from."""
        since = self._since(cursor)
        total = self._total() if cursor is None else None
        while True:
            page, since = self._page(since, with_gone=cursor is not None)
            yield Page(page.items, gone=page.gone, cursor=page.cursor, total=total)
            if len(page.items) + len(page.gone) < self.page_size:
                return

    def _since(self, cursor: str | None) -> int:
        if cursor is None:
            return 0
        file_id, _, seq = cursor.partition(":")
        with self.file.read() as connection:
            newest = connection.execute("SELECT n FROM sequence").fetchone()[0]
            known = _file_id(connection)
        if file_id != known or not seq.isdecimal() or int(seq) > newest:
            raise CursorExpired(collection=RECORDS.name)
        return int(seq)

    def _total(self) -> int:
        with self.file.read() as connection:
            return int(connection.execute("SELECT COUNT(*) FROM record").fetchone()[0])

    def _page(self, since: int, *, with_gone: bool) -> tuple[Page, int]:
        sql = (
            "SELECT seq, record_id, 0 FROM record WHERE seq > :since"
            " UNION ALL SELECT seq, record_id, 1 FROM gone WHERE seq > :since AND :with_gone"
            " ORDER BY seq LIMIT :limit"
        )
        wanted = {"since": since, "with_gone": with_gone, "limit": self.page_size}
        with self.file.read() as connection:
            rows = connection.execute(sql, wanted).fetchall()
            items = tuple(self._item(connection, i) for _, i, is_gone in rows if not is_gone)
            gone = tuple(RemoteId(str(i)) for _, i, is_gone in rows if is_gone)
            upto = rows[-1][0] if rows else since
            return Page(items, gone=gone, cursor=f"{_file_id(connection)}:{upto}"), upto

    def _item(self, connection: Connection, record_id: int) -> Record:
        return records.as_item(connection, record_id, self.session.account_id)

    def perform(self, action: Action) -> Receipt:
        if action.verb not in (Verb.FILE, Verb.UNFILE, Verb.CREATE):
            raise Unsupported(connector=NAME)
        with self.file.write() as connection:
            if action.verb is Verb.UNFILE:
                return filings.unfile(connection, action)
            if action.verb is Verb.CREATE:
                return filings.create(connection, action, self.session.account_id, self._demands)
            filings.file(connection, action, self.user, self.session.blob, self._demands)
            found = filings.receipt(connection, action, self.session.account_id)
        if found is None:
            raise Rejected("not_written")
        return found

    def find(self, action: Action) -> Receipt | None:
        with self.file.read() as connection:
            if action.verb is Verb.FILE:
                return filings.receipt(connection, action, self.session.account_id)
            if action.verb is Verb.CREATE:
                return filings.created_receipt(connection, action, self.session.account_id)
        return None

    def look_up(self, query: Query) -> Iterable[Record]:
        with self.file.read() as connection:
            return [self._item(connection, i) for i in records.look_up(connection, query)]

    def demanded_fields(self, record_type: RecordType) -> Sequence[RecordField]:
        return [RecordField(key, label(key)) for key in self._demands.get(record_type, ())]

    def import_file(self, path: str) -> Imported:
        """Read customers from a ``.csv`` or ``.vcf`` file; raises ``Rejected`` where it is neither."""
        return exchange.import_file(self.file, path)

    def export_file(self, path: str) -> int:
        """Write every customer to a ``.csv`` file, or every contact to a ``.vcf`` file; returns how
        many.
        """
        return exchange.export_file(self.file, path)

    def close(self) -> None:
        opened = self.__dict__.pop("file", None)
        if opened is not None:
            opened.close()


def _file_id(connection: Connection) -> str:
    return str(connection.execute("SELECT value FROM fact WHERE name = 'file_id'").fetchone()[0])


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "me"


CONNECTOR = BuiltinCrm
