"""Mail of the invented service: one mailbox, listed whole."""

import json
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError, URLError

from workspace.connector.base import Connector
from workspace.connector.errors import AuthRequired, Transient
from workspace.connector.pages import Identity, Page
from workspace.model.ids import RemoteId
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role

AT = datetime(2026, 1, 5, tzinfo=UTC)


class PierConnector(Connector):
    """One account."""

    def check(self) -> Identity:
        user = self._get("/me")["user"]
        return Identity(user, user.partition("@")[0], (user,))

    def discover(self) -> Iterable[Collection]:
        return [Collection(RemoteId("inbox"), "Inbox", Kind.EMAIL, Role.INBOX)]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        names = self._get("/mails")["mails"]
        items = tuple(Email(RemoteId(name), AT, subject=name, text=name) for name in names)
        yield Page(items, alive=frozenset(item.remote_id for item in items), cursor="0")

    def _get(self, path: str) -> dict[str, Any]:
        try:
            return self._ask(path, self.session.token())
        except PermissionError:
            pass
        try:
            return self._ask(path, self.session.token(renew=True))
        except PermissionError:
            raise AuthRequired("signin_expired", host="pier") from None

    def _ask(self, path: str, token: str) -> dict[str, Any]:
        url = self.session.settings["base_url"] + path
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except HTTPError as error:
            with error:
                if error.code == 401:
                    raise PermissionError from None
                raise Transient("bad_answer", host="pier") from None
        except URLError:
            raise Transient(host="pier") from None


CONNECTOR = PierConnector
