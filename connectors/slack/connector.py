"""The Slack connector: one person in one Slack workspace, for one run."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar

from connectors.slack import files
from connectors.slack.api import Answer, Api
from connectors.slack.conversations import collections, members_of
from connectors.slack.cursor import read as read_cursor
from connectors.slack.directory import Directory
from connectors.slack.limits import Limits
from connectors.slack.mapping import Place
from connectors.slack.pulling import Pull, Sizes
from connectors.slack.verbs import Verbs
from workspace.connector.base import Connector, Session
from workspace.connector.errors import AuthRequired, Rejected, Transient
from workspace.connector.pages import Identity, Page, Ref
from workspace.model.actions import Action, Receipt
from workspace.model.ids import AccountId
from workspace.model.items import Collection
from workspace.model.kinds import Kind


class SlackConnector(Connector):
    """Conversations by the Web API (https://docs.slack.dev/apis/web-api/)."""

    timeout_seconds = 30.0
    sizes = Sizes()
    limits = Limits()
    """Shared by all accounts of the process, as Slack counts them."""
    known: ClassVar[dict[tuple[str, AccountId], tuple[str, Answer]]] = {}
    """Token and its owner by address and account: a token does not change hands, so that a round need not ask."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._api = Api(session, self.limits, self.timeout_seconds)
        self._verbs = Verbs(self._api, self._place_in)

    @cached_property
    def _who(self) -> Answer:
        """Who the token belongs to; raises ``AuthRequired`` for the wrong Slack workspace."""
        key, token = (self._api.base_url, self.session.account_id), self._api.token
        known = self.known.get(key)
        answer = known[1] if known and known[0] == token else self._api.call("auth.test")
        team = str(answer.get("team_id") or "")
        wanted = self.session.settings.get("team", "")
        if wanted and team != wanted:
            raise AuthRequired("wrong_tenant", host=self._api.host)
        if not team or not answer.get("user_id"):
            raise Transient("bad_answer", host=self._api.host)
        self._api.team = team
        self.known[key] = (self._api.token, answer)
        return answer

    @cached_property
    def _directory(self) -> Directory:
        self._place_in("")
        return Directory(self._api)

    def _place_in(self, channel: str) -> Place:
        who = self._who
        return Place(self._api.team, str(who.get("user_id") or ""), str(who.get("url") or ""), channel)

    def check(self) -> Identity:
        self.__dict__.pop("_who", None)
        self.known.pop((self._api.base_url, self.session.account_id), None)
        user_id = str(self._who.get("user_id") or "")
        self._directory.load([user_id])
        found = self._directory.address(user_id)
        return Identity(f"{self._api.team}/{user_id}", found.name, (found.email,) if found.email else ())

    def discover(self) -> Iterable[Collection]:
        place = self._place_in("")
        found, is_whole = members_of(self._api)
        self.unlisted = set() if is_whole else {(Kind.CHAT, None)}
        return collections(found, place.user, self._directory)

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        place = self._place_in(collection.remote_id)
        state = read_cursor(cursor, place, collection.name)
        pull = Pull(self._api, place, self._directory, state, self.sizes, is_asked=self.session.is_asked)
        yield from pull.pages()

    def perform(self, action: Action) -> Receipt:
        return self._verbs.perform(action)

    def find(self, action: Action) -> Receipt | None:
        return self._verbs.find(action)

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        if not ref.part_id:
            raise Rejected("not_found", what="file")
        return files.fetch(self._api, ref.part_id)

    def close(self) -> None:
        self._api.close()


CONNECTOR = SlackConnector
