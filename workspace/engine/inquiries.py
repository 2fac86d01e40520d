"""What workers do for questions: each asks a service something and returns the answer's payload."""

import logging
import os
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

from workspace.connector.errors import AuthRequired, Transient, Unsupported
from workspace.connector.manifest import Manifest
from workspace.connector.pages import Page, Query
from workspace.engine.departures import note_plain
from workspace.engine.leaving import leave
from workspace.engine.parts import Parts
from workspace.engine.session import Connecting, tls_context
from workspace.engine.signing import refuse_another
from workspace.engine.writing import Job, Writing
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.departures import IMAGES, LEAVE, LOOK_UP, SIGN_IN
from workspace.model.ids import AccountId, ActionId
from workspace.model.items import Collection, ItemKey, Record
from workspace.model.kinds import Kind, RecordType, Verb
from workspace.store.reader import Reader
from workspace.store.rows import DemandRow
from workspace.store.writer import Stored

IMAGE_SECONDS = 15.0
LARGEST_IMAGE = 10 * 1024 * 1024
FRESH = timedelta(minutes=10)
"""How long what a CRM said of its demands is taken for what it would say now."""
NAME_SERVER = "WORKSPACE_NAME_SERVER"
"""``host:port`` of the one to ask where servers are looked for, in place of the system's."""
Payload = dict[str, Any]

log = logging.getLogger(__name__)


class Inquiries:
    """Runs on workers."""

    def __init__(self, writing: Writing, reader: Reader, connecting: Connecting, parts: Parts) -> None:
        self._writing = writing
        self._reader = reader
        self._connecting = connecting
        self._parts = parts

    def check(self, manifest: Manifest, payload: Mapping[str, Any]) -> Payload:
        """Sign in with settings that are not saved yet."""
        owner = str(payload.get("secrets_ref") or payload.get("account_id") or "")
        account_id = AccountId(str(payload.get("account_id") or owner))
        self._connecting.secrets.forget(owner)
        account = Account(account_id, manifest.id, "", payload["settings"], profile=str(payload.get("profile") or ""))
        self._connecting.refuse_wrong(account, manifest, owner)
        try:
            with self._connecting.to(account, manifest, secrets_owner=owner, purpose=SIGN_IN) as connector:
                return asdict(connector.check())
        finally:
            self._connecting.secrets.forget(owner)

    def find_servers(self, address: str) -> Payload:
        """Where the mailbox and the calendars of an address are; no password is asked for or sent."""
        # Imported here: an engine starts without what asks name servers.
        from workspace.engine.finding import Web, find
        from workspace.engine.names import Names

        web = Web(Names(os.environ.get(NAME_SERVER, "")), tls_context(""))
        return find(address, web, self._connecting.departures)

    def check_again(self, account: Account, manifest: Manifest) -> Payload:
        """Sign in with the secrets that are stored now; raises ``Rejected`` if that is somebody else."""
        payload = {"account_id": account.account_id, "settings": account.settings, "profile": account.profile}
        identity = self.check(manifest, payload)
        refuse_another(account, identity)
        return identity

    def sign_out(self, account: Account, manifest: Manifest) -> Payload:
        """Have the service take the account's sign-in back; ``revoked`` is false where it offers no way to."""
        signin = self._connecting.signin(account, manifest)
        with self._connecting.departures.leaving(account.account_id, SIGN_IN):
            return {"revoked": self._connecting.grant(account.account_id).revoke(signin)}

    def attachment(self, account: Account, manifest: Manifest, item: ItemKey, part_id: str) -> Payload:
        self._parts.fetch(account, manifest, item, part_id)
        return {}

    def raw(self, account: Account, manifest: Manifest, item: ItemKey) -> Payload:
        return {"size": self._parts.fetch_raw(account, manifest, item)}

    def look_up(
        self,
        account: Account,
        manifest: Manifest,
        collections: Sequence[Collection],
        payload: Mapping[str, Any],
    ) -> Payload:
        """Ask a CRM now, and keep what it says for the next match."""
        query = Query(
            tuple(payload.get("emails") or ()),
            tuple(payload.get("domains") or ()),
            str(payload.get("text") or ""),
        )
        with self._connecting.to(account, manifest, purpose=LOOK_UP) as connector:
            records = list(connector.look_up(query))
        self._keep(account, collections, records)
        return {"records": [_record(record) for record in records]}

    def demanded_fields(self, account: Account, manifest: Manifest, record_type: RecordType, now: datetime) -> Payload:
        """What the CRM demands in a new record: asked now; as it said lately, or where it is away as it last said."""
        known = self._reader.demand(account.account_id, record_type)
        if known is not None and now - known.asked_at < FRESH:
            return _demand(known)
        try:
            with self._connecting.to(account, manifest, purpose=LOOK_UP) as connector:
                asked = DemandRow(tuple(connector.demanded_fields(record_type)), now)
        except (Transient, AuthRequired):
            if known is None:
                raise
            return _demand(known, is_old=True)
        self._writing.do(lambda s: s.cache.keep_demand(account.account_id, record_type, asked))
        return _demand(asked)

    def _keep(self, account: Account, collections: Sequence[Collection], records: Sequence[Record]) -> None:
        lists = [c for c in collections if c.kind is Kind.RECORD]
        for each in lists:
            own = [r for r in records if each.remote_id == str(r.record_type) or len(lists) == 1]
            if own:
                self._writing.do(_storing(account, each, Page(items=tuple(own))))

    def find_filing(self, account: Account, manifest: Manifest, key: str) -> Payload:
        action = Action(ActionId(f"find {key}"), account.account_id, Verb.FILE, {"key": key})
        with self._connecting.to(account, manifest, purpose=LOOK_UP) as connector:
            found = connector.find(action)
        return {"receipt": None if found is None else found.to_json()}

    def exchange(self, account: Account, manifest: Manifest, method: str, path: str) -> Payload:
        """Import or export records through a connector that can: ``import_file`` or ``export_file``."""
        with self._connecting.to(account, manifest, purpose=LOOK_UP) as connector:
            exchange = getattr(connector, method, None)
            if exchange is None:
                raise Unsupported(connector=manifest.id)
            done = exchange(path)
        if isinstance(done, int):
            return {"count": done}
        return {**asdict(done), "count": done.count}

    def leave_list(self, url: str) -> Payload:
        """Have an address take the user off a mailing list. Raises as :func:`workspace.engine.leaving.leave`."""
        with self._connecting.departures.leaving("", LEAVE):
            return dict(leave(url))

    def remote_images(self, urls: Sequence[str]) -> Payload:
        """Fetch what the user asked to see; an image that cannot be had is left out."""
        fetched = 0
        for url in urls:
            with self._connecting.departures.leaving("", IMAGES):
                data = _image(url)
            if data:
                self._writing.do(_adding(url, data))
                fetched += 1
        return {"fetched": fetched}


