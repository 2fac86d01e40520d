"""Making, renaming and deleting mailboxes (RFC 3501 sections 6.3.3 to 6.3.7), each found again after a crash."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from connectors.imap import answers
from connectors.imap.line import Line, Refused
from connectors.imap.mailboxes import Listed, collections, from_wire, is_usable, to_wire
from connectors.imap.verbs import receipt, refusal, remove
from workspace.connector.errors import ConnectorError, Rejected, Transient
from workspace.model.actions import Action, Receipt
from workspace.model.ids import RemoteId
from workspace.model.kinds import Role, Verb

MARK = "@"
"""Stands in the remote id of a mail before its mailbox's."""
ROUNDS = 3
"""How often a mailbox is emptied into which mails keep arriving."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The account's mailboxes: each name with its delimiter, whether it holds mail, and what it is for."""

    listed: Sequence[Listed]
    prefix: str
    """Where the account's own mailboxes live."""

    def roles(self) -> dict[str, Role]:
        """Of those that hold mail."""
        return {each.remote_id: each.role for each in collections(list(self.listed))}

    def has(self, name: str) -> bool:
        """INBOX alone goes by any case (RFC 3501 section 5.1)."""
        return any(from_wire(each.wire_name) == name for each in self.listed if is_usable(each)) or (
            name.upper() == "INBOX"
        )

    def delimiter(self, name: str) -> str:
        """What parts a mailbox from those in it; empty where there are none in others."""
        named = [each for each in self.listed if from_wire(each.wire_name) == name]
        return next((each.delimiter for each in (*named, *self.listed) if each.delimiter), "")

    def inside(self, name: str) -> list[str]:
        """The mailboxes below one, however deep."""
        delimiter = self.delimiter(name)
        names = [from_wire(each.wire_name) for each in self.listed]
        return [each for each in names if delimiter and each.startswith(name + delimiter)]

    def child(self, parent: str, name: str) -> str:
        delimiter = self.delimiter(parent)
        return f"{parent}{delimiter}{name}" if parent else self.prefix + name

    def sibling(self, known: str, name: str) -> str:
        delimiter = self.delimiter(known)
        outer, found, _ = known.rpartition(delimiter) if delimiter else ("", "", known)
        return outer + found + name


