"""The IMAP and SMTP connector: one account for one run, over one connection and one more per watch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from connectors.imap import answers
from connectors.imap.bodies import SMALL, WHOLE, Bodies
from connectors.imap.changes import FIRST_PAGE, PAGE, Changes
from connectors.imap.cursor import parse_remote_id
from connectors.imap.folders import Folders, Tree
from connectors.imap.idle import IdleWatch
from connectors.imap.line import Line, Refused
from connectors.imap.mailboxes import Listed, collections, to_wire
from connectors.imap.outgoing import Submission
from connectors.imap.searching import Searching
from connectors.imap.smtp import SubmissionHost, signed_in
from connectors.imap.traces import Traces
from connectors.imap.verbs import MARKS, MOVES, Verbs, refusal
from connectors.imap.wire import named, open_wire, sign_in
from workspace.connector.base import Connector, Session, Watch
from workspace.connector.errors import (
    AuthRequired,
    Rejected,
    Transient,
    Unsupported,
)
from workspace.connector.pages import Identity, Page, Ref, Search
from workspace.model.actions import Action, Receipt
from workspace.model.folders import FOLDER_VERBS
from workspace.model.ids import RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Role, Verb

_CREATED = {
    Role.ARCHIVE: "Archive",
    Role.TRASH: "Trash",
    Role.SENT: "Sent",
    Role.DRAFTS: "Drafts",
}


class ImapConnector(Connector):
    """Mail by IMAP, sending by SMTP."""

    timeout_seconds = 30.0
    first_page = FIRST_PAGE
    page = PAGE
    body_limits = (WHOLE, SMALL)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._open: Line | None = None
        self._collections: list[Collection] | None = None
        self._traces = Traces(session.data_path)
        self._verbs = Verbs(self._select, self._for_role, self._traces)
        self._submission = Submission(self._select, self._for_role, session.blob, self._traces)
        self._folders = Folders(self._line, self._tree, partial(self._for_role, Role.TRASH), self._select)

    def check(self) -> Identity:
        """Sign in to both hosts; wrong settings are named by their field."""
        self.close()
        addresses = self._addresses()
        with _named_field("host", "security"):
            self._line()
        if self.session.settings.get("smtp_host"):
            self._check_submission()
        user = self.session.settings["username"]
        return Identity(user, self.session.settings.get("name", ""), addresses)

    def _check_submission(self) -> None:
        where, context = self._submission_host(), self.session.ssl_context
        with _named_field("smtp_host", "smtp_security"), signed_in(where, context):
            pass

    def discover(self) -> list[Collection]:
        self._collections = collections(self._listed())
        return self._collections

    def _listed(self) -> list[Listed]:
        """Every mailbox of the account, those too that hold no mail."""
        line = self._line()
        extra = b" RETURN (SPECIAL-USE)" if b"SPECIAL-USE" in line.capabilities else b""
        if b"LIST-EXTENDED" not in line.capabilities:
            extra = b""
        try:
            found, _ = line.ask(b'LIST "" "*"' + extra)
        except Refused as error:
            raise refusal(error, line.host) from error
        return list(_readable(found))

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        """Newest first. Raises ``Rejected`` for a mailbox that cannot be opened: the others are not concerned."""
        if self._open is not None:
            # Another SELECT asks for the state of now.
            self._open.selected = None
        changes = Changes(
            partial(self._select, collection.remote_id),
            collection,
            frozenset(address.lower() for address in self._addresses()),
            (self.first_page, self.page),
        )
        try:
            yield from changes.pages(cursor)
        except Refused as error:
            raise refusal(error, self._host) from error

    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        """In batches, newest first within a mailbox."""
        by_mailbox: dict[tuple[int, str], dict[int, Ref]] = {}
        for ref in refs:
            uidvalidity, uid, mailbox = parse_remote_id(ref.remote_id)
            by_mailbox.setdefault((uidvalidity, mailbox), {})[uid] = ref
        for (uidvalidity, mailbox), wanted in by_mailbox.items():
            try:
                reading = Bodies(partial(self._select_numbered, mailbox, uidvalidity), self.body_limits)
                for uid, raw in reading.whole(list(wanted)):
                    yield wanted[uid], raw
            except (Refused, Rejected):
                # The mailbox was renumbered or is no more, so these mails are not there under their names.
                continue

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        """One decoded part; the whole raw mail without ``part_id``."""
        uidvalidity, uid, mailbox = parse_remote_id(ref.remote_id)
        reading = Bodies(partial(self._select_numbered, mailbox, uidvalidity), self.body_limits)
        try:
            yield from reading.part_of(uid, ref.part_id)
        except Refused as error:
            raise refusal(error, self._host) from error

    def search(self, search: Search, collections: Sequence[Collection]) -> Iterator[tuple[Collection, Page]]:
        own = frozenset(address.lower() for address in self._addresses())
        try:
            yield from Searching(self._select, own).pages(search, collections)
        except Refused as error:
            raise refusal(error, self._host) from error

    def perform(self, action: Action) -> Receipt:
        if action.verb in MARKS or action.verb in MOVES:
            return self._verbs.perform(action)
        if action.verb in (Verb.SEND, Verb.REPLY):
            context = self.session.ssl_context
            return self._submission.send(action, self._submission_host(), context)
        if action.verb is Verb.SAVE_DRAFT:
            return self._submission.save_draft(action)
        if action.verb is Verb.DELETE_DRAFT:
            return self._submission.delete_draft(action)
        if action.verb in FOLDER_VERBS:
            return self._folders.perform(action)
        raise Unsupported(connector="IMAP")

    def find(self, action: Action) -> Receipt | None:
        """For sent mail and folders. None says that it was surely not done; ``Unsupported`` that nobody can tell."""
        if action.verb in (Verb.CREATE_FOLDER, Verb.RENAME_FOLDER):
            return self._folders.find(action)
        if action.verb not in (Verb.SEND, Verb.REPLY):
            raise Unsupported(connector="IMAP")
        return self._submission.find(action)

    def watch(self, collection: Collection) -> Watch | None:
        line = self._sign_in()
        if b"IDLE" not in line.capabilities:
            line.log_out()
            return None
        try:
            line.select(to_wire(collection.remote_id))
            return IdleWatch(line)
        except Refused as error:
            line.log_out()
            raise refusal(error, line.host) from error

    def close(self) -> None:
        if self._open is not None:
            self._open.log_out()
            self._open = None

    @property
    def _host(self) -> str:
        return self._setting("host")

    def _setting(self, key: str) -> str:
        value = self.session.settings.get(key, "").strip()
        if not value:
            raise Rejected("setting_missing", field=key)
        return value

    def _port(self, key: str, default: int) -> int:
        text = self.session.settings.get(key, "").strip() or str(default)
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
            raise Rejected("setting_wrong", field=key, reason="it must be between 1 and 65535")
        return int(text)

    def _addresses(self) -> tuple[str, ...]:
        settings = self.session.settings
        address = settings.get("address", "").strip() or settings.get("username", "").strip()
        if "@" not in address:
            raise Rejected("setting_missing", field="address")
        return (address,)

    def _sign_in(self) -> Line:
        wire = open_wire(
            self._host,
            self._port("port", 993),
            self.session.settings.get("security") or "tls",
            self.session.ssl_context,
            self.timeout_seconds,
        )
        try:
            sign_in(wire, self._host, self._setting("username"), self.session.secret("password"))
            with named(self._host):
                return Line(wire, self._host)
        except BaseException:
            wire.shutdown()
            raise

    def _line(self) -> Line:
        if self._open is None or not self._open.is_open:
            self._open = self._sign_in()
        return self._open

    def _select(self, mailbox: str) -> Line:
        """The connection with that mailbox selected; selected already counts."""
        line = self._line()
        wire_name = to_wire(mailbox)
        if line.selected is None or line.selected.mailbox != wire_name:
            try:
                line.select(wire_name)
            except Refused as error:
                raise refusal(error, self._host) from error
        return line

    def _select_numbered(self, mailbox: str, uidvalidity: int) -> Line:
        line = self._select(mailbox)
        if line.selected is None or line.selected.uidvalidity != uidvalidity:
            raise Rejected("not_found", what="The mail")
        return line

    def _for_role(self, role: Role) -> RemoteId:
        """The mailbox of a role; made where the server has none."""
        known = self._collections if self._collections is not None else self.discover()
        found = next((each.remote_id for each in known if each.role is role), None)
        return found if found is not None else self._create(_CREATED[role])

    def _create(self, name: str) -> RemoteId:
        line = self._line()
        full = self._prefix(line) + name
        try:
            line.ask(b"CREATE " + answers.quoted(to_wire(full).decode("ascii")))
        except Refused as error:
            if error.code != b"ALREADYEXISTS":
                raise refusal(error, line.host) from error
        self._collections = None
        return RemoteId(full)

    def _tree(self) -> Tree:
        """What is there now; what was known of it does not count any more."""
        self._collections = None
        return Tree(self._listed(), self._prefix(self._line()))

    def _prefix(self, line: Line) -> str:
        """Where the account's own mailboxes live (RFC 2342): some servers keep them all below INBOX."""
        if b"NAMESPACE" not in line.capabilities:
            return ""
        with named(line.host):
            personal = line.wire.namespace().personal
        return str(personal[0][0]) if personal else ""

    def _submission_host(self) -> SubmissionHost:
        settings = self.session.settings
        own_name = settings.get("smtp_username", "").strip()
        password = self._smtp_password() if own_name else self.session.secret("password")
        return SubmissionHost(
            self._setting("smtp_host"),
            self._port("smtp_port", 465),
            settings.get("smtp_security") or "tls",
            own_name or self._setting("username"),
            password,
            self.timeout_seconds,
        )

    def _smtp_password(self) -> str:
        try:
            return self.session.secret("smtp_password")
        except AuthRequired:
            return self.session.secret("password")


def _readable(found: list[list[bytes]]) -> Iterator[Listed]:
    for pieces in found:
        try:
            line = answers.listed(pieces)
        except ValueError:
            continue
        if line is not None:
            yield Listed(*line)


@contextmanager
def _named_field(host_field: str, security_field: str) -> Iterator[None]:
    """Before an account is saved, what only the user can mend is refused with its field."""
    try:
        yield
    except Transient as error:
        if error.message_key == "certificate":
            raise Rejected("certificate", field=host_field, **error.params) from error
        raise
    except Rejected as error:
        if error.message_key == "not_secure":
            raise Rejected("not_secure", field=security_field, **error.params) from error
        raise


CONNECTOR = ImapConnector
