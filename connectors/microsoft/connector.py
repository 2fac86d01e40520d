"""The Microsoft 365 connector: one account for one run, over one connection to Graph."""

import re
from collections.abc import Callable, Iterator, Sequence

from connectors.microsoft import calendars, chat_verbs, contacts, event_verbs, folders, mail, searching, talks, verbs
from connectors.microsoft.bodies import Bodies
from connectors.microsoft.graph import PIECE, Graph
from connectors.microsoft.outgoing import Sending
from connectors.microsoft.remote_ids import named
from connectors.microsoft.remote_ids import talk as talk_of
from connectors.microsoft.talks import Talks
from connectors.microsoft.teams import ChatChanges, channel_changes
from workspace.connector.base import Connector, Session
from workspace.connector.errors import AuthRequired, CursorExpired, Rejected, Unsupported
from workspace.connector.pages import Identity, Page, Ref, Search
from workspace.mail.parse import attachment
from workspace.model.actions import Action, Receipt
from workspace.model.folders import FOLDER_VERBS
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb

_SEPARATORS = re.compile(r"[\s,;]+")
_NAME = "Microsoft 365"


class MicrosoftConnector(Connector):
    """Mail, calendars, contacts and chats of one user, and the shared mailboxes that the settings name."""

    page_sizes = (mail.FIRST_PAGE, mail.PAGE)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._graph = Graph(session)
        self._bodies = Bodies(self._graph)
        self._talks: Talks | None = None
        self._heavy: set[RemoteId] = set()
        """Mails with files that this run met: together they would be too much for one answer."""

    def check(self) -> Identity:
        """https://learn.microsoft.com/graph/api/user-get"""
        try:
            me = self._graph.get("/me", {"$select": "id,displayName,mail,userPrincipalName,otherMails,proxyAddresses"})
        except Rejected as error:
            if error.message_key in ("forbidden", "scope_missing"):
                raise AuthRequired("scope_missing", host=self._graph.host, what="User.Read") from error
            raise
        proxies = [str(e)[5:] for e in me.get("proxyAddresses") or () if str(e).lower().startswith("smtp:")]
        addresses: dict[str, str] = {}
        for each in (str(me.get("mail") or ""), str(me.get("userPrincipalName") or ""), *proxies):
            if "@" in each:
                addresses.setdefault(each.lower(), each)
        user = str(me.get("userPrincipalName") or me.get("mail") or me.get("id") or "")
        return Identity(user, str(me.get("displayName") or ""), tuple(addresses.values()))

    def discover(self) -> list[Collection]:
        """The user's mail first, then what the settings ask for beside it."""
        self.unlisted.clear()
        found = [each for mailbox in ("", *self._shared()) for each in self._folders(mailbox)]
        if self._wants("calendars"):
            found += self._allowed(calendars.collections, calendars.OWN)
        if self._wants("contacts"):
            found += self._allowed(contacts.collections, contacts.OWN)
        if self._wants("teams"):
            found += self._fresh_talks().collections()
        return found

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """Raises ``Rejected`` where this collection alone is refused."""
        if collection.kind is Kind.EMAIL:
            for page in mail.FolderChanges(self._graph, collection, self.page_sizes).pages(cursor):
                self._heavy |= {item.remote_id for item in page.items if item.extra.get("may_have_attachments")}
                yield page
        elif collection.kind is Kind.EVENT:
            yield from calendars.CalendarChanges(self._graph, collection).pages(cursor)
        elif collection.kind is Kind.CONTACT:
            yield from contacts.changes(self._graph, collection).pages(cursor)
        elif collection.kind is Kind.CHAT:
            yield from self._chat_pages(collection, cursor)
        else:
            raise Unsupported(connector=_NAME)

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        """Those known to have files one by one, the others twenty at a time."""
        yield from self._bodies.several([ref for ref in refs if ref.remote_id not in self._heavy])
        yield from self._bodies.each([ref for ref in refs if ref.remote_id in self._heavy])

    def search(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        yield from searching.search(self._graph, search, collections)

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        """One decoded part of a mail; the whole raw mail without ``part_id``."""
        raw = self._bodies.whole(ref.remote_id)
        try:
            content = raw if ref.part_id is None else attachment(raw, ref.part_id)
        except LookupError:
            raise Rejected("not_found", what="The attachment") from None
        for at in range(0, len(content), PIECE):
            yield content[at : at + PIECE]

    def perform(self, action: Action) -> Receipt:
        kind = action.item.kind if action.item else None
        if (kind is Kind.CHAT or action.verb is Verb.POST) and action.verb in chat_verbs.VERBS:
            return chat_verbs.VERBS[action.verb](self._graph, self._known_talks(), action)
        if action.verb in event_verbs.VERBS:
            return event_verbs.VERBS[action.verb](self._graph, action)
        if action.verb in FOLDER_VERBS:
            return folders.perform(self._graph, action)
        if action.verb in verbs.MARKS:
            return verbs.mark(self._graph, action)
        if action.verb in verbs.MOVES:
            return verbs.move(self._graph, action)
        if action.verb in (Verb.SEND, Verb.REPLY):
            return self._sending().send(action)
        if action.verb is Verb.SAVE_DRAFT:
            return self._sending().save_draft(action)
        if action.verb is Verb.DELETE_DRAFT:
            return self._sending().delete_draft(action)
        raise Unsupported(connector=_NAME)

    def find(self, action: Action) -> Receipt | None:
        is_chat = action.item is not None and action.item.kind is Kind.CHAT
        if action.verb is Verb.POST or (action.verb is Verb.REPLY and is_chat):
            return chat_verbs.find(self._graph, self._known_talks(), action)
        if action.verb in (Verb.SEND, Verb.REPLY):
            return self._sending().find(action)
        if action.verb in (Verb.CREATE_FOLDER, Verb.RENAME_FOLDER):
            return folders.find(self._graph, action)
        if action.verb is Verb.CREATE_EVENT:
            return event_verbs.find(self._graph, action)
        raise Unsupported(connector=_NAME)

    def close(self) -> None:
        self._graph.close()

    def _wants(self, key: str) -> bool:
        return self.session.settings.get(key, "true") != "false"

    def _shared(self) -> list[str]:
        given = _SEPARATORS.split(self.session.settings.get("shared_mailboxes", ""))
        return [each for each in dict.fromkeys(given) if "@" in each]

    def _sending(self) -> Sending:
        return Sending(self._graph, self.session.blob, self._shared())

    def _folders(self, mailbox: str) -> list[Collection]:
        """A mailbox that is refused still has its inbox, so that a pull of it can say why."""
        refused: list[Rejected] = []
        try:
            found = mail.folders(self._graph, mailbox, refused)
        except Rejected as error:
            refused.append(error)
            inbox, name = named(mailbox, "inbox"), mailbox or "Inbox"
            found = [Collection(inbox, name, Kind.EMAIL, role=Role.INBOX, identity=mailbox or None)]
        if refused:
            self.unlisted.add((Kind.EMAIL, mailbox or None))
        return found

    def _allowed(self, collections: Callable[[Graph], list[Collection]], own: Collection) -> list[Collection]:
        """What may be read; without the permission the user's own, so that its pull says why."""
        try:
            return collections(self._graph)
        except Rejected:
            self.unlisted.add((own.kind, None))
            return [own]

    def _chat_pages(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        if cursor is not None and not cursor:
            raise CursorExpired(collection=collection.name)
        known = self._known_talks()
        if talk_of(collection.remote_id).team:
            yield from channel_changes(self._graph, collection, known).pages(cursor)
        else:
            yield from ChatChanges(self._graph, collection, known).pages(cursor)

    def _known_talks(self) -> Talks:
        if self._talks is None:
            self._talks = talks.kept(self._talks_file)
        return self._talks

    def _fresh_talks(self) -> Talks:
        known = self._known_talks()
        if self.session.is_asked or not known.is_fresh(self._graph.now()):
            self._talks = talks.asked(self._graph, known)
            self._talks.keep(self._talks_file)
        return self._talks or known

    @property
    def _talks_file(self) -> str:
        return self.session.data_path("teams.json")


CONNECTOR = MicrosoftConnector