class Folders:
    """``look`` lists the mailboxes anew, ``trash`` names that for deleted mail, ``select`` opens one."""

    def __init__(
        self,
        line: Callable[[], Line],
        look: Callable[[], Tree],
        trash: Callable[[], RemoteId],
        select: Callable[[str], Line],
    ) -> None:
        self._line, self._look, self._trash, self._select = line, look, trash, select

    def perform(self, action: Action) -> Receipt:
        """Raises ``Rejected`` with the keys of :mod:`workspace.connector.payloads`."""
        tree = self._look()
        if action.verb is Verb.CREATE_FOLDER:
            return self._create(tree, action)
        folder = str(action.payload["collection"])
        if action.verb is Verb.DELETE_FOLDER and not tree.has(folder):
            return receipt(action, RemoteId(folder))
        self._refuse_fixed(tree, folder)
        if action.verb is Verb.RENAME_FOLDER:
            return self._rename(tree, action, folder)
        self._delete(tree, folder, if_empty=bool(action.payload.get("if_empty")))
        return receipt(action, RemoteId(folder))

    def find(self, action: Action) -> Receipt | None:
        """What an interrupted attempt made or renamed."""
        tree, name = self._look(), str(action.payload["name"])
        if action.verb is Verb.CREATE_FOLDER:
            made = tree.child(str(action.payload.get("parent") or ""), name)
            return receipt(action, RemoteId(made)) if tree.has(made) else None
        old = str(action.payload["collection"])
        new = tree.sibling(old, name)
        if tree.has(old) or not tree.has(new):
            return None
        names = {old + each.removeprefix(new): each for each in (new, *tree.inside(new))}
        return receipt(action, RemoteId(new), renamed=names, mark=MARK)

    def _create(self, tree: Tree, action: Action) -> Receipt:
        parent, name = str(action.payload.get("parent") or ""), str(action.payload["name"])
        full = self._checked(tree, parent, name, tree.child(parent, name))
        self._ask(name, b"CREATE ", full)
        self._subscribe(b"SUBSCRIBE ", [full])
        return receipt(action, RemoteId(full))

    def _rename(self, tree: Tree, action: Action, old: str) -> Receipt:
        name = str(action.payload["name"])
        new = tree.sibling(old, name)
        names = {each: new + each.removeprefix(old) for each in (old, *tree.inside(old))}
        if new != old:
            self._checked(tree, old, name, new)
            self._ask(name, b"RENAME ", old, new)
            self._subscribe(b"UNSUBSCRIBE ", names)
            self._subscribe(b"SUBSCRIBE ", names.values())
        return receipt(action, RemoteId(new), renamed=names, mark=MARK)

    def _delete(self, tree: Tree, folder: str, *, if_empty: bool) -> None:
        """Its mails go to the trash first: DELETE would remove them for good."""
        if tree.inside(folder):
            raise Rejected("folder_has_folders", name=folder)
        trash = self._trash()
        for _ in range(ROUNDS):
            line = self._select(folder)
            line.selected = None
            uids = self._select(folder).search(b"ALL")
            if not uids:
                break
            if if_empty:
                raise Rejected("folder_not_empty", name=folder)
            self._empty(line, uids, trash)
        else:
            raise Transient("busy", host=line.host)
        self._select("INBOX")
        self._ask(folder, b"DELETE ", folder)
        self._subscribe(b"UNSUBSCRIBE ", [folder])

    def _empty(self, line: Line, uids: list[int], trash: RemoteId) -> None:
        target = answers.quoted(to_wire(trash).decode("ascii"))
        try:
            if b"MOVE" in line.capabilities:
                line.ask(b"UID MOVE " + answers.uid_set(uids) + b" " + target)
                return
            line.ask(b"UID COPY " + answers.uid_set(uids) + b" " + target)
            remove(line, uids)
        except Refused as error:
            raise refusal(error, line.host) from error

    def _checked(self, tree: Tree, beside: str, name: str, full: str) -> str:
        """The full name, where it can be one and is free."""
        host, delimiter = self._line().host, tree.delimiter(beside)
        if delimiter and delimiter in name:
            raise Rejected("folder_delimiter", host=host, delimiter=delimiter)
        if not name.strip() or not name.isprintable() or from_wire(to_wire(full)) != full:
            raise Rejected("folder_name", host=host, name=name, reason="it is empty or has signs that cannot be seen")
        if tree.has(full):
            raise Rejected("folder_exists", host=host, name=name)
        return full

    def _refuse_fixed(self, tree: Tree, folder: str) -> None:
        role = tree.roles().get(folder)
        if role is None:
            raise Rejected("not_found", what="The folder")
        if role is not Role.OTHER:
            raise Rejected("folder_fixed", host=self._line().host, name=folder)

    def _ask(self, name: str, command: bytes, *mailboxes: str) -> None:
        line = self._line()
        line.selected = None
        try:
            line.ask(command + _quoted(mailboxes))
        except Refused as error:
            if command != b"DELETE " or error.code != b"NONEXISTENT":
                raise _name_refusal(error, line.host, name) from error

    def _subscribe(self, command: bytes, mailboxes: Iterable[str]) -> None:
        """For other programs, which show what is subscribed alone; a server without subscriptions does not mind."""
        line = self._line()
        for each in mailboxes:
            try:
                line.ask(command + _quoted([each]))
            except Refused:
                return


def _name_refusal(error: Refused, host: str, name: str) -> ConnectorError:
    """Response codes of RFC 5530 section 3."""
    if error.code == b"ALREADYEXISTS":
        return Rejected("folder_exists", host=host, name=name)
    if error.code in (b"", b"CANNOT"):
        return Rejected("folder_name", host=host, name=name, reason=error.reason)
    return refusal(error, host)


def _quoted(mailboxes: Sequence[str]) -> bytes:
    return b" ".join(answers.quoted(to_wire(each).decode("ascii")) for each in mailboxes)