def _storing(account: Account, collection: Collection, page: Page) -> Job[Stored]:
    return lambda stores: stores.cache.apply_page(account, collection, page)


def _adding(url: str, data: bytes) -> Job[None]:
    return lambda stores: stores.cache.add_image(url, data)


def _image(url: str) -> bytes:
    if not url.lower().startswith(("https://", "http://")):
        return b""
    headers = {"User-Agent": "Mozilla/5.0", "Accept": "image/*"}
    if url.lower().startswith("http://"):
        note_plain(urlsplit(url).hostname or "")
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  the scheme was checked
    try:
        with urllib.request.urlopen(  # noqa: S310  the scheme was checked
            request, timeout=IMAGE_SECONDS, context=tls_context("")
        ) as answer:
            if not answer.headers.get_content_type().startswith("image/"):
                return b""
            data: bytes = answer.read(LARGEST_IMAGE + 1)
    except (URLError, OSError, ValueError):
        return b""
    return data if len(data) <= LARGEST_IMAGE else b""


def _demand(demand: DemandRow, *, is_old: bool = False) -> Payload:
    fields = [{"name": each.name, "label": each.label, "choices": list(each.choices)} for each in demand.fields]
    return {"fields": fields, "asked_at": demand.asked_at.isoformat(), "is_old": is_old}


def _record(record: Record) -> Payload:
    data = asdict(record)
    data["record_type"] = str(record.record_type)
    data["updated_at"] = record.updated_at and record.updated_at.isoformat()
    return data
