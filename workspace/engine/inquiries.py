"""What workers do for questions: each asks a service something and returns the answer's payload."""

import logging
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.error import URLError

from workspace.connector.errors import Unsupported
from workspace.connector.manifest import Manifest
from workspace.connector.pages import Page, Query
from workspace.engine.parts import Parts
from workspace.engine.session import Connecting, tls_context
from workspace.engine.signing import refuse_another
from workspace.engine.writing import Job, Writing
from workspace.model.accounts import Account
from workspace.model.actions import Action
from workspace.model.ids import AccountId, ActionId
from workspace.model.items import Collection, ItemKey, Record
from workspace.model.kinds import Kind, Verb
from workspace.store.writer import Stored

IMAGE_SECONDS = 15.0
LARGEST_IMAGE = 10 * 1024 * 1024
Payload = dict[str, Any]

log = logging.getLogger(__name__)


class Inquiries:
    """Runs on workers."""

    def __init__(self, writing: Writing, connecting: Connecting, parts: Parts) -> None:
        self._writing = writing
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
            with self._connecting.to(account, manifest, secrets_owner=owner) as connector:
                return asdict(connector.check())
        finally:
            self._connecting.secrets.forget(owner)

    def check_again(self, account: Account, manifest: Manifest) -> Payload:
        """Sign in with the secrets that are stored now; raises ``Rejected`` if that is somebody else."""
        payload = {"account_id": account.account_id, "settings": account.settings, "profile": account.profile}
        identity = self.check(manifest, payload)
        refuse_another(account, identity)
        return identity

    def sign_out(self, account: Account, manifest: Manifest) -> Payload:
        """Have the service take the account's sign-in back; ``revoked`` is false where it offers no way to."""
        signin = self._connecting.signin(account, manifest)
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
        with self._connecting.to(account, manifest) as connector:
            records = list(connector.look_up(query))
        self._keep(account, collections, records)
        return {"records": [_record(record) for record in records]}

    def _keep(self, account: Account, collections: Sequence[Collection], records: Sequence[Record]) -> None:
        lists = [c for c in collections if c.kind is Kind.RECORD]
        for each in lists:
            own = [r for r in records if each.remote_id == str(r.record_type) or len(lists) == 1]
            if own:
                self._writing.do(_storing(account, each, Page(items=tuple(own))))

    def find_filing(self, account: Account, manifest: Manifest, key: str) -> Payload:
        action = Action(ActionId(f"find {key}"), account.account_id, Verb.FILE, {"key": key})
        with self._connecting.to(account, manifest) as connector:
            found = connector.find(action)
        return {"receipt": None if found is None else found.to_json()}

    def exchange(self, account: Account, manifest: Manifest, method: str, path: str) -> Payload:
        """Import or export records through a connector that can: ``import_file`` or ``export_file``."""
        with self._connecting.to(account, manifest) as connector:
            exchange = getattr(connector, method, None)
            if exchange is None:
                raise Unsupported(connector=manifest.id)
            done = exchange(path)
        if isinstance(done, int):
            return {"count": done}
        return {**asdict(done), "count": done.count}

    def remote_images(self, urls: Sequence[str]) -> Payload:
        """Fetch what the user asked to see; an image that cannot be had is left out."""
        fetched = 0
        for url in urls:
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


def _record(record: Record) -> Payload:
    data = asdict(record)
    data["record_type"] = str(record.record_type)
    data["updated_at"] = record.updated_at and record.updated_at.isoformat()
    return data
