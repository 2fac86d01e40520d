"""Notices of a bulletin board over its JSON interface, as a true delta."""

import json
import urllib.request
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

from workspace.connector.base import Connector, Session
from workspace.connector.errors import (
    AuthRequired,
    ConnectorError,
    CursorExpired,
    Rejected,
    Transient,
    Unsupported,
)
from workspace.connector.pages import Identity, Page
from workspace.connector.session import require_web, translate
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Verb
from workspace_board.mapping import channel, message

TIMEOUT_SECONDS = 30


class BoardConnector(Connector):
    """One user of one board."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.base_url = session.settings.get("base_url", "").rstrip("/")
        self.host = require_web(self.base_url)

    def check(self) -> Identity:
        return Identity(self._me)

    def discover(self) -> Iterable[Collection]:
        return [channel(each) for each in self._ask("/boards")]

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        has_more = True
        while has_more:
            answer = self._ask(_path(collection.remote_id, since=cursor or ""))
            cursor, has_more = answer["next"], answer["has_more"]
            yield Page(
                items=tuple(message(each, self.host, self._me) for each in answer["notices"]),
                gone=tuple(RemoteId(each) for each in answer["gone"]),
                cursor=cursor,
            )

    def perform(self, action: Action) -> Receipt:
        """Post a notice; the board keeps ``key`` and posts the same one once."""
        if action.verb is not Verb.POST:
            raise Unsupported(connector="board")
        said = {"key": action.action_id, "text": action.payload["text"]}
        return _receipt(action, self._ask(_path(str(action.payload["channel"])), said))

    def find(self, action: Action) -> Receipt | None:
        if action.verb is not Verb.POST:
            raise Unsupported(connector="board")
        found = self._ask(_path(str(action.payload["channel"]), key=action.action_id))["notices"]
        return _receipt(action, found[0]) if found else None

    @cached_property
    def _me(self) -> str:
        return str(self._ask("/me")["user"])

    def _ask(self, path: str, body: dict[str, object] | None = None) -> Any:
        """The answer as JSON; every failure becomes one of the error classes."""
        headers = {"Authorization": f"Bearer {self.session.secret('token')}"}
        content = None if body is None else json.dumps(body).encode()
        # require_web has let nothing but https and this computer's http through.
        request = urllib.request.Request(self.base_url + path, content, headers)  # noqa: S310
        with translate(self.host):
            try:
                context = self.session.ssl_context()
                with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS, context=context) as answer:  # noqa: S310
                    return json.load(answer)
            except HTTPError as error:
                with error:
                    raise self._failure(error) from None
            except ValueError:
                raise Transient("bad_answer", host=self.host) from None

    def _failure(self, answer: HTTPError) -> ConnectorError:
        status = answer.code
        if status == 401:
            return AuthRequired(host=self.host)
        if status == 404:
            return Rejected("not_found", what="The board")
        if status == 410:
            return CursorExpired(collection=self.host)
        if status == 429 or status >= 500:
            wait = answer.headers.get("Retry-After", "")
            return Transient("busy", host=self.host, retry_after=float(wait) if wait.isdecimal() else None)
        return Rejected("refused", host=self.host, reason=answer.reason)


def _path(board: str, **asked: str) -> str:
    path = f"/boards/{quote(board, safe='')}/notices"
    return f"{path}?{urlencode(asked)}" if asked else path


def _receipt(action: Action, notice: dict[str, Any]) -> Receipt:
    return Receipt(ReceiptId(f"board-{notice['id']}"), action.action_id, RemoteId(notice["id"]))


CONNECTOR = BoardConnector
